/** Many files at once, in workers of the compiled program; and what is said meanwhile. */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { editionText } from "../../../catalog/edition/provenance";
import { EASTUS2, imported } from "../../catalog/support";
import { cli, fixture } from "../support";

const MAIN = join(__dirname, "..", "../../dist/cli/main.js");
const root = mkdtempSync(join(tmpdir(), "aog-workers-"));
afterAll(() => rmSync(root, { recursive: true }));
const fleet = join(root, "fleet");
beforeAll(() => {
  mkdirSync(fleet);
  for (let i = 0; i < 40; i += 1)
    cpSync(fixture(["preview.json", "clean.json", "state.json"][i % 3] ?? ""), join(fleet, `${i}.json`));
  writeFileSync(join(fleet, "5-cut.json"), readFileSync(fixture("preview.json")).subarray(0, 900));
  writeFileSync(join(fleet, "package.json"), "{}");
});

const run = (args: readonly string[], env: Record<string, string> = {}, input = "") =>
  spawnSync(process.execPath, [MAIN, "check", ...args], { input, encoding: "utf8", env: { ...process.env, ...env } });

/** Without the lines that only a slow run has. */
const calm = (stderr: string) => stderr.replace(/^.+: checked \d+ of \d+ files\n/gm, "");

describe("workers", () => {
  it("give what one process gives, in the same order, with settings and standard input", () => {
    const settings = join(root, "settings.json");
    writeFileSync(
      settings,
      JSON.stringify({ "model-availability": "advisory", "known-model": { accounts: { x: { region: "eastus" } } } }),
    );
    const args = [fleet, "-", "nope.json", "--config", settings, "--as-of", "2025-07-01", "--format", "json"];
    const stdin = readFileSync(fixture("preview.json"), "utf8");
    const alone = run([...args, "--jobs", "1"], {}, stdin);
    for (const jobs of ["2", "5"]) {
      const { stdout, stderr, status } = run([...args, "--jobs", jobs], {}, stdin);
      expect([stdout, calm(stderr), status]).toEqual([alone.stdout, calm(alone.stderr), alone.status]);
    }
    expect(alone.status).toBe(2);
    expect(JSON.parse(alone.stdout).files).toHaveLength(43);
    expect(alone.stderr).toMatch(
      /5-cut\.json: line .+was it cut off\?[\s\S]+fleet: note: 1 other JSON file passed over\n$/,
    );
  });

  it("judge by the edition and the overlay of the settings", () => {
    const edition = join(root, "edition.json");
    writeFileSync(edition, editionText(imported([EASTUS2]).data));
    const settings = join(root, "edition.yaml");
    const overlay = [{ effect: "unavailable", regions: ["swedencentral"], reason: "closed", expires: "2030-01-01" }];
    writeFileSync(settings, JSON.stringify({ catalog: { edition: "edition.json" }, overlay }));
    const args = [fleet, "--config", settings, "--as-of", "2026-03-01", "--format", "json"];
    const alone = run([...args, "--jobs", "1"]);
    expect(JSON.parse(alone.stdout).edition.id).toBe("refreshed");
    expect(run([...args, "--jobs", "2"]).stdout).toBe(alone.stdout);
    const embedded = run([...args, "--no-config", "--jobs", "2"]);
    expect(embedded.stdout).not.toBe(alone.stdout);
  });

  it("may run out of memory: an error for that file, and the others are checked", () => {
    const large = join(root, "large.json");
    const [account, good] = JSON.parse(readFileSync(fixture("preview.json"), "utf8")).steps;
    const many = Array.from({ length: 20_000 }, (_, i) => ({
      ...good,
      newState: { ...good.newState, urn: `${good.newState.urn}${i}` },
    }));
    writeFileSync(large, JSON.stringify({ steps: [account, ...many] }));
    const { stdout, stderr, status } = run(
      ["--jobs", "2", fixture("clean.json"), large, fixture("preview.json"), fixture("state.json")],
      { NODE_OPTIONS: "--max-old-space-size=16" },
    );
    expect(stderr).toContain("large.json: needs more memory than there is for it: give more with NODE_OPTIONS");
    expect(stdout).toMatch(/\n4 files, 4 deployments: 1 blocked, 1 file could not be checked\n$/);
    expect(status).toBe(2);
  });

  it.each(["0", "-1", "1.5", "many", "10000"])("--jobs %s is refused", async (jobs) => {
    const { stderr, exitCode } = await cli(["check", "x.json", `--jobs=${jobs}`]);
    expect(stderr).toMatch(/Expected a whole number from 1 to 9999/);
    expect(exitCode).toBe(2);
  });
});

describe("progress", () => {
  /** Runs with a clock that goes on by so many milliseconds each time it is looked at. */
  async function watch(step: number, over: { isErrorTerminal?: boolean; env?: Record<string, string> } = {}) {
    let time = 0;
    let interrupts = 0;
    const written: string[] = [];
    await cli(["check", fleet, "--jobs", "1"], "", {
      now: () => {
        time += step;
        return time;
      },
      writeError: (text) => void written.push(text),
      onInterrupt: () => {
        interrupts += 1;
        return () => {
          interrupts -= 1;
        };
      },
      ...over,
    });
    expect(interrupts).toBe(0);
    const remarks = written.at(-1) ?? "";
    return { progress: written.slice(0, -1), remarks };
  }

  it("is a line now and then where no terminal is, and in CI, and on a dumb terminal", async () => {
    const places: { isErrorTerminal?: boolean; env?: Record<string, string> }[] = [
      {},
      { isErrorTerminal: true, env: { CI: "true" } },
      { isErrorTerminal: true, env: { TERM: "dumb" } },
    ];
    for (const over of places) {
      const { progress, remarks } = await watch(400, over);
      expect(progress).toEqual([
        "azure-openai-guard: checked 5 of 42 files\n",
        "azure-openai-guard: checked 18 of 42 files\n",
        "azure-openai-guard: checked 31 of 42 files\n",
      ]);
      expect(remarks).toMatch(/^azure-openai-guard: .+5-cut/);
    }
  });

  it("is nothing for a short run, and for one file", async () => {
    expect((await watch(1)).progress).toEqual([]);
    expect((await watch(1, { isErrorTerminal: true })).progress).toEqual([]);
    const written: string[] = [];
    let time = 0;
    await cli(["check", fixture("clean.json")], "", {
      now: () => {
        time += 1e6;
        return time;
      },
      writeError: (text) => void written.push(text),
    });
    expect(written.join("")).toBe("");
  });

  it("is a bar on a terminal, of which nothing is left", async () => {
    const { progress, remarks } = await watch(400, { isErrorTerminal: true });
    const drawn = progress.join("");
    expect(drawn).toMatch(/checking [=-]+ \d+ of 42 files/);
    // Back to the first column, and the line cleared.
    expect(drawn.endsWith("\u001b[1G\u001b[2K")).toBe(true);
    expect(remarks).toMatch(/^azure-openai-guard: /);
  });

  it("goes away where the run is interrupted", async () => {
    const written: string[] = [];
    let time = 0;
    let afterInterrupt = "";
    await cli(["check", fleet, "--jobs", "1"], "", {
      isErrorTerminal: true,
      now: () => {
        time += 400;
        return time;
      },
      writeError: (text) => void written.push(text),
      onInterrupt: (clean) => {
        clean();
        afterInterrupt = written.join("");
        return () => {};
      },
    });
    expect(afterInterrupt).toContain("checking");
    expect(afterInterrupt.endsWith("\u001b[1G\u001b[2K")).toBe(true);
  });
});

it("ends by the signal that interrupts it, without a word", async () => {
  const child = spawn(process.execPath, [MAIN, "check", "-"], { stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  const collect = (text: Buffer) => {
    output += text;
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  // More than a pipe holds: once it is written, the reading has begun.
  await new Promise((written) => child.stdin.write(`{"steps":[${" ".repeat(1 << 20)}`, written));
  child.kill("SIGINT");
  const signal = await new Promise((resolve) => child.on("exit", (_code, by) => resolve(by)));
  expect([signal, output]).toEqual(["SIGINT", ""]);
});

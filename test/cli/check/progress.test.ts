/** The progress while many files are checked. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli, fixture } from "../support";

const MAIN = join(__dirname, "..", "../../dist/cli/main.js");
const root = mkdtempSync(join(tmpdir(), "aog-progress-"));
afterAll(() => rmSync(root, { recursive: true }));
const fleet = join(root, "fleet");
beforeAll(() => {
  mkdirSync(fleet);
  for (let i = 0; i < 40; i += 1)
    cpSync(fixture(["preview.json", "clean.json", "state.json"][i % 3] ?? ""), join(fleet, `${i}.json`));
  writeFileSync(join(fleet, "5-cut.json"), readFileSync(fixture("preview.json")).subarray(0, 900));
  writeFileSync(join(fleet, "package.json"), "{}");
});

describe("progress", () => {
  /** Runs with a clock that advances by some milliseconds with each reading. */
  async function watch(step: number, over: { isErrorTerminal?: boolean; env?: Record<string, string> } = {}) {
    let time = 0;
    let interrupts = 0;
    const written: string[] = [];
    await cli(["check", fleet], "", {
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

  it("is a line now and then without a terminal, in CI, and on a dumb terminal", async () => {
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

  it("is not shown for a short run, or for one file", async () => {
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

  it("is a bar on a terminal, and leaves nothing behind", async () => {
    const { progress, remarks } = await watch(400, { isErrorTerminal: true });
    const drawn = progress.join("");
    expect(drawn).toMatch(/checking [=-]+ \d+ of 42 files/);
    // Back to the first column, and the line cleared.
    expect(drawn.endsWith("\u001b[1G\u001b[2K")).toBe(true);
    expect(remarks).toMatch(/^azure-openai-guard: /);
  });

  it("disappears when the run is interrupted", async () => {
    const written: string[] = [];
    let time = 0;
    let afterInterrupt = "";
    await cli(["check", fleet], "", {
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

it("ends by the signal that interrupts it, without output", async () => {
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

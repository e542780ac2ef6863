/** What cannot be checked never passes silently: it is an error, or it is named. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { FORMATS } from "../../../cli/check/reporters";
import { cli, ROOT } from "../support";

const PLAN = readFileSync(join(ROOT, "examples/plans/clean.preview.json"), "utf8");
const EMPTY = JSON.stringify({ config: {}, steps: [], changeSummary: {} });

const base = mkdtempSync(join(tmpdir(), "aog-closed-"));
afterAll(() => rmSync(base, { recursive: true }));
let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(base, "d-"));
  mkdirSync(join(cwd, "plans"));
});

const save = (name: string | Buffer, text: string) =>
  writeFileSync(typeof name === "string" ? join(cwd, name) : Buffer.concat([Buffer.from(`${cwd}/`), name]), text);
const check = async (...args: string[]) => {
  const { exitCode, stdout, stderr } = await cli(["check", ...args, "--no-config"], "", { cwd });
  return { exitCode, summary: stdout.trimEnd().split("\n").at(-1), stderr: stderr.trimEnd().split("\n") };
};

describe("a file in a directory", () => {
  /** As Pulumi prints it: the configuration comes first. */
  const whole = JSON.stringify({ config: { "app:motd": "x".repeat(500) }, ...JSON.parse(PLAN) });

  it.each([0.02, 0.1, 0.25, 0.5, 0.75, 0.99])(
    "that is a preview cut off at %d of its length is an error",
    async (part) => {
      save("plans/cut.json", whole.slice(0, Math.floor(whole.length * part)));
      save("plans/whole.json", whole);
      const { exitCode, summary, stderr } = await check("plans");
      expect(stderr).toEqual([expect.stringMatching(/^azure-openai-guard: plans\/cut\.json: .*\(was it cut off\?\)/)]);
      expect([exitCode, summary]).toEqual([2, "2 files, 2 deployments: 1 file could not be checked"]);
    },
  );

  it("that is certainly something else is counted, and named with --verbose", async () => {
    save("plans/package.json", '{"name":"x","version":"1.0.0"}');
    save("plans/plan.json", PLAN);
    const note = "azure-openai-guard: plans: note: 1 other JSON file skipped";
    expect((await check("plans")).stderr).toEqual([note]);
    const { exitCode, stderr } = await check("plans", "--verbose");
    expect(stderr).toEqual([note, "azure-openai-guard: plans/package.json: skipped: no plan and no state"]);
    expect(exitCode).toBe(0);
  });

  it.each([["plans"], ["plans/*.json"], ["plans/caf?.json"]])(
    "whose name is not UTF-8 is read, and its bytes are named: %s",
    async (argument) => {
      save(
        Buffer.from("plans/caf\xe9.json", "latin1"),
        readFileSync(join(ROOT, "examples/plans/blocked.preview.json"), "utf8"),
      );
      const { stdout, exitCode } = await cli(["check", argument, "--no-config", "--format", "json"], "", { cwd });
      expect(
        JSON.parse(stdout).files.map((f: { file: string; deployments: number }) => [f.file, f.deployments]),
      ).toEqual([["plans/caf\\xe9.json", 2]]);
      expect(exitCode).toBe(1);
    },
  );

  it("whose name is not UTF-8, and is lost on the way, is an error that says so", async () => {
    const { exitCode, stderr } = await check("plans/caf\ufffd.json");
    expect([exitCode, stderr]).toEqual([
      2,
      [expect.stringMatching(/: its name is not UTF-8, and does not arrive whole: /)],
    ]);
  });
});

describe("nothing to check", () => {
  it("is reported, but not an error", async () => {
    save("empty.json", EMPTY);
    expect(await check("empty.json")).toEqual({
      exitCode: 0,
      summary: "1 file, no deployments: nothing to check",
      stderr: [""],
    });
  });

  it("is an error with --require-deployments, in every format", async () => {
    save("empty.json", EMPTY);
    for (const format of FORMATS) {
      const { exitCode, stderr } = await check("empty.json", "--require-deployments", "--format", format);
      expect([format, exitCode, stderr]).toEqual([
        format,
        2,
        ["azure-openai-guard: there are no deployments of Azure OpenAI, and --require-deployments expects some"],
      ]);
    }
  });

  it("does not matter if another file has a deployment", async () => {
    save("empty.json", EMPTY);
    save("plan.json", PLAN);
    expect((await check("empty.json", "plan.json", "--require-deployments")).exitCode).toBe(0);
  });

  it("is different from an empty directory", async () => {
    expect(await check("plans")).toEqual({
      exitCode: 2,
      summary: "1 file, no deployments: 1 file could not be checked",
      stderr: ["azure-openai-guard: plans: has no plan and no state"],
    });
  });
});

describe("a preview that ended in an error", () => {
  const failed = JSON.stringify({ ...JSON.parse(PLAN), diagnostics: [{ severity: "error", message: "boom" }] });
  const incomplete =
    "the plan is incomplete: the preview ended in an error, and resources that it did not reach were not checked";

  it("is an error", async () => {
    save("failed.json", failed);
    const { exitCode, stderr } = await check("failed.json");
    expect([exitCode, stderr]).toEqual([2, [`azure-openai-guard: failed.json: ${incomplete}`]]);
  });

  it("is checked with a note with --allow-failed-preview", async () => {
    save("failed.json", failed);
    const { exitCode, stderr } = await check("failed.json", "--allow-failed-preview");
    expect([exitCode, stderr]).toEqual([0, [`azure-openai-guard: failed.json: note: ${incomplete}`]]);
  });
});

/** Baselines and `--fail-on`: what fails a run, with the example plans. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cli } from "../support";

const example = (name: string) => join(__dirname, "..", "../../examples/plans", name);
const BLOCKED = example("blocked.preview.json");
const CLEAN = example("clean.preview.json");
const blocked = readFileSync(BLOCKED, "utf8");

const dir = mkdtempSync(join(tmpdir(), "aog-baseline-"));
afterAll(() => rmSync(dir, { recursive: true }));

let count = 0;
function file(text: string): string {
  count += 1;
  const path = join(dir, `file-${count}.json`);
  writeFileSync(path, text);
  return path;
}

/** A baseline of plans, in a file. */
async function baselineOf(...plans: string[]): Promise<string> {
  const { files, exitCode } = await cli(["check", ...plans, "--write-baseline", "b.json"]);
  expect(exitCode).toBe(0);
  return file(files.get("b.json") ?? "");
}

async function checked(...args: string[]) {
  const { stdout, exitCode } = await cli(["check", "--format", "json", ...args]);
  return { exitCode, report: JSON.parse(stdout) };
}

describe("--fail-on", () => {
  // A deployment that upgrades by itself gets advice, and blocks nothing.
  const advice = file(
    JSON.stringify(
      JSON.parse(readFileSync(CLEAN, "utf8"), (key, value) =>
        key === "versionUpgradeOption" ? "OnceNewDefaultVersionAvailable" : value,
      ),
    ),
  );
  it.each([
    ["a finding that blocks", BLOCKED, [], 1],
    ["a finding that blocks", BLOCKED, ["--fail-on", "mandatory"], 1],
    ["a finding that blocks", BLOCKED, ["--fail-on", "advisory"], 1],
    ["a finding that blocks", BLOCKED, ["--fail-on", "none"], 0],
    ["advice", advice, [], 0],
    ["advice", advice, ["--fail-on", "advisory"], 1],
    ["nothing", CLEAN, ["--fail-on", "advisory"], 0],
    ["a file that cannot be read", "nope.json", ["--fail-on", "none"], 2],
  ])("%s: %s with %j exits %i", async (_, plan, args, exitCode) => {
    expect((await cli(["check", plan, ...args])).exitCode).toBe(exitCode);
  });
});

describe("a baseline", () => {
  it("passes known findings, and counts them", async () => {
    const { exitCode, report } = await checked(BLOCKED, "--baseline", await baselineOf(BLOCKED));
    expect(exitCode).toBe(0);
    expect(report.summary).toMatchObject({ mandatory: 0, blocked: 0, known: 1 });
    expect(report.baseline.gone).toEqual([]);
  });

  it("fails on a finding that it does not have", async () => {
    const { exitCode, report } = await checked(BLOCKED, "--baseline", await baselineOf(CLEAN));
    expect(exitCode).toBe(1);
    expect(report.summary).toMatchObject({ mandatory: 1, known: 0 });
  });

  it("names findings that are gone", async () => {
    const other = file(blocked.replaceAll("eastus", "westus"));
    const { exitCode, report } = await checked(other, "--baseline", await baselineOf(BLOCKED));
    expect(exitCode).toBe(0);
    expect(report.baseline.gone).toEqual([
      {
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        rule: "model-availability",
        urn: expect.stringMatching(/::titles$/),
        message: expect.stringContaining("cannot be deployed"),
      },
    ]);
  });

  it("does not call a finding gone if the run did not see its stack", async () => {
    const { report } = await checked(CLEAN, "--baseline", await baselineOf(BLOCKED));
    expect(report.baseline.gone).toEqual([]);
  });

  it("recognises a finding after its lines have moved, but not if the deployment has changed", async () => {
    const baseline = await baselineOf(BLOCKED);
    const moved = file(blocked.replace(/index\.ts#\d+,\d+/g, "other.ts#99,9"));
    const changed = file(blocked.replaceAll('"GlobalStandard"', '"Standard"'));
    expect((await checked(moved, "--baseline", baseline)).exitCode).toBe(0);
    expect((await checked(changed, "--baseline", baseline)).exitCode).toBe(1);
  });

  it("is the same text for any order of the files", async () => {
    const second = file(blocked.replaceAll("blocked-availability", "another"));
    const write = async (...plans: string[]) =>
      (await cli(["check", ...plans, "--write-baseline", "b.json"])).files.get("b.json");
    expect(await write(BLOCKED, second)).toBe(await write(second, BLOCKED));
  });

  it("is not written by a run that could not read everything", async () => {
    const { files, exitCode, stderr } = await cli(["check", BLOCKED, "nope.json", "--write-baseline", "b.json"]);
    expect([exitCode, [...files]]).toEqual([2, []]);
    expect(stderr).toMatch(/the baseline was not written/);
  });

  it.each([
    ["{", /b\.json: line 1, column 2: is not JSON/],
    ["[]", /expected a baseline, .*found an array of 0/],
    ['{"version":2}', /expected a baseline with "version": 1/],
    ['{"version":1}', /expected "findings" to be an array, .*found nothing/],
    ['{"version":1,"findings":[1]}', /expected "findings\[0\]" to be an object, .*found a number/],
    ['{"version":1,"findings":[{}]}', /expected "findings\[0\]\.fingerprint" to be a string/],
  ])("%j is one error with file and place", async (text, message) => {
    const path = join(dir, "b.json");
    writeFileSync(path, text);
    const { exitCode, stdout, stderr } = await cli(["check", CLEAN, "--baseline", path]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it.each([
    [["--baseline", "a", "--write-baseline", "b"], /exclude each other/],
    [["--baseline", "nowhere.json"], /nowhere\.json: cannot be read: there is no such file/],
    [["--format", "json", "--format", "text"], /both go to standard output/],
    [["--format", "json=x", "--format", "text=x"], /two formats go to the same file x/],
    [["--format", "json=x", "--write-baseline", "x"], /two outputs go to the same file x/],
    [["--format", "json="], /Expected a file name after "json="/],
    [["--format", "jsn"], /did you mean "json"\?/],
    [["--fail-on", "never"], /Allowed choices are mandatory, advisory, none/],
  ])("%j is a usage error", async (args, message) => {
    const { exitCode, stdout, stderr } = await cli(["check", CLEAN, ...args]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });
});

describe("several formats", () => {
  it("go to their files, and text to standard output", async () => {
    const { files, stdout } = await cli(["check", CLEAN, "--format", "json=out.json"]);
    expect(JSON.parse(files.get("out.json") ?? "").version).toBe(1);
    expect(stdout).toMatch(/nothing to report/);
  });

  it("have no colour in a file", async () => {
    const { files } = await cli(["check", BLOCKED, "--color", "--format", "text=out.txt"]);
    expect(files.get("out.txt")).not.toContain("\u001b");
  });
});

describe("the remark on the edition", () => {
  it("appears once for the run, with any number of stacks", async () => {
    const config = file(JSON.stringify({ "catalog-age": { maxAgeDays: 1 } }));
    const { report } = await checked(CLEAN, BLOCKED, "--config", config, "--as-of", "2025-07-01");
    expect(report.general.map((f: { rule: string }) => f.rule)).toEqual(["catalog-age"]);
    expect(report.summary).toMatchObject({ mandatory: 1, advisory: 1 });
  });
});

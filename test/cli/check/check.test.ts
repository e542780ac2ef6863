/** `check` as users run it: the compiled program with example plans, files and settings of every kind. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cli } from "../support";

const ROOT = join(__dirname, "..", "../..");
const MAIN = join(ROOT, "dist/cli/main.js");
const example = (name: string) => join(ROOT, "examples/plans", name);
const [BLOCKED, CLEAN, STATE] = [
  example("blocked.preview.json"),
  example("clean.preview.json"),
  example("state.export.json"),
];
const blocked = readFileSync(BLOCKED, "utf8");
const NONE = /^$/;

const dir = mkdtempSync(join(tmpdir(), "aog-check-"));
afterAll(() => rmSync(dir, { recursive: true }));

let count = 0;
/** Settings in a new file. */
function config(settings: unknown): string {
  count += 1;
  const file = join(dir, `settings-${count}.json`);
  writeFileSync(file, typeof settings === "string" ? settings : JSON.stringify(settings));
  return file;
}

const ODD_PATH = join(dir, "plän für 東京", "blocked plan.json");
mkdirSync(join(dir, "plän für 東京"));
writeFileSync(ODD_PATH, blocked);
const BROKEN_LINK = join(dir, "broken-link.json");
symlinkSync(join(dir, "nowhere.json"), BROKEN_LINK);
const LOOP = join(dir, "loop.json");
symlinkSync(LOOP, LOOP);
const GOOD_LINK = join(dir, "good-link.json");
symlinkSync(CLEAN, GOOD_LINK);

/** Runs the compiled program with its output in pipes. */
function main(args: readonly string[], input = "", env: Record<string, string> = {}) {
  const { NO_COLOR: _, FORCE_COLOR: __, ...clean } = process.env;
  const run = spawnSync(process.execPath, [MAIN, ...args], { input, encoding: "utf8", env: { ...clean, ...env } });
  return { exitCode: run.status, stdout: run.stdout, stderr: run.stderr };
}

describe("check, compiled", () => {
  const cases: [title: string, args: string[], stdin: string, exit: number, stdout: RegExp, stderr: RegExp][] = [
    ["the blocked plan", [BLOCKED], "", 1, /^ {4}mandatory {2}model-availability$/m, NONE],
    [
      "the cell",
      [BLOCKED],
      "",
      1,
      /Global Standard table, row eastus, column gpt-4\.1-nano 2025-04-14 \(グローバル標準 › .+, イーストアス \(eastus\)\): -$/m,
      NONE,
    ],
    ["what would pass", [BLOCKED], "", 1, /To pass: region eastus2, northcentralus, westus \(and 15 more/, NONE],
    ["an empty name beside a plan", [CLEAN, ""], "", 2, NONE, /FILE is "", as a variable without a value gives it/],
    ["the clean plan", [CLEAN], "", 0, /^1 file, 2 deployments: nothing to report\n$/, NONE],
    ["advice on a state", [STATE], "", 0, /\n1 file, 3 deployments: 5 advice\n$/, NONE],
    ["standard input", ["-"], blocked, 1, /^blocked-availability\/dev {2}standard input\n/, NONE],
    ["a path with spaces and other scripts", [ODD_PATH], "", 1, /plän für 東京\/blocked plan\.json\n/, NONE],
    ["a link", [GOOD_LINK], "", 0, /nothing to report/, NONE],
    ["a broken link", [BROKEN_LINK], "", 2, /1 file could not be checked/, /broken-link\.json: .*no such file\n$/],
    ["a link to itself", [LOOP], "", 2, /1 file could not be checked/, /go round in a circle\n$/],
    [
      "one unreadable file among others",
      [BLOCKED, "nope.json", CLEAN],
      "",
      2,
      /\n3 files, 2 stacks, 4 deployments: 1 blocked, 1 file could not be checked\n$/,
      /^azure-openai-guard: nope\.json: cannot be read: there is no such file\n$/,
    ],
    ["settings: all advisory", [BLOCKED, "-c", config({ all: "advisory" })], "", 0, /: 1 advice\n$/, NONE],
    [
      "settings: disabled",
      [BLOCKED, "-c", config({ "model-availability": "disabled" })],
      "",
      0,
      /nothing to rep/,
      NONE,
    ],
    ["settings: a stricter rule", [STATE, "-c", config({ "pinned-version": "mandatory" })], "", 1, /1 blocked/, NONE],
    [
      "settings: remediate is mandatory",
      [BLOCKED, "-c", config({ all: "advisory", "model-availability": { enforcementLevel: "remediate" } })],
      "",
      1,
      /1 blocked/,
      NONE,
    ],
    [
      "a misspelt rule",
      [CLEAN, "-c", config({ "model-availabilty": "advisory" })],
      "",
      2,
      NONE,
      /settings-\d+\.json:1:2: model-availabilty: unknown rule or setting; did you mean "model-availability"\?\n$/,
    ],
    [
      "a misspelt setting",
      [CLEAN, "-c", config({ "catalog-age": { maxAgeDay: 9 } })],
      "",
      2,
      NONE,
      /:1:17: catalog-age\.maxAgeDay: unknown setting; did you mean "maxAgeDays"\?\n$/,
    ],
    [
      "every problem at once",
      [CLEAN, "-c", config({ all: "loud", "known-modle": "advisory" })],
      "",
      2,
      NONE,
      /^azure-openai-guard: .*:1:8: all: "loud" is not known; expected .*\nazure-openai-guard: .*did you mean "known-model"/,
    ],
    [
      "an invalid region",
      [CLEAN, "-c", config({ "known-model": { accounts: { a: { region: "mars" } } } })],
      "",
      2,
      NONE,
      /known-model\.accounts\.a\.region: expected an Azure region/,
    ],
    ["settings that are a list", [CLEAN, "-c", config([])], "", 2, NONE, /:1:1: expected a mapping, found a list/],
    ["settings that are broken", [CLEAN, "-c", config('{"all":')], "", 2, NONE, /:1:8: is not YAML/],
    ["settings that are missing", [CLEAN, "-c", join(dir, "no.json")], "", 2, NONE, /no\.json: cannot be read: there/],
    ["an invalid day", [CLEAN, "--as-of", "2025-02-30"], "", 2, NONE, /Expected a date, YYYY-MM-DD/],
    ["a date with a time", [CLEAN, "--as-of", "2025-02-03T00:00:00Z"], "", 2, NONE, /Expected a date, YYYY-MM-DD/],
    ["a day after the catalog's time", [CLEAN, "--as-of", "2030-01-01"], "", 0, /advisory {2}catalog-age/, NONE],
    ["a day within the catalog's time", [CLEAN, "--as-of", "2025-06-17"], "", 0, /nothing to report/, NONE],
  ];
  it.each(cases)("%s", (_title, args, stdin, exit, out, err) => {
    const { exitCode, stdout, stderr } = main(["check", "--edition", "2025-06-16", ...args], stdin);
    expect(stderr).toMatch(err);
    expect(stdout).toMatch(out);
    expect(exitCode).toBe(exit);
  });

  const bare: [args: string[], stdout: RegExp][] = [
    [["--version"], /^azure-openai-guard \d/],
    [["--help"], /Exit codes:/],
  ];
  it.each(bare)("%j exits with 0", (args, out) => {
    const { exitCode, stdout, stderr } = main(args);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(out);
  });

  const colors: [title: string, args: string[], env: Record<string, string>, colored: boolean][] = [
    ["a pipe has no colour", [], {}, false],
    ["--color forces it", ["--color"], {}, true],
    ["--color overrides NO_COLOR", ["--color"], { NO_COLOR: "1" }, true],
    ["FORCE_COLOR forces it", [], { FORCE_COLOR: "1" }, true],
    ["NO_COLOR overrides FORCE_COLOR", [], { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    ["--no-color overrides FORCE_COLOR", ["--no-color"], { FORCE_COLOR: "1" }, false],
    ["JSON never has colour", ["--color", "--format", "json"], {}, false],
  ];
  it.each(colors)("%s", (_title, args, env, colored) => {
    const { stdout, exitCode } = main(["check", BLOCKED, ...args], "", env);
    expect(stdout.includes("\u001b[")).toBe(colored);
    expect(exitCode).toBe(1);
  });
});

describe("check --format json", () => {
  it("has rule, URN, level, citations and changes of each finding", async () => {
    const { stdout, exitCode } = await cli(["check", BLOCKED, "nope.json", "--format", "json"]);
    const report = JSON.parse(stdout);
    expect(exitCode).toBe(2);
    expect(report.version).toBe(1);
    expect(report.summary).toEqual({
      files: 2,
      stacks: 1,
      deployments: 2,
      blocked: 1,
      mandatory: 1,
      advisory: 0,
      waived: 0,
      known: 0,
      gone: 0,
      errors: 1,
      incomplete: 0,
    });
    expect(report.files[0].findings).toEqual([
      {
        rule: "model-availability",
        level: "mandatory",
        urn: "urn:pulumi:dev::blocked-availability::azure-native:cognitiveservices:Deployment::titles",
        asked: { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard", region: "eastus" },
        reason: "region-not-listed",
        message: expect.stringContaining("cannot be deployed as GlobalStandard in eastus"),
        citations: [
          expect.objectContaining({ table: "Global Standard", column: "gpt-4.1-nano、2025-04-14", says: "-" }),
        ],
        changes: [
          "region eastus2, northcentralus, westus (and 15 more regions), with the other deployment of account openai",
          "region southindia in a separate account",
        ],
        stack: "blocked-availability/dev",
        place: { file: "examples/blocked-availability/index.ts", line: 31, column: 1 },
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
    expect(report.files[1]).toEqual({
      file: "nope.json",
      stacks: [],
      deployments: 0,
      findings: [],
      error: "cannot be read: there is no such file",
    });
  });

  it("escapes control characters, and parses to the exact names of the plan", async () => {
    const name = "a\u009b2J\u001b[31m\u202e\u2028\u007f\u{e0041}\nb";
    const plan = blocked.replaceAll("Deployment::titles", `Deployment::${JSON.stringify(name).slice(1, -1)}`);
    const { stdout } = await cli(["check", "-", "--format", "json"], plan);
    expect(stdout).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]|[^\P{Cc}\n]/u);
    expect(JSON.parse(stdout).files[0].findings[0].urn).toMatch(new RegExp(`::${name.replace("[", "\\[")}$`));
  });
});

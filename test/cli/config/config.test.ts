/** Where settings come from, and what `config` says about them. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSettings } from "../../../policy/settings/file";
import { cli as run } from "../support";

const ROOT = join(__dirname, "..", "..", "..");
const BLOCKED = join(ROOT, "examples", "plans", "blocked.preview.json");
const STATE = join(ROOT, "examples", "plans", "state.export.json");
const blocked = readFileSync(BLOCKED, "utf8");
const NAME = "azure-openai-guard.yaml";

let dir = "";
/** Runs in a new folder, below the one with the settings. */
const cli: typeof run = (args, stdin, over) => run(args, stdin, { cwd: join(dir, "a", "b"), ...over });
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), "aog-config-")));
  mkdirSync(join(dir, "a", "b"), { recursive: true });
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const write = (path: string, text: string) => {
  const file = join(dir, path);
  writeFileSync(file, text);
  return file;
};
const waiver = (over: object = {}) =>
  JSON.stringify({
    rule: "model-availability",
    stack: "blocked-availability/dev",
    reason: "moving",
    owner: "the platform team",
    expires: "2025-07-01",
    ...over,
  });

describe("check finds its settings:", () => {
  const run = async (args: readonly string[] = [], env = {}) =>
    (await cli(["check", "-", ...args], blocked, { env })).exitCode;

  it("none, and uses the defaults", async () => {
    expect(await run()).toBe(1);
  });

  it("in the working directory, or in the nearest folder above", async () => {
    write(NAME, "all: mandatory\n");
    expect(await run()).toBe(1);
    write(`a/${NAME}`, "all: advisory\n");
    expect(await run()).toBe(0);
    write(`a/b/${NAME}`, "all: mandatory\n");
    expect(await run()).toBe(1);
  });

  it("by --config, before the environment, before what is found", async () => {
    write(NAME, "all: advisory\n");
    const AZURE_OPENAI_GUARD_CONFIG = write("env.yaml", "all: mandatory\n");
    expect(await run([], { AZURE_OPENAI_GUARD_CONFIG })).toBe(1);
    expect(await run(["--config", write("option.yaml", "all: disabled\n")], { AZURE_OPENAI_GUARD_CONFIG })).toBe(0);
    expect(await run([], { AZURE_OPENAI_GUARD_CONFIG: "" })).toBe(0);
  });

  it("not at all with --no-config", async () => {
    const AZURE_OPENAI_GUARD_CONFIG = write(NAME, "broken: [\n");
    expect(await run(["--no-config"], { AZURE_OPENAI_GUARD_CONFIG })).toBe(1);
  });

  it("not under another name, and says so", async () => {
    write("azure-openai-guard.yml", "all: advisory\n");
    const { exitCode, stderr } = await cli(["check", "-"], blocked);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /azure-openai-guard\.yml: settings are read from azure-openai-guard\.yaml: rename this file\n$/,
    );
  });

  it.each<[string, () => readonly string[], RegExp]>([
    ["that is missing", () => ["--config", "no.yaml"], /no\.yaml: cannot be read: there is no such file/],
    ["that is a directory", () => ["--config", dir], /it is a directory/],
    [
      "with every mistake on a line",
      () => ["--config", write("x.yaml", "al: x\nb: y\n")],
      /^azure-openai-guard: .*x\.yaml:1:1: al: unknown rule or setting; did you mean "all"\?\nazure-openai-guard: .*x\.yaml:2:1: b: .*\n$/,
    ],
    ["with a name that a terminal acts on", () => ["--config", "a\u001b[31m.yaml"], /a\\u\{1b\}\[31m\.yaml: cannot/],
  ])("a file %s ends the run", async (_, args, message) => {
    const { exitCode, stdout, stderr } = await cli(["check", "-", ...args()], blocked);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });

  it("names an empty file", async () => {
    write(`a/b/${NAME}`, "# later\n");
    const { exitCode, stderr } = await cli(["check", "-"], blocked);
    expect([exitCode, stderr]).toEqual([
      1,
      `azure-openai-guard: ${NAME}: note: holds no settings; the defaults are in force\n`,
    ]);
  });
});

describe("check applies waivers:", () => {
  const check = async (waivers: readonly string[], args: readonly string[] = [BLOCKED], today = "2025-07-01") => {
    const config = write("w.yaml", `waivers: [${waivers.join(", ")}]\n`);
    const { exitCode, stdout } = await cli(["check", "--format", "json", "--config", config, ...args], "", {
      today: () => today,
    });
    return { exitCode, summary: JSON.parse(stdout).summary };
  };

  it.each([
    ["2025-07-01", 0, 1],
    ["2025-07-02", 1, 0],
  ])("on %s the run exits with %i", async (day, exit, waived) => {
    for (const result of [
      await check([waiver()], [BLOCKED], day),
      await check([waiver()], [BLOCKED, "--as-of", day], "2099-01-01"),
    ]) {
      expect(result).toMatchObject({ exitCode: exit, summary: { waived } });
    }
  });

  it("the example's covers the finding of the example", async () => {
    const example = join(ROOT, "examples", "settings", NAME);
    const args = ["check", "--format", "json", "--config", example, "--as-of", "2026-06-01", BLOCKED];
    const { exitCode, stdout } = await cli(args);
    expect([exitCode, JSON.parse(stdout).summary]).toMatchObject([0, { waived: 1, advisory: 0 }]);
    // Another stack may have the account that it describes.
    expect(JSON.parse(stdout).general).toEqual([]);
  });

  it("reports once for all files a waiver that covers nothing", async () => {
    const gone = waiver({ urn: "*::gone" });
    expect((await check([waiver(), gone], [BLOCKED, STATE])).summary).toMatchObject({ waived: 1, advisory: 5 + 1 });
    expect((await check([waiver(), gone], [STATE])).summary).toMatchObject({ waived: 0, advisory: 5 });
  });

  it("reports no unused waiver for a stack with an incomplete file", async () => {
    const config = write("w.yaml", `waivers: [${waiver({ urn: "*::gone" })}]\n`);
    const plan = JSON.parse(blocked);
    plan.changeSummary = { ...plan.changeSummary, same: 100 };
    const { stdout } = await cli(["check", "-", "--format", "json", "--config", config], JSON.stringify(plan));
    expect(JSON.parse(stdout).summary.advisory).toBe(0);
  });

  it("fails with --fail-on advisory for a waiver that covers nothing", async () => {
    const clean = join(ROOT, "examples", "plans", "clean.preview.json");
    const given = [waiver({ stack: "chat-app/dev" })];
    expect((await check(given, [clean])).exitCode).toBe(0);
    expect((await check(given, [clean, "--fail-on", "advisory"])).exitCode).toBe(1);
  });
});

describe("config print", () => {
  it("shows the defaults without settings", async () => {
    const { stdout } = await cli(["config", "print"]);
    expect(stdout).toMatch(
      /^settings file: none; the defaults are in force\n\nmodel-availability +mandatory +default\n/,
    );
    expect(stdout).toMatch(/\n {2}maxAgeDays +730 +default\n/);
    expect(stdout).toMatch(/\naccounts +none\n\ngranted +none\n\ncatalog +none\n\noverlay +none\n\nwaivers +none\n$/);
  });

  it("gives each value's place as JSON", async () => {
    const file = write(
      NAME,
      `all: advisory
known-model: mandatory
catalog-age: {enforcementLevel: disabled, maxAgeDays: 9}
limited-access: {granted: [gpt-image-1]}
accounts: {a: {region: eastus}}
waivers:
- ${waiver()}
`,
    );
    const { stdout } = await cli(["config", "print", "--format", "json", "--as-of", "2025-07-02"]);
    const shown = JSON.parse(stdout);
    const from = (line: number, column: number, by = "file") => ({
      by,
      file: "../../azure-openai-guard.yaml",
      line,
      column,
    });
    expect(shown).toMatchObject({
      version: 1,
      asOf: "2025-07-02",
      file: "../../azure-openai-guard.yaml",
      namedBy: "search",
    });
    expect(shown.rules["model-availability"]).toEqual({
      level: { value: "advisory", from: from(1, 6, "all") },
      settings: {},
    });
    expect(shown.rules["known-model"].level).toEqual({ value: "mandatory", from: from(2, 14) });
    expect(shown.rules["catalog-age"]).toEqual({
      level: { value: "disabled", from: from(3, 33) },
      settings: { maxAgeDays: { value: 9, from: from(3, 55) } },
    });
    expect(shown.accounts).toEqual({ a: { value: { region: "eastus" }, from: from(5, 15) } });
    expect(shown.granted).toEqual({ "gpt-image-1": { from: from(4, 28) } });
    expect(shown.waivers).toEqual([{ ...JSON.parse(waiver()), state: "expired", from: from(7, 3) }]);
    expect(readSettings(file, readFileSync(file)).settings.waivers).toHaveLength(1);
  });

  it.each([
    ["2025-07-01", "in force until 2025-07-01"],
    ["2025-07-02", "expired since 2025-07-02"],
  ])("shows a waiver on %s as %s", async (day, state) => {
    write(NAME, `waivers: [${waiver()}]\n`);
    expect((await cli(["config", "print"], "", { today: () => day })).stdout).toContain(state);
  });
});

it("config schema is the published schema", async () => {
  const { stdout, exitCode } = await cli(["config", "schema"]);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(readFileSync(join(ROOT, "schemas", "settings.schema.json"), "utf8"));
});

describe("zod and yaml are loaded only if there are settings:", () => {
  /** Runs a script on the compiled program, and returns which of the two were loaded. */
  function loaded(script: string, env: Record<string, string> = {}): string[] {
    const tell = `const of = Object.keys(require.cache).map((f) => /node_modules.(zod|yaml)\\W/.exec(f)?.[1]);
      require("node:fs").writeFileSync(${JSON.stringify(join(dir, "loaded.json"))}, JSON.stringify([...new Set(of)].filter(Boolean).sort()));
      process.exit(0);`;
    const source = `(async () => { ${script}; ${tell} })()`;
    execFileSync(process.execPath, ["-e", source], { cwd: ROOT, env: { ...process.env, ...env } });
    return JSON.parse(readFileSync(join(dir, "loaded.json"), "utf8"));
  }
  const check = (...args: string[]) => {
    const context = `{ env: {}, cwd: ${JSON.stringify(ROOT)}, isTerminal: false, today: () => '2025-07-01', write() {}, writeError() {} }`;
    return `await require("./dist/cli/program.js").run(${JSON.stringify(["check", BLOCKED, ...args])}, ${context})`;
  };
  const PACK = 'require("./dist/policy/pack/folder.js")';

  it.each<[string, () => string[], string[]]>([
    ["check without any", () => loaded(check()), []],
    ["check with a file", () => loaded(check("--config", write("x.yaml", "all: advisory\n"))), ["yaml", "zod"]],
    ["the pack without any", () => loaded(PACK), []],
    [
      "the pack with a file",
      () => loaded(PACK, { AZURE_OPENAI_GUARD_CONFIG: write("x.yaml", "all: advisory\n") }),
      ["yaml", "zod"],
    ],
  ])("%s", (_, run, expected) => {
    expect(run()).toEqual(expected);
  });
});

it.each(["check x.json", "explain gpt-4o", "config print", "catalog impact a b c"])(
  "%s takes --config or --no-config, not both",
  async (command) => {
    for (const both of [
      ["-c", "x.yaml", "--no-config"],
      ["--no-config", "--config", "x.yaml"],
    ]) {
      const { exitCode, stdout, stderr } = await cli([...command.split(" "), ...both]);
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toBe("azure-openai-guard: --config and --no-config exclude each other: give one of them\n");
    }
  },
);

describe("config print, of regions that are mapped:", () => {
  it.each([
    [
      "says that nothing is moved",
      "mandatory",
      /^azure-openai-guard: .*note: moveRegions .* the level is mandatory here\n$/,
    ],
    ["has no word where they are moved", "remediate", /^$/],
  ])("%s", async (_, enforcementLevel, expected) => {
    write(NAME, JSON.stringify({ "model-availability": { enforcementLevel, moveRegions: { westus: "westus3" } } }));
    const { stderr, exitCode } = await cli(["config", "print"]);
    expect(stderr).toMatch(expected);
    expect(exitCode).toBe(0);
  });
});

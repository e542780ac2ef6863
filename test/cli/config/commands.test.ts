/** `config validate`, `config init`, `rules`, and mistyped commands. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { embeddedId } from "../../../catalog/edition/embedded";
import { initConfig, settingsText } from "../../../cli/config/init";
import { RULES } from "../../../policy/rules";
import { readSettings } from "../../../policy/settings/file";
import { cli } from "../support";

const dir = mkdtempSync(join(tmpdir(), "aog-config-"));
const file = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};
afterAll(() => rmSync(dir, { recursive: true }));

describe("config validate", () => {
  it.each([
    ["valid settings", "model-lifecycle: disabled\n", 0, /^$/],
    ["a wrong level", "known-model: warn\n", 2, /known-model/],
    ["an edition that is missing", "catalog: { edition: nope.json }\n", 2, /nope\.json/],
    ["an overlay that is missing", "overlay: nope.yaml\n", 2, /nope\.yaml/],
    ["no YAML", "a: [\n", 2, /no-yaml/],
  ])("%s exits with the right code", async (what, text, exit, err) => {
    const path = file(`${what.replaceAll(" ", "-").toLowerCase()}.yaml`, text);
    const { exitCode, stdout, stderr } = await cli(["config", "validate", "--config", path]);
    expect(stderr).toMatch(err);
    expect([exitCode, /are valid; edition 2025-06-16/.test(stdout)]).toEqual([exit, exit === 0]);
  });

  it("refuses to validate without a file", async () => {
    const { exitCode, stderr } = await cli(["config", "validate", "--no-config"]);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/found no settings file/)]);
  });
});

describe("config init", () => {
  const context = { env: {}, today: () => "2025-07-01" } as Parameters<typeof initConfig>[1];
  const program = mkdtempSync(join(tmpdir(), "aog-init-"));
  beforeAll(() => {
    writeFileSync(join(program, "Pulumi.yaml"), "name: chat\nruntime: nodejs\n");
    writeFileSync(join(program, "Pulumi.prod.yaml"), "config:\n  azure-native:location: France Central\n");
  });
  afterAll(() => rmSync(program, { recursive: true }));

  it("names the project, its stack and its region", async () => {
    const { files, stdout } = await initConfig({}, { ...context, cwd: program });
    // An edition that is written down is chosen: nobody hears of a newer one any more.
    expect(files?.[0]?.text).toContain(`2025-06-16 is the default; latest is ${embeddedId("latest")} now`);
    const [{ file: name, text } = { file: "", text: "" }] = files ?? [];
    expect([name, stdout]).toEqual(["azure-openai-guard.yaml", expect.stringMatching(/for the project chat/)]);
    expect(text).toMatch(/for the project chat[\s\S]+region: francecentral[\s\S]+stack: chat\/prod/);
  });

  it("writes valid settings, also with every comment removed", async () => {
    const text = settingsText({ name: "my chat: #1", stacks: ["dev"], regions: ["eastus"] }, "2025-06-16");
    const before = readSettings("a.yaml", Buffer.from(text), () => Buffer.from(""));
    expect(before.settings.catalog.edition).toBe("2025-06-16");
    const all = text.replace(/^# /gm, "");
    const { settings } = readSettings("a.yaml", Buffer.from(all), () => Buffer.from(""));
    expect(settings.waivers).toHaveLength(1);
    expect([...settings.rules].map(([rule, { level }]) => [rule, level])).toEqual(
      RULES.map((rule) => [rule.name, rule.defaultLevel]),
    );
  });

  it("replaces nothing without --force", async () => {
    writeFileSync(join(program, "mine.yaml"), "all: advisory\n");
    await expect(initConfig({ out: "mine.yaml" }, { ...context, cwd: program })).rejects.toThrow(
      /"mine\.yaml" exists: give --force/,
    );
    const { files } = await initConfig({ out: "mine.yaml", force: true }, { ...context, cwd: program });
    expect(files?.[0]?.file).toBe("mine.yaml");
  });
});

describe("rules", () => {
  it("lists every rule with its level in force", async () => {
    const path = file("levels.yaml", "all: advisory\npinned-version: disabled\n");
    const { stdout, exitCode } = await cli(["rules", "--config", path, "--format", "json"]);
    const { version, rules } = JSON.parse(stdout);
    expect([exitCode, version]).toEqual([0, 1]);
    expect(rules.map((r: { name: string }) => r.name)).toEqual(RULES.map((r) => r.name));
    expect(rules).toContainEqual(expect.objectContaining({ name: "pinned-version", level: "disabled" }));
    expect(rules).toContainEqual(
      expect.objectContaining({ name: "known-model", level: "advisory", defaultLevel: "mandatory" }),
    );
    const { stdout: text } = await cli(["rules", "--config", path]);
    expect(text).toMatch(/^known-model +advisory \(default: mandatory\)\n {2}\S/m);
  });
});

describe("a mistyped command", () => {
  it.each([
    [["config", "nonsense"], /unknown command 'nonsense'[\s\S]+Usage: azure-openai-guard config/],
    [["catalog", "nonsense"], /unknown command 'nonsense'[\s\S]+Usage: azure-openai-guard catalog/],
    [
      ["config", "print", "--nope"],
      /unknown option '--nope'\n\(run "azure-openai-guard config print --help" for help\)/,
    ],
    [["nonsense"], /unknown command 'nonsense'/],
    [["completion", "powershell"], /bash, zsh, fish/],
  ])("%j is refused, with that command's help", async (args, err) => {
    const { exitCode, stdout, stderr } = await cli(args);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(err);
  });

  it.each([["\u001b[31mred"], ["x\n::error::pwned"], ["##vso[task.complete]"]])(
    "%j is not echoed raw",
    async (name) => {
      for (const args of [[name], ["check", "x", `--${name}`], ["config", name], ["config", "print", `--${name}`]]) {
        const { exitCode, stderr } = await cli(args);
        expect(exitCode).toBe(2);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must not get out
        expect(stderr).not.toMatch(/\u001b|^\s*::|##vso\[/m);
      }
    },
  );
});

it.each(["explain gpt-4o --region eastus", "place gpt-4o", "matrix", "explain-error -"])(
  "%s takes --granted with commas and repeated",
  async (command) => {
    const { exitCode, stderr } = await cli(
      [
        ...command.split(" "),
        "--granted",
        "gpt-image-1,computer-use-preview",
        "--granted",
        "o1-preview-limited-access",
      ],
      "InsufficientQuota",
    );
    expect([exitCode, stderr]).toEqual([0, ""]);
  },
);

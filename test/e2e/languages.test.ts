/** Programs in languages other than TypeScript, previewed by their real language hosts. */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, it } from "vitest";
import { FOLDER, ONE_FILE } from "./support/packs";
import { describeWithPulumi, type RunResult, Workspace } from "./support/workspace";

const ROOT = join(__dirname, "..", "..");
const EXAMPLES = join(ROOT, "examples");

/** The output of a preview, and how many Azure resources it would make: a preview without any would be silent too. */
function summary({ ok, steps, violations }: RunResult) {
  const created = steps.filter(({ op, type }) => op === "create" && !type.startsWith("pulumi:")).length;
  return { ok, created, rules: violations.map((v) => `${v.policy} ${v.level}`) };
}

const PACKS = { "the one file": ONE_FILE, "the folder": FOLDER };
const BLOCKED = ["model-availability mandatory"];

describeWithPulumi("programs in YAML", () => {
  it.each<[string, keyof typeof PACKS, string | undefined, number, string[]]>([
    ["chat-app-yaml", "the one file", undefined, 4, []],
    ["chat-app-yaml", "the folder", undefined, 4, []],
    ["chat-app-yaml", "the one file", "koreacentral", 4, BLOCKED],
    ["azapi-yaml", "the one file", undefined, 3, []],
    ["azapi-yaml", "the one file", "eastus", 3, BLOCKED],
  ])("%s with %s, region %s", async (example, pack, region, created, rules) => {
    const config = region === undefined ? {} : { config: { [`${example}:region`]: region } };
    const workspace = await Workspace.ofProject(join(EXAMPLES, example), config);
    const result = await workspace.previewProject({ packs: [PACKS[pack]] });
    const said = result.stdout + result.stderr;
    expect(summary(result), said).toEqual({ ok: rules.length === 0, created, rules });
  });
});

const hasPythonHost = (process.env.PATH ?? "")
  .split(delimiter)
  .some((directory) => existsSync(join(directory, "pulumi-language-python")));

describeWithPulumi("programs in Python", () => {
  // The host comes with an installed Pulumi CLI only: Go installs no module that replaces others, as its module does.
  if (!hasPythonHost) {
    it("not run here: no pulumi-language-python on PATH, as the install page says", () => {
      const page = readFileSync(join(ROOT, "docs", "install.md"), "utf8").replaceAll(/\s+/g, " ");
      expect(page).toContain("the one in Python where `pulumi-language-python` is on PATH");
    });
    return;
  }
  it.each<[string | undefined, string[]]>([
    [undefined, []],
    ["koreacentral", BLOCKED],
  ])("chat-app-python with the one file, region %s", async (region, rules) => {
    const config = region === undefined ? {} : { config: { "chat-app-python:region": region } };
    const workspace = await Workspace.ofProject(join(EXAMPLES, "chat-app-python"), config);
    const run = (program: string, ...args: string[]) =>
      execFileSync(program, args, { cwd: workspace.directory, stdio: "pipe" });
    run("python3", "-m", "venv", "venv");
    run(join("venv", "bin", "pip"), "install", "--quiet", "pulumi>=3.0.0,<4.0.0");
    const azure = "pulumi_azure_native.py";
    copyFileSync(join(__dirname, "support", "python", azure), join(workspace.directory, azure));
    const result = await workspace.previewProject({ packs: [ONE_FILE] });
    const said = result.stdout + result.stderr;
    expect(summary(result), said).toEqual({ ok: rules.length === 0, created: 4, rules });
  });
});

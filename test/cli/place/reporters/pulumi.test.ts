/** The program that `place` writes compiles with the provider's own types, and passes our check. */

import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../../catalog/edition/embedded";
import type { PlanResource } from "../../../../policy/plan/resource";
import { checkPlan } from "../../../../policy/run/check-plan";
import { parseSettings } from "../../../../policy/settings";
import { message } from "../../../policy/said";
import { cli } from "../../support";

const ROOT = join(__dirname, "..", "..", "..", "..");

/** The compiler's errors about programs in memory. */
function diagnostics(texts: readonly string[]): string[] {
  const files = new Map(texts.map((text, i) => [join(ROOT, "examples", `placed${i}.ts`), text]));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map((d) => ts.flattenDiagnosticMessageText(d.messageText, "\n"));
}

/** The resources that a program makes, as a plan has them. */
async function resourcesOf(text: string): Promise<PlanResource[]> {
  const made: PlanResource[] = [];
  // The mocks do not learn dependencies; the program has them.
  const names = new Map<string | undefined, string>();
  const after = new Map<string, string[]>();
  for (const [, variable, name, before] of text.matchAll(
    /const (\w+) = new cognitiveservices\.Deployment\(\n {2}(".*"),[^;]*?\n {2}\}(?:,\n {2}\{ dependsOn: \[(\w+)\] \})?,\n\)/g,
  )) {
    const its: string = JSON.parse(name ?? "");
    names.set(variable, its);
    const first = names.get(before);
    if (first !== undefined)
      after.set(its, [`urn:pulumi:dev::app::azure-native:cognitiveservices:Deployment::${first}`]);
  }
  await pulumi.runtime.setMocks({
    call: ({ inputs }) => inputs,
    newResource: ({ type, name, inputs }) => {
      made.push({ urn: `urn:pulumi:dev::app::${type}::${name}`, type, name, inputs, dependencies: after.get(name) });
      return {
        id: `/${name}`,
        state: { ...inputs, name: type.endsWith(":Account") ? name : inputs.resourceGroupName },
      };
    },
  });
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  new Function("require", "exports", outputText)(createRequire(join(ROOT, "examples", "placed.ts")), {});
  for (let before = -1; before !== made.length; ) {
    before = made.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // The provider names what the program does not; the account's name is what its deployments have from the mocks.
  return made.map((r) =>
    r.type.endsWith(":Account") ? { ...r, inputs: { ...(r.inputs as object), accountName: r.name } } : r,
  );
}

const HOSTILE = JSON.stringify([
  { name: '"); process.exit(1); ("', model: "o3", count: 2 },
  { name: "class", model: "o3", capacity: 7 },
  { name: "1\u2028*/", model: "gpt-4.1-mini" },
  { name: "日本", model: "gpt-4o", sku: "Standard" },
  { name: "resources", model: "gpt-4o-mini", sku: "Standard", purpose: "assistants" },
  { name: "group", model: "gpt-4.1" },
  { name: "eastus2", model: "gpt-4.1" },
  { model: "gpt-4o-mini", purpose: "fine-tuning" },
]);

const CASES: [what: string, args: readonly string[], stdin: string, deployments: number][] = [
  ["of one region", ["chat=gpt-4o:2024-11-20:Standard@50", "o3", "o3"], "", 3],
  ["of two regions", ["o3", "gpt-image-1", "gpt-4.1-mini@5", "--granted", "gpt-image-1", "--pick", "2"], "", 3],
  ["of names that are no names of variables", ["--file", "-"], HOSTILE, 8],
];
const program = (args: readonly string[], stdin = "") => cli(["place", "--format", "pulumi", ...args], stdin);

describe("a program", () => {
  it("compiles", async () => {
    const programs = await Promise.all(CASES.map(([, args, stdin]) => program(args, stdin)));
    expect(diagnostics(programs.map((p) => p.stdout))).toEqual([]);
  });

  it.each(CASES)("%s is clean", async (_what, args, stdin, deployments) => {
    const { stdout, exitCode, stderr } = await program(args, stdin);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const resources = await resourcesOf(stdout);
    expect(resources.filter((r) => r.type.endsWith(":Deployment"))).toHaveLength(deployments);
    expect(new Set(resources.map((r) => r.urn)).size).toBe(resources.length);
    const report = checkPlan(resources, {
      edition: defaultEdition(),
      settings: parseSettings({ granted: ["gpt-image-1"], "preview-model": "disabled" }),
      today: "2025-07-01",
    });
    expect(report.findings.map((f) => `${f.rule}: ${message(f)}`)).toEqual([]);
    expect(report.deployments).toBe(deployments);
  });

  it("changes an account one step at a time", async () => {
    const { stdout } = await program(["one=o3", "two=o3", "x=o3"]);
    expect(stdout.match(/dependsOn: \[\w+\]/g)).toEqual(["dependsOn: [one]", "dependsOn: [two]"]);
    expect(stdout).toContain('deploymentName: "chat-x"');
  });

  it("pins versions that the catalog names, and says if it names none", async () => {
    const { stdout } = await program(["gpt-4o:any:Standard@5"]);
    expect(stdout).toContain('model: { format: "OpenAI", name: "gpt-4o", version: "2024-11-20" },');
    expect(stdout).toContain("capacity: 5 }");
    expect(stdout).not.toContain("No capacity");
  });
});

/** The steps template, run like the agent of Azure Pipelines runs it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { definition, HOSTILE, HOSTILE_VALUE, type Outcome, Repository, SHA256, TOOL } from "./support";

type Values = Readonly<Record<string, string>>;

const template = definition("examples/ci/azure-pipelines.yml");
// These steps need the service; the tests run the script.
const NOT_RUN = ["PublishTestResults@2", "PublishBuildArtifacts@1", "PublishBuildArtifacts@1"];

/** Expands a text like templates and then the agent: parameters, and macros of variables that exist. */
function expand(text: string, parameters: Values, repository: Repository): string {
  return text
    .replaceAll(/\$\{\{ parameters\.(\w+) \}\}/g, (_, name: string) => parameters[name] ?? "")
    .replaceAll("$(Agent.TempDirectory)", repository.temp);
}

function runTemplate(repository: Repository, given: Values): Outcome {
  const parameters: Record<string, string> = {};
  for (const { name, default: fallback } of template.parameters)
    parameters[name] = given[name] ?? (name === "tool" ? TOOL : fallback);
  const [step] = template.steps;
  const env = Object.entries<string>(step.env).map(([k, v]) => [k, expand(v, parameters, repository)]);
  // The agent gives the script neither -e nor pipefail.
  const shell = ["bash", "--noprofile", "--norc"];
  return repository.script(expand(step.bash, parameters, repository), shell, Object.fromEntries(env));
}

/** The agent's commands, anywhere in a line of the log. */
function commands({ stdout, stderr }: Outcome): string[] {
  return [...`${stdout}\n${stderr}`.matchAll(/##(?:vso)?\[([\w.]+)/g)].map((match) => match[1] ?? "");
}

const results = (repository: Repository, file: string) => repository.readTemp(join("azure-openai-guard", file));

describe("the steps template", () => {
  it("reports issues, writes test results, SARIF, a summary and a page, and fails", () => {
    const repository = new Repository();
    const run = runTemplate(repository, { files: "plans/blocked.json\n", project: "infra" });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain("##vso[task.logissue type=error;sourcepath=infra/index.ts;linenumber=31;");
    // The finding, and the advice of the catalog's age: nobody chose an edition.
    expect(commands(run)).toEqual(["task.logissue", "task.logissue", "task.uploadsummary"]);
    expect(results(repository, "azure-openai-guard.xml")).toContain("<failure");
    expect(JSON.parse(results(repository, "azure-openai-guard.sarif") ?? "").runs[0].results).toHaveLength(2);
    expect(results(repository, "azure-openai-guard.md")).toContain("gpt-4.1-nano");
    expect(results(repository, "azure-openai-guard.html")).toContain("Blocked: 1 resource");
  });

  it.each<[Values, number]>([
    [{ files: "plans/clean.json" }, 0],
    [{ files: "plans/clean.json\n\nplans/blocked.json" }, 1],
    [{ files: "plans/blocked.json", failOn: "none" }, 0],
    [{ files: "plans/clean.json", failOn: "some" }, 2],
    [{ files: "plans/clean.json", config: "nope.json" }, 2],
    [{ files: "plans/clean.json", baseline: "nope.json" }, 2],
    [{ files: "nope.json" }, 2],
    [{ files: "" }, 2],
  ])("%j ends with %i", (parameters, exitCode) => {
    expect(runTemplate(new Repository(), parameters).exitCode).toBe(exitCode);
  });

  it.each<[string, Values, number]>([
    ["the release's file", { sha256: SHA256(TOOL) }, 1],
    ["a file with another checksum", { sha256: SHA256(__filename) }, 2],
    ["no checksum", {}, 2],
    ["a version that is not there", { sha256: SHA256(TOOL), version: "9.9.9" }, 2],
  ])("downloads %s", (_, given, exitCode) => {
    const repository = new Repository();
    const releases = `${repository.addRelease()}/OWNER/azure-openai-guard/releases/download`;
    expect(runTemplate(repository, { files: "plans/blocked.json", tool: "", releases, ...given }).exitCode).toBe(
      exitCode,
    );
  });

  it("publishes nothing from an earlier run", () => {
    const repository = new Repository();
    runTemplate(repository, { files: "plans/blocked.json" });
    runTemplate(repository, { files: "plans/blocked.json", failOn: "some" });
    expect(existsSync(join(repository.temp, "azure-openai-guard", "azure-openai-guard.xml"))).toBe(false);
  });

  it("treats hostile names as data", () => {
    const repository = new Repository();
    const run = runTemplate(repository, { files: repository.addHostilePlans() });
    expect(run.exitCode).toBe(1);
    expect(commands(run)).toEqual([...HOSTILE.map(() => "task.logissue"), "task.logissue", "task.uploadsummary"]);
    expect(repository.pwned).toBe(false);
  });

  it.each(["files", "config", "failOn", "baseline", "project", "tool", "version", "sha256", "releases", "results"])(
    "treats %s as a value",
    (name) => {
      const repository = new Repository();
      const run = runTemplate(repository, { files: "plans/blocked.json", [name]: HOSTILE_VALUE });
      expect([1, 2]).toContain(run.exitCode);
      expect(repository.pwned).toBe(false);
    },
  );

  it("has no parameter and no variable in its script's text", () => {
    const [step, ...others] = template.steps;
    expect(step.bash).not.toMatch(/\$\{\{|\$\(/);
    expect(others.map((s: { task: string }) => s.task)).toEqual(NOT_RUN);
    for (const other of others) expect(other.condition).toBe("succeededOrFailed()");
  });

  it("uses each of its parameters", () => {
    const steps = JSON.stringify(template.steps);
    for (const { name } of template.parameters) expect(steps).toContain(`\${{ parameters.${name} }}`);
  });
});

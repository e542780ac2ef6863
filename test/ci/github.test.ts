/** The composite action and the workflow that uses it, as the runner of GitHub Actions takes them. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { definition, HOSTILE, HOSTILE_VALUE, type Outcome, Repository, ROOT } from "./support";

type Values = Readonly<Record<string, string>>;

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly if?: string;
  readonly env?: Values;
  readonly with?: Values;
  readonly "working-directory"?: string;
}

interface ActionRun extends Outcome {
  readonly outputs: Values;
  readonly summary: string;
  /** Steps that are actions of others, with their inputs: they need GitHub, and are not run. */
  readonly notRun: Record<string, Values>;
}

const action = definition("action.yml");
const workflow = definition("examples/ci/github-actions.yml");

/** Replaces `${{ inputs.x }}` and the like. */
function expand(text: string, values: Values): string {
  return text.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for ${name}`);
    return value;
  });
}

/** A condition of terms that are joined by `&&`, as the upload has. */
function holds(condition: string, values: Values): boolean {
  const terms = condition.replace(/^\$\{\{ (.*) \}\}$/, "$1").split(" && ");
  return terms.every((term) => {
    if (term === "!cancelled()") return true;
    const [, name = "", operator, literal] = /^([\w.-]+) (==|!=) '(.*)'$/.exec(term) ?? [];
    if (operator === undefined) throw new Error(`cannot evaluate ${term}`);
    return ((values[name] ?? "") === literal) === (operator === "==");
  });
}

/** GITHUB_OUTPUT, as the runner reads it: `name=value` and `name<<end`. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name = "", operator, rest] = /^(.*?)(<<|=)(.*)$/.exec(line) ?? [];
    if (operator === "=") outputs[name] = rest ?? "";
    if (operator === "<<") outputs[name] = lines.splice(0, lines.indexOf(rest ?? "")).join("\n");
  }
  return outputs;
}

function runAction(repository: Repository, inputs: Values, actionPath = ROOT): ActionRun {
  const values: Record<string, string> = {};
  for (const [name, input] of Object.entries<{ default?: string }>(action.inputs)) {
    const value = inputs[name] ?? input.default;
    if (value === undefined) throw new Error(`input ${name} is required`);
    values[`inputs.${name}`] = value;
  }
  let [exitCode, stdout, stderr, summary] = [0, "", "", ""];
  const notRun: Record<string, Values> = {};
  for (const step of action.runs.steps as Step[]) {
    // Without a condition of its own a step waits for the success of those before it.
    if (step.if === undefined ? exitCode !== 0 : !holds(step.if, values)) continue;
    if (step.run === undefined) {
      const given = Object.entries(step.with ?? {}).map(([key, value]) => [key, expand(value, values)]);
      notRun[step.uses ?? ""] = Object.fromEntries(given);
      continue;
    }
    for (const file of ["output", "summary"]) writeFileSync(join(repository.temp, file), "");
    const own = Object.entries(step.env ?? {}).map(([key, value]) => [key, expand(value, values)]);
    const outcome = repository.script(step.run, ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail"], {
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: repository.directory,
      GITHUB_ACTION_PATH: actionPath,
      GITHUB_OUTPUT: join(repository.temp, "output"),
      GITHUB_STEP_SUMMARY: join(repository.temp, "summary"),
      RUNNER_TEMP: repository.temp,
      ...Object.fromEntries(own),
    });
    exitCode ||= outcome.exitCode ?? -1;
    stdout += outcome.stdout;
    stderr += outcome.stderr;
    summary += repository.readTemp("summary") ?? "";
    for (const [name, value] of Object.entries(readOutputs(repository.readTemp("output") ?? ""))) {
      values[`steps.${step.id}.outputs.${name}`] = value;
    }
  }
  const outputs = Object.entries<{ value: string }>(action.outputs).map(([name, { value }]) => [
    name,
    expand(value, { "steps.check.outputs.sarif-file": "", ...values }),
  ]);
  return { exitCode, stdout, stderr, summary, outputs: Object.fromEntries(outputs), notRun };
}

/** What the runner takes for commands in the log of a step. */
function commands({ stdout, stderr }: Outcome): string[] {
  const lines = `${stdout}\n${stderr}`.split("\n");
  return lines.flatMap((line) => /^\s*::([\w-]+)/.exec(line)?.[1] ?? /##\[([\w-]+)/.exec(line)?.[1] ?? []);
}

const UPLOAD = "github/codeql-action/upload-sarif@v4";

describe("the action", () => {
  it("annotates the program's line, writes SARIF and a summary, and fails", () => {
    const repository = new Repository();
    const run = runAction(repository, { files: "plans/blocked.json", project: "infra" });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain("::error file=infra/index.ts,line=31,");
    expect(run.outputs).toEqual({ "exit-code": "1", "sarif-file": "azure-openai-guard.sarif" });
    expect(JSON.parse(repository.read("azure-openai-guard.sarif")).runs[0].results).toHaveLength(1);
    expect(run.summary).toContain("gpt-4.1-nano");
    expect(run.notRun).toEqual({
      [UPLOAD]: { sarif_file: "azure-openai-guard.sarif", category: "azure-openai-guard" },
    });
  });

  it("passes a clean plan, and uploads that too: it closes the alerts of before", () => {
    const repository = new Repository();
    const run = runAction(repository, { files: "plans/clean.json" });
    expect(run.exitCode).toBe(0);
    expect(commands(run)).toEqual([]);
    expect(run.outputs["exit-code"]).toBe("0");
    expect(JSON.parse(repository.read("azure-openai-guard.sarif")).runs[0].results).toEqual([]);
    expect(Object.keys(run.notRun)).toEqual([UPLOAD]);
  });

  it.each<[string, Values, string]>([
    ["a file that is not there", { files: "nope.json" }, "2"],
    ["no files", { files: "" }, "2"],
    ["several files", { files: "plans/clean.json\n\nplans/blocked.json\n" }, "1"],
    ["a level that is none", { files: "plans/blocked.json", "fail-on": "some" }, "2"],
    ["nothing fails", { files: "plans/blocked.json", "fail-on": "none" }, "0"],
    [
      "settings",
      { files: "plans/blocked.json", config: join(ROOT, "examples/policy-config/advisory-first.json") },
      "0",
    ],
    ["settings that are not there", { files: "plans/blocked.json", config: "nope.json" }, "2"],
    ["a baseline that is not there", { files: "plans/blocked.json", baseline: "nope.json" }, "2"],
  ])("%s: %j", (_, inputs, exitCode) => {
    const run = runAction(new Repository(), inputs);
    expect(run.outputs["exit-code"]).toBe(exitCode);
    expect(run.exitCode).toBe(Number(exitCode));
  });

  it("accepts what the baseline has", () => {
    const repository = new Repository();
    repository.run("azure-openai-guard", ["check", "--write-baseline", "known.json", "plans/blocked.json"]);
    expect(runAction(repository, { files: "plans/blocked.json", baseline: "known.json" }).exitCode).toBe(0);
  });

  it("writes a page where it is told to, and nothing of an earlier run is left there", () => {
    const repository = new Repository();
    const inputs = { files: "plans/blocked.json", "html-file": "report.html" };
    runAction(repository, inputs);
    expect(repository.read("report.html")).toContain("Blocked: 1 resource");
    runAction(repository, { ...inputs, "fail-on": "some" });
    expect(existsSync(join(repository.directory, "report.html"))).toBe(false);
  });

  it("uploads nothing where it is told to, or where there is nothing", () => {
    expect(runAction(new Repository(), { files: "plans/blocked.json", upload: "false" }).notRun).toEqual({});
    const repository = new Repository();
    writeFileSync(join(repository.directory, "azure-openai-guard.sarif"), "of an earlier run");
    expect(runAction(repository, { files: "plans/blocked.json", "fail-on": "some" }).notRun).toEqual({});
  });

  it("takes names for names", () => {
    const repository = new Repository();
    const run = runAction(repository, { files: repository.addHostilePlans() });
    expect(run.outputs).toEqual({ "exit-code": "1", "sarif-file": "azure-openai-guard.sarif" });
    expect(JSON.parse(repository.read("azure-openai-guard.sarif")).runs[0].results).toHaveLength(HOSTILE.length);
    expect(new Set(commands(run))).toEqual(new Set(["error"]));
    expect(repository.pwned).toBe(false);
  });

  it.each(["config", "baseline", "project", "sarif-file", "html-file", "fail-on", "files"])(
    "takes %s for a value",
    (input) => {
      const repository = new Repository();
      for (const value of [HOSTILE_VALUE, "x\nexit-code=0"]) {
        const run = runAction(repository, { files: "plans/blocked.json", [input]: value });
        expect([1, 2]).toContain(run.exitCode);
        expect(run.outputs["exit-code"]).toBe(String(run.exitCode));
        expect(commands(run).filter((c) => c !== "error")).toEqual([]);
      }
      expect(repository.pwned).toBe(false);
    },
  );

  it("builds itself once", () => {
    const repository = new Repository();
    const path = join(repository.temp, "action path");
    mkdirSync(join(path, "scripts"), { recursive: true });
    const builds =
      'const fs = await import("node:fs"); fs.cpSync(process.env.ROOT, "dist", { recursive: true }); fs.appendFileSync("builds", "x");';
    writeFileSync(
      join(path, "scripts", "setup.mjs"),
      builds.replace("process.env.ROOT", JSON.stringify(join(ROOT, "dist"))),
    );
    const build = (action.runs.steps as Step[])[0]?.run ?? "";
    for (const _ of [1, 2]) {
      expect(repository.script(build, ["bash", "-e"], { GITHUB_ACTION_PATH: path }).exitCode).toBe(0);
    }
    expect(repository.readTemp("action path/builds")).toBe("x");
  });

  it("names no input or output in a script, and uses actions by their major version", () => {
    for (const step of action.runs.steps as Step[]) {
      expect(step.run ?? "").not.toContain("${{");
      if (step.uses !== undefined) expect(step.uses).toMatch(/^[\w-]+\/[\w/-]+@v\d+$/);
      else expect(step.shell).toBe("bash");
    }
    for (const input of Object.values<{ description?: string }>(action.inputs)) expect(input.description).toBeTruthy();
  });
});

describe("the workflow", () => {
  // What needs GitHub, Azure or Pulumi Cloud; everything else is run below.
  const NOT_RUN = [
    "actions/checkout@v6",
    "azure/login@v3",
    "pulumi/actions@v7",
    "actions/upload-artifact@v6",
    "actions/checkout@v6",
    "actions/download-artifact@v7",
    "OWNER/azure-openai-guard@v0.1.0",
  ];

  it("makes the plan in one job and checks it in another", () => {
    const repository = new Repository();
    const steps = [...workflow.jobs.plan.steps, ...workflow.jobs.check.steps] as Step[];
    expect(steps.flatMap((s) => s.uses ?? [])).toEqual(NOT_RUN);
    const values = { "secrets.PULUMI_ACCESS_TOKEN": "not a token", "runner.temp": repository.temp };
    for (const step of steps) {
      if (step.run === undefined) continue;
      expect(step.run).not.toContain("${{");
      const env = Object.entries(step.env ?? {}).map(([key, value]) => [key, expand(value, values)]);
      const script = `cd "${step["working-directory"]}"\n${step.run}`;
      const shell = ["bash", "-e"];
      const run = repository.script(script, shell, { RUNNER_TEMP: repository.temp, ...Object.fromEntries(env) });
      expect([step.name, run.exitCode]).toEqual([step.name, 0]);
    }
    expect(repository.calls("pulumi")).toEqual(["pulumi preview --json --show-sames --stack dev"]);

    const upload = steps.find((s) => s.uses?.startsWith("actions/upload-artifact"));
    const download = steps.find((s) => s.uses?.startsWith("actions/download-artifact"));
    expect(download?.with?.name).toBe(upload?.with?.name);
    const artifact = expand(upload?.with?.path ?? "", values);
    expect(existsSync(artifact)).toBe(true);
    mkdirSync(join(repository.directory, download?.with?.path ?? ""));
    repository.addPlan(join(download?.with?.path ?? "", "plan.json"), "blocked");
    const { with: inputs = {} } = steps.at(-1) ?? {};
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    const run = runAction(repository, inputs);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain("::error file=infra/index.ts,line=31,");
  });

  it("gives credentials to the job that makes the plan, and none to the one that checks it", () => {
    const check = JSON.stringify(workflow.jobs.check);
    expect(check).not.toMatch(/secrets|AZURE|id-token|PULUMI/);
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(workflow.jobs.check.permissions).toEqual({ contents: "read", "security-events": "write" });
    expect(workflow.jobs.plan.permissions).not.toHaveProperty("security-events");
  });
});

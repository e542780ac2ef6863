/** The composite action and the workflow that uses it, run like the runner of GitHub Actions runs them. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { definition, HOSTILE, HOSTILE_VALUE, type Outcome, Repository, ROOT, VERSION } from "./support";

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
  /** Other people's actions with their inputs; they need GitHub, and do not run here. */
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

/** A condition with `&&`, like the upload's. */
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
  const values: Record<string, string> = {
    "github.server_url": "file:///nowhere",
    "github.action_repository": "",
    "github.action_ref": "",
  };
  for (const [name, input] of Object.entries<{ default?: string }>(action.inputs)) {
    const value = inputs[name] ?? input.default;
    if (value === undefined) throw new Error(`input ${name} is required`);
    values[`inputs.${name}`] = value;
  }
  let [exitCode, stdout, stderr, summary] = [0, "", "", ""];
  const notRun: Record<string, Values> = {};
  for (const step of action.runs.steps as Step[]) {
    // A step without a condition runs only if the steps before it succeeded.
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

/** The runner's commands in the log of a step. */
function commands({ stdout, stderr }: Outcome): string[] {
  const lines = `${stdout}\n${stderr}`.split("\n");
  return lines.flatMap((line) => /^\s*::([\w-]+)/.exec(line)?.[1] ?? /##\[([\w-]+)/.exec(line)?.[1] ?? []);
}

const UPLOAD = "github/codeql-action/upload-sarif@8aad20d150bbac5944a9f9d289da16a4b0d87c1e";

describe("the action", () => {
  it("annotates the program's line, writes SARIF and a summary, and fails", () => {
    const repository = new Repository();
    const run = runAction(repository, { files: "plans/blocked.json", project: "infra" });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain("::error file=infra/index.ts,line=31,");
    expect(run.outputs).toEqual({ "exit-code": "1", "sarif-file": "azure-openai-guard.sarif" });
    expect(JSON.parse(repository.read("azure-openai-guard.sarif")).runs[0].results).toHaveLength(2);
    expect(run.summary).toContain("gpt-4.1-nano");
    expect(run.notRun).toEqual({
      [UPLOAD]: { sarif_file: "azure-openai-guard.sarif", category: "azure-openai-guard" },
    });
  });

  it("passes a clean plan, and uploads that too, which closes earlier alerts", () => {
    const repository = new Repository();
    const run = runAction(repository, { files: "plans/clean.json" });
    expect(run.exitCode).toBe(0);
    expect(commands(run)).toEqual(["warning"]);
    expect(run.outputs["exit-code"]).toBe("0");
    expect(JSON.parse(repository.read("azure-openai-guard.sarif")).runs[0].results).toMatchObject([
      { ruleId: "catalog-age", level: "warning" },
    ]);
    expect(Object.keys(run.notRun)).toEqual([UPLOAD]);
  });

  it.each<[string, Values, string]>([
    ["a file that is not there", { files: "nope.json" }, "2"],
    ["no files", { files: "" }, "2"],
    ["several files", { files: "plans/clean.json\n\nplans/blocked.json\n" }, "1"],
    ["an invalid level", { files: "plans/blocked.json", "fail-on": "some" }, "2"],
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

  it("accepts findings in the baseline", () => {
    const repository = new Repository();
    repository.run("azure-openai-guard", ["check", "--write-baseline", "known.json", "plans/blocked.json"]);
    expect(runAction(repository, { files: "plans/blocked.json", baseline: "known.json" }).exitCode).toBe(0);
  });

  it("writes a page on request, and removes nothing if it cannot run", () => {
    const repository = new Repository();
    const inputs = { files: "plans/blocked.json", "html-file": "report.html" };
    runAction(repository, inputs);
    expect(repository.read("report.html")).toContain("Blocked: 1 resource");
    const before = repository.read("report.html");
    expect(runAction(repository, { ...inputs, "fail-on": "some" }).exitCode).toBe(2);
    expect(repository.read("report.html")).toBe(before);
  });

  it.each([
    ["sarif-file", "plans/blocked.json"],
    ["html-file", "plans/blocked.json"],
    ["sarif-file", "plans/../plans/blocked.json"],
  ])("refuses a %s that is an input, which is still there afterwards", (input, file) => {
    const repository = new Repository();
    const before = repository.read("plans/blocked.json");
    const run = runAction(repository, { files: "plans/blocked.json", [input]: file });
    expect(run.exitCode).toBe(2);
    expect(run.stdout + run.stderr).toContain("is read by this run: give the output another file");
    expect(repository.read("plans/blocked.json")).toBe(before);
    expect([run.outputs["sarif-file"] ?? "", run.notRun]).toEqual(["", {}]);
  });

  it("uploads nothing if it is told not to, or there is nothing", () => {
    expect(runAction(new Repository(), { files: "plans/blocked.json", upload: "false" }).notRun).toEqual({});
    const repository = new Repository();
    writeFileSync(join(repository.directory, "azure-openai-guard.sarif"), "of an earlier run");
    expect(runAction(repository, { files: "plans/blocked.json", "fail-on": "some" }).notRun).toEqual({});
  });

  it("treats hostile names as data", () => {
    const repository = new Repository();
    const run = runAction(repository, { files: repository.addHostilePlans() });
    expect(run.outputs).toEqual({ "exit-code": "1", "sarif-file": "azure-openai-guard.sarif" });
    expect(JSON.parse(repository.read("azure-openai-guard.sarif")).runs[0].results).toHaveLength(HOSTILE.length + 1);
    expect(new Set(commands(run))).toEqual(new Set(["error", "warning"]));
    expect(repository.pwned).toBe(false);
  });

  it.each(["config", "baseline", "project", "sarif-file", "html-file", "fail-on", "files"])(
    "treats %s as a value",
    (input) => {
      const repository = new Repository();
      for (const value of [HOSTILE_VALUE, "x\nexit-code=0"]) {
        const run = runAction(repository, { files: "plans/blocked.json", [input]: value });
        expect([1, 2]).toContain(run.exitCode);
        expect(run.outputs["exit-code"]).toBe(String(run.exitCode));
        expect(commands(run).filter((c) => c !== "error" && c !== "warning")).toEqual([]);
      }
      expect(repository.pwned).toBe(false);
    },
  );

  describe("gets the program", () => {
    /** An unbuilt checkout of the action; building it leaves a mark. */
    function checkout(repository: Repository): string {
      const path = join(repository.temp, "action path");
      mkdirSync(join(path, "scripts"), { recursive: true });
      writeFileSync(join(path, "package.json"), JSON.stringify({ version: VERSION }));
      const from = JSON.stringify(join(ROOT, "dist"));
      const build = `import fs from "node:fs"; fs.cpSync(${from}, "dist", { recursive: true }); fs.appendFileSync("builds", "x");`;
      writeFileSync(join(path, "scripts", "setup.mjs"), build);
      return path;
    }

    /** The tool that the first step gives to the next, and how often it built. */
    function get(repository: Repository, env: Values, path = checkout(repository)) {
      const [step] = action.runs.steps as Step[];
      writeFileSync(join(repository.temp, "output"), "");
      const run = repository.script(step?.run ?? "", ["bash", "-e", "-o", "pipefail"], {
        GITHUB_ACTION_PATH: path,
        GITHUB_OUTPUT: join(repository.temp, "output"),
        RUNNER_TEMP: repository.temp,
        AOG_SERVER: "file:///nowhere",
        AOG_REPOSITORY: "OWNER/azure-openai-guard",
        AOG_REF: `v${VERSION}`,
        ...env,
      });
      const { tool } = readOutputs(repository.readTemp("output") ?? "");
      return { ...run, tool, builds: repository.readTemp("action path/builds")?.length ?? 0 };
    }

    it("from the release of the tag, and builds nothing", () => {
      const repository = new Repository();
      const { exitCode, tool = "", builds } = get(repository, { AOG_SERVER: repository.addRelease() });
      expect([exitCode, builds]).toEqual([0, 0]);
      expect(repository.run(process.execPath, [tool, "check", "plans/blocked.json"]).exitCode).toBe(1);
    });

    it("from the release if the action is pinned by the tag's commit", () => {
      const repository = new Repository();
      const host = repository.addRelease();
      const git = (...args: string[]) =>
        repository.run("git", ["-C", join(repository.temp, "host/OWNER/azure-openai-guard"), ...args]);
      git("init", "--quiet");
      git("-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "--quiet", "--allow-empty", "-m", "x");
      git("tag", `v${VERSION}`);
      const commit = git("rev-parse", "HEAD").stdout.trim();
      expect(get(repository, { AOG_SERVER: host, AOG_REF: commit })).toMatchObject({ exitCode: 0, builds: 0 });
      const other = "0123456789012345678901234567890123456789";
      expect(get(repository, { AOG_SERVER: host, AOG_REF: other })).toMatchObject({ exitCode: 0, builds: 1 });
    });

    it("not with a wrong checksum: that is an error, and it builds nothing instead", () => {
      const repository = new Repository();
      const run = get(repository, { AOG_SERVER: repository.addRelease(__filename) });
      expect(run).toMatchObject({ exitCode: 2, builds: 0, tool: undefined });
      expect(run.stdout).toContain("::error::azure-openai-guard");
    });

    it.each<[string, Values]>([
      ["there is no release", {}],
      ["it is a branch", { AOG_REF: "main" }],
      ["the action is a local one", { AOG_REPOSITORY: "", AOG_REF: "" }],
    ])("by building it, once, if %s", (_, env) => {
      const repository = new Repository();
      const path = checkout(repository);
      expect(get(repository, env, path)).toMatchObject({
        exitCode: 0,
        builds: 1,
        tool: join(path, "dist/cli/main.js"),
      });
      expect(get(repository, env, path).builds).toBe(1);
    });
  });

  it("has no input or output in a script's text, and pins other actions by commit", () => {
    const steps = action.runs.steps as Step[];
    const scripts = steps.flatMap(({ run, shell }) => (run === undefined ? [] : [{ run, shell }]));
    expect(scripts.map(({ shell }) => shell)).toEqual(["bash", "bash"]);
    expect(scripts.filter(({ run }) => run.includes("${{"))).toEqual([]);
    expect(steps.flatMap(({ uses }) => uses ?? [])).toEqual([UPLOAD]);
  });

  it("describes each of its inputs", () => {
    const inputs = Object.entries<{ description?: string }>(action.inputs);
    expect(inputs.map(([name]) => name)).toEqual([
      "files",
      "config",
      "fail-on",
      "baseline",
      "project",
      "sarif-file",
      "html-file",
      "upload",
      "category",
    ]);
    expect(inputs.filter(([, { description = "" }]) => !/^[A-Z].{20,}/.test(description))).toEqual([]);
  });
});

describe("the workflow", () => {
  // These need GitHub, Azure or Pulumi Cloud; the tests run everything else.
  const NOT_RUN = [
    "actions/checkout",
    "azure/login",
    "pulumi/actions",
    "actions/upload-artifact",
    "actions/checkout",
    "actions/download-artifact",
    "OWNER/azure-openai-guard",
  ];

  it("makes the plan in one job and checks it in another", () => {
    const repository = new Repository();
    const steps = [...workflow.jobs.plan.steps, ...workflow.jobs.check.steps] as Step[];
    const used = steps.flatMap((s) => s.uses ?? []);
    expect(used.map((name) => name.split("@")[0])).toEqual(NOT_RUN);
    for (const name of used.slice(0, -1)) expect(name).toMatch(/@[0-9a-f]{40}$/);
    expect(used.at(-1)).toMatch(/@v\d+\.\d+\.\d+$/);
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

/** The hook for pre-commit and the plain git hook. */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { definition, HOSTILE, Repository, ROOT, SHA256, TOOL } from "./support";

const [hook] = definition(".pre-commit-hooks.yaml");

describe("the hook for pre-commit", () => {
  it("is the command of the package", () => {
    const { bin } = definition("package.json");
    const [command] = hook.entry.split(" ");
    expect(Object.keys(bin)).toContain(command);
    const [{ repo, hooks }] = definition("examples/ci/pre-commit-config.yaml").repos;
    expect(repo).toMatch(/\/azure-openai-guard$/);
    expect(hooks).toEqual([{ id: hook.id }]);
  });

  it.each([
    ["dev.preview.json", true],
    ["infra/dev.plan.json", true],
    ["states/prod.export.json", true],
    [".pulumi/stacks/web/prod.json", true],
    ["backend/.pulumi/stacks/prod.json.gz", true],
    [".pulumi/stacks/prod.json.bak", false],
    ["package.json", false],
    ["preview.json", false],
    ["infra/index.ts", false],
  ])("matches %s: %s", (file, given) => {
    expect(new RegExp(hook.files).test(file)).toBe(given);
  });

  it("treats hostile names as data", () => {
    const repository = new Repository();
    const names = repository.addHostilePlans().split("\n");
    repository.addPlan("--write-baseline=pwned", "blocked");
    const [command, ...args] = [...hook.entry.split(" "), ...hook.args, ...names, "--write-baseline=pwned"];
    const run = repository.run(command, args);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(`${HOSTILE.length + 1} files`);
    expect(repository.pwned).toBe(false);
  });

  it("passes clean plans", () => {
    const [command, ...args] = [...hook.entry.split(" "), ...hook.args, "plans/clean.json"];
    expect(new Repository().run(command, args).exitCode).toBe(0);
  });
});

describe("the plain git hook", () => {
  /** A repository of git with the hook. */
  function withHook(): Repository {
    const repository = new Repository();
    repository.run("git", ["init", "--quiet"]);
    for (const [key, value] of [
      ["user.name", "t"],
      ["user.email", "t@example.test"],
    ] as const) {
      repository.run("git", ["config", key, value]);
    }
    const file = join(repository.directory, ".git", "hooks", "pre-commit");
    mkdirSync(dirname(file), { recursive: true });
    copyFileSync(join(ROOT, "examples", "ci", "pre-commit"), file);
    return repository;
  }

  const commit = (repository: Repository, files: readonly string[], env = {}) => {
    repository.run("git", ["--literal-pathspecs", "add", "--", ...files]);
    return repository.run("git", ["commit", "--quiet", "-m", "test"], { AOG_TOOL: TOOL, ...env });
  };

  it("refuses a commit with a blocked plan, and says how to commit anyway", () => {
    const repository = withHook();
    repository.addPlan("dev.preview.json", "blocked");
    const { exitCode, stdout, stderr } = commit(repository, ["dev.preview.json"]);
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toContain("gpt-4.1-nano");
    expect(stderr).toContain("git commit --no-verify");
    expect(repository.run("git", ["log"]).exitCode).not.toBe(0);
  });

  it("passes a clean plan and other files, and calls nobody", () => {
    const repository = withHook();
    repository.addPlan("dev.preview.json", "clean");
    // Files that are not plans by name, or not staged, are not checked.
    repository.addPlan("plans/other.preview.json", "blocked");
    expect(commit(repository, ["dev.preview.json", "plans/blocked.json"]).exitCode).toBe(0);
    expect(repository.calls("pulumi")).toEqual([]);
  });

  it("checks nothing if no plan is committed, and no deleted plan", () => {
    const repository = withHook();
    repository.addPlan("dev.preview.json", "blocked");
    repository.run("git", ["add", "."]);
    repository.run("git", ["commit", "--quiet", "--no-verify", "-m", "test"]);
    repository.run("git", ["rm", "--quiet", "dev.preview.json"]);
    // There is no program: the hook does not even look for it.
    expect(repository.run("git", ["commit", "--quiet", "-m", "test"]).exitCode).toBe(0);
  });

  it("treats hostile names as data", () => {
    const repository = withHook();
    const files = HOSTILE.map((name) => `${name}.preview.json`);
    for (const file of files) repository.addPlan(file, "blocked");
    const run = commit(repository, files);
    expect(run.exitCode).toBe(1);
    expect(run.stdout + run.stderr).toContain(`${HOSTILE.length} files`);
    expect(repository.pwned).toBe(false);
  });

  it("downloads the program once, and runs it only with its checksum", () => {
    const repository = withHook();
    const release = repository.addRelease();
    const env = { AOG_TOOL: "", AOG_RELEASES: `${release}/OWNER/azure-openai-guard/releases/download` };
    repository.addPlan("dev.preview.json", "clean");
    const unknown = commit(repository, ["dev.preview.json"], env);
    expect(unknown.exitCode).toBe(1);
    expect(unknown.stderr).toContain(`has the checksum ${SHA256(TOOL)}, not that of AOG_SHA256`);
    expect(commit(repository, ["dev.preview.json"], { ...env, AOG_SHA256: SHA256(TOOL) }).exitCode).toBe(0);
    // The second time it exists.
    repository.addPlan("two.preview.json", "clean");
    const again = commit(repository, ["two.preview.json"], {
      AOG_TOOL: "",
      AOG_SHA256: SHA256(TOOL),
      AOG_RELEASES: "file:///nowhere",
    });
    expect(again.exitCode).toBe(0);
  });

  it("makes a plan on request", () => {
    const repository = withHook();
    writeFileSync(join(repository.directory, "file"), "");
    expect(commit(repository, ["file"], { AOG_PREVIEW: "dev; touch pwned" }).exitCode).toBe(1);
    expect(repository.calls("pulumi")).toEqual(["pulumi preview --json --show-sames --stack dev; touch pwned"]);
    expect(repository.pwned).toBe(false);
    const clean = join(ROOT, "examples", "plans", "clean.preview.json");
    expect(commit(repository, ["file"], { AOG_PREVIEW: "dev", STUB_PLAN: clean }).exitCode).toBe(0);
  });
});

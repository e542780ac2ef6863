/** The jobs for GitLab, in both shells that a runner may use. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { definition, HOSTILE, HOSTILE_VALUE, type Outcome, Repository, SHA256, TOOL } from "./support";

type Values = Readonly<Record<string, string>>;

const jobs = definition("examples/ci/gitlab-ci.yml");
const BASH = ["bash", "-e", "-o", "pipefail"];
const SH = ["sh", "-e"];

function runJob(name: string, repository: Repository, given: Values, shell: readonly string[] = BASH): Outcome {
  const { script, variables } = jobs[name];
  const env = { ...variables, AOG_TOOL: TOOL, CI_PROJECT_DIR: repository.directory, ...given };
  return repository.script(script.join("\n"), shell, env);
}

const check = (repository: Repository, variables: Values, shell?: readonly string[]) =>
  runJob("azure-openai-guard", repository, variables, shell);

describe.each([[BASH], [SH]])("in %j", (shell) => {
  it("writes the reports that the job hands in, shows findings, and fails", () => {
    const repository = new Repository();
    const run = check(repository, { AOG_FILES: "plans/blocked.json" }, shell);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain("gpt-4.1-nano 2025-04-14 cannot be deployed");
    const { codequality, junit } = jobs["azure-openai-guard"].artifacts.reports;
    const [issue] = JSON.parse(repository.read(codequality));
    expect(issue.location).toMatchObject({ path: "infra/index.ts", lines: { begin: 31 } });
    // GitLab compares reports by fingerprint; every format has the same one.
    const [{ fingerprint }] = JSON.parse(
      repository.run("azure-openai-guard", ["check", "--format", "json", "plans/blocked.json"]).stdout,
    ).files[0].findings;
    expect(issue.fingerprint).toBe(fingerprint);
    expect(repository.read(junit)).toContain("<failure");
    const [page] = jobs["azure-openai-guard"].artifacts.paths;
    expect(repository.read(page)).toContain("Blocked: 1 resource");
  });

  it.each<[Values, number]>([
    [{ AOG_FILES: "plans/clean.json" }, 0],
    [{ AOG_FILES: "plans/clean.json\n\nplans/blocked.json" }, 1],
    [{ AOG_FILES: "plans/blocked.json", AOG_FAIL_ON: "none" }, 0],
    [{ AOG_FILES: "plans/clean.json", AOG_CONFIG: "nope.json" }, 2],
    [{ AOG_FILES: "plans/clean.json", AOG_BASELINE: "nope.json" }, 2],
    [{ AOG_FILES: "" }, 2],
  ])("%j ends with %i", (variables, exitCode) => {
    expect(check(new Repository(), variables, shell).exitCode).toBe(exitCode);
  });

  it("treats hostile names as data", () => {
    const repository = new Repository();
    const run = check(repository, { AOG_FILES: repository.addHostilePlans() }, shell);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(`${HOSTILE.length} files`);
    expect(repository.pwned).toBe(false);
  });

  it("treats variables as values", () => {
    const repository = new Repository();
    for (const name of ["FILES", "CONFIG", "FAIL_ON", "BASELINE", "PROJECT", "TOOL"]) {
      const value = `${HOSTILE_VALUE}\nEND\ntouch pwned`;
      const run = check(repository, { AOG_FILES: "plans/blocked.json", [`AOG_${name}`]: value }, shell);
      expect([name, run.exitCode]).toEqual([name, name === "TOOL" ? 1 : 2]);
    }
    expect(repository.pwned).toBe(false);
  });
});

describe.each([[BASH], [SH]])("the download, in %j", (shell) => {
  it.each<[string, Values, number]>([
    ["the release's file", { AOG_SHA256: SHA256(TOOL) }, 1],
    ["a file with another checksum", { AOG_SHA256: SHA256(__filename) }, 2],
    ["no checksum", {}, 2],
    ["a version that is not there", { AOG_SHA256: SHA256(TOOL), AOG_VERSION: "9.9.9" }, 2],
    ["an option in place of a version", { AOG_SHA256: SHA256(TOOL), AOG_VERSION: HOSTILE_VALUE }, 2],
  ])("%s", (_, given, exitCode) => {
    const repository = new Repository();
    const releases = `${repository.addRelease()}/OWNER/azure-openai-guard/releases/download`;
    const variables = { AOG_TOOL: "", AOG_RELEASES: releases, AOG_FILES: "plans/blocked.json", ...given };
    expect(check(repository, variables, shell).exitCode).toBe(exitCode);
    expect(repository.pwned).toBe(false);
  });
});

describe("the pipeline", () => {
  it("makes the plan in one job and checks it in the next", () => {
    const repository = new Repository();
    const plan = runJob("pulumi-plan", repository, {});
    expect(plan.exitCode).toBe(0);
    expect(repository.calls("pulumi")).toEqual(["pulumi preview --json --show-sames --stack dev"]);
    expect(jobs["pulumi-plan"].artifacts.paths).toEqual(["plan.json"]);
    expect(jobs["azure-openai-guard"].needs).toEqual(["pulumi-plan"]);
    expect(check(repository, {}).exitCode).toBe(1);
  });

  it("fails if no plan can be made", () => {
    const repository = new Repository();
    writeFileSync(join(repository.temp, "bin", "pulumi"), "#!/bin/sh\nexit 255\n");
    expect(runJob("pulumi-plan", repository, {}).exitCode).toBe(255);
  });

  it("hands in reports with any outcome, and gives the check no environment with credentials", () => {
    expect(jobs["azure-openai-guard"].artifacts.when).toBe("always");
    expect(jobs["azure-openai-guard"].environment).toBeUndefined();
    expect(jobs["pulumi-plan"].environment.name).toBe("plan");
    expect(jobs["azure-openai-guard"].rules).toEqual(jobs["pulumi-plan"].rules);
  });
});

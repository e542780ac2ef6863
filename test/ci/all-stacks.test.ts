/** The loop over all stacks of a backend. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Outcome, Repository, ROOT } from "./support";

const BLOCKED = join(ROOT, "examples", "plans", "blocked.preview.json");
const CLEAN = join(ROOT, "examples", "plans", "clean.preview.json");

function checkAll(repository: Repository, stacks: readonly string[], state: string, args: string[] = []): Outcome {
  const list = join(repository.temp, "stacks.json");
  writeFileSync(list, JSON.stringify(stacks.map((name) => ({ name, current: false }))));
  const script = join(ROOT, "examples", "ci", "check-all-stacks.sh");
  return repository.run(script, args, { STUB_STACKS: list, STUB_STATE: state, TMPDIR: repository.temp });
}

describe("check-all-stacks.sh", () => {
  it("exports every stack and checks them together", () => {
    const repository = new Repository();
    const run = checkAll(repository, ["acme/web/prod", "acme/web/dev"], BLOCKED);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain("2 files");
    expect(repository.calls("pulumi").map((call) => call.replace(/ --file.*/, ""))).toEqual([
      "pulumi stack ls --all --json",
      "pulumi stack export --stack acme/web/prod",
      "pulumi stack export --stack acme/web/dev",
    ]);
  });

  it("passes its arguments on", () => {
    const repository = new Repository();
    const run = checkAll(repository, ["acme/web/prod"], BLOCKED, ["--fail-on", "none", "--format", "sarif=a b.sarif"]);
    expect(run.exitCode).toBe(0);
    expect(JSON.parse(repository.read("a b.sarif")).runs[0].results.map((r: { ruleId: string }) => r.ruleId)).toEqual([
      "model-availability",
      "catalog-age",
    ]);
  });

  it("checks the others if a stack cannot be exported, and exits with 2", () => {
    const run = checkAll(new Repository(), ["broken", "acme/web/prod"], CLEAN);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("check-all-stacks: cannot export broken");
    expect(run.stdout).toContain("1 file");
  });

  it.each([
    [[], "no stacks"],
    [["broken"], "cannot export broken"],
  ])("ends with 2 for %j", (stacks, message) => {
    const run = checkAll(new Repository(), stacks, CLEAN);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(message);
  });

  it("treats names as data, keeps stacks apart that differ in a slash, and leaves nothing behind", () => {
    const repository = new Repository();
    const names = ["a/b.c", "a.b/c", "../../pwned", "$(touch pwned)", "`touch pwned`", "x; touch pwned", "--all"];
    const run = checkAll(repository, names, CLEAN);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain(`${names.length} files`);
    expect(repository.pwned).toBe(false);
    expect(repository.run("ls", [repository.temp]).stdout.split("\n").filter(Boolean).sort()).toEqual([
      "bin",
      "calls",
      "stacks.json",
    ]);
  });
});

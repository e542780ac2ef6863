/** The workflow that refreshes the catalog: its scripts run with fakes of the Azure CLI and `gh`. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { azShape, entry } from "../catalog/support";
import { type Answers, type Rule, StandInAz } from "../cli/catalog/stand-in-az";
import { definition, HOSTILE_VALUE, type Outcome, Repository, SHA256, TOOL } from "./support";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const workflow = definition("examples/ci/refresh-catalog.yml");
const [refreshSteps, proposeSteps] = ["refresh", "propose"].map((job) => workflow.jobs[job].steps as Step[]) as [
  Step[],
  Step[],
];
const scriptOf = (steps: Step[]) => steps.find((step) => step.run !== undefined) as Step;

const list = (version: string) =>
  azShape(Array.from({ length: 10 }, (_, i) => entry("x", `gpt-${i}`, version, ["GlobalStandard"])));

/** A repository on a code host, checked out, with the commands that the steps call. */
class Host {
  readonly repository = new Repository();

  constructor() {
    this.git("init", "--quiet", "--bare", this.origin);
    this.git("init", "--quiet", "--initial-branch=main");
    this.git("remote", "add", "origin", this.origin);
    this.git("add", "infra");
    this.git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=first");
    this.git("push", "--quiet", "origin", "main");
    this.repository.addCommand(
      "gh",
      `[ "$1 $2" = "pr list" ] && { cat "${this.repository.temp}/open" 2>/dev/null || echo 0; }; true`,
    );
  }

  get origin(): string {
    return join(this.repository.temp, "origin.git");
  }

  git(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync("git", args, { cwd: this.repository.directory, encoding: "utf8" });
    expect([status, stderr.includes("fatal")]).toEqual([0, false]);
    return stdout.trim();
  }

  #run(steps: Step[], env: Readonly<Record<string, string>>): Outcome {
    const step = scriptOf(steps);
    const { temp } = this.repository;
    writeFileSync(join(temp, "summary"), "");
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [
      name,
      value.replace(/\$\{\{ github\.token \}\}/, "t"),
    ]);
    return this.repository.script(step.run ?? "", ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail"], {
      ...workflow.env,
      GITHUB_STEP_SUMMARY: join(temp, "summary"),
      RUNNER_TEMP: temp,
      ...Object.fromEntries(own),
      ...env,
    });
  }

  /** The step that asks Azure. */
  refresh(answers: Answers, env: Readonly<Record<string, string>> = {}, rules: Rule[] = []): Outcome {
    const az = new StandInAz(answers, rules);
    this.repository.addCommand("az", `exec "${process.execPath}" "${az.program}" "$@"`);
    return this.#run(refreshSteps, { AOG_TOOL: TOOL, ...env });
  }

  /** The step that opens the pull request, in a fresh checkout. */
  propose(): Outcome {
    this.git("switch", "--quiet", "--force", "main");
    this.git("clean", "--quiet", "--force", "catalog.json");
    return this.#run(proposeSteps, {});
  }

  get requests(): string[] {
    return this.repository.calls("gh").filter((call) => !call.startsWith("gh pr list"));
  }
}

const ONE: Answers = { models: { eastus2: list("1") } };

describe("the job that asks Azure", () => {
  it("makes the edition and the summary, for the next job and the page of the run", () => {
    const host = new Host();
    const run = host.refresh(ONE);
    expect([run.exitCode, run.stdout]).toEqual([0, ""]);
    const summary = host.repository.readTemp("catalog/summary.md") ?? "";
    expect(summary).toMatch(/^### Catalog of \d{4}-\d{2}-\d{2}\n/);
    expect(summary).toContain("| `gpt-0 1` |");
    expect(host.repository.readTemp("summary")).toBe(summary);
    const edition = JSON.parse(host.repository.readTemp("catalog/catalog.json") ?? "");
    expect(Object.keys(edition.lists)).toEqual(["eastus2"]);
  });

  it("shows the impact on the given plans, with any names", () => {
    const host = new Host();
    const names = host.repository.addHostilePlans();
    const answers = { models: { swedencentral: list("1") } };
    expect(host.refresh(answers, { AOG_FILES: `plans/clean.json\n\n${names}\n` }).exitCode).toBe(0);
    expect(host.repository.pwned).toBe(false);
    expect(host.repository.readTemp("catalog/summary.md")).toMatch(/#### Impact \(\d+\)/);
  });

  it.each<[string, Rule]>([
    ["nobody is logged in", { on: ["account"], does: { fail: "ERROR: Please run 'az login' to setup account." } }],
    ["a region fails", { on: ["model", "--location=eastus2"], does: { fail: "ERROR: (Forbidden) no" } }],
  ])("fails if %s, and passes nothing on", (_, rule) => {
    const host = new Host();
    expect(host.refresh({ models: { eastus2: list("1"), japaneast: list("1") } }, {}, [rule]).exitCode).toBe(2);
    expect(existsSync(join(host.repository.temp, "catalog", "catalog.json"))).toBe(false);
  });

  it.each<[string, Readonly<Record<string, string>>, number]>([
    ["the release's file", { AOG_SHA256: SHA256(TOOL) }, 0],
    ["a file with another checksum", { AOG_SHA256: SHA256(__filename) }, 2],
    ["no checksum", {}, 2],
  ])("downloads %s", (_, env, exitCode) => {
    const host = new Host();
    const releases = `${host.repository.addRelease()}/OWNER/azure-openai-guard/releases/download`;
    expect(host.refresh(ONE, { AOG_TOOL: "", AOG_RELEASES: releases, ...env }).exitCode).toBe(exitCode);
  });

  it.each(["AOG_FILES", "AOG_VERSION", "AOG_SHA256", "AOG_RELEASES", "AOG_TOOL", "CATALOG"])(
    "treats %s as a value",
    (name) => {
      const host = new Host();
      host.refresh(ONE, { [name]: HOSTILE_VALUE });
      expect(host.repository.pwned).toBe(false);
    },
  );
});

describe("the job that opens the pull request", () => {
  it("opens one with the summary as its text, and renews it later", () => {
    const host = new Host();
    host.refresh(ONE);
    expect(host.propose().exitCode).toBe(0);
    const body = `--body-file ${join(host.repository.temp, "catalog", "summary.md")}`;
    expect(host.requests).toEqual([
      expect.stringMatching(
        /^gh pr create --head azure-openai-catalog --title Azure OpenAI catalog of \d{4}-\d{2}-\d{2} /,
      ),
    ]);
    expect(host.requests[0]).toContain(body);
    expect(host.git("show", "--name-only", "--format=%an", "azure-openai-catalog")).toBe(
      "github-actions[bot]\n\ncatalog.json",
    );
    const pushed = () => host.git("ls-remote", "origin", "azure-openai-catalog").slice(0, 40);
    expect(pushed()).toBe(host.git("rev-parse", "azure-openai-catalog"));

    writeFileSync(join(host.repository.temp, "open"), "1\n");
    const before = pushed();
    host.git("switch", "--quiet", "main");
    host.refresh({ models: { eastus2: list("2") } });
    expect(host.propose().exitCode).toBe(0);
    expect(host.requests[1]).toMatch(/^gh pr edit azure-openai-catalog --title /);
    expect(pushed()).not.toBe(before);
  });

  it("opens none if the catalog has not changed", () => {
    const host = new Host();
    host.refresh(ONE);
    mkdirSync(join(host.repository.temp, "catalog"), { recursive: true });
    host.git("add", "catalog.json");
    host.git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=catalog");
    const { exitCode, stdout } = host.propose();
    expect([exitCode, stdout, host.requests]).toEqual([0, "The catalog has not changed.\n", []]);
  });
});

it("each job has only the permissions that it needs, and every action is pinned to a commit", () => {
  expect(workflow.permissions).toEqual({ contents: "read" });
  expect(workflow.jobs.refresh.permissions).toEqual({ contents: "read", "id-token": "write" });
  expect(workflow.jobs.propose.permissions).toEqual({ contents: "write", "pull-requests": "write" });
  const uses = [...refreshSteps, ...proposeSteps].flatMap((step) => step.uses ?? []);
  expect(uses).toHaveLength(5);
  for (const action of uses) expect(action).toMatch(/@[0-9a-f]{40}$/);
  for (const step of [scriptOf(refreshSteps), scriptOf(proposeSteps)]) expect(step.run).not.toContain("${{");
  expect(readFileSync(join(__dirname, "..", "..", "docs", "ci.md"), "utf8")).toContain(
    "../examples/ci/refresh-catalog.yml",
  );
});

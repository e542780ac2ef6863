/** `catalog refresh` with a fake Azure CLI: what it asks, what it makes of the answers, and what goes wrong. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { newestEdition } from "../../../catalog/edition/embedded";
import { type RefreshOptions, refresh } from "../../../cli/catalog/refresh/refresh";
import { type Context, OutputError, UsageError } from "../../../cli/shell/context";
import { writeFiles } from "../../../cli/shell/output-files";
import { azShape, entry, sku } from "../../catalog/support";
import { cli } from "../support";
import { ACCOUNT, type Answers, type Rule, StandInAz } from "./stand-in-az";

const TODAY = "2026-11-26";
/** An edition without schedules of its own. */
const OLD = "2025-06-16";
const list = (version: string, day = "2027-12-01", skus = ["GlobalStandard"]) =>
  azShape([
    ...Array.from({ length: 10 }, (_, i) => entry("x", `filler-${i}`, "1", ["Standard"])),
    entry(
      "x",
      "gpt-x",
      version,
      skus.map((name) => sku(name, day)),
      {
        replacementConfig: { targetModelName: "gpt-y", targetModelVersion: "1" },
      },
    ),
  ]);
const NOTHING = azShape([entry("x", "llama", "3", ["GlobalStandard"], { format: "Meta" }, "AIServices")]);
const TWO: Answers = { models: { eastus2: list("1"), japanwest: NOTHING } };

/** Runs the command in a new directory. */
class Run {
  readonly directory = mkdtempSync(join(tmpdir(), "aog-refresh-"));
  readonly waits: number[] = [];
  stdout = "";
  stderr = "";

  constructor() {
    onTestFinished(() => rmSync(this.directory, { recursive: true, force: true }));
  }

  at(name: string): string {
    return join(this.directory, name);
  }

  /** @returns the exit code; 2 for an error in the arguments or from Azure, as for the command. */
  async refresh(az: StandInAz | string, options: RefreshOptions = {}, files: readonly string[] = []): Promise<number> {
    [this.stdout, this.stderr] = ["", ""];
    const context: Context = {
      env: { PATH: process.env.PATH, HOME: this.directory },
      isTerminal: false,
      isErrorTerminal: false,
      now: () => 0,
      today: () => TODAY,
      async *stdin() {},
      write: () => {},
      cwd: this.directory,
      writeFiles: (written) => writeFiles(written, this.directory),
      writeError: (text) => {
        this.stderr += text;
      },
      onInterrupt: () => () => {},
    };
    const wait = async (milliseconds: number) => {
      this.waits.push(milliseconds);
    };
    const program = typeof az === "string" ? az : az.program;
    try {
      const result = await refresh(files, { az: program, out: this.at("catalog.json"), ...options }, context, wait);
      if (result.files) await writeFiles(result.files, this.directory);
      this.stdout = result.stdout;
      this.stderr += result.stderr;
      return result.exitCode;
    } catch (error) {
      if (!(error instanceof UsageError) && !(error instanceof OutputError)) throw error;
      this.stderr += error.message;
      return 2;
    }
  }

  get edition() {
    return JSON.parse(readFileSync(this.at("catalog.json"), "utf8"));
  }

  get files(): string[] {
    return readdirSync(this.directory, { recursive: true }).map(String).sort();
  }
}

describe("what it asks", () => {
  it("checks the subscription first, then the regions of the provider, then the lists of each", async () => {
    const az = new StandInAz(TWO);
    const run = new Run();
    expect([await run.refresh(az), run.waits]).toEqual([0, []]);
    const words = az.words;
    expect(words.slice(0, 2)).toEqual(["account show", "provider show --namespace=Microsoft.CognitiveServices"]);
    expect(words.slice(2).sort()).toEqual(
      ["eastus2", "japanwest"]
        .flatMap((region) => ["model", "usage"].map((of) => `cognitiveservices ${of} list --location=${region}`))
        .sort(),
    );
    expect(run.stderr).toMatch(/^azure-openai-guard: subscription: Platform\n/);
    expect(run.stderr).toContain("azure-openai-guard: regions of the provider: 2\n");
    expect(run.stderr).toContain("not regions of the public cloud: Global\n");
    expect(run.stderr).toMatch(/1 of 2: (eastus2|japanwest): \d+ entr/);
    expect(run.stderr).toMatch(/2 of 2: (eastus2|japanwest): \d+ entr/);
  });

  it("makes four calls at a time and no more", async () => {
    const regions = [
      "eastus",
      "eastus2",
      "westus",
      "westus2",
      "westus3",
      "northcentralus",
      "southcentralus",
      "uksouth",
    ];
    const az = new StandInAz({ models: Object.fromEntries(regions.map((r) => [r, list("1")])) });
    const run = new Run();
    expect(await run.refresh(az)).toBe(0);
    expect(az.calls).toHaveLength(18);
    expect(Math.max(...az.calls.map(({ count }) => count))).toBeLessThanOrEqual(4);
    expect(Object.keys(run.edition.lists).sort()).toEqual([...regions].sort());
  });

  it("asks only for named regions, and not the provider", async () => {
    const az = new StandInAz(TWO);
    expect(await new Run().refresh(az, { region: ["East US 2"], subscription: "$(touch pwned) -o" })).toBe(0);
    expect(az.words).toEqual([
      "account show --subscription=$(touch pwned) -o",
      "cognitiveservices model list --location=eastus2 --subscription=$(touch pwned) -o",
      "cognitiveservices usage list --location=eastus2 --subscription=$(touch pwned) -o",
    ]);
  });

  it("takes az from PATH", async () => {
    const az = new StandInAz(TWO);
    const { exitCode, files } = await cli(["catalog", "refresh", "--out", "none.json"], "", {
      env: { PATH: `${az.directory}:${process.env.PATH}` },
      today: () => TODAY,
    });
    expect([exitCode, [...files.keys()]]).toEqual([0, ["none.json"]]);
  });
});

describe("what it makes of the answers", () => {
  it("makes an edition of today, with sources named as in --keep; regions that offer nothing are closed", async () => {
    const run = new Run();
    expect(await run.refresh(new StandInAz(TWO), { keep: run.at("lists") })).toBe(0);
    const { id, date, lists, sources } = run.edition;
    expect([id, date, Object.keys(lists)]).toEqual([TODAY, TODAY, ["eastus2", "japanwest"]]);
    expect(lists.japanwest.models).toEqual({});
    expect(sources["arm:eastus2"]).toMatchObject({ date: TODAY, files: [{ name: `eastus2.${TODAY}.json` }] });
    expect(run.files).toEqual([
      "catalog.json",
      "lists",
      "lists/models",
      `lists/models/eastus2.${TODAY}.json`,
      `lists/models/japanwest.${TODAY}.json`,
      "lists/usage",
      `lists/usage/eastus2.${TODAY}.json`,
      `lists/usage/japanwest.${TODAY}.json`,
    ]);
    const kept = ["eastus2", "japanwest"].map((region) => run.at(`lists/models/${region}.${TODAY}.json`));
    const verified = await cli(["catalog", "verify", run.at("catalog.json"), "--source", ...kept]);
    expect(verified.stdout).toMatch(/ok: sources: importing 2 files again gives the same\n$/);
  });

  it("compares with the edition that it replaces: new, gone, retiring within 90 days, used-up quota", async () => {
    const run = new Run();
    await run.refresh(new StandInAz(TWO), { base: OLD });
    const az = new StandInAz({
      models: { eastus2: list("2", "2027-02-24", ["GlobalStandard", "DataZoneStandard"]), japanwest: NOTHING },
      usage: {
        eastus2: [
          { name: { value: "OpenAI.GlobalStandard.gpt-x" }, currentValue: 10, limit: 10, unit: "Count" },
          { name: { value: "OpenAI.Standard.filler" }, currentValue: 1, limit: 10, unit: "Count" },
          { name: { value: "OpenAI.Standard.none" }, currentValue: 0, limit: 0, unit: "Count" },
        ],
        japanwest: [],
      },
    });
    expect(await run.refresh(az, { id: "next", base: OLD })).toBe(0);
    expect(
      run.stdout,
    ).toBe(`Edition next of ${TODAY}, sha256 ${run.edition.hash.slice(0, 12)}: ${run.at("catalog.json")}
Compared with ${TODAY} of ${TODAY}
Regions refreshed (2): eastus2, japanwest
Regions that offer no OpenAI model (1): japanwest

Versions that are new (1):
  gpt-x 2

Newly offered (1):
  + gpt-x 2 GlobalStandard, DataZoneStandard: eastus2

Versions that are gone (1):
  gpt-x 1

No longer offered (1):
  - gpt-x 1 GlobalStandard: eastus2 (unknown)

Retiring within 90 days (1):
  2027-02-24: gpt-x 2 GlobalStandard, DataZoneStandard, replaced by gpt-y 1

Quota that is used up (1):
  eastus2 OpenAI.GlobalStandard.gpt-x: 10 of 10
`);
  });

  it.each([
    ["2026-11-26", false],
    ["2026-11-27", true],
    ["2027-02-24", true],
    ["2027-02-25", false],
  ])("a retirement on %s is within 90 days: %s", async (day, within) => {
    const run = new Run();
    expect(
      await run.refresh(new StandInAz({ models: { eastus2: list("1", day) } }), { format: "json", base: OLD }),
    ).toBe(0);
    expect(JSON.parse(run.stdout).retiring.map((r: { day: string }) => r.day)).toEqual(within ? [day] : []);
  });

  it("a retirement applies to every region: the later of two days counts", async () => {
    const run = new Run();
    const models = { eastus2: list("1", "2026-12-01"), japaneast: list("1", "2026-12-08") };
    expect(await run.refresh(new StandInAz({ models }), { format: "json", base: OLD })).toBe(0);
    expect(JSON.parse(run.stdout).retiring).toEqual([
      { day: "2026-12-08", model: "gpt-x", version: "1", skus: ["GlobalStandard"], replacement: "gpt-y 1" },
    ]);
  });

  it("starts from the newest embedded edition, and compares with it the first time", async () => {
    const run = new Run();
    expect(await run.refresh(new StandInAz(TWO), { format: "json" })).toBe(0);
    const newest = newestEdition();
    expect([run.edition.base.id, JSON.parse(run.stdout).from.id]).toEqual([newest.id, newest.id]);
    expect(await run.refresh(new StandInAz(TWO), { format: "json", id: "b", base: OLD })).toBe(0);
    expect([run.edition.base.id, JSON.parse(run.stdout).from.id]).toEqual([OLD, TODAY]);
  });

  it("reads retirements also from the base's schedules, each version and SKU from its newest source", async () => {
    // The schedule of 2026-10-05 has gpt-4o 2024-05-13 retire on 2026-12-09; the list moves its Standard SKU.
    const own = azShape([
      ...Array.from({ length: 10 }, (_, i) => entry("x", `filler-${i}`, "1", ["Standard"])),
      entry("x", "gpt-4o", "2024-05-13", [sku("Standard", "2027-01-15")], { lifecycleStatus: "Deprecating" }),
      entry("x", "gpt-p", "1", [sku("GlobalStandard", "2027-01-20")], { lifecycleStatus: "Preview" }),
      entry("x", "gpt-q", "1", [sku("GlobalStandard"), sku("GlobalStandard*", "2027-02-01")]),
    ]);
    const models = { eastus2: own };
    const run = new Run();
    expect(await run.refresh(new StandInAz({ models }), { format: "json", base: "2026-10-05" })).toBe(0);
    const about = (names: readonly string[]) =>
      JSON.parse(run.stdout).retiring.filter((r: { model: string }) => names.includes(r.model));
    const later = about(["gpt-4o", "gpt-p", "gpt-q"]).filter((r: { version: string }) =>
      /2024-05-13|^1$/.test(r.version),
    );
    expect(later).toEqual([
      expect.objectContaining({ day: "2026-12-09", model: "gpt-4o", skus: expect.arrayContaining(["GlobalStandard"]) }),
      { day: "2027-01-15", model: "gpt-4o", version: "2024-05-13", skus: ["Standard"], replacement: "gpt-5.6-sol" },
      { day: "2027-01-20", model: "gpt-p", version: "1", skus: ["GlobalStandard"], notBefore: true },
      { day: "2027-02-01", model: "gpt-q", version: "1", skus: ["GlobalStandard"], fineTuned: true },
    ]);
    const text = new Run();
    expect(await text.refresh(new StandInAz({ models }), { base: "2026-10-05" })).toBe(0);
    expect(text.stdout).toContain("\n  2027-01-15: gpt-4o 2024-05-13 Standard, replaced by gpt-5.6-sol\n");
    expect(text.stdout).toContain("\n  2027-01-20: gpt-p 1 GlobalStandard (preview: not before this day)\n");
    expect(text.stdout).toContain("\n  2027-02-01: gpt-q 1 GlobalStandard (fine-tuned)\n");
    const markdown = new Run();
    await markdown.refresh(new StandInAz({ models }), { base: "2026-10-05", format: "markdown" });
    expect(markdown.stdout).toContain("\n| 2027-01-15 | `gpt-4o 2024-05-13` | Standard | `gpt-5.6-sol` |\n");
    expect(markdown.stdout).toContain("\n| 2027-02-01 | `gpt-q 1` | GlobalStandard (fine-tuned) |  |\n");
  });

  const PLAN = join(__dirname, "..", "..", "..", "examples", "plans", "clean.preview.json");

  it("shows the impact on plans, in every format", async () => {
    const run = new Run();
    const az = () => new StandInAz({ models: { eastus2: list("1"), swedencentral: list("1"), eastus: list("1") } });
    expect(await run.refresh(az(), { format: "json", base: OLD, config: false }, [PLAN])).toBe(0);
    const { impact } = JSON.parse(run.stdout);
    expect(impact).toHaveLength(1);
    expect(impact[0].file).toBe(PLAN);
    const blocked = impact[0].changes.filter((c: { to: string }) => c.to === "blocked");
    expect(blocked.length).toBeGreaterThan(0);
    // A finding has the same keys as in the report of check.
    const { stdout } = await cli([
      "check",
      "--format",
      "json",
      "--no-config",
      "--edition",
      run.at("catalog.json"),
      PLAN,
    ]);
    const [finding] = JSON.parse(stdout).files[0].findings.filter((f: { level: string }) => f.level === "mandatory");
    const [added] = blocked[0].added.filter((f: { level: string }) => f.level === "mandatory");
    expect(Object.keys(added)).toEqual(Object.keys(finding));
    expect(added.message).toMatch(/^\S.+cannot be deployed as .+\nTo pass: /);
    rmSync(run.at("catalog.json"));
    await run.refresh(az(), { base: OLD, config: false }, [PLAN]);
    expect(run.stdout).toContain("Impact:\n");
    expect(run.stdout).toContain(" -> blocked\n");
    rmSync(run.at("catalog.json"));
    await run.refresh(az(), { format: "markdown", base: OLD, config: false }, [PLAN]);
    expect(run.stdout).toContain(
      `#### Impact (${impact[0].changes.length})\n\n| File | Resource | Becomes | Findings |\n`,
    );
    expect(run.stdout).toContain("→ **blocked**");
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("azure-openai-guard-"))).toEqual([]);
  });

  it("Markdown fits into a pull request, and says what it leaves out", async () => {
    const many = azShape(
      Array.from({ length: 1000 }, (_, i) => entry("x", `gpt-${i}`, "a".repeat(40), [sku("Standard", "2026-12-24")])),
    );
    const run = new Run();
    expect(await run.refresh(new StandInAz({ models: { eastus2: many } }), { format: "markdown" })).toBe(0);
    expect(run.stdout.length).toBeLessThan(65_536);
    expect(run.stdout).toMatch(/\d+ more left out here; the other formats have them\./);
  });

  it("does not call a model new if nobody can deploy it any more", async () => {
    const retired = azShape([entry("x", "davinci", "1", [], { lifecycleStatus: "Deprecated" })]);
    const run = new Run();
    const az = new StandInAz({ models: { eastus2: [...list("1"), ...retired] } });
    expect(await run.refresh(az, { format: "json" })).toBe(0);
    const { models, versions } = JSON.parse(run.stdout);
    expect(Object.keys(run.edition.lists.eastus2.models)).toContain("davinci");
    expect(models.added).toContain("gpt-x");
    expect([...models.added, ...versions.added].join()).not.toContain("davinci");
  });

  it("keeps the lists of regions that --region leaves out", async () => {
    const run = new Run();
    await run.refresh(new StandInAz(TWO));
    expect(await run.refresh(new StandInAz(TWO), { region: ["japanwest"], id: "b" })).toBe(0);
    expect(Object.keys(run.edition.lists)).toEqual(["eastus2", "japanwest"]);
    expect(run.stdout).toContain("\n\nNo model, version or offer is new or gone.\n");
    expect(run.stdout).toContain(`eastus2: the list of ${TODAY} stays\n`);
  });

  it("drops regions that the provider no longer has", async () => {
    const run = new Run();
    await run.refresh(new StandInAz(TWO));
    expect(await run.refresh(new StandInAz({ models: { japanwest: NOTHING } }), { id: "b" })).toBe(0);
    expect(Object.keys(run.edition.lists)).toEqual(["japanwest"]);
  });
});

const THROTTLED = "ERROR: (TooManyRequests) The request was throttled.";
const model = (region: string) => ["model", `--location=${region}`];

describe("tries again", () => {
  it.each<[string, Rule, number[], RegExp]>([
    [
      "where Azure throttles, longer each time",
      { on: model("eastus2"), does: { fail: THROTTLED }, times: 3 },
      [2000, 4000, 8000],
      /eastus2: \(TooManyRequests\) The request was throttled\.; next try in 8 s/,
    ],
    [
      "as late as Azure asks",
      { on: model("eastus2"), does: { fail: `${THROTTLED} Please retry after 17 seconds.` }, times: 1 },
      [17000],
      /next try in 17 s/,
    ],
    [
      "where the answer is late",
      { on: model("eastus2"), does: { slow: 60 }, times: 1 },
      [2000],
      /eastus2: no answer within 1 seconds; next try in 2 s/,
    ],
    [
      "where az dies half way",
      { on: model("eastus2"), does: { die: true }, times: 1 },
      [2000],
      /az was ended by SIGKILL; next try/,
    ],
    [
      "where the answer is cut off",
      { on: model("eastus2"), does: { print: '[{"model": {' }, times: 1 },
      [2000],
      /the answer, line 1, column \d+: is not JSON.*; next try/,
    ],
    [
      "where Azure is ill",
      { on: ["usage", "--location=eastus2"], does: { fail: "ERROR: (InternalServerError) Oops" }, times: 1 },
      [2000],
      /eastus2: \(InternalServerError\) Oops; next try/,
    ],
  ])("%s", async (_, rule, waits, says) => {
    const run = new Run();
    // Only the slow call is slower than this.
    const timeout = "slow" in rule.does ? 1 : 30;
    expect(await run.refresh(new StandInAz({ models: { eastus2: list("1") } }, [rule]), { timeout })).toBe(0);
    expect(run.waits).toEqual(waits);
    expect(run.stderr).toMatch(says);
    expect(Object.keys(run.edition.lists)).toEqual(["eastus2"]);
  });
});

describe("a region that fails", () => {
  it.each<[string, Rule["does"], RegExp]>([
    ["throttled for good", { fail: THROTTLED }, /eastus2: left out: models list: \(TooManyRequests\)/],
    [
      "refused",
      { fail: "WARNING: x\nERROR: (LocationNotAvailable) Not in /subscriptions/00000000-1111-2222-3333-444444444444" },
      /eastus2: left out: models list: \(LocationNotAvailable\) Not in \/subscriptions\/…\n/,
    ],
    [
      "an HTML page",
      { print: "<!DOCTYPE html><html>Sign in</html>" },
      /left out: models list: the answer is an HTML page/,
    ],
    ["nothing", { print: "" }, /left out: models list: the answer is empty/],
    [
      "another answer",
      { print: '{"models": []}' },
      /left out: models list: eastus2\.2026-11-26\.json: is not a models list/,
    ],
    [
      "silence",
      { fail: "", code: 3 },
      /az cognitiveservices model list --location=eastus2 ended with 3 and said nothing/,
    ],
  ])("%s: is named and left out, and the run exits with 2", async (_, does, says) => {
    const run = new Run();
    const az = new StandInAz(TWO, [{ on: model("eastus2"), does }]);
    expect(await run.refresh(az)).toBe(2);
    expect(run.stderr).toMatch(says);
    expect(run.stdout).toMatch(/Regions that failed \(1\):\n {2}eastus2: models list: /);
    expect(Object.keys(run.edition.lists)).toEqual(["japanwest"]);
  });

  it("exits with 0 with --partial", async () => {
    const run = new Run();
    const az = new StandInAz(TWO, [{ on: model("eastus2"), does: { fail: "ERROR: no" } }]);
    expect(await run.refresh(az, { partial: true })).toBe(0);
    expect(run.stderr).toContain("azure-openai-guard: eastus2: left out: models list: no\n");
  });

  it("keeps the list of the edition that is replaced", async () => {
    const run = new Run();
    await run.refresh(new StandInAz(TWO));
    const before = run.edition.lists.eastus2;
    const az = new StandInAz(TWO, [{ on: model("eastus2"), does: { fail: "ERROR: no" } }]);
    expect(await run.refresh(az, { id: "b" })).toBe(2);
    expect(run.edition.lists.eastus2).toEqual(before);
    expect(run.stdout).toContain(`eastus2: the list of ${TODAY} stays\n`);
  });

  it("keeps its models list if only the usage list is missing, and the run exits with 2", async () => {
    const run = new Run();
    const az = new StandInAz(TWO, [{ on: ["usage", "--location=eastus2"], does: { fail: "ERROR: no" } }]);
    expect(await run.refresh(az)).toBe(2);
    expect(run.stderr).toContain("eastus2: left out: usage list: no\n");
    expect(Object.keys(run.edition.lists)).toEqual(["eastus2", "japanwest"]);
  });

  it("nothing is written if all fail", async () => {
    const run = new Run();
    const az = new StandInAz(TWO, [{ on: ["model"], does: { fail: "ERROR: no" } }]);
    expect(await run.refresh(az, { keep: run.at("lists"), partial: true })).toBe(2);
    expect(run.stderr).toContain("no region answered: nothing was written\n");
    expect(run.files).toEqual([]);
  });
});

it("asks nothing if another edition beside the output has the id of today", async () => {
  const run = new Run();
  await run.refresh(new StandInAz(TWO), { out: run.at("other.json") });
  expect(await run.refresh(new StandInAz(TWO))).toBe(2);
  // It did not even ask for the subscription.
  expect(run.stderr).toMatch(/^\S*other\.json is already an edition with the id "[\d-]+": give another --id$/);
});

describe("ends before anything is written if", () => {
  it.each<[string, Answers, Rule[], RegExp]>([
    [
      "nobody is logged in",
      TWO,
      [{ on: ["account"], does: { fail: "ERROR: Please run 'az login' to setup account." } }],
      /nobody is logged in to Azure, or the login has expired: az login \(Please run 'az login'/,
    ],
    [
      "the login expires half way",
      TWO,
      [{ on: ["model"], does: { fail: "ERROR: AADSTS700082: The refresh token has expired due to inactivity." } }],
      /the login has expired: az login/,
    ],
    [
      "az is too old",
      TWO,
      [{ on: ["model"], does: { fail: "ERROR: 'model' is misspelled or not recognized by the system.", code: 2 } }],
      /this Azure CLI does not know "az cognitiveservices model list": az upgrade/,
    ],
    [
      "the subscription is disabled",
      { ...TWO, account: { ...ACCOUNT, state: "Disabled" } },
      [],
      /the subscription Platform is Disabled, expected Enabled/,
    ],
    [
      "the subscription is in another cloud",
      { ...TWO, account: { ...ACCOUNT, environmentName: "AzureUSGovernment" } },
      [],
      /the subscription is in AzureUSGovernment, and the catalog covers the public cloud/,
    ],
    ["there is no subscription", { ...TWO, account: [] }, [], /az account show gave no subscription/],
    [
      "the provider is not registered",
      { ...TWO, provider: { registrationState: "NotRegistered", resourceTypes: [] } },
      [],
      /not registered for Microsoft\.CognitiveServices: az provider register --namespace Microsoft\.CognitiveServices/,
    ],
    [
      "the provider names no region",
      { ...TWO, provider: { registrationState: "Registered", resourceTypes: [{ resourceType: "accounts" }] } },
      [],
      /az provider show names no region of the public cloud/,
    ],
  ])("%s", async (_, answers, rules, says) => {
    const run = new Run();
    const az = new StandInAz(answers, rules);
    expect(await run.refresh(az, { keep: run.at("lists") })).toBe(2);
    expect(run.stderr).toMatch(says);
    expect([run.stdout, run.files]).toEqual(["", []]);
  });

  it.each<[string, RefreshOptions, RegExp]>([
    ["there is no az", { az: "/nowhere/az" }, /\/nowhere\/az: there is no such program: install the Azure CLI/],
    ["az is no program", { az: __filename }, /refresh\.test\.ts: it is not executable/],
    ["a region is invalid", { region: ["estus2"] }, /unknown region "estus2" in --region; did you mean/],
    ["the base is invalid", { base: "2001-01-01" }, /2001-01-01: cannot be read/],
    ["--keep is a file", { keep: __filename }, /--keep .*refresh\.test\.ts: is a file, expected a directory/],
    [
      "the output is not an edition",
      { out: join(__dirname, "..", "fixtures", "clean.json") },
      /clean\.json: is not an edition/,
    ],
    ["the id is invalid", { id: "../a" }, /--id "\.\.\/a": expected letters, digits/],
  ])("%s", async (_, options, says) => {
    const run = new Run();
    expect(await run.refresh(options.az ?? new StandInAz(TWO), options)).toBe(2);
    expect(run.stderr).toMatch(says);
    expect([run.stdout, run.files]).toEqual(["", []]);
  });

  it.each([
    [["catalog", "refresh", "--timeout", "0"], /Expected seconds, 1 to 3600/],
    [["catalog", "refresh", "--format", "xml"], /Allowed choices are text, json, markdown/],
  ])("%j", async (words, says) => {
    const { exitCode, stderr } = await cli(words);
    expect(stderr).toMatch(says);
    expect(exitCode).toBe(2);
  });
});

it("an interrupt ends the running calls, and leaves the files unchanged", async () => {
  const run = new Run();
  writeFileSync(run.at("kept.txt"), "");
  const az = new StandInAz(TWO, [{ on: ["model"], does: { slow: 600 } }]);
  const main = join(__dirname, "..", "..", "..", "dist", "cli", "main.js");
  const child = spawn(
    process.execPath,
    [main, "catalog", "refresh", "--az", az.program, "--keep", "lists", "--out", "catalog.json"],
    { cwd: run.directory, stdio: "ignore" },
  );
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
  while (
    !existsSync(join(az.directory, "state", "calls")) ||
    az.running.length < 2 ||
    !az.words.some((w) => w.includes("model"))
  ) {
    await delay(20);
  }
  const pids = az.running;
  child.kill("SIGINT");
  expect(await ended).toEqual({ code: null, signal: "SIGINT" });
  expect(run.files).toEqual(["kept.txt"]);
  const isAlive = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  while (pids.some(isAlive)) await delay(20);
});

it("passes no secret on, and runs az without colour and questions", async () => {
  const az = new StandInAz(TWO);
  await new Run().refresh(az);
  const { env, args } = az.calls[0] ?? { env: [], args: [] };
  expect(env).toEqual(expect.arrayContaining(["AZURE_CORE_NO_COLOR", "AZURE_EXTENSION_USE_DYNAMIC_INSTALL"]));
  expect(args.slice(-3)).toEqual(["--output", "json", "--only-show-errors"]);
  expect(az.words.some((words) => /token/.test(words))).toBe(false);
});

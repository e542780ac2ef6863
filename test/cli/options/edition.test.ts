/** Which edition the commands use, and where they show it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newestEdition } from "../../../catalog/edition/embedded";
import { editionText } from "../../../catalog/edition/provenance";
import { EASTUS2, entry, imported, sku } from "../../catalog/support";
import { account, deployment } from "../../policy/plans";
import { cli } from "../support";

const { data } = imported([EASTUS2]);
const SHORT = data.hash.slice(0, 12);
/** The working directory of a run; `dir` at first. */
let cwd: string;
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "aog-edition-"));
  cwd = dir;
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

function write(name: string, text: string): string {
  const file = join(dir, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const state = (region: string) =>
  JSON.stringify({
    version: 3,
    deployment: {
      manifest: {},
      resources: [account(region), deployment({ model: "gpt-9", version: "2026-01-01", sku: "GlobalStandard" })].map(
        (r) => ({ ...r, custom: true, id: r.name, outputs: {} }),
      ),
    },
  });
const SETTINGS = "azure-openai-guard.yaml";
const run = (args: string, stdin = state("eastus2")) => cli(args.split(" "), stdin, { cwd, today: () => "2026-03-01" });
const summary = async (args: string, stdin?: string) => {
  const { stdout, exitCode, stderr } = await run(`check - --format json ${args}`.trim(), stdin);
  expect(stderr).toBe("");
  const { edition, files, general } = JSON.parse(stdout);
  return [exitCode, edition.id, [...files[0].findings, ...general].map((f: { rule: string }) => f.rule)];
};

describe("check judges by", () => {
  it("the embedded edition, the one in --edition, or the one in the settings", async () => {
    write("editions/new.json", editionText(data));
    // Nobody chose an edition, and the default one is old.
    expect(await summary("")).toEqual([1, "2025-06-16", ["known-model", "catalog-age"]]);
    expect(await summary("--edition editions/new.json")).toEqual([0, "refreshed", []]);
    write(SETTINGS, "catalog: { edition: editions/new.json }\n");
    expect(await summary("")).toEqual([0, "refreshed", []]);
    expect(await summary("--edition 2025-06-16")).toEqual([1, "2025-06-16", ["known-model"]]);
    expect(await summary("--no-config")).toEqual([1, "2025-06-16", ["known-model", "catalog-age"]]);
    cwd = join(dir, "infra/app");
    mkdirSync(cwd, { recursive: true });
    expect(await summary("")).toEqual([0, "refreshed", []]);
  });

  it("the newest embedded edition for latest: in the settings, and in the option that overrides them", async () => {
    const newest = newestEdition().id;
    const judged = async (args: string) => {
      const { stdout } = await run(`check - --format json ${args}`.trim());
      const { edition, files, general } = JSON.parse(stdout);
      const rules = [...files[0].findings, ...general].map((f: { rule: string }) => f.rule);
      return [edition.id, rules.includes("catalog-age")];
    };
    write("editions/new.json", editionText(data));
    expect(await judged("--edition latest")).toEqual([newest, false]);
    write(SETTINGS, "catalog: { edition: latest }\n");
    expect(await judged("")).toEqual([newest, false]);
    expect(await judged("--edition editions/new.json")).toEqual(["refreshed", false]);
    expect(await judged("--edition 2025-06-16")).toEqual(["2025-06-16", false]);
    expect((await run("config validate")).stdout).toBe(`${SETTINGS}: the settings are valid; edition ${newest}\n`);
    expect((await run("--version")).stdout).toContain(`(edition ${newest}, sha256 `);
    // Every command that asks the catalog: with the settings, and with only the option.
    const words = ["explain gpt-4o", "matrix --sku Standard --json", "place gpt-4o --json", "explain-error -"];
    const refused = "The model 'Format:OpenAI,Name:gpt-4o,Version:2024-05-13' has been deprecated since 02/13/2025.";
    for (const command of words) {
      const bySettings = await run(command, refused);
      expect(bySettings.stdout, command).toContain(newest);
      expect(await run(`${command} --no-config --edition latest`, refused), command).toEqual(bySettings);
    }
  });

  it("an overlay, in the settings or in a separate file", async () => {
    const statement = "{ effect: available, model: gpt-9, regions: [westus], reason: preview, expires: 2026-03-01 }";
    write(SETTINGS, `overlay: [${statement}]\n`);
    expect(await summary("", state("westus"))).toEqual([0, "2025-06-16", ["catalog-age"]]);
    write("own/overlay.yaml", `- ${statement}\n`);
    write(SETTINGS, "overlay: own/overlay.yaml\n");
    expect(await summary("", state("westus"))).toEqual([0, "2025-06-16", ["catalog-age"]]);
    expect(await summary("", state("eastus2"))).toEqual([
      0,
      "2025-06-16",
      ["undocumented-availability", "catalog-age"],
    ]);
    expect(await summary("--as-of 2026-03-02", state("westus"))).toEqual([
      1,
      "2025-06-16",
      // The overlay has expired, and nobody chose an edition.
      ["known-model", "catalog-age", "catalog-age"],
    ]);
  });
});

describe("ids in granted are checked against the edition in force", () => {
  const list = [entry("eastus2", "gpt-9", "2026-01-01", ["GlobalStandard"], { lifecycleStatus: "Deprecating" })];
  const GRANTED = "granted:\n- gpt-9-2026-01-01\n";
  const FILE = "catalog: { edition: new.json }\n";
  const ASKED = "explain gpt-9 --sku GlobalStandard --region eastus2";
  const status = async (args: string) => {
    const { exitCode, stdout, stderr } = await run(args);
    return stderr === "" ? `${exitCode} ${/: (available|restricted|unavailable)\b/.exec(stdout)?.[1]}` : stderr.trim();
  };
  beforeEach(() => {
    write("new.json", editionText(imported([list]).data));
  });

  it.each<[string, string, string, string]>([
    ["nothing was granted", FILE, "", "0 restricted"],
    ["a file of the settings", FILE + GRANTED, "", "0 available"],
    ["a file of the command line", GRANTED, "--edition new.json", "0 available"],
    ["--granted, with a file of the settings", FILE, "--granted gpt-9-2026-01-01", "0 available"],
    [
      "--granted, with a file of the command line",
      "all: advisory\n",
      "--edition new.json --granted gpt-9-2026-01-01",
      "0 available",
    ],
    // The settings belong to the edition file; --edition for one question does not make them wrong.
    ["a file of the settings that an option overrides", FILE + GRANTED, "--edition 2026-10-05", "1 unavailable"],
  ])("%s", async (_, settings, args, expected) => {
    write(SETTINGS, settings);
    expect(await status(`${ASKED} ${args}`.trim())).toBe(expected);
  });

  it.each<[string, string, string, string]>([
    ["the default edition", GRANTED, "", '"gpt-9-2026-01-01" is not known; did you mean "gpt-4o-2024-08-06"?'],
    [
      "a file",
      `granted:\n- gpt-9-2026-01-02\n${FILE}`,
      "",
      '"gpt-9-2026-01-02" is not known; did you mean "gpt-9-2026-01-01"?',
    ],
    [
      "latest",
      `${GRANTED}catalog: { edition: latest }\n`,
      "",
      '"gpt-9-2026-01-01" is not known; did you mean "gpt-4o-2024-08-06"?',
    ],
  ])("%s does not know it", async (_, settings, args, expected) => {
    write(SETTINGS, settings);
    const place = "azure-openai-guard: azure-openai-guard.yaml:2:3: granted[0]: ";
    for (const command of [ASKED, "check -", "config validate", "matrix", "place gpt-4o"]) {
      const { exitCode, stderr } = await run(`${command} ${args}`.trim());
      expect([exitCode, stderr.startsWith(place + expected) || stderr], command).toEqual([2, true]);
    }
  });
});

describe("ends with one error for", () => {
  const good = { effect: "available", model: "gpt-9", reason: "r", expires: "2026-03-01" };
  const overlay = (over: object) => `overlay: [${JSON.stringify({ ...good, ...over })}]\n`;
  it.each<[string, string, RegExp]>([
    [
      "an edition that is missing",
      "catalog: { edition: no.json }\n",
      /^azure-openai-guard: azure-openai-guard\.yaml:1:21: catalog\.edition: no\.json: cannot be read: there is no such file/,
    ],
    ["an invalid edition", "catalog: { edition: plan.json }\n", /plan\.json: is not an edition: expected an object/],
    ["an edition that was changed", "catalog: { edition: changed.json }\n", /changed\.json: its content has the hash/],
    ["another type", "catalog: { edition: 3 }\n", /:1:21: catalog\.edition: expected text, found 3/],
    ["another key", "catalog: { editoin: x }\n", /catalog\.editoin: unknown setting; did you mean "edition"\?/],
    ["an age of nothing", "catalog: { weakenAfterDays: 0 }\n", /catalog\.weakenAfterDays: expected 1 or more/],
    [
      "an overlay that is missing",
      "overlay: no.yaml\n",
      /azure-openai-guard\.yaml:1:10: overlay: no\.yaml: cannot be read/,
    ],
    ["an overlay of its own with a mistake", "overlay: bad.yaml\n", /bad\.yaml:1:3: \[0\]: expires is missing/],
    ["an overlay of another type", "overlay: 3\n", /:1:10: overlay: expected a list, or the name of a file, found 3/],
    ["an addition without a model", overlay({ model: undefined }), /overlay\[0\]: expected a model/],
    [
      "an invalid region",
      overlay({ regions: ["eastus22"] }),
      /expected an Azure region, found "eastus22"; did you mean "eastus2"\?/,
    ],
    [
      "an invalid SKU",
      overlay({ sku: "GlobalStandart" }),
      /"GlobalStandart" is not known; did you mean "GlobalStandard"\?/,
    ],
    ["no such day", overlay({ expires: "2026-02-30" }), /overlay\[0\]\.expires: expected a date/],
  ])("%s", async (_, settings, message) => {
    write("plan.json", state("eastus2"));
    write("changed.json", editionText(data).replace("Deprecating", "Deprecated"));
    write("bad.yaml", "- { effect: available, model: gpt-9, reason: r }\n");
    write(SETTINGS, settings);
    for (const args of ["check -", "explain gpt-9 --region eastus2"]) {
      const { exitCode, stdout, stderr } = await run(args);
      expect([exitCode, stdout, stderr.trim().split("\n").length]).toEqual([2, "", 1]);
      expect(stderr).toMatch(message);
    }
  });
});

describe("explain", () => {
  it.each([
    [
      "--edition new.json",
      /: available\n {2}The region's models list of 2026-02-01 lists this combination \(listed\)\./,
    ],
    ["--edition 2025-06-16", /: unavailable\n/],
    ["--config settings.yaml", /: available\n/],
  ])("uses the edition of %s", async (args, expected) => {
    write("new.json", editionText(data));
    write("settings.yaml", "catalog: { edition: new.json }\n");
    const { stdout } = await run(`explain gpt-9 2026-01-01 --sku GlobalStandard --region eastus2 ${args}`);
    expect(stdout).toMatch(expected);
    const query = JSON.stringify({ model: "gpt-9", version: "2026-01-01", sku: "GlobalStandard", region: "eastus2" });
    const batch = await run(`explain --batch - ${args}`, query);
    expect(JSON.parse(batch.stdout).status).toBe(expected.source.includes("unavailable") ? "unavailable" : "available");
  });

  it("shows where a model is offered, by the source that decides for each region", async () => {
    write("new.json", editionText(data));
    write(
      "x.yaml",
      "overlay: [{ effect: available, model: gpt-9, regions: [westus], reason: preview, expires: 2026-03-01 }]\n",
    );
    const { stdout } = await run("explain gpt-9 2026-01-01 --edition new.json --config x.yaml");
    expect(stdout).toContain("  GlobalStandard (2 regions) [1], [2]\n    eastus2, westus\n");
    expect(stdout).toContain("\n  [1] overlay of x.yaml: preview\n  [2] models lists of 2026-02-01: eastus2\n");
    expect(stdout).toContain("2025-06-16 and 1 imported source and your organisation's overlay (edition refreshed)");
    const json = JSON.parse((await run("explain gpt-9 2026-01-01 --edition new.json --json")).stdout);
    expect(json.offers.map((o: { heading: string; regions: string[] }) => [o.heading, o.regions])).toEqual([
      ["GlobalStandard", ["eastus2"]],
      ["DataZoneStandard", ["eastus2"]],
      ["Fine-tuning, global training (preview)", ["eastus2"]],
    ]);
  });

  it("place says what a models list allows, also if a filter excludes the other regions", async () => {
    write("new.json", editionText(data));
    const ask = "place gpt-4.1:2025-04-14:ProvisionedManaged@30 --edition new.json";
    const [all, filtered] = [await run(ask), await run(`${ask} --region eastus2`)];
    for (const { stdout, exitCode } of [all, filtered]) {
      expect(stdout).toContain("  No models list allows capacity 30: eastus2 from 25 to 300 in steps of 25.\n");
      expect(exitCode).toBe(1);
    }
    const elsewhere = await run("place gpt-4.1:2025-04-14:GlobalStandard@2000 --edition new.json --region eastus2");
    expect(elsewhere.stdout).toMatch(
      /\n {2}No models list allows capacity 2000: eastus2 up to 1000\.\n {2}The catalog has it in \d+ other regions, which --region leaves out\.\n/,
    );
  });

  it("shows retirement, default version and capacity", async () => {
    write("new.json", editionText(data));
    const { stdout } = await run(
      "explain gpt-4.1 2025-04-14 --sku ProvisionedManaged --region eastus2 --edition new.json",
    );
    expect(stdout).toContain(
      "  Lifecycle: it is scheduled to retire on 2027-01-01 as ProvisionedManaged in eastus2 (in 306 days).\n",
    );
    expect(stdout).toContain("  Default version: 2025-04-14, as of 2026-02-01.\n");
    expect(stdout).toContain("  Capacity: from 25 to 300 in steps of 25.\n");
  });

  it("shows a capacity with only a maximum", async () => {
    const { data: most } = imported([[entry("westus", "gpt-x", "1", [sku("Standard", undefined, { maximum: 10 })])]]);
    write("new.json", editionText(most));
    const { stdout } = await run("explain gpt-x 1 --region westus --edition new.json");
    expect(stdout).toContain("  Capacity: up to 10.\n");
  });

  it("shows retired versions too", async () => {
    write("new.json", editionText(data));
    const { stdout } = await run("explain gpt-4o 2024-05-13 --region eastus2 --edition new.json");
    expect(stdout).toContain("Lifecycle: it was retired on 2026-01-01 as Standard in eastus2.");
    expect(stdout).toContain("Would pass: ");
  });
});

it("--version and SARIF name the edition in force", async () => {
  write("new.json", editionText(data));
  write(SETTINGS, "catalog: { edition: new.json }\n");
  const { stdout } = await run("--version");
  expect(stdout).toMatch(new RegExp(`\\(edition refreshed, sha256 ${SHORT}\\)\n$`));
  expect((await run("check - --format sarif")).stdout).toContain(data.hash);
});

it("--version works with any settings", async () => {
  write(SETTINGS, "catalog: { edition: no.json }\n");
  const { stdout, stderr, exitCode } = await run("--version");
  expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/no\.json: cannot be read/)]);
  expect(stdout).toMatch(/ \(edition unknown\)\n$/);
});

it("config print shows the catalog and the overlay with their places", async () => {
  write(
    "a/settings.yaml",
    "catalog: { edition: ../new.json, weakenAfterDays: 9 }\noverlay:\n- {effect: unavailable, regions: [East US], reason: closed, owner: the platform team, expires: 2026-02-28}\n",
  );
  const { stdout } = await run("config print --config a/settings.yaml");
  expect(stdout).toMatch(
    /\ncatalog\n {2}edition +new\.json +a\/settings\.yaml:1\n {2}weakenAfterDays +9 +a\/settings\.yaml:1\n/,
  );
  expect(stdout).toMatch(
    /\noverlay\n {2}unavailable +expired since 2026-03-01 +a\/settings\.yaml:3\n {4}every model in eastus\n {4}reason: closed\n {4}owner: the platform team\n/,
  );
});

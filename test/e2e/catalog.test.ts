/**
 * How a platform team refreshes its catalog: import a region's models list, compare, see what it changes for
 * a stack, and let the policy pack judge by it in a real Pulumi engine.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { entry, sku } from "../catalog/support";
import { PACK } from "./support/packs";
import { Account, Deployment, ResourceGroup } from "./support/resources";
import { describeWithPulumi, type RunResult, temporaryDirectory, Workspace } from "./support/workspace";

const ROOT = join(__dirname, "..", "..");
const packs = [PACK];
const VARIABLE = "AZURE_OPENAI_GUARD_CONFIG";

/** What Azure offers now; the document has gpt-4.1-nano in eastus2, and not in eastus. */
const LISTS = {
  eastus: [
    entry("eastus", "gpt-4.1-nano", "2025-04-14", ["GlobalStandard"], { isDefaultVersion: true }),
    entry("eastus", "gpt-4o", "2024-05-13", [sku("Standard", "2020-01-01")]),
    entry("eastus", "gpt-9", "2026-01-01", ["GlobalStandard"], { lifecycleStatus: "Deprecating" }),
    entry("eastus", "gpt-4o", "2024-11-20", ["Standard"], { isDefaultVersion: true }),
  ],
  eastus2: [entry("eastus2", "gpt-4.1", "2025-04-14", ["GlobalStandard"], { isDefaultVersion: true })],
};

const NANO = { name: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard" };
/** In no embedded edition: only the team's own list knows it, and who may deploy it. */
const NINE = { name: "gpt-9", version: "2026-01-01", sku: "GlobalStandard" };
const OLD = { name: "gpt-4o", version: "2024-05-13", sku: "Standard" };

const program =
  (region: string, { sku: skuName, ...model } = NANO) =>
  async () => {
    const group = new ResourceGroup("rg", { location: region });
    const account = new Account("openai", { resourceGroupName: group.name, location: region, kind: "OpenAI" });
    new Deployment("chat", {
      accountName: account.name,
      resourceGroupName: group.name,
      properties: { model: { format: "OpenAI", ...model }, versionUpgradeOption: "NoAutoUpgrade" },
      sku: { name: skuName, capacity: 1 },
    });
  };

const summary = (r: RunResult) => r.violations.map((v) => `${v.policy} ${v.level}`);
const said = (r: RunResult) => r.stdout + r.stderr;

/** A team's folder: lists, and room for an edition and settings. */
function folder() {
  const directory = temporaryDirectory("catalog-");
  const at = (name: string) => join(directory, name);
  for (const [region, list] of Object.entries(LISTS)) writeFileSync(at(`${region}.json`), JSON.stringify(list));
  const guard = (...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, "dist", "cli", "main.js"), ...args], { cwd: directory, encoding: "utf8" });
  const settings = (value: object) => {
    writeFileSync(at("azure-openai-guard.yaml"), JSON.stringify(value));
    return at("azure-openai-guard.yaml");
  };
  return { at, guard, settings };
}

function imported() {
  const team = folder();
  const { status, stderr } = team.guard(
    "catalog",
    "import",
    "--arm",
    "eastus.json",
    "eastus2.json",
    "--id",
    "ours",
    "--out",
    "ours.json",
  );
  expect(status).toBe(0);
  // The lists are short, so each gets a warning.
  expect(stderr.match(/warning: /g)).toHaveLength(2);
  return team;
}

const preview = async (file: string, run: () => Promise<void>, config?: object) => {
  const workspace = await Workspace.create({ env: { [VARIABLE]: file } });
  return workspace.preview(run, { packs, packConfigs: config ? [config] : [] });
};

describeWithPulumi("import, diff, impact, preview", () => {
  it("a list passes what the document blocks, and blocks what it passes", async () => {
    const { at, guard, settings } = imported();
    const diff = guard("catalog", "diff", "2025-06-16", "ours.json");
    expect([diff.status, diff.stderr]).toEqual([1, ""]);
    expect(diff.stdout).toMatch(/gpt-4\.1-nano 2025-04-14/);

    for (const [region, from, to] of [
      ["eastus", "blocked", "clean"],
      ["eastus2", "clean", "blocked"],
    ] as const) {
      const workspace = await Workspace.create();
      writeFileSync(at(`${region}.plan.json`), await workspace.previewJson(program(region)));
      const impact = guard("catalog", "impact", "2025-06-16", "ours.json", `${region}.plan.json`);
      expect([impact.status, impact.stderr]).toEqual([1, ""]);
      expect(impact.stdout).toContain(`  chat (e2e/test): ${from} -> ${to}\n`);

      const before = await preview(settings({}), program(region));
      expect([before.ok, summary(before)]).toEqual([
        from === "clean",
        from === "clean" ? [] : ["model-availability mandatory"],
      ]);
      const after = await preview(settings({ catalog: { edition: "ours.json" } }), program(region));
      expect([after.ok, summary(after)]).toEqual([
        to === "clean",
        to === "clean" ? [] : ["model-availability mandatory"],
      ]);
      if (to === "blocked") {
        expect(after.violations[0]?.message).toMatch(
          /in eastus2: the region's models list of \d{4}-\d\d-\d\d does not have it; the document of 2025-06-16 does\./,
        );
        // In the same words as on the command line, and with the hash that makes it reproducible.
        const check = guard("check", "eastus2.plan.json", "--format", "json");
        const report = JSON.parse(check.stdout);
        expect(after.violations[0]?.message).toContain(report.files[0].findings[0].message);
        expect(report.edition).toMatchObject({
          id: "ours",
          hash: JSON.parse(readFileSync(at("ours.json"), "utf8")).hash,
        });
      }
    }
  });

  it("what only that edition knows can be granted, in the file and in the configuration; a wrong id ends the preview", async () => {
    const { at, settings } = imported();
    const run = program("eastus", NINE);
    const quiet = { "model-lifecycle": "disabled" };
    const catalog = { edition: "ours.json" };
    const granted = ["gpt-9-2026-01-01"];
    expect(summary(await preview(settings({ ...quiet, catalog }), run))).toEqual(["limited-access advisory"]);
    expect(summary(await preview(settings({ ...quiet, catalog, granted }), run))).toEqual([]);
    const own = { "limited-access": { granted }, "unused-waiver": { catalog: { edition: at("ours.json") } }, ...quiet };
    expect(summary(await preview("", run, own))).toEqual([]);
    const wrong = await preview(settings({ catalog, granted: ["gpt-9-2026-01-02"] }), run);
    expect(wrong.ok).toBe(false);
    expect(said(wrong)).toMatch(/granted\[0\]: "gpt-9-2026-01-02" is not known; did you mean "gpt-9-2026-01-01"\?/);
  });

  it("the configuration of any rule can name the edition, directly or by a settings file", async () => {
    const { at, settings } = imported();
    const run = program("eastus");
    const catalog = { edition: at("ours.json") };
    expect(summary(await preview("", run, { "catalog-age": { catalog } }))).toEqual([]);
    const settingsFile = settings({ catalog: { edition: "ours.json" } });
    expect(summary(await preview("", run, { "unused-waiver": { settingsFile } }))).toEqual([]);
    const relative = await preview("", run, { "catalog-age": { catalog: { edition: "ours.json" } } });
    expect(relative.ok).toBe(false);
    // The one file names it from the program's folder, where it is not; the folder refuses it.
    expect(said(relative)).toMatch(/ours\.json: (cannot be read: ENOENT|expected an absolute path)/);
  });

  it("a broken edition fails the preview with one clear error, wherever it is named", async () => {
    const { at, settings } = imported();
    writeFileSync(at("broken.json"), readFileSync(at("ours.json"), "utf8").slice(0, 5000));
    const file = settings({ catalog: { edition: "broken.json" } });
    const runs = [
      await preview(file, program("eastus2")),
      await preview("", program("eastus2"), { "catalog-age": { catalog: { edition: at("broken.json") } } }),
      await preview("", program("eastus2"), { "catalog-age": { settingsFile: file } }),
    ];
    for (const result of runs) {
      expect([result.ok, result.violations]).toEqual([false, []]);
      expect(said(result)).toMatch(
        /azure-openai-guard: .* is not right\.|azure-openai-guard: the edition cannot be used\./,
      );
      expect(said(result)).toContain("broken.json: is not JSON: expected an edition");
      expect(said(result)).not.toMatch(/\n\s+at .*\(/);
    }
  });

  it("findings have their own levels: retired models fail, what an old source does not list is advice", async () => {
    const { settings } = imported();
    const lifecycle = (over: object) => ({ catalog: { edition: "ours.json" }, "model-lifecycle": over });
    // It is certainly retired, and about to be made.
    const certain = await preview(settings(lifecycle({ warnWithinDays: 0 })), program("eastus", OLD));
    expect([certain.ok, summary(certain)]).toEqual([false, ["model-lifecycle mandatory"]]);
    const failing = await preview(settings(lifecycle({ failWithinDays: 0 })), program("eastus", OLD));
    expect([failing.ok, summary(failing)]).toEqual([false, ["model-lifecycle mandatory"]]);
    expect(failing.violations[0]?.message).toContain(
      "gpt-4o 2024-05-13 was retired on 2020-01-01 as Standard in eastus.",
    );
    expect(failing.violations[0]?.message).toContain("To pass: version 2024-11-20 in this region.");

    const weakened = await preview(settings({ catalog: { weakenAfterDays: 1 } }), program("eastus"));
    expect([weakened.ok, summary(weakened)]).toEqual([true, ["model-availability advisory"]]);
    expect(weakened.violations[0]?.message).toContain("Advice only: the source that does not list it is of 2025-06-16");
  });

  it("an overlay closes a region and opens another", async () => {
    const { settings } = folder();
    const statement = { reason: "landing zone", owner: "the platform team", expires: "2099-12-31" };
    const file = settings({
      overlay: [
        { ...statement, effect: "unavailable", regions: ["eastus2"] },
        { ...statement, effect: "available", model: "gpt-4.1-nano", regions: ["eastus"] },
      ],
    });
    const closed = await preview(file, program("eastus2"));
    expect([closed.ok, summary(closed)]).toEqual([false, ["model-availability mandatory"]]);
    expect(closed.violations[0]?.message).toContain('Overlay: "overlay of azure-openai-guard.yaml"');
    expect(closed.violations[0]?.message).toContain("To pass: region eastus, ");
    const open = await preview(file, program("eastus"));
    expect([open.ok, summary(open)]).toEqual([true, []]);
  });
});

/** The placement solver against brute force, and on the document's own cells. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { REGIONS } from "../../../catalog/names/regions";
import {
  anySku,
  choicesOf,
  commonRegions,
  contradictions,
  type Fit,
  layouts,
  type Need,
  type Serving,
  servingRegions,
  type WantedModel,
} from "../../../catalog/solver";
import { alternatives } from "../../../catalog/verdict/alternatives";
import { decide } from "../../../catalog/verdict/decide";
import { refreshed } from "../support";

/** Names that are no regions: the solver only compares them. */
const COLUMNS = ["a", "b", "c", "d", "e", "f"];

interface Given {
  readonly regions: readonly string[];
  readonly count: number;
  readonly present?: string;
  readonly ranks: readonly number[];
}

/** A need with its regions, as it comes out of `servingRegions`. */
function serving({ regions, count, present, ranks }: Given, index: number): Serving {
  const need: Need = {
    label: `need${index}`,
    choices: [],
    count,
    ...(present === undefined ? {} : { present: { region: present } }),
  };
  const fits = regions.map((region, i): [string, Fit] => [
    region,
    {
      query: { model: `model${index}`, region },
      rank: ranks[i % ranks.length] ?? 0,
      changes: present === undefined || present === region ? [] : ["region"],
    },
  ]);
  return { need, fits: new Map(fits) };
}

const given = (least: number) =>
  fc
    .array(
      fc.record({
        regions: fc.subarray(COLUMNS, { minLength: least }),
        count: fc.integer({ min: 1, max: 3 }),
        present: fc.option(fc.constantFrom(...COLUMNS), { nil: undefined }),
        ranks: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 7 },
    )
    .map((all) => all.map(serving));

function subsets<T>(all: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return all.flatMap((one, i) => subsets(all.slice(i + 1), size - 1).map((rest) => [one, ...rest]));
}

const serves = (regions: readonly string[], servings: readonly Serving[]) =>
  servings.every(({ fits }) => regions.some((r) => fits.has(r)));

/** The fewest regions, by trying all sets of them. */
function fewest(servings: readonly Serving[]): { readonly size: number; readonly sets: string[][] } {
  for (let size = 1; size <= COLUMNS.length; size++) {
    const sets = subsets(COLUMNS, size).filter((set) => serves(set, servings));
    if (sets.length > 0) return { size, sets };
  }
  return { size: 0, sets: [] };
}

describe("for any needs", () => {
  it("finds the fewest regions, and every layout of that size", () => {
    fc.assert(
      fc.property(given(0), (servings) => {
        const { size, sets } = fewest(servings);
        const found = layouts(servings, { most: 1000 });
        expect(found).toMatchObject({ size, isSmallest: true, isRanked: true, total: sets.length, isTotal: true });
        const regions = found.layouts.map((l) => l.regions.map((r) => r.region).join());
        expect([...regions].sort()).toEqual(sets.map((s) => s.join()).sort());
        for (const { regions: its } of found.layouts) {
          const placed = its.flatMap((r) => r.placed.map((p) => [r.region, p] as const));
          expect(placed.map(([, p]) => p.need).sort((a, b) => (a.label < b.label ? -1 : 1))).toEqual(
            servings.map((s) => s.need),
          );
          expect(placed.every(([region, p]) => p.fit.query.region === region)).toBe(true);
          expect(its.every((r) => r.placed.length > 0)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("ranks them by preference, then by changes, then by the quality of the choices", () => {
    const prefer = fc.array(fc.subarray(COLUMNS, { minLength: 1 }), { maxLength: 2 });
    fc.assert(
      fc.property(given(1), prefer, fc.integer({ min: 1, max: 4 }), (servings, sets, most) => {
        const options = { prefer: sets.map((s) => new Set(s)) };
        const all = layouts(servings, { ...options, most: 1000 }).layouts;
        const value = ({ score }: (typeof all)[number]) => [
          ...score.preferred.map((n) => -n),
          score.changes,
          score.rank,
          score.distance,
        ];
        const compare = (a: readonly number[], b: readonly number[]) =>
          a.map((n, i) => n - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
        const values = all.map(value);
        expect(values).toEqual([...values].sort(compare));
        // Each need goes where it does best, so no other way to spread them over the same regions is better.
        for (const layout of all) {
          const regions = layout.regions.map((r) => r.region);
          for (const { need, fits } of servings) {
            const at = (region: string) => {
              const i = sets.findIndex((s) => s.includes(region));
              const fit = fits.get(region);
              return [i < 0 ? sets.length : i, fit?.changes.length ?? 0, fit?.rank ?? 0];
            };
            const chosen = layout.regions.find((r) => r.placed.some((p) => p.need === need))?.region ?? "";
            for (const other of regions.filter((r) => fits.has(r))) {
              expect(compare(at(chosen), at(other))).toBeLessThanOrEqual(0);
            }
          }
        }
        // A shorter list is the beginning of the longer one.
        expect(layouts(servings, { ...options, most }).layouts).toEqual(all.slice(0, most));
      }),
      { numRuns: 500 },
    );
  });

  it("finds the smallest sets that contradict each other, and all of them", () => {
    fc.assert(
      fc.property(given(0), fc.integer({ min: 1, max: 3 }), (servings, regions) => {
        const within = subsets(COLUMNS, regions);
        const contradict = (set: readonly Serving[]) => !within.some((r) => serves(r, set));
        let expected: Serving[][] = [];
        for (let size = 1; size <= servings.length && expected.length === 0; size++) {
          expected = subsets(servings, size).filter(contradict);
        }
        const found = contradictions(servings, { regions, most: 1000 });
        const names = (sets: readonly (readonly Serving[])[]) =>
          sets.map((set) => set.map((s) => s.need.label).join()).sort();
        expect(names(found.sets)).toEqual(names(expected));
        expect(found).toMatchObject({ total: expected.length, isTotal: true, isSmallest: true });
        expect(found.sets.length > 0).toBe(fewest(servings).size > regions || fewest(servings).size === 0);
      }),
      { numRuns: 500 },
    );
  });

  it("says so if the work runs out, and claims nothing without proof", () => {
    fc.assert(
      fc.property(given(1), fc.integer({ min: 1, max: 60 }), (servings, work) => {
        const { size } = fewest(servings);
        const found = layouts(servings, { work });
        expect(found.size).toBeGreaterThanOrEqual(size);
        expect(found.atLeast).toBeLessThanOrEqual(size);
        if (found.isSmallest) expect(found.size).toBe(size);
        expect(found.layouts.length).toBeGreaterThan(0);
        for (const { regions } of found.layouts) {
          expect(regions.flatMap((r) => r.placed)).toHaveLength(servings.length);
        }
        for (const set of contradictions(servings, { regions: 2, work }).sets) {
          expect(subsets(COLUMNS, 2).some((r) => serves(r, set))).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("has the common regions of all", () => {
    fc.assert(
      fc.property(given(0), (servings) => {
        expect(commonRegions(servings)).toEqual(COLUMNS.filter((r) => serves([r], servings)));
      }),
      { numRuns: 200 },
    );
  });
});

const edition = defaultEdition();
const need = (wanted: WantedModel, over: Partial<Need> = {}): Need => ({
  label: wanted.model,
  choices: choicesOf(edition, wanted),
  ...over,
});
const regionsOf = (wanted: WantedModel, over: Partial<Need> = {}, on = edition) => [
  ...servingRegions(on, { ...need(wanted, over), choices: choicesOf(on, wanted) }).fits.keys(),
];
const servedIn = (wanted: WantedModel, region: string, over: Partial<Need> = {}) =>
  servingRegions(edition, need(wanted, over)).fits.get(region);

describe("regions of a need, as the document has them", () => {
  it.each<[WantedModel, string[]]>([
    [{ model: "o3", version: "2025-04-16", sku: "GlobalStandard" }, ["eastus2", "swedencentral"]],
    [{ model: "O3", sku: "globalstandard" }, ["eastus2", "swedencentral"]],
    // Nothing but Global Standard is documented for it.
    [{ model: "o3" }, ["eastus2", "swedencentral"]],
    [{ model: "gpt-4.1-nano", sku: "Standard" }, []],
    // Only for customers with granted access.
    [{ model: "gpt-image-1" }, []],
    [{ model: "whisper" }, []],
    [{ model: "gpt-4oo" }, []],
    [{ model: "gpt-4o", version: "2024-11-21" }, []],
    [{ model: "gpt-4o", sku: "Standrad" }, []],
    [{ model: "gpt-4o", version: "2024-11-20", purpose: "fine-tuning" }, []],
    [{ model: "gpt-4o-mini", purpose: "fine-tuning", training: "standard" }, ["northcentralus", "swedencentral"]],
  ])("%j: %j", (wanted, regions) => {
    expect(regionsOf(wanted)).toEqual(regions);
  });

  it("are those of the search for alternatives", () => {
    const query = { model: "o3", version: "2025-04-16", sku: "GlobalStandard", region: "westus" };
    const found = alternatives(edition, query, decide(edition, query), {}).filter((a) => a.change === "region");
    expect(regionsOf(query)).toEqual(found.map((a) => a.region).sort());
  });

  it("are only in the public cloud", () => {
    const clouds = new Map(REGIONS.map((r) => [r.id, r.cloud]));
    const served = [...edition.models.values()].flatMap((model) => regionsOf({ model: model.name }));
    expect(new Set(served.map((region) => clouds.get(region)))).toEqual(new Set(["AzureCloud"]));
  });

  it("each have the newest version that is not a preview, then the first SKU", () => {
    expect(servedIn({ model: "gpt-4o" }, "japaneast")).toMatchObject({
      query: { version: "2024-11-20", sku: "Standard" },
      rank: 0,
    });
    expect(choicesOf(edition, { model: "GPT-4.1", version: "2025-04-14", sku: "globalSTANDARD" })).toEqual([
      { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" },
    ]);
    // Newer versions are not offered there.
    const older = servedIn({ model: "gpt-4o", sku: "Standard" }, "westus", {
      accepts: (q) => q.version !== "2024-11-20",
    });
    expect(older?.query.version).toBe("2024-08-06");
    expect(choicesOf(edition, { model: "gpt-4", sku: "Standard" }).map((c) => c.version)).toEqual([
      "turbo-2024-04-09",
      "0613",
      // Previews, and what is replaced.
      "0125-Preview",
      "vision-preview",
      "1106-Preview",
      "0314",
    ]);
    expect(anySku(refreshed()).slice(0, 4)).toEqual([
      "GlobalStandard",
      "DataZoneStandard",
      "Standard",
      "ProvisionedManaged",
    ]);
  });

  it.each<[number, string, string[]]>([
    [1000, "GlobalStandard", ["eastus2"]],
    [1001, "GlobalStandard", []],
    [24, "ProvisionedManaged", []],
    [25, "ProvisionedManaged", ["eastus2"]],
    [60, "ProvisionedManaged", []],
    [75, "ProvisionedManaged", ["eastus2"]],
    [325, "ProvisionedManaged", []],
  ])("a capacity of %d as %s, as a models list allows it: %j", (capacity, sku, regions) => {
    const on = refreshed();
    const found = regionsOf({ model: "gpt-4.1", version: "2025-04-14", sku }, { capacity }, on);
    expect(found.filter((r) => r === "eastus2")).toEqual(regions);
  });

  it("leave out certainly retired versions, and put those that should have retired last", () => {
    const on = refreshed();
    const old = need({ model: "gpt-4o", version: "2024-05-13", sku: "Standard" });
    expect(servingRegions(on, old, {}).fits.has("eastus2")).toBe(false);
    const asked = { label: "any", choices: choicesOf(on, { model: "gpt-4.1", version: "2025-04-14" }) };
    const skuOn = (today: string) => servingRegions(on, asked, { today }).fits.get("eastus2")?.query.sku;
    expect([skuOn("2026-06-01"), skuOn("2027-01-01")]).toEqual(["GlobalStandard", "DataZoneStandard"]);
  });

  it("say what changes from the present deployment", () => {
    const present = { region: "westus", version: "2024-05-13", sku: "standard" };
    expect(servedIn({ model: "gpt-4o", sku: "Standard" }, "westus", { present })?.changes).toEqual(["version"]);
    expect(
      servedIn({ model: "gpt-4o", version: "2024-05-13", sku: "Standard" }, "eastus", { present })?.changes,
    ).toEqual(["region"]);
  });
});

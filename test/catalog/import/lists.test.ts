/** Regions with a models list: the list decides there; elsewhere the document still decides. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexEdition } from "../../../catalog/edition/edition";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { REGIONS } from "../../../catalog/names/regions";
import { SKUS } from "../../../catalog/names/skus";
import type { Query, Reason, Status } from "../../../catalog/query";
import { defaultVersion, findOffer } from "../../../catalog/verdict/offer";
import { verdict } from "../../../catalog/verdict/verdict";
import { EASTUS2, entry, imported, refreshed, sku } from "../support";

const edition = refreshed();
const base = defaultEdition();

const q = (words: string, over: Partial<Query> = {}): Query => {
  const [model = "", version, sku, region = ""] = words.split(" ");
  return { model, region, ...(version === "-" ? {} : { version }), ...(sku === "-" ? {} : { sku }), ...over };
};
const tune = { purpose: "fine-tuning" } as const;
const assist = { purpose: "assistants" } as const;

describe("a closed region", () => {
  const cases: [query: Query, status: Status, reason: Reason, says: string][] = [
    [
      q("gpt-4.1 2025-04-14 GlobalStandard eastus2"),
      "available",
      "listed",
      "offered, GenerallyAvailable, retires 2027-01-01",
    ],
    [
      q("GPT-4.1 2025-04-14 datazonestandard East_US_2", { region: "East US 2" }),
      "available",
      "listed",
      "offered, GenerallyAvailable",
    ],
    [q("gpt-4.1 2025-04-14 - eastus2"), "available", "listed", "offered, GenerallyAvailable, retires 2027-01-01"],
    [q("gpt-9 2026-01-01 GlobalStandard japaneast"), "available", "listed", "offered, GenerallyAvailable"],
    // Retirement does not change the verdict.
    [q("gpt-4o 2024-05-13 Standard eastus2"), "unavailable", "retired", "retires 2026-01-01"],
    // The document's access conditions hold; on a SKU that it does not know, those that stand on both of its own.
    [q("gpt-image-1 2025-04-15 GlobalStandard eastus2"), "restricted", "limited-access", "offered, GenerallyAvailable"],
    [
      q("gpt-image-1 2025-04-15 DataZoneStandard eastus2"),
      "restricted",
      "limited-access",
      "offered, GenerallyAvailable",
    ],
    // The list does not have it; the document does not matter.
    [
      q("gpt-4.1 2025-04-14 GlobalBatch eastus2"),
      "unavailable",
      "region-not-listed",
      "offered as Standard, GlobalStandard, DataZoneStandard, ProvisionedManaged",
    ],
    [
      q("gpt-4.1 2025-04-14 DeveloperTier eastus2"),
      "unavailable",
      "fine-tuned-only",
      "DeveloperTier takes models that were fine-tuned from gpt-4.1, not the base model",
    ],
    [
      q("gpt-4o 2024-08-06 Standard eastus2"),
      "unavailable",
      "region-not-listed",
      "no entry for version 2024-08-06; it has 2024-05-13, 2024-11-20",
    ],
    [q("o3-mini 2025-01-31 GlobalStandard eastus2"), "unavailable", "region-not-listed", "no entry for o3-mini"],
    [q("gpt-9 2026-01-01 DataZoneStandard japaneast"), "unavailable", "region-not-listed", "offered as GlobalStandard"],
    [q("gpt-9 1 GlobalStandard eastus2"), "unavailable", "version-not-listed", "no entry for such a version of gpt-9"],
    [
      q("gpt-99x 1 GlobalStandard eastus2"),
      "unavailable",
      "model-not-listed",
      "the document names no such model anywhere",
    ],
    [
      q("gpt-9 2026-01-01 Turbo eastus2"),
      "unavailable",
      "sku-unknown",
      "no deployment type of that name, and Azure Resource Manager knows none",
    ],
    // Version omitted: the default version, or any that the region has.
    [q("gpt-4o - Standard eastus2"), "available", "listed", "offered, GenerallyAvailable"],
    [q("gpt-9 - GlobalStandard eastus2"), "available", "listed", "offered, GenerallyAvailable"],
    [q("gpt-9 - DataZoneStandard eastus2"), "undocumented", "default-version-unknown", "offered, GenerallyAvailable"],
    [q("gpt-4o - DataZoneStandard eastus2"), "unavailable", "region-not-listed", "offered as Standard, GlobalStandard"],
    [q("gpt-4.1 - GlobalStandard japaneast"), "unavailable", "region-not-listed", "no entry for gpt-4.1"],
    // The list has global training, the document standard training.
    [q("gpt-9 2026-01-01 - eastus2", tune), "available", "listed", "globalFineTune: true"],
    [
      q("gpt-9 2026-01-01 - eastus2", { ...tune, training: "standard" }),
      "unavailable",
      "not-fine-tunable",
      "the table has no row for this model version",
    ],
    [
      q("gpt-9 2026-03-03 - eastus2", tune),
      "unavailable",
      "not-fine-tunable",
      "the table has no row for this model version",
    ],
    [q("gpt-9 2026-01-01 - japaneast", tune), "unavailable", "region-not-listed", "no globalFineTune"],
    [
      q("gpt-4.1 2025-04-14 - japaneast", { ...tune, training: "global" }),
      "unavailable",
      "region-not-listed",
      "no globalFineTune",
    ],
    // The document has Assistants, but a model that is not deployed there cannot serve them.
    [q("gpt-4o 2024-05-13 Standard eastus2", assist), "unavailable", "retired", "retires 2026-01-01"],
    [
      q("gpt-4o 2024-08-06 Standard eastus2", assist),
      "unavailable",
      "region-not-listed",
      "no entry for version 2024-08-06; it has 2024-05-13, 2024-11-20",
    ],
    [
      q("gpt-9 2026-01-01 Standard eastus2", assist),
      "unavailable",
      "not-supported-by-assistants",
      "the table has no column for this model version",
    ],
  ];
  it.each(cases)("%j is %s: %s: %s", (query, status, reason, says) => {
    const v = verdict(edition, query);
    expect([v.status, v.reason, v.citations[0]?.says]).toEqual([status, reason, says]);
  });
});

it.each<[string, Status, Reason]>([
  ["gpt-4o - Standard eastus2", "unavailable", "region-not-listed"],
  ["gpt-bare - Standard eastus2", "unavailable", "model-not-listed"],
])("an entry without versions offers nothing: %s is %s: %s", (words, status, reason) => {
  const data = structuredClone(edition.data);
  Object.assign(data.lists.eastus2?.models ?? {}, { "gpt-4o": {}, "gpt-bare": {} });
  expect(verdict(indexEdition(data), q(words))).toMatchObject({ status, reason });
});

describe("a region without a list", () => {
  it.each<[Query, Status, Reason]>([
    // Another region's list knows it; no source covers this region.
    [q("gpt-9 2026-01-01 GlobalStandard westus"), "undocumented", "no-region-table"],
    [q("gpt-9 - GlobalStandard westus"), "undocumented", "no-region-table"],
    [q("gpt-9 2026-01-01 - westus", tune), "undocumented", "no-region-table"],
    [q("gpt-9 2026-01-01 - westus", { ...tune, training: "standard" }), "unavailable", "not-fine-tunable"],
    [q("gpt-4.1 2025-04-14 DataZoneStandard westus"), "undocumented", "sku-not-covered"],
  ])("%j is %s: %s", (query, status, reason) => {
    const v = verdict(edition, query);
    expect([v.status, v.reason]).toEqual([status, reason]);
    expect(v.citations.length).toBeGreaterThan(0);
  });

  it("keeps the base's verdicts for all models that no list names", () => {
    const isListed = (name: string) => edition.models.get(name)?.versions.some((v) => v.listings) === true;
    const unlisted = [...base.models.values()].filter((m) => !isListed(m.name));
    const names = unlisted.flatMap((m) =>
      [undefined, ...m.versions.map((v) => v.version)].map((version) => ({ model: m.name, version })),
    );
    const open = REGIONS.map((r) => r.id).filter((id) => !edition.lists.has(id));
    const query = fc.record({
      name: fc.constantFrom(...names),
      sku: fc.constantFrom(...SKUS.filter((sku) => sku !== "DeveloperTier"), undefined),
      region: fc.constantFrom(...open),
      use: fc.constantFrom<Partial<Query>>({}, tune, assist, { ...tune, training: "global" }),
    });
    fc.assert(
      fc.property(query, ({ name, sku, region, use }) => {
        const asked: Query = { model: name.model, version: name.version, sku, region, ...use };
        const { alternatives: _, ...now } = verdict(edition, asked);
        const { alternatives: __, ...before } = verdict(base, asked);
        expect(now).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the verdicts in a region with a list", () => {
  it("offer each SKU in the list, and nothing else", () => {
    const offer = fc.subarray(
      SKUS.filter((name) => name !== "DeveloperTier"),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("1", "2", "3"), offer, { minKeys: 1 }), (versions) => {
        const list = Object.entries(versions).map(([v, skus]) => entry("westus3", "gpt-x", v, skus));
        const made = indexEdition(imported([list]).data);
        for (const version of ["1", "2", "3"]) {
          for (const sku of SKUS) {
            const { status } = verdict(made, { model: "gpt-x", version, sku, region: "westus3" });
            expect(status).toBe(versions[version]?.some((name) => name === sku) ? "available" : "unavailable");
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

it("cites both sources, with their dates, if they disagree", () => {
  const lost = verdict(edition, q("o3-mini 2025-01-31 GlobalStandard eastus2"));
  expect(lost.citations.map((c) => [c.date, c.document])).toEqual([
    ["2026-02-01", "Models list of Azure Resource Manager, eastus2"],
    ["2025-06-16", "Azure OpenAI models in Azure AI Foundry"],
  ]);
  const agreed = verdict(edition, q("gpt-4.1 2025-04-14 GlobalStandard eastus2"));
  expect(agreed.citations).toHaveLength(1);
});

describe("alternatives", () => {
  const changes = (query: Query, today?: string) =>
    verdict(edition, query, today === undefined ? {} : { today }).alternatives.map(
      (a) => `${a.change} ${a.version} ${a.sku} ${a.region}`,
    );

  it("use the SKUs of the lists", () => {
    expect(changes(q("gpt-9 2026-01-01 Standard eastus2"))).toEqual([
      "sku 2026-01-01 GlobalStandard eastus2",
      "sku 2026-01-01 DataZoneStandard eastus2",
    ]);
  });

  it("are given for a retired deployment, and are not retired themselves", () => {
    expect(changes(q("gpt-4o 2024-05-13 Standard eastus2"))).toContain("version 2024-11-20 Standard eastus2");
    expect(changes(q("gpt-4o 2024-08-06 Standard eastus2"))).not.toContain("version 2024-05-13 Standard eastus2");
    expect(changes(q("o1-mini 2024-09-12 GlobalStandard japaneast")).filter((c) => c.endsWith(" eastus2"))).toEqual([]);
  });

  it("have versions last that should have retired by the date of judgement, with the day", () => {
    const asked = q("gpt-4.1 2025-04-14 GlobalBatch eastus2");
    const skus = (today: string) =>
      verdict(edition, asked, { today }).alternatives.map((a) => [a.sku, a.region, a.retires]);
    expect(skus("2026-06-01")[0]).toEqual(["GlobalStandard", "eastus2", undefined]);
    expect(skus("2027-01-01")[0]).toEqual(["DataZoneStandard", "eastus2", undefined]);
    expect(skus("2027-01-01")).toContainEqual(["GlobalStandard", "eastus2", "2027-01-01"]);
  });
});

describe("an offer", () => {
  it("has retirement, capacity and default version", () => {
    expect(findOffer(edition, q("gpt-4.1 - GlobalStandard eastus2"))).toMatchObject({
      version: "2025-04-14",
      isDefaultVersion: true,
      lifecycleStatus: "GenerallyAvailable",
      retires: "2027-01-01",
      listDate: "2026-02-01",
      retired: false,
      capacity: { maximum: 1000, default: 10 },
    });
  });

  it("is separate for a fine-tuned model", () => {
    const asked = q("gpt-4.1 2025-04-14 GlobalStandard eastus2");
    expect(findOffer(edition, { ...asked, fineTuned: true })).toMatchObject({
      retires: "2028-01-01",
      capacity: { maximum: 2000, default: 50 },
    });
    expect(findOffer(edition, { ...asked, sku: "Standard", fineTuned: true })).toBeUndefined();
  });

  it.each([
    ["gpt-4o 2024-05-13 Standard eastus2", true],
    ["o1-mini 2024-09-12 GlobalStandard eastus2", true],
    ["gpt-4o 2024-11-20 Standard eastus2", false],
  ])("%s was retired on the day of the list: %s", (words, retired) => {
    expect(findOffer(edition, q(words))?.retired).toBe(retired);
  });

  it("a preview whose day has come is not retired: it may retire later", () => {
    const list = [entry("westus3", "gpt-x", "1", [sku("Standard", "2026-01-01")], { lifecycleStatus: "Preview" })];
    const made = indexEdition(imported([list]).data);
    expect(findOffer(made, q("gpt-x 1 Standard westus3"))).toMatchObject({ retires: "2026-01-01", retired: false });
  });

  it.each(["gpt-4.1 2025-04-14 GlobalStandard westus", "gpt-9 - GlobalStandard eastus2", "x 1 y atlantis"])(
    "does not exist for %s",
    (words) => {
      expect(findOffer(edition, q(words))).toBeUndefined();
    },
  );
});

it.each([
  ["gpt-4o", "eastus2", "2024-11-20"],
  ["GPT-4O", "East US 2", "2024-11-20"],
  ["gpt-9", "eastus2", undefined],
  ["gpt-4o", "japaneast", undefined],
  ["gpt-4o", "westus", undefined],
])("the default version of %s in %s is %s", (model, region, version) => {
  expect(defaultVersion(edition, model, region)).toBe(version);
});

it("two default versions mean that there is none", () => {
  const both = EASTUS2.map((e) => ({ ...e, model: { ...(e.model as object), isDefaultVersion: true } }));
  expect(defaultVersion(indexEdition(imported([both]).data), "gpt-4o", "eastus2")).toBeUndefined();
});

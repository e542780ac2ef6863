/** The effect of lifecycles in models lists on verdicts: one region's list retires a version for all. */
import { describe, expect, it } from "vitest";
import { indexEdition } from "../../../catalog/edition/edition";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { importEdition } from "../../../catalog/import/import";
import type { Query, Reason, Status } from "../../../catalog/query";
import { verdict } from "../../../catalog/verdict/verdict";
import { because } from "../../../policy/words/reasons";
import { azShape, entry, file, sku } from "../support";

const base = defaultEdition().data;
const status = (lifecycleStatus: string) => ({ lifecycleStatus });
const EASTUS2 = azShape([
  entry("x", "gpt-4o", "2024-05-13", [sku("Standard", "2026-01-01"), sku("GlobalStandard", "2026-06-01")]),
  entry("x", "gpt-4o", "2024-11-20", ["GlobalStandard"], status("Deprecating")),
  entry("x", "gpt-4.1", "2025-04-14", [sku("GlobalStandard", "2027-01-01")], status("Legacy")),
  entry("x", "o3-mini", "2025-01-31", ["GlobalStandard"], status("Deprecated")),
  entry("x", "o4-mini", "2025-04-16", [sku("GlobalStandard", "2026-01-01")], status("Preview")),
  entry("x", "gpt-new", "1", ["GlobalStandard"]),
]);
const JAPANEAST = azShape([
  entry("x", "gpt-4o", "2024-05-13", [sku("Standard", "2026-01-01"), "GlobalStandard"]),
  entry("x", "o3-mini", "2025-01-31", ["GlobalStandard"]),
]);
const dated = (list: unknown, region: string, retrieved: string, partial = false) => ({
  ...file(list, `${region}.json`),
  retrieved,
  partial,
});
const edition = indexEdition(
  importEdition(
    base,
    { arm: [dated(EASTUS2, "eastus2", "2026-02-01"), dated(JAPANEAST, "japaneast", "2026-01-15")] },
    { id: "lists", retrieved: "2026-02-01" },
  ).data,
);
const q = (words: string): Query => {
  const [model = "", version = "", skuName = "", region = ""] = words.split(" ");
  return { model, version, sku: skuName, region };
};

it.each<[string, Status, Reason]>([
  // The day of the SKU has come in the list of eastus2: it is retired there, in another list, and where there is no list.
  ["gpt-4o 2024-05-13 Standard eastus2", "unavailable", "retired"],
  ["gpt-4o 2024-05-13 Standard japaneast", "unavailable", "retired"],
  ["gpt-4o 2024-05-13 Standard eastus", "unavailable", "retired"],
  // The day of another SKU is to come.
  ["gpt-4o 2024-05-13 GlobalStandard eastus2", "available", "listed"],
  ["o3-mini 2025-01-31 GlobalStandard eastus2", "unavailable", "retired"],
  ["o3-mini 2025-01-31 GlobalStandard japaneast", "unavailable", "retired"],
  ["o3-mini 2025-01-31 GlobalStandard swedencentral", "unavailable", "retired"],
  // A preview does not retire before its day.
  ["o4-mini 2025-04-16 GlobalStandard eastus2", "available", "listed"],
  ["gpt-4o 2024-11-20 GlobalStandard eastus2", "restricted", "existing-customers"],
  ["gpt-4.1 2025-04-14 GlobalStandard eastus2", "available", "listed"],
  ["gpt-new 1 GlobalStandard eastus2", "available", "listed"],
])("%s is %s: %s", (words, expected, reason) => {
  const { status: found, reason: why } = verdict(edition, q(words));
  expect([found, why]).toEqual([expected, reason]);
});

it("an existing customer of a version declares it by name", () => {
  const asked = q("gpt-4o 2024-11-20 GlobalStandard eastus2");
  expect(verdict(edition, asked, { granted: ["gpt-4o-2024-11-20"] }).status).toBe("available");
  expect(verdict(edition, asked, { granted: ["gpt-4o-2024-08-06"] }).status).toBe("restricted");
});

it("a preview whose day has come is not a retired offer", () => {
  expect(verdict(edition, q("o4-mini 2025-04-16 GlobalStandard eastus2")).offer?.retired).toBe(false);
});

it("no way out is retired, or leads to a region only because it has no list", () => {
  const { alternatives } = verdict(edition, q("gpt-4o 2024-05-13 Standard eastus2"));
  expect(alternatives.length).toBeGreaterThan(0);
  for (const way of alternatives) expect([way, verdict(edition, way).status]).toEqual([way, "available"]);
  expect(alternatives.filter((way) => way.change === "region")).toEqual([]);
});

describe("a list that is older than the document", () => {
  const old = indexEdition(
    importEdition(
      base,
      { arm: [dated(EASTUS2, "eastus2", "2025-01-01")] },
      { id: "old", date: "2025-07-01", retrieved: "2025-07-01" },
    ).data,
  );

  it.each<[string, Status, Reason]>([
    ["gpt-4.1-mini 2025-04-14 GlobalStandard eastus2", "undocumented", "source-older"],
    ["gpt-4o 2024-08-06 Standard uksouth", "unavailable", "region-not-listed"],
    ["gpt-new 1 GlobalStandard eastus2", "available", "listed"],
  ])("%s is %s: %s", (words, expected, reason) => {
    const answer = verdict(old, q(words));
    expect([answer.status, answer.reason]).toEqual([expected, reason]);
  });

  it("is named as the reason, and not a page", () => {
    const answer = verdict(old, q("gpt-4.1-mini 2025-04-14 GlobalStandard eastus2"));
    expect(because(answer)).toBe(
      "the region's models list of 2025-01-01 does not have it, and is older than the document of 2025-06-16, which has it",
    );
  });
});

describe("a list that is older than a version", () => {
  const newer = azShape([entry("x", "gpt-new", "2026-01-15", ["GlobalStandard"])]);
  const two = indexEdition(
    importEdition(
      base,
      { arm: [dated(newer, "eastus2", "2026-02-01"), dated(JAPANEAST, "japaneast", "2026-01-10")] },
      { id: "two", retrieved: "2026-02-01" },
    ).data,
  );

  it.each<[string, Status, Reason]>([
    ["gpt-new 2026-01-15 GlobalStandard eastus2", "available", "listed"],
    ["gpt-new 2026-01-15 GlobalStandard japaneast", "undocumented", "source-older"],
    ["gpt-new 2026-01-15 Standard eastus2", "unavailable", "region-not-listed"],
    ["gpt-4.1 2025-04-14 GlobalStandard japaneast", "unavailable", "region-not-listed"],
  ])("cannot rule it out: %s is %s: %s", (words, expected, reason) => {
    const answer = verdict(two, q(words));
    expect([answer.status, answer.reason]).toEqual([expected, reason]);
  });

  it("says so", () => {
    const answer = verdict(two, q("gpt-new 2026-01-15 GlobalStandard japaneast"));
    expect(because(answer)).toBe(
      "the region's models list of 2026-01-10 does not have it, and is older than this version",
    );
    expect(answer.citations.map((c) => c.says)).toEqual([
      "the list is of 2026-01-10, before gpt-new 2026-01-15 was released: it cannot know it",
    ]);
  });
});

describe("a filtered list", () => {
  const made = indexEdition(
    importEdition(
      base,
      { arm: [dated(EASTUS2, "eastus2", "2026-02-01", true)] },
      { id: "partial", retrieved: "2026-02-01" },
    ).data,
  );

  it.each<[string, Status, Reason]>([
    ["gpt-new 1 GlobalStandard eastus2", "available", "listed"],
    ["gpt-4.1-mini 2025-04-14 GlobalStandard eastus2", "available", "listed"],
    ["o3-mini 2025-01-31 GlobalStandard swedencentral", "unavailable", "retired"],
  ])("%s is %s: %s", (words, expected, reason) => {
    const answer = verdict(made, q(words));
    expect([answer.status, answer.reason]).toEqual([expected, reason]);
  });
});

it("DeveloperTier takes only fine-tuned models, in regions with and without a list", () => {
  for (const region of ["eastus2", "swedencentral"]) {
    const answer = verdict(edition, q(`gpt-4.1 2025-04-14 DeveloperTier ${region}`));
    expect([answer.status, answer.reason]).toEqual(["unavailable", "fine-tuned-only"]);
  }
});

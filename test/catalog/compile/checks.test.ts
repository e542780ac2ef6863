/** A failing document for each check of the catalog linter: the real one with one thing wrong. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../../catalog/compile/check";
import { DOCUMENT_CHECKS } from "../../../catalog/compile/checks";
import { checkRegions } from "../../../catalog/compile/checks/regions";
import type { AuthoredDocument } from "../../../catalog/compile/compile";
import { readDocument } from "../../../catalog/compile/read";
import { REGIONS } from "../../../catalog/names/regions";

const doc = readDocument(join(__dirname, "..", "..", "..", "catalog", "documents", "2025-06-16"));

/** An entry of the document that is certainly there. */
function at<T>(list: readonly T[], index = 0): T {
  const entry = list[index];
  if (entry === undefined) throw new Error(`the document has no entry ${index} here`);
  return entry;
}

const models = (d: AuthoredDocument, file = "gpt-4.1.json") => {
  const table = d.models[file];
  if (!table) throw new Error(`no model table ${file}`);
  return table.rows;
};

type Failing = [check: string, what: string, mutate: (d: AuthoredDocument) => unknown, says: RegExp];

const FAILING: Failing[] = [
  [
    "known-regions",
    "a row label of no region",
    (d) => Object.assign(at(d.standard.rows), { label: "アトランティス" }),
    /standard\.json.*アトランティス/,
  ],
  [
    "known-regions",
    "a row label of another region",
    (d) => Object.assign(at(d.globalStandard.rows), { region: "eastus" }),
    /global-standard\.json.*eastus.*australiaeast/,
  ],
  [
    "known-regions",
    "an unknown training region",
    (d) => at(d.fineTuning.rows).standard.push("Atlantis"),
    /fine-tuning\.json.*Atlantis/,
  ],
  [
    "known-regions",
    "an unknown global training region",
    (d) => d.fineTuning.globalList.regions.push({ label: "Atlantis" }),
    /fine-tuning\.json.*Atlantis/,
  ],
  [
    "known-regions",
    "an unknown region in a list",
    (d) => at(d.regionLists.lists).regions.push("Atlantis"),
    /region-lists\.json.*Atlantis/,
  ],
  [
    "known-regions",
    "an unknown selected region",
    (d) => at(d.selectedCustomers.rows).regions.push("Atlantis"),
    /selected-customers\.json.*Atlantis/,
  ],
  [
    "every-cell-has-a-value",
    "a cell too few",
    (d) => Object.assign(at(d.standard.rows), { cells: "- - - ✔ - - - ✔" }),
    /standard\.json.*8 cells for 9 columns/,
  ],
  [
    "every-cell-has-a-value",
    "a cell too many",
    (d) => Object.assign(at(d.standard.rows), { cells: "- - - ✔ - - - ✔ ✔ -" }),
    /standard\.json.*10 cells for 9 columns/,
  ],
  [
    "every-cell-has-a-value",
    "two blanks between cells",
    (d) => Object.assign(at(d.standard.rows), { cells: "-  - - ✔ - - - ✔ ✔" }),
    /standard\.json.*10 cells/,
  ],
  [
    "every-cell-has-a-value",
    "another table's tick",
    (d) => Object.assign(at(d.assistants.rows), { cells: "✓ - - ✔ ✔ - - ✔ ✔ ✔ ✔ ✔" }),
    /assistants\.json.*"✓"/,
  ],
  [
    "every-cell-has-a-value",
    "another mark for global training",
    (d) => Object.assign(at(d.fineTuning.rows), { global: "✔" }),
    /fine-tuning\.json.*"✔"/,
  ],
  [
    "no-duplicates",
    "a row twice",
    (d) => d.standard.rows.push(at(d.standard.rows)),
    /standard\.json: two rows for australiaeast/,
  ],
  [
    "no-duplicates",
    "a column twice",
    (d) => Object.assign(at(d.assistants.columns, 1), { version: "2024-05-13" }),
    /assistants\.json: two columns for gpt-4o 2024-05-13/,
  ],
  [
    "no-duplicates",
    "a training row twice",
    (d) => d.fineTuning.rows.push(at(d.fineTuning.rows)),
    /fine-tuning\.json: two rows for gpt-35-turbo 1106/,
  ],
  [
    "no-duplicates",
    "a global training region twice",
    (d) => d.fineTuning.globalList.regions.push({ label: "米国東部２" }),
    /fine-tuning\.json.*eastus2 is listed twice/,
  ],
  [
    "no-duplicates",
    "a selected model version twice",
    (d) => d.selectedCustomers.rows.push(at(d.selectedCustomers.rows)),
    /selected-customers\.json: two rows for gpt-4 0314/,
  ],
  [
    "no-duplicates",
    "a list twice",
    (d) => d.regionLists.lists.push(at(d.regionLists.lists)),
    /region-lists\.json: two lists for model-router 2025-05-19/,
  ],
  [
    "no-duplicates",
    "a region twice in a list",
    (d) => at(d.regionLists.lists).regions.push("スウェーデン中部"),
    /region-lists\.json.*swedencentral.*model-router/,
  ],
  [
    "no-duplicates",
    "a model twice in a model table",
    (d) => models(d).push(at(models(d))),
    /models\/gpt-4\.1\.json: two rows for gpt-4\.1 2025-04-14/,
  ],
  [
    "citations-resolve",
    "access that cites no row",
    (d) => Object.assign(at(d.access), { row: "o9" }),
    /access\.json.*"o9"/,
  ],
  [
    "citations-resolve",
    "a mention that cites no row",
    (d) => Object.assign(at(d.mentions), { row: "o9" }),
    /mentions\.json.*"o9"/,
  ],
  [
    "citations-resolve",
    "a preview that cites no row",
    (d) => Object.assign(at(d.lifecycle.preview), { row: "o9" }),
    /lifecycle\.json.*"o9"/,
  ],
  [
    "citations-resolve",
    "a replacement that cites no row",
    (d) => Object.assign(at(d.lifecycle.replaced), { row: "o9" }),
    /lifecycle\.json.*"o9"/,
  ],
  [
    "citations-resolve",
    "a retirement that cites no row",
    (d) => Object.assign(at(d.lifecycle.retiring), { row: "o9" }),
    /lifecycle\.json.*"o9"/,
  ],
  [
    "statements-name-known-models",
    "access to an unknown model",
    (d) => at(d.access).models.push({ model: "gpt-9" }),
    /access\.json: nothing names gpt-9/,
  ],
  [
    "statements-name-known-models",
    "access to an unknown version",
    (d) => at(d.access).models.push({ model: "o1", version: "1" }),
    /access\.json: nothing names o1 1/,
  ],
  [
    "statements-name-known-models",
    "a gap of an unknown model",
    (d) => Object.assign(at(d.notReproduced), { model: "gpt-9" }),
    /not-reproduced\.json: nothing names gpt-9/,
  ],
  [
    "statements-name-known-models",
    "an unknown preview",
    (d) => Object.assign(at(d.lifecycle.preview), { model: "gpt-9" }),
    /lifecycle\.json: nothing names gpt-9/,
  ],
  [
    "statements-name-known-models",
    "an unknown retirement",
    (d) => Object.assign(at(d.lifecycle.retiring), { version: "9" }),
    /lifecycle\.json: nothing names gpt-4-32k 9/,
  ],
  [
    "statements-name-known-models",
    "an unknown model replaced",
    (d) => Object.assign(at(d.lifecycle.replaced), { model: "gpt-9" }),
    /lifecycle\.json: nothing names gpt-9/,
  ],
  [
    "statements-name-known-models",
    "an unknown replacement",
    (d) => Object.assign(at(d.lifecycle.replaced), { by: { model: "gpt-4.1", version: "9" } }),
    /lifecycle\.json: nothing names gpt-4\.1 9/,
  ],
  [
    "tables-and-model-tables-agree",
    "a Global Standard column nobody describes",
    (d) => Object.assign(at(d.globalStandard.columns), { version: "9" }),
    /o3-pro 9/,
  ],
  [
    "tables-and-model-tables-agree",
    "a Standard column nobody describes",
    (d) => Object.assign(at(d.standard.columns), { version: "9" }),
    /o1-preview 9/,
  ],
  [
    "tables-and-model-tables-agree",
    "a training row nobody describes",
    (d) => Object.assign(at(d.fineTuning.rows), { version: "9" }),
    /gpt-35-turbo 9/,
  ],
  [
    "tables-and-model-tables-agree",
    "a selected version nobody describes",
    (d) => Object.assign(at(d.selectedCustomers.rows), { version: "9" }),
    /gpt-4 9/,
  ],
];

describe("the catalog linter", () => {
  it("finds nothing in the real document", () => {
    expect(run(DOCUMENT_CHECKS, doc)).toEqual([]);
    expect(DOCUMENT_CHECKS.flatMap((c) => c.check(doc))).toEqual([]);
  });

  it.each(FAILING)("%s finds %s", (name, _what, mutate, says) => {
    const broken = structuredClone(doc);
    mutate(broken);
    const found = DOCUMENT_CHECKS.filter((c) => c.name === name).flatMap((c) => c.check(broken));
    expect(found.join("\n")).toMatch(says);
    expect(run(DOCUMENT_CHECKS, broken)).toEqual(expect.arrayContaining(found.map((problem) => `${name}: ${problem}`)));
  });

  it.each(DOCUMENT_CHECKS.map((c) => [c.name, c] as const))(
    "%s has a description and a failing case",
    (name, check) => {
      expect(check.description).toMatch(/\.$/);
      expect(FAILING.map(([failing]) => failing)).toContain(name);
    },
  );

  it("has no failing case for a removed check, and no two checks with the same name", () => {
    const names = DOCUMENT_CHECKS.map((c) => c.name);
    expect(FAILING.map(([name]) => name).filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("the linter of regions.json", () => {
  const eastus = at(REGIONS.filter((r) => r.id === "eastus"));

  it("finds nothing in the real one", () => {
    expect(checkRegions()).toEqual([]);
  });

  it("finds a repeated id", () => {
    expect(checkRegions([...REGIONS, eastus])).toEqual(["regions.json: eastus is listed twice"]);
  });

  it.each([
    ["an id", { displayName: "East US" }],
    ["another spelling", { displayName: "Atlantis", otherNames: ["EAST us"] }],
    ["a Japanese name in other widths", { displayName: "Atlantis", japaneseName: "米国東部２" }],
  ])("finds a name that means two regions: %s", (_what, names) => {
    const collision = { ...eastus, id: "atlantis", japaneseName: undefined, otherNames: undefined, ...names };
    expect(checkRegions([...REGIONS, collision]).join("\n")).toMatch(/means eastus2? and atlantis/);
  });
});

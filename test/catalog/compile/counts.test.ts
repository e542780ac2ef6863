/** The compiled edition against the document it was compiled from: how much, and each cell of the three tables. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AuthoredTable } from "../../../catalog/compile/authored";
import { compile, marks } from "../../../catalog/compile/compile";
import { readDocument } from "../../../catalog/compile/read";
import { indexEdition } from "../../../catalog/edition/edition";
import { editionSchema } from "../../../catalog/edition/schema";
import type { Purpose } from "../../../catalog/query";
import { verdict } from "../../../catalog/verdict/verdict";

const CATALOG = join(__dirname, "..", "..", "..", "catalog");
const doc = readDocument(join(CATALOG, "documents", "2025-06-16"));
const text = readFileSync(join(CATALOG, "editions", "2025-06-16.json"), "utf8");
const data = editionSchema.parse(JSON.parse(text));

describe("the edition of 2025-06-16", () => {
  it("contains the counts of the document", () => {
    const { models: _, modelVersions: __, ...counts } = data.counts;
    expect(counts).toEqual({
      tables: {
        "Global Standard": { cells: 360, ticks: 144 },
        "Standard (regional), chat completions": { cells: 144, ticks: 79 },
        "Assistants (preview)": { cells: 132, ticks: 65 },
      },
      fineTuning: { standardPairs: 21, globalModels: 2, globalRegions: 21 },
    });
  });

  it("is the result of compiling the document", () => {
    expect(data).toEqual(compile(doc));
    expect(text).toBe(`${JSON.stringify(editionSchema.parse(compile(doc)), null, 1)}\n`);
  });

  it("compiles to the same edition twice, and does not change the document", () => {
    const before = structuredClone(doc);
    expect(JSON.stringify(compile(doc))).toBe(JSON.stringify(compile(doc)));
    expect(doc).toEqual(before);
  });

  it("counts its own models and versions", () => {
    expect(data.counts.models).toBe(data.models.length);
    expect(data.counts.modelVersions).toBe(data.models.flatMap((m) => m.versions).length);
  });
});

interface Cell {
  readonly table: AuthoredTable;
  readonly sku: string;
  readonly purpose: Purpose;
  readonly mark: string;
  readonly row: AuthoredTable["rows"][number];
  readonly column: AuthoredTable["columns"][number];
}

function cellsOf(table: AuthoredTable, sku: string, purpose: Purpose): Cell[] {
  return table.rows.flatMap((row) => {
    const written = marks(row.cells);
    return table.columns.map((column, i) => ({ table, sku, purpose, mark: written[i] ?? "", row, column }));
  });
}

const CELLS = [
  ...cellsOf(doc.globalStandard, "GlobalStandard", "inference"),
  ...cellsOf(doc.standard, "Standard", "inference"),
  ...cellsOf(doc.assistants, "Standard", "assistants"),
];

describe("every cell of the three tables", () => {
  const edition = indexEdition(data);
  const judge = ({ column, row, sku, purpose }: Cell, region = row.region) =>
    verdict(edition, { model: column.model, version: column.version, region, sku, purpose });
  const name = ({ table, row, column }: Cell) => `${table.table}: ${row.label} / ${column.header}`;

  it("is one of 636, each a tick or a dash", () => {
    expect(CELLS).toHaveLength(636);
    expect(CELLS.filter((c) => c.mark !== c.table.tick && c.mark !== "-")).toEqual([]);
  });

  it("is offered where it has a tick, and only there", () => {
    const wrong = CELLS.filter((cell) => {
      const offered = ["available", "restricted"].includes(judge(cell).status);
      return offered !== (cell.mark === cell.table.tick);
    });
    expect(wrong.map(name)).toEqual([]);
  });

  it("is cited with its table, row, column and mark", () => {
    const wrong = CELLS.filter(
      (cell) =>
        !judge(cell).citations.some(
          (c) =>
            c.section === cell.table.section &&
            c.table === cell.table.table &&
            c.column === cell.column.header &&
            (c.row === cell.row.label || c.row === `${cell.row.label} (${cell.row.region})`) &&
            c.says === cell.mark,
        ),
    );
    expect(wrong.map(name)).toEqual([]);
  });

  it("gives the same answer for the document's own name of the region", () => {
    const wrong = CELLS.filter((cell) => judge(cell, cell.row.label).status !== judge(cell).status);
    expect(wrong.map(name)).toEqual([]);
  });
});

describe("compile", () => {
  const broken = (mutate: (d: typeof doc) => void) => {
    const d = structuredClone(doc);
    mutate(d);
    return () => compile(d);
  };

  it("names the file and the word of a region label that it does not know", () => {
    expect(broken((d) => d.regionLists.lists[0]?.regions.push("アトランティス"))).toThrow(
      /region-lists\.json, model-router.*アトランティス/,
    );
    expect(broken((d) => d.fineTuning.rows[0]?.standard.push("Atlantis"))).toThrow(/fine-tuning\.json.*Atlantis/);
    expect(broken((d) => d.selectedCustomers.rows[0]?.regions.push("Atlantis"))).toThrow(
      /selected-customers\.json.*Atlantis/,
    );
  });

  it("refuses a statement about a model that nothing names, and a table without its SKU", () => {
    expect(broken((d) => d.lifecycle.preview.push({ model: "gpt-9", section: "x" }))).toThrow(/gpt-9/);
    expect(broken((d) => delete d.standard.sku)).toThrow(/standard: the table states no sku/);
  });
});

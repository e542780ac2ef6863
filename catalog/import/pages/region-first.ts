/**
 * Reads tables whose rows are regions and whose columns are model versions: the pages up to April 2026, one file per
 * SKU, and the pages by capability, which have a tab per group of models.
 */
import type { PlacedTable } from "./outline";
import { found, plainText } from "./page";
import {
  bodyOf,
  headOf,
  isTicked,
  Once,
  type PageInHand,
  regionIn,
  sectionOf,
  type TableReader,
  type TableReading,
  TICK,
  tableKey,
} from "./reader";
import { isOfOtherVendors, useOf } from "./use";

export const regionFirst: TableReader = {
  layout: "Region and a column per model version",
  fits: ([first]) => first === "region",
  read,
};

function read(placed: PlacedTable, page: PageInHand): TableReading | undefined {
  if (isOfOtherVendors(placed)) return undefined;
  const { table } = placed;
  const { report, input, key } = page;
  const use = useOf(placed, page);
  if (!use) return undefined;

  const headLine = table.rows[0]?.line ?? table.line;
  const columnsOnce = new Once(report);
  const models = headOf(table)
    .slice(1)
    .map((head) => {
      const [, model, version = ""] = /^([a-z0-9][a-z0-9.-]*)(?:\s*,\s*([\w.-]+))?$/i.exec(head) ?? [];
      if (model === undefined) {
        report.problem(
          headLine,
          `expected a model and its version, as in **gpt-4.1**, **2025-04-14**, found ${found(head)}`,
        );
      } else columnsOnce.add(head, headLine, "column");
      const regions: string[] = [];
      return { model: (model ?? "").toLowerCase(), version, label: head, regions };
    });
  if (models.length === 0) report.problem(headLine, "expected a column per model version, found none");

  const rowsOnce = new Once(report);
  const regions: Record<string, string> = {};
  for (const { line, cells } of bodyOf(table, report)) {
    const [name = [], ...marks] = cells;
    const label = plainText(name);
    const id = regionIn(label, line, report);
    if (id === undefined || !rowsOnce.add(id, line, "row")) continue;
    regions[id] = label;
    models.forEach((model, i) => {
      if (isTicked(marks[i] ?? [], "-", line, report)) model.regions.push(id);
    });
  }
  if (table.rows.length < 2) report.problem(table.line, "expected a row per region, found none");

  return {
    line: table.line,
    tables: [
      {
        covers: use.covers,
        table: {
          source: tableKey(page, use.use, placed.tab),
          use: use.use,
          place: {
            from: key,
            section: sectionOf(placed, input),
            ...(placed.tab === undefined ? {} : { tab: placed.tab }),
          },
          tick: TICK,
          regions,
          regionsAre: "rows",
          ...(use.covers === "all" ? { whole: true as const } : {}),
          models,
        },
      },
    ],
  };
}

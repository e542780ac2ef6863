/**
 * Reads tables whose rows are model versions and whose columns are regions: the pages since April 2026. There is one
 * table per tab; tabs are geographies below the heading of a SKU, or SKUs in the page of a geography.
 */
import { isNone } from "./names";
import type { PlacedTable } from "./outline";
import { type DocsInput, found, plainText } from "./page";
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
import { geographyOf, isOfOtherVendors, useOf } from "./use";

export const modelFirst: TableReader = {
  layout: "Model, Version and a column per region",
  fits: ([model, version, third]) =>
    model === "model" && version === "version" && third !== undefined && !/lifecycle|retire/.test(third),
  read,
};

function read(placed: PlacedTable, page: PageInHand): TableReading | undefined {
  if (isOfOtherVendors(placed)) return undefined;
  const { table } = placed;
  const { report, input, key } = page;
  const use = useOf(placed, page);
  if (!use) return undefined;

  const columns = headOf(table).slice(2);
  const headLine = table.rows[0]?.line ?? table.line;
  const once = new Once(report);
  const ids = columns.map((label) => {
    const id = regionIn(label, headLine, report);
    return id !== undefined && once.add(id, headLine, "column") ? id : undefined;
  });
  const regions: Record<string, string> = {};
  ids.forEach((id, i) => {
    if (id !== undefined) regions[id] = columns[i] ?? id;
  });

  const rowsOnce = new Once(report);
  const models = bodyOf(table, report).flatMap(({ line, cells }) => {
    const [name = [], versionCell = [], ...marks] = cells;
    const [model, version] = [plainText(name), plainText(versionCell)];
    if (!/^[A-Za-z0-9][\w.-]*$/.test(model)) {
      report.problem(line, `expected the name of a model, found ${found(name)}`);
      return [];
    }
    if (!isNone(version) && !/^[\w.-]+$/.test(version)) {
      report.problem(line, `expected a version of ${model}, found ${found(versionCell)}`);
      return [];
    }
    const label = isNone(version) ? model : `${model} ${version}`;
    if (!rowsOnce.add(label, line, "row")) return [];
    const ticked = ids.filter((id, i) => isTicked(marks[i] ?? [], "-", line, report) && id !== undefined);
    return [
      {
        model: model.toLowerCase(),
        version: isNone(version) ? "" : version,
        label,
        regions: ticked.filter((id) => id !== undefined),
      },
    ];
  });
  if (columns.length === 0) report.problem(headLine, "expected a column per region, found none");
  if (table.rows.length < 2) report.problem(table.line, "expected a row per model version, found none");

  const geography = input.title === undefined ? undefined : geographyOf(input.title);
  // If tabs are SKUs, the page is about one geography.
  const tab = geography ?? placed.tab;
  return {
    line: table.line,
    tables: [
      {
        covers: use.covers,
        table: {
          source: tableKey(page, use.use, tab),
          use: use.use,
          place: { from: key, section: sectionIn(placed, input), ...(tab === undefined ? {} : { tab }) },
          tick: TICK,
          regions,
          regionsAre: "columns",
          ...(use.covers === "all" ? { whole: true as const } : {}),
          models,
        },
      },
    ],
  };
}

/** On the page of a geography, the tab names the deployment type. */
function sectionIn(placed: PlacedTable, input: DocsInput): string {
  return placed.headings.length === 0 && placed.tab !== undefined ? placed.tab : sectionOf(placed, input);
}

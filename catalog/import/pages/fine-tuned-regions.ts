/** Reads where fine-tuned models can be deployed: Model ID and a column per region, one page per SKU. */
import type { TableUse } from "../../edition/schema";
import { isAzureOpenAi, modelNamed } from "./names";
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
  titleOf,
} from "./reader";

export const fineTunedRegions: TableReader = {
  layout: "Model ID and a column per region",
  // Words in other tables that start with Model ID; no region contains them.
  fits: ([first, ...others]) =>
    first === "model id" &&
    others.length > 0 &&
    !others.some((h) => /regions|training|approach|option|method|status|global|zone|developer|input|token/.test(h)),
  read,
};

function read(placed: PlacedTable, page: PageInHand): TableReading | undefined {
  const { key, input, report } = page;
  const title = titleOf(input);
  const named = [...placed.headings.map((h) => h.text).reverse(), title].map(useNamed).find((u) => u !== undefined);
  const { table } = placed;
  const headLine = table.rows[0]?.line ?? table.line;
  if (!named) {
    report.problem(
      headLine,
      "cannot tell the deployment type: expected a title as in Fine-tuning Standard deployment regions, or ... Provisioned Throughput ...",
    );
    return undefined;
  }
  const once = new Once(report);
  const columns = headOf(table).slice(1);
  const ids = columns.map((label) => {
    const id = regionIn(label, headLine, report);
    return id !== undefined && once.add(id, headLine, "column") ? id : undefined;
  });
  const rowsOnce = new Once(report);
  const models = bodyOf(table, report).flatMap(({ line, cells }) => {
    const [nameCell = [], ...marks] = cells;
    const label = plainText(nameCell);
    const name = modelNamed(label);
    if (!name) {
      report.problem(line, `expected a model, found ${found(nameCell)}`);
      return [];
    }
    if (!isAzureOpenAi(name.model)) report.otherRows.push(line);
    if (!isAzureOpenAi(name.model) || !rowsOnce.add(label, line, "row")) return [];
    const regions = ids.filter((id, i) => isTicked(marks[i] ?? [], "❌", line, report) && id !== undefined);
    return [{ ...name, label, regions: regions.filter((id) => id !== undefined) }];
  });
  return {
    line: table.line,
    tables: [
      {
        covers: "all",
        table: {
          source: tableKey(page, named, undefined),
          use: named,
          place: { from: key, section: sectionOf(placed, input) },
          tick: TICK,
          regions: Object.fromEntries(ids.flatMap((id, i) => (id === undefined ? [] : [[id, columns[i] ?? id]]))),
          regionsAre: "columns",
          whole: true,
          models,
        },
      },
    ],
  };
}

/** "Fine-tuning Standard deployment regions", "Supported Provisioned Throughput deployment regions". */
function useNamed(text: string): TableUse | undefined {
  if (!/deployment regions/i.test(text)) return undefined;
  if (/\bprovisioned\b/i.test(text)) return "fine-tuned-provisioned";
  return /\bstandard\b/i.test(text) ? "fine-tuned-standard" : undefined;
}

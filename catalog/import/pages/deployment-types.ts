/** Compares the page of deployment types and their SKUs with the SKUs that the project knows. Stores nothing. */
import { findSku } from "../../names/skus";
import { skuNamed } from "./names";
import type { PlacedTable } from "./outline";
import { plainText } from "./page";
import { bodyOf, type PageInHand, type TableReader, type TableReading } from "./reader";

export const deploymentTypes: TableReader = {
  layout: "Deployment type and SKU code",
  fits: ([first, second]) => first === "deployment type" && second === "sku code",
  read,
};

function read(placed: PlacedTable, { report }: PageInHand): TableReading {
  const rows = bodyOf(placed.table, report);
  for (const { line, cells } of rows) {
    const [type, code] = [plainText(cells[0] ?? []), plainText(cells[1] ?? [])];
    if (findSku(code) === undefined) report.note(line, `the SKU ${code} (${type}) is not known here: it is not judged`);
    else if (skuNamed(type) !== findSku(code)) {
      report.problem(line, `expected ${skuNamed(type) ?? "a known deployment type"} for ${type}, found ${code}`);
    }
  }
  return { line: placed.table.line, deploymentTypes: rows.length };
}

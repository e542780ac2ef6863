import type { LintCheck } from "../../check";
import type { AuthoredPages } from "../authored";
import { marksOf } from "../compile";
import { regionTables } from "./region-pages";

function problems(at: string, row: string, cells: string, regions: number, no: string): string[] {
  const marks = marksOf(cells);
  if (marks.length !== regions) return [`${at}: row ${row} has ${marks.length} cells for ${regions} regions`];
  return marks
    .filter((mark) => mark !== "✅" && mark !== no)
    .map((mark) => `${at}: row ${row} has "${mark}", which is neither "✅" nor "${no}"`);
}

export const everyCellHasAMark: LintCheck<AuthoredPages> = {
  name: "every-cell-has-a-mark",
  description: "Each row has one mark per region, a tick or the page's word for no.",
  check: (doc) => [
    ...regionTables(doc).flatMap(({ at, table }) =>
      table.rows.flatMap((r) => problems(at, `${r.model} ${r.version}`, r.cells, table.regions.split(" ").length, "-")),
    ),
    ...doc.fineTuning.deployments.flatMap((d) =>
      d.rows.flatMap((r) => problems(`fine-tuning.json: ${d.use}`, r.model, r.cells, d.regions.length, "❌")),
    ),
  ],
};

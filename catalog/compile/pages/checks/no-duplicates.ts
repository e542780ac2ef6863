import { duplicates, type LintCheck } from "../../check";
import type { AuthoredPages } from "../authored";
import { regionTables } from "./region-pages";

const version = (r: { readonly model: string; readonly version: string }) => `${r.model} ${r.version}`;

export const noDuplicates: LintCheck<AuthoredPages> = {
  name: "no-duplicates",
  description: "No table, row or region is repeated; only the schedule may list a version twice.",
  check: (doc) => {
    const tables = regionTables(doc);
    const { support, standardRegions, global } = doc.fineTuning;
    return [
      ...duplicates(tables.map(({ at }) => at)).map((at) => `${at}: two tables`),
      ...tables.flatMap(({ at, table }) => [
        ...duplicates(table.regions.split(" ")).map((region) => `${at}: two columns for ${region}`),
        ...duplicates(table.rows.map(version)).map((row) => `${at}: two rows for ${row}`),
      ]),
      ...[support, standardRegions].flatMap(({ page, rows }) =>
        duplicates(rows.map(version)).map((row) => `fine-tuning.json: ${page}: two rows for ${row}`),
      ),
      ...duplicates(global.regions.map((r) => r.label)).map((r) => `fine-tuning.json: ${r} is listed twice`),
    ];
  },
};

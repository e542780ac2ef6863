import type { LintCheck } from "../check";
import type { AuthoredDocument } from "../compile";

export const citationsResolve: LintCheck<AuthoredDocument> = {
  name: "citations-resolve",
  description: "A statement that cites a row of a model table names a row that some model table or list has.",
  check: (doc) => {
    const rows = new Set([
      ...Object.values(doc.models).flatMap((t) => t.rows.map((r) => r.label)),
      ...doc.regionLists.lists.map((l) => l.label),
      // The o-series region list only points at the tables; access.json cites its o1-preview row.
      "o1-preview",
    ]);
    const cited = [
      ...doc.access.map((s) => ["access.json", s.row] as const),
      ...doc.mentions.map((s) => ["mentions.json", s.row] as const),
      ...doc.lifecycle.preview.map((s) => ["lifecycle.json", s.row] as const),
      ...doc.lifecycle.replaced.map((s) => ["lifecycle.json", s.row] as const),
      ...doc.lifecycle.retiring.map((s) => ["lifecycle.json", s.row] as const),
    ];
    return cited.flatMap(([file, row]) =>
      row !== undefined && !rows.has(row) ? [`${file}: cites row "${row}", which no table has`] : [],
    );
  },
};

import type { LintCheck } from "../check";
import { type AuthoredDocument, marks } from "../compile";
import { tables } from "./document-parts";

export const everyCellHasAValue: LintCheck<AuthoredDocument> = {
  name: "every-cell-has-a-value",
  description: "Each row has one mark per column, and each mark is the table's tick or a dash.",
  check: (doc) => [
    ...tables(doc).flatMap(([file, t]) =>
      t.rows.flatMap((r) => {
        const cells = marks(r.cells);
        if (cells.length !== t.columns.length) {
          return [`${file}: row "${r.label}" has ${cells.length} cells for ${t.columns.length} columns`];
        }
        return cells
          .filter((c) => c !== t.tick && c !== "-")
          .map((c) => `${file}: row "${r.label}" has "${c}", which is neither "${t.tick}" nor "-"`);
      }),
    ),
    ...doc.fineTuning.rows
      .filter((r) => r.global !== doc.fineTuning.globalTick && r.global !== "-")
      .map((r) => `fine-tuning.json: row "${r.label}" has "${r.global}" for global training`),
  ],
};

/** The shown part of a matrix as CSV (RFC 4180), one line for each cell. */
import { escapeTerminal } from "../../../policy/escape";
import { citationText } from "../../../policy/words/citations";
import type { DecodedMatrix } from "../../matrix/encoded";
import { isChanged, type View } from "../../matrix/view";

/**
 * Puts an apostrophe before text that a spreadsheet would read as a formula: names of models come from
 * editions, which anybody may have made. East Asian spreadsheets treat wide signs like narrow ones.
 */
export function guarded(text: string): string {
  return /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
}

/** A line, safe to print: a value with a comma or a quote is quoted, and its quotes are doubled. Line breaks are shown by number. */
function lineOf(values: readonly string[]): string {
  const cells = values.map((value) => escapeTerminal(guarded(value)));
  return `${cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\r\n`;
}

/** The cells of a view; cells of a compared edition are in separate columns. */
export function matrixCsv(matrix: DecodedMatrix, { rows, regions, uses }: View<DecodedMatrix["rows"][number]>): string {
  const compared = matrix.before !== undefined;
  const head = [
    ...["model", "version", "use", "region", "region name", "geography"],
    ...["status", "reason", "retires", "conditions", "citations"],
    ...(compared ? ["changed", "status before", "reason before", "retires before", "citations before"] : []),
  ];
  const lines = rows.flatMap((row) =>
    uses.flatMap((use) =>
      regions.map((region) => {
        const [now, before] = [matrix.answer(row, use, region), matrix.answerBefore(row, use, region)];
        return [
          ...[row.model, row.version, use, region.id, region.displayName, region.geography],
          ...[now?.status ?? "unknown", now?.reason ?? "", now?.retires ?? ""],
          (now?.conditions ?? []).map((c) => c.text).join(" | "),
          (now?.citations ?? []).map(citationText).join(" | "),
          ...(compared
            ? [
                isChanged(matrix, row, use, region) ? "yes" : "no",
                ...[before?.status ?? "unknown", before?.reason ?? "", before?.retires ?? ""],
                (before?.citations ?? []).map(citationText).join(" | "),
              ]
            : []),
        ];
      }),
    ),
  );
  return [head, ...lines].map(lineOf).join("");
}

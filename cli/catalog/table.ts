/** Tables for a terminal: columns of plain text. */

/** Aligns cells in columns, without blanks at the end of a line. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/**
 * Splits a table to the width of the terminal: each part repeats the first column.
 * @param rows the head first; all of the same length.
 */
export function blocks(rows: readonly (readonly string[])[], width: number): string[][] {
  const count = rows[0]?.length ?? 0;
  const widthOf = (i: number) => Math.max(0, ...rows.map((row) => row[i]?.length ?? 0));
  const result: string[][] = [];
  for (let start = 1; start < count || result.length === 0; ) {
    let used = widthOf(0);
    let end = start;
    while (end < count && (end === start || used + 2 + widthOf(end) <= width)) {
      used += 2 + widthOf(end);
      end += 1;
    }
    result.push(columns(rows.map((row) => [row[0] ?? "", ...row.slice(start, end)])));
    start = Math.max(end, start + 1);
  }
  return result;
}

/** Footnotes: marks in a table, and their texts below it. */
import type { PlacedTable } from "./outline";
import { type Block, type Lines, type PageProblems, plainText } from "./page";

/** The texts below a table that start with a footnote mark, by their marks. */
export type Legend = ReadonlyMap<string, string>;

export function legendOf({ after }: PlacedTable): Legend {
  const legend = new Map<string, string>();
  const add = (lines: Lines) => {
    let marks: readonly string[] = [];
    for (const line of lines) {
      if (line.opensWithNote) marks = line.notes;
      for (const mark of marks) legend.set(mark, [legend.get(mark) ?? "", line.text].join(" ").trim());
    }
  };
  for (const block of after) {
    if (block.kind === "paragraph") add(block.lines);
    if (block.kind === "list") for (const item of block.items) add(item.lines);
  }
  return legend;
}

/** The texts of footnote marks; a mark without a text is a problem. */
export function footnotes(marks: readonly string[], legend: Legend, line: number, report: PageProblems): string[] {
  return marks.flatMap((mark) => {
    const text = legend.get(mark);
    if (text === undefined) report.problem(line, `expected the text of footnote ${mark} below the table, found none`);
    return text === undefined ? [] : [text];
  });
}

/** The footnote marks of a cell. */
export function marksOf(cell: Lines): string[] {
  return cell.flatMap(({ notes }) => notes);
}

/** The sentence that says that global training gives no data residency. */
export function residencyNote(texts: readonly Block[]): string | undefined {
  const sentences = texts.flatMap((b) => (b.kind === "paragraph" ? plainText(b.lines).split(/(?<=\.)\s+/) : []));
  return sentences.find((s) => /data residency/i.test(s))?.replace(/^\[!NOTE\]\s*/, "");
}

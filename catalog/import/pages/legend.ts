/** Footnotes: the marks in a table and the texts below it. */
import type { Placed } from "./outline";
import type { Lines } from "./page";

/** The texts below a table that start with a footnote mark, by their marks. */
export function legendOf({ after }: Placed): ReadonlyMap<string, string> {
  const legend = new Map<string, string>();
  const add = (lines: Lines) => {
    let marks: readonly string[] = [];
    for (const line of lines) {
      if (line.opensWithNote) marks = line.notes;
      for (const mark of marks) {
        legend.set(mark, [legend.get(mark) ?? "", line.text].join(" ").trim());
      }
    }
  };
  for (const block of after) {
    if (block.kind === "paragraph") add(block.lines);
    if (block.kind === "list") for (const item of block.items) add(item.lines);
  }
  return legend;
}


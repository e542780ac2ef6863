/** The summary of imported pages: what each gave, why some were refused, and which files a page includes. */
import type { Imported } from "../../catalog/import/import";
import type { PageSummary, TableSummary } from "../../catalog/import/pages";
import { escapeTerminal } from "../../policy/escape";
import { grouped } from "../../policy/text";

/** @returns lines, with an empty one at the end if there are any. */
export function pageLines({ tables, pages, leftOut, notes }: Imported): string[] {
  const withoutTable = pages.filter((page) => page.refused !== undefined && !page.isOtherSubject);
  const lines = [
    ...pages
      .filter((page) => page.refused === undefined && !page.includes)
      .flatMap((page) => [
        headLine(page),
        ...tables.filter(({ file }) => file === page.file).map(tableLine),
        ...leftOutLines(leftOut.filter(({ file }) => file === page.file)),
      ]),
    ...pages
      .filter((page) => page.isOtherSubject)
      .map(({ file, refused = "" }) => `Refused: ${shown(file)}: ${shown(refused)}`),
    ...(withoutTable.length > 0 ? [withoutTableLine(withoutTable)] : []),
    ...notes.map((note) => `Note: ${shown(note)}`),
  ];
  return lines.length > 0 ? [...lines, ""] : [];
}

function shown(text: string): string {
  return escapeTerminal(text);
}

function headLine({ file, title, date }: PageSummary): string {
  return `${shown(file)} of ${date}${title === undefined ? "" : `, ${JSON.stringify(shown(title))}`}`;
}

function tableLine({ use, line, rows, cells, ticks }: TableSummary): string {
  const counts = [
    counted(rows, "row"),
    ...(cells === undefined || cells === 0 ? [] : [counted(cells, "cell"), counted(ticks ?? 0, "tick")]),
  ];
  return `  ${use}: ${counts.join(", ")} (line ${line})`;
}

/** One line per reason: a page can have dozens of tables of other vendors. */
function leftOutLines(leftOut: Imported["leftOut"]): string[] {
  const groups = new Map<string, (typeof leftOut)[number][]>();
  for (const part of leftOut) {
    const key = `${part.what} ${part.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].flatMap((parts) => {
    const [first] = parts;
    if (!first) return [];
    const lines = `${parts.length === 1 ? "line" : "lines"} ${parts.map(({ line }) => line).join(", ")}`;
    return [`  Left out: ${counted(parts.length, first.what)} (${lines}): ${shown(first.reason)}`];
  });
}

/** Files in directories that have nothing for a catalog. */
function withoutTableLine(pages: readonly PageSummary[]): string {
  const names = pages.slice(0, MOST).map(({ file }) => shown(file));
  const more = pages.length - names.length;
  const list = [...names, ...(more > 0 ? [`${more} more`] : [])].join(", ");
  return `Skipped: ${counted(pages.length, "page")} without a table of availability, of retirement or of fine-tuning: ${list}`;
}

const MOST = 5;

/** "1 row", "1,982 cells" */
function counted(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`;
}

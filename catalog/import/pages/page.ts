/** A page of Microsoft's documentation as readers get it: its blocks in order, each with its line. */
import type { Sku } from "../../names/skus";

/** One line of text; footnotes (`<sup>1,2</sup>`) are separate from the words. */
export interface TextLine {
  readonly text: string;
  /** The marks of its footnotes: "1", "*". */
  readonly notes: readonly string[];
  /** Set if the line starts with its footnote mark, as in a legend. */
  readonly opensWithNote?: true;
}

/** The text of a cell, an item or a paragraph; `<br>` starts a new line. */
export type Lines = readonly TextLine[];

export interface TableRow {
  readonly line: number;
  readonly cells: readonly Lines[];
}

export interface TableBlock {
  readonly kind: "table";
  readonly line: number;
  /** The first one is the head. */
  readonly rows: readonly TableRow[];
  /** The number of cells in the delimiter row, if it differs from the head. */
  readonly delimiterCells?: number;
}

export type Block =
  | { readonly kind: "heading"; readonly line: number; readonly level: number; readonly text: string }
  /** `# [Americas](#tab/az-americas)`: opens a tab inside the section, at any level. */
  | { readonly kind: "tab"; readonly line: number; readonly text: string }
  /** `---`: ends a group of tabs. */
  | { readonly kind: "break"; readonly line: number }
  | { readonly kind: "paragraph"; readonly line: number; readonly lines: Lines }
  /** `[!INCLUDE [name](path)]` */
  | { readonly kind: "include"; readonly line: number; readonly path: string }
  | { readonly kind: "list"; readonly line: number; readonly items: readonly { line: number; lines: Lines }[] }
  | TableBlock;

/** The uses that a user can give a file, as in DataZoneStandard=FILE. */
export type DocsUse = Sku | "assistants" | "fine-tuning";

/** One file, parsed. */
export interface DocsInput {
  /** Without its directory. */
  readonly name: string;
  readonly sha256: string;
  /** `title` and `titleSuffix` of its front matter. */
  readonly title?: string;
  readonly titleSuffix?: string;
  /** `ms.date` of its front matter, YYYY-MM-DD. */
  readonly date?: string;
  readonly blocks: readonly Block[];
  /** Its use, if the user gave it. */
  readonly use?: DocsUse;
  /** Set if it came from a directory: a page about something else is then skipped. */
  readonly isOptional?: true;
}

/** The words of a cell, an item or a paragraph in one line, without footnote marks. */
export function plainText(lines: Lines): string {
  return lines
    .map(({ text }) => text)
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

/** A text for an error message: quoted and short. */
export function found(lines: Lines | string): string {
  const text = typeof lines === "string" ? lines.trim() : plainText(lines);
  const notes = typeof lines === "string" ? [] : lines.flatMap((l) => l.notes);
  const shown = text === "" ? "an empty cell" : JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
  return notes.length > 0 ? `${shown} with the footnote ${notes.join(", ")}` : shown;
}

/** A problem of a page: the line, what was expected and what was found. */
export interface PageProblem {
  readonly line: number;
  readonly text: string;
}

/** The problems and remarks of a reader. It goes on after a problem, so that the user sees all of them. */
export class PageProblems {
  readonly problems: PageProblem[] = [];
  /** Remarks that need no correction. */
  readonly notes: PageProblem[] = [];

  /** Rows of other vendors' models. */
  readonly otherRows: number[] = [];

  problem(line: number, text: string): void {
    this.problems.push({ line, text });
  }

  note(line: number, text: string): void {
    this.notes.push({ line, text });
  }
}

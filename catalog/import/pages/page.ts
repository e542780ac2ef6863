/** A page of Microsoft's documentation as the readers get it: blocks in their order, with the line of each. */
import type { Sku } from "../../names/skus";

/** One line of text; footnotes (`<sup>1,2</sup>`) stand apart from the words. */
export interface TextLine {
  readonly text: string;
  /** The marks of its footnotes: "1", "*". */
  readonly notes: readonly string[];
  /** Set where the line starts with its footnote mark, as the lines of a legend do. */
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
  /** Cells of the delimiter row, where it has another number of them than the head. */
  readonly delimiterCells?: number;
}

export type Block =
  | { readonly kind: "heading"; readonly line: number; readonly level: number; readonly text: string }
  /** `# [Americas](#tab/az-americas)`: it opens a tab inside the section, whatever its level. */
  | { readonly kind: "tab"; readonly line: number; readonly text: string }
  /** `---`: it ends a group of tabs. */
  | { readonly kind: "break"; readonly line: number }
  | { readonly kind: "paragraph"; readonly line: number; readonly lines: Lines }
  /** `[!INCLUDE [name](path)]` */
  | { readonly kind: "include"; readonly line: number; readonly path: string }
  | { readonly kind: "list"; readonly line: number; readonly items: readonly { line: number; lines: Lines }[] }
  | TableBlock;

/** What a user can say that a file is about, as in DataZoneStandard=FILE. */
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
  /** What it is about, where the user said so. */
  readonly use?: DocsUse;
  /** Set where it was only found in a directory: a page about something else is then passed over. */
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

/** A text for an error message: quoted, and short enough to stand in it. */
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

/** What a reader writes down beside what it reads. It goes on after a problem, so that the user sees all of them. */
export class PageProblems {
  readonly problems: PageProblem[] = [];
  /** What a user should know and need not mend. */
  readonly notes: PageProblem[] = [];

  /** Rows of models that others than OpenAI make. */
  readonly otherRows: number[] = [];

  problem(line: number, text: string): void {
    this.problems.push({ line, text });
  }

  note(line: number, text: string): void {
    this.notes.push({ line, text });
  }
}

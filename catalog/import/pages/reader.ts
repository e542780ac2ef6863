/** What the readers of all layouts share. */
import type { DocsTable, Schedule, TrainingPage } from "../../edition/schema";
import { findRegion } from "../../names/regions";
import type { PlacedTable } from "./outline";
import {
  type DocsInput,
  found,
  type Lines,
  type PageProblems,
  plainText,
  type TableBlock,
  type TableRow,
} from "./page";

/** The result of reading one table. */
export interface TableReading {
  readonly line: number;
  readonly tables?: readonly ReadTable[];
  readonly schedule?: Schedule;
  readonly fineTuned?: NonNullable<Schedule["fineTuned"]>;
  readonly training?: TrainingPage;
  /** How many deployment types the page has; they are compared, not stored. */
  readonly deploymentTypes?: number;
}

/** A table of regions, and how it combines with those of other pages. */
export interface ReadTable {
  readonly table: DocsTable;
  /**
   * How much of its use the page covers: all of it, the regions of one geography (its sister pages have the others),
   * the chat models of Standard (one table in a document of 2025), or only some other models.
   */
  readonly covers: "all" | "geography" | "chat models" | "some models";
}

/** The page that a reader reads. */
export interface PageInHand {
  readonly input: DocsInput;
  /** Key of its source in the edition. */
  readonly key: string;
  readonly report: PageProblems;
}

/** Reads the tables of one layout. */
export interface TableReader {
  /** The head of its tables, in words. */
  readonly layout: string;
  /** True for a head (in lower case) that it reads. */
  readonly fits: (head: readonly string[]) => boolean;
  /** @returns undefined if it found problems, or if the table is about models of other vendors. */
  readonly read: (placed: PlacedTable, page: PageInHand) => TableReading | undefined;
}

/** The head of a table. */
export function headOf(table: TableBlock): readonly string[] {
  return table.rows[0]?.cells.map(plainText) ?? [];
}

/** The rows below the head with as many cells; a shifted column would make every cell after it wrong. */
export function bodyOf({ rows, line, delimiterCells }: TableBlock, report: PageProblems): readonly TableRow[] {
  const width = rows[0]?.cells.length ?? 0;
  if (delimiterCells === width - 1) {
    report.note(line + 1, `the row of dashes has ${delimiterCells} cells, the head ${width}: read anyway`);
  } else if (delimiterCells !== undefined) {
    report.problem(line + 1, `expected ${width} cells in the row of dashes, as the head has, found ${delimiterCells}`);
  }
  return rows.slice(1).filter((row) => {
    if (row.cells.length === width) return true;
    report.problem(
      row.line,
      `expected ${width} cells, as the head has, found ${row.cells.length}: a column is shifted`,
    );
    return false;
  });
}

/** The id of a region of the public cloud. */
export function regionIn(text: string, line: number, report: PageProblems): string | undefined {
  const region = findRegion(text);
  if (region?.cloud === "AzureCloud") return region.id;
  report.problem(line, `expected a region of the public Azure cloud, found ${found(text)}`);
  return undefined;
}

/** The mark for yes, in every layout. */
export const TICK = "✅";

/** The marks for no: "-" on pages about availability, "❌" on pages about fine-tuning. */
export type No = "-" | "❌";

/** Whether a cell has a tick. An unknown mark is a problem, and counts as no. */
export function isTicked(cell: Lines, no: No, line: number, report: PageProblems): boolean {
  const mark = plainText(cell);
  if (mark === TICK && cell.every(({ notes }) => notes.length === 0)) return true;
  if (mark !== no) report.problem(line, `expected ${TICK} or ${no}, found ${found(cell)}`);
  return false;
}

/** Finds repeated names, without regard to case. */
export class Once {
  private readonly lines = new Map<string, number>();

  constructor(private readonly report: PageProblems) {}

  /** @returns false if the name is there already, which is a problem. */
  add(name: string, line: number, what: string): boolean {
    const before = this.lines.get(name.toLowerCase());
    if (before === undefined) {
      this.lines.set(name.toLowerCase(), line);
      return true;
    }
    this.report.problem(line, `expected one ${what} for ${name}, found a second; the first is in line ${before}`);
    return false;
  }
}

/** The page's title, with the blanks of its front matter. */
export function titleOf({ title, name }: DocsInput): string {
  return title ?? name;
}

/** Key of a page among the sources of an edition, by the name of its file. */
export function pageKey(name: string): string {
  return `docs:${name}`;
}

/** Key of a table; it does not change when the page is read again. */
export function tableKey({ input }: PageInHand, use: string, tab: string | undefined): string {
  return [input.name, use, ...(tab === undefined ? [] : [tab])].join(":");
}

/** The section that a citation names: the headings above a table, or the title of a page without headings. */
export function sectionOf({ headings }: PlacedTable, input: DocsInput): string {
  return headings.length > 0 ? headings.map(({ text }) => text).join(" › ") : titleOf(input);
}

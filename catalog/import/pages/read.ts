/** Reads one page: finds a reader for each of its tables, and reports the tables that have none. */
import { deploymentTypes } from "./deployment-types";
import { fineTunedRegions } from "./fine-tuned-regions";
import { globalTraining } from "./global-training";
import { modelFirst } from "./model-first";
import { type EmptyTab, type Outline, outlineOf, type PlacedTable } from "./outline";
import { type DocsInput, PageProblems } from "./page";
import { headOf, type PageInHand, pageKey, type TableReader, type TableReading, titleOf } from "./reader";
import { regionFirst } from "./region-first";
import { fineTunedSchedule, schedule } from "./schedule";
import { otherSubject, otherSubjectOf, statesAvailability } from "./subject";
import { trainingOptions } from "./training-options";
import { trainingTable } from "./training-table";
import { isOfOtherVendors } from "./use";

/** One reader per layout. */
const READERS: readonly TableReader[] = [
  modelFirst,
  regionFirst,
  schedule,
  fineTunedSchedule,
  trainingOptions,
  globalTraining,
  trainingTable,
  fineTunedRegions,
  deploymentTypes,
];

/** A part of a page that was left out. */
export interface LeftOut {
  readonly line: number;
  readonly what: "table" | "row";
  readonly reason: string;
}

/** A page after reading. */
export interface PageRead {
  readonly input: DocsInput;
  readonly key: string;
  readonly readings: readonly TableReading[];
  readonly report: PageProblems;
  /** Why the whole page was left out, if it was. */
  readonly refused?: string;
  readonly isOtherSubject?: true;
  /** The pages that it includes, if it does nothing else. */
  readonly includes: readonly string[];
  /** Tables and rows that were left out. */
  readonly leftOut: readonly LeftOut[];
}

/** Reads a page. */
export function readPage(input: DocsInput): PageRead {
  const report = new PageProblems();
  const page: PageInHand = { input, key: pageKey(input.name), report };
  const base = { input, key: page.key, report };
  const subject = otherSubject(input);
  if (subject !== undefined)
    return { ...base, readings: [], includes: [], leftOut: [], refused: subject, isOtherSubject: true };

  const outline = outlineOf(input);
  const leftOut: LeftOut[] = [];
  const readings = outline.tables.flatMap((placed): TableReading[] => {
    const outcome = readTable(placed, page);
    if (typeof outcome !== "string") return outcome ? [outcome] : [];
    leftOut.push({ line: placed.table.line, what: "table", reason: outcome });
    return [];
  });
  leftOut.push(...report.otherRows.map((line): LeftOut => ({ line, what: "row", reason: OTHER_VENDORS })));
  checkTabs(outline.emptyTabs, readings, report);
  const isRead = readings.length > 0 || report.problems.length > 0;
  const includes = isRead || outline.tables.length > 0 ? [] : outline.includes;
  return {
    ...base,
    readings,
    leftOut,
    includes,
    ...(isRead || includes.length > 0 ? {} : { refused: whyNothing(outline, leftOut, page) }),
  };
}

/** Why a table or a row was left out. */
const OTHER_VENDORS = "models of vendors other than OpenAI";

/** @returns what was read, undefined if there were problems, or why the table was left out. */
function readTable(placed: PlacedTable, page: PageInHand): TableReading | string | undefined {
  const head = headOf(placed.table);
  const lower = head.map((h) => h.toLowerCase());
  const reader = READERS.find((r) => r.fits(lower));
  if (!reader) return `no known layout has its head: ${JSON.stringify(head.slice(0, 4).join(" | "))}`;
  const subject = otherSubjectOf(placed);
  if (subject !== undefined) return subject;
  const isOfRegions = reader === modelFirst || reader === regionFirst;
  if (isOfRegions && !statesAvailability(page.input)) {
    return `the page's title, ${JSON.stringify(titleOf(page.input))}, does not belong to a page about availability`;
  }
  const before = page.report.problems.length;
  const reading = reader.read(placed, page);
  if (reading || page.report.problems.length > before) return reading;
  return OTHER_VENDORS;
}

/** A tab without a table, next to tabs with tables, is a problem. */
function checkTabs(tabs: readonly EmptyTab[], readings: readonly TableReading[], report: PageProblems): void {
  if (!readings.some((r) => (r.tables?.length ?? 0) > 0)) return;
  for (const { line, name, notAvailable, headings } of tabs) {
    const isOther = isOfOtherVendors({ headings });
    if (!notAvailable && !isOther) {
      report.problem(line, `expected a table or "Not available" in the tab ${JSON.stringify(name)}, found neither`);
    }
  }
}

function whyNothing({ tables }: Outline, leftOut: PageRead["leftOut"], { input }: PageInHand): string {
  const title = input.title === undefined ? "" : ` (title ${JSON.stringify(input.title)})`;
  const [first] = leftOut;
  return tables.length === 0 || !first
    ? `no table of availability, of retirement or of fine-tuning${title}`
    : `no table of availability, of retirement or of fine-tuning${title}: line ${first.line}: ${first.reason}`;
}

/**
 * Turns pages of Microsoft's documentation into tables of an edition. One reader per layout; structure and title decide
 * which reader a page gets. Imports the shapes of an edition and names, but not verdict/.
 */
import { CatalogFileError } from "../../edition/checked";
import type { DocsTable, Schedule, Source, TrainingPage } from "../../edition/schema";
import { findSku } from "../../names/skus";
import { assemble } from "./assemble";
import type { DocsInput, DocsUse } from "./page";
import { type LeftOut, type PageRead, readPage } from "./read";

export type { DocsInput, DocsUse } from "./page";

/** What was read from a page about one use. */
export interface TableSummary {
  readonly file: string;
  /** The line of its first table. */
  readonly line: number;
  /** A SKU, a kind of training, or "schedule". */
  readonly use: string;
  readonly rows: number;
  /** For a table of regions. */
  readonly cells?: number;
  readonly ticks?: number;
}

/** What became of a page. */
export interface PageSummary {
  readonly file: string;
  readonly title?: string;
  /** Its own date; if it has none, the day of retrieval. */
  readonly date: string;
  /** Why the whole page was left out, if it was. */
  readonly refused?: string;
  /** Set if it was refused because it is about something else, and not because it has no table of a known layout. */
  readonly isOtherSubject?: true;
  /** The pages that it includes, if it does nothing else. */
  readonly includes?: readonly string[];
}

/** A part of a page that was left out. */
export interface PartLeftOut extends LeftOut {
  readonly file: string;
}

export interface ImportedTables {
  readonly sources: Record<string, Source>;
  readonly docs: DocsTable[];
  readonly schedules: Schedule[];
  readonly training: TrainingPage[];
  readonly summaries: readonly TableSummary[];
  readonly pages: readonly PageSummary[];
  readonly leftOut: readonly PartLeftOut[];
  /** Remarks that need no correction. */
  readonly notes: readonly string[];
  /** The uses that the pages cover completely: they replace what other sources say about them. */
  readonly stated: ReadonlySet<string>;
}

/**
 * Reads pages.
 * @param retrieved the day of retrieval, YYYY-MM-DD: it dates pages without a date.
 * @throws CatalogFileError with every problem: file, line, what was expected and what was found. A page about
 *   something else is a problem, unless it came from a directory.
 */
export function importTables(inputs: readonly DocsInput[], retrieved: string): ImportedTables {
  const pages = inputs.map(readPage);
  const read = pages.filter(({ readings }) => readings.length > 0);
  const dateOf = ({ input }: PageRead) => input.date ?? retrieved;
  const assembled = assemble(read, dateOf);
  const problems = [...pages.flatMap(problemsOf), ...twins(read), ...assembled.problems];
  if (problems.length === 0 && read.length === 0) problems.push(...pages.flatMap(whyNotRead));
  if (problems.length > 0) throw new CatalogFileError(shortened(problems).join("\n"));

  const docs = assembled.tables.map(({ table }) => table);
  const schedules = read.flatMap(schedulesOf);
  const training = read.flatMap(({ readings }) => readings.flatMap((r) => (r.training ? [r.training] : [])));
  const cited = new Set([...docs, ...schedules, ...training].map(({ place }) => place.from));
  return {
    sources: Object.fromEntries(
      read.flatMap((page) => (cited.has(page.key) ? [[page.key, sourceOf(page, dateOf(page))] as const] : [])),
    ),
    docs,
    schedules,
    training,
    summaries: [...tableSummaries(assembled.tables), ...read.flatMap(otherSummaries)],
    pages: pages.map((page) => pageSummary(page, dateOf(page))),
    leftOut: read.flatMap(({ input, leftOut }) => leftOut.map((part) => ({ file: input.name, ...part }))),
    notes: [
      ...read.flatMap((page) => notesOf(page, retrieved)),
      ...pages.flatMap((page) => includeNotes(page, inputs)),
      ...assembled.notes,
    ],
    stated: assembled.stated,
  };
}

function problemsOf({ input, report, refused }: PageRead): string[] {
  const problems = report.problems.map(({ line, text }) => `${input.name}: line ${line}: ${text}`);
  return refused === undefined || input.isOptional ? problems : [...problems, `${input.name}: ${refused}`];
}

function whyNotRead({ input, refused, includes }: PageRead): string[] {
  if (refused !== undefined) return [`${input.name}: ${refused}`];
  return includes.length > 0 ? [`${input.name}: only includes other pages: give ${includes.join(", ")}`] : [];
}

/** A page of another kind has problems everywhere; the first lines are enough. */
function shortened(problems: readonly string[]): string[] {
  const more = problems.length - MOST;
  return more > 0 ? [...problems.slice(0, MOST), `and ${more} more problems`] : [...problems];
}

const MOST = 20;

/** Citations name a page by its file, so two pages cannot have the same name. */
function twins(pages: readonly PageRead[]): string[] {
  const names = pages.map(({ key }) => key.toLowerCase());
  return pages
    .filter(({ key }, i) => names.indexOf(key.toLowerCase()) < i)
    .map(({ input }) => `${input.name}: two files have this name, expected one`);
}

function sourceOf({ input, readings }: PageRead, date: string): Source {
  // Pages that others include often have this title.
  const isUntitled = input.title === undefined || /^include file$/i.test(input.title);
  const named = readings.some((r) => r.schedule) ? "Foundry Models retirement schedule" : input.name;
  return {
    kind: "docs",
    title: `Microsoft Learn, ${isUntitled ? named : input.title}`,
    date,
    page: input.name,
    files: [{ name: input.name, sha256: input.sha256 }],
  };
}

/** The schedules of a page; the table of fine-tuned models belongs to the schedule above it. */
function schedulesOf({ readings }: PageRead): Schedule[] {
  const schedules: Schedule[] = [];
  for (const { schedule, fineTuned } of readings) {
    if (schedule) schedules.push(schedule);
    const last = schedules.at(-1);
    if (!fineTuned) continue;
    if (last) schedules[schedules.length - 1] = { ...last, fineTuned };
    else schedules.push({ place: fineTuned.place, rows: [], fineTuned });
  }
  return schedules;
}

function tableSummaries(
  tables: readonly { readonly table: DocsTable; readonly page: PageRead; readonly line: number }[],
): TableSummary[] {
  const summaries = new Map<string, Required<TableSummary>>();
  for (const { table, page, line } of tables) {
    const key = `${page.key} ${table.use}`;
    const regions = Object.keys(table.regions).length;
    const before = summaries.get(key) ?? { file: page.input.name, line, use: table.use, rows: 0, cells: 0, ticks: 0 };
    summaries.set(key, {
      ...before,
      rows: before.rows + (table.regionsAre === "rows" ? regions : table.models.length),
      cells: before.cells + regions * table.models.length,
      ticks: before.ticks + table.models.reduce((sum, m) => sum + m.regions.length, 0),
    });
  }
  return [...summaries.values()];
}

function otherSummaries({ input, readings }: PageRead): TableSummary[] {
  return readings.flatMap(({ line, schedule, fineTuned, training, deploymentTypes }) => {
    const summary = (use: string, rows: number): TableSummary => ({ file: input.name, line, use, rows });
    return [
      ...(schedule ? [summary("retirement schedule", schedule.rows.length)] : []),
      ...(fineTuned ? [summary("retirement of fine-tuned models", fineTuned.rows.length)] : []),
      ...(training ? [summary("kinds of training", training.models.length)] : []),
      ...(deploymentTypes === undefined ? [] : [summary("deployment types, compared", deploymentTypes)]),
    ];
  });
}

function pageSummary({ input, refused, isOtherSubject, includes }: PageRead, date: string): PageSummary {
  return {
    file: input.name,
    ...(input.title === undefined ? {} : { title: input.title }),
    date,
    ...(refused === undefined ? {} : { refused }),
    ...(isOtherSubject ? { isOtherSubject } : {}),
    ...(includes.length > 0 ? { includes } : {}),
  };
}

function notesOf({ input, report }: PageRead, retrieved: string): string[] {
  const undated =
    input.date === undefined
      ? [`${input.name}: has no date (ms.date): dated ${retrieved}, the day on which it was got`]
      : [];
  return [...undated, ...report.notes.map(({ line, text }) => `${input.name}: line ${line}: ${text}`)];
}

/** The included pages that the user did not give. */
function includeNotes({ input, includes }: PageRead, inputs: readonly DocsInput[]): string[] {
  if (includes.length === 0) return [];
  const given = new Set(inputs.map(({ name }) => name));
  const missing = includes.filter((path) => !given.has(path.split("/").at(-1) ?? path));
  const names = includes.join(", ");
  return [
    missing.length === 0
      ? `${input.name}: only includes other pages, all of them given: ${names}`
      : `${input.name}: only includes other pages: ${names}; not given: ${missing.join(", ")}`,
  ];
}

/** The use that a word names, as in USE=FILE. */
export function findDocsUse(word: string): DocsUse | undefined {
  const lower = word.toLowerCase();
  return findSku(word) ?? (lower === "assistants" || lower === "fine-tuning" ? lower : undefined);
}

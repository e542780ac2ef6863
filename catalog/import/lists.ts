/**
 * Imports models lists of Azure Resource Manager: what one subscription may deploy in one region, as
 * `az cognitiveservices model list` and GET .../locations/REGION/models return it. This folder turns lists and pages of
 * the documentation into editions; it imports edition/, names/ and verdict/.
 */
import { CatalogFileError } from "../edition/checked";
import type { ModelsList, Source } from "../edition/schema";
import { type ArmInput, namedInFile, type PlacedEntry, pagesOf, regionOfEntry, regionOfFile } from "./list-file";
import { type RegionCounts, readRegion } from "./list-region";

export type { ArmInput } from "./list-file";

/** The result of reading the list of one region. */
export interface ListSummary extends RegionCounts {
  readonly region: string;
  /** The day of the list, YYYY-MM-DD. */
  readonly retrieved: string;
  readonly files: readonly string[];
  /** The list only adds to other sources. */
  readonly partial?: true;
  /** Older lists of the same region, which this one overrides. */
  readonly older: readonly { readonly file: string; readonly retrieved: string }[];
  /** Reasons to doubt the list. */
  readonly warnings: readonly string[];
}

/** The lists of an edition. */
export interface ImportedLists {
  readonly sources: Record<string, Source>;
  readonly lists: Record<string, ModelsList>;
  /** Filtered lists, which close no region. */
  readonly additions: Record<string, ModelsList>;
  readonly summaries: readonly ListSummary[];
}

/**
 * Reads models lists. Several files of one region and day are pages of one answer; otherwise only the
 * newest day counts.
 * @param retrieved the day of retrieval of inputs without a day, YYYY-MM-DD.
 * @throws CatalogFileError if a file is not a models list, its region is unknown, or a page is missing.
 */
export function importLists(inputs: readonly ArmInput[], retrieved: string): ImportedLists {
  const imported: ImportedLists & { summaries: ListSummary[] } = {
    sources: {},
    lists: {},
    additions: {},
    summaries: [],
  };
  const answers = answersOf(inputs, retrieved);
  const byRegion = new Map<string, ListAnswer[]>();
  for (const answer of answers) {
    const key = sourceKey(answer);
    byRegion.set(key, [...(byRegion.get(key) ?? []), answer]);
  }
  for (const [source, ofRegion] of [...byRegion].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [newest, ...older] = ofRegion.sort((a, b) => (a.retrieved > b.retrieved ? -1 : 1));
    if (!newest) continue;
    const { region, partial } = newest;
    refuseMissingPages(newest);
    const { models, counts } = readRegion(newest.entries, newest.retrieved);
    const files = [...newest.files].map(({ name, sha256 }) => ({ name, sha256 }));
    imported.sources[source] = {
      kind: "arm",
      title: `${partial ? "Filtered models list" : "Models list"} of Azure Resource Manager, ${region}`,
      date: newest.retrieved,
      region,
      ...(partial ? { partial: true } : {}),
      files,
    };
    (partial ? imported.additions : imported.lists)[region] = { source, models };
    const summary = {
      region,
      retrieved: newest.retrieved,
      files: files.map((file) => file.name),
      ...(partial ? { partial: true as const } : {}),
      older: older.flatMap((answer) => [...answer.files].map(({ name: file }) => ({ file, ...dayOf(answer) }))),
      ...counts,
    };
    imported.summaries.push({ ...summary, warnings: warningsOf(summary, newest, answers) });
  }
  return imported;
}

/** What Azure answered for one region on one day, from one or several files. */
interface ListAnswer {
  readonly region: string;
  readonly retrieved: string;
  readonly partial: boolean;
  readonly files: Set<ArmInput>;
  readonly entries: PlacedEntry[];
  pages: number;
  /** Files whose page has a next page. */
  readonly continued: string[];
}

const dayOf = ({ retrieved }: ListAnswer) => ({ retrieved });

function sourceKey({ region, partial }: ListAnswer): string {
  return `arm:${region}${partial ? ":partial" : ""}`;
}

function answersOf(inputs: readonly ArmInput[], today: string): ListAnswer[] {
  const answers = new Map<string, ListAnswer>();
  const seen = new Set<string>();
  // The user may give the same list twice, once with its region.
  const regionOfTwin = (sha: string) => inputs.find((i) => i.sha256 === sha && i.region !== undefined)?.region;
  for (const one of inputs) {
    const pages = pagesOf(one);
    const entries = pages.flatMap((page) => page.entries);
    const given = one.region ?? (namedInFile(one.name).region === undefined ? regionOfTwin(one.sha256) : undefined);
    const input = given === undefined ? one : { ...one, region: given };
    const retrieved = input.retrieved ?? today;
    const regions = entries.map((entry) => regionOfEntry(entry, input));
    if (regions.length === 0) regions.push(regionOfFile(input));
    for (const region of new Set(regions)) {
      const twin = `${input.sha256} ${region} ${retrieved}`;
      if (seen.has(twin)) continue;
      seen.add(twin);
      const key = `${region} ${retrieved}`;
      const partial = input.partial === true;
      const answer = answers.get(key) ?? {
        region,
        retrieved,
        partial,
        files: new Set(),
        entries: [],
        pages: 0,
        continued: [],
      };
      answers.set(key, answer);
      answer.files.add(input);
      answer.entries.push(...entries.filter((_, i) => regions[i] === region));
      answer.pages += pages.length;
      answer.continued.push(...pages.filter((page) => page.continued).map(() => input.name));
    }
  }
  return [...answers.values()];
}

function refuseMissingPages({ region, continued, pages }: ListAnswer): void {
  if (pages === 0 || continued.length < pages) return;
  throw new CatalogFileError(
    `${continued.at(-1)}: its nextLink leads to a further page of ${region}, which was not given: give all pages`,
  );
}

/** A complete list has dozens of models; a region with OpenAI models has at least this many. */
const FEWEST_MODELS = 10;

function warningsOf(
  { region, entries, named, partial, files }: Omit<ListSummary, "warnings">,
  answer: ListAnswer,
  answers: readonly ListAnswer[],
): string[] {
  const warnings: string[] = [];
  const name = files.join(", ");
  if (!partial && (entries === 0 || (named > 0 && named < FEWEST_MODELS))) {
    const found =
      entries === 0
        ? `the list of ${region} is empty, and every model counts as not offered there`
        : `only ${named} OpenAI ${named === 1 ? "model" : "models"} in the list of ${region}, and all others count as not offered there`;
    warnings.push(`${name}: ${found}; if the list was filtered, import it with --partial`);
  }
  const twin = answers.find(
    (other) =>
      other.region < region && named > 0 && [...other.files].some((f) => [...answer.files].some((g) => isCopy(f, g))),
  );
  if (twin) {
    warnings.push(
      `${name}: is the same file as the list of ${twin.region}: the answer for ${region} may have been saved from there`,
    );
  }
  return warnings;
}

/** Two files with the same content and no region inside: one may have the wrong name. */
function isCopy(a: ArmInput, b: ArmInput): boolean {
  return a !== b && a.sha256 === b.sha256;
}

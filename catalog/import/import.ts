/**
 * Makes an edition from a base edition and imported lists and pages. This folder may import edition/, names/ and
 * verdict/.
 */

import { CatalogFileError } from "../edition/checked";
import { checkEdition } from "../edition/open";
import { sealed } from "../edition/provenance";
import type { EditionData } from "../edition/schema";
import { type ArmInput, type ImportedLists, importLists, type ListSummary } from "./lists";
import { type DocsInput, importTables, type PageSummary, type PartLeftOut, type TableSummary } from "./pages";
import { withoutReplaced } from "./replace";

export interface ImportOptions {
  /** Id of the new edition; default: its date. */
  readonly id?: string;
  /** Date of the new edition, YYYY-MM-DD; default: that of its newest source. */
  readonly date?: string;
  /** The day of retrieval of inputs without a day, YYYY-MM-DD. */
  readonly retrieved: string;
}

export interface Inputs {
  readonly arm?: readonly ArmInput[];
  readonly docs?: readonly DocsInput[];
  /** Regions that keep their lists from an earlier edition, unless a newer list is given. */
  readonly keep?: { readonly from: EditionData | undefined; readonly regions: readonly string[] };
}

export interface Imported {
  readonly data: EditionData;
  /** By region. */
  readonly lists: readonly ListSummary[];
  readonly tables: readonly TableSummary[];
  /** What was read from each page. */
  readonly pages: readonly PageSummary[];
  /** Tables and rows of pages that were left out. */
  readonly leftOut: readonly PartLeftOut[];
  /** Remarks on the pages that need no correction. */
  readonly notes: readonly string[];
}

/**
 * Imports lists and pages. The document's facts do not change; an import replaces an earlier import of the
 * same region, file or deployment type.
 * @returns the new edition, checked like one from a file, with a summary.
 * @throws CatalogFileError naming the file and the place in it that cannot be used.
 */
export function importEdition(base: EditionData, inputs: Inputs, options: ImportOptions): Imported {
  const { retrieved } = options;
  const lists = importLists(inputs.arm ?? [], retrieved);
  keepLists(lists, inputs.keep);
  const tables = importTables(inputs.docs ?? [], retrieved);
  const imported = { ...lists.sources, ...tables.sources };
  const left = withoutReplaced(base, tables);
  for (const [key, source] of Object.entries(imported)) {
    const before = base.sources[key];
    if (before && before.date > source.date) {
      throw new CatalogFileError(
        `${source.files?.[0]?.name}: is of ${source.date}, and ${base.id} has a newer one of ${before.date}: ${before.title}`,
      );
    }
  }
  const docs = [...left.docs, ...tables.docs];
  const schedules = [...left.schedules, ...tables.schedules];
  const training = [...left.training, ...tables.training];
  const sources = { ...base.sources, ...imported };
  const spoken = new Set([...docs, ...schedules, ...training].map(({ place }) => place.from));
  const { hash, base: _, additions: before, ...rest } = base;
  const newest = [base.document.date, ...Object.values(sources).map((source) => source.date)].sort().at(-1);
  const date = options.date ?? newest ?? retrieved;
  const id = options.id ?? date;
  if (id === base.id) throw new CatalogFileError(`${id}: is the id of the edition it starts from, expected another`);
  // A complete list of a region replaces an earlier filtered one.
  const additions = Object.fromEntries(
    Object.entries({ ...before, ...lists.additions }).filter(
      ([region, { source }]) => !(lists.lists[region] && imported[source] === undefined),
    ),
  );
  const added = new Set(Object.values(additions).map(({ source }) => source));
  const data = sealed({
    ...rest,
    id,
    date,
    base: { id: base.id, hash },
    // Files and filtered lists that were replaced completely are no longer sources.
    sources: Object.fromEntries(
      Object.entries(sources).filter(([key, source]) =>
        source.kind === "docs" ? spoken.has(key) : source.partial !== true || added.has(key),
      ),
    ),
    lists: sortedByKey({ ...base.lists, ...lists.lists }),
    ...(Object.keys(additions).length > 0 ? { additions } : {}),
    models: left.models,
    tables: left.tables,
    docs,
    schedules,
    training,
  });
  // The same checks as when it is opened; the schemas put keys in one order, so that equal editions are equal files.
  const { summaries, pages, leftOut, notes } = tables;
  return { data: checkEdition(data, id), lists: lists.summaries, tables: summaries, pages, leftOut, notes };
}

/** Sorts keys, so that equal editions are equal files in any order of their lists. */
function sortedByKey<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Adds the lists of an earlier edition to those that are imported. */
function keepLists(lists: ImportedLists, keep: Inputs["keep"]): void {
  for (const region of keep?.regions ?? []) {
    const list = keep?.from?.lists[region];
    const source = list && keep?.from?.sources[list.source];
    if (!list || !source || lists.lists[region]) continue;
    lists.lists[region] = list;
    lists.sources[list.source] = source;
  }
}

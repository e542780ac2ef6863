/** Makes an edition out of another one and what was imported on top of it. */

import { CatalogFileError } from "../edition/checked";
import { checkEdition } from "../edition/open";
import { sealed } from "../edition/provenance";
import type { DocsTable, EditionData } from "../edition/schema";
import { type ArmInput, importLists, type ListSummary } from "./lists";
import { type DocsInput, type ImportedTables, importTables, type TableSummary } from "./pages";

export interface ImportOptions {
  /** Of the new edition. */
  readonly id: string;
  /** Of the new edition, YYYY-MM-DD. */
  readonly date: string;
  /** The day on which the inputs were got, YYYY-MM-DD. */
  readonly retrieved: string;
}

export interface Inputs {
  readonly arm?: readonly ArmInput[];
  readonly docs?: readonly DocsInput[];
}

export interface Imported {
  readonly data: EditionData;
  /** By region. */
  readonly lists: readonly ListSummary[];
  readonly tables: readonly TableSummary[];
  /** Tables that are none of availability, by file and line. */
  readonly leftOut: readonly string[];
}

/**
 * Imports. The base stays as it is: what is imported stands beside what the document says, and takes the place of
 * what was imported of the same region, file or deployment type before.
 * @returns the new edition, checked as one that is read from a file, with a summary.
 * @throws CatalogFileError naming the file and the place in it that cannot be used.
 */
export function importEdition(base: EditionData, inputs: Inputs, { id, date, retrieved }: ImportOptions): Imported {
  if (id === base.id) throw new CatalogFileError(`${id}: is the id of the edition it starts from, expected another`);
  if (retrieved < base.document.date) {
    throw new CatalogFileError(
      `retrieved on ${retrieved}: is older than the document of ${base.document.date}, which it would take the place of`,
    );
  }
  const lists = importLists(inputs.arm ?? [], retrieved);
  const tables = importTables(inputs.docs ?? [], retrieved);
  const imported = { ...lists.sources, ...tables.sources };
  const kept = base.docs.filter((table) => !isReplaced(table, tables));
  for (const [key, source] of Object.entries(imported)) {
    const before = base.sources[key];
    if (before && before.date > retrieved) {
      throw new CatalogFileError(
        `${source.files?.[0]?.name}: got on ${retrieved}, and ${base.id} has a newer one of ${before.date}: ${before.title}`,
      );
    }
  }
  const docs = [...kept, ...tables.docs];
  const sources = { ...base.sources, ...imported };
  const spoken = new Set(docs.map((table) => table.place.from));
  const { hash, base: _, ...rest } = base;
  const data = sealed({
    ...rest,
    id,
    date,
    base: { id: base.id, hash },
    // A file all of whose tables were replaced says nothing any more.
    sources: Object.fromEntries(
      Object.entries(sources).filter(([key, source]) => source.kind !== "docs" || spoken.has(key)),
    ),
    lists: { ...base.lists, ...lists.lists },
    docs,
  });
  // Checked as a reader will check it; the schemas put keys in one order, so that equal editions are equal files.
  return { data: checkEdition(data, id), lists: lists.summaries, tables: tables.summaries, leftOut: tables.leftOut };
}

/** A table is replaced by a newer one of its file, and by a newer whole one of its use: Standard has one per endpoint. */
function isReplaced(table: DocsTable, { sources, docs }: ImportedTables): boolean {
  if (table.place.from !== undefined && sources[table.place.from] !== undefined) return true;
  return table.use !== "Standard" && docs.some((newer) => newer.use === table.use && newer.whole);
}

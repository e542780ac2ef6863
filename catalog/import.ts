/** Makes an edition out of another one and what was imported on top of it. */
import { type ArmInput, importLists, type ListSummary } from "./import-arm";
import { checkEdition } from "./open";
import { sealed } from "./provenance";
import { CatalogFileError } from "./read";
import type { EditionData } from "./schema";

export interface ImportOptions {
  /** Of the new edition. */
  readonly id: string;
  /** Of the new edition, YYYY-MM-DD. */
  readonly date: string;
  /** The day on which the inputs were got, YYYY-MM-DD. */
  readonly retrieved: string;
}

export interface Inputs {
  readonly arm: readonly ArmInput[];
}

export interface Imported {
  readonly data: EditionData;
  /** By region. */
  readonly lists: readonly ListSummary[];
}

/**
 * Imports. The base stays as it is: what is imported stands beside what the document says, and takes the place of
 * what was imported of the same region before.
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
  const imported = importLists(inputs.arm, retrieved);
  for (const [key, source] of Object.entries(imported.sources)) {
    const before = base.sources[key];
    if (before && before.date > retrieved) {
      throw new CatalogFileError(
        `${source.files[0]?.name}: got on ${retrieved}, and ${base.id} has one of ${before.date} for ${source.region} already`,
      );
    }
  }
  const { hash, base: _, ...rest } = base;
  const data = sealed({
    ...rest,
    id,
    date,
    base: { id: base.id, hash },
    sources: { ...base.sources, ...imported.sources },
    lists: { ...base.lists, ...imported.lists },
  });
  // Checked as a reader will check it; the schemas put keys in one order, so that equal editions are equal files.
  return { data: checkEdition(data, id), lists: imported.summaries };
}

/** Whether an edition is what its sources give. */
import { type Imported, importEdition } from "./import";
import type { ArmInput } from "./import-arm";
import type { EditionData } from "./schema";

/** The sources of an edition that its base does not have: what its own import read. */
export function ownSources(data: EditionData, base: EditionData): EditionData["sources"] {
  return Object.fromEntries(
    Object.entries(data.sources).filter(
      ([key, source]) => JSON.stringify(source) !== JSON.stringify(base.sources[key]),
    ),
  );
}

/** The files that an import read, once each. */
export function filesOf(sources: EditionData["sources"]): { readonly name: string; readonly sha256: string }[] {
  const files = Object.values(sources).flatMap((source) => source.files);
  return [...new Map(files.map((file) => [file.sha256, file])).values()];
}

/**
 * Imports again what an edition was made of.
 * @param base the edition that it started from.
 * @param parse gives the parsed content of the file of a hash; all of `filesOf` are asked for.
 * @returns the edition that comes of it; its hash tells whether it is the same.
 * @throws CatalogFileError where a file cannot be used.
 */
export function importAgain(data: EditionData, base: EditionData, parse: (sha256: string) => unknown): Imported {
  const sources = ownSources(data, base);
  const regionsOf = (sha256: string) =>
    Object.values(sources).flatMap((s) => (s.files.some((f) => f.sha256 === sha256) ? [s.region] : []));
  const arm = filesOf(sources).map(({ name, sha256 }): ArmInput => {
    const [region, ...more] = regionsOf(sha256);
    // A list that does not tell its region was given with it.
    return { name, sha256, value: parse(sha256), ...(more.length === 0 ? { region } : {}) };
  });
  const retrieved = Object.values(sources)[0]?.date ?? data.date;
  return importEdition(base, { arm }, { id: data.id, date: data.date, retrieved });
}

/** Imports an edition again from its sources, to compare. */

import type { EditionData, Source } from "../edition/schema";
import { type Imported, importEdition } from "./import";
import { type ArmInput, pagesOf, statedRegion } from "./list-file";
import { type DocsInput, findDocsUse } from "./pages";

/** A file that an import read. */
export interface ImportedFile {
  readonly name: string;
  readonly sha256: string;
  readonly kind: Source["kind"];
}

/** The sources that an edition's own import read: those that its base does not have. */
function ownSources(data: EditionData, base: EditionData): [string, Source][] {
  return Object.entries(data.sources).filter(
    ([key, source]) => JSON.stringify(source) !== JSON.stringify(base.sources[key]),
  );
}

/** The files that the import of an edition read, once each. */
export function filesOf(data: EditionData, base: EditionData): ImportedFile[] {
  const files = ownSources(data, base).flatMap(([, { kind, files = [] }]) => files.map((file) => ({ ...file, kind })));
  return [...new Map(files.map((file) => [`${file.kind} ${file.sha256}`, file])).values()];
}

/** A parsed file: a JSON value, or the blocks of Markdown. */
export interface ParsedFiles {
  readonly arm: (sha256: string) => unknown;
  readonly docs: (sha256: string) => Pick<DocsInput, "title" | "blocks">;
}

/**
 * Imports an edition's files again.
 * @param base the edition that it started from.
 * @param parsed returns the content of the file with a hash, for each of `filesOf`.
 * @returns the resulting edition; its hash says whether it is the same.
 * @throws CatalogFileError if a file cannot be used.
 */
export function importAgain(data: EditionData, base: EditionData, parsed: ParsedFiles): Imported {
  const sources = ownSources(data, base);
  const arm = sources.flatMap(([, source]): ArmInput[] =>
    source.kind === "arm" ? source.files.map((file) => listInput(file, source, parsed.arm(file.sha256))) : [],
  );
  const docs = sources.flatMap(([key, source]): DocsInput[] => {
    const [file] = source.files ?? [];
    if (source.kind !== "docs" || !file) return [];
    const uses = new Set(data.docs.flatMap((table) => (table.place.from === key ? [findDocsUse(table.use)] : [])));
    // The user may have given the deployment type with the file.
    const [use] = uses.size === 1 ? uses : [];
    return [{ ...file, ...parsed.docs(file.sha256), date: source.date, ...(use ? { use } : {}) }];
  });
  return importEdition(base, { arm, docs }, { id: data.id, date: data.date, retrieved: data.date });
}

/** A list as the import got it: with its day, and with its region unless it states one. */
function listInput(
  { name, sha256 }: { readonly name: string; readonly sha256: string },
  { region, date, partial }: Extract<Source, { kind: "arm" }>,
  value: unknown,
): ArmInput {
  const input: ArmInput = { name, sha256, value, retrieved: date, ...(partial ? { partial: true } : {}) };
  const [first] = pagesOf(input).flatMap((page) => page.entries);
  return first !== undefined && statedRegion(first.entry) !== undefined ? input : { ...input, region };
}

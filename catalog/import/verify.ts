/** Whether an edition is what its sources give. */

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

/** The sources of an edition that its base does not have: what its own import read. */
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

/** What parsing a file gives: a value of JSON, or the blocks of Markdown. */
export interface ParsedFiles {
  readonly arm: (sha256: string) => unknown;
  readonly docs: (sha256: string) => Pick<DocsInput, "title" | "blocks">;
}

/**
 * Imports again what an edition was made of.
 * @param base the edition that it started from.
 * @param parsed gives the content of the file of a hash; all of `filesOf` are asked for.
 * @returns the edition that comes of it; its hash tells whether it is the same.
 * @throws CatalogFileError where a file cannot be used.
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
    // A file of one deployment type may have been given with it.
    const [use] = uses.size === 1 ? uses : [];
    return [{ ...file, ...parsed.docs(file.sha256), date: source.date, ...(use ? { use } : {}) }];
  });
  return importEdition(base, { arm, docs }, { id: data.id, date: data.date, retrieved: data.date });
}

/** A list as the import had it: with its day, and with its region where it does not state it. */
function listInput(
  { name, sha256 }: { readonly name: string; readonly sha256: string },
  { region, date, partial }: Extract<Source, { kind: "arm" }>,
  value: unknown,
): ArmInput {
  const input: ArmInput = { name, sha256, value, retrieved: date, ...(partial ? { partial: true } : {}) };
  const [first] = pagesOf(input).flatMap((page) => page.entries);
  return first !== undefined && statedRegion(first.entry) !== undefined ? input : { ...input, region };
}

/** Compiles one folder of authored files, in either layout, into an edition. */
import { type EditionData, editionSchema } from "../edition/schema";
import { run } from "./check";
import { DOCUMENT_CHECKS } from "./checks";
import { compile } from "./compile";
import { authoredDocument, readAuthored } from "./files";
import { PAGE_CHECKS } from "./pages/checks";
import { compilePages } from "./pages/compile";
import { readPages } from "./pages/read";
import { readDocument } from "./read";

/** An edition, or the problems of its files. */
export type Compiled = { readonly data: EditionData } | { readonly problems: readonly string[] };

/**
 * Checks and compiles a folder.
 * @param dir such as `catalog/documents/2026-10-05`.
 * @throws CatalogFileError if a file is missing or does not fit its schema.
 */
export function compileFolder(dir: string): Compiled {
  const { layout } = readAuthored(dir, "document.json", authoredDocument);
  if (layout === "pages") {
    const doc = readPages(dir);
    return compiled(run(PAGE_CHECKS, doc), () => compilePages(doc));
  }
  const doc = readDocument(dir);
  return compiled(run(DOCUMENT_CHECKS, doc), () => compile(doc));
}

function compiled(problems: readonly string[], make: () => EditionData): Compiled {
  // The schema puts keys in one order, so that equal editions are equal files.
  return problems.length > 0 ? { problems } : { data: editionSchema.parse(make()) };
}

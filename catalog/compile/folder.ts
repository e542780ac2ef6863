/** One folder of authored files → an edition, whichever layout it has. */
import { type EditionData, editionSchema } from "../edition/schema";
import { run } from "./check";
import { DOCUMENT_CHECKS } from "./checks";
import { compile } from "./compile";
import { authoredDocument, readAuthored } from "./files";
import { PAGE_CHECKS } from "./pages/checks";
import { compilePages } from "./pages/compile";
import { readPages } from "./pages/read";
import { readDocument } from "./read";

/** An edition, or what is wrong with the files that it would be made of. */
export type Compiled = { readonly data: EditionData } | { readonly problems: readonly string[] };

/**
 * Checks and compiles a folder.
 * @param dir such as `catalog/documents/2026-10-05`.
 * @throws CatalogFileError where a file is missing or does not fit its schema.
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
  // Through the schema, so that keys stand in one order and equal editions are equal files.
  return problems.length > 0 ? { problems } : { data: editionSchema.parse(make()) };
}

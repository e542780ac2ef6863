import { findRegion } from "../../names/regions";
import { duplicates, type LintCheck } from "../check";
import type { AuthoredDocument } from "../compile";
import { key, named, regionSets, tables } from "./document-parts";

/** Names that differ only in case: a look-up ignores case, so it could not tell them apart. */
function caseTwins(doc: AuthoredDocument): string[] {
  const byFolded = new Map<string, string>();
  return [...named(doc)].flatMap((name) => {
    const twin = byFolded.get(name.toLowerCase());
    byFolded.set(name.toLowerCase(), name);
    return twin === undefined ? [] : [`${twin} and ${name}`];
  });
}

export const noDuplicates: LintCheck<AuthoredDocument> = {
  name: "no-duplicates",
  description: "No row, column, list or statement is repeated, unless the document itself repeats it.",
  check: (doc) => [
    ...tables(doc).flatMap(([file, t]) => [
      ...duplicates(t.rows.map((r) => r.region)).map((d) => `${file}: two rows for ${d}`),
      ...duplicates(t.columns.map(key)).map((d) => `${file}: two columns for ${d}`),
    ]),
    ...duplicates(doc.fineTuning.rows.map(key)).map((d) => `fine-tuning.json: two rows for ${d}`),
    ...duplicates(doc.selectedCustomers.rows.map(key)).map((d) => `selected-customers.json: two rows for ${d}`),
    ...duplicates(doc.regionLists.lists.map(key)).map((d) => `region-lists.json: two lists for ${d}`),
    ...regionSets(doc).flatMap(([file, label, regions]) =>
      duplicates(regions.map((r) => findRegion(r)?.id ?? r)).map((d) => `${file}: ${d} is listed twice for ${label}`),
    ),
    ...caseTwins(doc).map((twins) => `${twins} differ only in case`),
    ...Object.entries(doc.models).flatMap(([file, t]) =>
      duplicates(t.rows.filter((r) => !r.repeats).map(key)).map((d) => `models/${file}: two rows for ${d}`),
    ),
  ],
};

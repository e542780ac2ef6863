/** Parts of an authored document that several checks look at, each with the name of its file. */
import type { AuthoredTable } from "../authored";
import type { AuthoredDocument } from "../compile";

/** The three tables of regions. */
export function tables(doc: AuthoredDocument): [string, AuthoredTable][] {
  return [
    ["global-standard.json", doc.globalStandard],
    ["standard.json", doc.standard],
    ["assistants.json", doc.assistants],
  ];
}

/** Every region label outside the three tables, with the file that has it. */
export function labels(doc: AuthoredDocument): [string, string][] {
  return [
    ...doc.fineTuning.rows.flatMap((r) => r.standard.map((l): [string, string] => ["fine-tuning.json", l])),
    ...doc.fineTuning.globalList.regions.map((r): [string, string] => ["fine-tuning.json", r.label]),
    ...doc.regionLists.lists.flatMap((l) => l.regions.map((r): [string, string] => ["region-lists.json", r])),
    ...doc.selectedCustomers.rows.flatMap((r) =>
      r.regions.map((l): [string, string] => ["selected-customers.json", l]),
    ),
  ];
}

/** Every list of regions: its file, what it is for, and the regions in the document's spelling. */
export function regionSets(doc: AuthoredDocument): [string, string, string[]][] {
  return [
    ...doc.regionLists.lists.map((l): [string, string, string[]] => ["region-lists.json", l.label, l.regions]),
    ...doc.fineTuning.rows.map((r): [string, string, string[]] => ["fine-tuning.json", r.label, r.standard]),
    ...doc.selectedCustomers.rows.map((r): [string, string, string[]] => [
      "selected-customers.json",
      r.label,
      r.regions,
    ]),
    ["fine-tuning.json", "the list of global training regions", doc.fineTuning.globalList.regions.map((r) => r.label)],
  ];
}

/** A model, or a model and its version. */
export const key = (r: { model: string; version?: string }) =>
  r.version === undefined ? r.model : `${r.model} ${r.version}`;

/** Models, and model versions, that a model table, a table column, a list or a mention names. */
export function named(doc: AuthoredDocument): Set<string> {
  const all = [
    ...Object.values(doc.models).flatMap((t) => t.rows),
    ...tables(doc).flatMap(([, t]) => t.columns),
    ...doc.fineTuning.rows,
    ...doc.regionLists.lists,
    ...doc.selectedCustomers.rows,
    ...doc.mentions,
  ];
  return new Set(all.flatMap((r) => [r.model, key(r)]));
}

/**
 * The catalog linter: what schemas cannot see. Each check is a function from a document to what is wrong with it, so
 * that a failing fixture can be written for every one.
 */

import { findRegion, REGIONS, type Region, regionKey } from "../names/regions";
import type { AuthoredTable } from "./authored";
import { type AuthoredDocument, marks } from "./compile";

interface Check {
  readonly name: string;
  readonly description: string;
  readonly check: (doc: AuthoredDocument) => string[];
}

function tables(doc: AuthoredDocument): [string, AuthoredTable][] {
  return [
    ["global-standard.json", doc.globalStandard],
    ["standard.json", doc.standard],
    ["assistants.json", doc.assistants],
  ];
}

/** Every region label outside the three tables, with the file that has it. */
function labels(doc: AuthoredDocument): [string, string][] {
  return [
    ...doc.fineTuning.rows.flatMap((r) => r.standard.map((l): [string, string] => ["fine-tuning.json", l])),
    ...doc.fineTuning.globalList.regions.map((r): [string, string] => ["fine-tuning.json", r.label]),
    ...doc.regionLists.lists.flatMap((l) => l.regions.map((r): [string, string] => ["region-lists.json", r])),
    ...doc.selectedCustomers.rows.flatMap((r) =>
      r.regions.map((l): [string, string] => ["selected-customers.json", l]),
    ),
  ];
}

function duplicates(values: readonly string[]): string[] {
  return [...new Set(values.filter((v, i) => values.indexOf(v) !== i))];
}

/** Every list of regions: its file, what it is for, and the regions in the document's spelling. */
function regionSets(doc: AuthoredDocument): [string, string, string[]][] {
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

/** Names that a look-up without regard to case could not tell apart. */
function caseTwins(doc: AuthoredDocument): string[] {
  const byFolded = new Map<string, string>();
  return [...named(doc)].flatMap((name) => {
    const twin = byFolded.get(name.toLowerCase());
    byFolded.set(name.toLowerCase(), name);
    return twin === undefined ? [] : [`${twin} and ${name}`];
  });
}

const key = (r: { model: string; version?: string }) => (r.version === undefined ? r.model : `${r.model} ${r.version}`);

/** Models, and model versions, that a model table, a table column, a list or a mention names. */
function named(doc: AuthoredDocument): Set<string> {
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

export const CHECKS: readonly Check[] = [
  {
    name: "known-regions",
    description: "Every region and every region label is one that regions.json knows, and the two agree.",
    check: (doc) => [
      ...tables(doc).flatMap(([file, t]) =>
        t.rows
          .filter((r) => findRegion(r.label)?.id !== r.region)
          .map(
            (r) => `${file}: row "${r.label}" says region ${r.region}, regions.json says ${findRegion(r.label)?.id}`,
          ),
      ),
      ...labels(doc)
        .filter(([, label]) => findRegion(label) === undefined)
        .map(([file, label]) => `${file}: no region is called "${label}"`),
    ],
  },
  {
    name: "every-cell-has-a-value",
    description: "Each row has one mark per column, and each mark is the table's tick or a dash.",
    check: (doc) => [
      ...tables(doc).flatMap(([file, t]) =>
        t.rows.flatMap((r) => {
          const cells = marks(r.cells);
          if (cells.length !== t.columns.length) {
            return [`${file}: row "${r.label}" has ${cells.length} cells for ${t.columns.length} columns`];
          }
          return cells
            .filter((c) => c !== t.tick && c !== "-")
            .map((c) => `${file}: row "${r.label}" has "${c}", which is neither "${t.tick}" nor "-"`);
        }),
      ),
      ...doc.fineTuning.rows
        .filter((r) => r.global !== doc.fineTuning.globalTick && r.global !== "-")
        .map((r) => `fine-tuning.json: row "${r.label}" has "${r.global}" for global training`),
    ],
  },
  {
    name: "no-duplicates",
    description: "No row, column, list or statement stands twice, but where the document itself repeats it.",
    check: (doc) => [
      ...tables(doc).flatMap(([file, t]) => [
        ...duplicates(t.rows.map((r) => r.region)).map((d) => `${file}: two rows for ${d}`),
        ...duplicates(t.columns.map(key)).map((d) => `${file}: two columns for ${d}`),
      ]),
      ...duplicates(doc.fineTuning.rows.map(key)).map((d) => `fine-tuning.json: two rows for ${d}`),
      ...duplicates(doc.selectedCustomers.rows.map(key)).map((d) => `selected-customers.json: two rows for ${d}`),
      ...duplicates(doc.regionLists.lists.map(key)).map((d) => `region-lists.json: two lists for ${d}`),
      ...regionSets(doc).flatMap(([file, label, regions]) =>
        duplicates(regions.map((r) => findRegion(r)?.id ?? r)).map((d) => `${file}: ${d} stands twice for ${label}`),
      ),
      ...caseTwins(doc).map((twins) => `${twins} differ in case only`),
      ...Object.entries(doc.models).flatMap(([file, t]) =>
        duplicates(t.rows.filter((r) => !r.repeats).map(key)).map((d) => `models/${file}: two rows for ${d}`),
      ),
    ],
  },
  {
    name: "citations-resolve",
    description: "A statement that cites a row of a model table names a row that some model table or list has.",
    check: (doc) => {
      const rows = new Set([
        ...Object.values(doc.models).flatMap((t) => t.rows.map((r) => r.label)),
        ...doc.regionLists.lists.map((l) => l.label),
        // The o-series region list only points at the tables; access.json cites its o1-preview row.
        "o1-preview",
      ]);
      const cited = [
        ...doc.access.map((s) => ["access.json", s.row] as const),
        ...doc.mentions.map((s) => ["mentions.json", s.row] as const),
        ...doc.lifecycle.preview.map((s) => ["lifecycle.json", s.row] as const),
        ...doc.lifecycle.replaced.map((s) => ["lifecycle.json", s.row] as const),
        ...doc.lifecycle.retiring.map((s) => ["lifecycle.json", s.row] as const),
      ];
      return cited.flatMap(([file, row]) =>
        row !== undefined && !rows.has(row) ? [`${file}: cites row "${row}", which no table has`] : [],
      );
    },
  },
  {
    name: "statements-name-known-models",
    description: "Access, lifecycle and gap statements speak of models and versions that the document names.",
    check: (doc) => {
      const known = named(doc);
      const spoken = [
        ...doc.access.flatMap((s) => s.models.map((m) => ["access.json", key(m)] as const)),
        ...doc.notReproduced.map((s) => ["not-reproduced.json", s.model] as const),
        ...doc.lifecycle.preview.map((s) => ["lifecycle.json", key(s)] as const),
        ...doc.lifecycle.retiring.map((s) => ["lifecycle.json", key(s)] as const),
        ...doc.lifecycle.replaced.flatMap((s) => [
          ["lifecycle.json", key(s)] as const,
          ["lifecycle.json", key(s.by)] as const,
        ]),
      ];
      return spoken.flatMap(([file, name]) => (known.has(name) ? [] : [`${file}: nothing names ${name}`]));
    },
  },
  {
    name: "tables-and-model-tables-agree",
    description:
      "A model version that a region table or list offers is described by a model table, but for the versions that " +
      "only the Assistants table lists and models that have no model table.",
    check: (doc) => {
      const described = new Set(Object.values(doc.models).flatMap((t) => t.rows.map(key)));
      const models = new Set(Object.values(doc.models).flatMap((t) => t.rows.map((r) => r.model)));
      const offered = [
        ...[doc.globalStandard, doc.standard].flatMap((t) => t.columns),
        ...doc.fineTuning.rows,
        ...doc.selectedCustomers.rows,
        ...doc.regionLists.lists.filter((l) => l.version !== undefined),
      ];
      return offered.flatMap((o) =>
        models.has(o.model) && !described.has(key(o))
          ? [`${key(o)} is offered in a table, but no model table has it`]
          : [],
      );
    },
  },
];

/**
 * Runs every check.
 * @returns one line per problem, `check: file: what is wrong`; empty for a sound document.
 */
export function lint(doc: AuthoredDocument): string[] {
  return CHECKS.flatMap((c) => c.check(doc).map((problem) => `${c.name}: ${problem}`));
}

/** Checks regions.json itself: ids unique, and no name that means two regions. */
export function lintRegions(regions: readonly Region[] = REGIONS): string[] {
  const owners = new Map<string, string>();
  const problems = duplicates(regions.map((r) => r.id)).map((id) => `regions.json: ${id} stands twice`);
  for (const r of regions) {
    for (const name of [r.id, r.displayName, r.japaneseName, ...(r.otherNames ?? [])]) {
      if (name === undefined) continue;
      const owner = owners.get(regionKey(name));
      if (owner !== undefined && owner !== r.id) problems.push(`regions.json: "${name}" means ${owner} and ${r.id}`);
      owners.set(regionKey(name), r.id);
    }
  }
  return problems;
}

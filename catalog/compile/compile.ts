/**
 * Turns the authored document files into an edition: the same facts, indexed by model, version and SKU. This folder
 * may import edition/, names/ and verdict/.
 */
import type { z } from "zod";
import { sealed } from "../edition/provenance";
import {
  type DocumentPlace,
  type DocumentSku,
  type documentSchema,
  type EditionData,
  type ModelFacts,
  type RegionStatement,
  SCHEMA_VERSION,
  type VersionFacts,
} from "../edition/schema";
import { findRegion } from "../names/regions";
import type {
  AuthoredTable,
  accessSchema,
  englishSchema,
  fineTuningSchema,
  lifecycleSchema,
  mentionsSchema,
  modelTableSchema,
  notReproducedSchema,
  regionListsSchema,
  selectedCustomersSchema,
} from "./authored";

/** A document as authored: one member per file of `catalog/documents/<id>/`. */
export interface AuthoredDocument {
  document: z.infer<typeof documentSchema>;
  globalStandard: AuthoredTable;
  standard: AuthoredTable;
  assistants: AuthoredTable;
  fineTuning: z.infer<typeof fineTuningSchema>;
  regionLists: z.infer<typeof regionListsSchema>;
  selectedCustomers: z.infer<typeof selectedCustomersSchema>;
  access: z.infer<typeof accessSchema>;
  lifecycle: z.infer<typeof lifecycleSchema>;
  mentions: z.infer<typeof mentionsSchema>;
  notReproduced: z.infer<typeof notReproducedSchema>;
  english: z.infer<typeof englishSchema>;
  /** Model tables by file name. */
  models: Record<string, z.infer<typeof modelTableSchema>>;
}

/** The marks of a row, one per column. */
export function marks(cells: string): string[] {
  return cells.split(" ");
}

interface Naming {
  model: string;
  version?: string;
  place: DocumentPlace;
}

/** Every place where the document names a model, in the document's order of parts. */
function namings(doc: AuthoredDocument): Naming[] {
  const found: Naming[] = [];
  for (const table of Object.values(doc.models)) {
    for (const row of table.rows) {
      found.push({ model: row.model, version: row.version, place: { section: table.section, row: row.label } });
    }
  }
  for (const table of [doc.globalStandard, doc.standard, doc.assistants]) {
    for (const c of table.columns) {
      found.push({
        model: c.model,
        version: c.version,
        place: { section: table.section, table: table.table, column: c.header },
      });
    }
  }
  for (const row of doc.fineTuning.rows) {
    found.push({ model: row.model, version: row.version, place: fineTuningPlace(doc, row.label) });
  }
  for (const list of doc.regionLists.lists) {
    found.push({ model: list.model, version: list.version, place: { section: list.section, row: list.label } });
  }
  for (const row of doc.selectedCustomers.rows) {
    found.push({
      model: row.model,
      version: row.version,
      place: { section: doc.selectedCustomers.section, row: row.label },
    });
  }
  for (const m of doc.mentions) {
    found.push({ model: m.model, version: m.version, place: { section: m.section, ...(m.row ? { row: m.row } : {}) } });
  }
  return found;
}

function fineTuningPlace(doc: AuthoredDocument, row: string): DocumentPlace {
  return { section: doc.fineTuning.section, table: doc.fineTuning.table, row };
}

function toRegions(labels: readonly string[], where: string): Record<string, string> {
  const regions: Record<string, string> = {};
  for (const label of labels) {
    const region = findRegion(label);
    if (!region) throw new Error(`${where}: regions.json has no region called "${label}"`);
    regions[region.id] = label;
  }
  return regions;
}

function columnStatement(source: string, table: AuthoredTable, index: number): RegionStatement {
  const column = table.columns[index];
  if (!column) throw new Error(`${source}: no column ${index}`);
  const regions: Record<string, string> = {};
  for (const row of table.rows) {
    if (marks(row.cells)[index] === table.tick) regions[row.region] = row.label;
  }
  return { source, place: { section: table.section, table: table.table, column: column.header }, regions };
}

/** The versions of models that a document names, with what it says about them so far. */
class NamedVersions {
  readonly #models = new Map<string, Map<string, VersionFacts>>();

  constructor(all: readonly Naming[]) {
    const versioned = new Set(all.filter((n) => n.version !== undefined).map((n) => n.model));
    for (const { model, version, place } of all) {
      // A bare mention of a model that has versions elsewhere adds no version.
      if (version === undefined && versioned.has(model)) continue;
      const versions = this.#models.get(model) ?? new Map<string, VersionFacts>();
      this.#models.set(model, versions);
      const key = version ?? "";
      const facts = versions.get(key);
      if (facts) facts.named.push(place);
      else versions.set(key, { version: key, named: [place], inference: {}, described: [], access: {} });
    }
  }

  /** The versions that a statement is about: the one it names, or all of the model's. */
  matching(model: string, version: string | undefined): VersionFacts[] {
    const found = [...(this.#models.get(model)?.values() ?? [])].filter(
      (v) => version === undefined || v.version === version,
    );
    if (found.length === 0) throw new Error(`a statement names ${model} ${version ?? ""}, which nothing else names`);
    return found;
  }

  /** Adds a statement about a SKU. */
  add(model: string, version: string | undefined, sku: DocumentSku, statement: RegionStatement): void {
    for (const facts of this.matching(model, version)) {
      facts.inference[sku] = [...(facts.inference[sku] ?? []), statement];
    }
  }

  get models(): ModelFacts[] {
    return [...this.#models].map(([name, versions]) => ({ name, versions: [...versions.values()] }));
  }
}

/** Adds in which regions the versions are offered. */
function addRegions(doc: AuthoredDocument, versions: NamedVersions): void {
  for (const [source, table] of [
    ["global-standard", doc.globalStandard],
    ["standard", doc.standard],
  ] as const) {
    const sku = table.sku;
    if (!sku) throw new Error(`${source}: the table states no sku`);
    table.columns.forEach((c, i) => {
      versions.add(c.model, c.version, sku, columnStatement(source, table, i));
    });
  }
  doc.assistants.columns.forEach((c, i) => {
    for (const facts of versions.matching(c.model, c.version))
      facts.assistants = columnStatement("assistants", doc.assistants, i);
  });
  for (const list of doc.regionLists.lists) {
    const statement: RegionStatement = {
      source: "region-lists",
      place: { section: list.section, table: doc.regionLists.table, row: list.label },
      regions: toRegions(list.regions, `region-lists.json, ${list.label}`),
    };
    if (list.sku) versions.add(list.model, list.version, list.sku, statement);
    else {
      for (const facts of versions.matching(list.model, list.version)) {
        facts.skuNotStated = [...(facts.skuNotStated ?? []), statement];
      }
    }
  }
  for (const row of doc.selectedCustomers.rows) {
    versions.add(row.model, row.version, doc.selectedCustomers.sku, {
      source: "selected-customers",
      place: { section: doc.selectedCustomers.section, table: doc.selectedCustomers.table, row: row.label },
      regions: toRegions(row.regions, `selected-customers.json, ${row.label}`),
    });
  }
}

/** Adds where and how the versions can be trained. */
function addTraining(doc: AuthoredDocument, versions: NamedVersions): void {
  for (const row of doc.fineTuning.rows) {
    const place = fineTuningPlace(doc, row.label);
    for (const facts of versions.matching(row.model, row.version)) {
      facts.fineTuning = {
        standard: {
          source: "fine-tuning",
          place: { ...place, column: doc.fineTuning.standardColumn },
          regions: toRegions(row.standard, `fine-tuning.json, ${row.label}`),
        },
        global: row.global === doc.fineTuning.globalTick,
        globalPlace: { ...place, column: doc.fineTuning.globalColumn },
        maxInput: row.maxInput,
        ...(row.maxOutput === undefined ? {} : { maxOutput: row.maxOutput }),
        ...(row.maxTrainingExample === undefined ? {} : { maxTrainingExample: row.maxTrainingExample }),
        trainingData: row.trainingData,
        modality: row.modality,
      };
    }
  }
}

/** Adds what the versions are, who has access to them, and how long they live. */
function addDescriptions(doc: AuthoredDocument, versions: NamedVersions): void {
  for (const table of Object.values(doc.models)) {
    for (const { label, model, version, repeats, ...rest } of table.rows) {
      if (repeats) continue;
      for (const facts of versions.matching(model, version)) {
        facts.described.push({ place: { section: table.section, row: label }, ...rest });
      }
    }
  }
  for (const rule of doc.access) {
    for (const target of rule.models) {
      for (const facts of versions.matching(target.model, target.version)) {
        for (const sku of target.sku ? [target.sku] : (["Standard", "GlobalStandard"] as const)) {
          const place: DocumentPlace = { section: rule.section, ...(rule.row ? { row: rule.row } : {}) };
          facts.access[sku] = { id: rule.id, condition: rule.condition, place };
        }
      }
    }
  }
  for (const s of doc.lifecycle.preview) {
    for (const facts of versions.matching(s.model, s.version)) facts.preview = toPlace(s);
  }
  for (const s of doc.lifecycle.replaced) {
    for (const facts of versions.matching(s.model, s.version)) {
      facts.replaced = { by: s.by, statement: s.statement, place: toPlace(s) };
    }
  }
  for (const s of doc.lifecycle.retiring) {
    for (const facts of versions.matching(s.model, s.version))
      facts.retiring = { statement: s.statement, place: toPlace(s) };
  }
  for (const s of doc.notReproduced) {
    for (const facts of versions.matching(s.model, undefined)) {
      facts.notReproduced = { ...facts.notReproduced, [s.sku]: { statement: s.statement, place: toPlace(s) } };
    }
  }
}

/**
 * Compiles a document.
 * @param doc authored files, already checked by their schemas and by the catalog linter.
 * @returns the edition, ready to be written; the same input always gives the same output.
 * @throws Error naming the file and the word where a region label is unknown.
 */
export function compile(doc: AuthoredDocument): EditionData {
  const versions = new NamedVersions(namings(doc));
  addRegions(doc, versions);
  addTraining(doc, versions);
  addDescriptions(doc, versions);
  const compiled = versions.models;
  return sealed({
    schemaVersion: SCHEMA_VERSION,
    id: doc.document.id,
    date: doc.document.date,
    document: doc.document,
    english: doc.english,
    counts: {
      tables: {
        [doc.globalStandard.table]: count(doc.globalStandard),
        [doc.standard.table]: count(doc.standard),
        [doc.assistants.table]: count(doc.assistants),
      },
      fineTuning: {
        standardPairs: doc.fineTuning.rows.reduce((n, r) => n + r.standard.length, 0),
        globalModels: doc.fineTuning.rows.filter((r) => r.global === doc.fineTuning.globalTick).length,
        globalRegions: doc.fineTuning.globalList.regions.length,
      },
      models: compiled.length,
      modelVersions: compiled.reduce((n, m) => n + m.versions.length, 0),
    },
    tables: {
      "global-standard": tableRef(doc.globalStandard),
      standard: tableRef(doc.standard),
      assistants: tableRef(doc.assistants),
      "fine-tuning": {
        place: { section: doc.fineTuning.section, table: doc.fineTuning.table },
        tick: doc.fineTuning.globalTick,
        rows: {},
      },
    },
    globalTraining: globalTraining(doc.fineTuning),
    models: compiled,
    sources: {},
    lists: {},
    docs: [],
    schedules: [],
    training: [],
  });
}

/** The regions of global training, which the document lists beside the table. */
function globalTraining({
  section,
  table,
  globalColumn,
  globalList,
  globalTick,
}: AuthoredDocument["fineTuning"]): EditionData["globalTraining"] {
  return {
    place: {
      section,
      table,
      column: globalColumn,
      row: globalList.place,
    },
    tick: globalTick,
    condition: globalList.condition,
    regions: Object.fromEntries(
      globalList.regions.map((r) => {
        const [id] = Object.keys(toRegions([r.label], "fine-tuning.json, globalList"));
        return [id, { label: r.label, ...(r.condition ? { condition: r.condition } : {}) }];
      }),
    ),
  };
}

function toPlace(s: { section: string; row?: string }): DocumentPlace {
  return { section: s.section, ...(s.row ? { row: s.row } : {}) };
}

function tableRef(table: AuthoredTable): EditionData["tables"][string] {
  return {
    place: { section: table.section, table: table.table },
    tick: table.tick,
    rows: Object.fromEntries(table.rows.map((r) => [r.region, r.label])),
  };
}

function count(table: AuthoredTable): { cells: number; ticks: number } {
  const cells = table.rows.flatMap((r) => marks(r.cells));
  return { cells: cells.length, ticks: cells.filter((c) => c === table.tick).length };
}

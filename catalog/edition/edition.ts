/** An edition in memory: the compiled data with the look-ups that a verdict needs. */

import { findSku, SKUS, type Sku } from "../names/skus";
import type { DocsTable, EditionData, ListedVersion, ModelFacts, RegionStatement, VersionFacts } from "./schema";
import type { Overlay } from "./statement";

/** What an edition says of a version of a model. */
export interface IndexedVersion extends VersionFacts {
  /** Set where no document names it and only a models list has it. */
  readonly listOnly?: true;
  /** Key of the source of a models list that offers global training of it, in whichever region. */
  readonly trainedIn?: string;
  /** Regions of global training, where a newer table than the document's has them by model version. */
  readonly globalRegions?: Readonly<Record<string, string>>;
  /** What the document says where a newer table says something else. */
  readonly superseded?: Partial<Record<Sku, readonly RegionStatement[]>>;
  /** SKUs whose newer table does not have it any more. */
  readonly dropped?: Partial<Record<Sku, DocsTable>>;
}

/** A model with its versions by lower-case name. */
export interface IndexedModel {
  readonly name: string;
  /** Versions in the document's order, then those of other sources; empty where no source names any. */
  readonly versions: readonly IndexedVersion[];
  /** The facts of a model that a document names without any version. */
  readonly unversioned?: IndexedVersion;
  readonly byVersion: ReadonlyMap<string, IndexedVersion>;
}

/** A model in the models list of a region. */
export interface ListedModel {
  readonly name: string;
  /** By lower-case version. */
  readonly versions: ReadonlyMap<string, ListedVersion & { readonly version: string }>;
  /** What is deployed where no version is given, where the list says so. */
  readonly defaultVersion?: string;
}

/** The models list of a region: the region is closed, what the list does not have cannot be deployed there. */
export interface RegionList {
  /** Key of its source. */
  readonly source: string;
  /** By lower-case name. */
  readonly models: ReadonlyMap<string, ListedModel>;
}

/** A dated catalog, ready to be asked. Immutable; make one with {@link indexEdition}. */
export interface Edition {
  readonly id: string;
  readonly data: EditionData;
  readonly models: ReadonlyMap<string, IndexedModel>;
  /** Models lists by region id. */
  readonly lists: ReadonlyMap<string, RegionList>;
  /** SKUs of which some source says where they are offered. */
  readonly skus: ReadonlySet<Sku>;
  /** SKUs that the document or a newer table has regions for. */
  readonly tabled: readonly Sku[];
  /** Tables by the source that statements name, newer ones in the place of those of the document. */
  readonly tables: EditionData["tables"];
  readonly globalTraining?: EditionData["globalTraining"];
  /** An organisation's statements on top; see `withOverlay`. */
  readonly overlay?: Overlay;
}

/**
 * Indexes a compiled edition.
 * @param data a compiled edition that has passed `editionSchema`.
 */
export function indexEdition(data: EditionData): Edition {
  const models = new Map<string, MutableModel>();
  for (const model of data.models) models.set(model.name.toLowerCase(), indexModel(model));
  const lists = new Map<string, RegionList>();
  const skus = new Set<Sku>(["Standard", "GlobalStandard"]);
  for (const [region, list] of Object.entries(data.lists)) {
    const listed = new Map(
      Object.entries(list.models).map(([name, versions]) => [name.toLowerCase(), indexListed(name, versions)]),
    );
    lists.set(region, { source: list.source, models: listed });
    for (const model of listed.values()) {
      for (const listing of model.versions.values()) {
        addListed(models, model.name, listing.version, list.source, listing.globalTraining === true);
        for (const sku of SKUS) if (listing.skus[sku]) skus.add(sku);
      }
    }
  }
  const tabled = new Set<Sku>(["Standard", "GlobalStandard"]);
  for (const { use } of data.docs) {
    const sku = findSku(use);
    if (sku) tabled.add(sku);
  }
  for (const sku of tabled) skus.add(sku);
  return {
    id: data.id,
    data,
    models,
    lists,
    skus,
    tabled: [...tabled],
    ...(data.docs.length > 0 ? addDocs(models, data) : { tables: data.tables, globalTraining: data.globalTraining }),
  };
}

interface MutableModel extends IndexedModel {
  readonly versions: IndexedVersion[];
  readonly byVersion: Map<string, IndexedVersion>;
  unversioned?: IndexedVersion;
}

function indexModel(model: ModelFacts): MutableModel {
  const versions = model.versions.filter((v) => v.version !== "");
  return {
    name: model.name,
    versions,
    unversioned: model.versions.find((v) => v.version === ""),
    byVersion: new Map(versions.map((v) => [v.version.toLowerCase(), v])),
  };
}

function indexListed(name: string, versions: Record<string, ListedVersion>): ListedModel {
  const listed = Object.entries(versions).map(([version, facts]) => ({ ...facts, version }));
  const defaults = listed.filter((v) => v.default);
  return {
    name,
    versions: new Map(listed.map((v) => [v.version.toLowerCase(), v])),
    // Two defaults would be none that can be told.
    ...(defaults.length === 1 ? { defaultVersion: defaults[0]?.version } : {}),
  };
}

function modelOf(models: Map<string, MutableModel>, name: string): MutableModel {
  const model = models.get(name.toLowerCase()) ?? indexModel({ name, versions: [] });
  models.set(name.toLowerCase(), model);
  return model;
}

/** Puts facts in the place of what is known of their version. */
function put(model: MutableModel, facts: IndexedVersion): void {
  const known = model.byVersion.get(facts.version.toLowerCase());
  if (facts.version === "") model.unversioned = facts;
  else if (known) model.versions[model.versions.indexOf(known)] = facts;
  else model.versions.push(facts);
  if (facts.version !== "") model.byVersion.set(facts.version.toLowerCase(), facts);
}

/** Makes a version known that a models list has: the edition names it, whoever's region is asked about. */
function addListed(
  models: Map<string, MutableModel>,
  name: string,
  version: string,
  source: string,
  trained: boolean,
): void {
  const model = modelOf(models, name);
  const known = model.byVersion.get(version.toLowerCase());
  if (known && (known.trainedIn !== undefined || !trained)) return;
  const place = { from: source, section: LIST_SECTION, row: `${model.name} ${version}` };
  put(model, {
    ...(known ?? { ...newVersion(model, version, place), listOnly: true }),
    ...(trained ? { trainedIn: source } : {}),
  });
}

/**
 * A version that the document does not name. What the document says of every version of its model holds for it too:
 * all that it says where it names none, and the access condition that all the named ones share.
 */
export function newVersion(model: IndexedModel, version: string, place: VersionFacts["named"][number]): IndexedVersion {
  if (model.unversioned) return { ...model.unversioned, version };
  const documented = model.versions.filter((v) => !v.listOnly);
  const [first] = documented;
  const access: IndexedVersion["access"] = {};
  for (const sku of ["Standard", "GlobalStandard"] as const) {
    const condition = first?.access[sku];
    if (condition && documented.every((v) => v.access[sku]?.id === condition.id)) access[sku] = condition;
  }
  return { version, named: [place], inference: {}, described: [], access };
}

/** How a models list is cited: it has no headings, but entries by format. */
export const LIST_SECTION = "format OpenAI";

/** The document's table that a newer one of the same use takes the place of. */
const DOCUMENT_TABLES: Partial<Record<DocsTable["use"], string>> = {
  GlobalStandard: "global-standard",
  Standard: "standard",
  assistants: "assistants",
  "standard-training": "fine-tuning",
};

/** Lets the tables of the documentation speak in the place of what the document says of the same. */
function addDocs(
  models: Map<string, MutableModel>,
  data: EditionData,
): { readonly tables: EditionData["tables"]; readonly globalTraining?: EditionData["globalTraining"] } {
  const tables = { ...data.tables };
  let globalTraining = data.globalTraining;
  for (const table of data.docs) {
    const ref = { place: table.place, tick: table.tick, rows: table.regions };
    tables[table.source] = ref;
    if (table.whole) {
      const replaced = DOCUMENT_TABLES[table.use];
      // What the document says of a SKU is still cited, by its own table.
      if (replaced !== undefined && !findSku(table.use)) tables[replaced] = ref;
      for (const model of models.values()) dropFrom(model, table, replaced);
    }
    if (table.use === "global-training" && globalTraining) {
      globalTraining = {
        ...globalTraining,
        place: table.place,
        tick: table.tick,
        regions: Object.fromEntries(
          Object.entries(table.regions).map(([region, label]) => [region, withCondition(label)]),
        ),
      };
    }
  }
  // Versions first: a column without a version speaks of all of them.
  for (const table of data.docs) {
    for (const { model: name, version, label } of table.models) {
      const model = modelOf(models, name);
      if (version === "" ? model.versions.length > 0 || model.unversioned : model.byVersion.has(version.toLowerCase()))
        continue;
      put(model, newVersion(model, version, entryPlace(table, label)));
    }
  }
  const spoken = new Set<string>();
  for (const table of data.docs) {
    for (const column of table.models) {
      const model = modelOf(models, column.model);
      const known = model.byVersion.get(column.version.toLowerCase());
      const of =
        column.version !== "" ? [known] : model.versions.length > 0 ? [...model.versions] : [model.unversioned];
      for (const facts of of) if (facts) put(model, withColumn(facts, table, column, spoken, model.name));
    }
  }
  return { tables, globalTraining };
}

/** A label of a region with what it says in brackets, "Japan East (no vision support)", as a condition. */
function withCondition(label: string): { readonly label: string; readonly condition?: string } {
  const condition = /\(([^)]*)\)$/.exec(label)?.[1];
  return condition ? { label, condition } : { label };
}

/** Takes from a model what a whole table of the documentation does not say any more of its versions. */
function dropFrom(model: MutableModel, table: DocsTable, replaced: string | undefined): void {
  const kept = (v: IndexedVersion) =>
    table.models.some(
      (c) =>
        c.model === model.name.toLowerCase() &&
        (c.version === "" || c.version.toLowerCase() === v.version.toLowerCase()),
    );
  for (const facts of [...model.versions, ...(model.unversioned ? [model.unversioned] : [])]) {
    if (kept(facts)) continue;
    const sku = findSku(table.use);
    if (table.use === "assistants") put(model, { ...facts, assistants: undefined });
    else if (table.use === "standard-training") put(model, { ...facts, fineTuning: undefined });
    else if (sku) put(model, withoutTable(facts, table, sku, replaced));
  }
}

function withoutTable(facts: IndexedVersion, table: DocsTable, sku: Sku, replaced: string | undefined): IndexedVersion {
  const { [sku]: statements = [], ...inference } = facts.inference;
  const left = statements.filter((s) => s.source !== replaced);
  const { notReproduced, ...rest } = facts;
  const gaps = Object.fromEntries(Object.entries(notReproduced ?? {}).filter(([gap]) => gap !== sku));
  return {
    ...rest,
    ...(Object.keys(gaps).length > 0 ? { notReproduced: gaps } : {}),
    inference: left.length > 0 ? { ...inference, [sku]: left } : inference,
    ...(statements.length > 0 && left.length === 0
      ? {
          superseded: { ...facts.superseded, [sku]: statements },
          dropped: { ...facts.dropped, [sku]: table },
        }
      : {}),
  };
}

/** Where a table speaks of a model version: in a column, or in a row. */
function entryPlace(table: DocsTable, label: string): RegionStatement["place"] {
  return table.regionsAre === "rows" ? { ...table.place, column: label } : { ...table.place, row: label };
}

/** @param spoken the statements of newer tables so far: several tables may speak of one SKU. */
function withColumn(
  facts: IndexedVersion,
  table: DocsTable,
  column: DocsTable["models"][number],
  spoken: Set<string>,
  model: string,
): IndexedVersion {
  const regions = Object.fromEntries(column.regions.map((id) => [id, table.regions[id] ?? id]));
  const statement: RegionStatement = { source: table.source, place: entryPlace(table, column.label), regions };
  const { listOnly: _, ...known } = facts;
  const sku = findSku(table.use);
  if (sku) {
    const key = `${model} ${facts.version} ${sku}`;
    const before = facts.inference[sku] ?? [];
    const again = spoken.has(key);
    spoken.add(key);
    return {
      ...known,
      inference: { ...facts.inference, [sku]: again ? [...before, statement] : [statement] },
      ...(again || before.length === 0 ? {} : { superseded: { ...facts.superseded, [sku]: before } }),
    };
  }
  if (table.use === "assistants") return { ...known, assistants: statement };
  const place = { ...table.place, row: column.label };
  const tuning = facts.fineTuning ?? {
    standard: { source: FINE_TUNING, place, regions: {} },
    global: false,
    globalPlace: place,
  };
  return table.use === "standard-training"
    ? { ...known, fineTuning: { ...tuning, standard: { source: FINE_TUNING, place, regions } } }
    : {
        ...known,
        fineTuning: { ...tuning, global: Object.keys(regions).length > 0, globalPlace: place },
        globalRegions: regions,
      };
}

/** The source of lists of training regions: they are cited as lists, not by the rows of a table. */
const FINE_TUNING = "fine-tuning";

/** A model by name, without regard to case; undefined where no source of the edition names it. */
export function findModel(edition: Edition, name: string): IndexedModel | undefined {
  return edition.models.get(name) ?? edition.models.get(name.toLowerCase());
}

/** What the edition says of a version of a model; any version where a document names the model without versions. */
export function findVersion(model: IndexedModel, version: string): IndexedVersion | undefined {
  return model.byVersion.get(version) ?? model.byVersion.get(version.toLowerCase()) ?? model.unversioned;
}

/** Indexes the tables of documentation pages, which replace the document's own statements. */
import { findSku, type Sku } from "../names/skus";
import { factsOf, type Models, type MutableModel, modelOf, put } from "./index-models";
import type { GlobalTraining, IndexedVersion, TableRef } from "./indexed";
import type { DocsTable, EditionData, RegionStatement } from "./schema";

/** The document's tables, by the use of the newer tables that replace them. */
const DOCUMENT_TABLES: Partial<Record<DocsTable["use"], string>> = {
  GlobalStandard: "global-standard",
  Standard: "standard",
  assistants: "assistants",
  "standard-training": "fine-tuning",
};

interface AddedTables {
  readonly tables: Readonly<Record<string, TableRef>>;
  readonly globalTraining?: GlobalTraining;
}

/** Adds the tables of an edition's pages to its models. */
export function addTables(models: Models, data: EditionData): AddedTables {
  const tables: Record<string, TableRef> = Object.fromEntries(
    Object.entries(data.tables).map(([source, ref]) => [source, { ...ref, regionsAre: "rows" as const }]),
  );
  let globalTraining: GlobalTraining | undefined = data.globalTraining && { ...data.globalTraining, notes: [] };
  const whole = new Map<DocsTable["use"], DocsTable[]>();
  for (const table of data.docs) {
    const ref: TableRef = {
      place: table.place,
      tick: table.tick,
      rows: table.regions,
      regionsAre: table.regionsAre,
    };
    tables[table.source] = ref;
    if (table.whole) {
      whole.set(table.use, [...(whole.get(table.use) ?? []), table]);
      const replaced = DOCUMENT_TABLES[table.use];
      // Statements of the document about a SKU still cite its own table.
      if (replaced !== undefined && !findSku(table.use)) tables[replaced] = ref;
    }
    if (table.use === "global-training") globalTraining = globalRegions(table, globalTraining);
  }
  for (const [use, its] of whole) for (const model of models.values()) dropFrom(model, use, its);
  // Versions first, since an entry without a version is about all of them.
  for (const table of data.docs) {
    for (const { model, version, label } of table.models) {
      if (version !== "") factsOf(modelOf(models, model), version, entryPlace(table, label));
    }
  }
  const spoken = new Set<string>();
  for (const table of data.docs) {
    for (const entry of table.models) {
      const model = modelOf(models, entry.model);
      for (const facts of factsOf(model, entry.version, entryPlace(table, entry.label))) {
        put(model, withEntry(facts, table, entry, spoken, model.name));
      }
    }
  }
  return { tables, ...(globalTraining ? { globalTraining } : {}) };
}

function globalRegions(table: DocsTable, before: GlobalTraining | undefined): GlobalTraining {
  const { place, tick, regions, notes } = table;
  return {
    // A page with notes says everything; an older page leaves the document's condition in force.
    ...(notes || before?.condition === undefined ? {} : { condition: before.condition }),
    place,
    tick,
    regions: Object.fromEntries(Object.entries(regions).map(([region, label]) => [region, withCondition(label)])),
    notes: notes ?? [],
  };
}

/** Splits a region's label, "Japan East (no vision support)", into the region and a condition. */
function withCondition(label: string): { readonly label: string; readonly condition?: string } {
  const condition = /\(([^)]*)\)$/.exec(label)?.[1];
  return condition ? { label, condition } : { label };
}

function everyVersion(model: MutableModel): IndexedVersion[] {
  return [...model.versions, ...(model.unversioned ? [model.unversioned] : [])];
}

/** Removes from a model the statements about versions that a complete table of the use no longer has. */
function dropFrom(model: MutableModel, use: DocsTable["use"], tables: readonly DocsTable[]): void {
  const kept = (v: IndexedVersion) =>
    tables.some(({ models }) =>
      models.some(
        (m) =>
          m.model === model.name.toLowerCase() &&
          (m.version === "" || m.version.toLowerCase() === v.version.toLowerCase()),
      ),
    );
  const [table] = tables;
  for (const facts of everyVersion(model)) {
    if (!table || kept(facts)) continue;
    const sku = findSku(use);
    if (use === "assistants") put(model, { ...facts, assistants: undefined });
    else if (use === "standard-training") put(model, { ...facts, fineTuning: undefined });
    else if (sku) put(model, withoutTable(facts, table, sku, DOCUMENT_TABLES[use]));
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

/** The place of a model version in a table: a column or a row. */
function entryPlace(table: DocsTable, label: string): RegionStatement["place"] {
  return table.regionsAre === "rows" ? { ...table.place, column: label } : { ...table.place, row: label };
}

/** The source of lists of training regions; citations name the list, not a row of a table. */
const FINE_TUNING = "fine-tuning";

/**
 * Adds one entry of a table to the facts of a version.
 * @param spoken the statements of newer tables so far, since several tables may be about one SKU.
 */
function withEntry(
  facts: IndexedVersion,
  table: DocsTable,
  entry: DocsTable["models"][number],
  spoken: Set<string>,
  model: string,
): IndexedVersion {
  const regions = Object.fromEntries(entry.regions.map((id) => [id, table.regions[id] ?? id]));
  const statement: RegionStatement = { source: table.source, place: entryPlace(table, entry.label), regions };
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
  const place = { ...table.place, row: entry.label };
  const tuning = facts.fineTuning ?? {
    standard: { source: FINE_TUNING, place, regions: {} },
    global: false,
    globalPlace: place,
  };
  switch (table.use) {
    case "assistants":
      return { ...known, assistants: statement };
    case "standard-training":
      return { ...known, fineTuning: { ...tuning, standard: { source: FINE_TUNING, place, regions } } };
    case "global-training":
      return {
        ...known,
        fineTuning: { ...tuning, global: entry.regions.length > 0, globalPlace: place },
        globalRegions: regions,
      };
    default: {
      const kind = table.use === "fine-tuned-standard" ? "standard" : "provisioned";
      const deployments = facts.fineTunedDeployments ?? {};
      return {
        ...known,
        fineTunedDeployments: { ...deployments, [kind]: [...(deployments[kind] ?? []), statement] },
      };
    }
  }
}

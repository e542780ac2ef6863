/**
 * An edition in memory: the compiled data with the look-ups that a verdict needs. This folder holds editions as data;
 * it imports names/ and the types of query.ts.
 */
import { findSku, type Sku } from "../names/skus";
import { addLists } from "./index-lists";
import { indexModel, type Models } from "./index-models";
import { addTables } from "./index-pages";
import { addSchedules, addTraining } from "./index-schedules";
import type { Edition, IndexedModel, IndexedVersion } from "./indexed";
import type { DocsTable, EditionData } from "./schema";

export { LIST_SECTION } from "./index-lists";
export { newVersion } from "./index-models";
export type {
  Edition,
  IndexedModel,
  IndexedVersion,
  ListEntry,
  ListedModel,
  RegionList,
} from "./indexed";

/**
 * Indexes a compiled edition.
 * @param data a compiled edition that has passed `editionSchema`.
 */
export function indexEdition(data: EditionData): Edition {
  const models: Models = new Map();
  for (const model of data.models) models.set(model.name.toLowerCase(), indexModel(model));
  const skus = new Set<Sku>();
  const lists = addLists(models, data, data.lists, skus);
  const additions = addLists(models, data, data.additions ?? {}, skus);
  const pages = new Map<Sku, DocsTable[]>();
  const pageDates = new Map<Sku, string>();
  for (const table of data.docs) {
    const sku = findSku(table.use);
    if (!sku) continue;
    pages.set(sku, [...(pages.get(sku) ?? []), table]);
    const { from } = table.place;
    const date = (from === undefined ? undefined : data.sources[from]?.date) ?? data.date;
    if (date > (pageDates.get(sku) ?? "")) pageDates.set(sku, date);
  }
  const tabled = new Set<Sku>(pages.keys());
  if (data.tables.standard) tabled.add("Standard");
  if (data.tables["global-standard"]) tabled.add("GlobalStandard");
  for (const sku of tabled) skus.add(sku);
  const added = addTables(models, data);
  addSchedules(models, data);
  const trainingPage = addTraining(models, data);
  for (const { deployments } of trainingPage?.models ?? []) for (const sku of deployments?.skus ?? []) skus.add(sku);
  return {
    id: data.id,
    data,
    models,
    lists,
    additions,
    skus,
    tabled: [...tabled],
    pages,
    pageDates,
    ...(trainingPage ? { trainingPage } : {}),
    knowsFineTuned: trainingPage !== undefined || lists.size > 0,
    ...added,
  };
}

/** A model by name, without regard to case; undefined if no source of the edition names it. */
export function findModel(edition: Edition, name: string): IndexedModel | undefined {
  return edition.models.get(name) ?? edition.models.get(name.toLowerCase());
}

/** What the edition says of a version of a model; any version where a document names the model without versions. */
export function findVersion(model: IndexedModel, version: string): IndexedVersion | undefined {
  return model.byVersion.get(version) ?? model.byVersion.get(version.toLowerCase()) ?? model.unversioned;
}

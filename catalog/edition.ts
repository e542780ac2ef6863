/** An edition in memory: the compiled data with the look-ups that a verdict needs. */
import type { EditionData, ListedVersion, ModelFacts, VersionFacts } from "./schema";
import { SKUS, type Sku } from "./skus";

/** What an edition says of a version of a model. */
export interface IndexedVersion extends VersionFacts {
  /** Set where the document does not name it and only a models list has it. */
  readonly listOnly?: true;
  /** Key of the source of a models list that offers global training of it, in whichever region. */
  readonly trainedIn?: string;
}

/** A model with its versions by lower-case name. */
export interface IndexedModel {
  readonly name: string;
  /** Versions in the document's order, then those of models lists; empty where no source names any. */
  readonly versions: readonly IndexedVersion[];
  /** The facts of a model that the document names without any version. */
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
  return { id: data.id, data, models, lists, skus };
}

interface MutableModel extends IndexedModel {
  readonly versions: IndexedVersion[];
  readonly byVersion: Map<string, IndexedVersion>;
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

/** Makes a version known that a models list has: the edition names it, whoever's region is asked about. */
function addListed(
  models: Map<string, MutableModel>,
  name: string,
  version: string,
  source: string,
  trained: boolean,
): void {
  const model = models.get(name.toLowerCase()) ?? indexModel({ name, versions: [] });
  models.set(name.toLowerCase(), model);
  const key = version.toLowerCase();
  const known = model.byVersion.get(key);
  if (known && (known.trainedIn !== undefined || !trained)) return;
  const facts: IndexedVersion = {
    ...(known ?? newVersion(model, version, source)),
    ...(trained ? { trainedIn: source } : {}),
  };
  if (known) model.versions[model.versions.indexOf(known)] = facts;
  else model.versions.push(facts);
  model.byVersion.set(key, facts);
}

/**
 * A version that the document does not name. What the document says of every version of its model holds for it too:
 * all that it says where it names none, and the access condition that all the named ones share.
 */
function newVersion(model: IndexedModel, version: string, source: string): IndexedVersion {
  const place = { from: source, section: LIST_SECTION, row: `${model.name} ${version}` };
  if (model.unversioned) return { ...model.unversioned, version, listOnly: true };
  const documented = model.versions.filter((v) => !v.listOnly);
  const [first] = documented;
  const access: IndexedVersion["access"] = {};
  for (const sku of ["Standard", "GlobalStandard"] as const) {
    const condition = first?.access[sku];
    if (condition && documented.every((v) => v.access[sku]?.id === condition.id)) access[sku] = condition;
  }
  return { version, named: [place], inference: {}, described: [], access, listOnly: true };
}

/** How a models list is cited: it has no headings, but entries by format. */
export const LIST_SECTION = "format OpenAI";

/** A model by name, without regard to case; undefined where no source of the edition names it. */
export function findModel(edition: Edition, name: string): IndexedModel | undefined {
  return edition.models.get(name) ?? edition.models.get(name.toLowerCase());
}

/** What the edition says of a version of a model; any version where the document names the model without versions. */
export function findVersion(model: IndexedModel, version: string): IndexedVersion | undefined {
  return model.byVersion.get(version) ?? model.byVersion.get(version.toLowerCase()) ?? model.unversioned;
}

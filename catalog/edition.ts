/** An edition in memory: the compiled data with the look-ups that a verdict needs. */
import type { EditionData, ModelFacts, VersionFacts } from "./schema";

/** A model with its versions by lower-case name. */
export interface IndexedModel {
  readonly name: string;
  /** Versions in the document's order; a model that the document names without any has none here. */
  readonly versions: readonly VersionFacts[];
  /** The facts of a model that the document names without any version. */
  readonly unversioned?: VersionFacts;
  readonly byVersion: ReadonlyMap<string, VersionFacts>;
}

/** A dated catalog, ready to be asked. Immutable; make one with {@link indexEdition}. */
export interface Edition {
  readonly id: string;
  readonly data: EditionData;
  readonly models: ReadonlyMap<string, IndexedModel>;
}

/**
 * Indexes a compiled edition.
 * @param data a compiled edition that has passed `editionSchema`.
 */
export function indexEdition(data: EditionData): Edition {
  const models = new Map<string, IndexedModel>();
  for (const model of data.models) models.set(model.name.toLowerCase(), indexModel(model));
  return { id: data.id, data, models };
}

function indexModel(model: ModelFacts): IndexedModel {
  const versions = model.versions.filter((v) => v.version !== "");
  return {
    name: model.name,
    versions,
    unversioned: model.versions.find((v) => v.version === ""),
    byVersion: new Map(versions.map((v) => [v.version.toLowerCase(), v])),
  };
}

/** A model by name, without regard to case; undefined where the document names it nowhere. */
export function findModel(edition: Edition, name: string): IndexedModel | undefined {
  return edition.models.get(name) ?? edition.models.get(name.toLowerCase());
}

/** What the document says of a version of a model; any version where it names the model without versions. */
export function findVersion(model: IndexedModel, version: string): VersionFacts | undefined {
  return model.unversioned ?? model.byVersion.get(version) ?? model.byVersion.get(version.toLowerCase());
}

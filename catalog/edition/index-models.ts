/** Finds or makes models while an edition is indexed. */
import type { IndexedModel, IndexedVersion } from "./indexed";
import type { DocumentPlace, ModelFacts } from "./schema";

/** A model while it is being indexed. */
export interface MutableModel extends IndexedModel {
  readonly versions: IndexedVersion[];
  readonly byVersion: Map<string, IndexedVersion>;
  unversioned?: IndexedVersion;
}

/** Models by lower-case name. */
export type Models = Map<string, MutableModel>;

/** A model from its compiled facts. */
export function indexModel(model: ModelFacts): MutableModel {
  const versions: IndexedVersion[] = model.versions.filter((v) => v.version !== "");
  return {
    name: model.name,
    versions,
    unversioned: model.versions.find((v) => v.version === ""),
    byVersion: new Map(versions.map((v) => [v.version.toLowerCase(), v])),
  };
}

/** Finds a model by name, or makes it. */
export function modelOf(models: Models, name: string): MutableModel {
  const known = models.get(name.toLowerCase());
  if (known) return known;
  const model: MutableModel = { name, versions: [], byVersion: new Map() };
  models.set(name.toLowerCase(), model);
  return model;
}

/** Adds or replaces the facts of a version. */
export function put(model: MutableModel, facts: IndexedVersion): void {
  if (facts.version === "") {
    model.unversioned = facts;
    return;
  }
  const known = model.byVersion.get(facts.version.toLowerCase());
  if (known) model.versions[model.versions.indexOf(known)] = facts;
  else model.versions.push(facts);
  model.byVersion.set(facts.version.toLowerCase(), facts);
}

/** The facts that a statement is about: those of its version, which it makes if it is new, or of all versions for "". */
export function factsOf(model: MutableModel, version: string, place: DocumentPlace): readonly IndexedVersion[] {
  const all = [...model.versions, ...(model.unversioned ? [model.unversioned] : [])];
  if (version === "" && all.length > 0) return all;
  const known = version === "" ? undefined : model.byVersion.get(version.toLowerCase());
  if (known) return [known];
  const facts = newVersion(model, version, place);
  put(model, facts);
  return [facts];
}

/**
 * A version that the document does not name. It inherits what the document says about every version of its model: all
 * that it says without naming a version, and the access condition that all named versions share.
 */
export function newVersion(model: IndexedModel, version: string, place: DocumentPlace): IndexedVersion {
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

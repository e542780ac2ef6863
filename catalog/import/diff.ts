/** Compares two editions: their verdicts, not their files. */

import { type Edition, findModel, findVersion } from "../edition/edition";
import type { ListedVersion } from "../edition/schema";
import { PUBLIC_REGION_IDS } from "../names/regions";
import { SKUS, type Sku } from "../names/skus";
import { decideCell, isNamed } from "../verdict/cell";
import { type CellName, type CellStatus, isOffered, USES, type Use } from "../verdict/use";

/** A change of status, the same in all of its regions. */
export interface CellChange {
  readonly model: string;
  /** "" if the document names the model without versions. */
  readonly version: string;
  readonly use: Use;
  /** Absent if the edition does not know the model version. */
  readonly from?: CellStatus;
  readonly to?: CellStatus;
  readonly regions: readonly string[];
}

/** A retirement date that was added, changed or removed. */
export interface RetirementChange {
  readonly model: string;
  readonly version: string;
  readonly sku: Sku;
  /** Set for models that were fine-tuned from it. */
  readonly fineTuned?: true;
  readonly from?: string;
  readonly to?: string;
  readonly regions: readonly string[];
}

export interface DefaultChange {
  readonly model: string;
  readonly from?: string;
  readonly to?: string;
  readonly regions: readonly string[];
}

export interface ConditionChange {
  readonly model: string;
  readonly version: string;
  readonly sku: string;
  /** Ids of access conditions. */
  readonly from?: string;
  readonly to?: string;
}

interface NameChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface EditionDiff {
  /** Regions by whether their models list decides. */
  readonly closed: NameChange;
  readonly models: NameChange;
  /** Versions of models that both editions know. */
  readonly versions: NameChange;
  readonly cells: readonly CellChange[];
  readonly retirements: readonly RetirementChange[];
  readonly defaults: readonly DefaultChange[];
  readonly conditions: readonly ConditionChange[];
}

/** Compares two editions, model version by model version. */
export function diffEditions(a: Edition, b: Edition): EditionDiff {
  const names = union(modelNames(a), modelNames(b));
  const common = names.filter((name) => findModel(a, name) && findModel(b, name));
  const versions = names.flatMap((model) => versionNames(a, b, model).map((version) => ({ model, version })));
  return {
    closed: nameChange([...a.lists.keys()], [...b.lists.keys()]),
    models: nameChange(modelNames(a), modelNames(b)),
    versions: nameChange(
      common.flatMap((model) => ownVersions(a, model).map((v) => `${model} ${v}`)),
      common.flatMap((model) => ownVersions(b, model).map((v) => `${model} ${v}`)),
    ),
    cells: versions.flatMap((v) => USES.flatMap((use) => cellChanges(a, b, v.model, v.version, use))),
    retirements: versions.flatMap((v) => retirementChanges(a, b, v.model, v.version)),
    defaults: common.flatMap((model) => defaultChanges(a, b, model)),
    conditions: versions.flatMap((v) => conditionChanges(a, b, v.model, v.version)),
  };
}

/** True if nothing changes. */
export function isEmpty({ closed, models, versions, ...changes }: EditionDiff): boolean {
  const lists = [closed, models, versions].flatMap((c) => [c.added, c.removed]);
  return [...lists, ...Object.values(changes)].every((list) => list.length === 0);
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}

function nameChange(a: readonly string[], b: readonly string[]): NameChange {
  return { added: b.filter((name) => !a.includes(name)), removed: a.filter((name) => !b.includes(name)) };
}

function modelNames(edition: Edition): string[] {
  return [...edition.models.values()].map((m) => m.name);
}

function ownVersions(edition: Edition, model: string): string[] {
  return (findModel(edition, model)?.versions ?? []).map((v) => v.version);
}

/** The versions that either edition names; "" if neither names any. */
function versionNames(a: Edition, b: Edition, model: string): string[] {
  const named = union(ownVersions(a, model), ownVersions(b, model));
  return named.length > 0 ? named : [""];
}

function statusIn(edition: Edition, cell: CellName): CellStatus | undefined {
  return isNamed(edition, cell) ? decideCell(edition, cell).status : undefined;
}

/** Groups regions by their change. */
function byChange<T extends { readonly from?: unknown; readonly to?: unknown }>(
  regions: readonly string[],
  changeIn: (region: string) => T,
): (T & { readonly regions: readonly string[] })[] {
  const groups = new Map<string, T & { readonly regions: string[] }>();
  for (const region of regions) {
    const change = changeIn(region);
    if (change.from === change.to) continue;
    const key = `${change.from} ${change.to}`;
    const group = groups.get(key) ?? { ...change, regions: [] };
    groups.set(key, group);
    group.regions.push(region);
  }
  return [...groups.values()];
}

const stated = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });

function cellChanges(a: Edition, b: Edition, model: string, version: string, use: Use): CellChange[] {
  return byChange(PUBLIC_REGION_IDS, (region) => ({
    model,
    version,
    use,
    ...stated("from", statusIn(a, { model, version, use, region })),
    ...stated("to", statusIn(b, { model, version, use, region })),
  })).filter((c) => (c.from !== undefined && c.to !== undefined) || isOffered(c.from) || isOffered(c.to));
}

function listedIn(edition: Edition, model: string, version: string, region: string): ListedVersion | undefined {
  return edition.lists.get(region)?.models.get(model.toLowerCase())?.versions.get(version.toLowerCase());
}

/** The SKU's own day overrides the version's. */
function retirementIn(listed: ListedVersion | undefined, offers: "skus" | "fineTuned", sku: Sku): string | undefined {
  const offer = listed?.[offers]?.[sku];
  return offer && (offer.retires ?? (offers === "skus" ? listed?.retires : undefined));
}

function retirementChanges(a: Edition, b: Edition, model: string, version: string): RetirementChange[] {
  const regions = union([...a.lists.keys()], [...b.lists.keys()]);
  return SKUS.flatMap((sku) =>
    (["skus", "fineTuned"] as const).flatMap((offers) =>
      byChange(regions, (region) => ({
        model,
        version,
        sku,
        ...(offers === "fineTuned" ? ({ fineTuned: true } as const) : {}),
        ...stated("from", retirementIn(listedIn(a, model, version, region), offers, sku)),
        ...stated("to", retirementIn(listedIn(b, model, version, region), offers, sku)),
      })),
    ),
  );
}

function defaultChanges(a: Edition, b: Edition, model: string): DefaultChange[] {
  const regions = union([...a.lists.keys()], [...b.lists.keys()]);
  const defaultIn = (edition: Edition, region: string) =>
    edition.lists.get(region)?.models.get(model.toLowerCase())?.defaultVersion;
  return byChange(regions, (region) => ({
    model,
    ...stated("from", defaultIn(a, region)),
    ...stated("to", defaultIn(b, region)),
  }));
}

function conditionChanges(a: Edition, b: Edition, model: string, version: string): ConditionChange[] {
  const accessIn = (edition: Edition, sku: "Standard" | "GlobalStandard") => {
    const known = findModel(edition, model);
    return known && findVersion(known, version)?.access[sku]?.id;
  };
  return (["Standard", "GlobalStandard"] as const).flatMap((sku) => {
    const [from, to] = [accessIn(a, sku), accessIn(b, sku)];
    return from === to ? [] : [{ model, version, sku, ...stated("from", from), ...stated("to", to) }];
  });
}

/** The solver's input: needs, each with its choices and the regions that serve it. */

import { type Edition, findModel, findVersion } from "../edition/edition";
import type { Capacity } from "../edition/schema";
import { findRegion, PUBLIC_REGION_IDS } from "../names/regions";
import { BY_PREFERENCE, findSku } from "../names/skus";
import type { Purpose, Query, Status, Training, VerdictOptions } from "../query";
import { capacityProblem } from "../verdict/capacity";
import { decide } from "../verdict/decide";
import { findOffer } from "../verdict/offer";
import { newestFirst, passingRegions, retiresSoon } from "../verdict/passing";

/** A query that leaves the region open. */
export type Choice = Omit<Query, "region">;

/** One deployment, or several equal ones, to place in one region. */
export interface Need {
  /** Its name in messages. */
  readonly label: string;
  /** Its choices, the best first. */
  readonly choices: readonly Choice[];
  /** How many deployments; 1 if omitted. They count in the ranking. */
  readonly count?: number;
  /** The capacity of each, in the units of its SKU. */
  readonly capacity?: number;
  /** Further conditions, such as an organisation's limits; each query has its region. */
  readonly accepts?: (query: Query) => boolean;
  /** Its current state; the ranking prefers fewer changes. */
  readonly present?: Present;
}

/** What is known about an existing deployment. */
export interface Present {
  /** By id or display name. */
  readonly region?: string;
  readonly version?: string;
  readonly sku?: string;
}

/** What a deployment would have to change. */
export type PlacementChange = "region" | "version" | "sku";

/** The best choice for a need in a region that serves it. */
export interface Fit {
  readonly query: Query;
  /** 0 for the best of the choices that any region serves, 1 for the next … */
  readonly rank: number;
  readonly changes: readonly PlacementChange[];
  /**
   * Set if the edition neither rules the choice out nor confirms it: it is restricted or undocumented,
   * or only an older source has it as available.
   */
  readonly doubt?: Doubt;
}

export type Doubt = Exclude<Status, "unavailable">;

/** The doubts, the smallest first. */
export const DOUBTS: readonly Doubt[] = ["available", "restricted", "undocumented"];

/** A need with the regions that serve it. */
export interface Serving {
  readonly need: Need;
  /** By id of the region. */
  readonly fits: ReadonlyMap<string, Fit>;
}

/** A wanted model; an omitted field, or "any", leaves it open. */
export interface WantedModel {
  readonly model: string;
  readonly version?: string;
  readonly sku?: string;
  readonly purpose?: Purpose;
  readonly training?: Training;
}

/**
 * The choices for a model whose version or SKU is left open. A query without them is different: it means the service's
 * default.
 * @returns names as the catalog writes them, where it knows them: every version that the edition names, the newest first and those that the document calls preview, replaced
 *   or retiring behind the others; of each version every SKU of the edition: what is paid by use, then provisioned,
 *   then batch. The SKU plays no part in training.
 */
export function choicesOf(edition: Edition, { model: name, version, sku, ...rest }: WantedModel): Choice[] {
  const known = findModel(edition, name);
  const model = known?.name ?? name;
  const versions: readonly (string | undefined)[] =
    version === undefined
      ? anyVersion(edition, model)
      : [known?.byVersion.get(version.toLowerCase())?.version ?? version];
  const skus: readonly (string | undefined)[] =
    rest.purpose === "fine-tuning" ? [undefined] : sku === undefined ? anySku(edition) : [findSku(sku) ?? sku];
  return versions.flatMap((v) =>
    skus.map((s) => ({
      model,
      ...(v === undefined ? {} : { version: v }),
      ...(s === undefined ? {} : { sku: s }),
      ...rest,
    })),
  );
}

function anyVersion(edition: Edition, name: string): readonly (string | undefined)[] {
  const model = findModel(edition, name);
  const versions = newestFirst(edition, name);
  if (!model || versions.length === 0) return [undefined];
  const isLast = (version: string) => {
    const facts = findVersion(model, version);
    return facts?.preview !== undefined || facts?.replaced !== undefined || facts?.retiring !== undefined;
  };
  return [...versions.filter((v) => !isLast(v)), ...versions.filter(isLast)];
}

/** The SKUs of an edition in the order in which the solver tries them. */
export function anySku(edition: Edition): string[] {
  return BY_PREFERENCE.filter((sku) => edition.skus.has(sku));
}

/**
 * The regions of the public cloud that serve a need: one of its choices is available and not retired there, has the
 * capacity, and is accepted.
 */
export function servingRegions(edition: Edition, need: Need, options: VerdictOptions = {}): Serving {
  const found = new Map<string, { readonly query: Query; readonly index: number }>();
  const ranks: number[] = [];
  for (const [index, choice] of lastingFirst(edition, need.choices, options).entries()) {
    let serves = false;
    for (const region of passingRegions(edition, choice, options)) {
      const query: Query = { ...choice, region };
      if (!fitsCapacity(edition, query, need.capacity) || need.accepts?.(query) === false) continue;
      serves = true;
      if (!found.has(region)) found.set(region, { query, index });
    }
    if (serves) ranks.push(index);
  }
  const fits = new Map<string, Fit>();
  for (const region of [...found.keys()].sort()) {
    const fit = found.get(region);
    if (!fit) continue;
    fits.set(region, {
      query: fit.query,
      rank: ranks.indexOf(fit.index),
      changes: changesOf(fit.query, need.present),
    });
  }
  return { need, fits };
}

/**
 * The regions that serve a need, and those where the edition does not rule it out: the least bad regions if nothing is
 * certain.
 */
export function withDoubtful(edition: Edition, { need, fits }: Serving, options: VerdictOptions = {}): Serving {
  const doubtful = new Map<string, Fit & { readonly doubt: Doubt }>();
  for (const [rank, choice] of lastingFirst(edition, need.choices, options).entries()) {
    for (const region of PUBLIC_REGION_IDS) {
      if (fits.has(region)) continue;
      const query: Query = { ...choice, region };
      const { status: doubt } = decide(edition, query, options);
      if (doubt === "unavailable") continue;
      const known = doubtful.get(region);
      if (known && DOUBTS.indexOf(known.doubt) <= DOUBTS.indexOf(doubt)) continue;
      if (!fitsCapacity(edition, query, need.capacity) || need.accepts?.(query) === false) continue;
      doubtful.set(region, { query, rank, changes: changesOf(query, need.present), doubt });
    }
  }
  return { need, fits: new Map([...fits, ...doubtful].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Moves choices that retire soon to the end. */
function lastingFirst(edition: Edition, choices: readonly Choice[], options: VerdictOptions): Choice[] {
  const isRetiring = (choice: Choice) => retiresSoon(edition, { ...choice, region: "" }, options) !== undefined;
  return [...choices.filter((c) => !isRetiring(c)), ...choices.filter(isRetiring)];
}

function changesOf(query: Query, present: Present | undefined): PlacementChange[] {
  if (!present) return [];
  const differs = (a: string | undefined, b: string | undefined) =>
    a !== undefined && b !== undefined && a.toLowerCase() !== b.toLowerCase();
  return [
    ...(differs(present.region && (findRegion(present.region)?.id ?? present.region), query.region)
      ? (["region"] as const)
      : []),
    ...(differs(present.version, query.version) ? (["version"] as const) : []),
    ...(differs(present.sku && (findSku(present.sku) ?? present.sku), query.sku) ? (["sku"] as const) : []),
  ];
}

function fitsCapacity(edition: Edition, query: Query, capacity: number | undefined): boolean {
  return capacity === undefined || capacityAt(edition, query, capacity) === undefined;
}

/**
 * What a region's models list says against a capacity.
 * @returns the capacities in the list if it does not allow this one; undefined if it does, or if no list says.
 */
export function capacityAt(edition: Edition, query: Query, capacity: number): Capacity | undefined {
  if (edition.lists.size === 0 || query.purpose === "fine-tuning") return undefined;
  const stated = findOffer(edition, query)?.capacity;
  return stated && capacityProblem(stated, capacity) !== undefined ? stated : undefined;
}

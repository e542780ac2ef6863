/** The checks of a limit: each says how a deployment breaks it, as data, or which value is missing to tell. */
import { findRegion } from "../../catalog/names/regions";
import { findSku, type Sku } from "../../catalog/names/skus";
import type { Breach, LimitedValue, Unverified } from "../finding";
import { known } from "../plan/values";
import type { Limit, NameLists } from "./limit";
import {
  GEOGRAPHY_NAMES,
  ModelPattern,
  PROCESSING_NAMES,
  REGION_NAMES,
  reachOf,
  regionsOfZone,
  zonesWithin,
} from "./names";
import { amongSkus, matchesModel, type Truth } from "./scope";
import { amountOf, missing, type Subject } from "./subject";

export type Check = (subject: Subject) => Breach | Unverified | undefined;

/** What a deployment adds to the total of a limit. */
export interface Share {
  readonly limit: Limit;
  readonly stack: string;
  readonly model: string;
  readonly sku: Sku;
  readonly region: string;
  readonly capacity: number;
}

/** A region by its id; a name that Azure does not have stays as it is. */
function regionOf(s: Subject): string | undefined {
  const name = known(s.region);
  return name === undefined ? undefined : (findRegion(name)?.id ?? name);
}

/** A SKU as Azure writes it; a name that Azure does not have stays as it is. */
function skuOf(s: Subject): string | undefined {
  const name = known(s.sku);
  return name === undefined ? undefined : (findSku(name) ?? name);
}

/** The checks of a limit, but for those of capacity: what another region, SKU, version or model may mend. */
export function checksOf(limit: Limit): Check[] {
  const { regions, geographies, dataZones, skus, models, processing } = limit;
  const inRegion = (
    names: NameLists,
    meaning: (text: string) => readonly string[],
    what: (region: string) => LimitedValue,
  ) =>
    listCheck(
      names,
      (texts) => {
        const ids = new Set(texts.flatMap(meaning));
        return (s) => {
          const region = regionOf(s);
          return region === undefined ? missing("region", s) : ids.has(region);
        };
      },
      (s) => what(regionOf(s) ?? ""),
    );
  return [
    ...(regions ? [inRegion(regions, REGION_NAMES.meaning, (region) => ({ field: "region", region }))] : []),
    ...(geographies ? [inRegion(geographies, GEOGRAPHY_NAMES.meaning, inGeography)] : []),
    ...(dataZones ? [inRegion(dataZones, regionsOfZone, inDataZone)] : []),
    ...(skus
      ? [
          listCheck(
            skus,
            // A pattern that was written for today's SKUs does not allow one that Azure does not have yet.
            (texts, list) => amongSkus(texts, list === "denied"),
            (s) => ({ field: "sku", sku: skuOf(s) ?? "" }),
          ),
        ]
      : []),
    ...(models ? [listCheck(models, modelsCheck, modelIn)] : []),
    ...(processing ? [processingCheck(processing)] : []),
  ];
}

function inGeography(region: string): LimitedValue {
  const geography = findRegion(region)?.geography;
  return { field: "geography", region, ...(geography === undefined ? {} : { geography }) };
}

function inDataZone(region: string): LimitedValue {
  const dataZone = findRegion(region)?.dataZone;
  return { field: "data-zone", region, ...(dataZone === undefined ? {} : { dataZone }) };
}

function modelIn(s: Subject): LimitedValue {
  const version = known(s.version);
  return { field: "model", model: known(s.model) ?? "", ...(version === undefined ? {} : { version }) };
}

function modelsCheck(texts: readonly string[]): (subject: Subject) => Truth {
  const patterns = texts.map((text) => new ModelPattern(text));
  return (s) => matchesModel(patterns, s);
}

/** What is denied, and what is not allowed. */
function listCheck(
  { allowed, denied }: NameLists,
  among: (texts: readonly string[], list: "allowed" | "denied") => (subject: Subject) => Truth,
  what: (subject: Subject) => LimitedValue,
): Check {
  const [isAllowed, isDenied] = [allowed && among(allowed, "allowed"), denied && among(denied, "denied")];
  return (s) => {
    const refused = isDenied ? isDenied(s) : false;
    if (refused === true) return { kind: "denied", what: what(s) };
    const granted = isAllowed ? isAllowed(s) : true;
    if (granted === false) return { kind: "not-allowed", what: what(s), allowed: allowed ?? [] };
    return [refused, granted].find((truth) => typeof truth !== "boolean");
  };
}

function processingCheck(allowed: readonly string[]): Check {
  const regions = new Set(allowed.flatMap(PROCESSING_NAMES.meaning));
  const zones = new Set(allowed.flatMap(zonesWithin));
  return (s) => {
    const [name, sku] = [regionOf(s), skuOf(s)];
    const region = findRegion(name ?? "");
    const isRegionIn = region !== undefined && regions.has(region.id);
    const isZoneIn = region?.dataZone !== undefined && zones.has(region.dataZone);
    const known = findSku(sku ?? "");
    const reach = known && reachOf(known);
    const breach: Breach = {
      kind: "processing-not-allowed",
      ...(sku === undefined ? {} : { sku }),
      ...(reach === undefined ? {} : { reach: reach === "zone" ? "data-zone" : reach }),
      ...(name === undefined ? {} : { region: name }),
      ...(region === undefined ? {} : { geography: region.geography }),
      ...(region?.dataZone === undefined ? {} : { dataZone: region.dataZone }),
      allowed,
    };
    // Without a SKU, the limit is broken only where no SKU would do in this region.
    if (sku === undefined) return region === undefined || isRegionIn || isZoneIn ? missing("sku", s) : breach;
    if (reach === undefined || reach === "global") return breach;
    if (name === undefined) return missing("region", s);
    return (reach === "region" ? isRegionIn : isZoneIn) ? undefined : breach;
  };
}

/** The checks of the capacity that one deployment may have, which no other region mends. */
export function capacityChecks({ capacity }: Limit): Check[] {
  const most = capacity?.deployment;
  if (most === undefined) return [];
  return [
    (s) => {
      const amount = amountOf(s);
      if (typeof amount !== "number") return amount;
      if (amount <= most) return undefined;
      return { kind: "capacity-over", capacity: amount, most };
    },
  ];
}

/** What a deployment adds to the total of a limit, or which value is missing to tell. */
export function shareOf(limit: Limit, s: Subject): Share | Unverified {
  const [model, sku, region] = [known(s.model), skuOf(s), regionOf(s)];
  if (model === undefined) return missing("model", s);
  if (sku === undefined) return missing("sku", s);
  if (region === undefined) return missing("region", s);
  const capacity = amountOf(s);
  if (typeof capacity !== "number") return capacity;
  return { limit, stack: s.stack ?? "", model, sku: findSku(sku) ?? "Standard", region, capacity };
}

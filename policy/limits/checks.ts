/** The checks of a limit. Each gives, as data, how a deployment breaks the limit, or which value it needs to know. */
import { findRegion } from "../../catalog/names/regions";
import { findSku, type Sku, skuFacts } from "../../catalog/names/skus";
import type { Breach, LimitPart, Unverified } from "../finding";
import { known } from "../plan/values";
import type { Limit, NameLists } from "./limit";
import { GEOGRAPHY_NAMES, ModelPattern, PROCESSING_NAMES, REGION_NAMES, regionsOfZone, zonesWithin } from "./names";
import { amongSkus, matchesModel, type Truth } from "./scope";
import { amountOf, type LimitSubject, missing } from "./subject";

export type LimitCheck = (subject: LimitSubject) => Breach | Unverified | undefined;

/** What a deployment adds to the total of a limit. */
export interface Share {
  readonly limit: Limit;
  readonly stack: string;
  readonly model: string;
  readonly sku: Sku;
  readonly region: string;
  readonly capacity: number;
}

/** The known values of a subject, regions and SKUs by Azure's names. */
function foundIn(s: LimitSubject): Breach["found"] {
  const [model, version, sku, region] = [known(s.model), known(s.version), known(s.sku), known(s.region)];
  return {
    ...(model === undefined ? {} : { model }),
    ...(version === undefined ? {} : { version }),
    ...(sku === undefined ? {} : { sku: findSku(sku) ?? sku }),
    ...(region === undefined ? {} : { region: findRegion(region)?.id ?? region }),
  };
}

/** The checks of a limit without those of capacity: another region, SKU, version or model could pass them. */
export function checksOf(limit: Limit): LimitCheck[] {
  const { regions, geographies, dataZones, skus, models, processing } = limit;
  const inRegion = (part: LimitPart, names: NameLists, meaning: (text: string) => readonly string[]) =>
    namesCheck(part, names, (texts) => {
      const ids = new Set(texts.flatMap(meaning));
      return (s) => {
        const region = known(s.region);
        return region === undefined ? missing("region", s) : ids.has(findRegion(region)?.id ?? region);
      };
    });
  return [
    ...(regions ? [inRegion("region", regions, REGION_NAMES.meaning)] : []),
    ...(geographies ? [inRegion("geography", geographies, GEOGRAPHY_NAMES.meaning)] : []),
    ...(dataZones ? [inRegion("data-zone", dataZones, regionsOfZone)] : []),
    // A pattern that was written for today's SKUs does not allow one that Azure does not have yet.
    ...(skus ? [namesCheck("sku", skus, (texts, list) => amongSkus(texts, list === "denied"))] : []),
    ...(models ? [namesCheck("model", models, modelsCheck)] : []),
    ...(processing ? [processingCheck(processing)] : []),
  ];
}

function modelsCheck(texts: readonly string[]): (subject: LimitSubject) => Truth {
  const patterns = texts.map((text) => new ModelPattern(text));
  return (s) => matchesModel(patterns, s);
}

/** Checks that a name is allowed, and not denied. */
function namesCheck(
  part: LimitPart,
  { allowed, denied }: NameLists,
  among: (texts: readonly string[], list: "allowed" | "denied") => (subject: LimitSubject) => Truth,
): LimitCheck {
  const [isAllowed, isDenied] = [allowed && among(allowed, "allowed"), denied && among(denied, "denied")];
  return (s) => {
    const refused = isDenied ? isDenied(s) : false;
    if (refused === true) return { part, reason: `${part}-denied`, found: foundIn(s) };
    const granted = isAllowed ? isAllowed(s) : true;
    if (granted === false) return { part, reason: `${part}-not-allowed`, found: foundIn(s) };
    return [refused, granted].find((truth) => typeof truth !== "boolean");
  };
}

function processingCheck(places: readonly string[]): LimitCheck {
  const regions = new Set(places.flatMap(PROCESSING_NAMES.meaning));
  const zones = new Set(places.flatMap(zonesWithin));
  const breach = (s: LimitSubject): Breach => ({
    part: "processing",
    reason: "processing-not-allowed",
    found: foundIn(s),
  });
  return (s) => {
    const [name, text] = [known(s.region), known(s.sku)];
    const region = findRegion(name ?? "");
    const inZone = region?.dataZone !== undefined && zones.has(region.dataZone);
    if (text === undefined) {
      // Broken only if no SKU would do in this region.
      return region === undefined || regions.has(region.id) || inZone ? missing("sku", s) : breach(s);
    }
    const sku = findSku(text);
    const reach = sku && skuFacts(sku).reach;
    if (reach === undefined || reach === "global") return breach(s);
    if (name === undefined) return missing("region", s);
    const passes = reach === "region" ? region !== undefined && regions.has(region.id) : inZone;
    return passes ? undefined : breach(s);
  };
}

/** The checks of the capacity that one deployment may have. Another region does not help. */
export function capacityChecks({ capacity }: Limit): LimitCheck[] {
  const most = capacity?.deployment;
  if (most === undefined) return [];
  return [
    (s) => {
      const amount = amountOf(s);
      if (typeof amount !== "number") return amount;
      if (amount <= most) return undefined;
      return { part: "capacity", reason: "capacity-over", found: { ...foundIn(s), capacity: amount } };
    },
  ];
}

/** What a deployment adds to the total of a limit, or which value it needs to know. */
export function shareOf(limit: Limit, s: LimitSubject): Share | Unverified {
  const { model, sku, region } = foundIn(s);
  if (model === undefined) return missing("model", s);
  if (sku === undefined) return missing("sku", s);
  if (region === undefined) return missing("region", s);
  const capacity = amountOf(s);
  if (typeof capacity !== "number") return capacity;
  return { limit, stack: s.stack ?? "", model, sku: findSku(sku) ?? "Standard", region, capacity };
}

/** The names in limits, and what each of them means. In patterns, `*` is any characters and `?` is one. */

import {
  DATA_ZONES,
  findRegion,
  isInEu,
  PUBLIC_REGIONS,
  REGIONS,
  type Region,
  regionKey,
} from "../../catalog/names/regions";
import { findSku, SKUS } from "../../catalog/names/skus";
import { suggestRegions, suggestSkus } from "../../catalog/names/suggest";
import { nearest } from "../did-you-mean";
import { match } from "../glob";

/** A kind of names that a limit can be checked against. */
export interface Vocabulary {
  /** "an Azure region" */
  readonly what: string;
  /** Every name, for editors. */
  readonly names: readonly string[];
  /** The ids that a name or pattern means; none if it means nothing. */
  readonly meaning: (text: string) => readonly string[];
  readonly suggest: (text: string) => string | undefined;
  /** What to write in place of a name of another kind, as the end of a sentence. */
  readonly otherwise?: (text: string) => string | undefined;
}

/** True for a text that is a pattern. */
export function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}

const unique = <T>(all: readonly T[]) => [...new Set(all)];
const GEOGRAPHIES = unique(PUBLIC_REGIONS.flatMap((r) => [r.geography, r.geographyGroup ?? r.geography])).sort();
const lower = (text: string) => text.toLowerCase();

/** Regions by id or display name. */
export const REGION_NAMES: Vocabulary = {
  what: "an Azure region",
  names: PUBLIC_REGIONS.map((r) => r.id),
  meaning: (text) =>
    isPattern(text)
      ? REGIONS.map((r) => r.id).filter((id) => match(regionKey(text), id) === "whole")
      : [findRegion(text)?.id ?? []].flat(),
  suggest: (text) => suggestRegions(text)[0],
};

/** Deployment SKUs. */
export const SKU_NAMES: Vocabulary = {
  what: "a deployment SKU",
  names: SKUS,
  meaning: (text) =>
    isPattern(text) ? SKUS.filter((sku) => match(lower(text), lower(sku)) === "whole") : [findSku(text) ?? []].flat(),
  suggest: (text) => suggestSkus(text)[0],
};

function isNamed(text: string, name: string): boolean {
  return match(lower(text), lower(name)) === "whole";
}

/** A name of both a geography and a group of them (Europe) means the group, which contains the geography. */
function inGeography(text: string, region: Region): boolean {
  return isNamed(text, region.geography) || (region.geographyGroup !== null && isNamed(text, region.geographyGroup));
}

function regionsIn(text: string): readonly string[] {
  return PUBLIC_REGIONS.filter((r) => inGeography(text, r)).map((r) => r.id);
}

/** The places that contain a whole data zone: the zone itself, and a geography or a group of them. */
const AROUND = {
  EU: ["EU", "Europe"],
  US: ["US", "United States"],
  APAC: ["APAC", "Asia Pacific"],
} as const;

/** Geographies and groups of them; they mean the regions in them. */
export const GEOGRAPHY_NAMES: Vocabulary = {
  what: "an Azure geography",
  names: GEOGRAPHIES,
  meaning: regionsIn,
  suggest: (text) => nearest(text, GEOGRAPHIES),
  otherwise: (text) => {
    const zone = DATA_ZONES.find((name) => name === text.trim().toUpperCase());
    if (zone === undefined) return undefined;
    return (
      `, which is a data zone: write geographies: { allowed: [${AROUND[zone][1]}] } for where accounts may be, ` +
      `or processing: [${zone}] for where data may be processed`
    );
  },
};

/** The regions in which a data zone SKU processes data within that zone. */
export function regionsOfZone(zone: string): readonly string[] {
  return PUBLIC_REGIONS.filter((r) => r.dataZone === zone).map((r) => r.id);
}

/** Places where data may be processed; they mean the regions whose regional SKUs process there. */
export const PROCESSING_NAMES: Vocabulary = {
  what: "a data zone (EU, US, APAC) or an Azure geography",
  names: unique([...DATA_ZONES, ...GEOGRAPHIES]),
  meaning: (text) => {
    if (lower(text) === "eu") return PUBLIC_REGIONS.filter(isInEu).map((r) => r.id);
    return regionsIn(lower(text) === "apac" ? "Asia Pacific" : text);
  },
  suggest: (text) => nearest(text, [...DATA_ZONES, ...GEOGRAPHIES]),
};

/** The data zones that lie within a place. */
export function zonesWithin(place: string): readonly string[] {
  return DATA_ZONES.filter((zone) => AROUND[zone].some((name) => isNamed(place, name)));
}

/** A pattern of models, or of models and versions. */
export class ModelPattern {
  readonly #model: string;
  readonly #version: string | undefined;

  constructor(text: string) {
    const [model = "", version] = text.trim().split(/\s+/);
    this.#model = lower(model);
    this.#version = version === undefined || version === "*" ? undefined : lower(version);
  }

  /** Whether it matches; "with some versions" if that depends on the version, which is unknown. */
  match(model: string, version: string | undefined): "yes" | "no" | "with some versions" {
    if (match(this.#model, lower(model)) !== "whole") return "no";
    if (this.#version === undefined) return "yes";
    if (version === undefined) return "with some versions";
    return match(this.#version, lower(version)) === "whole" ? "yes" : "no";
  }
}

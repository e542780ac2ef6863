/**
 * Names that options take: regions, geographies, SKUs. A wrong name ends the run, with the nearest right one in the
 * message.
 */
import { DATA_ZONES, findRegion } from "../../catalog/names/regions";
import { suggestRegions, suggestSkus } from "../../catalog/names/suggest";
import { quote } from "../../policy/escape";
import { GEOGRAPHY_NAMES, PROCESSING_NAMES, REGION_NAMES } from "../../policy/limits/names";
import { UsageError } from "../shell/context";
import { parsePurpose, parseTraining, WordError } from "./query";

/** A kind of names. A text may mean one of them or, as a pattern, several. */
export interface NameKind {
  /** "region" */
  readonly what: string;
  /** An example, for messages without a near name. */
  readonly example: string;
  /** The ids that a text means; none if it means nothing. */
  readonly meaning: (text: string) => readonly string[];
  readonly near: (text: string) => readonly string[];
}

export const REGIONS: NameKind = {
  what: "region",
  example: 'an id or a display name: eastus2, "East US 2"',
  meaning: REGION_NAMES.meaning,
  near: suggestRegions,
};

/** They mean the regions in them. */
export const GEOGRAPHIES: NameKind = {
  what: "geography",
  example: "a geography of Azure's, or a group of them: Japan, Europe",
  meaning: GEOGRAPHY_NAMES.meaning,
  near: (text) => [GEOGRAPHY_NAMES.suggest(text) ?? []].flat(),
};

export const REGIONS_OR_GEOGRAPHIES: NameKind = {
  what: "region or geography",
  example: "an id, a display name or a geography: eastus2, Europe",
  meaning: (text) => [REGIONS, GEOGRAPHIES].map((n) => n.meaning(text)).find((ids) => ids.length > 0) ?? [],
  near: (text) => [REGIONS, GEOGRAPHIES].map((n) => n.near(text)).find((names) => names.length > 0) ?? [],
};

export const ZONES: NameKind = {
  what: "data zone",
  example: "EU, US or APAC",
  meaning: (text) => DATA_ZONES.filter((zone) => zone === text.toUpperCase()),
  near: () => [],
};

/** Where data may be processed. */
export const PLACES: NameKind = {
  what: "place of processing",
  example: "EU, US, APAC or a geography of Azure's",
  meaning: PROCESSING_NAMES.meaning,
  near: (text) => [PROCESSING_NAMES.suggest(text) ?? []].flat(),
};

/**
 * What the names of an option mean, each once.
 * @throws UsageError for one that means nothing.
 */
export function meaningsOf(option: string, texts: readonly string[], names: NameKind): readonly string[] {
  const all = texts.flatMap((text) => {
    const ids = names.meaning(text);
    if (ids.length === 0) throw unknownName(names.what, text, option, names.near(text), names.example);
    return ids;
  });
  return [...new Set(all)];
}

/**
 * The id of a region that `--region` names by id or display name.
 * @throws UsageError if no Azure region has that name.
 */
export function regionOption(name: string): string {
  const region = findRegion(name);
  if (region) return region.id;
  throw unknownName(REGIONS.what, name, "--region", REGIONS.near(name), REGIONS.example);
}

/**
 * Regions of the public cloud, by names or patterns.
 * @throws UsageError for a text that means none.
 */
export function publicRegions(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => {
    const found = meaningsOf("--region", [text], REGIONS).filter((id) => findRegion(id)?.cloud === "AzureCloud");
    if (found.length > 0) return found;
    throw new UsageError(`${quote(text)} in --region: the document covers the public cloud only`);
  });
}

/** The value of `--purpose`. */
export const purposeOption = option(parsePurpose);
/** The value of `--training`. */
export const trainingOption = option(parseTraining);

function option<T>(parse: (text: string) => T): (text: string | undefined) => T | undefined {
  return (text) => {
    try {
      return text === undefined ? undefined : parse(text);
    } catch (error) {
      throw error instanceof WordError ? new UsageError(error.message) : error;
    }
  };
}

/** An error for an unknown name in an option, with the nearest known name, else with what was expected. */
export function unknownName(
  what: string,
  name: string,
  option: string,
  near: readonly string[],
  example: string,
): UsageError {
  const hint = near.length > 0 ? `did you mean ${near.map(quote).join(" or ")}?` : `expected ${example}`;
  return new UsageError(`unknown ${what} ${quote(name)} in ${option}; ${hint}`);
}

/** The same, for a deployment SKU. */
export function unknownSku(name: string, option: string, all: readonly string[]): UsageError {
  return unknownName("SKU", name, option, suggestSkus(name), `one of ${all.join(", ")}`);
}

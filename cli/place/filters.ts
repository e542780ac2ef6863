/** Where requests may go, by options and by the organisation's own limits. */
import type { DataZone } from "../../catalog/names/regions";
import type { Query } from "../../catalog/query";
import type { Limit } from "../../policy/limits/limit";
import { Limits } from "../../policy/limits/limits";
import type { PlacementContext } from "../../policy/limits/subject";
import { limitsOf } from "../../policy/rules/placement";
import type { Settings } from "../../policy/settings";
import { breachText } from "../../policy/words/limits";
import {
  GEOGRAPHIES,
  meaningsOf,
  type NameKind,
  PLACES,
  REGIONS,
  REGIONS_OR_GEOGRAPHIES,
  ZONES,
} from "../options/names";

/** Options that exclude regions, by names or patterns; a deployment must pass all of them. */
export interface FilterOptions {
  readonly region?: readonly string[];
  readonly geography?: readonly string[];
  readonly dataZone?: readonly string[];
  readonly processing?: readonly string[];
}

/** Why a deployment cannot go to a region, in words, and who says so: "--region", or the name of a limit. */
export interface Refusal {
  readonly by: string;
  readonly what: string;
}

export type PlaceFilter = (query: Query, about: PlacementContext) => Refusal | undefined;

function checked(option: string, texts: readonly string[], names: NameKind): readonly string[] {
  meaningsOf(option, texts, names);
  return texts;
}

/**
 * The filters of a run: its options, then the organisation's limits.
 * @throws UsageError if an option has an unknown name.
 */
export function filterOf({ region, geography, dataZone, processing }: FilterOptions, settings: Settings): PlaceFilter {
  const limits: Limit[] = [];
  if (region) limits.push({ name: "--region", regions: { allowed: checked("--region", region, REGIONS) } });
  if (geography) {
    limits.push({
      name: "--geography",
      geographies: { allowed: checked("--geography", geography, GEOGRAPHIES) },
    });
  }
  if (dataZone) {
    const zones = meaningsOf("--data-zone", dataZone, ZONES) as DataZone[];
    limits.push({ name: "--data-zone", dataZones: { allowed: zones } });
  }
  if (processing) {
    limits.push({ name: "--processing", processing: checked("--processing", processing, PLACES) });
  }
  const all = [limits.length > 0 ? new Limits(limits) : undefined, limitsOf(settings.rules)];
  return (query, about) => {
    for (const one of all) {
      const refusal = one?.refusal(query, about);
      if (!refusal) continue;
      const what =
        "breach" in refusal
          ? breachText(refusal.limit, refusal.breach)
          : `${refusal.unverified.value} is ${refusal.unverified.why}`;
      return { by: refusal.limit.name, what };
    }
    return undefined;
  };
}

/** The organisation's limits that are in force. */
export function limitsIn(settings: Settings): readonly Limit[] {
  return limitsOf(settings.rules)?.all ?? [];
}

/** The tags that limits depend on. */
export function tagsOf(settings: Settings): readonly string[] {
  const scopes = limitsIn(settings).flatMap((limit) => [limit.for?.tags ?? {}, limit.notFor?.tags ?? {}]);
  return [...new Set(scopes.flatMap(Object.keys))];
}

/** Limits for some deployments, if it is not known whether they apply to the requests. */
export function limitsInDoubt(settings: Settings, abouts: readonly PlacementContext[]): string[] {
  return limitsIn(settings)
    .filter(({ for: meant, notFor }) =>
      abouts.some(
        ({ stack, deployment }) =>
          (stack === undefined && (meant?.stacks ?? notFor?.stacks)) ||
          Object.keys({ ...meant?.tags, ...notFor?.tags }).some((tag) => deployment.tag(tag).state === "unknown"),
      ),
    )
    .map(({ name }) => name);
}

/** A preference, with its regions. */
export interface Preference {
  readonly name: string;
  readonly regions: ReadonlySet<string>;
}

/** @throws UsageError if a name is neither a region nor a geography. */
export function preferencesOf(names: readonly string[]): Preference[] {
  return names.map((name) => ({ name, regions: new Set(meaningsOf("--prefer", [name], REGIONS_OR_GEOGRAPHIES)) }));
}

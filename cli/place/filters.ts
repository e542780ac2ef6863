/** Where requests may go: by options, and by the organisation's own limits. */
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

/** Options that leave out regions. Names or patterns of names; a deployment keeps to all of them. */
export interface FilterOptions {
  readonly region?: readonly string[];
  readonly geography?: readonly string[];
  readonly dataZone?: readonly string[];
  readonly processing?: readonly string[];
}

/** What keeps something from a region, in words, and who says so: "--region", or the name of a limit. */
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
 * @throws UsageError if an option names what there is not.
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

/** Tags that limits go by. */
export function tagsOf(settings: Settings): readonly string[] {
  const scopes = limitsIn(settings).flatMap((limit) => [limit.for?.tags ?? {}, limit.notFor?.tags ?? {}]);
  return [...new Set(scopes.flatMap(Object.keys))];
}

/** Limits that hold for some deployments only, where it is not told whether they hold for what is asked for. */
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

/** A preference, with the regions that it means. */
export interface Preference {
  readonly name: string;
  readonly regions: ReadonlySet<string>;
}

/** @throws UsageError if a name is neither that of a region nor of a geography. */
export function preferencesOf(names: readonly string[]): Preference[] {
  return names.map((name) => ({ name, regions: new Set(meaningsOf("--prefer", [name], REGIONS_OR_GEOGRAPHIES)) }));
}

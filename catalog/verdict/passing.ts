/** Which regions pass: asked by the search for alternatives and by the placement solver, and answered once for both. */

import { type Edition, findModel, findVersion } from "../edition/edition";
import { findRegion, PUBLIC_REGION_IDS } from "../names/regions";
import { findSku } from "../names/skus";
import { releaseOf } from "../names/versions";
import type { Query, VerdictOptions } from "../query";
import { decide } from "./decide";
import { lifeOf } from "./lifecycle";

/** True for what is available, unless only a source that is older than the models lists offers it. */
export function passes(edition: Edition, query: Query, options: VerdictOptions): boolean {
  return decide(edition, query, options).status === "available" && !isOnlyOlder(edition, query);
}

/**
 * Where models lists are newer than the documentation and name a version, a SKU that none of them offers with it is
 * offered by an older source only: it may be gone, and is no way out.
 */
function isOnlyOlder(edition: Edition, { model, version, sku, region, purpose, fineTuned }: Query): boolean {
  if (edition.lists.size === 0 || version === undefined || (purpose ?? "inference") !== "inference") return false;
  if (edition.lists.has(findRegion(region)?.id ?? "")) return false;
  const known = findModel(edition, model);
  const name = findSku(sku ?? "Standard");
  if (!known || !name) return false;
  const facts = findVersion(known, version);
  // Lists that do not name the version at all say nothing of it: they may be those of a few regions.
  if (!facts?.listings || facts.listings.some((l) => (fineTuned ? l.facts.fineTuned : l.facts.skus)?.[name]))
    return false;
  const newestList = [...edition.lists.values()].map(({ source }) => edition.data.sources[source]?.date ?? "").sort();
  const documented = [edition.pageDates.get(name) ?? "", edition.data.document.date].sort().at(-1) ?? "";
  return (newestList.at(-1) ?? "") > documented;
}

/** What retires within so many days comes last among alternatives, and says so. */
const SOON = 90;

/**
 * The day on which a query's version and SKU retire, where that has passed or is near.
 * @returns undefined where it is far, nobody says, or there is no date of judgement.
 */
export function retiresSoon(edition: Edition, query: Query, { today }: VerdictOptions): string | undefined {
  const model = findModel(edition, query.model);
  const facts = model && query.version !== undefined ? findVersion(model, query.version) : undefined;
  const sku = findSku(query.sku ?? "Standard");
  if (today === undefined || !facts || !sku) return undefined;
  const retires = lifeOf(facts, sku, query.fineTuned === true)?.retires;
  if (retires === undefined) return undefined;
  return retires <= soonAfter(today) ? retires : undefined;
}

/** Dates are worked out once: a search for alternatives asks for every region. */
const soon = new Map<string, string>();

function soonAfter(today: string): string {
  let limit = soon.get(today);
  if (limit === undefined) {
    limit = new Date(Date.parse(`${today}T00:00:00Z`) + SOON * 86_400_000).toISOString().slice(0, 10);
    soon.set(today, limit);
  }
  return limit;
}

function givenBy({ granted, today }: VerdictOptions): string {
  return granted === undefined && today === undefined ? "" : `\n${granted?.join()}\n${today}`;
}

const NOWHERE: ReadonlySet<string> = new Set();
/** Per edition: there are a few thousand kinds of query, each asked of every region whenever it needs an alternative. */
const passingCache = new WeakMap<Edition, Map<string, ReadonlySet<string>>>();

/** The regions of the public cloud in which a query would pass, whichever it names itself. */
export function passingRegions(
  edition: Edition,
  query: Omit<Query, "region">,
  options: VerdictOptions,
): ReadonlySet<string> {
  const model = findModel(edition, query.model);
  const facts = model && query.version !== undefined ? findVersion(model, query.version) : undefined;
  const sku = query.purpose === "fine-tuning" ? "" : findSku(query.sku ?? "Standard");
  // Names that nobody knows pass nowhere, and must not fill the cache.
  if (!model || sku === undefined || (query.version !== undefined && !facts)) return NOWHERE;
  const version = query.version === undefined ? undefined : facts?.version;
  const key = `${model.name}\n${version}\n${sku}\n${query.purpose}\n${query.training}\n${query.fineTuned}${givenBy(options)}`;
  let cache = passingCache.get(edition);
  if (!cache) {
    cache = new Map();
    passingCache.set(edition, cache);
  }
  let regions = cache.get(key);
  if (!regions) {
    regions = new Set(PUBLIC_REGION_IDS.filter((region) => passes(edition, { ...query, region }, options)));
    cache.set(key, regions);
  }
  return regions;
}

/** Versions of a model, the newest release first. */
export function newestFirst(edition: Edition, model: string): string[] {
  const key = (version: string) => `${releaseOf(version)} ${version}`;
  return (findModel(edition, model)?.versions ?? []).map((v) => v.version).sort((a, b) => (key(a) < key(b) ? 1 : -1));
}

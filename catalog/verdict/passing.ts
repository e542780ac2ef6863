/** Which regions pass. The search for alternatives and the placement solver both use this. */

import { type Edition, findModel, findVersion } from "../edition/edition";
import { findRegion, PUBLIC_REGION_IDS } from "../names/regions";
import { findSku } from "../names/skus";
import { releaseOf } from "../names/versions";
import type { Query, VerdictOptions } from "../query";
import { decide } from "./decide";
import { lifeOf } from "./lifecycle";

/** True if a query is available, unless only a source older than the models lists offers it. */
export function passes(edition: Edition, query: Query, options: VerdictOptions): boolean {
  return decide(edition, query, options).status === "available" && !isOnlyOlder(edition, query);
}

/**
 * If models lists are newer than the documentation and name a version, but none of them offers it with a SKU, then only
 * an older source offers that SKU: it may be gone, and is not a way out.
 */
function isOnlyOlder(edition: Edition, { model, version, sku, region, purpose, fineTuned }: Query): boolean {
  if (edition.lists.size === 0 || version === undefined || (purpose ?? "inference") !== "inference") return false;
  if (edition.lists.has(findRegion(region)?.id ?? "")) return false;
  const known = findModel(edition, model);
  const name = findSku(sku ?? "Standard");
  if (!known || !name) return false;
  const facts = findVersion(known, version);
  // Lists that do not name the version prove nothing: there may be lists for only a few regions.
  if (!facts?.listings || facts.listings.some((l) => (fineTuned ? l.facts.fineTuned : l.facts.skus)?.[name]))
    return false;
  const newestList = [...edition.lists.values()].map(({ source }) => edition.data.sources[source]?.date ?? "").sort();
  const documented = [edition.pageDates.get(name) ?? "", edition.data.document.date].sort().at(-1) ?? "";
  return (newestList.at(-1) ?? "") > documented;
}

/** Alternatives that retire within so many days come last, and say so. */
const SOON = 90;

/**
 * The day on which a query's version and SKU retire, if that has passed or is near.
 * @returns undefined if it is far, no source says, or there is no date of judgement.
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

/** A cache of dates, since a search for alternatives asks for every region. */
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
/** A cache per edition: there are a few thousand kinds of query, and each search for alternatives asks for every region. */
const passingCache = new WeakMap<Edition, Map<string, ReadonlySet<string>>>();

type AnyRegion = Omit<Query, "region">;

/** Answers by the names as they were written: to look them up takes longer than to decide. By edition and options. */
const writtenCache = new WeakMap<Edition, WeakMap<VerdictOptions, Map<string, ReadonlySet<string>>>>();
/** More than an edition has kinds of query; names may be written in many ways. */
const MOST_WRITTEN = 20_000;

/** The regions of the public cloud in which a query would pass; the query's own region does not matter. */
export function passingRegions(edition: Edition, query: AnyRegion, options: VerdictOptions): ReadonlySet<string> {
  const byOptions = writtenCache.get(edition) ?? new WeakMap<VerdictOptions, Map<string, ReadonlySet<string>>>();
  writtenCache.set(edition, byOptions);
  const written = byOptions.get(options) ?? new Map<string, ReadonlySet<string>>();
  byOptions.set(options, written);
  const { model, version, sku, purpose, training, fineTuned } = query;
  const key = writtenKey(model) + writtenKey(version) + writtenKey(sku) + purpose + training + fineTuned;
  let regions = written.get(key);
  if (!regions) {
    regions = regionsOf(edition, query, options);
    if (written.size >= MOST_WRITTEN) written.clear();
    // Unknown names must not fill the cache.
    if (regions !== NOWHERE) written.set(key, regions);
  }
  return regions;
}

/** With its length, so that no two names look like another two. */
function writtenKey(name: string | undefined): string {
  return name === undefined ? "-" : `${name.length}:${name}`;
}

function regionsOf(edition: Edition, query: AnyRegion, options: VerdictOptions): ReadonlySet<string> {
  const model = findModel(edition, query.model);
  const facts = model && query.version !== undefined ? findVersion(model, query.version) : undefined;
  const sku = query.purpose === "fine-tuning" ? "" : findSku(query.sku ?? "Standard");
  // Unknown names pass nowhere, and must not fill the cache.
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

/** Which regions pass: asked by the search for alternatives and by the placement solver, and answered once for both. */

import { type Edition, findModel, findVersion } from "../edition/edition";
import { PUBLIC_REGION_IDS } from "../names/regions";
import { findSku } from "../names/skus";
import type { Query, VerdictOptions } from "../query";
import { decide } from "./decide";
import { isRetired } from "./offer";

/** True for what is available and not retired: retired models stay in the models lists. */
export function passes(edition: Edition, query: Query, options: VerdictOptions): boolean {
  const { status, offer } = decide(edition, query, options);
  if (status !== "available") return false;
  const found = offer?.();
  return found === undefined || !isRetired(found, options.today);
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
  const key = `${model.name}\n${version}\n${sku}\n${query.purpose}\n${query.training}${givenBy(options)}`;
  let cache = passingCache.get(edition);
  if (!cache) {
    cache = new Map();
    passingCache.set(edition, cache);
  }
  let passing = cache.get(key);
  if (!passing) {
    passing = new Set(PUBLIC_REGION_IDS.filter((region) => passes(edition, { ...query, region }, options)));
    cache.set(key, passing);
  }
  return passing;
}

/** Versions of a model, the newest first so far as versions tell: dates compare as text. */
export function newestFirst(edition: Edition, model: string): string[] {
  return (findModel(edition, model)?.versions ?? [])
    .map((v) => v.version)
    .sort()
    .reverse();
}

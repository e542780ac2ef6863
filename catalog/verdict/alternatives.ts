/** What would pass instead: the smallest change first, each one a query that the catalog answers with `available`. */

import { type Edition, findModel, findVersion } from "../edition/edition";
import { distance, findRegion, PUBLIC_REGION_IDS } from "../names/regions";
import { findSku, PAY_AS_YOU_GO, skuFacts } from "../names/skus";
import { TRAININGS } from "../names/trainings";
import type { Alternative, Change, Decision, Query, VerdictOptions } from "../query";
import { decide } from "./decide";
import { newestFirst, passes, passingRegions, retiresSoon } from "./passing";

/** The name of a change that also changes the version; a change of model always does. */
const WITH_VERSION: Partial<Record<Change, Change>> = { region: "version and region", sku: "sku and version" };

/** Regions, the nearest first: same geography, same geography group, others; then by id. */
function regionsNear(name: string): string[] {
  const key = findRegion(name)?.id ?? "";
  let near = nearCache.get(key);
  if (!near) {
    const from = findRegion(key);
    near = PUBLIC_REGION_IDS.filter((id) => id !== key).sort(
      (a, b) => distance(from, findRegion(a)) - distance(from, findRegion(b)) || (a < b ? -1 : 1),
    );
    nearCache.set(key, near);
  }
  return near;
}
const nearCache = new Map<string, string[]>();

/** A condition on alternatives, beyond the catalog's. */
type Accepts = (query: Query) => boolean;

/**
 * Alternatives to a query that is not `available`.
 * @param decision the decision on that query.
 * @param accepts a further condition on alternatives.
 * @returns single changes (region, SKU, version, model), the smallest first; if no single change passes, the
 *   smallest double ones. Versions that retire soon come last, with the day. None for a name newer than the edition:
 *   every model in the edition is older.
 */
export function alternatives(
  edition: Edition,
  query: Query,
  decision: Decision,
  options: VerdictOptions,
  accepts: Accepts = () => true,
): Alternative[] {
  if (decision.newerThanEdition?.()) return [];
  const lasting: Alternative[] = [];
  const retiring: Alternative[] = [];
  for (const alternative of unordered(edition, query, decision, options, accepts)) {
    const retires = retiresSoon(edition, alternative, options);
    if (retires === undefined) lasting.push(alternative);
    else retiring.push({ ...alternative, retires });
  }
  return lasting.concat(retiring);
}

/**
 * Alternatives that pass for several queries at once: all purposes of a deployment, and every value that an unknown
 * one may have. An alternative changes all queries in the same way.
 * @returns alternatives to the first query that does not pass; none if all pass.
 */
export function alternativesToAll(
  edition: Edition,
  queries: readonly Query[],
  options: VerdictOptions,
  accepts: Accepts = () => true,
): Alternative[] {
  const failing = queries.find((query) => !passes(edition, query, options));
  if (!failing) return [];
  const others = queries.filter((query) => query !== failing);
  const decision = decide(edition, failing, options);
  return alternatives(
    edition,
    failing,
    decision,
    options,
    (query) => accepts(query) && others.every((other) => passes(edition, changedAlike(other, failing, query), options)),
  );
}

/**
 * Applies the change that an alternative makes in its own query to another query.
 * @param isSameRegion false if the two queries are about different regions, as with training in another account.
 */
export function changedAlike(query: Query, from: Query, to: Query, isSameRegion = true): Query {
  const { model, version, sku, region, training } = to;
  const isOtherVersion = model !== from.model || version !== from.version;
  const { version: before, ...rest } = query;
  const after = isOtherVersion ? version : before;
  return {
    ...rest,
    ...(after === undefined ? {} : { version: after }),
    ...(model === from.model ? {} : { model }),
    // The SKU does not matter for training, and the kind of training only matters for training.
    ...(sku === from.sku || sku === undefined || query.purpose === "fine-tuning" ? {} : { sku }),
    ...(training === from.training || training === undefined || query.purpose !== "fine-tuning" ? {} : { training }),
    ...(region === from.region || !isSameRegion ? {} : { region }),
  };
}

function unordered(
  edition: Edition,
  query: Query,
  decision: Decision,
  options: VerdictOptions,
  accepts: Accepts,
): Alternative[] {
  const keep = (change: Change, queries: readonly Query[]): Alternative[] =>
    queries.filter((q) => passesHere(edition, q, options) && accepts(q)).map((q) => ({ ...q, change }));

  const keepElsewhere = (change: Change, queries: readonly Query[]): Alternative[] =>
    queries.flatMap((q) => {
      const passingIds = passingRegions(edition, q, options);
      if (passingIds.size === 0) return [];
      return regionsNear(q.region)
        .filter((region) => passingIds.has(region))
        .map((region) => ({ ...q, region, change }))
        .filter(accepts);
    });

  const named = correctedQueries(query, decision);
  // A region that does not exist has no neighbours.
  if (decision.reason === "region-unknown" && named.length === 0) return [];
  if (named.length > 0) {
    // Corrected names come first: the intended deployment may be available here.
    const change: Change = decision.didYouMean?.()[0]?.field ?? "model";
    const here = keep(change, named);
    if (here.length > 0) return here;
    // Without a version the query means the undocumented default; a given version may be available.
    const versions = keep(
      WITH_VERSION[change] ?? change,
      named.flatMap((q) => otherVersions(edition, q)),
    );
    if (versions.length > 0) return versions;
    const [first] = named;
    if (first && change === "model") return keepElsewhere("model and region", [first]);
    if (first && change === "sku") return keepElsewhere("sku and region", [first]);
  }

  const skus = otherSkus(edition, query);
  const versions = otherVersions(edition, query);
  const models = replacements(edition, query);
  // Without a version, another region or SKU leaves the service to pick one: naming one is the fix.
  const pins = query.version === undefined ? keep("version", versions) : [];
  const single = [
    ...pins,
    ...keepElsewhere("region", [query]),
    ...keep("sku", skus),
    ...keep("training", otherTraining(query)),
    ...(query.version === undefined ? [] : keep("version", versions)),
    ...keep("model", models),
  ];
  if (single.length > 0) return single;
  const pinned =
    query.version === undefined ? skus.flatMap((q) => versions.map((v) => ({ ...q, version: v.version }))) : [];
  return [
    ...keep("sku and version", pinned),
    ...keepElsewhere("sku and region", skus),
    ...keepElsewhere("version and region", versions),
    ...keepElsewhere("model and region", models),
  ];
}

/** As `passes`, by the answers for all regions, which are kept: other queries have the same alternatives. */
function passesHere(edition: Edition, query: Query, options: VerdictOptions): boolean {
  const region = findRegion(query.region)?.id;
  return region !== undefined && passingRegions(edition, query, options).has(region);
}

function correctedQueries(query: Query, decision: Decision): Query[] {
  return (decision.didYouMean?.() ?? []).map(({ field, ...names }) => {
    // A suggested model comes with its own version, or none: the given version belongs to another model.
    const { version, ...rest } = query;
    return field === "model"
      ? { ...rest, ...names }
      : { ...rest, ...(version === undefined ? {} : { version }), ...names };
  });
}

function otherSkus(edition: Edition, query: Query): Query[] {
  // The SKU plays no part in training.
  if (query.purpose === "fine-tuning") return [];
  const asked = findSku(query.sku ?? "Standard");
  const others = asked === undefined ? PAY_AS_YOU_GO : skuFacts(asked).substitutes;
  return others.filter((sku) => edition.skus.has(sku)).map((sku) => ({ ...query, sku }));
}

function otherTraining(query: Query): Query[] {
  if (query.training === undefined) return [];
  return TRAININGS.filter((training) => training !== query.training).map((training) => ({ ...query, training }));
}

function otherVersions(edition: Edition, query: Query): Query[] {
  const asked = query.version?.toLowerCase();
  return newestFirst(edition, query.model)
    .filter((v) => v.toLowerCase() !== asked)
    .map((version) => ({ ...query, version }));
}

/** The replacements that the document names for the model. */
function replacements(edition: Edition, query: Query): Query[] {
  const model = findModel(edition, query.model);
  if (!model) return [];
  const facts =
    query.version === undefined
      ? (model.unversioned ?? model.versions.find((v) => v.replaced))
      : findVersion(model, query.version);
  const by = facts?.replaced?.by;
  if (!by || by.model === model.name) return [];
  const { version: _, ...rest } = query;
  const versions = by.version ? [by.version] : newestFirst(edition, by.model);
  return versions.map((version) => ({ ...rest, model: by.model, version }));
}

/**
 * The decision behind a verdict: whether this model version can be deployed with this SKU in this region, for this
 * purpose. This file resolves the names and the version; each purpose has its own file. This folder imports
 * edition/, names/ and query.ts.
 */
import { type Edition, findModel, findVersion, type IndexedModel, type IndexedVersion } from "../edition/edition";
import { findRegion } from "../names/regions";
import { findSku } from "../names/skus";
import type { Decision, Query, Reason, VerdictOptions } from "../query";
import { trainingOf, uniqueCitations, uniqueConditions, type VersionQuestion } from "./asking";
import { decideAssistants } from "./assistants";
import { decideFineTuning } from "./fine-tuning";
import { decideInference } from "./inference";
import { lifeOf } from "./lifecycle";
import { type Overlaid, overlaid } from "./overlaid";
import {
  cloudNotCovered,
  LONGEST_NAME,
  listOf,
  modelNotListed,
  regionUnknown,
  skuUnknown,
  versionNotListed,
} from "./unknown";

/**
 * Status and reason of a query, without alternatives. Verdicts and the search for alternatives use it.
 
 * @returns a decision that makes its citations and conditions only on request.
 */
export function decide(edition: Edition, query: Query, options: VerdictOptions = {}): Decision {
  const model = query.model.length > LONGEST_NAME ? undefined : findModel(edition, query.model);
  if (!model) return modelNotListed(edition, query);
  if (query.version !== undefined) {
    const facts =
      query.version.length > LONGEST_NAME && !model.unversioned ? undefined : findVersion(model, query.version);
    return facts
      ? decideVersion(edition, query, query.version, model, facts, options)
      : versionNotListed(edition, query.version, query.region, model);
  }
  const candidates = versionsMeant(edition, query, model);
  if (candidates === "unversioned" && model.unversioned) {
    return decideVersion(edition, query, "", model, model.unversioned, options);
  }
  return decideEveryVersion(edition, query, model, candidates === "unversioned" ? [] : candidates, options);
}

/** The versions that a query without one may mean; "unversioned" for a model without versions. */
function versionsMeant(edition: Edition, query: Query, model: IndexedModel): readonly IndexedVersion[] | "unversioned" {
  const listed = listOf(edition, query.region)?.models.get(model.name.toLowerCase());
  if (listed && query.purpose !== "fine-tuning") {
    // Azure deploys a default version, and in any case one that the region has.
    const named =
      listed.defaultVersion === undefined ? [...listed.versions.values()] : [{ version: listed.defaultVersion }];
    const candidates = named.flatMap(({ version }) => findVersion(model, version) ?? []);
    if (candidates.length > 0) return candidates;
  }
  // If the document decides, the query cannot mean a version that only another region's list has.
  const documented = model.versions.filter((v) => !v.listOnly || listed?.versions.has(v.version.toLowerCase()));
  if (model.unversioned && documented.length === 0) return "unversioned";
  return documented.length > 0 ? documented : model.versions;
}

/** The steps of a decision: a query that fails at a later step is nearer to what was meant. */
const STEPS: readonly Reason[] = [
  "retired",
  "sku-unknown",
  "region-unknown",
  "cloud-not-covered",
  "fine-tuned-only",
  "sku-not-covered",
  "not-fine-tunable",
  "not-supported-by-assistants",
  "no-region-table",
  "source-older",
  "sku-not-listed",
  "table-not-reproduced",
  "no-standard-training",
  "no-data-zone-training",
  "no-global-training",
  "no-developer-training",
  "assistants-only",
  "sku-not-stated",
  "region-not-in-table",
  "region-not-listed",
  "existing-customers",
  "limited-access",
  "overlay",
  "listed",
];

/**
 * Decides on a query without a version: all versions that it may mean must agree. Azure deploys no retired version.
 * @param candidates versions of the model; at least one.
 */
function decideEveryVersion(
  edition: Edition,
  query: Query,
  model: IndexedModel,
  candidates: readonly IndexedVersion[],
  options: VerdictOptions,
): Decision {
  const all = candidates.map((facts) => ({
    version: facts.version,
    decision: decideVersion(edition, query, facts.version, model, facts, options),
    isRetired: isRetiredVersion(query, facts),
  }));
  const living = all.filter((j) => !j.isRetired);
  const judged = living.length > 0 ? living : all;
  const versions = judged.map(({ version, decision }) => ({
    version,
    status: decision.status,
    reason: decision.reason,
  }));
  const furthest = judged.reduce((a, b) =>
    STEPS.indexOf(b.decision.reason) > STEPS.indexOf(a.decision.reason) ? b : a,
  );
  if (judged.every((j) => j.decision.status === furthest.decision.status)) {
    return {
      ...furthest.decision,
      cite: () => uniqueCitations(judged.flatMap((j) => j.decision.cite())),
      conditions: () => uniqueConditions(judged.flatMap((j) => j.decision.conditions?.() ?? [])),
      contradicted: () => uniqueCitations(judged.flatMap((j) => j.decision.contradicted?.() ?? [])),
      versions,
      // Offer and life are certain only if the version is.
      offer: judged.length === 1 ? furthest.decision.offer : undefined,
      lifecycle: judged.length === 1 ? furthest.decision.lifecycle : undefined,
    };
  }
  return {
    status: "undocumented",
    reason: "default-version-unknown",
    cite: () => uniqueCitations(judged.flatMap((j) => j.decision.cite())),
    versions,
  };
}

function isRetiredVersion({ sku = "Standard", fineTuned = false }: Query, facts: IndexedVersion): boolean {
  const known = sku.length > LONGEST_NAME ? undefined : findSku(sku);
  return lifeOf(facts, known ?? "Standard", fineTuned)?.retired === true;
}

function decideVersion(
  edition: Edition,
  query: Query,
  version: string,
  model: IndexedModel,
  facts: IndexedVersion,
  options: VerdictOptions,
): Decision {
  const purpose = query.purpose ?? "inference";
  const named = query.sku ?? "Standard";
  // The SKU plays no part in training.
  const sku = purpose === "fine-tuning" ? "Standard" : named.length > LONGEST_NAME ? undefined : findSku(named);
  if (sku === undefined) return skuUnknown(edition, named);
  const fineTuned = query.fineTuned === true && purpose === "inference";
  const asking: VersionQuestion = { edition, model, version, facts, sku, ...trainingOf(query), fineTuned, options };
  return decideRegion(asking, query, (region) => {
    if (purpose === "fine-tuning") return decideFineTuning(asking, region);
    return purpose === "assistants" ? decideAssistants(asking, region) : decideInference(asking, region);
  });
}

/**
 * Decides in the region of a query, with the overlay: also in clouds that the edition does not cover.
 * @param next decides in a region of the public cloud, as the edition has it.
 */
function decideRegion(asking: VersionQuestion, query: Query, next: (region: string) => Decision): Decision {
  const { edition, model, version, sku } = asking;
  const region = findRegion(query.region);
  if (!region) return regionUnknown(edition, query.region);
  const purpose = query.purpose ?? "inference";
  const asked: Overlaid = {
    model: model.name,
    version,
    ...(purpose === "fine-tuning" ? {} : { sku }),
    region: region.id,
    purpose,
  };
  return overlaid(edition, asked, () =>
    region.cloud === "AzureCloud" ? next(region.id) : cloudNotCovered(edition, region),
  );
}

/** Ways out that keep to the limits: what the document offers in place of a deployment, or leaves open. */
import type { Edition } from "../../catalog/edition/edition";
import { distance, findRegion, PUBLIC_REGIONS } from "../../catalog/names/regions";
import { SKUS } from "../../catalog/names/skus";
import type { Alternative, Query, VerdictOptions } from "../../catalog/query";
import { alternatives } from "../../catalog/verdict/alternatives";
import { decide } from "../../catalog/verdict/decide";
import type { Judged } from "../finding";
import type { Judgement } from "../judging/judge";

/** What would pass the document and the limits. */
export interface WaysOut {
  /** False where nothing could be tried, since values are unknown. */
  readonly tried: boolean;
  /** Available, as the document says. */
  readonly alternatives: readonly Alternative[];
  /** Where there are no such alternatives: what the document leaves open. */
  readonly undocumented: readonly Alternative[];
}

export const NOTHING_TRIED: WaysOut = { tried: false, alternatives: [], undocumented: [] };

/** The alternatives of a verdict that the limits accept. */
export function acceptedOf(
  { query, verdict, whatever }: Judged,
  accepts: (query: Query) => boolean,
  edition: Edition,
  options: VerdictOptions,
): readonly Alternative[] {
  if (verdict.alternatives.every(accepts)) return verdict.alternatives;
  if (whatever.length > 0) return verdict.alternatives.filter(accepts);
  return alternatives(edition, query, decide(edition, query, options), options, accepts);
}

/** What would pass for every purpose of a deployment that breaks a limit. */
export function waysOutOf(
  { judged, deployment }: Judgement,
  accepts: (query: Query) => boolean,
  edition: Edition,
  options: VerdictOptions,
): WaysOut {
  const [first, ...others] = judged;
  // Where a fine-tuned model was trained elsewhere, that training says nothing about where it may run.
  if (!first || judged.some((j) => j.whatever.length > 0) || deployment.trainingRegion) return NOTHING_TRIED;
  const { query } = first;
  const passes = (q: Query, statuses: readonly string[]) =>
    accepts(q) &&
    others.every(({ query: { purpose, training } }) => {
      const other = { ...q, ...(purpose ? { purpose } : {}), ...(training ? { training } : {}) };
      return statuses.includes(decide(edition, other, options).status);
    });
  const sure = alternatives(edition, query, decide(edition, query, options), options, (q) => passes(q, ["available"]));
  if (sure.length > 0) return { tried: true, alternatives: sure, undocumented: [] };
  const isOpen = (q: Alternative) => {
    if (!passes(q, ["available", "undocumented"])) return false;
    const { status } = decide(edition, q, options);
    // The document does not say with which SKUs a fine-tuned model may be deployed.
    const isTuned = query.purpose === "fine-tuning" && q.change !== "region";
    return status === "undocumented" || (isTuned && status === "available");
  };
  const from = findRegion(query.region);
  const near = PUBLIC_REGIONS.filter((r) => r !== from).sort((a, b) => distance(from, a) - distance(from, b));
  const regions = near.map(({ id }): Alternative => ({ ...query, region: id, change: "region" }));
  const skus = SKUS.map((sku): Alternative => ({ ...query, sku, change: "sku" }));
  const single = [...regions, ...skus].filter(isOpen);
  if (single.length > 0) return { tried: true, alternatives: [], undocumented: single };
  const double = SKUS.flatMap((sku) => regions.map((q): Alternative => ({ ...q, sku, change: "sku and region" })));
  return { tried: true, alternatives: [], undocumented: double.filter(isOpen) };
}

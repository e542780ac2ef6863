/** Ways out that keep the limits: what the document offers in place of a deployment, or leaves open. */
import type { Edition } from "../../catalog/edition/edition";
import { distance, findRegion, PUBLIC_REGIONS } from "../../catalog/names/regions";
import { SKUS } from "../../catalog/names/skus";
import type { Alternative, Query, VerdictOptions } from "../../catalog/query";
import { changedAlike } from "../../catalog/verdict/alternatives";
import { decide } from "../../catalog/verdict/decide";
import { alternativesTo } from "../judging/alternatives";
import type { Judgement } from "../judging/judge";
import type { Question } from "../judging/questions";

/** What would pass the document and the limits. */
export interface WaysOut {
  /** False if nothing could be tried because values are unknown. */
  readonly tried: boolean;
  /** Available, as the document says. */
  readonly alternatives: readonly Alternative[];
  /** If there are no such alternatives: what the document leaves open. */
  readonly undocumented: readonly Alternative[];
}

export const NOTHING_TRIED: WaysOut = { tried: false, alternatives: [], undocumented: [] };

/**
 * What would pass for every purpose of a deployment that breaks a limit.
 * @param accepts whether the limits accept a deployment as a query describes it.
 */
export function waysOutOf(
  { questions, judged, deployment }: Judgement,
  accepts: (query: Query) => boolean,
  edition: Edition,
  options: VerdictOptions,
): WaysOut {
  const [first, ...others] = questions.filter((q) => !q.isOfFineTuned);
  const isJudged = (question: Question) => judged.some((j) => j.question === question);
  // If a fine-tuned model was trained elsewhere, that does not restrict where it may run.
  if (!first || !isJudged(first) || first.open.includes("region") || deployment.trainingRegion) return NOTHING_TRIED;
  const sure = alternativesTo(first, { questions, isJudged }, edition, options, accepts);
  if (sure.length > 0) return { tried: true, alternatives: sure, undocumented: [] };
  if (first.open.length > 0) return { tried: true, alternatives: [], undocumented: [] };
  const { query } = first;
  const isOpen = (q: Alternative) => {
    if (!accepts(q)) return false;
    const isNoneRuledOut = others.every((other) => {
      const { status } = decide(edition, changedAlike(other.query, query, q), options);
      return status === "available" || status === "undocumented";
    });
    if (!isNoneRuledOut) return false;
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

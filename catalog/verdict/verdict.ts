/** The verdict: the one question that the policy pack, the command line and the library ask of the catalog. */

import type { Edition } from "../edition/edition";
import { type Alternative, alternatives } from "./alternatives";
import type { Citation } from "./citation";
import {
  type Condition,
  type Decision,
  type DidYouMean,
  decide,
  type Query,
  type Reason,
  type Status,
  type VerdictOptions,
  type VersionStatus,
} from "./decide";
import { isRetired, type Offer } from "./offer";

/** What the document says of a query, where it says so, and what would pass instead. */
export interface Verdict {
  readonly status: Status;
  readonly reason: Reason;
  /** Where it stands; for `unavailable`, where it would have to stand. Never empty. */
  readonly citations: readonly Citation[];
  readonly conditions: readonly Condition[];
  /** Present where sources disagree: the citations of those that say otherwise than the one that decides. */
  readonly contradicted?: readonly Citation[];
  /**
   * Queries that the catalog answers with `available`, smallest change first; empty for `available`, unless the offer
   * is retired.
   */
  readonly alternatives: readonly Alternative[];
  /** Present where a name of the query is not known. */
  readonly didYouMean?: readonly DidYouMean[];
  /** Versions that were judged because the query names none, each with its own status. */
  readonly versions?: readonly VersionStatus[];
  /** Retirement, capacity and default version, as the models list of the region has them. */
  readonly offer?: Offer;
}

function needsAlternatives(decision: Decision, { today }: VerdictOptions): boolean {
  const offer = decision.offer?.();
  return decision.status !== "available" || (offer !== undefined && isRetired(offer, today));
}

/**
 * The verdict on a query.
 * @param edition the catalog to judge by; see `defaultEdition`.
 * @param query what is asked; `region` and `model` are needed, everything else may be omitted.
 * @param options what the organisation was granted.
 * @returns status and reason with citations, conditions and alternatives.
 */
export function verdict(edition: Edition, query: Query, options: VerdictOptions = {}): Verdict {
  const decision = decide(edition, query, options);
  const didYouMean = decision.didYouMean?.();
  const offer = decision.offer?.();
  const contradicted = decision.contradicted?.() ?? [];
  return {
    status: decision.status,
    reason: decision.reason,
    citations: decision.cite(),
    conditions: decision.conditions?.() ?? [],
    alternatives: needsAlternatives(decision, options) ? alternatives(edition, query, decision, options) : [],
    ...(contradicted.length > 0 ? { contradicted } : {}),
    ...(didYouMean && didYouMean.length > 0 ? { didYouMean } : {}),
    ...(decision.versions ? { versions: decision.versions } : {}),
    ...(offer ? { offer } : {}),
  };
}

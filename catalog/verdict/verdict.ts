/** The verdict on a query, for the policy pack, the command line and the library. */

import type { Edition } from "../edition/edition";
import type { Decision, Query, Verdict, VerdictOptions } from "../query";
import { alternatives } from "./alternatives";
import { decide } from "./decide";

/** True if the query does not pass, or should have retired by the date of judgement. */
function needsAlternatives({ status, lifecycle }: Decision, { today }: VerdictOptions): boolean {
  if (status !== "available") return true;
  const retires = today === undefined ? undefined : lifecycle?.()?.retires;
  return retires !== undefined && today !== undefined && retires <= today;
}

/**
 * Judges a query.
 * @param edition the catalog to judge by; see `defaultEdition`.
 * @param query `region` and `model` are required, everything else is optional.
 * @param options what the organisation was granted.
 * @returns status and reason with citations, conditions and alternatives.
 */
export function verdict(edition: Edition, query: Query, options: VerdictOptions = {}): Verdict {
  const decision = decide(edition, query, options);
  const didYouMean = decision.didYouMean?.();
  const offer = decision.offer?.();
  const newer = decision.newerThanEdition?.();
  const lifecycle = decision.lifecycle?.();
  const contradicted = decision.contradicted?.() ?? [];
  return {
    status: decision.status,
    reason: decision.reason,
    citations: decision.cite(),
    conditions: decision.conditions?.() ?? [],
    alternatives: needsAlternatives(decision, options) ? alternatives(edition, query, decision, options) : [],
    ...(contradicted.length > 0 ? { contradicted } : {}),
    ...(didYouMean && didYouMean.length > 0 ? { didYouMean } : {}),
    ...(newer ? { newerThanEdition: newer } : {}),
    ...(lifecycle ? { lifecycle } : {}),
    ...(decision.versions ? { versions: decision.versions } : {}),
    ...(offer ? { offer } : {}),
  };
}

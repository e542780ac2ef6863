/** Alternatives to a deployment: changes that pass for all its purposes and for every value that an unknown one may take. */
import type { Edition } from "../../catalog/edition/edition";
import type { Alternative, Query, VerdictOptions } from "../../catalog/query";
import { alternatives } from "../../catalog/verdict/alternatives";
import { decide } from "../../catalog/verdict/decide";
import { passesAll, type Question } from "./questions";

/** The questions about a deployment, and which of them the catalog could answer. */
export interface Asking {
  readonly questions: readonly Question[];
  readonly isJudged: (question: Question) => boolean;
}

/**
 * Alternatives to what one question asks.
 * @param accepts what else they have to pass: the limits of the organisation. It is asked about every query that the
 *   question may turn out to be after the change.
 * @returns the smallest change first; none where the region is not known.
 */
export function alternativesTo(
  question: Question,
  { questions, isJudged }: Asking,
  edition: Edition,
  options: VerdictOptions,
  accepts: (query: Query) => boolean = () => true,
): Alternative[] {
  if (question.open.includes("region")) return [];
  const { query } = question;
  return alternatives(edition, query, decide(edition, query, options), options, (to) =>
    passesAll(edition, questions, isJudged, question, to, options, accepts),
  );
}

/**
 * The questions to the catalog about a deployment: one for each purpose. With an unknown value, a question is about
 * several queries, its candidates.
 */
import { type Edition, findModel } from "../../catalog/edition/edition";
import { REGIONS } from "../../catalog/names/regions";
import { SKUS } from "../../catalog/names/skus";
import type { Alternative, Decision, Purpose, Query, VerdictOptions } from "../../catalog/query";
import { changedAlike } from "../../catalog/verdict/alternatives";
import { decide } from "../../catalog/verdict/decide";
import { passes } from "../../catalog/verdict/passing";
import type { OpenValue } from "./unverified";

/** A question about one purpose of a deployment. */
export interface Question {
  readonly purpose: Purpose;
  /** With the known values; an unknown region is "". */
  readonly query: Query;
  /** The unknown values. */
  readonly open: readonly OpenValue[];
  /** True for training in another account: its region is not that of the deployment. */
  readonly isElsewhere: boolean;
  /** True for the deployment of a fine-tuned model, which is judged beside its training. */
  readonly isOfFineTuned: boolean;
}

/** Reasons that the question about its training gives as well. */
const OF_TRAINING: ReadonlySet<string> = new Set(["model-not-listed", "version-not-listed", "not-fine-tunable"]);

/**
 * True for a decision that rules out the deployment of a fine-tuned model, or restricts it. Most editions do not
 * mention such deployments, which is no reason for a finding.
 */
export function rulesOutFineTuned({ status, reason }: Pick<Decision, "status" | "reason">): boolean {
  return (status === "unavailable" || status === "restricted") && !OF_TRAINING.has(reason);
}

/** Every query that a question could stand for: exactly one if all values are known. */
export function* candidatesOf(edition: Edition, { query, open }: Question): Generator<Query> {
  const versions = open.includes("version") ? (findModel(edition, query.model)?.versions ?? []) : [];
  const withVersion = versions.length === 0 ? [query] : versions.map(({ version }): Query => ({ ...query, version }));
  const skus = open.includes("sku") ? SKUS : [query.sku];
  const regions = open.includes("region") ? REGIONS.map(({ id }) => id) : [query.region];
  for (const region of regions) {
    for (const sku of skus) {
      for (const one of withVersion) yield { ...one, ...(sku === undefined ? {} : { sku }), region };
    }
  }
}

/** The first decision on a question if every candidate is ruled out; undefined otherwise. */
export function ruledOut(edition: Edition, question: Question, options: VerdictOptions): Decision | undefined {
  let first: Decision | undefined;
  for (const candidate of candidatesOf(edition, question)) {
    const decision = decide(edition, candidate, options);
    if (decision.status !== "unavailable") return undefined;
    first ??= decision;
  }
  return first;
}

/** A question after a change. A value that the change gives is no longer open. */
function changedQuestion(question: Question, from: Question, to: Query): Question {
  const query = changedAlike(question.query, from.query, to, question.isElsewhere === from.isElsewhere);
  const open = question.open.filter((value) => query[value] === question.query[value]);
  return { ...question, query, open };
}

/**
 * True if a change lets every question of a deployment pass, for every value that an unknown one could have. A question
 * that could not be judged before must not be ruled out after it.
 * @param from the question that the change was found for.
 * @param to its query after the change.
 * @param accepts what else every candidate of `from` has to pass after the change.
 */
export function passesAll(
  edition: Edition,
  questions: readonly Question[],
  isJudged: (question: Question) => boolean,
  from: Question,
  to: Query | Alternative,
  options: VerdictOptions,
  accepts: (query: Query) => boolean,
): boolean {
  return questions.every((question) => {
    const changed = changedQuestion(question, from, to);
    if (question === from) {
      for (const candidate of candidatesOf(edition, changed)) if (!accepts(candidate)) return false;
    }
    if (question.isOfFineTuned && question !== from) {
      return changed.open.length > 0 || !rulesOutFineTuned(decide(edition, changed.query, options));
    }
    if (!isJudged(question) && changed.open.length > 0) return ruledOut(edition, changed, options) === undefined;
    for (const candidate of candidatesOf(edition, changed)) if (!passes(edition, candidate, options)) return false;
    return true;
  });
}

/** True if a change rules out a question for every value that an unknown one could have, or breaks a limit. */
export function worsens(
  edition: Edition,
  questions: readonly Question[],
  from: Question,
  to: Query,
  options: VerdictOptions,
  accepts: (query: Query) => boolean,
): boolean {
  return questions.some((question) => {
    const changed = changedQuestion(question, from, to);
    const refused = question === from && ![...candidatesOf(edition, changed)].some(accepts);
    return refused || ruledOut(edition, changed, options) !== undefined;
  });
}

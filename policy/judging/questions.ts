/**
 * The questions that the catalog is asked about a deployment: one for each purpose. A value that is not known makes a
 * question one about many queries, its candidates.
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
  /** With the values that are known; a region that is not known is "". */
  readonly query: Query;
  /** The values that are not known. */
  readonly open: readonly OpenValue[];
  /** True for training in another account: its region is not that of the deployment. */
  readonly isElsewhere: boolean;
  /** True for the deployment of a fine-tuned model, which is judged beside its training. */
  readonly isOfFineTuned: boolean;
}

/** Reasons that the question about its training has as well. */
const OF_TRAINING: ReadonlySet<string> = new Set(["model-not-listed", "version-not-listed", "not-fine-tunable"]);

/**
 * True for a decision that rules out the deployment of a fine-tuned model, or opens it to few. Most editions do not
 * speak about such deployments, and that is no news.
 */
export function rulesOutFineTuned({ status, reason }: Pick<Decision, "status" | "reason">): boolean {
  return (status === "unavailable" || status === "restricted") && !OF_TRAINING.has(reason);
}

/** Every query that a question may turn out to be; one where all values are known. */
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

/** The first decision on a question that is ruled out for every candidate; undefined where one is not. */
export function ruledOut(edition: Edition, question: Question, options: VerdictOptions): Decision | undefined {
  let first: Decision | undefined;
  for (const candidate of candidatesOf(edition, question)) {
    const decision = decide(edition, candidate, options);
    if (decision.status !== "unavailable") return undefined;
    first ??= decision;
  }
  return first;
}

/** A question after a change: what the change states is no longer open. */
function changedQuestion(question: Question, from: Question, to: Query): Question {
  const query = changedAlike(question.query, from.query, to, question.isElsewhere === from.isElsewhere);
  const open = question.open.filter((value) => query[value] === question.query[value]);
  return { ...question, query, open };
}

/**
 * True where a change lets every question of a deployment pass, for every value that an unknown one may take. What
 * could not be judged before must not be ruled out afterwards.
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

/** True where a change rules out a question for all that an unknown value may be, or breaks a limit. */
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

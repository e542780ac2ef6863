/**
 * Alternatives to a deployment: changes that pass for all its purposes and for every value that an unknown one could
 * have.
 */
import { type Edition, findModel } from "../../catalog/edition/edition";
import type { Alternative, Query, VerdictOptions } from "../../catalog/query";
import { capacityAt } from "../../catalog/solver";
import { alternatives } from "../../catalog/verdict/alternatives";
import { nearestCapacities } from "../../catalog/verdict/capacity";
import { decide } from "../../catalog/verdict/decide";
import { newestFirst } from "../../catalog/verdict/passing";
import type { PlannedDeployment } from "../plan/deployment";
import { known } from "../plan/values";
import { passesAll, type Question, worsens } from "./questions";

/** The questions about a deployment, and which of them the catalog could answer. */
export interface DeploymentQuestions {
  readonly questions: readonly Question[];
  readonly isJudged: (question: Question) => boolean;
}

/**
 * Alternatives to the query of one question.
 * @param accepts what else they have to pass: the limits of the organisation. It is called with every candidate of the
 *   question after the change.
 * @returns the smallest change first; none if the region is unknown.
 */
export function alternativesTo(
  question: Question,
  { questions, isJudged }: DeploymentQuestions,
  edition: Edition,
  options: VerdictOptions,
  accepts: (query: Query) => boolean = () => true,
): Alternative[] {
  if (question.open.includes("region")) return [];
  const { query } = question;
  const found = alternatives(edition, query, decide(edition, query, options), options, (to) =>
    passesAll(edition, questions, isJudged, question, to, options, accepts),
  );
  return isOfFineTuned(questions) ? found.filter(({ change }) => !RETRAINED.test(change)) : found;
}

/**
 * The alternatives where the region's models list takes the capacity of the deployment.
 * @returns if no list takes it, all of them, each with the nearest capacity that its list takes.
 */
export function withCapacity(
  alternatives: readonly Alternative[],
  { capacity }: Pick<PlannedDeployment, "capacity">,
  edition: Edition,
): readonly Alternative[] {
  const text = known(capacity);
  if (edition.lists.size === 0 || text === undefined || !/^\d+$/.test(text)) return alternatives;
  const own = Number(text);
  const accepted = alternatives.filter((query) => capacityAt(edition, query, own) === undefined);
  if (accepted.length > 0) return accepted;
  return alternatives.flatMap((query) => {
    const stated = capacityAt(edition, query, own);
    const [nearest] = stated ? nearestCapacities(stated, own) : [];
    return nearest === undefined ? [] : [{ ...query, capacity: nearest }];
  });
}

/** Changes that need a new fine-tuning: the deployment alone cannot make them. */
const RETRAINED = /model|version/;

/** True for the questions about a fine-tuned model. */
function isOfFineTuned(questions: readonly Question[]): boolean {
  return questions.every((question) => question.purpose === "fine-tuning" || question.isOfFineTuned);
}

/**
 * The versions that a deployment without one can name: those that pass for all its purposes; if no version does, those
 * that nothing rules out.
 * @param accepts what else they have to pass: the limits of the organisation.
 * @returns the newest first.
 */
export function versionsFor(
  { questions, isJudged }: DeploymentQuestions,
  edition: Edition,
  options: VerdictOptions,
  accepts: (query: Query) => boolean = () => true,
): readonly string[] {
  const [first] = questions;
  if (!first || !findModel(edition, first.query.model)) return [];
  const { query } = first;
  const versions = newestFirst(edition, query.model);
  const passingVersions = versions.filter((version) =>
    passesAll(edition, questions, isJudged, first, { ...query, version }, options, accepts),
  );
  if (passingVersions.length > 0) return passingVersions;
  return versions.filter((version) => !worsens(edition, questions, first, { ...query, version }, options, accepts));
}

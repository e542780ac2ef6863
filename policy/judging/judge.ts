/**
 * Judges a planned deployment: asks the catalog about each of its purposes. This folder may import plan/ and the
 * catalog. If a value is unknown, every value that it could have is tried: a deployment that fails for all of them is
 * blocked now; only the rest stays unverified.
 */

import { type Edition, findModel, findVersion, type IndexedModel } from "../../catalog/edition/edition";
import type { VersionFacts } from "../../catalog/edition/schema";
import type { Alternative, Query, Verdict, VerdictOptions } from "../../catalog/query";
import type { AskedDeployment, PurposeVerdict, Unverified } from "../finding";
import type { PlannedDeployment } from "../plan/deployment";
import { ABSENT, known, type Value } from "../plan/values";
import { alternativesTo, withCapacity } from "./alternatives";
import { baseOf } from "./fine-tuned";
import { purposesOf, trainingOf } from "./purposes";
import { type Question, ruledOut, rulesOutFineTuned } from "./questions";
import { isOpenAi } from "./repair";
import { FIX, isOpen, unverifiedSource, unverifiedValue, whyOpen } from "./unverified";
import { Verdicts } from "./verdicts";

export interface Judgement {
  readonly deployment: PlannedDeployment;
  readonly asked: AskedDeployment;
  /** True if the deployed model is a fine-tuned one. */
  readonly fineTuned: boolean;
  /** The questions to the catalog, one for each purpose. */
  readonly questions: readonly Question[];
  /** The answers. A question has none if an unknown value decides it. */
  readonly judged: readonly JudgedQuestion[];
  readonly unverified: readonly Unverified[];
  /** What the document says about the version; undefined if it or the model is unknown or not in the document. */
  readonly facts?: VersionFacts;
  readonly model?: IndexedModel;
}

/** The answer to a question. */
export interface JudgedQuestion extends PurposeVerdict {
  readonly question: Question;
}

/** A judgement on a deployment that cannot be judged. */
export function notJudged(deployment: PlannedDeployment, unverified: Unverified): Judgement {
  return { deployment, asked: {}, fineTuned: false, questions: [], judged: [], unverified: [unverified] };
}

/** The model and version that the catalog is asked about. */
interface JudgedModel {
  /** Undefined if it is unknown. */
  readonly model: string | undefined;
  readonly version: Value;
  /** True if a fine-tuned model was made from them. */
  readonly fineTuned: boolean;
}

/**
 * Judges a deployment.
 * @returns undefined for a deployment of another vendor's model, about which the document does not speak.
 */
export function judge(
  edition: Edition,
  deployment: PlannedDeployment,
  options: VerdictOptions,
  verdicts: Verdicts = new Verdicts(edition, options),
): Judgement | undefined {
  if (deployment.unread) return notJudged(deployment, deployment.unread);
  const subject = subjectOf(edition, deployment);
  const unverified: Unverified[] = [];
  if (!takesFormat(edition, deployment, subject.model, unverified)) return undefined;
  unverified.push(...notesOn(deployment, subject.version));
  const { model } = subject;
  const indexed = model === undefined ? undefined : findModel(edition, model);
  const facts = indexed && factsOf(indexed, subject.version);
  const judgement = {
    deployment,
    asked: askedOf(deployment, subject),
    fineTuned: subject.fineTuned,
    questions: [],
    judged: [],
    unverified,
    ...(indexed ? { model: indexed } : {}),
    ...(facts ? { facts } : {}),
  };
  if (model === undefined) {
    unverified.push({ value: "model", why: whyOpen(deployment.model), ...FIX.model });
    return judgement;
  }
  if (isOpen(deployment.format) && !indexed) {
    // It may be a model of another vendor, about which the document does not speak.
    const fix = 'Set model.format to a plain value, "OpenAI" for its models.';
    unverified.push({ value: "format", why: whyOpen(deployment.format), fix, sets: FORMAT });
    return judgement;
  }
  const questions = questionsOf(deployment, { ...subject, model }, unverified);
  return { ...judgement, questions, judged: answersTo(questions, deployment, subject.version, verdicts, unverified) };
}

function subjectOf(edition: Edition, { model, version }: PlannedDeployment): JudgedModel {
  const name = known(model);
  const base = name === undefined ? undefined : baseOf(edition, name);
  return base ? { ...base, fineTuned: true } : { model: name, version, fineTuned: false };
}

/** False for a model of another vendor; notes a format that Azure does not take. */
function takesFormat(
  edition: Edition,
  deployment: PlannedDeployment,
  model: string | undefined,
  unverified: Unverified[],
): boolean {
  const format = known(deployment.format);
  if (format === undefined || format.toLowerCase() === "openai") return true;
  const isMisspelt = isOpenAi(format);
  if (!isMisspelt && (model === undefined || !findModel(edition, model))) return false;
  unverified.push({
    value: "format",
    why: isMisspelt ? "not written as Azure writes it" : "not OpenAI, though the model is an Azure OpenAI one",
    fix: 'Set model.format to "OpenAI".',
    sets: FORMAT,
  });
  return true;
}

const FORMAT = { model: { format: "OpenAI" } };

/** Known inputs of a deployment that its owner must hear about. */
function notesOn({ skuNote }: PlannedDeployment, version: Value): Unverified[] {
  const notes: Unverified[] = [];
  if (skuNote !== undefined) notes.push({ value: "sku", why: "misplaced", fix: skuNote });
  if (version.state === "known" && version.wasNumber) {
    notes.push({
      value: "version",
      why: `the number ${version.value}, not a string`,
      fix: "Put it in quotes: YAML reads 0613 without them as a number and drops the zero.",
    });
  }
  return notes;
}

function askedOf({ sku, region }: PlannedDeployment, { model, version }: JudgedModel): AskedDeployment {
  const named = sku.state === "absent" ? "Standard" : known(sku);
  return {
    ...(model === undefined ? {} : { model }),
    ...(known(version) === undefined ? {} : { version: known(version) }),
    ...(named === undefined ? {} : { sku: named }),
    ...(known(region) === undefined ? {} : { region: known(region) }),
  };
}

/** The questions to the catalog about a deployment, one for each purpose. */
function questionsOf(
  deployment: PlannedDeployment,
  { model, version, fineTuned }: JudgedModel & { readonly model: string },
  unverified: Unverified[],
): Question[] {
  const training = trainingOf(deployment, unverified);
  const questions = purposesOf(deployment, fineTuned, unverified).map((purpose): Question => {
    const isTraining = purpose === "fine-tuning";
    const region = (isTraining ? deployment.trainingRegion : undefined) ?? deployment.region;
    // The SKU does not matter for training.
    const sku = isTraining ? ABSENT : deployment.sku;
    return {
      purpose,
      query: {
        ...queryOf(model, version, sku, region),
        ...(purpose === "inference" ? {} : { purpose }),
        ...(isTraining && training ? { training } : {}),
      },
      open: [
        ...(isOpen(version) ? (["version"] as const) : []),
        ...(isOpen(sku) ? (["sku"] as const) : []),
        ...(known(region) === undefined ? (["region"] as const) : []),
      ],
      isElsewhere: isTraining && deployment.trainingRegion !== undefined,
      isOfFineTuned: false,
    };
  });
  const { sku, region } = deployment;
  if (!fineTuned || known(region) === undefined || isOpen(sku)) return questions;
  const own = { purpose: "inference", open: [], isElsewhere: false, isOfFineTuned: true } as const;
  return [...questions, { ...own, query: { ...queryOf(model, version, sku, region), fineTuned: true } }];
}

function queryOf(model: string, version: Value, sku: Value, region: Value): Query {
  return {
    model,
    ...(known(version) === undefined ? {} : { version: known(version) }),
    ...(known(sku) === undefined ? {} : { sku: known(sku) }),
    region: known(region) ?? "",
  };
}

/** The answers to the questions about a deployment. Notes the values without which a question has no answer. */
function answersTo(
  questions: readonly Question[],
  deployment: PlannedDeployment,
  version: Value,
  verdicts: Verdicts,
  unverified: Unverified[],
): JudgedQuestion[] {
  const judged: JudgedQuestion[] = [];
  const open = new Map<string, Unverified>();
  for (const question of questions) {
    const { purpose, query, open: unknown, isElsewhere } = question;
    const found = unknown.length === 0 ? verdicts.of(query) : verdictForAll(question, verdicts);
    if (!found) {
      const values = { version, sku: deployment.sku, region: deployment.region };
      for (const value of unknown) {
        const unverified =
          value === "region" && isElsewhere
            ? unverifiedSource(deployment)
            : unverifiedValue(value, deployment, values[value]);
        open.set(unverified.value, unverified);
      }
    } else if (!question.isOfFineTuned || rulesOutFineTuned(found)) {
      judged.push({ question, purpose, query, verdict: found, unknown });
    }
  }
  unverified.push(...open.values());
  return withAlternatives(withoutRepeated(judged), questions, verdicts).map((j) => {
    const alternatives = withCapacity(j.verdict.alternatives, deployment, verdicts.edition);
    return alternatives === j.verdict.alternatives ? j : { ...j, verdict: { ...j.verdict, alternatives } };
  });
}

/** The verdict if every candidate of a question is ruled out; undefined if at least one is not. */
function verdictForAll(question: Question, { edition, options }: Verdicts): Verdict | undefined {
  const first = ruledOut(edition, question, options);
  if (!first) return undefined;
  const didYouMean = first.didYouMean?.();
  const newer = first.newerThanEdition?.();
  return {
    status: first.status,
    reason: first.reason,
    citations: first.cite(),
    conditions: [],
    alternatives: [],
    ...(didYouMean ? { didYouMean } : {}),
    ...(newer ? { newerThanEdition: newer } : {}),
  };
}

/** Replaces the alternatives to each question by those that pass for all questions. */
function withAlternatives(
  judged: readonly JudgedQuestion[],
  questions: readonly Question[],
  verdicts: Verdicts,
): JudgedQuestion[] {
  const { edition, options } = verdicts;
  const isJudged = (question: Question) => judged.some((j) => j.question === question);
  return judged.map((j) => {
    const { question, verdict } = j;
    const isAlone = questions.length === 1 && question.open.length === 0 && question.purpose !== "fine-tuning";
    if (isAlone || (verdict.status === "available" && verdict.alternatives.length === 0)) return j;
    const key = JSON.stringify([questions.indexOf(question), questions.map((q) => [q, isJudged(q)])]);
    const alternatives: readonly Alternative[] = verdicts.alternatives(key, () =>
      alternativesTo(question, { questions, isJudged }, edition, options),
    );
    return { ...j, verdict: { ...verdict, alternatives } };
  });
}

function factsOf(model: IndexedModel, version: Value): VersionFacts | undefined {
  const text = known(version);
  if (text !== undefined) return findVersion(model, text);
  return model.unversioned ?? (model.versions.length === 1 ? model.versions[0] : undefined);
}

/**
 * Reasons that one rule reports for every purpose: once is enough. Other reasons stay, because each purpose has its own
 * rule for them, and one of these rules may be off, or its finding waived.
 */
const SAME_FOR_ALL: ReadonlySet<string> = new Set(["model-not-listed", "cloud-not-covered"]);

function withoutRepeated(judged: readonly JudgedQuestion[]): JudgedQuestion[] {
  const assistantsPass = judged.some((j) => j.purpose === "assistants" && j.verdict.status === "available");
  const reported = new Set<string>();
  return judged.filter(({ verdict: v, purpose }) => {
    // "Only Assistants are offered here" is no news for a deployment that is declared to be for Assistants.
    if (v.reason === "assistants-only" && assistantsPass && purpose === "inference") return false;
    if (!SAME_FOR_ALL.has(v.reason)) return true;
    if (reported.has(v.reason)) return false;
    reported.add(v.reason);
    return true;
  });
}

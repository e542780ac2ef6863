/**
 * Judges a planned deployment: asks the catalog for each of its purposes. A value that is not known is tried with
 * every value it could have: what is ruled out whatever it turns out to be is ruled out now, and only the rest is
 * left unverified.
 */

import { type Edition, findModel, findVersion, type IndexedModel } from "../../catalog/edition/edition";
import type { VersionFacts } from "../../catalog/edition/schema";
import { REGIONS } from "../../catalog/names/regions";
import { SKUS } from "../../catalog/names/skus";
import type { Decision, Purpose, Query, Verdict, VerdictOptions } from "../../catalog/query";
import { decide } from "../../catalog/verdict/decide";
import { verdict } from "../../catalog/verdict/verdict";
import type { Asked, Judged, Unverified } from "../finding";
import type { PlannedDeployment } from "../plan/deployment";
import { ABSENT, known, type Value } from "../plan/values";
import { isOpenAi } from "./repair";

export interface Judgement {
  readonly deployment: PlannedDeployment;
  readonly asked: Asked;
  /** Set where the deployed model is a fine-tuned one. */
  readonly fineTuned: boolean;
  readonly judged: readonly Judged[];
  readonly unverified: readonly Unverified[];
  /** What the document says of the version; undefined where model or version is unknown or not in the document. */
  readonly facts?: VersionFacts;
  readonly model?: IndexedModel;
}

const PURPOSES: readonly Purpose[] = ["inference", "fine-tuning", "assistants"];

/** What would make a value known. */
export const FIX: Readonly<Record<string, string>> = {
  model:
    "Set it to the name of a model, as a plain value or from stack configuration, not from another resource's output.",
  version: "Set it to a version of the model, in quotes, or take it from stack configuration.",
  sku: "Set sku.name from a plain value or from stack configuration.",
};

/** Base model and version in the name of a fine-tuned model: `gpt-4o-mini-2024-07-18.ft-0123456789abcdef`. */
const FINE_TUNED = /^(.+?)\.ft-/i;

/** Asks the catalog for the verdict on a query. */
export type Ask = (query: Query) => Verdict;

/**
 * An `Ask` that asks the same question once: the deployments of a plan differ in their names far more than in what
 * they deploy. Verdicts are values, so they can be shared.
 */
export function remembering(edition: Edition, options: VerdictOptions): Ask {
  const verdicts = new Map<string, Verdict>();
  return (query) => {
    const { model, version, sku, region, purpose, training } = query;
    const key = JSON.stringify([model, version, sku, region, purpose, training]);
    let found = verdicts.get(key);
    if (!found) {
      found = verdict(edition, query, options);
      verdicts.set(key, found);
    }
    return found;
  };
}

/**
 * Judges a deployment.
 * @returns undefined for a deployment of another vendor's model, of which the document does not speak.
 */
export function judge(
  edition: Edition,
  deployment: PlannedDeployment,
  options: VerdictOptions,
  ask: Ask = (query) => verdict(edition, query, options),
): Judgement | undefined {
  if (deployment.unread) {
    return { deployment, asked: {}, fineTuned: false, judged: [], unverified: [deployment.unread] };
  }
  const unverified: Unverified[] = [];
  const name = known(deployment.model);
  const tuned = name === undefined ? undefined : FINE_TUNED.exec(name)?.[1];
  const base = tuned === undefined ? undefined : baseModel(edition, tuned);
  const model = base?.model ?? tuned ?? name;
  const version: Value = base ? base.version : tuned === undefined ? deployment.version : ABSENT;

  const format = known(deployment.format);
  if (format !== undefined && format.toLowerCase() !== "openai") {
    const isMisspelt = isOpenAi(format);
    if (!isMisspelt && (model === undefined || !findModel(edition, model))) return undefined;
    unverified.push({
      value: "format",
      why: isMisspelt ? "not written as Azure writes it" : "not OpenAI, though the model is an Azure OpenAI one",
      fix: 'Set model.format to "OpenAI".',
    });
  }
  if (deployment.skuNote) unverified.push({ value: "sku", why: "misplaced", fix: deployment.skuNote });
  if (version.state === "known" && version.wasNumber) {
    unverified.push({
      value: "version",
      why: `the number ${version.value}, not a string`,
      fix: "Put it in quotes: YAML reads 0613 without them as a number and drops the zero.",
    });
  }

  const asked: Asked = {
    ...(model === undefined ? {} : { model }),
    ...(known(version) === undefined ? {} : { version: known(version) }),
    ...(deployment.sku.state === "absent"
      ? { sku: "Standard" }
      : known(deployment.sku)
        ? { sku: known(deployment.sku) }
        : {}),
    ...(known(deployment.region) === undefined ? {} : { region: known(deployment.region) }),
  };
  const result = (judged: Judged[]): Judgement => {
    const indexed = model === undefined ? undefined : findModel(edition, model);
    const facts = indexed && factsOf(indexed, version);
    return {
      deployment,
      asked,
      fineTuned: tuned !== undefined,
      judged,
      unverified,
      ...(indexed ? { model: indexed } : {}),
      ...(facts ? { facts } : {}),
    };
  };
  if (model === undefined) {
    const why = "why" in deployment.model ? deployment.model.why : "not given";
    unverified.push({ value: "model", why, fix: FIX.model ?? "" });
    return result([]);
  }

  if (isOpen(deployment.format) && !findModel(edition, model)) {
    // It may be a model of another vendor, of which the document does not speak.
    const why = "why" in deployment.format ? deployment.format.why : "";
    unverified.push({ value: "format", why, fix: 'Set model.format to a plain value, "OpenAI" for its models.' });
    return result([]);
  }

  const judged: Judged[] = [];
  const unknown = new Map<string, Unverified>();
  const training = trainingOf(deployment, unverified);
  for (const purpose of purposesOf(deployment, tuned !== undefined, unverified)) {
    const region =
      purpose === "fine-tuning" && deployment.trainingRegion ? deployment.trainingRegion : deployment.region;
    // The SKU plays no part in training.
    const sku = purpose === "fine-tuning" ? ABSENT : deployment.sku;
    const query: Query = {
      model,
      ...(known(version) === undefined ? {} : { version: known(version) }),
      ...(known(sku) === undefined ? {} : { sku: known(sku) }),
      region: known(region) ?? "",
      ...(purpose === "inference" ? {} : { purpose }),
      ...(purpose === "fine-tuning" && training ? { training } : {}),
    };
    const open = [
      ...(isOpen(version) ? (["version"] as const) : []),
      ...(isOpen(sku) ? (["sku"] as const) : []),
      ...(known(region) === undefined ? (["region"] as const) : []),
    ];
    if (open.length === 0) {
      judged.push({ purpose, query, verdict: ask(query), whatever: [] });
      continue;
    }
    const ruledOut = judgeWhatever(edition, query, open, options);
    if (ruledOut) {
      judged.push({ purpose, query, verdict: ruledOut, whatever: open });
      continue;
    }
    for (const value of open) unknown.set(value, describe(value, deployment, { version, sku, region }));
  }
  unverified.push(...unknown.values());
  // Where a fine-tuned model was trained is judged above. Its own deployment is none of the document's inference tables,
  // but its names may be none that Azure has, and what the organisation closed is closed to it too.
  const where = known(deployment.region);
  if (tuned !== undefined && where !== undefined && !isOpen(deployment.sku)) {
    const [v, s] = [known(version), known(deployment.sku)];
    const query = {
      model,
      ...(v === undefined ? {} : { version: v }),
      ...(s === undefined ? {} : { sku: s }),
      region: where,
    };
    const found = ask(query);
    if (found.status === "unavailable" && OF_DEPLOYMENT.has(found.reason)) {
      judged.push({ purpose: "inference", query, verdict: found, whatever: [] });
    }
  }
  return result(dropShadowed(judged));
}

/** What rules out the deployment of a fine-tuned model, wherever it was trained. */
const OF_DEPLOYMENT: ReadonlySet<string> = new Set(["overlay", "sku-unknown", "region-unknown"]);

/** True where a value is there but cannot be told. An omitted one is no riddle: ARM has its rules for it. */
function isOpen(value: Value): boolean {
  return value.state === "unknown" || value.state === "invalid";
}

/**
 * Tries every value that the open parts of a query could have.
 * @returns the verdict where all of them are ruled out; undefined where at least one is not.
 */
function judgeWhatever(
  edition: Edition,
  query: Query,
  open: readonly ("version" | "sku" | "region")[],
  options: VerdictOptions,
): Verdict | undefined {
  const versions = findModel(edition, query.model)?.versions.map((v) => v.version) ?? [];
  const tried = (part: "version" | "sku" | "region", values: readonly string[], queries: readonly Query[]) =>
    open.includes(part) ? queries.flatMap((q) => values.map((v): Query => ({ ...q, [part]: v }))) : queries;
  const regions = REGIONS.map((r) => r.id);
  // Without versions in the document, the version does not matter and stays out.
  const candidates = tried(
    "region",
    regions,
    tried("sku", SKUS, versions.length > 0 ? tried("version", versions, [query]) : [query]),
  );
  let first: Decision | undefined;
  for (const candidate of candidates) {
    const decision = decide(edition, candidate, options);
    if (decision.status !== "unavailable") return undefined;
    first ??= decision;
  }
  if (!first) return undefined;
  const didYouMean = first.didYouMean?.();
  return {
    status: first.status,
    reason: first.reason,
    citations: first.cite(),
    conditions: [],
    alternatives: open.includes("region") ? [] : verdict(edition, candidates[0] ?? query, options).alternatives,
    ...(didYouMean ? { didYouMean } : {}),
  };
}

/** Why a value cannot be told, and what to do about it. */
export function describe(
  value: "version" | "sku" | "region",
  deployment: Pick<PlannedDeployment, "regionFrom" | "regionFix">,
  values: Record<"version" | "sku" | "region", Value>,
): Unverified {
  const of = values[value];
  const why = "why" in of ? of.why : "not given";
  if (value !== "region") return { value, why, fix: FIX[value] ?? "" };
  const from = deployment.regionFrom === "" ? "" : ` (it comes from ${deployment.regionFrom})`;
  return { value, why: `${why}${from}`, fix: deployment.regionFix };
}

/**
 * What a fine-tuned model was made from, by its name.
 * @returns undefined for what is no name of a fine-tuned model; without version, or with the name as it stands, where
 *   that is all it tells.
 */
export function fineTunedFrom(edition: Edition, name: string): { model: string; version?: string } | undefined {
  const tuned = FINE_TUNED.exec(name)?.[1];
  if (tuned === undefined) return undefined;
  const base = baseModel(edition, tuned);
  const version = base && known(base.version);
  return { model: base?.model ?? tuned, ...(version === undefined ? {} : { version }) };
}

function baseModel(edition: Edition, base: string): { model: string; version: Value } | undefined {
  const lower = base.toLowerCase();
  // The longest name that fits: gpt-4o-mini-… is no gpt-4o of version mini-….
  const names = [...edition.models.values()].map((m) => m.name).sort((a, b) => b.length - a.length);
  for (const name of names) {
    if (lower === name) return { model: name, version: ABSENT };
    if (lower.startsWith(`${name}-`)) {
      return { model: name, version: { state: "known", value: base.slice(name.length + 1) } };
    }
  }
  return undefined;
}

function factsOf(model: IndexedModel, version: Value): VersionFacts | undefined {
  const text = known(version);
  if (text !== undefined) return findVersion(model, text);
  return model.unversioned ?? (model.versions.length === 1 ? model.versions[0] : undefined);
}

function purposesOf(deployment: PlannedDeployment, fineTuned: boolean, unverified: Unverified[]): Purpose[] {
  if (fineTuned) return ["fine-tuning"];
  const purposes = new Set<Purpose>(["inference"]);
  const declared = deployment.purpose;
  if (isOpen(declared)) {
    unverified.push({
      value: "purpose",
      why: "why" in declared ? declared.why : "",
      fix: "Give the tag aoai-purpose as a plain value.",
    });
  }
  for (const word of (known(declared) ?? "").toLowerCase().split(/\s+/).filter(Boolean)) {
    const purpose = PURPOSES.find((p) => p === word);
    if (purpose) purposes.add(purpose);
    else {
      unverified.push({
        value: "purpose",
        why: "no purpose that is known",
        fix: "Set the tag aoai-purpose to fine-tuning, assistants, or both separated by a space.",
      });
    }
  }
  return [...purposes];
}

function trainingOf(deployment: PlannedDeployment, unverified: Unverified[]): "standard" | "global" | undefined {
  const training = known(deployment.training)?.toLowerCase();
  if (training === "standard" || training === "global") return training;
  if (deployment.training.state !== "absent") {
    unverified.push({
      value: "training",
      why: "why" in deployment.training ? deployment.training.why : "no kind of training that is known",
      fix: "Set the tag aoai-training to standard or global.",
    });
  }
  return undefined;
}

/**
 * Reasons that one rule has for every purpose: said once, they need not be said again. Those that each purpose has a
 * rule of its own for stay, since one of these rules may be off, or its finding waived.
 */
const NAME_REASONS: ReadonlySet<string> = new Set(["model-not-listed", "cloud-not-covered"]);

function dropShadowed(judged: readonly Judged[]): Judged[] {
  const assistantsPass = judged.some((j) => j.purpose === "assistants" && j.verdict.status === "available");
  const said = new Set<string>();
  return judged.filter(({ verdict: v, purpose }) => {
    // "Only Assistants are offered here" is no news for a deployment that is declared to be for Assistants.
    if (v.reason === "assistants-only" && assistantsPass && purpose === "inference") return false;
    if (!NAME_REASONS.has(v.reason)) return true;
    if (said.has(v.reason)) return false;
    said.add(v.reason);
    return true;
  });
}

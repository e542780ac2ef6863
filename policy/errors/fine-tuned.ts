/** A fine-tuned model that Azure refuses to deploy: by models lists, or by the documentation's pages of fine-tuning. */
import { PUBLIC_REGION_IDS } from "../../catalog/names/regions";
import type { Query, Reason, Verdict } from "../../catalog/query";
import { anySku } from "../../catalog/solver";
import { decide } from "../../catalog/verdict/decide";
import { verdict } from "../../catalog/verdict/verdict";
import { safe } from "../text";
import { few } from "../words/names";
import { because } from "../words/reasons";
import { changePhrases } from "../words/ways-out";
import { accessNotes } from "./access";
import { ASK_REGION } from "./blame";
import { type Blame, type Case, type Explanation, importNote, sentence } from "./case";
import { ended } from "./ended";

/** What a verdict on the deployment of a fine-tuned model blames. */
const BLAMED: Partial<Record<Reason, Blame>> = {
  "model-not-listed": "model",
  "version-not-listed": "version",
  "not-fine-tunable": "version",
  retired: "version",
  "sku-unknown": "sku",
  "sku-not-listed": "sku",
  "region-unknown": "region",
  "region-not-listed": "region",
};

const PARTS: Partial<Record<Blame, string>> = { model: "model", version: "version", sku: "SKU", region: "region" };

const TRAINED_ELSEWHERE =
  "If the model was trained in another account, model.source or model.sourceAccount must name that account.";

/** Judges the deployment of a fine-tuned model; the case has its base model. */
export function fineTuned(c: Case): Explanation {
  const { asked, edition } = c;
  const { model = "", version, region } = asked;
  const query = { model, ...(version === undefined ? {} : { version }), fineTuned: true };
  // If the message names no SKU, only what is true for every SKU can be said.
  const skus = asked.sku === undefined ? [...anySku(edition)] : [asked.sku];
  if (!edition.knowsFineTuned) return silent(c);
  return region === undefined ? somewhere(c, query, skus) : inRegion(c, { ...query, region }, skus);
}

function inRegion(c: Case, query: Query, skus: readonly string[]): Explanation {
  const { asked, edition, options } = c;
  const answers = skus.map((sku) => verdict(edition, { ...query, sku }, options));
  const answerWith = (status: Verdict["status"]) => answers.find((a) => a.status === status);
  const answer = answerWith("available") ?? answerWith("restricted") ?? answerWith("undocumented") ?? answers[0];
  if (!answer) return silent(c);
  const { status, reason, citations, lifecycle } = answer;
  // A date that was planned when the source was written has come, and Azure refuses: the plan was kept.
  if (lifecycle?.retires !== undefined && lifecycle.retires <= options.today)
    return ended(c, asked.sku ?? skus[answers.indexOf(answer)]);
  const shared = { status, reason, citations, waysOut: waysOut(answer) };
  const isLucky = asked.sku === undefined;
  switch (status) {
    case "available":
      return {
        ...shared,
        blame: "nothing",
        ...(isLucky ? { certain: false } : {}),
        why: `Nothing that the catalog knows: ${because(answer)} for fine-tuned models.`,
        notes: [TRAINED_ELSEWHERE, importNote(query.region)],
      };
    case "restricted":
      return {
        ...shared,
        blame: "access",
        why: sentence(`Access: ${because(answer)}`),
        notes: accessNotes(answer.conditions.map(({ text }) => `The document: ${text}`)),
      };
    case "undocumented":
      if (!edition.trainingPage) return silent(c);
      return {
        ...shared,
        blame: "unknown",
        why: sentence(`The catalog does not say where the fine-tuned model can be deployed: ${because(answer)}`),
        notes: [TRAINED_ELSEWHERE, importNote(query.region)],
      };
    case "unavailable": {
      const blame = BLAMED[reason] ?? "unknown";
      return {
        ...shared,
        blame,
        why: sentence(`The ${PARTS[blame] ?? "combination"}, for a fine-tuned model: ${because(answer)}`),
        notes: [TRAINED_ELSEWHERE],
      };
    }
  }
}

/** The region of the account is unknown. */
function somewhere(c: Case, query: Omit<Query, "region">, skus: readonly string[]): Explanation {
  const { asked, edition, options } = c;
  const offering = skus
    .map((sku) => ({
      sku,
      regions: PUBLIC_REGION_IDS.filter(
        (region) => decide(edition, { ...query, sku, region }, options).status === "available",
      ),
    }))
    .filter(({ regions }) => regions.length > 0);
  const [first] = offering;
  if (!first) {
    const { certain: _, ...answer } = inRegion(c, { ...query, region: "eastus" }, skus);
    return { ...answer, certain: false, notes: [...(answer.notes ?? []), ASK_REGION] };
  }
  const answer = verdict(edition, { ...query, sku: first.sku, region: first.regions[0] ?? "" }, options);
  return {
    blame: "region",
    certain: false,
    why: "The region, unless the account is in one of those where the catalog has it for fine-tuned models.",
    citations: answer.citations,
    waysOut: offering.map(
      ({ sku, regions }) => `${asked.sku === undefined ? `sku ${safe(sku)} in ` : ""}region ${few(regions, "region")}`,
    ),
    notes: [TRAINED_ELSEWHERE, ASK_REGION],
  };
}

/** Ways out that keep the fine-tuned model: another version or model would have to be trained first. */
function waysOut(answer: Verdict): readonly string[] {
  const same = new Set(["region", "sku", "sku and region"]);
  return changePhrases(answer.alternatives.filter(({ change }) => same.has(change)));
}

/** The edition says nothing about deployments of fine-tuned models. */
function silent({ asked }: Case): Explanation {
  return {
    blame: "unknown",
    why: "The catalog does not say: the model is a fine-tuned one, and the document tells where models can be trained, not where they can be deployed afterwards.",
    notes: [TRAINED_ELSEWHERE, importNote(asked.region)],
  };
}

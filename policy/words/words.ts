/** The words of findings, made in this one place, so that every surface says the same of the same deployment. */

import { citeStatement } from "../../catalog/edition/overlay";
import type { OverlayStatement } from "../../catalog/edition/statement";
import type { Alternative, Change, Citation, DidYouMean, Offer, Reason, Verdict } from "../../catalog/query";
import { citationText } from "../../catalog/verdict/citation";
import { daysBetween } from "../days";
import type { Asked, Judged } from "../finding";
import type { Judgement } from "../judging/judge";
import type { Repair } from "../judging/repair";
import type { Unrepaired, Weakened } from "../rules/old-rule";
import { safe, written } from "../text";
import type { Waiver } from "../waiver";

export { safe, written };

/** Where the document lives; each rule's own page is docs/rules/<rule>.md of this package. */
export const DOCUMENT_URL = "https://learn.microsoft.com/azure/ai-services/openai/concepts/models";

/** How many of one kind are named; the rest is counted. */
const FEW = 3;

/** "gpt-4o 2024-08-06" */
export function modelName(asked: Asked): string {
  return [asked.model ?? "a model", asked.version]
    .filter((x) => x !== undefined)
    .map(safe)
    .join(" ");
}

/** Why a combination is ruled out, or not stated, in a sentence that needs no document at hand. */
const BECAUSE: Record<Reason, string> = {
  listed: "the document lists this combination",
  "limited-access": "only customers to whom Microsoft granted access can deploy it there",
  "model-not-listed": "the document names no model of that name",
  "version-not-listed": "the document names versions of this model, and not this one",
  "sku-unknown": "Azure knows no deployment SKU of that name",
  "region-unknown": "no Azure region has that name",
  "cloud-not-covered": "the document covers the public cloud only",
  "sku-not-covered": "the document has no region table for this SKU",
  "region-not-listed": "the document does not offer it in this region",
  "assistants-only": "the document lists it there for Assistants, and not for other use",
  "table-not-reproduced": "this copy of the document lacks the table that would say so",
  "sku-not-listed": "the document offers this model version, and not with this SKU",
  "no-region-table": "the document names the model and does not say where it is offered",
  "default-version-unknown": "no version is given, and the versions of this model differ",
  "not-fine-tunable": "the document does not list this model version for fine-tuning",
  "no-global-training": "global training is not offered for this model version",
  "not-supported-by-assistants": "the Assistants table does not have this model version",
  retired: "it is retired: nobody can deploy it any more",
  "fine-tuned-only": "this SKU takes fine-tuned models only",
  "existing-customers": "only subscriptions that have deployed this very version before can deploy it",
  "region-not-in-table": "the document's tables of this SKU leave out regions, and this is one of them",
  "sku-not-stated": "the document lists the region and does not say for which SKU",
  "source-older": "the page of this SKU is older than this version",
  "no-standard-training": "standard training is not offered for this model version",
  "no-data-zone-training": "data zone training is not offered for this model version",
  "no-developer-training": "developer training is not offered for this model version",
  overlay: "your organisation's overlay says otherwise",
};

/** What a source that is not the document says, by reason; other reasons are the same whoever gives them. */
const SAYS: Partial<Record<Reason, string>> = {
  listed: "lists this combination",
  "region-not-listed": "does not have it",
  "sku-not-listed": "has no column for this model version",
};

/** Why, in words: where it is not the document that says so, or not it alone, which source does and as of when. */
export function because({ status, reason, citations, contradicted }: Verdict): string {
  const [first] = citations;
  const says = SAYS[reason];
  const named = first?.source !== undefined || contradicted !== undefined;
  const others = [...new Set(contradicted?.map(sourceText))];
  if (reason === "overlay") {
    const [effect, other] = status === "unavailable" ? ["takes it away", "offers it"] : ["adds it", "does not have it"];
    return [`${SOURCES.overlay} ${effect}`, ...others.map((source) => `${source} ${other}`)].join("; ");
  }
  const why = first && says && named ? `${sourceText(first)} ${says}` : BECAUSE[reason];
  if (others.length === 0) return why;
  return `${why}; ${others.join(" and ")} ${status === "unavailable" ? "does" : "does not"}`;
}

const SOURCES = {
  document: "the document",
  list: "the region's models list",
  documentation: "the documentation",
  retired: "it is retired: nobody can deploy it any more",
  "fine-tuned-only": "this SKU takes fine-tuned models only",
  "existing-customers": "only subscriptions that have deployed this very version before can deploy it",
  "region-not-in-table": "the document's tables of this SKU leave out regions, and this is one of them",
  "sku-not-stated": "the document lists the region and does not say for which SKU",
  "source-older": "the page of this SKU is older than this version",
  "no-standard-training": "standard training is not offered for this model version",
  "no-data-zone-training": "data zone training is not offered for this model version",
  "no-developer-training": "developer training is not offered for this model version",
  overlay: "your organisation's overlay",
};

/** "the region's models list of 2026-02-01" */
function sourceText({ source, date }: Citation): string {
  return `${SOURCES[source ?? "document"]} of ${date}`;
}

/** " as GlobalStandard in eastus" */
function whereText(j: Judged): string {
  const sku = j.purpose === "fine-tuning" || j.whatever.includes("sku") ? "" : ` as ${safe(j.query.sku ?? "Standard")}`;
  return j.whatever.includes("region") ? sku : `${sku} in ${safe(j.query.region)}`;
}

/** What was asked: "gpt-4.1-nano 2025-04-14 as GlobalStandard in eastus". */
export function askedText(j: Judged, asked: Asked): string {
  return modelName(asked) + whereText(j);
}

/** First line of a finding that comes from a verdict. */
export function headline(judgement: Judgement, j: Judged): string {
  const no = j.verdict.status === "unavailable";
  const verb = {
    inference: no ? "cannot be deployed" : "may not be deployable",
    "fine-tuning": no ? "cannot be fine-tuned" : "may not be fine-tunable",
    assistants: no ? "cannot be used for Assistants" : "may not be usable for Assistants",
  }[j.purpose];
  const training = j.query.training ? ` with ${j.query.training} training` : "";
  const whatever = j.whatever.length > 0 ? `, whatever the ${j.whatever.join(" and the ")} will be` : "";
  const name = `${judgement.fineTuned ? "A fine-tuned model: " : ""}${modelName(judgement.asked)}`;
  return `${name} ${verb}${training}${whereText(j)}${whatever}: ${because(j.verdict)}.`;
}

/** Citations, the first ones in full and the rest counted. */
export function citationLines(citations: readonly Citation[]): string[] {
  const shown = citations.slice(0, FEW).map((c) => `${HEADS[c.source ?? "document"]}: ${citationText(c)}`);
  const more = citations.length - shown.length;
  if (more <= 0) return shown;
  const where = citations.some((c) => c.source !== undefined) ? "" : " in the document";
  return [...shown, `(and ${more} more ${more === 1 ? "place" : "places"}${where})`];
}

const HEADS = { document: "Document", list: "List", documentation: "Documentation", overlay: "Overlay" };

/**
 * What becomes of a deployment, as its region's list has it: what had come to pass when the list was got is told from
 * what was only planned then.
 */
export function retirementText({ sku, region, retires, listDate, retired }: Offer, today: string): string {
  const where = ` as ${sku} in ${region}`;
  if (retires === undefined) return `is ${retired ? "retired" : "being retired"}${where}; the list gives no date`;
  if (retired && retires > listDate) return `is retired${where}; the list gives ${retires} as its date`;
  if (retires <= listDate) return `was retired on ${retires}${where}`;
  if (retires <= today) return `was scheduled to retire on ${retires}${where}`;
  const days = daysBetween(today, retires);
  return `is scheduled to retire on ${retires}${where} (in ${days} day${days === 1 ? "" : "s"})`;
}

/** That a statement of an overlay does not count any more. */
export function expiredStatement(statement: OverlayStatement, date: string): string {
  return `${statementText(statement, date)} expired on ${statement.expires} and does not count any more: take it out, or renew it.`;
}

/** That a statement of an overlay takes away what is not there. */
export function idleStatement(statement: OverlayStatement, date: string): string {
  return `${statementText(statement, date)} changes nothing: no source of the edition names such a model version. Correct its names, or take it out.`;
}

function statementText(statement: OverlayStatement, date: string): string {
  const { document, section, says } = citeStatement(statement, date);
  return `The ${document} says "${says}" (${section}). This`;
}

/** That a finding is advice only. */
export function weakenedLine({ date, age, limit }: Weakened): string {
  return (
    `Advice only: what does not list it is of ${date}, ${age} days old (weakenAfterDays is ${limit}), ` +
    "and Azure may offer it by now. Import a newer edition to be sure."
  );
}

/** The first of several, and how many more there are: "a, b, c (and 2 more regions)". */
export function few(values: readonly string[], noun: string): string {
  const unique = [...new Set(values)];
  const shown = unique.slice(0, FEW).join(", ");
  const more = unique.length - FEW;
  return more > 0 ? `${shown} (and ${more} more ${noun}${more === 1 ? "" : "s"})` : shown;
}

const PHRASE: Record<Change, (a: readonly Alternative[]) => string> = {
  region: (all) =>
    `region ${few(
      all.map((a) => a.region),
      "region",
    )}`,
  sku: (all) =>
    `sku ${few(
      all.map((a) => a.sku ?? "Standard"),
      "SKU",
    )} in this region`,
  training: (all) => `${all[0]?.training ?? "standard"} training in this region`,
  version: (all) =>
    `version ${few(
      all.map((a) => a.version ?? ""),
      "version",
    )} in this region`,
  model: (all) =>
    `model ${few(
      all.map((a) => `${a.model}${a.version ? ` ${a.version}` : ""}`),
      "model version",
    )}`,
  "sku and region": (all) =>
    `sku ${all[0]?.sku} in region ${few(
      sameAs(all, "sku").map((a) => a.region),
      "region",
    )}`,
  "sku and version": (all) =>
    `sku ${all[0]?.sku} and version ${few(
      all.map((a) => a.version ?? ""),
      "version",
    )}`,
  "version and region": (all) =>
    `version ${all[0]?.version} in region ${few(
      sameAs(all, "version").map((a) => a.region),
      "region",
    )}`,
  "model and region": (all) =>
    `model ${all[0]?.model}${all[0]?.version ? ` ${all[0].version}` : ""} in region ${few(
      sameAs(all, "model").map((a) => a.region),
      "region",
    )}`,
};

function sameAs(all: readonly Alternative[], key: "sku" | "version" | "model"): readonly Alternative[] {
  return all.filter((a) => a[key] === all[0]?.[key]);
}

/** What would pass, one phrase per kind of change, the smallest change first. */
export function changePhrases(alternatives: readonly Alternative[]): string[] {
  const kinds = new Map<string, Alternative[]>();
  for (const alternative of alternatives) {
    const kind = `${alternative.change}${alternative.alone ? " alone" : ""}`;
    const others = kinds.get(kind);
    if (others) others.push(alternative);
    else kinds.set(kind, [alternative]);
  }
  return [...kinds.values()].slice(0, FEW).flatMap((all) => {
    const [first] = all;
    return first ? [`${PHRASE[first.change](all)}${accountText(first)}`] : [];
  });
}

/** Which regions are a way out for a whole account; what was said of its deployments did not know all of them yet. */
export function accountMessage(account: string, deployments: number, regions: readonly string[]): string {
  const all = `all ${deployments} deployments of account ${safe(account)}`;
  return regions.length === 0
    ? `No one region lets ${all} pass: change more than the region, or put some of them in another account.`
    : `To pass with ${all}: region ${few(regions, "region")}.`;
}

/** What a move to another region means for the other deployments of the account. */
function accountText({ others, alone }: Alternative): string {
  if (alone) return " in an account of its own";
  if (!others) return "";
  const { deployments, account } = others;
  const whose = deployments === 1 ? "other deployment" : `${deployments} other deployments`;
  return `, with the ${whose} of account ${safe(account)}`;
}

/** "Did you mean gpt-35-turbo?" or nothing. */
export function didYouMeanLine(didYouMean: readonly DidYouMean[] | undefined): string[] {
  if (!didYouMean || didYouMean.length === 0) return [];
  const names = didYouMean.map((d) =>
    d.field === "model" ? [d.model, d.version].filter(Boolean).join(" ") : (d[d.field] ?? ""),
  );
  return [`Did you mean ${names.join(" or ")}?`];
}

/** The whole message of a finding that comes from a verdict: what, why, where it stands, what would pass. */
export function verdictMessage(judgement: Judgement, j: Judged): string {
  const changes = changePhrases(j.verdict.alternatives);
  const trained = judgement.fineTuned && judgement.deployment.trainingRegion === undefined;
  return [
    headline(judgement, j),
    ...didYouMeanLine(j.verdict.didYouMean),
    ...citationLines(j.verdict.citations),
    ...(changes.length > 0 ? [`To pass: ${changes.join("; or ")}.`] : []),
    ...(trained ? ["If it was trained in another account, name that account with model.source."] : []),
  ].join("\n");
}

/** " (OPS-1)", or nothing. */
function ticketText({ ticket }: Waiver): string {
  return ticket === undefined ? "" : ` (${written(ticket)})`;
}

/** What goes before the message of a finding that a waiver covers. */
export function waivedLine(waiver: Waiver): string {
  const reason = written(waiver.reason).replace(/\.$/, "");
  return `Waived until ${waiver.expires} by ${written(waiver.owner)}: ${reason}${ticketText(waiver)}.`;
}

/** What goes after the message of a finding whose waiver is expired. */
export function expiredLine(waiver: Waiver): string {
  const whose = `The waiver of ${written(waiver.owner)}${ticketText(waiver)}`;
  return `${whose} expired on ${waiver.expires}, so this counts again: settle it, or have the waiver renewed.`;
}

/** That a waiver covers nothing. */
export function unusedLine(waiver: Waiver, inForce: boolean): string {
  const { rule, urn, stack, owner, expires } = waiver;
  const what = [
    ...(stack === undefined ? [] : [`stack ${written(stack)}`]),
    ...(urn === undefined ? [] : [`urn ${written(urn)}`]),
  ].join(", ");
  const until = inForce ? `until ${expires}` : `expired on ${expires}`;
  return (
    `The waiver of ${rule} for ${what} (by ${written(owner)}, ${until}${waiver.ticket === undefined ? "" : `, ${written(waiver.ticket)}`}) ` +
    "covers no finding: take it out of the settings, or correct its patterns."
  );
}

/** What a repair changes: `sku.name "standard" is now "Standard"`. */
function repairText(repair: Repair): string {
  const place = safe(repair.place.join("."));
  if ("from" in repair) return `${safe(repair.from.join("."))} is moved to ${place}`;
  const { before, after, because } = repair;
  const written =
    before === undefined ? `${place} "${safe(after)}" is put in` : `${place} ${safe(before)} is now "${safe(after)}"`;
  return because === undefined ? written : `${written}, ${because}`;
}

/** That inputs of a resource were repaired, and how. */
export function repairedLine(repairs: readonly Repair[]): string {
  return `Repaired: ${repairs.map(repairText).join("; ")}. Write it so in the program, and nothing is left to repair.`;
}

/** What would be repaired of the deployment that a finding is of, and why it is not. */
export function unrepairedLine(repairs: readonly Repair[], why: Unrepaired): string {
  return `${UNREPAIRED[why]}: ${repairs.map(repairText).join("; ")}.`;
}

const UNREPAIRED: Record<Unrepaired, string> = {
  "not here": "What a preview or an update repairs here",
  "not yet": "The update repairs it",
  "not told":
    "Not repaired, since Pulumi is not told the levels of a file that its configuration names (give the level remediate there)",
};

/**
 * The words of findings. This folder turns data into sentences: a finding becomes structured text here, once, and every
 * surface lays that out. It may import everything in policy/ except pack/ and settings/; nothing that makes findings
 * may import it.
 */
import type { Citation } from "../../catalog/query";
import type { Facts, Note, UnlevelledFinding } from "../finding";
import { safe } from "../text";
import { sayAccountRegions } from "./accounts";
import { sayCapacityRefused } from "./capacity";
import { citationLines } from "./citations";
import { sayEditionNotChosen, sayOldEdition, sayOverlayStatement } from "./edition";
import type { FactsKind, FactsOf, FactsText, FactsWords, WaysOutText } from "./kinds";
import { sayLimitBroken, sayTotalOver } from "./limits";
import { sayLifecycle, sayPreview, sayUpgradesItself, sayVersionOmitted } from "./models";
import { few } from "./names";
import { sayNoOrder } from "./order";
import { repairedLine, unrepairedLine } from "./repairs";
import type { Language } from "./syntax";
import { sayUnverified } from "./unverified";
import { sayAccess, sayVerdict } from "./verdicts";
import { expiredLine, unusedLine, waivedLine } from "./waivers";
import { wayOutPhrase } from "./ways-out";

/** The text of a finding, in the order in which it is shown. Nothing in it breaks a line. */
export interface FindingText {
  /** Set for a finding that does not count: the waiver that covers it. */
  readonly waived?: string;
  /** What is wrong, in a sentence. */
  readonly headline: string;
  /** Which deployment of a template it is about. */
  readonly template?: string;
  /** More about what is wrong. */
  readonly details: readonly string[];
  /** What would pass; a group has at least one phrase. */
  readonly waysOut: readonly WaysOutText[];
  /** What would pass, without labels: a phrase for each of the finding's ways out. */
  readonly changes: readonly string[];
  /** What else to do about it. */
  readonly remedies: readonly string[];
  /** Remarks: repairs, an expired waiver, why it is advice only. */
  readonly notes: readonly string[];
  /** The citations that it rests on. */
  readonly citations: readonly Citation[];
}

/** The words for each kind of facts; a new kind does not compile until it is here. */
const WORDS = {
  verdict: sayVerdict,
  access: sayAccess,
  unverified: sayUnverified,
  "limit-broken": sayLimitBroken,
  "total-over": sayTotalOver,
  "capacity-refused": sayCapacityRefused,
  lifecycle: sayLifecycle,
  preview: sayPreview,
  "version-omitted": sayVersionOmitted,
  "upgrades-itself": sayUpgradesItself,
  "old-edition": sayOldEdition,
  "edition-not-chosen": sayEditionNotChosen,
  "overlay-statement": sayOverlayStatement,
  "account-regions": sayAccountRegions,
  "no-order": sayNoOrder,
  "unused-waiver": ({ waiver, isInForce }) => ({
    headline: unusedLine(waiver, isInForce),
    remedies: ["Take it out of the settings, or correct its patterns."],
  }),
  "unused-account": ({ account }) => ({
    headline: `The entry "${safe(account)}" of the setting accounts matches no account of a deployment here.`,
    remedies: ["Take it out of the settings, or correct its name or resource id."],
  }),
  repaired: ({ repairs }) => ({
    headline: repairedLine(repairs),
    remedies: ["Write it this way in the program, and nothing is left to repair."],
  }),
} satisfies { readonly [K in FactsKind]: FactsWords<K> };

/** The words for the facts of a finding, whatever their kind. */
function factsText<K extends FactsKind>(
  facts: FactsOf<K>,
  finding: UnlevelledFinding,
  language: Language | undefined,
): FactsText {
  const write = WORDS[facts.kind] as FactsWords<K>;
  return write(facts, finding, language);
}

const NOTES = {
  weakened: ({ date, age, limit }) =>
    `Advice only: the source that does not list it is of ${date}. It is ${age} days old, which is older than ${limit} ` +
    "days (weakenAfterDays), and Azure may offer it by now. Import a newer edition to be sure.",
  "offered-since": ({ edition }) =>
    `Edition ${edition} of this package offers it, and no edition is chosen: catalog: { edition: latest }.`,
  unrepaired: ({ repairs, why }) => unrepairedLine(repairs, why),
  "waiver-expired": ({ waiver }) => expiredLine(waiver),
  secret: ({ places }) => `[secret] stands for what Pulumi keeps secret: ${few(places.map(safe), "value")}.`,
} satisfies { readonly [K in Note["kind"]]: (note: Extract<Note, { readonly kind: K }>) => string };

function noteText<K extends Note["kind"]>(note: Extract<Note, { readonly kind: K }>): string {
  return (NOTES[note.kind] as (note: Extract<Note, { readonly kind: K }>) => string)(note);
}

/**
 * The text of a finding: the only way from data to sentences.
 * @param finding from a run or `checkPlan`; its level makes no difference.
 * @param language of the program, if it is known: code is shown in it.
 * @returns the parts of the text, in the order in which they are shown. Names from plans are cut to 120 characters, and
 *   their unprintable characters are shown by number; a surface with its own syntax (HTML, Markdown) escapes more.
 */
export function findingText(finding: UnlevelledFinding, language?: Language): FindingText {
  const { nested, waiver, notes, citations } = finding;
  const factsWords = factsText(finding.facts as Facts & FactsOf<FactsKind>, finding, language);
  const changes = wayOutPhrases(finding, language);
  const waysOut = factsWords.waysOut ?? [{ label: "To pass", phrases: changes }];
  return {
    ...(waiver ? { waived: waivedLine(waiver) } : {}),
    headline: factsWords.headline,
    ...(nested === undefined ? {} : { template: templateLine(nested, finding.copies) }),
    details: factsWords.details ?? [],
    waysOut: waysOut.filter(({ phrases }) => phrases.length > 0),
    changes,
    remedies: factsWords.remedies ?? [],
    notes: notes.map(noteText),
    citations: factsWords.citations ?? citations,
  };
}

function templateLine(nested: string, copies = 1): string {
  const more = copies > 1 ? `, and ${copies - 1} more ${copies === 2 ? "copy" : "copies"} of it` : "";
  return `In the template: ${safe(nested)}${more}.`;
}

/** "To pass: region eastus2; or sku GlobalStandard in this region." */
export function waysOutLine({ label, phrases }: WaysOutText): string {
  return `${label}: ${phrases.join("; or ")}.`;
}

/** Everything between the headline and the citations: what else is wrong, what would pass, notes. */
export function bodyLines({ template, details, waysOut, remedies, notes }: FindingText): string[] {
  return [
    ...(template === undefined ? [] : [template]),
    ...details,
    ...waysOut.map(waysOutLine),
    ...remedies,
    ...notes,
  ];
}

/** The text of a finding without its waiver, line by line: what is wrong, what would pass, where it is written. */
export function messageLines(text: FindingText): string[] {
  return [text.headline, ...bodyLines(text), ...citationLines(text.citations)];
}

/** The text of a finding as one message of several lines, without its waiver; see {@link messageLines}. */
export function messageOf(text: FindingText): string {
  return messageLines(text).join("\n");
}

/**
 * What would pass, the smallest change first.
 * @param language of the program, if it is known.
 * @returns a phrase for each way out: "sku GlobalStandard in region eastus2, swedencentral".
 */
export function wayOutPhrases({ waysOut }: Pick<UnlevelledFinding, "waysOut">, language?: Language): string[] {
  return waysOut.map((way) => wayOutPhrase(way, language));
}

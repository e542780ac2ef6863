/** Verdicts in words, for people. */

import { createColors } from "picocolors";
import type { VersionFacts } from "../../catalog/edition/schema";
import type { Offer, Query, Status, Verdict } from "../../catalog/query";
import { capacityText } from "../../catalog/verdict/capacity";
import { escapeTerminal } from "../../policy/escape";
import { safe } from "../../policy/text";
import { citationLine, citationLines, moreCitations } from "../../policy/words/citations";
import { FEW } from "../../policy/words/names";
import { newerLines } from "../../policy/words/newer";
import { because } from "../../policy/words/reasons";
import { endingOf, retirementText } from "../../policy/words/retirement";
import { didYouMeanLine } from "../../policy/words/verdicts";
import { changePhrases } from "../../policy/words/ways-out";
import { numbersText, type TextLayout } from "../shell/text-layout";
import { factLines } from "./facts";
import { placesBlock } from "./overview";

type Colors = ReturnType<typeof createColors>;

const PAINT: Record<Status, (colors: Colors) => (text: string) => string> = {
  available: (c) => c.green,
  restricted: (c) => c.yellow,
  undocumented: (c) => c.yellow,
  unavailable: (c) => c.red,
};

/** How an answer is laid out. */
export interface AnswerLayout {
  readonly color: boolean;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  readonly layout: TextLayout;
}

/**
 * A verdict with its reason, what would pass, its places in the document, conditions, and the model's facts.
 * @param facts about the version of the question; about every version if it has none.
 */
export function verdictText(
  query: Query,
  verdict: Verdict,
  facts: readonly VersionFacts[],
  { color, today, layout }: AnswerLayout,
): string {
  const colors = createColors(color);
  const paint = PAINT[verdict.status](colors);
  const changes = changePhrases(verdict.alternatives);
  const answer = [
    `${colors.bold(escapeTerminal(askedText(query)))}: ${paint(verdict.status)}`,
    ...[
      `${capital(because(verdict))} (${verdict.reason}).`,
      ...(verdict.newerThanEdition ? newerLines(verdict.newerThanEdition, today) : didYouMeanLine(verdict.didYouMean)),
      ...(verdict.versions ?? []).map((v) => `Version ${v.version}: ${v.status} (${v.reason})`),
      ...(changes.length > 0 ? [`Would pass: ${changes.join("; or ")}.`] : []),
      ...citationLines(verdict.citations),
      ...conditionLines(verdict),
      ...offerLines(verdict.offer, today),
    ].flatMap((line) => layout.lines("  ", line)),
  ];
  return textOf([answer, ...factBlocks(query, facts, colors, layout)]);
}

/** The verdict for one SKU. */
export interface SkuAnswer {
  readonly sku?: string;
  readonly verdict: Verdict;
}

/** The verdict for each SKU, passing ones first; if none passes, what would pass; then the model's facts. */
export function skusText(
  query: Query,
  answers: readonly SkuAnswer[],
  facts: readonly VersionFacts[],
  { color, today, layout }: AnswerLayout,
): string {
  const colors = createColors(color);
  const offering = answers.filter(({ verdict: { status } }) => status === "available" || status === "restricted");
  const others = answers.filter((a) => !offering.includes(a));
  const withSku = (sku: string, phrase: string) => (phrase.startsWith("region ") ? `sku ${sku} in ${phrase}` : phrase);
  const phrases = answers.flatMap(({ sku = "", verdict: v }) =>
    changePhrases(v.alternatives).map((phrase) => withSku(sku, phrase)),
  );
  const changes = offering.length > 0 ? [] : [...new Set(phrases)];
  const lines = [...offering, ...others].flatMap(({ sku = "", verdict: v }) => [
    ...layout
      .lines("  ", `${sku}: ${v.status}: ${because(v)} (${v.reason}). ${citedText(v, layout)}`.trimEnd())
      .map((line, i) =>
        i === 0 ? line.replace(`: ${v.status}:`, () => `: ${PAINT[v.status](colors)(v.status)}:`) : line,
      ),
    ...[
      ...(v.versions ?? []).map((one) => `Version ${one.version}: ${one.status} (${one.reason})`),
      ...conditionLines(v),
      ...offerLines(v.offer, today),
    ].flatMap((line) => layout.lines("    ", line)),
  ]);
  const answer = [
    colors.bold(escapeTerminal(askedText(query))),
    ...lines,
    ...(changes.length > 0 ? layout.lines("  ", `Would pass: ${changes.slice(0, MOST_CHANGES).join("; or ")}.`) : []),
  ];
  return textOf([
    answer,
    ...placesBlock(layout, colors).map((block) => [block]),
    ...factBlocks(query, facts, colors, layout),
  ]);
}

const MOST_CHANGES = 3;

function textOf(blocks: readonly (readonly string[])[]): string {
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** "[1], [2] (and 3 more places)": every SKU has many places, which come once at the end. */
function citedText({ citations }: Verdict, layout: TextLayout): string {
  const numbers = numbersText(layout, citations.slice(0, FEW).map(citationLine));
  return [numbers, ...moreCitations(citations)].join(" ");
}

function factBlocks(query: Query, facts: readonly VersionFacts[], colors: Colors, layout: TextLayout): string[][] {
  return facts
    .filter((f) => factLines(f).length > 0)
    .map((f) => [
      colors.bold(escapeTerminal([safe(query.model), f.version].filter((part) => part !== "").join(" "))),
      ...factLines(f).flatMap((line) => layout.lines("  ", line)),
    ]);
}

function conditionLines({ conditions }: Verdict): string[] {
  return conditions.map((c) => `Condition: ${c.text}${c.access === undefined ? "" : ` (--granted ${c.access})`}`);
}

/** What the models list of the region adds to the verdict. */
export function offerLines(offer: Offer | undefined, today: string): string[] {
  if (!offer) return [];
  const { retires, retired, isDefaultVersion, version, listDate, capacity } = offer;
  const units = capacity ? capacityText(capacity) : "";
  return [
    ...(retires !== undefined || retired ? [`Lifecycle: it ${retirementText(endingOf(offer), today)}.`] : []),
    ...(isDefaultVersion ? [`Default version: ${version}, as of ${listDate}.`] : []),
    ...(units === "" ? [] : [`Capacity: ${units}.`]),
  ];
}

/** "gpt-4o 2024-08-06 as Standard in eastus, for fine-tuning with global training" */
function askedText(q: Query): string {
  const sku = q.purpose === "fine-tuning" || q.sku === undefined ? [] : ["as", safe(q.sku)];
  const purpose = q.purpose === undefined || q.purpose === "inference" ? "" : `, for ${q.purpose}`;
  const training = q.purpose === "fine-tuning" && q.training !== undefined ? ` with ${q.training} training` : "";
  const version = q.version === undefined ? [] : [safe(q.version)];
  return `${[safe(q.model), ...version, ...sku, "in", safe(q.region)].join(" ")}${purpose}${training}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

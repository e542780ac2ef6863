/** A verdict in words, for people. */

import { createColors } from "picocolors";
import type { VersionFacts } from "../../catalog/edition/schema";
import type { Offer, Query, Status, Verdict } from "../../catalog/query";
import { safe } from "../../policy/text";
import { citationLines } from "../../policy/words/citations";
import { because } from "../../policy/words/reasons";
import { retirementText } from "../../policy/words/retirement";
import { didYouMeanLine } from "../../policy/words/verdicts";
import { changePhrases } from "../../policy/words/ways-out";
import { escapeTerminal } from "../shell/escape";
import { factLines } from "./facts";

type Colors = ReturnType<typeof createColors>;

const PAINT: Record<Status, (colors: Colors) => (text: string) => string> = {
  available: (c) => c.green,
  restricted: (c) => c.yellow,
  undocumented: (c) => c.yellow,
  unavailable: (c) => c.red,
};

/**
 * A verdict with its reason, its places in the document, conditions, what would pass instead, and the model's facts.
 * @param facts of the version that was asked about, or of every version where none was.
 */
export function verdictText(
  query: Query,
  verdict: Verdict,
  facts: readonly VersionFacts[],
  { color, today }: { readonly color: boolean; readonly today: string },
): string {
  const colors = createColors(color);
  const paint = PAINT[verdict.status](colors);
  const changes = changePhrases(verdict.alternatives);
  const answer = [
    `${colors.bold(escapeTerminal(askedText(query)))}: ${paint(verdict.status)}`,
    // An edition that somebody made may hold anything.
    ...[
      `  ${capital(because(verdict))} (${verdict.reason}).`,
      ...indent(didYouMeanLine(verdict.didYouMean)),
      ...(verdict.versions ?? []).map((v) => `  Version ${v.version}: ${v.status} (${v.reason})`),
      ...indent(citationLines(verdict.citations)),
      ...verdict.conditions.map(
        (c) => `  Condition: ${c.text}${c.access === undefined ? "" : ` (--granted ${c.access})`}`,
      ),
      ...offerLines(verdict.offer, today),
      ...(changes.length > 0 ? [`  Would pass: ${changes.join("; or ")}.`] : []),
    ].map(escapeTerminal),
  ];
  const blocks = facts.map((f) => [
    colors.bold(escapeTerminal([safe(query.model), f.version].filter((part) => part !== "").join(" "))),
    ...indent(factLines(f)).map(escapeTerminal),
  ]);
  return `${[answer, ...blocks].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** What the models list of the region says beside the verdict. */
export function offerLines(offer: Offer | undefined, today: string): string[] {
  if (!offer) return [];
  const { retires, retired, isDefaultVersion, version, listDate, capacity } = offer;
  const { minimum, maximum, step } = capacity ?? {};
  const units = [
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined ? [] : [`${minimum === undefined ? "up to" : "to"} ${maximum}`]),
    ...(step === undefined ? [] : [`in steps of ${step}`]),
  ];
  return [
    ...(retires !== undefined || retired ? [`  Lifecycle: it ${retirementText(offer, today)}.`] : []),
    ...(isDefaultVersion ? [`  Default version: ${version}, as of ${listDate}.`] : []),
    ...(units.length > 0 ? [`  Capacity: ${units.join(" ")}.`] : []),
  ];
}

/** "gpt-4o 2024-08-06 as Standard in eastus, for fine-tuning with global training" */
function askedText(q: Query): string {
  const sku = q.purpose === "fine-tuning" ? [] : ["as", safe(q.sku ?? "Standard")];
  const purpose = q.purpose === undefined || q.purpose === "inference" ? "" : `, for ${q.purpose}`;
  const training = q.purpose === "fine-tuning" && q.training !== undefined ? ` with ${q.training} training` : "";
  const version = q.version === undefined ? [] : [safe(q.version)];
  return `${[safe(q.model), ...version, ...sku, "in", safe(q.region)].join(" ")}${purpose}${training}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function indent(lines: readonly string[]): string[] {
  return lines.map((l) => `  ${l}`);
}

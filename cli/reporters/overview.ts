/** A model, version by version: what it is, and where the document offers it. */
import { createColors } from "picocolors";
import type { Purpose, Training } from "../../catalog/decide";
import type { Edition } from "../../catalog/edition";
import type { Place, RegionStatement, VersionFacts } from "../../catalog/schema";
import { factLines } from "./facts";

/** What of the model is asked for; everything where omitted. */
export interface Shown {
  readonly sku?: string;
  readonly purpose?: Purpose;
  readonly training?: Training;
}

/** One kind of offer: a heading, its regions, and where they stand. */
interface Offer {
  readonly heading: string;
  readonly regions: readonly string[];
  readonly places: readonly Place[];
}

/** An overview of a model. */
export function overviewText(
  edition: Edition,
  name: string,
  versions: readonly VersionFacts[],
  shown: Shown,
  { color }: { readonly color: boolean },
): string {
  const colors = createColors(color);
  const { title, publisher, date } = edition.data.document;
  const blocks = versions.map((facts) => {
    const offers = offersOf(edition, facts, shown);
    return [
      colors.bold(facts.version === "" ? `${name} (the document names no version)` : `${name} ${facts.version}`),
      ...factLines(facts).map((l) => `  ${l}`),
      ...offers.flatMap((offer) => offerLines(offer, colors.cyan)),
      ...(offers.length === 0 ? ["  No regions: the document has no table and no list that says where."] : []),
    ].join("\n");
  });
  const source = `From "${title}", ${publisher}, ${date} (edition ${edition.id}).`;
  const ask = `Ask about one region: azure-openai-guard explain ${name} ... --region REGION`;
  return `${[...blocks, [source, ask].map((l) => colors.dim(l)).join("\n")].join("\n\n")}\n`;
}

function offersOf(edition: Edition, facts: VersionFacts, shown: Shown): Offer[] {
  const offers: Offer[] = [];
  const wants = (purpose: Purpose) => shown.purpose === undefined || shown.purpose === purpose;
  for (const sku of ["Standard", "GlobalStandard"] as const) {
    if (!wants("inference") || (shown.sku !== undefined && shown.sku !== sku)) continue;
    const statements = facts.inference[sku];
    const gap = facts.notReproduced?.[sku];
    if (statements) offers.push(merge(sku, statements));
    else if (gap) offers.push({ heading: `${sku}: ${gap.statement}`, regions: [], places: [gap.place] });
  }
  if (wants("assistants") && facts.assistants && (shown.sku === undefined || shown.sku === "Standard")) {
    offers.push(merge("Assistants", [facts.assistants]));
  }
  const tuning = facts.fineTuning;
  // The SKU plays no part in training.
  if (wants("fine-tuning") && tuning && (shown.sku === undefined || shown.purpose === "fine-tuning")) {
    if (shown.training !== "global") offers.push(merge("Fine-tuning, standard training", [tuning.standard]));
    if (shown.training !== "standard") {
      const { place, regions } = edition.data.globalTraining;
      offers.push(
        tuning.global
          ? {
              heading: "Fine-tuning, global training (preview)",
              regions: Object.keys(regions).sort(),
              places: [tuning.globalPlace, place],
            }
          : { heading: "Fine-tuning, global training: not offered", regions: [], places: [tuning.globalPlace] },
      );
    }
  }
  return offers;
}

function merge(heading: string, statements: readonly RegionStatement[]): Offer {
  const regions = [...new Set(statements.flatMap((s) => Object.keys(s.regions)))].sort();
  return { heading, regions, places: statements.map((s) => s.place) };
}

const WIDTH = 100;

function offerLines({ heading, regions, places }: Offer, paint: (text: string) => string): string[] {
  const count = regions.length === 0 ? "" : ` (${regions.length} ${regions.length === 1 ? "region" : "regions"})`;
  return [
    `  ${paint(heading)}${count}`,
    ...wrap(regions).map((l) => `    ${l}`),
    ...places.map((p) => `    from ${placeText(p)}`),
  ];
}

/** A place without the document, which the overview names once. */
function placeText(p: Place): string {
  return [
    p.table && `table "${p.table}"`,
    p.row && `row "${p.row}"`,
    p.column && `column "${p.column}"`,
    `section "${p.section}"`,
  ]
    .filter(Boolean)
    .join(", ");
}

function wrap(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const text = index === words.length - 1 ? word : `${word},`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length + 1 <= WIDTH) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}

/** A model, version by version: what it is, and where the document offers it. */

import { createColors } from "picocolors";
import type { Edition } from "../../catalog/edition/edition";
import type { DocumentPlace, RegionStatement, VersionFacts } from "../../catalog/edition/schema";
import { PUBLIC_REGION_IDS } from "../../catalog/names/regions";
import { SKUS } from "../../catalog/names/skus";
import type { Citation, Purpose, Query, Training } from "../../catalog/query";
import { cite } from "../../catalog/verdict/citation";
import { decide } from "../../catalog/verdict/decide";
import { escapeTerminal } from "../../policy/escape";
import { citedPlaceText } from "../../policy/words/citations";
import { count } from "../../policy/words/names";
import { factLines } from "./facts";

/** What of the model is asked for; everything where omitted. */
export interface OverviewFilter {
  readonly sku?: string;
  readonly purpose?: Purpose;
  readonly training?: Training;
}

/** One kind of offer: a heading, its regions, and where they stand. */
interface RegionOffer {
  readonly heading: string;
  readonly regions: readonly string[];
  /** Where it stands, in words. */
  readonly from: readonly string[];
}

/** Where an edition of several sources, or one with an overlay, offers a version for a use. */
export interface DecidedOffer extends RegionOffer {
  /** "" for a model without versions. */
  readonly version: string;
}

/** An overview of a model. */
export function overviewText(
  edition: Edition,
  name: string,
  versions: readonly VersionFacts[],
  shown: OverviewFilter,
  { color }: { readonly color: boolean },
): string {
  const colors = createColors(color);
  const { title, publisher, date } = edition.data.document;
  const blocks = versions.map((facts) => {
    const offers = isPlain(edition) ? offersOf(edition, facts, shown) : decidedOffers(edition, name, facts, shown);
    return [
      colors.bold(
        escapeTerminal(facts.version === "" ? `${name} (the document names no version)` : `${name} ${facts.version}`),
      ),
      ...factLines(facts).map((l) => `  ${escapeTerminal(l)}`),
      ...offers.flatMap((offer) => offerLines(offer, colors.cyan)),
      ...(offers.length === 0
        ? [
            `  No regions: ${isPlain(edition) ? "the document has no table and no list that says" : "no source says"} where.`,
          ]
        : []),
    ].join("\n");
  });
  const imported = Object.keys(edition.data.sources).length;
  const more = [
    ...(imported === 0 ? [] : [count(imported, "imported source")]),
    ...(edition.overlay ? ["your organisation's overlay"] : []),
  ].map((source) => ` and ${source}`);
  const source = `From "${title}", ${publisher}, ${date}${more.join("")} (edition ${edition.id}).`;
  const hint = `Ask about one region: azure-openai-guard explain ${name} ... --region REGION`;
  return `${[...blocks, [source, hint].map((l) => colors.dim(escapeTerminal(l))).join("\n")].join("\n\n")}\n`;
}

function offersOf(edition: Edition, facts: VersionFacts, shown: OverviewFilter): RegionOffer[] {
  const offers: RegionOffer[] = [];
  const wants = (purpose: Purpose) => shown.purpose === undefined || shown.purpose === purpose;
  for (const sku of ["Standard", "GlobalStandard"] as const) {
    if (!wants("inference") || (shown.sku !== undefined && shown.sku !== sku)) continue;
    const statements = facts.inference[sku];
    const gap = facts.notReproduced?.[sku];
    if (statements) offers.push(merge(edition, sku, statements));
    else if (gap)
      offers.push({ heading: `${sku}: ${gap.statement}`, regions: [], from: [documentPlaceText(edition, gap.place)] });
  }
  if (wants("assistants") && facts.assistants && (shown.sku === undefined || shown.sku === "Standard")) {
    offers.push(merge(edition, "Assistants", [facts.assistants]));
  }
  const tuning = facts.fineTuning;
  // The SKU plays no part in training.
  if (wants("fine-tuning") && tuning && (shown.sku === undefined || shown.purpose === "fine-tuning")) {
    if (shown.training !== "global") offers.push(merge(edition, "Fine-tuning, standard training", [tuning.standard]));
    if (shown.training !== "standard") {
      const { place, regions } = edition.globalTraining ?? { place: tuning.globalPlace, regions: {} };
      offers.push(
        tuning.global
          ? {
              heading: "Fine-tuning, global training (preview)",
              regions: Object.keys(regions).sort(),
              from: [tuning.globalPlace, place].map((at) => documentPlaceText(edition, at)),
            }
          : {
              heading: "Fine-tuning, global training: not offered",
              regions: [],
              from: [documentPlaceText(edition, tuning.globalPlace)],
            },
      );
    }
  }
  return offers;
}

/** True for an edition of the document alone: what it offers can be shown as it stands there. */
export function isPlain(edition: Edition): boolean {
  return edition.lists.size === 0 && edition.data.docs.length === 0 && edition.overlay === undefined;
}

/** What several sources offer together, each where it decides: regions by verdict. */
export function decidedOffers(
  edition: Edition,
  model: string,
  { version }: Pick<VersionFacts, "version">,
  shown: OverviewFilter,
): DecidedOffer[] {
  const isShown = ({ sku, purpose = "inference", training }: UseQuery) =>
    (shown.purpose === undefined || shown.purpose === purpose) &&
    (shown.sku === undefined ||
      (purpose === "fine-tuning" ? shown.purpose === purpose : (sku ?? "Standard") === shown.sku)) &&
    (shown.training === undefined || training === undefined || training === shown.training);
  const uses: [heading: string, use: UseQuery][] = [
    ...SKUS.filter((sku) => edition.skus.has(sku)).map((sku): [string, UseQuery] => [sku, { sku }]),
    ["Assistants", { purpose: "assistants" }],
    ["Fine-tuning, standard training", { purpose: "fine-tuning", training: "standard" }],
    ["Fine-tuning, global training (preview)", { purpose: "fine-tuning", training: "global" }],
  ];
  return uses
    .filter(([, use]) => isShown(use))
    .map(([heading, use]) => {
      const regions: string[] = [];
      const from = new Map<string, string[]>();
      for (const id of PUBLIC_REGION_IDS) {
        const query = { model, region: id, ...(version === "" ? {} : { version }), ...use };
        const { status, cite: citations } = decide(edition, query);
        if (status !== "available" && status !== "restricted") continue;
        regions.push(id);
        const [citation] = citations();
        if (!citation) continue;
        const list = citation.source === "list";
        const source = list ? `models lists of ${citation.date}` : sourceOf(citation);
        from.set(source, [...(from.get(source) ?? []), ...(list ? [id] : [])]);
      }
      return {
        version,
        heading,
        regions: regions.sort(),
        from: [...from].map(([source, of]) => (of.length === 0 ? source : `${source}: ${of.sort().join(", ")}`)),
      };
    })
    .filter(({ regions }) => regions.length > 0);
}

type UseQuery = Pick<Query, "sku" | "purpose" | "training">;

/** A source and the place in it, without the row: the rows are the regions. */
function sourceOf({ row: _, english, ...citation }: Citation): string {
  const { source, document, date, section } = citation;
  if (source === "overlay") return `${document}: ${section}`;
  const { row: __, ...names } = english ?? { section };
  const place = citedPlaceText({ ...citation, ...(english ? { english: names } : {}) });
  return source === undefined ? place : `${document} of ${date}, ${place}`;
}

function merge(edition: Edition, heading: string, statements: readonly RegionStatement[]): RegionOffer {
  const regions = [...new Set(statements.flatMap((s) => Object.keys(s.regions)))].sort();
  return { heading, regions, from: statements.map((s) => documentPlaceText(edition, s.place)) };
}

const WIDTH = 100;

function offerLines({ heading, regions, from }: RegionOffer, paint: (text: string) => string): string[] {
  const count = regions.length === 0 ? "" : ` (${regions.length} ${regions.length === 1 ? "region" : "regions"})`;
  return [
    `  ${paint(escapeTerminal(heading))}${count}`,
    ...wrapList(regions).map((l) => `    ${l}`),
    ...from.map((text) => `    from ${escapeTerminal(text)}`),
  ];
}

/** A place without the document, which the overview names once. */
function documentPlaceText(edition: Edition, place: DocumentPlace): string {
  return citedPlaceText(cite(edition, place, ""));
}

function wrapList(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const text = index === words.length - 1 ? word : `${word},`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length + 1 <= WIDTH) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}

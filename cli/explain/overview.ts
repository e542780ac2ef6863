/** A model, version by version: what it is, and where the document offers it. */

import { createColors } from "picocolors";
import type { Edition } from "../../catalog/edition/edition";
import type { DocumentPlace, RegionStatement, VersionFacts } from "../../catalog/edition/schema";
import { PUBLIC_REGION_IDS } from "../../catalog/names/regions";
import { SKUS } from "../../catalog/names/skus";
import type { Citation, Decision, Purpose, Query, Training } from "../../catalog/query";
import { cite } from "../../catalog/verdict/citation";
import { decide } from "../../catalog/verdict/decide";
import { isOffered } from "../../catalog/verdict/use";
import { escapeTerminal } from "../../policy/escape";
import { citedPlaceText } from "../../policy/words/citations";
import { count } from "../../policy/words/names";
import { numbersText, PLACES_HEADING, type TextLayout } from "../shell/text-layout";
import { factLines } from "./facts";

/** Which part of the model is asked for; everything if omitted. */
export interface OverviewFilter {
  readonly sku?: string;
  readonly purpose?: Purpose;
  readonly training?: Training;
}

/** One kind of offer: a heading, its regions, and their places in the document. */
interface RegionOffer {
  readonly heading: string;
  readonly regions: readonly string[];
  /** What else is true for all of its regions: "retirement date 2027-01-01". */
  readonly notes?: readonly string[];
  readonly from: readonly TablePlace[];
}

/** The place of an offer, in words. */
interface TablePlace {
  readonly text: string;
  /** The tabs of the table that are meant. */
  readonly tabs?: readonly string[];
}

/** Where an edition of several sources, or one with an overlay, offers a version for a use. */
interface DecidedOffer extends RegionOffer {
  /** "" for a model without versions. */
  readonly version: string;
}

/** Where an edition offers a version for a use, for programs. */
export interface JsonOffer extends Omit<DecidedOffer, "from"> {
  readonly from: readonly string[];
}

/** Where an edition of several sources, or one with an overlay, offers a version: for programs. */
export function jsonOffers(...asked: Parameters<typeof decidedOffers>): JsonOffer[] {
  return decidedOffers(...asked).map(({ from, ...offer }) => ({ ...offer, from: from.map(placeText) }));
}

function placeText({ text, tabs = [] }: TablePlace): string {
  return tabs.length === 0 ? text : `${text}, ${tabs.length === 1 ? "tab" : "tabs"} ${tabs.join(", ")}`;
}

/** How an overview is laid out. */
export interface OverviewLayout {
  readonly color: boolean;
  readonly layout: TextLayout;
  /** Width of the terminal, if it is for one. */
  readonly columns?: number;
}

/** An overview of a model. The places come once, at its end: all versions of a page are in the same few tables. */
export function overviewText(
  edition: Edition,
  name: string,
  versions: readonly VersionFacts[],
  shown: OverviewFilter,
  { color, layout, columns }: OverviewLayout,
): string {
  const colors = createColors(color);
  const { title, publisher, date } = edition.data.document;
  const offersByVersion = versions.map((facts) =>
    isPlain(edition) ? offersOf(edition, facts, shown) : decidedOffers(edition, name, facts, shown),
  );
  const placeOf = sharedPlaces(offersByVersion.flat());
  const blocks = versions.map((facts, i) => {
    const offers = offersByVersion[i] ?? [];
    return [
      colors.bold(
        escapeTerminal(facts.version === "" ? `${name} (the document names no version)` : `${name} ${facts.version}`),
      ),
      ...factLines(facts).flatMap((l) => layout.lines("  ", l)),
      ...offers.flatMap((offer) =>
        offerLines(offer, colors.cyan, placeOf, { layout, ...(columns === undefined ? {} : { columns }) }),
      ),
      ...(offers.length === 0
        ? [
            `  No regions: ${isPlain(edition) ? "the document has no table and no list that says" : "no source says"} where.`,
          ]
        : []),
    ].join("\n");
  });
  const imported = Object.keys(edition.data.sources).length;
  const more = [
    // An edition of pages has nothing else; an imported one has sources in addition to its base.
    ...(imported === 0
      ? []
      : [edition.data.base ? ` and ${count(imported, "imported source")}` : `, ${count(imported, "page")}`]),
    ...(edition.overlay ? [" and your organisation's overlay"] : []),
  ];
  const source = `From "${title}", ${publisher}, ${date}${more.join("")} (edition ${edition.id}).`;
  const hint = `Ask about one region: azure-openai-guard explain ${name} ... --region REGION`;
  const end = [source, hint].flatMap((l) => layout.lines("", l)).map(colors.dim);
  return `${[...blocks, ...placesBlock(layout, colors), end.join("\n")].join("\n\n")}\n`;
}

/** The places behind the numbers, as a block; no block if there are none. */
export function placesBlock(layout: TextLayout, colors: ReturnType<typeof createColors>): string[] {
  const places = layout.places();
  return places.length === 0 ? [] : [[colors.bold(PLACES_HEADING), ...places.map(colors.dim)].join("\n")];
}

/** A table is one place, whatever the tabs of a version's offers. */
function sharedPlaces(offers: readonly RegionOffer[]): (place: TablePlace) => string {
  const tabs = new Map<string, Set<string>>();
  for (const { text, tabs: of = [] } of offers.flatMap(({ from }) => from)) {
    tabs.set(text, new Set([...(tabs.get(text) ?? []), ...of]));
  }
  return ({ text }) => placeText({ text, tabs: [...(tabs.get(text) ?? [])].sort() });
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
      offers.push({ heading: `${sku}: ${gap.statement}`, regions: [], from: [documentPlace(edition, gap.place)] });
  }
  if (wants("assistants") && facts.assistants && (shown.sku === undefined || shown.sku === "Standard")) {
    offers.push(merge(edition, "Assistants", [facts.assistants]));
  }
  const tuning = facts.fineTuning;
  // The SKU does not matter for training.
  if (wants("fine-tuning") && tuning && (shown.sku === undefined || shown.purpose === "fine-tuning")) {
    if (shown.training !== "global") offers.push(merge(edition, "Fine-tuning, standard training", [tuning.standard]));
    if (shown.training !== "standard") {
      const { place, regions } = edition.globalTraining ?? { place: tuning.globalPlace, regions: {} };
      offers.push(
        tuning.global
          ? {
              heading: "Fine-tuning, global training (preview)",
              regions: Object.keys(regions).sort(),
              from: [tuning.globalPlace, place].map((at) => documentPlace(edition, at)),
            }
          : {
              heading: "Fine-tuning, global training: not offered",
              regions: [],
              from: [documentPlace(edition, tuning.globalPlace)],
            },
      );
    }
  }
  return offers;
}

/** True for an edition of the document alone: its offers can be shown as the document has them. */
export function isPlain(edition: Edition): boolean {
  return edition.lists.size === 0 && edition.data.docs.length === 0 && edition.overlay === undefined;
}

/** What several sources offer together, by verdict: each source decides about some regions. */
function decidedOffers(
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
    ["Fine-tuning, data zone training", { purpose: "fine-tuning", training: "data-zone" }],
    ["Fine-tuning, global training (preview)", { purpose: "fine-tuning", training: "global" }],
    ["Fine-tuning, developer training", { purpose: "fine-tuning", training: "developer" }],
  ];
  return uses
    .filter(([, use]) => isShown(use))
    .map(([heading, use]) => {
      const offering = PUBLIC_REGION_IDS.flatMap((region) => {
        const query = { model, region, ...(version === "" ? {} : { version }), ...use };
        const decision = decide(edition, query);
        return isOffered(decision.status) ? [{ region, decision, citation: decision.cite()[0] }] : [];
      });
      const notes = notesOn(offering.map(({ decision }) => decision));
      return {
        version,
        heading,
        ...(notes.length === 0 ? {} : { notes }),
        regions: offering.map(({ region }) => region).sort(),
        from: sourcesOf(offering.flatMap(({ region, citation }) => (citation ? [{ region, citation }] : []))),
      };
    })
    .filter(({ regions }) => regions.length > 0);
}

type UseQuery = Pick<Query, "sku" | "purpose" | "training">;

/** Restrictions, and the end: a retirement and its stage are the same in all regions. */
function notesOn(decisions: readonly Decision[]): string[] {
  const [first] = decisions;
  const { stage, retires } = first?.lifecycle?.() ?? {};
  const restricted = decisions.filter(({ status }) => status === "restricted");
  const accessText = restricted[0]?.reason === "existing-customers" ? "existing customers only" : "granted access only";
  return [
    ...(restricted.length === 0
      ? []
      : restricted.length === decisions.length
        ? [accessText]
        : [`${accessText} in ${restricted.length}`]),
    ...(stage === "Preview" || stage === "Legacy" ? [stage.toLowerCase()] : []),
    ...(retires === undefined
      ? []
      : [stage === "Preview" ? `not retired before ${retires}` : `retirement date ${retires}`]),
  ];
}

/** The sources of several regions, each once. There are many models lists, which name their regions. */
function sourcesOf(offering: readonly { readonly region: string; readonly citation: Citation }[]): TablePlace[] {
  const sources = new Map<string, { readonly tabs: Set<string>; readonly regions: string[] }>();
  for (const { region, citation } of offering) {
    const text = sourceOf(citation);
    const known = sources.get(text) ?? { tabs: new Set(), regions: [] };
    sources.set(text, known);
    if (citation.tab !== undefined) known.tabs.add(citation.tab);
    if (citation.source === "list") known.regions.push(region);
  }
  return [...sources].map(([text, { tabs, regions }]) => ({
    text: regions.length === 0 ? text : `${text}: ${regions.sort().join(", ")}`,
    tabs: [...tabs].sort(),
  }));
}

/**
 * A source and the table in it, without the parts that differ between regions: the rows of the document; the tabs, rows
 * and columns of pages, whose rows or columns are model versions.
 */
function sourceOf(citation: Citation): string {
  const { row: _, english, ...place } = citation;
  const { source, document, date, section, table } = place;
  if (source === "list") return `models lists of ${date}`;
  if (source === "overlay") return `${document}: ${section}`;
  if (source === "documentation") {
    const shown = citedPlaceText({ source, section, ...(table === undefined ? {} : { table }) });
    return `"${document}" of ${date}, ${shown}`;
  }
  const { row: __, ...names } = english ?? { section };
  return citedPlaceText({ ...place, ...(english ? { english: names } : {}) });
}

function merge(edition: Edition, heading: string, statements: readonly RegionStatement[]): RegionOffer {
  const regions = [...new Set(statements.flatMap((s) => Object.keys(s.regions)))].sort();
  return { heading, regions, from: statements.map((s) => documentPlace(edition, s.place)) };
}

/** Lists of regions are always wrapped at this width, even on a wide terminal. */
const WIDTH = 104;

function offerLines(
  { heading, regions, notes = [], from }: RegionOffer,
  paint: (text: string) => string,
  placeOf: (place: TablePlace) => string,
  { layout, columns = WIDTH }: Pick<OverviewLayout, "layout" | "columns">,
): string[] {
  const about = [...(regions.length === 0 ? [] : [count(regions.length, "region")]), ...notes];
  const width = Math.min(columns, WIDTH) - 4;
  const numbers = numbersText(layout, from.map(placeOf));
  const text = [heading, ...(about.length === 0 ? [] : [`(${about.join("; ")})`]), numbers].join(" ").trimEnd();
  const [first = "", ...rest] = layout.lines("  ", text);
  const shown = escapeTerminal(heading);
  return [first.replace(shown, () => paint(shown)), ...rest, ...wrapList(regions, width).map((l) => `    ${l}`)];
}

/** A place without the document, which the overview names once. */
function documentPlace(edition: Edition, place: DocumentPlace): TablePlace {
  return { text: citedPlaceText(cite(edition, place, "")) };
}

function wrapList(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const text = index === words.length - 1 ? word : `${word},`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length + 1 <= width) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}

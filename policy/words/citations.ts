/** Citations, for a reader who may not read the language of the document. */
import type { Citation } from "../../catalog/query";
import { FEW } from "./names";

/** The address of the document; the page of a rule is docs/rules/<rule>.md of this package. */
export const DOCUMENT_URL = "https://learn.microsoft.com/azure/ai-services/openai/concepts/models";

const HEADS = { document: "Document", list: "List", documentation: "Documentation", overlay: "Overlay" };

/** A place in a source, as in a citation. */
export type CitedPlace = Pick<Citation, "source" | "section" | "table" | "tab" | "row" | "column" | "english">;

/** The parts of a place, in English if the edition has the names, and the original names that differ. */
export interface PlaceParts {
  readonly section: string;
  readonly table?: string;
  readonly tab?: string;
  readonly row?: string;
  readonly column?: string;
  /** The section and labels in the document's language, if they differ. */
  readonly original?: string;
}

/** The parts of a place that every surface shows. */
export function placeParts(place: CitedPlace): PlaceParts {
  const { section, table, tab, row, column, english } = place;
  const shown = english ?? { section, row, column };
  const labels = [
    [row, shown.row],
    [column, shown.column],
  ].flatMap(([label, name]) => (label === undefined || isSame(label, name) ? [] : [label]));
  return {
    section: shown.section,
    ...(table === undefined ? {} : { table }),
    ...(tab === undefined ? {} : { tab }),
    ...(shown.row === undefined ? {} : { row: shown.row }),
    ...(shown.column === undefined ? {} : { column: shown.column }),
    ...(english ? { original: [section, ...labels].join(", ") } : {}),
  };
}

/** True for a label that an English reader finds by its English name: only the comma differs. */
function isSame(label: string, name: string | undefined): boolean {
  return label.replace(/[、,] ?/g, " ") === name;
}

/** A place in one line: "Global Standard table, row eastus, column gpt-4.1 2025-04-14 (グローバル標準 › …)". */
export function citedPlaceText(place: CitedPlace): string {
  const { section, table, tab, row, column, original } = placeParts(place);
  // People choose these names, so quotes show where each ends.
  if (place.source === "list" || place.source === "overlay") {
    const labels = [
      ...(row === undefined ? [] : [`row "${row}"`]),
      ...(column === undefined ? [] : [`column "${column}"`]),
    ];
    return [`section "${section}"`, ...labels].join(", ");
  }
  const parts = [
    ...(table === undefined
      ? [section]
      : [...(original === undefined ? [`section ${section}`] : []), `${table} table`]),
    ...(tab === undefined ? [] : [`tab ${tab}`]),
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ];
  return `${parts.join(", ")}${original === undefined ? "" : ` (${original})`}`;
}

/** A citation without the kind of its source: document and date, place, and content. */
export function citationText(citation: Citation): string {
  const { document, date, says } = citation;
  return `"${document}" of ${date}, ${citedPlaceText(citation)}: ${says}`;
}

/** A citation in one line: the kind of its source, and the place in it. */
export function citationLine(citation: Citation): string {
  return `${HEADS[citation.source ?? "document"]}: ${citationText(citation)}`;
}

/** Citations: the first few in full, the rest as a number. */
export function citationLines(citations: readonly Citation[]): string[] {
  return [...citations.slice(0, FEW).map(citationLine), ...moreCitations(citations)];
}

/** A line with the number of citations after the first few; no line if there are no more. */
export function moreCitations(citations: readonly Citation[]): string[] {
  const more = citations.length - FEW;
  if (more <= 0) return [];
  const where = citations.some((c) => c.source !== undefined) ? "" : " in the document";
  return [`(and ${more} more ${more === 1 ? "place" : "places"}${where})`];
}

const SOURCES = {
  document: "the document",
  list: "the region's models list",
  documentation: "the documentation",
  overlay: "your organisation's overlay",
};

/** "the region's models list of 2026-02-01" */
export function sourceText({ source, date }: Citation): string {
  return `${SOURCES[source ?? "document"]} of ${date}`;
}

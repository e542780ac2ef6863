/** Where something is written. */
import type { Citation } from "../../catalog/query";
import { citationText } from "../../catalog/verdict/citation";
import { FEW } from "./names";

/** Where the document lives; each rule's own page is docs/rules/<rule>.md of this package. */
export const DOCUMENT_URL = "https://learn.microsoft.com/azure/ai-services/openai/concepts/models";

const HEADS = { document: "Document", list: "List", documentation: "Documentation", overlay: "Overlay" };

/** A citation in one line: what kind of source it is, and the place in it. */
export function citationLine(citation: Citation): string {
  return `${HEADS[citation.source ?? "document"]}: ${citationText(citation)}`;
}

/** Citations, the first few in full and the rest counted. */
export function citationLines(citations: readonly Citation[]): string[] {
  return [...citations.slice(0, FEW).map(citationLine), ...moreCitations(citations)];
}

/** A line that counts the citations after the first few; no line where there are no more. */
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

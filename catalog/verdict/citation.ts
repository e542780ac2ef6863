/** Cites the place of a statement in its source, so that a reader finds the cell without searching. */

import type { Edition } from "../edition/edition";
import type { DocumentPlace, RegionStatement } from "../edition/schema";
import type { Sku } from "../names/skus";
import type { Citation } from "../query";

/** Cites a place in its source. */
export function cite(edition: Edition, place: DocumentPlace, says: string): Citation {
  if (place.from === undefined) {
    const { title, date } = edition.data.document;
    const english = inEnglish(edition, place);
    return { document: title, date, ...place, ...(english ? { english } : {}), says };
  }
  const { from, ...where } = place;
  const source = edition.data.sources[from];
  // Without a source in the edition, the statement is from the overlay.
  if (!source)
    return { document: from, date: edition.overlay?.date ?? edition.data.date, source: "overlay", ...where, says };
  const { title, date, kind } = source;
  return { document: title, date, source: kind === "arm" ? "list" : "documentation", ...where, says };
}

/** The English names of a place, if the document is in another language and the edition has them. */
function inEnglish({ data }: Edition, { section, row, column }: DocumentPlace): Citation["english"] {
  const { english } = data;
  if (!english) return undefined;
  const name = (text: string) => {
    // A row label is followed by the id of its region.
    const id = /\(([a-z0-9]+)\)$/.exec(text)?.[1];
    return english[text] ?? (id !== undefined && /[^\x20-\x7e]/.test(text) ? id : text);
  };
  return {
    section: section
      .split(" › ")
      .map((part) => english[part] ?? part)
      .join(" › "),
    ...(row === undefined ? {} : { row: name(row) }),
    ...(column === undefined ? {} : { column: (english[column] ?? column).replace(/[、,] ?/, " ") }),
  };
}

/** A row label in the document's spelling, with the ARM id if that differs. */
function regionName(label: string, region: string): string {
  return label === region ? label : `${label} (${region})`;
}

/**
 * Cites the cell, or the list entry, of a region in a statement; if the statement does not have the
 * region, the place where it would be.
 */
export function citeRegion(edition: Edition, statement: RegionStatement, region: string): Citation {
  const listed = statement.regions[region];
  const table = edition.tables[statement.source];
  const isList = statement.source === "fine-tuning" || table === undefined;
  if (isList) {
    return cite(
      edition,
      statement.place,
      listed === undefined ? `${region} is not in the list` : regionName(listed, region),
    );
  }
  const label = listed ?? table.rows[region];
  if (label === undefined) return cite(edition, statement.place, `the table has no ${lineOf(table)} for ${region}`);
  const line = table.regionsAre === "rows" ? "row" : "column";
  return cite(
    edition,
    { ...statement.place, [line]: regionName(label, region) },
    listed === undefined ? "-" : table.tick,
  );
}

function lineOf({ regionsAre }: { readonly regionsAre: "rows" | "columns" }): string {
  return regionsAre === "rows" ? "row" : "column";
}

/**
 * Cites the tables of a SKU that lack a combination: the table that has the region, else
 * the first one.
 * @param says what is missing.
 */
export function citeAbsence(edition: Edition, sku: Sku, region: string, says: string): Citation[] {
  const pages = edition.pages.get(sku) ?? [];
  const there = pages.filter((table) => table.regions[region] !== undefined);
  if (there.length > 0) return there.map((table) => cite(edition, table.place, says));
  const [page] = pages;
  if (page) {
    // Each tab has other regions; the section as a whole lacks this one.
    const { tab: _, ...place } = page.place;
    return [cite(edition, pages.length > 1 ? place : page.place, says)];
  }
  const table = edition.tables[sku === "Standard" ? "standard" : "global-standard"];
  return table ? [cite(edition, table.place, says)] : [];
}

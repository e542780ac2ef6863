/** Where a statement stands in the document, so that a reader finds the cell without searching. */

import type { Edition } from "../edition/edition";
import type { Place, RegionStatement } from "../edition/schema";
import type { Citation } from "../query";

/** Cites a place in the source that it stands in. */
export function cite(edition: Edition, place: Place, says: string): Citation {
  if (place.from === undefined) {
    const { title, date } = edition.data.document;
    return { document: title, date, ...place, says };
  }
  const { from, ...where } = place;
  const source = edition.data.sources[from];
  // What an overlay adds stands in the overlay alone.
  if (!source)
    return { document: from, date: edition.overlay?.date ?? edition.data.date, source: "overlay", ...where, says };
  const { title, date, kind } = source;
  return { document: title, date, source: kind === "arm" ? "list" : "documentation", ...where, says };
}

/** A row label as a reader finds it, with the ARM id where the document spells the region otherwise. */
function rowName(label: string, region: string): string {
  return label === region ? label : `${label} (${region})`;
}

/**
 * Cites the cell, or the list entry, in which a region statement speaks of a region; where it does not have the
 * region, the place where it would have to stand.
 */
export function citeRegion(edition: Edition, statement: RegionStatement, region: string): Citation {
  const listed = statement.regions[region];
  if (statement.place.column === undefined || statement.source === "fine-tuning") {
    return cite(
      edition,
      statement.place,
      listed === undefined ? `${region} is not in the list` : rowName(listed, region),
    );
  }
  const table = edition.tables[statement.source];
  const row = listed ?? table?.rows[region];
  if (row === undefined) return cite(edition, statement.place, `the table has no row for ${region}`);
  return cite(
    edition,
    { ...statement.place, row: rowName(row, region) },
    listed === undefined ? "-" : (table?.tick ?? ""),
  );
}

/**
 * A citation in one line: document, date, section, table, row, column, and what stands there.
 */
export function citationText(c: Citation): string {
  const where = [c.table && `table "${c.table}"`, c.row && `row "${c.row}"`, c.column && `column "${c.column}"`].filter(
    (part): part is string => Boolean(part),
  );
  return `"${c.document}" of ${c.date}, section "${c.section}"${where.length > 0 ? `, ${where.join(", ")}` : ""}: ${c.says}`;
}

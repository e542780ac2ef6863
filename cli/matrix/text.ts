/** A matrix in the terminal: model versions by regions for one use, or by uses if the user chose none. */

import type { Edition } from "../../catalog/edition/edition";
import type { ModelVersion } from "../../catalog/verdict/cell";
import { isOffered, type Use } from "../../catalog/verdict/use";
import { escapeTerminal } from "../../policy/escape";
import { count } from "../../policy/words/names";
import { blocks } from "../catalog/table";
import {
  byPartOfWorld,
  coverageOf,
  isChanged,
  type Matrix,
  type MatrixRegion,
  offersByUse,
  rowName,
  type ShownStatus,
  summarize,
  type View,
} from "./view";

const MARKS: Readonly<Record<ShownStatus, string>> = {
  retired: "x",
  available: "yes",
  restricted: "r",
  undocumented: "?",
  unavailable: "-",
  unknown: ".",
};

const LEGEND = "yes offered, r granted or existing customers only, x retired, - not offered, ? not stated";

/** Model versions by regions, for one use. */
export function useTable(matrix: Matrix, { rows, regions }: View, use: Use, edition: Edition, width: number): string[] {
  const table = [
    ["", ...regions.map(({ id }) => (edition.lists.has(id) ? `${id}*` : id))],
    ...rows.map((row) => [escapeTerminal(rowName(row)), ...regions.map((region) => mark(matrix, row, use, region))]),
  ];
  return spread(table, width);
}

/** What the marks of a table mean. */
export function legend(matrix: Matrix, edition: Edition): string[] {
  return [
    LEGEND,
    ...(edition.lists.size > 0 ? ["* the models list of the region decides"] : []),
    ...(matrix.before === undefined
      ? []
      : ["A>B was A and is B, ~ has another day of retirement, . the edition does not name the model version"]),
  ];
}

/**
 * The lines for chosen uses without a hit: that it is not offered with them, and with which others it is.
 * @param missed the chosen uses without a hit; no lines if it is empty.
 */
export function missedLines(matrix: Matrix, { rows, regions }: View, missed: readonly Use[]): string[] {
  if (missed.length === 0) return [];
  const noData = missed.filter((use) => coverageOf(matrix, use).kind === "no data");
  const none = missed.filter((use) => !noData.includes(use));
  const [row] = rows;
  const subject = rows.length === 1 && row ? `${escapeTerminal(rowName(row))} is` : "What fits is";
  const where = regions.length === 1 ? ` in ${regions[0]?.id}` : "";
  const offers = offersByUse(matrix, rows, regions).map(({ use, regions: n }) =>
    regions.length === 1 ? use : `${use} in ${count(n, "region")}`,
  );
  return [
    ...(noData.length > 0 ? [`The edition has no data on ${noData.join(", ")}.`] : []),
    ...(none.length > 0 ? [`${subject} not offered as ${none.join(" or ")}${where}.`] : []),
    offers.length > 0 ? `Offered as: ${offers.join("; ")}.` : `${subject} offered with no other SKU either.`,
  ];
}

/** The regions of a single model version, by part of the world, for each use that has it; no lines for several. */
export function regionLines(matrix: Matrix, { rows, regions, uses }: View, width: number): string[] {
  const [row, ...more] = rows;
  if (row === undefined || more.length > 0 || regions.length < 2) return [];
  return uses.flatMap((use) => {
    const offered = regions.filter((region) => isOffered(matrix.state(row, use, region).status));
    if (offered.length === 0) return [];
    const groups = byPartOfWorld(offered).map(
      ({ name, regions: own }) => `${name}: ${own.map((r) => r.id).join(", ")}`,
    );
    return ["", `${use}, ${count(offered.length, "region")}`, ...groups.flatMap((line) => wrapped(line, width))];
  });
}

/** Wraps a line between words, and indents it by two. */
function wrapped(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = " ";
  for (const word of line.split(" ")) {
    if (current.trim() !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = "   ";
    }
    current += ` ${word}`;
  }
  return [...lines, current];
}

/** Model versions by uses: in how many regions each is offered; for a single region, whether it is offered. */
export function overview(matrix: Matrix, { rows, regions, uses }: View, width: number): string[] {
  const table = [
    ["", ...uses],
    ...rows.map((row) => [escapeTerminal(rowName(row)), ...uses.map((use) => overviewCell(matrix, row, use, regions))]),
  ];
  return spread(table, width);
}

/** What the cells of an overview mean. */
export function overviewLegend(matrix: Matrix, regions: readonly MatrixRegion[], edition: Edition): string[] {
  if (regions.length === 1) return legend(matrix, edition).filter((line) => !line.startsWith("*"));
  return [
    `A number says in how many of ${regions.length} regions it is offered, r to granted or existing customers only`,
    "- not offered, ? not stated, x retired",
    ...(matrix.before === undefined
      ? []
      : ["A>B was A and is B, ~ has changed within the same number, . the edition does not name the model version"]),
    "One matrix of regions: --sku NAME",
  ];
}

function overviewCell(matrix: Matrix, row: ModelVersion, use: Use, regions: readonly MatrixRegion[]): string {
  const [only] = regions;
  if (only !== undefined && regions.length === 1) return mark(matrix, row, use, only);
  const now = countText(regions.map((region) => matrix.state(row, use, region)));
  if (!regions.some((region) => isChanged(matrix, row, use, region))) return now;
  const then = countText(regions.map((region) => matrix.before?.(row, use, region) ?? { status: "unknown" }));
  return then === now ? `~${now}` : `${then}>${now}`;
}

function countText(states: Parameters<typeof summarize>[0]): string {
  const { offered, restricted, otherwise } = summarize(states);
  if (offered === 0) return MARKS[otherwise];
  if (restricted === 0) return String(offered);
  return restricted === offered ? `${offered}r` : `${offered} (${restricted}r)`;
}

function mark(matrix: Matrix, row: ModelVersion, use: Use, region: MatrixRegion): string {
  const { status } = matrix.state(row, use, region);
  if (!isChanged(matrix, row, use, region)) return MARKS[status];
  const was = matrix.before?.(row, use, region).status ?? "unknown";
  return was === status ? `~${MARKS[status]}` : `${MARKS[was]}>${MARKS[status]}`;
}

function spread(table: readonly (readonly string[])[], width: number): string[] {
  return blocks(table, width).flatMap((block) => ["", ...block]);
}

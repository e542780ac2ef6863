/** A matrix in the terminal: model versions by regions for one use, or by uses where none is asked for. */

import type { Edition } from "../../catalog/edition/edition";
import type { ModelVersion } from "../../catalog/verdict/cell";
import type { Use } from "../../catalog/verdict/use";
import { blocks } from "../catalog/table";
import { escapeTerminal } from "../shell/escape";
import { isChanged, type Matrix, type MatrixRegion, rowName, type ShownStatus, summarize, type View } from "./view";

const MARKS: Readonly<Record<ShownStatus, string>> = {
  retired: "x",
  available: "yes",
  restricted: "r",
  undocumented: "?",
  unavailable: "-",
  unknown: ".",
};

const LEGEND = "yes offered, r for granted customers, x retired, - not offered, ? not stated";

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

/** Model versions by uses: in how many of the regions; or, where it is one region, whether. */
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
    `A number says in how many of ${regions.length} regions it is offered, r for granted customers only`,
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

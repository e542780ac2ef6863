/**
 * What of a matrix is shown: the same for the terminal and for the page, in whose browser this runs too. Names are
 * those of the matrix; what people type for them is resolved before.
 */

import type { Region } from "../../catalog/names/regions";
import type { Purpose, Reason } from "../../catalog/query";
import type { ModelVersion } from "../../catalog/verdict/cell";
import { type CellStatus, isOffered, purposeOf, type Use } from "../../catalog/verdict/use";

export type MatrixRegion = Omit<Region, "cloud" | "otherNames">;

/** A status of an edition, or that the edition does not name the model version. */
export type ShownStatus = CellStatus | "unknown";

/** What a matrix knows of a cell without asking for its reasons. */
export interface CellState {
  readonly status: ShownStatus;
  /** Absent where the status is `unknown`; of a retired offer that for which it would be offered. */
  readonly reason?: Reason;
  /** The day from which on it cannot be deployed, where a models list gives it. */
  readonly retires?: string;
}

/** Model versions by regions, for each use; of one edition, or of two that are compared. */
export interface Matrix<Row extends ModelVersion = ModelVersion> {
  readonly rows: readonly Row[];
  readonly regions: readonly MatrixRegion[];
  readonly uses: readonly Use[];
  readonly state: (row: Row, use: Use, region: MatrixRegion) => CellState;
  /** As the edition has it that this one is compared with. */
  readonly before?: (row: Row, use: Use, region: MatrixRegion) => CellState;
}

/** What is asked for; everything where omitted or empty. */
export interface Filters {
  /** Words that stand in the names of a model version, or of a region. */
  readonly search?: string;
  readonly models?: readonly string[];
  readonly versions?: readonly string[];
  readonly uses?: readonly Use[];
  readonly purpose?: Purpose;
  /** Ids. */
  readonly regions?: readonly string[];
  readonly geographies?: readonly string[];
  readonly statuses?: readonly ShownStatus[];
  /** Only what differs between the editions. */
  readonly changes?: boolean;
  /** Also rows and columns in which nothing is offered. */
  readonly all?: boolean;
}

/** The part of a matrix that is shown. */
export interface View<Row extends ModelVersion = ModelVersion> {
  readonly rows: readonly Row[];
  readonly regions: readonly MatrixRegion[];
  readonly uses: readonly Use[];
}

/** What a filter is for where it is empty. */
const holds = <T>(list: readonly T[] | undefined, value: T): boolean =>
  list === undefined || list.length === 0 || list.includes(value);

/**
 * Chooses what is shown. Rows, regions and uses that nobody asked for by name, and of which nothing is offered, are left
 * out; where statuses or changes are asked for, so is all that has none.
 */
export function select<Row extends ModelVersion>(matrix: Matrix<Row>, filters: Filters): View<Row> {
  const { models, versions, purpose, geographies, statuses } = filters;
  const found = search(matrix, filters.search ?? "");
  const possible = matrix.uses.filter(
    (use) => holds(filters.uses, use) && (purpose === undefined || purposeOf(use) === purpose),
  );
  const asked = matrix.regions.filter(
    (r) => holds(filters.regions, r.id) && holds(geographies, r.geography) && found.regions.has(r),
  );
  const named = matrix.rows.filter(
    (row) => holds(models, row.model) && holds(versions, row.version) && found.rows.has(row),
  );
  const picky = filters.changes === true || (statuses?.length ?? 0) > 0;
  const says = (row: Row, use: Use, region: MatrixRegion) => {
    const state = matrix.state(row, use, region);
    if (filters.changes && !isChanged(matrix, row, use, region)) return false;
    if (statuses && statuses.length > 0) return statuses.includes(state.status);
    return filters.changes || isStated(state);
  };
  const tells = (row: Row, region: MatrixRegion) => possible.some((use) => says(row, use, region));
  const isNamed = (list: readonly unknown[] | undefined) => list !== undefined && list.length > 0;
  const allRows = !picky && (filters.all || isNamed(models) || isNamed(versions) || found.byRow);
  const allRegions = !picky && (filters.all || isNamed(filters.regions) || isNamed(geographies) || found.byRegion);
  const rows = allRows ? named : named.filter((row) => asked.some((region) => tells(row, region)));
  const regions = allRegions ? asked : asked.filter((region) => rows.some((row) => tells(row, region)));
  const allUses = !picky && (filters.all || isNamed(filters.uses) || purpose !== undefined);
  const uses =
    allUses || possible.length === 1
      ? possible
      : possible.filter((use) => rows.some((row) => regions.some((region) => says(row, use, region))));
  return { rows, regions, uses };
}

/**
 * True where the editions differ in what can be deployed, in who can, or in until when. What neither offers is no change,
 * for whatever reasons it is not offered.
 */
export function isChanged<Row extends ModelVersion>(
  { state, before }: Matrix<Row>,
  row: Row,
  use: Use,
  region: MatrixRegion,
): boolean {
  if (before === undefined) return false;
  const [a, b] = [before(row, use, region), state(row, use, region)];
  return (isStated(a) || isStated(b)) && (a.status !== b.status || a.retires !== b.retires);
}

/** True for what is offered, and for what a list still has although it is retired. */
export function isStated({ status }: CellState): boolean {
  return isOffered(status) || status === "retired";
}

/**
 * Rows and regions in whose names the words of a search stand. A word is taken for part of a model version where there
 * is one that has it, else for part of a region.
 */
function search<Row extends ModelVersion>(matrix: Matrix<Row>, text: string) {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  let [rows, regions] = [[...matrix.rows], [...matrix.regions]];
  let [byRow, byRegion] = [false, false];
  for (const word of words) {
    const has = (row: Row) => `${row.model} ${row.version}`.toLowerCase().includes(word);
    const lies = (region: MatrixRegion) => regionNames(region).includes(word);
    if (matrix.regions.some(lies) && !matrix.rows.some(has)) {
      regions = regions.filter(lies);
      byRegion = true;
    } else {
      rows = rows.filter(has);
      byRow = true;
    }
  }
  return { rows: new Set(rows), regions: new Set(regions), byRow, byRegion };
}

function regionNames({ id, displayName, japaneseName, geography, geographyGroup, dataZone }: MatrixRegion): string {
  return [id, displayName, japaneseName, geography, geographyGroup, dataZone && `${dataZone} data zone`]
    .filter((name) => name)
    .join("\n")
    .toLowerCase();
}

/** What holds in many regions, in short. */
export interface Summary {
  /** In how many it is offered, granted access included. */
  readonly offered: number;
  /** In how many of those only with granted access. */
  readonly restricted: number;
  /** What is said of the regions where nothing is offered anywhere: the least certain of it. */
  readonly otherwise: ShownStatus;
}

const LEAST_CERTAIN: readonly ShownStatus[] = ["retired", "undocumented", "unavailable", "unknown"];

/** Sums up regions, as an overview over all uses shows them. */
export function summarize(states: readonly CellState[]): Summary {
  const statuses = states.map((s) => s.status);
  return {
    offered: statuses.filter((s) => isOffered(s)).length,
    restricted: statuses.filter((s) => s === "restricted").length,
    otherwise: LEAST_CERTAIN.find((status) => statuses.includes(status)) ?? "unknown",
  };
}

/** "gpt-4o 2024-11-20" */
export function rowName({ model, version }: ModelVersion): string {
  return version === "" ? model : `${model} ${version}`;
}

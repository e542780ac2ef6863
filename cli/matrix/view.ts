/**
 * Chooses the part of a matrix to show, for the terminal and for the page; it also runs in the browser. Names
 * are the matrix's own; the commands resolve what people type.
 */

import type { Region } from "../../catalog/names/regions";
import type { Purpose, Reason } from "../../catalog/query";
import type { ModelVersion } from "../../catalog/verdict/cell";
import { type CellStatus, isOffered, purposeOf, type Use } from "../../catalog/verdict/use";

export type MatrixRegion = Omit<Region, "cloud" | "otherNames">;

/** A status, or `unknown` if the edition does not name the model version. */
export type ShownStatus = CellStatus | "unknown";

/** The part of a cell that is cheap: without citations. */
export interface CellState {
  readonly status: ShownStatus;
  /** Absent if the status is `unknown`. */
  readonly reason?: Reason;
  /** The first day on which it can no longer be deployed, if a models list has it. */
  readonly retires?: string;
}

/** Model versions by regions, for each use: one edition, or two that are compared. */
export interface Matrix<Row extends ModelVersion = ModelVersion> {
  readonly rows: readonly Row[];
  readonly regions: readonly MatrixRegion[];
  readonly uses: readonly Use[];
  readonly state: (row: Row, use: Use, region: MatrixRegion) => CellState;
  /** The cell's state in the edition to compare with. */
  readonly before?: (row: Row, use: Use, region: MatrixRegion) => CellState;
}

/** What to show; an omitted or empty filter shows everything. */
export interface Filters {
  /** Parts of the names of a model version or a region, separated by blanks or commas. */
  readonly search?: string;
  readonly models?: readonly string[];
  readonly versions?: readonly string[];
  readonly uses?: readonly Use[];
  readonly purpose?: Purpose;
  /** Ids. */
  readonly regions?: readonly string[];
  readonly geographies?: readonly string[];
  readonly statuses?: readonly ShownStatus[];
  /** Only cells that differ between the editions. */
  readonly changes?: boolean;
  /** Also rows and columns in which nothing is offered. */
  readonly all?: boolean;
}

/** The part of a matrix to show. */
export interface View<Row extends ModelVersion = ModelVersion> {
  readonly rows: readonly Row[];
  readonly regions: readonly MatrixRegion[];
  readonly uses: readonly Use[];
}

/** True if a filter is empty, or names the value. */
const holds = <T>(list: readonly T[] | undefined, value: T): boolean =>
  list === undefined || list.length === 0 || list.includes(value);

/**
 * Chooses what to show. It leaves out rows, regions and uses without an offer, unless the filters name
 * them; if the filters ask for statuses or changes, it leaves out everything without one.
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
  const hasData = (use: Use) => isNamed(filters.uses) || filters.all || coverageOf(matrix, use).kind !== "no data";
  const uses =
    allUses || possible.length === 1
      ? possible.filter((use) => possible.length === 1 || hasData(use))
      : possible.filter((use) => rows.some((row) => regions.some((region) => says(row, use, region))));
  return { rows, regions, uses };
}

/**
 * True if the editions differ in what can be deployed, by whom, or until when. A cell that neither offers has not
 * changed, for any reasons.
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

/** True for a cell that is offered, or retired but still listed. */
export function isStated({ status }: CellState): boolean {
  return isOffered(status) || status === "retired";
}

/** A view, and the chosen uses that have no hit. */
export interface Shown<Row extends ModelVersion = ModelVersion> {
  readonly view: View<Row>;
  /** The chosen uses without a hit; the view then shows all uses. Empty otherwise. */
  readonly missed: readonly Use[];
}

/**
 * Chooses what to show. If the chosen uses have no hit, it shows all uses, so that nobody takes "not with this SKU"
 * for "nowhere".
 */
export function selectOrAllUses<Row extends ModelVersion>(matrix: Matrix<Row>, filters: Filters): Shown<Row> {
  const view = withColumns(matrix, filters, select(matrix, filters));
  const { uses = [], ...others } = filters;
  const isPicky = filters.all || filters.changes || (filters.statuses?.length ?? 0) > 0;
  if (uses.length === 0 || isPicky || hasHit(matrix, view)) return { view, missed: [] };
  const all = select(matrix, others);
  const named = select(matrix, { ...others, all: true });
  // Show a model that is offered nowhere with all regions, rather than not at all.
  const found =
    hasHit(matrix, all) || named.rows.length === matrix.rows.length ? all : withColumns(matrix, others, named);
  const shown = matrix.uses.filter((use) => found.uses.includes(use) || uses.includes(use));
  return { view: { ...found, uses: shown }, missed: uses };
}

/** If a view's rows are offered nowhere, shows all uses that the edition covers. */
function withColumns<Row extends ModelVersion>(matrix: Matrix<Row>, filters: Filters, view: View<Row>): View<Row> {
  const { purpose, uses: chosen = [] } = filters;
  if (chosen.length > 0 || view.rows.length === 0 || hasHit(matrix, view)) return view;
  const covered = matrix.uses.filter(
    (use) => (purpose === undefined || purposeOf(use) === purpose) && coverageOf(matrix, use).kind !== "no data",
  );
  return { ...view, uses: covered };
}

function hasHit<Row extends ModelVersion>(matrix: Matrix<Row>, { rows, regions, uses }: View<Row>): boolean {
  const isThere = (row: Row, use: Use, region: MatrixRegion) =>
    isStated(matrix.state(row, use, region)) || isChanged(matrix, row, use, region);
  return uses.some((use) => rows.some((row) => regions.some((region) => isThere(row, use, region))));
}

/** A use, and the regions in which it offers any of some rows. */
export interface UseOffers {
  readonly use: Use;
  readonly regions: number;
}

/** The uses that offer any of the rows in any of the regions, the one with the most regions first. */
export function offersByUse<Row extends ModelVersion>(
  matrix: Matrix<Row>,
  rows: readonly Row[],
  regions: readonly MatrixRegion[],
): UseOffers[] {
  const isOfferedIn = (use: Use, region: MatrixRegion) =>
    rows.some((row) => isOffered(matrix.state(row, use, region).status));
  return matrix.uses
    .map((use) => ({ use, regions: regions.filter((region) => isOfferedIn(use, region)).length }))
    .filter((offers) => offers.regions > 0)
    .sort((a, b) => b.regions - a.regions);
}

/** How an edition covers a use: it offers model versions somewhere, or the reason why it does not. */
export type Coverage =
  | { readonly kind: "offered"; readonly modelVersions: number }
  | { readonly kind: "offered nowhere" | "fine-tuned models only" | "no data" };

const coverages = new WeakMap<object, Map<Use, Coverage>>();

/** How an edition covers a use; cached for each matrix. */
export function coverageOf<Row extends ModelVersion>(matrix: Matrix<Row>, use: Use): Coverage {
  const known = coverages.get(matrix) ?? new Map<Use, Coverage>();
  coverages.set(matrix, known);
  const coverage = known.get(use) ?? workOutCoverage(matrix, use);
  known.set(use, coverage);
  return coverage;
}

/** Reasons that say nothing about regions: they are about the model version or the SKU, or say that no source decides. */
const NO_DATA: ReadonlySet<Reason | undefined> = new Set<Reason | undefined>([
  undefined,
  "sku-not-covered",
  "no-region-table",
  "retired",
  "fine-tuned-only",
  "not-fine-tunable",
  "no-data-zone-training",
  "no-developer-training",
  "not-supported-by-assistants",
  "overlay",
]);

function workOutCoverage<Row extends ModelVersion>(matrix: Matrix<Row>, use: Use): Coverage {
  const { rows, regions } = matrix;
  const modelVersions = rows.filter((row) => regions.some((r) => isOffered(matrix.state(row, use, r).status))).length;
  if (modelVersions > 0) return { kind: "offered", modelVersions };
  const reasons = new Set(rows.flatMap((row) => regions.map((region) => matrix.state(row, use, region).reason)));
  if (reasons.has("fine-tuned-only")) return { kind: "fine-tuned models only" };
  return { kind: [...reasons].every((reason) => NO_DATA.has(reason)) ? "no data" : "offered nowhere" };
}

/** Regions of one part of the world. */
export interface RegionGroup {
  /** The geography group, or the geography if it is in no group: "Europe", "Brazil". */
  readonly name: string;
  readonly regions: readonly MatrixRegion[];
}

/** Groups regions by part of the world, in their own order. */
export function byPartOfWorld(regions: readonly MatrixRegion[]): RegionGroup[] {
  const names = [...new Set(regions.map((r) => r.geographyGroup ?? r.geography))];
  return names.map((name) => ({ name, regions: regions.filter((r) => (r.geographyGroup ?? r.geography) === name) }));
}

/** The words of a search, in lower case. */
function searchWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== "");
}

/** The words of a search that match no model version and no region. */
export function unknownWords({ rows, regions }: Pick<Matrix, "rows" | "regions">, text: string): string[] {
  return searchWords(text).filter(
    (word) =>
      !rows.some((row) => rowName(row).toLowerCase().includes(word)) &&
      !regions.some((region) => regionNames(region).includes(word)),
  );
}

/**
 * The rows and regions that match a search. A word means part of a model version if one contains
 * it, otherwise part of a region.
 */
function search<Row extends ModelVersion>(matrix: Matrix<Row>, text: string) {
  const words = searchWords(text);
  let [rows, regions] = [[...matrix.rows], [...matrix.regions]];
  let [byRow, byRegion] = [false, false];
  for (const word of words) {
    const has = (row: Row) => rowName(row).toLowerCase().includes(word);
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

/** A summary of the statuses of many regions. */
export interface StatusSummary {
  /** In how many it is offered, including restricted offers. */
  readonly offered: number;
  /** How many of those are restricted. */
  readonly restricted: number;
  /** The status to show if it is offered nowhere: the least certain one. */
  readonly otherwise: ShownStatus;
}

const LEAST_CERTAIN: readonly ShownStatus[] = ["retired", "undocumented", "unavailable", "unknown"];

/** Summarizes the statuses of regions for the overview of all uses. */
export function summarize(states: readonly CellState[]): StatusSummary {
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

/** The state of a page in its address: after the `#`, which also works for files. */
import { CELL_STATUSES, USES } from "../../../catalog/verdict/use";
import type { DecodedMatrix } from "../../matrix/encoded";
import type { Filters, ShownStatus } from "../../matrix/view";

/** The names of a cell. */
export interface CellAddress {
  readonly model: string;
  readonly version: string;
  readonly use: string;
  readonly region: string;
}

/** The state of a page. */
export interface PageState {
  readonly filters: Filters;
  /** The open cell. */
  readonly cell?: CellAddress;
}

/** The filters with many values, by the keys of their parameters. */
const LISTS = {
  model: "models",
  version: "versions",
  region: "regions",
  geography: "geographies",
  status: "statuses",
} as const;

/** Means all uses; no value would mean those that the page was made with. */
const ALL = "all";

/** @returns "#sku=GlobalStandard&model=gpt-4o" */
export function toHash({ filters, cell }: PageState): string {
  const words = new URLSearchParams();
  for (const use of filters.uses ?? []) words.append("sku", use);
  if ((filters.uses ?? []).length === 0) words.set("sku", ALL);
  if (filters.search) words.set("q", filters.search);
  if (filters.purpose) words.set("purpose", filters.purpose);
  for (const [key, field] of Object.entries(LISTS)) {
    for (const value of filters[field as (typeof LISTS)[keyof typeof LISTS]] ?? []) words.append(key, value);
  }
  if (filters.all) words.set("all", "1");
  if (filters.changes) words.set("changes", "1");
  if (cell) for (const part of [cell.model, cell.version, cell.use, cell.region]) words.append("cell", part);
  return `#${words}`;
}

/**
 * Reads the state from an address. Somebody may have typed it, or it may come from another page, so unknown names are left
 * out.
 * @param initial the filters if the address has none.
 */
export function fromHash(hash: string, matrix: DecodedMatrix, initial: Filters): PageState {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const keys = [...Object.keys(LISTS), "sku", "q", "purpose", "all", "changes", "cell"];
  if (!keys.some((key) => words.has(key))) return { filters: initial };
  const known = {
    model: new Set(matrix.rows.map((r) => r.model)),
    version: new Set(matrix.rows.map((r) => r.version)),
    region: new Set(matrix.regions.map((r) => r.id)),
    geography: new Set(matrix.regions.map((r) => r.geography)),
    status: new Set<string>([...CELL_STATUSES, "unknown"] satisfies ShownStatus[]),
  };
  const uses = USES.filter((use) => words.getAll("sku").includes(use));
  const lists = Object.fromEntries(
    Object.entries(LISTS).flatMap(([key, field]) => {
      const values = words.getAll(key).filter((value) => known[key as keyof typeof LISTS].has(value));
      return values.length > 0 ? [[field, values]] : [];
    }),
  );
  const purpose = (["inference", "fine-tuning", "assistants"] as const).find((p) => p === words.get("purpose"));
  const search = words.get("q");
  const [model, version, use, region] = words.getAll("cell");
  return {
    filters: {
      ...lists,
      uses,
      ...(search ? { search } : {}),
      ...(purpose ? { purpose } : {}),
      ...(words.has("all") ? { all: true } : {}),
      ...(words.has("changes") && matrix.before ? { changes: true } : {}),
    },
    ...(model !== undefined && version !== undefined && use !== undefined && region !== undefined
      ? { cell: { model, version, use, region } }
      : {}),
  };
}

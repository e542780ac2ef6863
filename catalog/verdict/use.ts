/** What model versions are used for, and the cells of a matrix of model versions by regions, one matrix for each use. */

import { SKUS, type Sku } from "../names/skus";
import type { Purpose, Query, Status, Training } from "../query";

/** What a model version is used for: deployed with a SKU, trained, or used by Assistants. */
export type Use =
  | Sku
  | "standard training"
  | "data zone training"
  | "global training"
  | "developer training"
  | "Assistants";

const TRAININGS: Partial<Record<Use, Training>> = {
  "standard training": "standard",
  "data zone training": "data-zone",
  "global training": "global",
  "developer training": "developer",
};

export const USES: readonly Use[] = [
  ...SKUS,
  "standard training",
  "data zone training",
  "global training",
  "developer training",
  "Assistants",
];

/** A status; `retired` is what a models list still has although its day has come. */
export type CellStatus = Status | "retired";

export const CELL_STATUSES: readonly CellStatus[] = [
  "available",
  "restricted",
  "unavailable",
  "undocumented",
  "retired",
];

/** True for a status with which a deployment goes through, perhaps with granted access. */
export function isOffered(status: string | undefined): boolean {
  return status === "available" || status === "restricted";
}

/** The purpose that a use serves. */
export function purposeOf(use: Use): Purpose {
  if (use === "Assistants") return "assistants";
  return TRAININGS[use] ? "fine-tuning" : "inference";
}

/** A cell by its names. */
export interface CellName {
  readonly model: string;
  /** "" for a model that the document names without versions. */
  readonly version: string;
  readonly use: Use;
  readonly region: string;
}

/** The query that asks about a cell. */
export function queryOf({ model, version, use, region }: CellName): Query {
  if (use === "Assistants") return { model, version, region, sku: "Standard", purpose: "assistants" };
  const training = TRAININGS[use];
  return training ? { model, version, region, purpose: "fine-tuning", training } : { model, version, region, sku: use };
}

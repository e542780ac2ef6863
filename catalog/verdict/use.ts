/** The uses of a model version, and the cells of a matrix of model versions by regions, one matrix for each use. */

import { SKUS, type Sku } from "../names/skus";
import type { Purpose, Query, Status, Training } from "../query";

/** A use of a model version: deployed with a SKU, trained, or used by Assistants. */
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

/** A status; `retired` if a models list still has it although its day has come. */
export type CellStatus = Status | "retired";

export const CELL_STATUSES: readonly CellStatus[] = [
  "available",
  "restricted",
  "unavailable",
  "undocumented",
  "retired",
];

/** True for a status with which a deployment works, perhaps with granted access. */
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
  /** "" if the document names the model without versions. */
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

/** The cells of a matrix, decided by an edition. */

import { type Edition, findModel, findVersion } from "../edition/edition";
import type { Decision, Offer, VerdictOptions } from "../query";
import { decide } from "./decide";
import { type CellName, type CellStatus, queryOf } from "./use";

/** A decision on a cell. */
export interface Cell {
  /** The decision's status, or `retired` for an offer that is retired. */
  readonly status: CellStatus;
  readonly decision: Decision;
  /** What the models list of the region says, if there is one and it offers the cell. */
  readonly offer?: Offer;
}

/** A row of a matrix. */
export interface ModelVersion {
  readonly model: string;
  /** "" if the document names the model without versions. */
  readonly version: string;
}

/** The rows of a matrix: every model version that an edition names, in its order. */
export function modelVersions(edition: Edition): ModelVersion[] {
  return [...edition.models.values()].flatMap(({ name, versions }) =>
    (versions.length > 0 ? versions.map((v) => v.version) : [""]).map((version) => ({ model: name, version })),
  );
}

/** True if an edition knows the model version of a cell. */
export function isNamed(edition: Edition, { model, version }: ModelVersion): boolean {
  const known = findModel(edition, model);
  return known !== undefined && findVersion(known, version) !== undefined;
}

/**
 * Decides on a cell, with what the models list of the region says if there is one and it offers the cell.
 * @param options what the organisation was granted; the date of judgement changes no status.
 */
export function decideCell(edition: Edition, cell: CellName, options: VerdictOptions = {}): Cell {
  const decision = decide(edition, queryOf(cell), options);
  const offer = decision.offer?.();
  // A retired model shows as retired if a list still has it, or a table still ticks it.
  const isShown = decision.reason === "retired" && (offer !== undefined || decision.contradicted?.().length !== 0);
  return { status: isShown ? "retired" : decision.status, decision, ...(offer ? { offer } : {}) };
}

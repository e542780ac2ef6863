/** The cells of a matrix, decided by an edition. */

import { type Edition, findModel, findVersion } from "../edition/edition";
import type { Decision, Offer, VerdictOptions } from "../query";
import { decide } from "./decide";
import { type CellName, type CellStatus, queryOf } from "./use";

/** A decision on a cell. */
export interface Cell {
  /** That of the decision, but for an offer that is retired. */
  readonly status: CellStatus;
  readonly decision: Decision;
  /** What the models list of the region says, where it has one and offers it. */
  readonly offer?: Offer;
}

/** A row of a matrix. */
export interface ModelVersion {
  readonly model: string;
  /** "" for a model that the document names without versions. */
  readonly version: string;
}

/** The rows of a matrix: every model version that an edition names, in its order. */
export function modelVersions(edition: Edition): ModelVersion[] {
  return [...edition.models.values()].flatMap(({ name, versions }) =>
    (versions.length > 0 ? versions.map((v) => v.version) : [""]).map((version) => ({ model: name, version })),
  );
}

/** True where an edition knows the model version of a cell. */
export function isNamed(edition: Edition, { model, version }: ModelVersion): boolean {
  const known = findModel(edition, model);
  return known !== undefined && findVersion(known, version) !== undefined;
}

/**
 * Decides on a cell, with what the models list of the region says of it where it has one and offers it.
 * @param options what the organisation was granted; the date of judgement changes no status.
 */
export function decideCell(edition: Edition, cell: CellName, options: VerdictOptions = {}): Cell {
  const decision = decide(edition, queryOf(cell), options);
  const offer = decision.offer?.();
  // What is retired shows where a list still has it, or a table still ticks it.
  const isShown = decision.reason === "retired" && (offer !== undefined || decision.contradicted?.().length !== 0);
  return { status: isShown ? "retired" : decision.status, decision, ...(offer ? { offer } : {}) };
}

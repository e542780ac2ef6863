/** A matrix that decides on a cell on request. */

import type { Edition } from "../../catalog/edition/edition";
import { PUBLIC_REGIONS } from "../../catalog/names/regions";
import type { VerdictOptions } from "../../catalog/query";
import { decideCell, isNamed, type ModelVersion, modelVersions } from "../../catalog/verdict/cell";
import { USES } from "../../catalog/verdict/use";
import { type CellState, type Matrix, type MatrixRegion, rowName } from "./view";

const REGIONS: readonly MatrixRegion[] = PUBLIC_REGIONS.map(({ cloud: _, otherNames: __, ...region }) => region);

/**
 * The matrix of an edition.
 * @param before an edition to compare with.
 */
export function matrixOf(edition: Edition, options: VerdictOptions, before?: Edition): Matrix {
  return {
    rows: before ? allRows(edition, before) : modelVersions(edition),
    regions: REGIONS,
    uses: USES,
    state: stateIn(edition, options),
    ...(before ? { before: stateIn(before, options) } : {}),
  };
}

/** The rows of both editions, each once. A model without versions is left out if the other edition names some. */
function allRows(edition: Edition, before: Edition): ModelVersion[] {
  const rows = new Map<string, ModelVersion>();
  for (const row of [...modelVersions(edition), ...modelVersions(before)]) {
    const key = rowName(row).toLowerCase();
    if (!rows.has(key)) rows.set(key, row);
  }
  const versioned = new Set([...rows.values()].filter((r) => r.version !== "").map((r) => r.model.toLowerCase()));
  return [...rows.values()].filter((r) => r.version !== "" || !versioned.has(r.model.toLowerCase()));
}

function stateIn(edition: Edition, options: VerdictOptions): Matrix["state"] {
  const known = new Map<string, CellState>();
  return (row, use, { id: region }) => {
    const key = [row.model, row.version, use, region].join("\n");
    let state = known.get(key);
    if (state === undefined) {
      state = isNamed(edition, row) ? decided(edition, { ...row, use, region }, options) : { status: "unknown" };
      known.set(key, state);
    }
    return state;
  };
}

function decided(edition: Edition, cell: Parameters<typeof decideCell>[1], options: VerdictOptions): CellState {
  const { status, decision, offer } = decideCell(edition, cell, options);
  return { status, reason: decision.reason, ...(offer?.retires === undefined ? {} : { retires: offer.retires }) };
}

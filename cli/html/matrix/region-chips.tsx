/** The regions of a single model version as chips, by part of the world, because a table row would be too wide. */
import { isOffered, type Use } from "../../../catalog/verdict/use";
import type { DecodedMatrix, DecodedRow } from "../../matrix/encoded";
import { byPartOfWorld, rowName, type View } from "../../matrix/view";
import { STATUSES } from "../components/status";
import type { CellAddress } from "./address";

/** Nothing if several model versions are shown, or one region. */
export function RegionChips({
  matrix,
  view: { rows, regions, uses },
  onOpen,
}: {
  readonly matrix: DecodedMatrix;
  readonly view: View<DecodedRow>;
  readonly onOpen: (cell: CellAddress) => void;
}) {
  const [row, ...more] = rows;
  if (row === undefined || more.length > 0 || regions.length < 2) return null;
  const offered = uses
    .map((use) => ({ use, regions: regions.filter((r) => isOffered(matrix.state(row, use, r).status)) }))
    .filter((one) => one.regions.length > 0)
    .sort((a, b) => b.regions.length - a.regions.length);
  if (offered.length === 0) return null;
  const chipsOf = (use: Use, own: View["regions"]) => (
    <dl>
      {byPartOfWorld(own).map((group) => (
        <div key={group.name}>
          <dt>{group.name}</dt>
          <dd>
            <ul class="chips">
              {group.regions.map((region) => (
                <li key={region.id}>{chip(matrix, row, use, region, onOpen)}</li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  );
  return (
    <section class="where-offered panel" aria-label={`Regions of ${rowName(row)}`}>
      {uses.length === 1
        ? offered.map(({ use, regions: own }) => chipsOf(use, own))
        : offered.map(({ use, regions: own }, index) => (
            <details key={use} open={index === 0}>
              <summary>
                <strong>{use}</strong>: {own.length} {own.length === 1 ? "region" : "regions"}
              </summary>
              {chipsOf(use, own)}
            </details>
          ))}
    </section>
  );
}

function chip(
  matrix: DecodedMatrix,
  row: DecodedRow,
  use: Use,
  region: View["regions"][number],
  onOpen: (cell: CellAddress) => void,
) {
  const { status } = matrix.state(row, use, region);
  return (
    <button
      type="button"
      class={`chip s-${status}`}
      title={`${region.displayName}, ${region.geography}: ${status}`}
      onClick={() => onOpen({ model: row.model, version: row.version, use, region: region.id })}
    >
      {status === "available" ? null : (
        <>
          <span aria-hidden="true">{STATUSES[status].mark} </span>
          <span class="visually-hidden">{status}: </span>
        </>
      )}
      {region.id}
    </button>
  );
}

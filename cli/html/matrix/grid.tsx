/** The table: model versions by regions for one use, or by uses. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { isOffered, type Use } from "../../../catalog/verdict/use";
import type { DecodedMatrix, DecodedRow } from "../../matrix/encoded";
import { type CellState, isChanged, type MatrixRegion, rowName, summarize, type View } from "../../matrix/view";
import { STATUSES } from "../components/status";
import type { CellAddress } from "./address";

interface TableProps {
  readonly matrix: DecodedMatrix;
  readonly view: View<DecodedRow>;
  readonly onOpen: (cell: CellAddress) => void;
}

/** One use: a column for each region, grouped by part of the world. */
export function RegionTable({ matrix, view, use, onOpen }: TableProps & { readonly use: Use }) {
  const { rows, regions } = view;
  const groups = runs(regions);
  const firsts = new Set(groups.map((group) => group.start));
  return (
    <Grid onActivate={(at) => openAt(view, at, use, onOpen)}>
      <caption class="visually-hidden">
        {use}: model versions by regions. Each cell is a button that shows why; arrow keys move between cells.
      </caption>
      <thead>
        <tr class="groups">
          <td />
          {groups.map(({ name, count }) => (
            <th key={name} scope="colgroup" colSpan={count} title={name}>
              <span class={name.length > 4 * count ? "visually-hidden" : "group-name"}>{name}</span>
            </th>
          ))}
        </tr>
        <tr class="names">
          <th scope="col" class="corner">
            Model and version
          </th>
          {regions.map(({ id, displayName, geography }, i) => (
            <th
              key={id}
              scope="col"
              title={`${displayName}, ${geography}`}
              class={firsts.has(i) ? "is-first" : undefined}
            >
              <span class="upright">{id}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, r) => (
          <tr key={row.index}>
            <RowHead row={row} />
            {regions.map((region, c) => (
              <td key={region.id} class={firsts.has(c) ? "is-first" : undefined}>
                {cellButton(matrix, row, use, region, `${r} ${c}`)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Grid>
  );
}

/** All uses: in how many regions each is offered; for a single region, whether it is offered. */
export function UseTable({
  matrix,
  view,
  onOpen,
  onUse,
}: TableProps & { readonly onUse: (row: DecodedRow, use: Use) => void }) {
  const { rows, uses, regions } = view;
  const [only] = regions;
  const single = regions.length === 1 ? only : undefined;
  return (
    <Grid
      onActivate={([r, c]) => {
        const [row, use] = [rows[r], uses[c]];
        if (row === undefined || use === undefined) return;
        if (single === undefined) onUse(row, use);
        else onOpen({ model: row.model, version: row.version, use, region: single.id });
      }}
    >
      <caption class="visually-hidden">
        Model versions by SKU, training and Assistants
        {single === undefined
          ? `: in how many of ${regions.length} regions each is offered. A cell is a button that leads to its regions`
          : ` in ${single.id}. A cell is a button that shows why`}
        ; arrow keys move between cells.
      </caption>
      <thead>
        <tr class="names">
          <th scope="col" class="corner">
            Model and version
          </th>
          {uses.map((use) => (
            <th key={use} scope="col">
              <span class="upright">{use}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, r) => (
          <tr key={row.index}>
            <RowHead row={row} />
            {uses.map((use, c) => (
              <td key={use}>
                {single === undefined
                  ? countButton(matrix, row, use, regions, `${r} ${c}`)
                  : cellButton(matrix, row, use, single, `${r} ${c}`)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Grid>
  );
}

function RowHead({ row }: { readonly row: DecodedRow }) {
  return (
    <th scope="row">
      <span class="model">{row.model}</span> <span class="version">{row.version}</span>
    </th>
  );
}

/** A cell. A function, not a component: a table has thousands of cells without any state. */
function cellButton(matrix: DecodedMatrix, row: DecodedRow, use: Use, region: MatrixRegion, at: string) {
  const { status } = matrix.state(row, use, region);
  const changed = isChanged(matrix, row, use, region);
  const was = changed ? matrix.before?.(row, use, region).status : undefined;
  const before = was === undefined ? "" : was === status ? ", with another day of retirement" : `, was ${was}`;
  return (
    <button
      type="button"
      class={`cell s-${status}${changed ? " is-changed" : ""}${changed && !isOffered(status) ? " is-lost" : ""}`}
      data-at={at}
      tabIndex={-1}
      aria-label={`${rowName(row)}, ${use} in ${region.id}: ${status}${before}`}
    >
      {was === undefined || was === status ? null : <Was mark={STATUSES[was].mark} />}
      {STATUSES[status].mark}
    </button>
  );
}

/** The other edition's mark, small, before this one's. */
export function Was({ mark }: { readonly mark: string }) {
  return (
    <span class="was" aria-hidden="true">
      {mark}›
    </span>
  );
}

function countButton(matrix: DecodedMatrix, row: DecodedRow, use: Use, regions: readonly MatrixRegion[], at: string) {
  const now = countOf(regions.map((region) => matrix.state(row, use, region)));
  const changed = regions.filter((region) => isChanged(matrix, row, use, region)).length;
  const then =
    changed === 0 || matrix.before === undefined
      ? undefined
      : countOf(regions.map((region) => matrix.before?.(row, use, region) ?? { status: "unknown" }));
  const before = then === undefined ? "" : `, ${changed} changed, was ${then.says}`;
  return (
    <button
      type="button"
      class={`cell s-${now.status}${then === undefined ? "" : " is-changed"}`}
      data-at={at}
      tabIndex={-1}
      aria-label={`${rowName(row)}, ${use}: ${now.says}${before}`}
    >
      {then === undefined || then.mark === now.mark ? null : <Was mark={then.mark} />}
      {now.mark}
    </button>
  );
}

function countOf(states: readonly CellState[]) {
  const { offered, restricted, otherwise } = summarize(states);
  if (offered === 0) return { mark: STATUSES[otherwise].mark, status: otherwise, says: otherwise };
  const access = restricted === 0 ? "" : restricted === offered ? ", restricted" : `, ${restricted} of them restricted`;
  return {
    mark: restricted === offered ? `${offered} ${STATUSES.restricted.mark}` : String(offered),
    status: restricted === offered ? ("restricted" as const) : ("available" as const),
    says: `${offered} of ${states.length} regions${access}`,
  };
}

/**
 * A table of buttons with one stop of the Tab key: arrow keys, Home and End move within it, as in other grids. One
 * listener serves all buttons.
 * @param onActivate gets row and column of the pressed button.
 */
function Grid({
  children,
  onActivate,
}: {
  readonly children: ComponentChildren;
  readonly onActivate: (at: readonly [number, number]) => void;
}) {
  const table = useRef<HTMLTableElement>(null);
  const stop = useRef<HTMLElement>(null);
  const current = useRef("0 0");
  const buttonAt = (at: string) => table.current?.querySelector<HTMLButtonElement>(`[data-at="${at}"]`);
  const stopAt = (button: HTMLElement) => {
    if (stop.current && stop.current !== button) stop.current.tabIndex = -1;
    button.tabIndex = 0;
    stop.current = button;
    current.current = button.dataset.at ?? "0 0";
  };
  // Outside of rendering, so that moving renders nothing.
  useLayoutEffect(() => {
    const button = buttonAt(current.current) ?? buttonAt("0 0");
    if (button) stopAt(button);
  });
  const onFocusIn = (event: FocusEvent) => {
    const button = event.target as HTMLElement;
    if (button.dataset.at !== undefined) stopAt(button);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = (event.target as HTMLElement).dataset.at;
    if (at === undefined || event.altKey || event.metaKey) return;
    const [r = 0, c = 0] = at.split(" ").map(Number);
    const rows = table.current?.tBodies[0]?.rows.length ?? 0;
    const columns = table.current?.tBodies[0]?.rows[0]?.querySelectorAll("[data-at]").length ?? 0;
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [r - 1, c],
      ArrowDown: [r + 1, c],
      ArrowLeft: [r, c - 1],
      ArrowRight: [r, c + 1],
      Home: [event.ctrlKey ? 0 : r, 0],
      End: [event.ctrlKey ? rows - 1 : r, columns - 1],
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttonAt(to.join(" "))?.focus();
  };
  const onClick = (event: MouseEvent) => {
    const at = (event.target as HTMLElement).closest<HTMLElement>("[data-at]")?.dataset.at;
    if (at === undefined) return;
    const [r = 0, c = 0] = at.split(" ").map(Number);
    onActivate([r, c]);
  };
  return (
    <div class="grid panel">
      <table ref={table} onClick={onClick} onKeyDown={onKeyDown} onFocusIn={onFocusIn}>
        {children}
      </table>
    </div>
  );
}

function openAt(
  { rows, regions }: View<DecodedRow>,
  [r, c]: readonly [number, number],
  use: Use,
  onOpen: TableProps["onOpen"],
): void {
  const [row, region] = [rows[r], regions[c]];
  if (row && region) onOpen({ model: row.model, version: row.version, use, region: region.id });
}

interface GeographySpan {
  readonly name: string;
  readonly start: number;
  count: number;
}

/** Neighbouring regions of one part of the world. */
function runs(regions: readonly MatrixRegion[]): readonly GeographySpan[] {
  const result: GeographySpan[] = [];
  for (const [i, { geographyGroup, geography }] of regions.entries()) {
    const name = geographyGroup ?? geography;
    const last = result.at(-1);
    if (last?.name === name) last.count += 1;
    else result.push({ name, start: i, count: 1 });
  }
  return result;
}

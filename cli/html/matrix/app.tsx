/** The interactive page: filters, the table, and the dialog of a cell. The address keeps their state. */
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { isOffered, type Use } from "../../../catalog/verdict/use";
import { type DecodedRow, decode, type EncodedMatrix } from "../../matrix/encoded";
import { type Filters, isChanged, type select, selectOrAllUses } from "../../matrix/view";
import { STATUSES } from "../components/status";
import { type CellAddress, fromHash, type PageState, toHash } from "./address";
import { matrixCsv } from "./csv";
import { DetailDialog, findCell } from "./detail";
import { FilterBar } from "./filters";
import { RegionTable, UseTable, Was } from "./grid";
import { Missed, NothingFits, OtherUses } from "./notices";
import { RegionChips } from "./region-chips";

/** Milliseconds before the address follows typing: browsers refuse frequent changes. */
const TYPING_PAUSE = 350;

export function App({ data }: { readonly data: EncodedMatrix }) {
  const matrix = useMemo(() => decode(data), [data]);
  const initial = useMemo((): Filters => {
    const { purpose, models, versions } = data.filters;
    // A user who names a model but no SKU wants to see all SKUs.
    const isOpen = purpose === undefined && models === undefined && versions === undefined;
    return { uses: isOpen ? [mostOffered(matrix)] : [], ...data.filters };
  }, []);
  const { shown, go } = useAddress(matrix, initial);
  const { filters } = shown;

  const { view, missed } = useMemo(() => selectOrAllUses(matrix, filters), [matrix, filters]);
  const [use] = view.uses;
  const single = missed.length === 0 && view.uses.length === 1 ? use : undefined;
  const cell = findCell(matrix, shown.cell);
  const change = (part: Partial<Filters>, typing = false) =>
    go({ filters: { ...filters, ...part } }, typing ? "typing" : "push");
  const openUse = (row: DecodedRow, of: Use) => {
    const isSomewhere = view.regions.some((region) => isOffered(matrix.state(row, of, region).status));
    // Show a model that is offered nowhere too, since the user asked for it.
    const part = { uses: [of], models: [row.model], versions: row.version === "" ? [] : [row.version] };
    change(isSomewhere ? part : { ...part, all: true });
  };
  const openCell = (address: CellAddress) => go({ filters, cell: address }, "push", OPENED);
  const save = () => download(matrixCsv(matrix, view), `azure-openai-${data.edition.id}-${single ?? "all"}.csv`);
  const empty = view.rows.length === 0 || view.regions.length === 0;

  return (
    <>
      <FilterBar matrix={matrix} filters={filters} onChange={change} onReset={() => go({ filters: initial }, "push")} />
      <div class="bar">
        <h2>{single ?? "All SKUs, training and Assistants"}</h2>
        <p role="status" class="count">
          {empty ? "Nothing fits." : countText(matrix, view, single)}
        </p>
        <button type="button" class="button no-print" disabled={empty} onClick={save}>
          Save as CSV
        </button>
      </div>
      {empty ? (
        <NothingFits matrix={matrix} editions={data} filters={filters} onAll={() => change({ all: true })} />
      ) : (
        <>
          {missed.length > 0 ? (
            <Missed
              matrix={matrix}
              view={view}
              missed={missed}
              onUse={(of) => change({ uses: [of] })}
              onAll={() => change({ all: true })}
            />
          ) : null}
          <RegionChips matrix={matrix} view={view} onOpen={openCell} />
          {single === undefined ? null : (
            <OtherUses matrix={matrix} filters={filters} use={single} onUse={(of) => change({ uses: [of] })} />
          )}
          <Legend compared={matrix.before !== undefined} />
          {single === undefined ? (
            <UseTable matrix={matrix} view={view} onUse={openUse} onOpen={openCell} />
          ) : (
            <RegionTable matrix={matrix} view={view} use={single} onOpen={openCell} />
          )}
        </>
      )}
      <DetailDialog
        matrix={matrix}
        editions={data}
        cell={cell}
        onClose={() => {
          if (shown.cell === undefined) return;
          // Undoes the step that opened it, so that going back does not open it again.
          if (history.state === OPENED) history.back();
          else go({ filters }, "replace");
        }}
      />
    </>
  );
}

/** The state of the page, kept in its address; `go` changes it. */
function useAddress(matrix: Decoded, initial: Filters) {
  const [shown, setShown] = useState<PageState>(() => fromHash(location.hash, matrix, initial));
  /** Typed text that is not in the address yet. */
  const pending = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly hash: string }>(undefined);
  const written = useRef(Number.NEGATIVE_INFINITY);

  const settle = useCallback(() => {
    if (pending.current === undefined) return;
    clearTimeout(pending.current.timer);
    history.replaceState(null, "", pending.current.hash);
    pending.current = undefined;
    written.current = performance.now();
  }, []);

  useEffect(() => {
    const follow = () => {
      clearTimeout(pending.current?.timer);
      pending.current = undefined;
      setShown(fromHash(location.hash, matrix, initial));
    };
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);

  /** @param how "push" makes a step that a reader can go back to. */
  const go = useCallback((next: PageState, how: "push" | "replace" | "typing", state: unknown = null) => {
    setShown(next);
    const hash = toHash(next);
    if (how === "typing") {
      clearTimeout(pending.current?.timer);
      const pause = TYPING_PAUSE - (performance.now() - written.current);
      pending.current = { timer: setTimeout(settle, pause), hash };
      if (pause <= 0) settle();
      return;
    }
    // A step includes the text that was typed before it.
    settle();
    if (how === "push") history.pushState(state, "", hash);
    else history.replaceState(state, "", hash);
  }, []);

  return { shown, go };
}

/** Marks the steps of the browser's history that opened a cell. */
const OPENED = "opened";

type Decoded = ReturnType<typeof decode>;

function mostOffered(matrix: Decoded): Use {
  const counts = matrix.uses.map(
    (use) =>
      matrix.rows.filter((row) => matrix.regions.some((region) => isOffered(matrix.state(row, use, region).status)))
        .length,
  );
  return matrix.uses[counts.indexOf(Math.max(...counts))] ?? "Standard";
}

function countText(matrix: Decoded, { rows, regions, uses }: ReturnType<typeof select<DecodedRow>>, use?: Use): string {
  const size = `${rows.length} model version${rows.length === 1 ? "" : "s"} in ${regions.length} region${regions.length === 1 ? "" : "s"}`;
  const cells = rows.flatMap((row) => uses.flatMap((u) => regions.map((region) => [row, u, region] as const)));
  const offered = cells.filter(([row, u, region]) => isOffered(matrix.state(row, u, region).status)).length;
  const changed = cells.filter(([row, u, region]) => isChanged(matrix, row, u, region)).length;
  const changes = matrix.before === undefined ? "" : `, ${changed} changed`;
  return `${size}: ${offered} of ${cells.length} ${use === undefined ? "combinations" : "cells"} offered${changes}`;
}

function Legend({ compared }: { readonly compared: boolean }) {
  return (
    <ul class="legend" aria-label="What the marks mean">
      {(["available", "restricted", "unavailable", "undocumented", "retired"] as const).map((status) => (
        <li key={status} title={STATUSES[status].means}>
          <span class={`cell sample s-${status}`} aria-hidden="true">
            {STATUSES[status].mark}
          </span>
          {status}
        </li>
      ))}
      {compared ? (
        <li>
          <span class="cell sample is-changed" aria-hidden="true">
            <Was mark="–" />✓
          </span>
          changed
        </li>
      ) : null}
    </ul>
  );
}

function download(text: string, name: string): void {
  // The byte order mark tells spreadsheets that the file is UTF-8.
  const url = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name.replace(/[^\w.-]+/g, "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

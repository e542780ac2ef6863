/** A dialog that says why a cell has its status, and where that is written. */
import { useEffect, useId, useRef } from "preact/hooks";
import { isOffered, purposeOf, type Use } from "../../../catalog/verdict/use";
import type { CellAnswer, DecodedMatrix, DecodedRow, EncodedEdition } from "../../matrix/encoded";
import { type MatrixRegion, rowName } from "../../matrix/view";
import { Citations } from "../components/citation";
import { StatusBadge } from "../components/status";
import type { CellAddress } from "./address";

/** A cell of the matrix by its parts. */
export interface OpenCell {
  readonly row: DecodedRow;
  readonly use: Use;
  readonly region: MatrixRegion;
}

/** The cell in an address; undefined if the matrix does not have it. */
export function findCell(matrix: DecodedMatrix, cell: CellAddress | undefined): OpenCell | undefined {
  if (cell === undefined) return undefined;
  const row = matrix.rows.find((r) => r.model === cell.model && r.version === cell.version);
  const use = matrix.uses.find((u) => u === cell.use);
  const region = matrix.regions.find((r) => r.id === cell.region);
  return row && use && region ? { row, use, region } : undefined;
}

/** The dialog; closed if there is no cell. Focus returns to the cell that opened it. */
export function DetailDialog({
  matrix,
  editions,
  cell,
  onClose,
}: {
  readonly matrix: DecodedMatrix;
  readonly editions: { readonly edition: EncodedEdition; readonly before?: EncodedEdition };
  readonly cell?: OpenCell;
  readonly onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const open = cell !== undefined;
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      class="detail"
      aria-labelledby={title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      {cell === undefined ? null : (
        <div class="detail-body">
          <div class="detail-head">
            <div>
              <h2 id={title}>{rowName(cell.row)}</h2>
              <p class="where">
                {cell.use} in {cell.region.displayName} (<code>{cell.region.id}</code>), {cell.region.geography}
                {cell.region.dataZone === undefined ? "" : `, ${cell.region.dataZone} data zone`}
              </p>
            </div>
            <button type="button" class="button close" aria-label="Close" onClick={() => dialog.current?.close()}>
              ✕
            </button>
          </div>
          <Sides matrix={matrix} editions={editions} cell={cell} />
          <Elsewhere matrix={matrix} cell={cell} />
          <Facts lines={matrix.facts(cell.row)} name={rowName(cell.row)} />
          <h3>In a terminal</h3>
          <pre class="command">
            <code>{explainCommand(cell).flatMap((word, i) => [i === 0 ? "" : " ", <span key={i}>{word}</span>])}</code>
          </pre>
        </div>
      )}
    </dialog>
  );
}

function Sides({
  matrix,
  editions: { edition, before },
  cell: { row, use, region },
}: {
  readonly matrix: DecodedMatrix;
  readonly editions: { readonly edition: EncodedEdition; readonly before?: EncodedEdition };
  readonly cell: OpenCell;
}) {
  const now = <AnswerText answer={matrix.answer(row, use, region)} />;
  if (before === undefined) return now;
  return (
    <div class="sides">
      <section>
        <h3>Edition {edition.id}</h3>
        {now}
      </section>
      <section>
        <h3>Before, edition {before.id}</h3>
        <AnswerText answer={matrix.answerBefore(row, use, region)} />
      </section>
    </div>
  );
}

function AnswerText({ answer }: { readonly answer?: CellAnswer }) {
  if (answer === undefined) {
    return (
      <p class="answer">
        <StatusBadge status="unknown" /> The edition does not name this model version.
      </p>
    );
  }
  const { status, reason, because, citations, conditions, offer } = answer;
  return (
    <>
      <p class="answer">
        <StatusBadge status={status} /> {because.charAt(0).toUpperCase() + because.slice(1)}. <code>{reason}</code>
      </p>
      {conditions.length + offer.length === 0 ? null : (
        <ul class="conditions">
          {conditions.map(({ text, access }) => (
            <li key={text}>
              <strong>Condition:</strong> {text}
              {access === undefined ? null : (
                <>
                  {" "}
                  (<code>--granted {access}</code>)
                </>
              )}
            </li>
          ))}
          {offer.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Citations citations={[...citations, ...conditions.map((c) => c.citation)]} />
    </>
  );
}

/** Where else the same is offered: the way out of a cell without an offer. */
function Elsewhere({
  matrix,
  cell: { row, use, region },
}: {
  readonly matrix: DecodedMatrix;
  readonly cell: OpenCell;
}) {
  const regions = matrix.regions.filter((r) => r !== region && isOffered(matrix.state(row, use, r).status));
  if (regions.length === 0) return null;
  return (
    <>
      <h3>
        {use} is offered in {regions.length} other {regions.length === 1 ? "region" : "regions"}
      </h3>
      <ul class="chips">
        {regions.map((r) => (
          <li key={r.id} title={r.displayName}>
            {r.id}
          </li>
        ))}
      </ul>
    </>
  );
}

function Facts({ lines, name }: { readonly lines: readonly string[]; readonly name: string }) {
  if (lines.length === 0) return null;
  return (
    <details class="facts">
      <summary>About {name}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}

/** The command that gives the same verdict with its ways out, as words. */
function explainCommand({ row, use, region }: OpenCell): readonly string[] {
  const purpose = purposeOf(use);
  const what =
    purpose === "inference"
      ? ["--sku", use]
      : purpose === "assistants"
        ? ["--purpose", "assistants"]
        : ["--purpose", "fine-tuning", "--training", use.replace(/ training$/, "").replaceAll(" ", "-")];
  const version = row.version === "" ? [] : [shellWord(row.version)];
  return ["azure-openai-guard", "explain", shellWord(row.model), ...version, ...what, "--region", region.id];
}

/** Quotes a name that a shell would change: an edition may contain any name. */
function shellWord(name: string): string {
  return /^\w[\w.:-]*$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

/** Notices above the table if the answer is not in it: other SKUs that have it, or nothing that fits. */
import type { Use } from "../../../catalog/verdict/use";
import type { DecodedMatrix, DecodedRow, EncodedMatrix } from "../../matrix/encoded";
import {
  coverageOf,
  type Filters,
  type MatrixRegion,
  offersByUse,
  rowName,
  select,
  unknownWords,
  type View,
} from "../../matrix/view";
import { Badge } from "../components/badge";

/** Says that the chosen SKUs have no hit, and links the uses that do. */
export function Missed({
  matrix,
  view: { rows, regions },
  missed,
  onUse,
  onAll,
}: {
  readonly matrix: DecodedMatrix;
  readonly view: View<DecodedRow>;
  readonly missed: readonly Use[];
  readonly onUse: (use: Use) => void;
  readonly onAll: () => void;
}) {
  const noData = missed.filter((use) => coverageOf(matrix, use).kind === "no data");
  const none = missed.filter((use) => !noData.includes(use));
  const where = regions.length === 1 ? ` in ${regions[0]?.id}` : "";
  const offers = offersByUse(matrix, rows, regions);
  const subject = subjectOf(rows);
  return (
    <div class="panel notice">
      <p>
        <Badge tone="caution" mark="!">
          Not here
        </Badge>{" "}
        {noData.length > 0 ? `The edition has no data on ${noData.join(", ")}. ` : ""}
        {none.length > 0 ? `${subject} not offered as ${none.join(" or ")}${where}. ` : ""}
        {offers.length > 0 ? "Offered as:" : `${subject} offered with no other SKU either.`}
      </p>
      <UseLinks offers={offers} regions={regions} onUse={onUse} />
      <p class="no-print">
        <button type="button" class="link" onClick={onAll}>
          Show what is offered nowhere
        </button>
      </p>
    </div>
  );
}

/** Links the other uses of the searched models; nothing without a search. */
export function OtherUses({
  matrix,
  filters,
  use,
  onUse,
}: {
  readonly matrix: DecodedMatrix;
  readonly filters: Filters;
  readonly use: Use;
  readonly onUse: (use: Use) => void;
}) {
  const { search = "", models = [], versions = [] } = filters;
  if (search.trim() === "" && models.length === 0 && versions.length === 0) return null;
  const { rows, regions } = select(matrix, { ...filters, uses: [], all: true });
  const offers = offersByUse(matrix, rows, regions).filter((o) => o.use !== use);
  if (offers.length === 0) return null;
  return (
    <div class="others no-print">
      <p>Also offered as:</p>
      <UseLinks offers={offers} regions={regions} onUse={onUse} />
    </div>
  );
}

function UseLinks({
  offers,
  regions,
  onUse,
}: {
  readonly offers: ReturnType<typeof offersByUse>;
  readonly regions: readonly MatrixRegion[];
  readonly onUse: (use: Use) => void;
}) {
  if (offers.length === 0) return null;
  return (
    <ul class="use-links">
      {offers.map(({ use, regions: count }) => (
        <li key={use}>
          <button type="button" class="link" onClick={() => onUse(use)}>
            {use}
          </button>
          {regions.length === 1 ? "" : ` in ${count} region${count === 1 ? "" : "s"}`}
        </li>
      ))}
    </ul>
  );
}

/** Says that nothing fits, and why: unknown names, or filters that exclude each other. */
export function NothingFits({
  matrix,
  editions: { edition, later, asOf },
  filters,
  onAll,
}: {
  readonly matrix: DecodedMatrix;
  readonly editions: Pick<EncodedMatrix, "edition" | "later" | "asOf">;
  readonly filters: Filters;
  readonly onAll: () => void;
}) {
  const unknown = unknownWords(matrix, filters.search ?? "");
  const isPicky = filters.changes || (filters.statuses?.length ?? 0) > 0 || filters.all;
  const age = Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(edition.date)) / 86_400_000));
  const old = `the edition of ${edition.date}, which is ${age} ${age === 1 ? "day" : "days"} old`;
  return (
    <div class="panel notice">
      <p>
        <Badge tone="info">Nothing to show</Badge>{" "}
        {unknown.length > 0
          ? `No model version or region has “${unknown.join("”, “")}” in its name.`
          : isPicky
            ? "Nothing matches all filters."
            : "The edition offers this nowhere."}
      </p>
      {unknown.map((word) => {
        const named = later.find(({ names }) => names.some((name) => name.toLowerCase().includes(word)));
        const released = /^\d{4}-\d{2}-\d{2}$/.test(word) && word > edition.date;
        return named !== undefined || released ? (
          <p key={word}>
            <strong>{word}</strong> is newer than {old} and cannot know it.{" "}
            {named === undefined ? (
              <>
                Get a newer edition: <code>azure-openai-guard catalog refresh</code>
              </>
            ) : (
              <>
                Edition {named.id} names it: <code>azure-openai-guard matrix --edition {named.id} --html FILE</code>
              </>
            )}
          </p>
        ) : (
          <p key={word}>A model that was released later cannot be in {old}.</p>
        );
      })}
      {filters.all || unknown.length > 0 ? null : (
        <button type="button" class="button" onClick={onAll}>
          Show what is offered nowhere
        </button>
      )}
    </div>
  );
}

/** "gpt-4.1-mini 2025-04-14 is", "gpt-4o is", "What fits is" */
function subjectOf(rows: readonly DecodedRow[]): string {
  const [row] = rows;
  if (row === undefined) return "What fits is";
  if (rows.length === 1) return `${rowName(row)} is`;
  return rows.every(({ model }) => model === row.model) ? `${row.model} is` : "What fits is";
}

/** The filters above the table. */

import { useState } from "preact/hooks";
import type { Purpose } from "../../../catalog/query";
import { purposeOf, type Use } from "../../../catalog/verdict/use";
import type { DecodedMatrix } from "../../matrix/encoded";
import { coverageOf, type Filters, type ShownStatus } from "../../matrix/view";
import { Field } from "../components/field";
import { STATUSES } from "../components/status";
import { Pick, type PickOption } from "./pick";

const PURPOSES: readonly (readonly [Purpose, string])[] = [
  ["inference", "Inference"],
  ["fine-tuning", "Fine-tuning"],
  ["assistants", "Assistants"],
];

interface FilterProps {
  readonly matrix: DecodedMatrix;
  readonly filters: Filters;
  /** @param typing true while somebody types; that makes no step to go back to. */
  readonly onChange: (change: Partial<Filters>, typing?: boolean) => void;
  readonly onReset: () => void;
}

export function FilterBar({ matrix, filters, onChange, onReset }: FilterProps) {
  const [open, setOpen] = useState(false);
  const { models = [], versions = [], regions = [], geographies = [], statuses = [], uses = [] } = filters;
  const several = uses.length > 1 ? uses.join(" ") : undefined;
  const set = [models, versions, regions, geographies, statuses].filter((list) => list.length > 0).length;
  return (
    <search class={`filters panel no-print${open ? " is-open" : ""}`}>
      <form class="filters-main" onSubmit={(event) => event.preventDefault()}>
        <Field name="Search" id="q" class="search">
          <input
            id="q"
            type="search"
            placeholder="gpt-4o, japan…"
            autoComplete="off"
            spellcheck={false}
            value={filters.search ?? ""}
            onInput={(event) => onChange({ search: event.currentTarget.value }, true)}
          />
        </Field>
        <Field name="Purpose" id="purpose" class="purpose">
          <select
            id="purpose"
            value={filters.purpose ?? ""}
            onChange={(event) => {
              const purpose = PURPOSES.find(([p]) => p === event.currentTarget.value)?.[0];
              const fits = uses.filter((use) => purpose === undefined || purposeOf(use) === purpose);
              const [single, more] = matrix.uses.filter((use) => purposeOf(use) === purpose);
              onChange({
                purpose,
                uses: fits.length > 0 || single === undefined || more !== undefined ? fits : [single],
              });
            }}
          >
            <option value="">all</option>
            {PURPOSES.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <Field name="SKU" id="sku" class="sku">
          <select
            id="sku"
            value={several ?? uses[0] ?? ""}
            onChange={(event) => {
              const use = matrix.uses.find((u) => u === event.currentTarget.value);
              onChange({ uses: use ? [use] : [] });
            }}
          >
            <option value="">all, in an overview</option>
            {several === undefined ? null : <option value={several}>{uses.join(", ")}</option>}
            {PURPOSES.filter(([p]) => filters.purpose === undefined || filters.purpose === p).map(([purpose, name]) => (
              <optgroup key={purpose} label={name}>
                {matrix.uses
                  .filter((use) => purposeOf(use) === purpose)
                  .map((use) => (
                    <UseOption key={use} matrix={matrix} use={use} isChosen={uses.includes(use)} />
                  ))}
              </optgroup>
            ))}
          </select>
        </Field>
        <button
          type="button"
          class="button filters-toggle"
          aria-expanded={open}
          aria-controls="more-filters"
          onClick={() => setOpen(!open)}
        >
          Filters{set > 0 ? ` (${set})` : ""}
        </button>
      </form>
      <MoreFilters matrix={matrix} filters={filters} onChange={onChange} onReset={onReset} />
    </search>
  );
}

/** The filters with several values, folded on a narrow screen. */
function MoreFilters({ matrix, filters, onChange, onReset }: FilterProps) {
  const { models = [], versions = [], regions = [], geographies = [], statuses = [] } = filters;
  const ofModels = matrix.rows.filter((r) => models.length === 0 || models.includes(r.model));
  return (
    <div class="filters-more" id="more-filters">
      <Pick
        label="Models"
        choices={unique(matrix.rows.map((r) => r.model)).map((value) => ({ value, label: value }))}
        chosen={models}
        onChange={(values) => onChange({ models: values, versions: [] })}
      />
      <Pick
        label="Versions"
        choices={unique(ofModels.map((r) => r.version).filter((v) => v !== ""))
          .sort()
          .reverse()
          .map((value) => ({ value, label: value, note: modelsOf(matrix, value) }))}
        chosen={versions}
        onChange={(values) => onChange({ versions: values })}
      />
      <Pick
        label="Regions"
        choices={matrix.regions.map(
          (r): PickOption => ({
            value: r.id,
            label: r.id,
            note: r.displayName,
            group: r.geographyGroup ?? r.geography,
          }),
        )}
        chosen={regions}
        onChange={(values) => onChange({ regions: values })}
      />
      <Pick
        label="Geographies"
        choices={unique(matrix.regions.map((r) => r.geography))
          .sort()
          .map((value) => ({ value, label: value }))}
        chosen={geographies}
        onChange={(values) => onChange({ geographies: values })}
      />
      <Pick
        label="Statuses"
        choices={statusesOf(matrix).map((value) => ({ value, label: value, note: STATUSES[value].means }))}
        chosen={statuses}
        onChange={(values) => onChange({ statuses: values as readonly ShownStatus[] })}
      />
      <div class="ticks">
        <label class="tick">
          <input
            type="checkbox"
            checked={filters.all === true}
            onChange={(event) => onChange({ all: event.currentTarget.checked })}
          />
          <span>also what is offered nowhere</span>
        </label>
        {matrix.before === undefined ? null : (
          <label class="tick">
            <input
              type="checkbox"
              checked={filters.changes === true}
              onChange={(event) => onChange({ changes: event.currentTarget.checked })}
            />
            <span>changes only</span>
          </label>
        )}
        <button type="button" class="link" onClick={onReset}>
          Reset
        </button>
      </div>
    </div>
  );
}

/** A use with its number of model versions; grey if the edition has no data on it. */
function UseOption({
  matrix,
  use,
  isChosen,
}: {
  readonly matrix: DecodedMatrix;
  readonly use: Use;
  readonly isChosen: boolean;
}) {
  const coverage = coverageOf(matrix, use);
  const note = coverage.kind === "offered" ? `(${coverage.modelVersions})` : `– ${coverage.kind}`;
  return (
    <option value={use} disabled={coverage.kind === "no data" && !isChosen}>
      {use} {note}
    </option>
  );
}

function statusesOf(matrix: DecodedMatrix): ShownStatus[] {
  const all = Object.keys(STATUSES) as ShownStatus[];
  return matrix.before === undefined ? all.filter((status) => status !== "unknown") : all;
}

function modelsOf(matrix: DecodedMatrix, version: string): string {
  return matrix.rows
    .filter((r) => r.version === version)
    .map((r) => r.model)
    .join(", ");
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

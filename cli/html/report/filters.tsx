/** The filters of a report. Without a script they could do nothing, so that it is the script that shows them. */
import { Field } from "../components/field";
import { STATES } from "./findings";
import type { ReportView, State } from "./view";

/** @param total how many findings there are. */
export function Filters({ groups, rules, total }: Pick<ReportView, "groups" | "rules"> & { readonly total: number }) {
  const counted = new Map<State, number>();
  for (const { names, findings } of groups.flatMap((g) => g.resources)) {
    for (const { state } of findings) counted.set(state, (counted.get(state) ?? 0) + names.length);
  }
  const stacks = unique(groups.flatMap((g) => g.stack ?? []));
  const files = unique(groups.flatMap((g) => g.file ?? []));
  return (
    <search id="filters" class="panel" aria-label="Findings" hidden>
      <form class="filters">
        <Field name="Search" id="q">
          <input
            id="q"
            name="q"
            type="search"
            autocomplete="off"
            spellcheck={false}
            placeholder="Name, model, region…"
          />
        </Field>
        {rules.length < 2 ? null : (
          <Field name="Rule" id="rule">
            <select id="rule" name="rule">
              <option value="">All rules</option>
              {rules.map(({ name, findings }) => (
                <option key={name} value={name}>
                  {name} ({findings})
                </option>
              ))}
            </select>
          </Field>
        )}
        {groups.length < 2 ? null : (
          <Field name="Stack or file" id="in">
            <select id="in" name="in">
              <option value="">All stacks and files</option>
              <Places label="Stacks" kind="stack" names={stacks} />
              <Places label="Files" kind="file" names={files} />
            </select>
          </Field>
        )}
        {counted.size < 2 ? null : (
          <fieldset>
            <legend class="field-name">Level</legend>
            {(Object.keys(STATES) as State[]).map((state) =>
              counted.has(state) ? (
                <label key={state} class="choice">
                  <input type="checkbox" name="level" value={state} />
                  <span aria-hidden="true">{STATES[state].mark}</span> {STATES[state].word}{" "}
                  <span class="hint">{counted.get(state)}</span>
                </label>
              ) : null,
            )}
          </fieldset>
        )}
        <div class="filters-foot">
          <p role="status" id="shown">
            All {total} findings
          </p>
          <div class="filters-buttons">
            <button class="button" type="button" id="unfold">
              Unfold citations
            </button>
            <button class="button" type="reset" disabled>
              Clear filters
            </button>
          </div>
        </div>
      </form>
    </search>
  );
}

function Places({ label, kind, names }: { readonly label: string; readonly kind: string; readonly names: string[] }) {
  if (names.length === 0) return null;
  return (
    <optgroup label={label}>
      {names.map((name) => (
        <option key={name} value={`${kind}:${name}`}>
          {name.length > 80 ? `${name.slice(0, 77)}...` : name}
        </option>
      ))}
    </optgroup>
  );
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

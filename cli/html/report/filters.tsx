/** The filters of a report. They need the script, so the script shows them. */
import { Field } from "../components/field";
import { FORM } from "./tiles";
import type { ReportView } from "./view";

/** @param total how many findings there are. */
export function Filters({ causes, rules, total }: Pick<ReportView, "causes" | "rules"> & { readonly total: number }) {
  const places = causes.flatMap((cause) => cause.findings.flatMap((finding) => finding.places));
  const stacks = unique(places.flatMap((place) => place.stack ?? []));
  const files = unique(places.flatMap((place) => place.file ?? []));
  return (
    <search id="filters" class="panel" aria-label="Findings" hidden>
      <form class="filters" id={FORM}>
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
        {new Set(places.map(({ stack, file }) => `${stack} ${file}`)).size < 2 ? null : (
          <Field name="Stack or file" id="in">
            <select id="in" name="in">
              <option value="">All stacks and files</option>
              <Places label="Stacks" kind="stack" names={stacks} />
              <Places label="Files" kind="file" names={files} />
            </select>
          </Field>
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

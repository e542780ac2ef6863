/** A filter with several values: a button that opens a list of checkboxes. */
import { useEffect, useId, useRef } from "preact/hooks";

export interface PickOption {
  readonly value: string;
  readonly label: string;
  /** A lighter text beside the label. */
  readonly note?: string;
  /** Choices of one group are together under its name. */
  readonly group?: string;
}

export function Pick({
  label,
  choices,
  chosen,
  onChange,
}: {
  /** In the plural: "Regions". */
  readonly label: string;
  readonly choices: readonly PickOption[];
  readonly chosen: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}) {
  const box = useRef<HTMLDetailsElement>(null);
  const id = useId();
  useEffect(() => {
    const close = (event: Event) => {
      if (box.current?.open && !box.current.contains(event.target as Node)) box.current.open = false;
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("focusin", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("focusin", close);
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !box.current?.open) return;
    event.preventDefault();
    box.current.open = false;
    box.current.querySelector("summary")?.focus();
  };
  const toggle = (value: string, on: boolean) =>
    onChange(on ? [...chosen, value] : chosen.filter((other) => other !== value));
  const groups = [...new Set(choices.map((c) => c.group))];
  const [first] = chosen;
  const says = chosen.length === 0 ? "all" : chosen.length === 1 ? labelOf(choices, first) : `${chosen.length} chosen`;
  return (
    <details class={`pick${chosen.length > 0 ? " is-set" : ""}`} ref={box} onKeyDown={onKeyDown}>
      <summary class="field">
        <span class="field-name">{label}</span>
        <span class="field-value">{says}</span>
      </summary>
      <div class="pick-panel">
        <div class="pick-head">
          <span id={id}>{label}</span>
          <button type="button" class="link" disabled={chosen.length === 0} onClick={() => onChange([])}>
            Clear
          </button>
        </div>
        {groups.map((group) => (
          <fieldset key={group ?? ""} aria-labelledby={group === undefined ? id : undefined}>
            {group === undefined ? null : <legend>{group}</legend>}
            {choices
              .filter((c) => c.group === group)
              .map(({ value, label: name, note }) => (
                <label key={value} class="tick">
                  <input
                    type="checkbox"
                    checked={chosen.includes(value)}
                    onChange={(event) => toggle(value, event.currentTarget.checked)}
                  />
                  <span>
                    {name}
                    {note === undefined ? null : <span class="note"> {note}</span>}
                  </span>
                </label>
              ))}
          </fieldset>
        ))}
      </div>
    </details>
  );
}

function labelOf(choices: readonly PickOption[], value: string | undefined): string {
  return choices.find((c) => c.value === value)?.label ?? value ?? "";
}

/** The numbers at the top of a report. Those of findings are filters; without the script they only count. */
import type { TileView } from "./view";

/** The id of the form that the tiles belong to. */
export const FORM = "filter";

/** @param canFilter whether there is anything to choose. */
export function Tiles({ tally, canFilter }: { readonly tally: readonly TileView[]; readonly canFilter: boolean }) {
  return (
    <fieldset class="tally">
      <legend class="visually-hidden">Findings by how they count</legend>
      {tally.map(({ label, value, tone, leadsTo }) => {
        const name = `tile ${value === 0 ? "nil" : `tone-${tone}`}`;
        const text = (
          <>
            <span class="tile-label">{label}</span> <b class="tile-value">{value}</b>
          </>
        );
        if ("section" in leadsTo) {
          return (
            <a key={label} class={name} href={`#${leadsTo.section}`}>
              {text}
            </a>
          );
        }
        return canFilter && value > 0 ? (
          <label key={label} class={name}>
            {/* The script enables it. */}
            <input type="checkbox" name="level" value={leadsTo.state} form={FORM} hidden disabled />
            {text}
          </label>
        ) : (
          <span key={label} class={name}>
            {text}
          </span>
        );
      })}
    </fieldset>
  );
}

/** Findings by cause: each says what is wrong once, and names all the places that have it. */
import { Badge, type Tone } from "../components/badge";
import { Citations } from "../components/citation";
import type { CauseView, Fact, FindingState, FindingView, PlaceView } from "./view";

export const STATES: Readonly<
  Record<FindingState, { readonly word: string; readonly mark: string; readonly tone: Tone }>
> = {
  mandatory: { word: "mandatory", mark: "✕", tone: "bad" },
  advisory: { word: "advisory", mark: "!", tone: "caution" },
  waived: { word: "waived", mark: "◦", tone: "info" },
  known: { word: "in the baseline", mark: "=", tone: "plain" },
};

/** How many places of a finding to list; the rest is folded. */
const NAMED = 5;

/** How a page shows its findings. */
export interface FindingsLayout {
  /** Whether citations are unfolded. */
  readonly open: boolean;
  /** Whether each place names its stack and file; not if all are in the same. */
  readonly named: boolean;
}

/** Not a landmark: hundreds of them would help nobody. */
export function Cause({ cause, layout }: { readonly cause: CauseView; readonly layout: FindingsLayout }) {
  const { rule, count, where, more, findings } = cause;
  return (
    <div class="cause" data-rule={rule}>
      <header class="cause-head">
        <h3>
          {count} ×{" "}
          <a class="rule" href={`#rule-${rule}`}>
            {rule}
          </a>
          {where === undefined ? null : <span class="cause-where"> in {where}</span>}
        </h3>
        {more.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </header>
      {findings.map((finding, index) => (
        <Finding key={index} finding={finding} layout={layout} />
      ))}
    </div>
  );
}

function Finding({ finding, layout }: { readonly finding: FindingView; readonly layout: FindingsLayout }) {
  const { state, level, says, asked, ways, more, citations, waiver, places } = finding;
  const { word, mark, tone } = STATES[state];
  return (
    <article class="finding panel" data-state={state}>
      <p class="finding-head">
        <Badge tone={tone} mark={mark}>
          {word}
        </Badge>{" "}
        {state === level ? null : <span class="hint">{level}</span>}
      </p>
      <div class="said">
        <h4 class="says">{says}</h4>
        {asked.length === 0 ? null : <Facts class="asked" facts={asked} />}
        {more.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {ways.map(({ name, changes }) => (
          <div class="ways" key={name}>
            <p>
              {name}
              {changes.length > 1 ? ", any of these" : ""}:
            </p>
            <ul>
              {changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          </div>
        ))}
        {waiver === undefined ? null : <Facts class="waiver" facts={waiver} />}
      </div>
      {citations.length === 0 ? null : (
        <details class={citations.length > 1 ? "cited" : "cited one"} open={layout.open}>
          <summary>Where it is written{citations.length > 1 ? ` (${citations.length} places)` : ""}</summary>
          <div class="places">
            <Citations citations={citations} />
          </div>
        </details>
      )}
      <Places places={places} layout={layout} />
    </article>
  );
}

function Places({ places, layout }: { readonly places: readonly PlaceView[]; readonly layout: FindingsLayout }) {
  const more = places.slice(NAMED);
  return (
    <div class="where">
      <PlaceLists places={places.slice(0, NAMED)} layout={layout} />
      {more.length === 0 ? null : (
        <details>
          <summary>{more.length} more with the same finding</summary>
          <PlaceLists places={more} layout={layout} />
        </details>
      )}
    </div>
  );
}

/** Places by stack and file. */
function PlaceLists({ places, layout }: { readonly places: readonly PlaceView[]; readonly layout: FindingsLayout }) {
  const groups: PlaceView[][] = [];
  for (const one of places) {
    const last = groups.at(-1)?.[0];
    if (last && last.stack === one.stack && last.file === one.file) groups.at(-1)?.push(one);
    else groups.push([one]);
  }
  return groups.map((group, index) => (
    <div class="in" key={index} data-stack={group[0]?.stack} data-file={group[0]?.file}>
      {layout.named ? <In {...group[0]} /> : null}
      <ul>
        {group.map((one, number) => (
          <li key={number} class="place-of">
            <b>{one.name}</b> {one.place === undefined ? null : <PlaceOf place={one.place} />}
            {one.template === undefined ? null : <p class="hint">{one.template}</p>}
            {one.urn === undefined ? null : <p class="urn">{one.urn}</p>}
          </li>
        ))}
      </ul>
    </div>
  ));
}

function PlaceOf({ place }: { readonly place: string }) {
  return (
    <span class="place">
      <span class="visually-hidden">Place: </span>
      {place}
    </span>
  );
}

/** A stack and the file that it is in. */
export function In({ stack, file }: { readonly stack?: string; readonly file?: string }) {
  if (stack === undefined && file === undefined) return null;
  return (
    <p class="in-head">
      {stack}
      {file === undefined ? null : (
        <>
          {" "}
          <code>{file}</code>
        </>
      )}
    </p>
  );
}

/** Names and their values. */
export function Facts({ class: name, facts }: { readonly class: string; readonly facts: readonly Fact[] }) {
  return (
    <dl class={name}>
      {facts.map(([what, text]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

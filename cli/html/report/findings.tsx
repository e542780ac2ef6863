/** Findings: by stack, then by resource. */
import { Badge, type Tone } from "../components/badge";
import { Citations } from "../components/citation";
import type { Fact, FindingView, GroupView, ResourceView, State } from "./view";

export const STATES: Readonly<Record<State, { readonly word: string; readonly mark: string; readonly tone: Tone }>> = {
  mandatory: { word: "mandatory", mark: "✕", tone: "bad" },
  advisory: { word: "advisory", mark: "!", tone: "caution" },
  waived: { word: "waived", mark: "◦", tone: "info" },
  known: { word: "in the baseline", mark: "=", tone: "plain" },
};

/** How many resources with the same findings are listed; the rest is folded. */
const NAMED = 5;

/**
 * No landmark: hundreds of them would be none.
 * @param open whether citations are unfolded.
 */
export function Group({ group, open }: { readonly group: GroupView; readonly open: boolean }) {
  const { name, stack, file, kind, resources } = group;
  return (
    <div class="group" data-stack={stack} data-file={file}>
      <header class="group-head">
        <h3>{name}</h3>
        {stack === undefined || file === undefined ? null : <code>{file}</code>}
        {kind === undefined ? null : <span class="hint">{kind}</span>}
      </header>
      {resources.map((resource, index) => (
        <Resource key={index} resource={resource} open={open} />
      ))}
    </div>
  );
}

function Resource({ resource, open }: { readonly resource: ResourceView; readonly open: boolean }) {
  const { names, asked, findings } = resource;
  const [first] = names;
  const alike = names.length > 1;
  return (
    <article class="resource panel" data-resources={names.length}>
      {alike || first === undefined ? (
        <>
          <h4>{names.length} resources with the same findings</h4>
          <Alike names={names} />
        </>
      ) : (
        <div class="named">
          <h4>{first.name}</h4>
          <Where {...first} />
        </div>
      )}
      {asked.length === 0 ? null : <Facts class="asked" facts={asked} />}
      <ul class="findings">
        {findings.map((finding, index) => (
          <Finding key={index} finding={finding} open={open} />
        ))}
      </ul>
    </article>
  );
}

function Alike({ names }: Pick<ResourceView, "names">) {
  const list = (some: ResourceView["names"]) => (
    <ul class="alike">
      {some.map(({ name, ...where }, index) => (
        <li key={index} class="named">
          <b>{name}</b> <Where {...where} />
        </li>
      ))}
    </ul>
  );
  if (names.length <= NAMED) return list(names);
  return (
    <>
      {list(names.slice(0, NAMED))}
      <details>
        <summary>{names.length - NAMED} more resources</summary>
        {list(names.slice(NAMED))}
      </details>
    </>
  );
}

function Where({ urn, place }: { readonly urn?: string; readonly place?: string }) {
  return (
    <>
      {place === undefined ? null : (
        <p class="place">
          <span class="visually-hidden">Place: </span>
          {place}
        </p>
      )}
      {urn === undefined ? null : <p class="urn">{urn}</p>}
    </>
  );
}

function Finding({ finding, open }: { readonly finding: FindingView; readonly open: boolean }) {
  const { state, level, rule, says, asked, nested, limit, ways, more, citations, waiver } = finding;
  const { word, mark, tone } = STATES[state];
  return (
    <li class="finding" data-state={state} data-rule={rule}>
      <p class="finding-head">
        <Badge tone={tone} mark={mark}>
          {word}
        </Badge>{" "}
        {state === level ? null : <span class="hint">{level}</span>}{" "}
        <a class="rule" href={`#rule-${rule}`}>
          {rule}
        </a>
      </p>
      <div class="said">
        <p class="says">{says}</p>
        {nested === undefined ? null : <p class="hint">In the template: {nested}</p>}
        {limit === undefined ? null : <p class="hint">Limit of your organisation: {limit}</p>}
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
        <details class={citations.length > 1 ? "cited" : "cited one"} open={open}>
          <summary>Where it stands{citations.length > 1 ? ` (${citations.length} places)` : ""}</summary>
          <div class="places">
            <Citations citations={citations} />
          </div>
        </details>
      )}
    </li>
  );
}

/** Names and what they are. */
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

/** The report of a run of `check`: the page contains everything; its script only filters. */
import { Frame } from "../components/frame";
import { renderDocument } from "../document";
import { Filters } from "./filters";
import { Cause, Facts, In } from "./findings";
import { Tiles } from "./tiles";
import type { FileView, ReportView } from "./view";

/** With this many findings or more, their citations are folded. */
const FOLDED_FROM = 25;

/** The page, as the text of a file. */
export function reportPage(view: ReportView): string {
  const { outcome, tool, seen } = view;
  return renderDocument({
    title: `${outcome.title} – azure-openai-guard`,
    description: `Report of ${tool}: ${outcome.title}. ${seen}`,
    body: <Report view={view} />,
    styles: ["styles/report.css"],
    script: "browser/report.js",
  });
}

function Report({ view }: { readonly view: ReportView }) {
  const { outcome, tool, tally, errors, causes, gone, files, judged, rules } = view;
  const total = causes.reduce((sum, { count }) => sum + count, 0);
  const places = causes.flatMap((cause) => cause.findings.flatMap((finding) => finding.places));
  const [place] = places;
  const named = places.some(({ stack, file }) => stack !== place?.stack || file !== place?.file);
  const states = tally.filter((tile) => "state" in tile.leadsTo && tile.value > 0);
  return (
    <Frame
      title={
        <span class="outcome">
          <span class={`outcome-mark tone-${outcome.tone}`} aria-hidden="true">
            {outcome.mark}
          </span>{" "}
          <span class="outcome-title">{outcome.title}</span>
        </span>
      }
      tools={<Tiles tally={tally} canFilter={states.length > 1} />}
      foot={<p>Made by {tool}. The page contains everything and loads nothing: you can keep, send or attach it.</p>}
    >
      <Lead view={view} />
      {errors.length === 0 ? null : (
        <section class="unread" aria-labelledby="unread">
          <h2 id="unread">Could not be checked</h2>
          <ul>
            {errors.map(({ file, why }) => (
              <li key={`${file} ${why}`}>
                <code>{file}</code>: {why}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="findings">
        <h2 id="findings">Findings</h2>
        {total === 0 ? (
          <p class="nothing">No finding in what was checked.</p>
        ) : (
          <>
            {named || place === undefined ? null : <In {...place} />}
            {total < 2 ? null : <Filters causes={causes} rules={rules} total={total} />}
            {causes.map((cause) => (
              <Cause key={cause.rule} cause={cause} layout={{ open: total < FOLDED_FROM, named }} />
            ))}
            <p class="nothing" id="no-match" hidden>
              No finding is left by these filters.
            </p>
          </>
        )}
      </section>
      <Gone gone={gone} />
      <section aria-labelledby="files">
        <h2 id="files">What was checked</h2>
        <Files files={files} />
      </section>
      <Rules rules={rules} />
      <section aria-labelledby="judged">
        <h2 id="judged">How it was judged</h2>
        <Facts class="judged panel" facts={judged} />
      </section>
    </Frame>
  );
}

/** The findings in the baseline that the run no longer has. */
function Gone({ gone }: Pick<ReportView, "gone">) {
  if (gone.length === 0) return null;
  return (
    <section aria-labelledby="gone">
      <h2 id="gone">No longer found</h2>
      <p class="hint">The baseline has them, but the run does not. Write the baseline again to remove them.</p>
      <ul class="gone panel">
        {gone.map(({ rule, about, message }) => (
          <li key={`${rule} ${about} ${message}`}>
            <p>
              <code class="rule">{rule}</code> {message}
            </p>
            <p class="urn">{about}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The rules with findings: what each requires, and what to do. */
function Rules({ rules }: Pick<ReportView, "rules">) {
  if (rules.length === 0) return null;
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">Rules of these findings</h2>
      <ul class="rules">
        {rules.map(({ name, description, remediationSteps, page, findings }) => (
          <li key={name} class="panel" id={`rule-${name}`} tabIndex={-1}>
            <h3>
              <code>{name}</code> <span class="count">{findings}</span>
            </h3>
            <p>{description}</p>
            <p>
              <b>What to do:</b> {remediationSteps}
            </p>
            <p class="hint">
              More in <code>{page}</code> of azure-openai-guard.
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was judged, by which edition, and its age; a clean run names the edition first. */
function Lead({ view: { outcome, seen, edition, age, asOf } }: { readonly view: ReportView }) {
  const day = <time dateTime={asOf}>{asOf}</time>;
  if (outcome.tone === "good") {
    return (
      <p class="lead">
        By edition <strong>{edition}</strong>, {age} on {day}: {seen}.
      </p>
    );
  }
  return (
    <p class="lead">
      {seen}. Judged as of {day} by edition <strong>{edition}</strong>, <span class="unbroken">{age}.</span>
    </p>
  );
}

/** Up to this many files, and stacks of a file, are listed; more are folded. */
const LISTED = 12;

function Files({ files }: { readonly files: readonly FileView[] }) {
  if (files.length === 0) return <p class="nothing">No file.</p>;
  const list = (
    <ul class="files">
      {files.map((file, index) => (
        <li key={index} class="panel">
          <h3>
            <code>{file.file}</code>
          </h3>
          {file.hasError ? <p class="why">Could not be checked.</p> : <Facts class="facts" facts={file.facts} />}
          <Stacks stacks={file.stacks} />
          {file.notes.map((note) => (
            <p class="hint" key={note}>
              Note: {note}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
  if (files.length <= LISTED) return list;
  const noted = files.filter(({ notes }) => notes.length > 0).length;
  return (
    <details>
      <summary>
        {files.length} files{noted === 0 ? "" : `, ${noted} with a note`}
      </summary>
      {list}
    </details>
  );
}

function Stacks({ stacks }: { readonly stacks: readonly string[] }) {
  if (stacks.length === 0) return null;
  const list = (
    <ul class="stacks" aria-label="Stacks">
      {stacks.map((stack) => (
        <li key={stack}>
          <code>{stack}</code>
        </li>
      ))}
    </ul>
  );
  if (stacks.length <= LISTED) return list;
  return (
    <details>
      <summary>{stacks.length} stacks</summary>
      {list}
    </details>
  );
}

/** A citation, so that a reader finds the cell in the document. */

import type { Citation } from "../../../catalog/query";
import { placeParts } from "../../../policy/words/citations";

const KIND = {
  document: "Document",
  list: "Models list",
  documentation: "Documentation",
  overlay: "Your organisation's overlay",
} as const;

export function CitationCard({ citation }: { readonly citation: Citation }) {
  const { document, date, source, says } = citation;
  const { section, table, tab, row, column, original } = placeParts(citation);
  const places: [string, string | undefined][] = [
    ["Section", section],
    ["Table", table],
    ["Tab", tab],
    ["Row", row],
    ["Column", column],
    ["Says", says],
    ["Original", original],
  ];
  return (
    <figure class="citation">
      <figcaption>
        <span class="kind">{KIND[source ?? "document"]}</span> <cite>{document}</cite> of{" "}
        <time dateTime={date}>{date}</time>
      </figcaption>
      <dl>
        {places.map(([name, text]) =>
          text === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              {/* Some headings and labels have no English name. */}
              <dd lang={/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text) ? "ja" : undefined}>
                {text}
              </dd>
            </div>
          ),
        )}
      </dl>
    </figure>
  );
}

/** A list of citations; nothing if there are none. */
export function Citations({ citations }: { readonly citations: readonly Citation[] }) {
  return (
    <>
      {citations.map((citation) => (
        <CitationCard key={JSON.stringify(citation)} citation={citation} />
      ))}
    </>
  );
}

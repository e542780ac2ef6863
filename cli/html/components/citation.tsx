/** A citation, laid out so that a reader finds the cell: English names first, then those of the document. */

import type { Citation } from "../../../catalog/query";

const KIND = {
  document: "Document",
  list: "Models list",
  documentation: "Documentation",
  overlay: "Your organisation's overlay",
} as const;

export function CitationCard({ citation }: { readonly citation: Citation }) {
  const { document, date, source, section, table, tab, row, column, says, english } = citation;
  const places: [name: string, text?: string, english?: string][] = [
    ["Section", section, english?.section],
    ["Tab", tab],
    ["Table", table],
    ["Row", row, english?.row],
    ["Column", column, english?.column],
    ["Says", says],
  ];
  return (
    <figure class="citation">
      <figcaption>
        <span class="kind">{KIND[source ?? "document"]}</span> <cite>{document}</cite> of{" "}
        <time dateTime={date}>{date}</time>
      </figcaption>
      <dl>
        {places.map(([name, text, inEnglish]) =>
          text === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {inEnglish === undefined || inEnglish === text ? null : `${inEnglish} `}
                {/* Headings and labels are in the language of their document. */}
                <span
                  class={inEnglish === undefined || inEnglish === text ? undefined : "original"}
                  lang={/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text) ? "ja" : undefined}
                >
                  {text}
                </span>
              </dd>
            </div>
          ),
        )}
      </dl>
    </figure>
  );
}

/** Citations under one another; nothing where there are none. */
export function Citations({ citations }: { readonly citations: readonly Citation[] }) {
  return (
    <>
      {citations.map((citation) => (
        <CitationCard key={JSON.stringify(citation)} citation={citation} />
      ))}
    </>
  );
}

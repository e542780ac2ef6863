/** The page of a matrix: its frame, and its content if no script runs. */
import { escapePage } from "../../../policy/escape";
import type { EncodedEdition, EncodedMatrix } from "../../matrix/encoded";
import { Age } from "../components/age";
import { Frame } from "../components/frame";
import { renderDocument } from "../document";

/** The origin of a page. */
interface Origin {
  /** Name and version. */
  readonly tool: string;
  /** The date of judgement. */
  readonly asOf: string;
  /** True if the edition has an organisation's own statements. */
  readonly overlay: boolean;
}

/** The page of a matrix as the text of a file. */
export function matrixPage(matrix: EncodedMatrix, { tool, asOf, overlay }: Origin): string {
  const data = escapePage(matrix);
  const { edition, before, rows, regions } = data;
  return renderDocument({
    title: `Azure OpenAI models by region, ${edition.id}`,
    description: `Which of ${rows.length} Azure OpenAI model versions can be deployed in which of ${regions.length} regions, as of ${edition.date}.`,
    styles: ["styles/matrix.css"],
    script: "browser/matrix.js",
    data,
    body: (
      <Frame
        title="Azure OpenAI models by region"
        lead={
          <>
            Edition <EditionName edition={edition} asOf={asOf} />
            {overlay ? ", with your organisation's overlay" : ""}
            {before ? (
              <>
                {" "}
                compared with edition <EditionName edition={before} asOf={asOf} />
              </>
            ) : null}
            . Every cell shows why, and where it is written.
          </>
        }
        foot={
          <>
            <p>
              Source: “{edition.title}”. Made by {tool}, judged as of <time dateTime={asOf}>{asOf}</time>. The page is
              one file and loads nothing.
            </p>
            <p>
              Content of the edition: <code>sha256 {edition.hash.slice(0, 12)}</code>
              {before ? (
                <>
                  , of the edition before: <code>{before.hash.slice(0, 12)}</code>
                </>
              ) : null}
            </p>
          </>
        }
      >
        <div id="app">
          <noscript>
            <p class="panel notice">
              The table is made by a script in this page, and your browser does not run it. The same table in a
              terminal: <code>azure-openai-guard matrix --sku GlobalStandard</code>
            </p>
          </noscript>
        </div>
      </Frame>
    ),
  });
}

function EditionName({ edition: { id, date }, asOf }: { readonly edition: EncodedEdition; readonly asOf: string }) {
  return (
    <>
      <strong>{id}</strong>
      {date === id ? null : (
        <>
          {" "}
          of <time dateTime={date}>{date}</time>
        </>
      )}
      , <Age date={date} asOf={asOf} />
    </>
  );
}

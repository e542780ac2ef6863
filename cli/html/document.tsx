/**
 * The shell of every page: one file that loads nothing. Its content security policy allows only its own style and
 * script, by their hashes, so that markup in a name could do nothing even if it were not escaped.
 */
import { createHash } from "node:crypto";
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { asset } from "./assets";

export interface Page {
  readonly title: string;
  /** A sentence about the page, for search results and link previews. */
  readonly description: string;
  /** The body; text in it is escaped. */
  readonly body: ComponentChildren;
  /** Further styles: names below dist/cli/html, "styles/matrix.css". */
  readonly styles?: readonly string[];
  /** A script that runs when the page is loaded: "browser/matrix.js". */
  readonly script?: string;
  /** Data for the script, which reads them with `embedded()`. */
  readonly data?: unknown;
}

/** The id of the element with the data of a page. */
const DATA = "data";

/** Embedded, since `favicon.ico` would be a request. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%230b5cad' d='M8 0l7 3v5c0 4-3 7-7 8-4-1-7-4-7-8V3z'/%3E%3Cpath fill='none' stroke='%23fff' stroke-width='2' d='M4.5 8l2.5 2.5 4.5-4.5'/%3E%3C/svg%3E";

/** A page as the text of a file. */
export function renderDocument({ title, description, body, styles = [], script, data }: Page): string {
  const style = ["styles/page.css", ...styles].map(asset).join("\n");
  const code = script === undefined ? undefined : inScript(asset(script));
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    ...(code === undefined ? [] : [`script-src ${hashOf(code)}`]),
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>\n${renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content={description} />
        <title>{title}</title>
        <link rel="icon" href={ICON} />
        <Raw tag="style" text={style} />
      </head>
      <body>
        {body}
        {data === undefined ? null : <Raw tag="script" id={DATA} type="application/json" text={jsonInScript(data)} />}
        {code === undefined ? null : <Raw tag="script" text={code} />}
      </body>
    </html>,
  )}\n`;
}

/**
 * A block of raw text, the only place where text is not escaped. It is only for our own styles
 * and scripts, and for JSON that cannot end its block.
 */
function Raw({
  tag: Tag,
  text,
  ...attributes
}: {
  readonly tag: "style" | "script";
  readonly text: string;
  readonly id?: string;
  readonly type?: string;
}) {
  return <Tag {...attributes} dangerouslySetInnerHTML={{ __html: text }} />;
}

/** JSON that cannot end its block, and is also JavaScript. */
export function jsonInScript(value: unknown): string {
  const escapes: Readonly<Record<string, string>> = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
  };
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => escapes[c] ?? c);
}

/** Our own code. If a string in it would end its block, the build is wrong. */
function inScript(code: string): string {
  if (/<\/script|<!--/i.test(code)) throw new Error("the script of a page holds what ends a script block");
  return code;
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

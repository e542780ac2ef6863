/**
 * Escapes, one function per destination. Names, messages and reasons come from plans, settings and logs of other
 * people, and may hold anything. Each function takes finished text, after wrapping and indenting, because only a
 * finished line shows its start. Text that is escaped for a terminal or in JSON may be escaped again, and stays the
 * same. This file imports nothing: the pack, the words of findings and the command line all use it.
 */

/** `\u{1b}`, for a character that must not be printed as it is. */
function byNumber(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/**
 * Control characters, formatting characters (including those that change the direction of text), separators of lines,
 * halves of characters, and characters that Unicode promises never to assign.
 */
const UNPRINTABLE = String.raw`[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]`;
let unprintable: RegExp | undefined;

const PLAIN = /^[ -~]*$/;

/**
 * Shows every unprintable character of a text by its number, line breaks included.
 * @returns one line, which may still hold a runner's command: see `escapeTerminal`.
 */
export function escapeUnprintable(text: string): string {
  // Nearly every text matches. The other pattern needs the tables of Unicode, which takes milliseconds: as a literal it
  // would take them as soon as this file is parsed.
  if (PLAIN.test(text)) return text;
  unprintable ??= new RegExp(UNPRINTABLE, "gu");
  return text.replace(unprintable, byNumber);
}

/**
 * What a runner takes for a command in the log of a step:
 * - `##[`, `##vso[` and `##teamcity[` anywhere in a line (Azure Pipelines, old commands of GitHub, TeamCity);
 * - `::` at the start of a line, behind blanks and colours at most (GitHub);
 * - `section_start:` and `section_end:` with a number (GitLab).
 * The lookbehinds and lookaheads leave one character to replace, which is enough to break the command. They come after
 * the colon, so that only a colon is looked at twice.
 */
const COMMAND =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours start with an escape character.
  /#(?=#\w*\[)|:(?=:)(?<=^(?:\s|\u001b\[\d*m)*:)|:(?=\d)(?<=section_(?:start|end):)/gi;

/**
 * Makes one finished line safe for a terminal and for the log of any runner.
 * @returns the line, with unprintable characters and the first character of a runner's command shown by number.
 */
export function escapeTerminal(line: string): string {
  return escapeUnprintable(line).replace(COMMAND, byNumber);
}

/** Splits a text at its line breaks, and makes each line safe for a terminal or a log. */
export function escapeLines(text: string): string[] {
  return text.split("\n").map(escapeTerminal);
}

/** The colours that this program itself prints. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours start with an escape character.
const COLOR = /(\u001b\[\d{1,2}m)/;

/**
 * Makes a finished text of several lines safe for a terminal or a log.
 * @param color true keeps colours. Names inside the text must then be escaped already, or they may bring colours along.
 */
export function escapeText(text: string, { color = false } = {}): string {
  if (!color) return escapeLines(text).join("\n");
  const line = (raw: string) =>
    raw
      .split(COLOR)
      .map((part, i) => (i % 2 === 1 ? part : escapeUnprintable(part)))
      .join("")
      .replace(COMMAND, byNumber);
  return text.split("\n").map(line).join("\n");
}

/** A name that somebody typed, in quotes: safe to print, and not too long. */
export function quote(name: string): string {
  return `"${escapeTerminal(name.length > 80 ? `${name.slice(0, 77)}...` : name)}"`;
}

/** Characters that JSON allows, and a terminal or a runner must not get. */
const UNSAFE_IN_JSON = String.raw`[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]|#(?=#\w*\[)|:(?=\d)(?<=section_(?:start|end):)`;

let unsafeInJson: RegExp | undefined;

/**
 * Matches every text in which something may be unsafe, and few others, so that most texts do not need the tables of
 * Unicode.
 */
const MAY_BE_UNSAFE = /[#\u007f-\u1fff\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufdd0-\uffff]|section_/i;

/** False for a text that is safe in JSON, wherever it stands there, and once its own escapes are undone. */
export function mayBeUnsafeInJson(text: string): boolean {
  return text.includes("\\") || MAY_BE_UNSAFE.test(text);
}

/**
 * Makes finished JSON safe to print.
 * @returns JSON of the same value, with unsafe characters as JSON escapes.
 */
export function escapeJson(json: string): string {
  if (!MAY_BE_UNSAFE.test(json)) return json;
  unsafeInJson ??= new RegExp(UNSAFE_IN_JSON, "giu");
  return json.replace(unsafeInJson, (c) =>
    [...Array(c.length).keys()].map((i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, "0")}`).join(""),
  );
}

/** Encodes the message of a workflow command of GitHub Actions, which may have several lines. */
export function escapeGithub(text: string): string {
  return escapeLines(text.replaceAll("\r\n", "\n")).join("\n").replaceAll("%", "%25").replaceAll("\n", "%0A");
}

/** Encodes a property of a workflow command of GitHub Actions, such as its title: one line. */
export function escapeGithubProperty(text: string): string {
  return escapeGithub(escapeTerminal(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** Encodes the message of a logging command of Azure Pipelines, which may have several lines. */
export function escapeAzurePipelines(text: string): string {
  return escapeLines(text.replaceAll("\r\n", "\n")).join("\n").replaceAll("%", "%AZP25").replaceAll("\n", "%0A");
}

/** Encodes a property of a logging command of Azure Pipelines: one line. */
export function escapeAzurePipelinesProperty(text: string): string {
  return escapeAzurePipelines(escapeTerminal(text)).replaceAll(";", "%3B").replaceAll("]", "%5D");
}

/**
 * Makes text of several lines safe for XML 1.0, including CDATA sections. A library still has to write the entities.
 */
export function escapeXml(text: string): string {
  return escapeText(text).replaceAll("]]>", "]]\\u{3e}");
}

/**
 * Makes a name safe between backticks of Markdown, in a table too: nothing in it becomes a link, a mention or HTML.
 * @returns the name without the backticks around it.
 */
export function escapeMarkdownCode(name: string): string {
  return escapeTerminal(name).replace(/[`|]/g, byNumber);
}

/** Marks with a meaning in Markdown and HTML. */
const MARKUP = /[&<>|`*_~[\]\\$!]/g;
/** Mentions, issue numbers and addresses: code hosts make links of them even in escaped Markdown. */
const LINK = /[@#]|:(?=\/\/)|w(?=ww\.)/gi;

/** Makes a sentence safe for Markdown, in a table too: every mark becomes an entity, and links are broken invisibly. */
export function escapeMarkdown(text: string): string {
  return escapeTerminal(text)
    .replace(LINK, "$&\u200b")
    .replace(MARKUP, (c) => `&#${c.charCodeAt(0)};`)
    .replaceAll("\u200b", "&#8203;");
}

/**
 * Makes every text of what a page shows safe to be shown, and to be found again in a log. A renderer still has to write
 * the entities of HTML.
 */
export function escapePage<T>(value: T): T {
  const walk = (at: unknown): unknown => {
    if (typeof at === "string") return escapeTerminal(at);
    if (Array.isArray(at)) return at.map(walk);
    if (typeof at !== "object" || at === null) return at;
    return Object.fromEntries(Object.entries(at).map(([key, below]) => [key, walk(below)]));
  };
  return walk(value) as T;
}

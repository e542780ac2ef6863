/**
 * Escapes, one function per destination. Names, messages and reasons come from plans, settings and logs of other
 * people, and may hold anything. Each function takes text that is finished, after wrapping and indenting, because only
 * a finished line shows what stands at its start. What is escaped for a terminal or in JSON may be escaped again and
 * stays the same. Imports nothing: the pack, the words of findings and the command line all use it.
 */

/** `\u{1b}` for a character that must not be printed as it is. */
function byNumber(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/**
 * Control characters, formatting characters (among them those that turn the direction of text), separators of lines,
 * halves of characters, and characters that Unicode promises never to assign.
 */
const unprintable = () => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

const PLAIN = /^[ -~]*$/;

/**
 * Shows every unprintable character of a text by its number, line breaks included.
 * @returns one line, in which a runner's command may still stand: see `escapeTerminal`.
 */
export function escapeUnprintable(text: string): string {
  // Nearly every text. The other pattern takes long to make: it asks the tables of Unicode.
  return PLAIN.test(text) ? text : text.replace(unprintable(), byNumber);
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
 * @returns the line, where unprintable characters and the first character of a runner's command are shown by number.
 */
export function escapeTerminal(line: string): string {
  return escapeUnprintable(line).replace(COMMAND, byNumber);
}

/** Splits a text at its line breaks, and makes each line safe for a terminal or a log. */
export function escapeLines(text: string): string[] {
  return text.split("\n").map(escapeTerminal);
}

/** What a terminal is told by this program itself: the colours of picocolors. */
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

/** Quotes a name that somebody typed: safe to print, and not too long. */
export function quote(name: string): string {
  return `"${escapeTerminal(name.length > 80 ? `${name.slice(0, 77)}...` : name)}"`;
}

/** What JSON allows as it is, and a terminal or a runner must not get. */
const unsafeInJson = () =>
  /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]|#(?=#\w*\[)|:(?=\d)(?<=section_(?:start|end):)/giu;

/** Finds every text in which something may be unsafe, and few others: in most texts the tables of Unicode are not asked. */
const MAY_BE_UNSAFE = /[#\u007f-\u1fff\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufdd0-\uffff]|section_/i;

/**
 * Makes finished JSON safe to print.
 * @returns JSON of the same value, where what is unsafe is written as an escape of JSON.
 */
export function escapeJson(json: string): string {
  if (!MAY_BE_UNSAFE.test(json)) return json;
  return json.replace(unsafeInJson(), (c) =>
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
 * Makes text of several lines safe for XML 1.0, for CDATA sections too. A library still has to write the entities.
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

/** Marks that Markdown and HTML take for their own. */
const MARKUP = /[&<>|`*_~[\]\\$!]/g;
/** Mentions, numbers of issues and addresses: code hosts make links of them even where Markdown is escaped. */
const LINK = /[@#]|:(?=\/\/)|w(?=ww\.)/gi;

/** Makes a sentence safe for Markdown, in a table too: every mark is an entity, and a link is broken invisibly. */
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

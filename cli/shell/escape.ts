/** What comes from a plan may hold anything; a terminal or a log must get nothing but text. */
import { escapeUnprintable } from "../../policy/words/words";

/**
 * What a runner takes for a command in the log of a step: `##[` and `##vso[` anywhere in a line (Azure Pipelines, and
 * GitHub for its old commands), `::` where a line begins with it, blanks aside (GitHub).
 */
const RUNNER_COMMAND = /#(?=#(?:vso)?\[)|(?<=^\s*):(?=:)/gi;

/**
 * Text that is safe to print on one line of a terminal or of a log: unprintable characters are shown by their number,
 * `\u{1b}`, and so is the first character of what a runner would take for a command.
 */
export function escapeTerminal(text: string): string {
  return escapeUnprintable(text).replace(RUNNER_COMMAND, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`);
}

/** The lines of a text, each safe to print: line breaks are the only control characters that count. */
export function escapeLines(text: string): string[] {
  return text.split("\n").map(escapeTerminal);
}

/** A name that somebody typed, in quotes, safe to print and not too long. */
export function quote(name: string): string {
  return `"${escapeTerminal(name.length > 80 ? `${name.slice(0, 77)}...` : name)}"`;
}

/**
 * What JSON lets stand as it is and a terminal or a log does not: DEL and the C1 controls, one of which starts a
 * sequence, characters of format, and the commands of runners.
 */
const UNPRINTABLE_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]|#(?=#(?:vso)?\[)/giu;

/**
 * JSON text that is safe to print.
 * @returns the same JSON with every unprintable character as an escape of JSON, which parses to the same value.
 */
export function escapeJson(json: string): string {
  return json.replace(UNPRINTABLE_IN_JSON, (c) =>
    [...Array(c.length).keys()].map((i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, "0")}`).join(""),
  );
}

/** What comes from a plan may hold anything; a terminal or a log must get nothing but text. */
import { escapeUnprintable } from "../policy/words";

export { escapeUnprintable as escapeTerminal };

/** The lines of a text, each safe to print: line breaks are the only control characters that count. */
export function escapeLines(text: string): string[] {
  return text.split("\n").map(escapeUnprintable);
}

/** A name that somebody typed, in quotes, safe to print and not too long. */
export function quote(name: string): string {
  return `"${escapeUnprintable(name.length > 80 ? `${name.slice(0, 77)}...` : name)}"`;
}

/** What JSON lets stand as it is and a terminal does not: DEL and the C1 controls, one of which starts a sequence. */
const UNPRINTABLE_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * JSON text that is safe to print.
 * @returns the same JSON with every unprintable character as an escape of JSON, which parses to the same value.
 */
export function escapeJson(json: string): string {
  return json.replace(UNPRINTABLE_IN_JSON, (c) =>
    [...Array(c.length).keys()].map((i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, "0")}`).join(""),
  );
}

/** What comes from a plan may hold anything; a terminal or a log must get nothing but text. */

/** Control characters, format characters (bidi overrides, zero width), line separators, and halves of characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Text that is safe to print on one line of a terminal.
 * @returns the text with every character that could move a cursor, start an escape sequence or turn the direction of
 *   text shown by its number, `\u{1b}`.
 */
export function escapeTerminal(text: string): string {
  return text.replace(UNPRINTABLE, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);
}

/** The lines of a text, each safe to print: line breaks are the only control characters that count. */
export function escapeLines(text: string): string[] {
  return text.split("\n").map(escapeTerminal);
}

/** A name that somebody typed, in quotes, safe to print and not too long. */
export function quote(name: string): string {
  return `"${escapeTerminal(name.length > 80 ? `${name.slice(0, 77)}...` : name)}"`;
}

/** Text of plans, settings and people, made safe to print. Every surface uses this, so it stands below all of them. */

/**
 * Text that is safe to print on one line: every character that could move a cursor, start an escape sequence or turn
 * the direction of text is shown by its number, `\u{1b}`, and so is half of a character.
 */
export function escapeUnprintable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);
}

/** A name from a plan, fit to be printed: no control characters, long names cut. */
export function safe(name: string): string {
  return escapeUnprintable(name.length > 120 ? `${name.slice(0, 117)}...` : name);
}

/** Text that a person wrote, on one line and safe to print. */
export function written(text: string): string {
  return escapeUnprintable(text.trim().replace(/\s+/g, " "));
}

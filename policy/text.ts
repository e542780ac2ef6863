/** Names of plans, and text that people wrote, short and on one line. Every surface uses this, so it stands below all of them. */
import { escapeUnprintable } from "./escape";

/** A name from a plan, fit to be printed: no control characters, long names cut. */
export function safe(name: string): string {
  return escapeUnprintable(name.length > 120 ? `${name.slice(0, 117)}...` : name);
}

/** Text that a person wrote, on one line and safe to print. */
export function written(text: string): string {
  return escapeUnprintable(text.trim().replace(/\s+/g, " "));
}

/** A text in YAML: in quotes where YAML would read a number or a date, or where a sign of YAML's is in the text. */
export function yamlText(text: string): string {
  return /^[A-Za-z][\w./-]*( [\w./-]+)*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

/** A place as editors and terminals understand it: `index.ts:5:1`. It is as safe to print as the file's name. */
export function placeText(place: { readonly file: string; readonly line?: number; readonly column?: number }): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
}

/** Orders texts by their characters, the same on every machine. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A whole number as English writes it: "1,982". What Node.js has for this first loads the customs of all languages. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

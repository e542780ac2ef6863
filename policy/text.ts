/** Names of plans, and text that people wrote, short and on one line. Every surface uses this. */
import { escapeUnprintable } from "./escape";

/** A name from a plan, safe to print: no control characters, long names cut. */
export function safe(name: string): string {
  return escapeUnprintable(name.length > 120 ? `${name.slice(0, 117)}...` : name);
}

/** Text that a person wrote, on one line and safe to print. */
export function written(text: string): string {
  return escapeUnprintable(text.trim().replace(/\s+/g, " "));
}

/** A text in YAML: in quotes if YAML would read a number or a date, or if the text has a mark of YAML. */
export function yamlText(text: string): string {
  return /^[A-Za-z][\w./-]*( [\w./-]+)*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

/** A position that editors and terminals understand: `index.ts:5:1`. It is as safe to print as the file's name. */
export function placeText(place: { readonly file: string; readonly line?: number; readonly column?: number }): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
}

/** Orders texts by their characters, the same on every machine. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A whole number in English: "1,982". The formatter of Node.js would load the data of all languages first. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** Text for people: indented, wrapped for a terminal, with places by number, which are named once at the end. */
import { escapeTerminal } from "../../policy/escape";

/** Wraps text at a width, as wrap-ansi does. */
export type Wrap = (
  text: string,
  columns: number,
  options: { readonly hard: boolean; readonly trim: boolean },
) => string;

/** For a narrower terminal, lines are not wrapped: nothing would be left between indent and edge. */
const NARROWEST = 40;

/** The layout that the lines of a text share. */
export interface TextLayout {
  /** Indents a text, and wraps it for a terminal. The lines are safe to print. */
  readonly lines: (indent: string, text: string) => string[];
  /** The number of a place; equal places have one number. */
  readonly numberOf: (place: string) => number;
  /** The places behind the numbers: none, one or several lines for each place. */
  readonly places: () => string[];
}

/**
 * The layout of one text.
 * @param wrap wrap-ansi, which is an ES module: only import() loads it on every supported Node.
 * @param columns of the terminal; undefined for a text that goes elsewhere: its lines are not wrapped.
 */
export function textLayout(wrap: Wrap | undefined, columns: number | undefined): TextLayout {
  const numbers = new Map<string, number>();
  const lines = (indent: string, text: string) => {
    const safe = escapeTerminal(text);
    const room = columns === undefined || columns < NARROWEST ? undefined : columns - indent.length;
    const wrapped = room === undefined || !wrap ? safe : wrap(safe, room, { hard: false, trim: true });
    return wrapped.split("\n").map((line) => escapeTerminal(`${indent}${line}`));
  };
  return {
    lines,
    numberOf: (place) => {
      const number = numbers.get(place) ?? numbers.size + 1;
      numbers.set(place, number);
      return number;
    },
    places: () =>
      [...numbers].flatMap(([place, number]) => {
        const mark = `  [${number}] `;
        const [first = "", ...rest] = lines(" ".repeat(mark.length), place);
        return [mark + first.slice(mark.length), ...rest];
      }),
  };
}

/** Numbers of places in a text: "[1], [2]". */
export function numbersText(layout: Pick<TextLayout, "numberOf">, places: readonly string[]): string {
  return [...new Set(places.map(layout.numberOf))]
    .sort((a, b) => a - b)
    .map((n) => `[${n}]`)
    .join(", ");
}

/** The heading above the places. */
export const PLACES_HEADING = "where it is written";

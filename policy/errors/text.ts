/** A text for the search of errors: clean, squeezed, and with line numbers. */
import { clean } from "./clean";

/** A text in which errors are looked for. */
export interface SearchedText {
  /** The clean text. */
  readonly text: string;
  /** The clean text without white space and quotes, in lower case. */
  readonly squeezed: string;
  /** The position in the clean text of a squeezed character. */
  placeOf(squeezedAt: number): number;
  /** The line of the original text, counted from 1, of a position in the clean text. */
  lineAt(place: number): number;
}

/** Text without the things that tools change: white space, quotes and the case of letters. */
export function squeeze(text: string): string {
  return text.replace(/[\s']+/g, "").toLowerCase();
}

/** How many lines are joined at once: a string made of many small ones takes far more memory. */
const LINES_AT_ONCE = 4096;

/** A line that is longer is cleaned in pieces: each step of the cleaning makes a copy. */
const PIECE = 1 << 20;

/** The end of a piece: after a blank, where no escape can stand, if there is one nearby. */
function cutBefore(text: string, most: number): number {
  const blank = text.lastIndexOf(" ", most);
  return blank > most - 1000 ? blank + 1 : most;
}

/** Cleans a text and indexes it. */
export function searchedText(original: string): SearchedText {
  const starts: number[] = [];
  const parts: string[] = [];
  let lines: string[] = [];
  let length = 0;
  for (let from = 0; from <= original.length; ) {
    const end = original.indexOf("\n", from);
    const to = end === -1 ? original.length : end;
    starts.push(length);
    for (let at = from; at < to; ) {
      const next = to - at <= PIECE ? to : cutBefore(original, at + PIECE);
      const line = clean(original.slice(at, next)).trimEnd();
      // A blank line tells nothing, and would separate the parts of a message.
      if (line !== "") {
        lines.push(line, "\n");
        length += line.length + 1;
      }
      at = next;
    }
    if (lines.length >= LINES_AT_ONCE) {
      parts.push(lines.join(""));
      lines = [];
    }
    from = to + 1;
  }
  const text = [...parts, ...lines].join("");
  return { text, ...squeezedIndex(text), lineAt: (place) => lastAtMost(starts, place) + 1 };
}

/** Characters of clean text between two marks of the index; a mark for each character would take four times the text. */
const BLOCK = 512;
const WHITE_OR_QUOTE = /[\s']/;

function squeezedIndex(text: string): Pick<SearchedText, "squeezed" | "placeOf"> {
  const marks: number[] = [];
  const parts: string[] = [];
  let length = 0;
  for (let from = 0; from < text.length; from += BLOCK) {
    const part = squeeze(text.slice(from, from + BLOCK));
    marks.push(length);
    parts.push(part);
    length += part.length;
  }
  return {
    squeezed: parts.join(""),
    placeOf(squeezedAt) {
      const block = lastAtMost(marks, squeezedAt);
      let left = squeezedAt - (marks[block] ?? 0);
      let place = block * BLOCK;
      for (; place < text.length; place++) {
        if (WHITE_OR_QUOTE.test(text.charAt(place))) continue;
        if (left === 0) break;
        left -= 1;
      }
      return place;
    },
  };
}

/** The index of the last of some ascending numbers that is not greater than a limit; 0 if all are greater. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}

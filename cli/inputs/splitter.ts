/**
 * Reads JSON of any size without holding it: one array or object, whose path is known beforehand, is cut into its
 * entries as it is read; each entry is parsed by JSON.parse and dropped. The rest of the file is small, and parsed at
 * the end. The scan looks only for the ends of entries; JSON.parse decides whether they are JSON. It takes about as
 * long as JSON.parse of the whole, and a third of the time of streaming parsers, which build values themselves.
 */
import { isUtf8 } from "node:buffer";
import { grouped } from "../../policy/text";
import { MB, NO_TEXT } from "./bytes";
import { InputError } from "./input";
import { findProblem, JsonError, type JsonPosition, placeAt, positionText, START } from "./json";

/** Takes an entry: its value, and its index or key. */
export type TakeEntry = (value: unknown, key: number | string) => void;

export interface SplitLimits {
  /** Bytes of one entry. */
  readonly entry: number;
  /** Bytes of the file without its entries. */
  readonly rest: number;
  /** How many arrays and objects may be open at once. */
  readonly depth: number;
}

export const LIMITS: SplitLimits = { entry: 64 * MB, rest: 64 * MB, depth: 500_000 };

/**
 * A fault is looked for in this many bytes only: the search is slower than parsing, and a fault further on helps
 * nobody.
 */
const LOOKED_AT = 4 * MB;

/** Deeper than any array or object whose entries are taken. */
const MAX_DEPTH = 4;
/** Longer than any key on the way to them. */
const MAX_KEY = 32;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

export class Splitter {
  /** The file without its entries, as far as it was read, with the position of each part. */
  readonly #parts: { readonly text: string; readonly place: JsonPosition }[] = [];
  /** Bytes that were read, but belong to no complete part or entry yet. */
  #pending: Buffer[] = [];
  #pendingLength = 0;
  /** The position of the next part, or of the current entry. */
  #place = START;

  #inString = false;
  /** True if the last byte was a backslash in a string. */
  #escaped = false;

  /** Outside of entries: the depth, and the keys that lead there ("[]" in arrays). */
  #depth = 0;
  readonly #keys: string[] = [];
  #key: number[] = [];
  #restLength = 0;

  /** Set while entries are read. */
  #take: TakeEntry | undefined;
  #close = 0;
  #index = 0;
  #inner = 0;
  #newlines = 0;

  /**
   * @param open is called for each array and object near the top, with the keys that lead to it. If it returns a
   *   function, that takes the entries, and the result of `end` lacks them. The entries of an object are its members.
   */
  constructor(
    private readonly open: (path: string, container: "array" | "object") => TakeEntry | undefined,
    private readonly limits = LIMITS,
  ) {}

  /**
   * Takes the next bytes of the file, of UTF-8 without byte order mark. They are copied if they are still needed.
   * @throws InputError as soon as an entry is not JSON.
   */
  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      at = this.#take ? this.#entries(chunk, at) : this.#rest(chunk, at);
    }
  }

  /**
   * Ends the file.
   * @returns its value, in which the taken arrays and objects are empty.
   * @throws InputError if it is not JSON.
   */
  end(): unknown {
    if (this.#take) throw this.#problem(this.#text(), "");
    this.#endPart();
    const text = this.#parts.map((p) => p.text).join("");
    try {
      return JSON.parse(text);
    } catch {
      throw this.#problem("", "");
    }
  }

  /** The file without its entries, so far. */
  get restText(): string {
    return this.#parts.map((p) => p.text).join("") + (this.#take ? "" : Buffer.concat(this.#pending).toString());
  }

  /** Reads what is between entries: up to the first byte of the next one, or to the end of the chunk. */
  #rest(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const c = chunk[at] as number;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (c === BACKSLASH) this.#escaped = true;
        else if (c === QUOTE) this.#inString = false;
        if (this.#inString && this.#key.length < MAX_KEY) this.#key.push(c);
      } else if (c === QUOTE) {
        this.#inString = true;
        this.#key = [];
      } else if (c === COLON) {
        if (this.#depth <= MAX_DEPTH) this.#keys[this.#depth] = String.fromCharCode(...this.#key);
      } else if (c === OPEN_OBJECT || c === OPEN_ARRAY) {
        const take =
          this.#depth < MAX_DEPTH
            ? this.open(this.#keys.slice(1, this.#depth + 1).join("."), c === OPEN_ARRAY ? "array" : "object")
            : undefined;
        this.#depth += 1;
        if (this.#depth > this.limits.depth) throw this.#tooDeep();
        if (this.#depth <= MAX_DEPTH) this.#keys[this.#depth] = "[]";
        if (take) {
          this.#keep(chunk.subarray(from, at + 1), "rest");
          this.#endPart();
          this.#take = take;
          this.#close = c === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY;
          this.#index = 0;
          this.#inner = 0;
          this.#newlines = 0;
          return at + 1;
        }
      } else if (c === CLOSE_OBJECT || c === CLOSE_ARRAY) {
        this.#depth -= 1;
      }
    }
    this.#keep(chunk.subarray(from), "rest");
    return chunk.length;
  }

  /**
   * Reads entries, up to the end of their array or object, or of the chunk. Those that end here are parsed together.
   */
  #entries(chunk: Buffer, from: number): number {
    const { bracket, comma, newlines } = this.#scan(chunk, from);
    const isLast = bracket !== -1;
    const end = isLast ? bracket : comma;
    if (end === -1) {
      this.#keep(chunk.subarray(from), "entry");
      return chunk.length;
    }
    const text = this.#text(chunk.subarray(from, end));
    const after = chunk.subarray(end);
    this.#takeAll(text, isLast, after);
    const { line, column } = this.#place;
    this.#place =
      newlines === 0
        ? { line, column: column + text.length }
        : { line: line + newlines, column: text.length - text.lastIndexOf("\n") };
    if (isLast) {
      // The bracket is the first byte of the next part.
      this.#take = undefined;
      this.#depth -= 1;
      this.#keep(after.subarray(0, 1), "rest");
      return end + 1;
    }
    this.#place = { ...this.#place, column: this.#place.column + 1 };
    this.#newlines -= newlines;
    this.#keep(after.subarray(1), "entry");
    return chunk.length;
  }

  /**
   * Looks for the bracket that ends the array or object or, if it is not in the chunk, for the last comma between two
   * entries. This is the hot loop.
   * @returns their indexes, -1 if absent, and the number of line ends before them that were not counted yet.
   */
  #scan(chunk: Buffer, from: number): { bracket: number; comma: number; newlines: number } {
    const end = chunk.length;
    let at = from;
    let inString = this.#inString;
    let inner = this.#inner;
    const { depth } = this.limits;
    let newlines = this.#newlines;
    let bracket = -1;
    let comma = -1;
    let newlinesAtComma = 0;
    if (this.#escaped) at += 1;
    while (at < end) {
      let c = chunk[at] as number;
      if (inString) {
        while (c !== QUOTE && c !== BACKSLASH && ++at < end) c = chunk[at] as number;
        if (at >= end) break;
        if (c === QUOTE) inString = false;
        else at += 1;
      } else if (c <= 0x20) {
        if (c === NEWLINE) newlines += 1;
      } else if (c === QUOTE) {
        inString = true;
      } else if (c === OPEN_OBJECT || c === OPEN_ARRAY) {
        inner += 1;
        if (inner > depth) throw this.#tooDeep();
      } else if (c === CLOSE_OBJECT || c === CLOSE_ARRAY) {
        if (inner === 0) {
          bracket = at;
          break;
        }
        inner -= 1;
      } else if (c === COMMA && inner === 0) {
        comma = at;
        newlinesAtComma = newlines;
      }
      at += 1;
    }
    this.#escaped = at > end;
    this.#inString = inString;
    this.#inner = inner;
    this.#newlines = newlines;
    return { bracket, comma, newlines: bracket === -1 ? newlinesAtComma : newlines };
  }

  /**
   * Parses entries.
   * @param after what follows them: a comma, or the bracket at the end.
   */
  #takeAll(text: string, isLast: boolean, after: Buffer): void {
    const isArray = this.#close === CLOSE_ARRAY;
    let values: unknown;
    try {
      values = JSON.parse(isArray ? `[${text}]` : `{${text}}`);
    } catch {}
    const entries = typeof values === "object" && values !== null ? Object.entries(values) : [];
    const none = entries.length === 0;
    // An empty text between two commas, or before the bracket, would parse as an empty list, but is not an entry.
    const isBlank = none && !(isLast && this.#index === 0);
    if (values === undefined || isBlank || (isLast && after[0] !== this.#close)) {
      throw this.#problem(text, after.toString("utf8", 0, 64));
    }
    for (const [key, value] of entries) this.#take?.(value, isArray ? this.#index + Number(key) : key);
    this.#index += entries.length;
  }

  /** Keeps bytes until their part or entry is complete. */
  #keep(bytes: Buffer, of: keyof SplitLimits): void {
    if (bytes.length === 0) return;
    this.#pending.push(Buffer.from(bytes));
    this.#pendingLength += bytes.length;
    if (of === "rest") this.#restLength += bytes.length;
    if (of === "entry" ? this.#pendingLength <= this.limits.entry : this.#restLength <= this.limits.rest) return;
    // Probably not an endless entry, but one whose bracket is missing.
    const { offset, length, error } = this.#findProblem(of === "entry" ? this.#text() : "", "");
    if (offset < length) throw error;
    throw new JsonError(
      of === "entry"
        ? `${positionText(this.#place)}: has an entry of more than ${this.limits.entry / MB} MB, which is no resource`
        : `has more than ${this.limits.rest / MB} MB beside its resources, which no plan and no state has`,
    );
  }

  /** A text that is so deep is made to use up memory; a position would not help. */
  #tooDeep(): JsonError {
    return new JsonError(
      `is nested more than ${grouped(this.limits.depth)} levels deep, which no plan and no state is`,
    );
  }

  #text(last?: Buffer): string {
    const text = utf8(Buffer.concat(last ? [...this.#pending, last] : this.#pending));
    this.#pending = [];
    this.#pendingLength = 0;
    return text;
  }

  #endPart(): void {
    const text = this.#text();
    this.#parts.push({ text, place: this.#place });
    this.#place = placeAt(text, text.length, this.#place);
  }

  #problem(entry: string, following: string): JsonError {
    return this.#findProblem(entry, following).error;
  }

  /** The fault of the file up to here, in its parts; an entry is in the last of them. */
  #findProblem(entry: string, following: string): { offset: number; length: number; error: JsonError } {
    if (!this.#take) this.#endPart();
    const before = this.#index === 0 ? "" : this.#close === CLOSE_ARRAY ? "0," : '"":0,';
    const rest = this.#parts.map((p) => p.text).join("") + (this.#take ? before : "");
    const whole = rest + entry + following;
    const text = whole.slice(0, LOOKED_AT);
    const { offset: at, problem, isCutOff } = findProblem(text);
    // If the searched part has no fault, there is none to name.
    const offset = at === text.length ? whole.length : at;
    const place =
      offset >= rest.length && this.#take
        ? placeAt(text.slice(rest.length), offset - rest.length, this.#place)
        : this.#placeOf(offset);
    return {
      offset,
      length: whole.length,
      error: new JsonError(`${positionText(place)}: ${problem}`, offset, isCutOff),
    };
  }

  #placeOf(offset: number): JsonPosition {
    let left = offset;
    for (const { text, place } of this.#parts) {
      if (left < text.length) return placeAt(text, left, place);
      left -= text.length;
    }
    return this.#place;
  }
}

/**
 * Bytes as text.
 * @throws InputError for bytes that are not UTF-8.
 */
export function utf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new InputError(NO_TEXT);
  return bytes.toString("utf8");
}

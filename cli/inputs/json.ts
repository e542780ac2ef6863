/** Parses JSON, with errors that name line and column. */
import type { JSONScanner } from "jsonc-parser";
import { InputError } from "./input";

type Jsonc = typeof import("jsonc-parser");

/** A text that is not JSON. */
export class JsonError extends InputError {
  /**
   * @param offset position of the fault in the text.
   * @param isCutOff true if the text is JSON up to its end, where something is missing.
   */
  constructor(
    message: string,
    readonly offset = 0,
    readonly isCutOff = false,
  ) {
    super(message);
  }
}

/**
 * Parses JSON.
 * @throws JsonError with line, column, what was expected and what was found.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { offset, problem, isCutOff } = findProblem(text);
    throw new JsonError(`${positionText(placeAt(text, offset))}: ${problem}`, offset, isCutOff);
  }
}

/** A position in a text, both numbers from 1; columns count UTF-16 units, as in editors. */
export interface JsonPosition {
  readonly line: number;
  readonly column: number;
}

export const START: JsonPosition = { line: 1, column: 1 };

/**
 * The position of an offset.
 * @param from the position where the text begins.
 */
export function placeAt(text: string, offset: number, from = START): JsonPosition {
  let { line } = from;
  let start = -1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
    start = at;
  }
  return { line, column: start === -1 ? from.column + offset : offset - start };
}

/** "line 3, column 7" */
export function positionText({ line, column }: JsonPosition): string {
  return `line ${line}, column ${column}`;
}

/** What is wrong with a text, and where. */
export interface JsonProblem {
  readonly offset: number;
  readonly problem: string;
  readonly isCutOff: boolean;
}

/**
 * Finds out where and why a text is not JSON. The engine's own message lacks the position for short texts and for those
 * that are cut off, and differs between versions of Node.js.
 * @param text one that JSON.parse refuses.
 */
export function findProblem(text: string): JsonProblem {
  const { offset, expected } = firstFault(text);
  const isCutOff = offset >= text.length;
  return { offset, problem: `is not JSON: expected ${expected}, found ${found(text, offset)}`, isCutOff };
}

function found(text: string, offset: number): string {
  if (text.trim() === "") return "an empty file";
  if (offset >= text.length) return "the end of the file (was it cut off?)";
  const [word = ""] = /^[\w-]{1,20}|^./su.exec(text.slice(offset, offset + 40)) ?? [];
  return JSON.stringify(word);
}

/**
 * The keys of the top object of a text, up to the point where it is no longer JSON.
 * @returns undefined if the text does not begin with an object.
 */
export function topKeys(text: string): string[] | undefined {
  const keys: string[] = [];
  if (!/^\s*\{/.test(text)) return undefined;
  firstFault(text, (key) => keys.push(key));
  return keys;
}

interface JsonFault {
  readonly offset: number;
  readonly expected: string;
}

/** What may come next, in the words of a message. */
type ExpectedToken = "value" | "value or ]" | "key or }" | "key" | "colon" | "after value";

/**
 * The first fault of a text that is not JSON. It keeps its own stack, because files may be nested more deeply than
 * calls.
 * @param takeKey takes each key of the top object.
 */
function firstFault(text: string, takeKey?: (key: string) => void): JsonFault {
  // Loaded only for a file that is not JSON.
  const { createScanner } = require("jsonc-parser") as Jsonc;
  const scanner = createScanner(text, false);
  const open: ("{" | "[")[] = [];
  let next: ExpectedToken = "value";
  for (;;) {
    const token = nextToken(scanner, text);
    const offset = scanner.getTokenOffset();
    const isString = token.startsWith('"');
    const broken = isString ? brokenString(token) : undefined;
    if (broken) return { offset: offset + broken.offset, expected: broken.expected };
    const mayBeValue = next === "value" || next === "value or ]";
    if (isString && (next === "key" || next === "key or }")) {
      if (open.length === 1) takeKey?.(scanner.getTokenValue());
      next = "colon";
    } else if (token === ":" && next === "colon") {
      next = "value";
    } else if (token === "," && next === "after value" && open.length > 0) {
      next = open.at(-1) === "{" ? "key" : "value";
    } else if ((token === "{" || token === "[") && mayBeValue) {
      open.push(token);
      next = token === "{" ? "key or }" : "value or ]";
    } else if (token === "}" && open.at(-1) === "{" && (next === "key or }" || next === "after value")) {
      open.pop();
      next = "after value";
    } else if (token === "]" && open.at(-1) === "[" && (next === "value or ]" || next === "after value")) {
      open.pop();
      next = "after value";
    } else if ((isString || SCALAR.test(token)) && mayBeValue) {
      next = "after value";
    } else {
      return { offset, expected: expectedText(next, open.at(-1)) };
    }
  }
}

const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** The next token that is not white space; "" at the end. Comments are tokens, because JSON has none. */
function nextToken(scanner: JSONScanner, text: string): string {
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    const token = text.slice(offset, offset + scanner.getTokenLength());
    if (token === "" || /[^ \t\r\n]/.test(token)) return token;
  }
}

function expectedText(next: ExpectedToken, inside: "{" | "[" | undefined): string {
  switch (next) {
    case "key":
      return "a key in quotes";
    case "key or }":
      return 'a key in quotes or "}"';
    case "colon":
      return '":"';
    case "after value":
      if (inside === undefined) return "nothing after the JSON value";
      return inside === "{" ? '"," or "}"' : '"," or "]"';
    default:
      return "a JSON value";
  }
}

/** No literal, because the tables of Unicode take a while and few files need them. */
const CONTROL = String.raw`\p{Cc}`;

/** The fault in a string token, which begins with its quote. */
function brokenString(token: string): JsonFault | undefined {
  for (let at = 1; at < token.length; at += 1) {
    const c = token[at] ?? "";
    if (c === '"') return undefined;
    if (c < " ") break;
    if (c !== "\\") continue;
    const [known] = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(token.slice(at, at + 6)) ?? [];
    if (known === undefined) {
      if (at + 1 >= token.length) break;
      return { offset: at, expected: "an escape sequence that JSON knows" };
    }
    at += known.length - 1;
  }
  const end = new RegExp(CONTROL, "u").exec(token)?.index ?? token.length;
  return { offset: end, expected: 'the rest of a string and its closing "' };
}

/** JSON, with errors that name line and column. */
import { InputError } from "./input";

/** A text that is no JSON. */
export class JsonError extends InputError {}

/**
 * Parses JSON.
 * @throws InputError with line, column, what was expected and what was found.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { offset, problem } = findProblem(text);
    throw new JsonError(`${placeText(placeAt(text, offset))}: ${problem}`);
  }
}

/** A place in a text, both numbers from 1; columns count UTF-16 units, as editors do. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export const START: TextPlace = { line: 1, column: 1 };

/**
 * The place of an offset.
 * @param from where the text itself begins.
 */
export function placeAt(text: string, offset: number, from = START): TextPlace {
  let { line } = from;
  let start = -1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
    start = at;
  }
  return { line, column: start === -1 ? from.column + offset : offset - start };
}

/** "line 3, column 7" */
export function placeText({ line, column }: TextPlace): string {
  return `line ${line}, column ${column}`;
}

/**
 * Where and why a text is no JSON.
 * @param text one that JSON.parse refuses.
 */
export function findProblem(text: string): { readonly offset: number; readonly problem: string } {
  // The engine's own message has no place for cut-off and short texts, and other words in every version of Node.
  const { offset, expected } = problemIn(text);
  return { offset, problem: `is not JSON: expected ${expected}, found ${found(text, offset)}` };
}

function found(text: string, offset: number): string {
  if (text.trim() === "") return "an empty file";
  if (offset >= text.length) return "the end of the file (was it cut off?)";
  const [word = ""] = /^[\w-]{1,20}|^./su.exec(text.slice(offset, offset + 40)) ?? [];
  return JSON.stringify(word);
}

interface Problem {
  readonly offset: number;
  readonly expected: string;
}

const SPACE = /[ \t\r\n]*/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings.
const STRING_PART = /(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})){0,4096}/y;

/** Where a text that is no JSON goes wrong. With a stack of its own: files may be nested more deeply than calls. */
function problemIn(text: string): Problem {
  const open: ("{" | "[")[] = [];
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) return false;
    at += match[0].length;
    return true;
  };
  const skipString = (): Problem | undefined => {
    at += 1;
    for (let from = -1; from !== at; ) {
      from = at;
      skip(STRING_PART);
    }
    if (text[at] === '"') {
      at += 1;
      return undefined;
    }
    if (text[at] === "\\") return { offset: at, expected: "an escape sequence that JSON knows" };
    return { offset: at, expected: 'the rest of a string and its closing "' };
  };
  /** A key with its colon. */
  const skipKey = (expected: string): Problem | undefined => {
    skip(SPACE);
    if (text[at] !== '"') return { offset: at, expected };
    const problem = skipString();
    if (problem) return problem;
    skip(SPACE);
    if (text[at] !== ":") return { offset: at, expected: '":"' };
    at += 1;
    return undefined;
  };

  for (;;) {
    // A value.
    skip(SPACE);
    const c = text[at];
    if (c === "{" || c === "[") {
      at += 1;
      skip(SPACE);
      const empty = text[at] === (c === "{" ? "}" : "]");
      if (!empty) {
        open.push(c);
        const problem = c === "{" ? skipKey('a key in quotes or "}"') : undefined;
        if (problem) return problem;
        continue;
      }
      at += 1;
    } else if (c === '"') {
      const problem = skipString();
      if (problem) return problem;
    } else if (!skip(SCALAR)) {
      return { offset: at, expected: "a JSON value" };
    }
    // What follows it: the ends of objects and arrays, then the next key or value.
    for (;;) {
      skip(SPACE);
      const inside = open.at(-1);
      if (inside === undefined) return { offset: at, expected: "nothing after the JSON value" };
      if (text[at] === ",") {
        at += 1;
        const problem = inside === "{" ? skipKey("a key in quotes") : undefined;
        if (problem) return problem;
        break;
      }
      if (text[at] !== (inside === "{" ? "}" : "]")) {
        return { offset: at, expected: inside === "{" ? '"," or "}"' : '"," or "]"' };
      }
      at += 1;
      open.pop();
    }
  }
}

/** YAML (and so JSON): its value, and the position of each part. */
import type { CST, Document, LineCounter, Node, Pair } from "yaml";
import { grouped, safe } from "../text";
import type { Path } from "./problems";

type Yaml = typeof import("yaml");

/** A position in a text; both count from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** A settings file as YAML understands it. */
export interface YamlText {
  /** Plain data; undefined if the text holds nothing. */
  readonly value: unknown;
  /** What is wrong with the text itself; the value then does not count. */
  readonly errors: readonly { readonly place: TextPosition; readonly message: string }[];
  /** The position of the value at a path, or of its key; if it does not exist, of what would hold it. */
  readonly placeOf: (path: Path, atKey?: boolean) => TextPosition;
}

/** Far deeper than any settings. The parser is recursive, and a stack overflow in it cannot be caught. */
const DEEPEST = 64;
/** More than anybody writes by hand. Each is looked up, and its value is copied. */
const MOST_ALIASES = 1000;
/** Of mappings and lists, together. The library compares every key of a mapping with every other. */
const MOST_ENTRIES = 20_000;
/** Comments and blank lines count. */
const MOST_LINES = 100_000;
const TOO_MANY_LINES = `has more than ${grouped(MOST_LINES)} lines, which no settings need`;
const TOO_DEEP = `is nested more than ${DEEPEST} levels deep`;
const TOO_MANY_ENTRIES = `has more than ${grouped(MOST_ENTRIES)} entries, which no settings need`;
const TOO_MANY_ALIASES = "holds more aliases than settings can need (a YAML bomb?): write them out";
/** At most this many problems of a text are named: one wrong quote can make hundreds. */
const FEW = 10;

/** Reads a text. Never throws, whatever it holds. */
export function readYaml(text: string): YamlText {
  // Loaded only if there is a file.
  const yaml = require("yaml") as Yaml;
  const lines = new yaml.LineCounter();
  const placeAt = (offset: number) => placeIn(lines, offset);
  const wrong = (offset: number, message: string): YamlText => ({
    value: undefined,
    errors: [{ place: placeAt(offset), message }],
    placeOf: () => placeAt(offset),
  });
  const excess = tooMuch(yaml, text);
  if (excess !== undefined) return wrong(0, excess);
  const tokens = [...new yaml.Parser(lines.addNewLine).parse(text)];
  if (isTooDeep(tokens)) return wrong(0, TOO_DEEP);
  const options = { lineCounter: lines, prettyErrors: false, schema: "core", merge: false, resolveKnownTags: false };
  const [document, second] = new yaml.Composer({ ...options, version: "1.2" } as const).compose(tokens, true);
  if (document === undefined) return wrong(0, "holds nothing");
  if (second) return wrong(second.range[0], "expected one YAML document, found a second one");
  const problems = [...document.errors, ...document.warnings].map((e) => ({ offset: e.pos[0], message: words(e) }));
  if (problems.length === 0) problems.push(...strange(yaml, document));
  let value: unknown;
  if (problems.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch {
      // The only case left in which it throws: aliases of aliases of aliases.
      problems.push({ offset: 0, message: TOO_MANY_ALIASES });
    }
  }
  const shown = problems.slice(0, FEW).map(({ offset, message }) => ({ place: placeAt(offset), message }));
  const more = problems.length - shown.length;
  const last = shown.at(-1);
  if (more > 0 && last) shown.push({ place: last.place, message: `and ${more} more of this kind` });
  return {
    value: value ?? undefined,
    errors: shown,
    placeOf: (path, atKey = false) => placeAt(offsetOf(yaml, document, path, atKey)),
  };
}

function placeIn(lines: LineCounter, offset: number): TextPosition {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/**
 * Why a text is more than settings can be; undefined if it is not. This runs first: for some texts the parser and the
 * composer take unbounded time.
 */
function tooMuch(yaml: Yaml, text: string): string | undefined {
  let [aliases, entries, depth, lines] = [0, 0, 0, 0];
  let isScalar = false;
  for (const lexeme of new yaml.Lexer().lex(text)) {
    const kind = isScalar ? "" : lexeme.charAt(0);
    isScalar = lexeme === SCALAR_FOLLOWS;
    if (kind === "*") aliases += 1;
    else if (OPENS.has(kind)) depth += 1;
    else if (CLOSES.has(kind)) depth -= 1;
    else if (SEPARATES.has(kind)) entries += 1;
    else if (kind === "\n") lines += 1;
    if (depth > DEEPEST) return TOO_DEEP;
    if (lines > MOST_LINES) return TOO_MANY_LINES;
    if (aliases > MOST_ALIASES) return TOO_MANY_ALIASES;
    if (entries > MOST_ENTRIES) return TOO_MANY_ENTRIES;
  }
  return undefined;
}

/** What the library's lexer gives before a plain text. */
const SCALAR_FOLLOWS = "\u001f";
const OPENS: ReadonlySet<string> = new Set("[{");
const CLOSES: ReadonlySet<string> = new Set("]}");
/** Each begins a value, of a list or of a mapping, or another document. */
const SEPARATES: ReadonlySet<string> = new Set("-:?,\u0002");

/** Looks at the tokens level by level, without recursion. */
function isTooDeep(tokens: readonly CST.Token[]): boolean {
  let level = tokens;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((token) => [
      ...("value" in token && typeof token.value === "object" ? [token.value] : []),
      ...("items" in token ? token.items.flatMap((item) => [item.key ?? [], item.value ?? []].flat()) : []),
    ]);
  }
  return false;
}

/** What YAML allows and settings do not need: accepting it would surprise somebody. */
function strange(yaml: Yaml, document: Document): { offset: number; message: string }[] {
  const found: { offset: number; message: string }[] = [];
  // An alias means the last value of its name before it. The library would search the whole document for each.
  const named = new Map<string, Node>();
  yaml.visit(document, {
    Value: (_, node) => {
      if (node.anchor !== undefined) named.set(node.anchor, node);
    },
    Alias: (_, alias, above) => {
      const target = named.get(alias.source);
      const offset = alias.range?.[0] ?? 0;
      if (target === undefined) found.push({ offset, message: unnamed(alias.source) });
      else if (above.some((one) => one === target)) found.push({ offset, message: "is a part of itself" });
    },
    Pair: (_, { key }) => {
      const offset = (key as Node | null)?.range?.[0] ?? 0;
      if (!yaml.isScalar(key)) found.push({ offset, message: "expected a plain key" });
      else if (key.value === "<<") found.push({ offset, message: "merge keys are not read: write the settings out" });
    },
  });
  return found;
}

/** An alias of nothing: mostly a pattern that YAML reads as an alias. */
function unnamed(name: string): string {
  const quotes = "put a pattern that begins with * in quotes";
  return /^[\w-]+$/.test(name)
    ? `nothing is named &${safe(name)} before this; ${quotes}`
    : `"*${safe(name)}" is an alias in YAML: ${quotes}`;
}

/** The parser's own words, or clearer ones. */
function words({ code, message }: { readonly code: string; readonly message: string }): string {
  switch (code) {
    case "DUPLICATE_KEY":
      return "this key is given twice";
    case "BAD_ALIAS":
      return `is not YAML: ${message}; put a pattern that begins with * in quotes`;
    case "TAG_RESOLVE_FAILED":
      return `${message}: settings need no tags`;
    default:
      return `is not YAML: ${message}`;
  }
}

function offsetOf(yaml: Yaml, document: Document, path: Path, atKey: boolean): number {
  let node: unknown = document.contents;
  let offset = 0;
  const enter = () => {
    offset = (node as Node | null)?.range?.[0] ?? offset;
    if (yaml.isAlias(node)) node = node.resolve(document);
  };
  enter();
  for (const [i, part] of path.entries()) {
    const pair: Pair | undefined = yaml.isMap(node)
      ? node.items.find((p) => yaml.isScalar(p.key) && String(p.key.value ?? "") === part)
      : undefined;
    const last = i === path.length - 1;
    if (pair && last && atKey) return (pair.key as Node).range?.[0] ?? offset;
    const next = pair ? pair.value : yaml.isSeq(node) && typeof part === "number" ? node.items[part] : undefined;
    if (next === undefined) return offset;
    node = next;
    enter();
  }
  return offset;
}

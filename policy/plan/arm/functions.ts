/**
 * The template functions that are worked out: those whose result lies in their arguments alone.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
 */
import { own, untold } from "../values";
import { items, pick } from "./tree";

/** Longer texts and lists than any that a deployment is made of: they are not worked out. */
export const LONGEST_TEXT = 100_000;
export const LONGEST_LIST = 10_000;

/** The arguments are known, though what is in lists and objects may not be. `undefined` is no result. */
type Fn = (...args: unknown[]) => unknown;

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null && !isList(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";
const isScalar = (value: unknown) => value === null || ["string", "number", "boolean"].includes(typeof value);

const onTexts =
  (count: number, fn: (...texts: string[]) => unknown): Fn =>
  (...args) =>
    args.length === count && args.every(isText) ? fn(...args) : undefined;
const onNumbers =
  (fn: (a: number, b: number) => number | boolean): Fn =>
  (a, b, ...rest) =>
    isNumber(a) && isNumber(b) && rest.length === 0 ? fn(a, b) : undefined;
const ifFinite = (value: number) => (Number.isSafeInteger(value) ? value : undefined);

/** Plain values only: two objects are compared by Azure in depth, and that is left to it. */
const equals: Fn = (a, b) => (isScalar(a) && isScalar(b) ? a === b : undefined);

function contains(container: unknown, wanted: unknown): unknown {
  if (isText(container)) return isText(wanted) ? container.includes(wanted) : undefined;
  if (isObject(container)) return isText(wanted) ? pick(container, wanted) !== undefined : undefined;
  if (!isList(container) || !isScalar(wanted)) return undefined;
  const all = items(container);
  if (all.includes(wanted)) return true;
  // What is not known may be what is looked for.
  return all.every(isScalar) && all.every((item) => untold(item) === undefined) ? false : undefined;
}

function length(value: unknown): unknown {
  if (isText(value) || isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

function replace(text: string, old: string, by: string): unknown {
  if (old === "") return undefined;
  const pieces = text.split(old);
  return text.length + pieces.length * by.length > LONGEST_TEXT ? undefined : pieces.join(by);
}

function join(list: unknown, by: unknown): unknown {
  if (!isList(list) || !isText(by)) return undefined;
  const all = items(list);
  if (!all.every((item) => untold(item) === undefined && (isText(item) || isNumber(item)))) return undefined;
  const size = all.reduce((sum: number, item) => sum + String(item).length + by.length, 0);
  return size > LONGEST_TEXT ? undefined : all.join(by);
}

function split(text: unknown, by: unknown): unknown {
  const marks = isList(by) ? items(by) : [by];
  if (!isText(text) || !marks.every((mark) => isText(mark) && mark !== "")) return undefined;
  let pieces = [text];
  for (const mark of marks) pieces = pieces.flatMap((piece) => piece.split(mark as string));
  return pieces;
}

function union(...args: unknown[]): unknown {
  if (args.every(isList)) {
    const all = args.flatMap((list) => items(list));
    // Which of two objects are the same is left to Azure.
    return all.every(isScalar) ? [...new Set(all)] : undefined;
  }
  if (!args.every(isObject)) return undefined;
  const result: Record<string, unknown> = Object.create(null);
  for (const object of args as object[]) {
    for (const key of Object.keys(object)) {
      const before = result[key];
      const after = own(object, key);
      result[key] = isObject(before) && isObject(after) ? union(before, after) : after;
    }
  }
  return result;
}

function range(start: unknown, count: unknown): unknown {
  if (!isNumber(start) || !isNumber(count) || count < 0 || count > LONGEST_LIST) return undefined;
  return Array.from({ length: count }, (_, i) => start + i);
}

function createObject(...args: unknown[]): unknown {
  const result: Record<string, unknown> = Object.create(null);
  if (args.length % 2 !== 0) return undefined;
  for (let i = 0; i < args.length; i += 2) {
    const key = args[i];
    if (!isText(key)) return undefined;
    result[key] = args[i + 1];
  }
  return result;
}

function substring(text: unknown, start: unknown, count: unknown): unknown {
  if (!isText(text) || !isNumber(start) || start < 0 || start > text.length) return undefined;
  if (count === undefined) return text.slice(start);
  return isNumber(count) && count >= 0 && start + count <= text.length ? text.slice(start, start + count) : undefined;
}

function take(value: unknown, count: unknown): unknown {
  if (!isNumber(count)) return undefined;
  if (isText(value)) return value.slice(0, Math.max(0, count));
  return isList(value) ? items(value).slice(0, Math.max(0, count)) : undefined;
}

function skip(value: unknown, count: unknown): unknown {
  if (!isNumber(count)) return undefined;
  if (isText(value)) return value.slice(Math.max(0, count));
  return isList(value) ? items(value).slice(Math.max(0, count)) : undefined;
}

function tryGet(value: unknown, ...path: unknown[]): unknown {
  let at = value;
  for (const key of path) {
    if (at === null) return null;
    if (untold(at) !== undefined) return at;
    if (isObject(at) && isText(key)) at = pick(at, key) ?? null;
    else if (isList(at) && isNumber(key)) at = own(at, String(key)) ?? null;
    else return undefined;
  }
  return at;
}

function json(text: unknown): unknown {
  if (!isText(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function toText(value: unknown): string | undefined {
  if (isText(value) || isNumber(value)) return String(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  return undefined;
}

function toNumber(value: unknown): number | undefined {
  if (isNumber(value)) return value;
  return isText(value) && /^\s*-?\d+\s*$/.test(value) ? ifFinite(Number(value)) : undefined;
}

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (isNumber(value)) return value !== 0;
  if (!isText(value)) return undefined;
  return { true: true, "1": true, false: false, "0": false }[value.toLowerCase()];
}

const ordered =
  (holds: (order: number) => boolean): Fn =>
  (a, b) => {
    if (isNumber(a) && isNumber(b)) return holds(a - b);
    return isText(a) && isText(b) ? holds(a < b ? -1 : a > b ? 1 : 0) : undefined;
  };

const extreme =
  (pickOne: (...numbers: number[]) => number): Fn =>
  (...args) => {
    const all = args.length === 1 && isList(args[0]) ? items(args[0]) : args;
    return all.length > 0 && all.length <= LONGEST_LIST && all.every(isNumber) ? pickOne(...all) : undefined;
  };

/** By name in lower case: ARM does not tell upper from lower case in the names of functions. */
export const FUNCTIONS: ReadonlyMap<string, Fn> = new Map(
  Object.entries<Fn>({
    toLower: onTexts(1, (text) => text.toLowerCase()),
    toUpper: onTexts(1, (text) => text.toUpperCase()),
    trim: onTexts(1, (text) => text.trim()),
    replace: onTexts(3, replace),
    startsWith: onTexts(2, (text, start) => text.toLowerCase().startsWith(start.toLowerCase())),
    endsWith: onTexts(2, (text, end) => text.toLowerCase().endsWith(end.toLowerCase())),
    split,
    join,
    substring,
    string: (value) => toText(value),
    int: (value) => toNumber(value),
    bool: (value) => toBoolean(value),
    json,
    length,
    empty: (value) => (value === null ? true : length(value) === undefined ? undefined : length(value) === 0),
    contains,
    first: (value) => (isText(value) ? value.slice(0, 1) : isList(value) ? own(value, "0") : undefined),
    last: (value) => (isText(value) ? value.slice(-1) : isList(value) ? items(value).at(-1) : undefined),
    take,
    skip,
    range,
    union,
    array: (value) => (isList(value) ? value : [value]),
    coalesce: (...args) => args.find((arg) => arg !== null) ?? null,
    tryGet,
    equals,
    less: ordered((order) => order < 0),
    lessOrEquals: ordered((order) => order <= 0),
    greater: ordered((order) => order > 0),
    greaterOrEquals: ordered((order) => order >= 0),
    not: (value) => (typeof value === "boolean" ? !value : undefined),
    true: () => true,
    false: () => false,
    null: () => null,
    add: onNumbers((a, b) => a + b),
    sub: onNumbers((a, b) => a - b),
    mul: onNumbers((a, b) => a * b),
    div: (a, b) => (isNumber(a) && isNumber(b) ? ifFinite(Math.trunc(a / b)) : undefined),
    mod: (a, b) => (isNumber(a) && isNumber(b) ? ifFinite(a % b) : undefined),
    min: extreme(Math.min),
    max: extreme(Math.max),
  }).map(([name, fn]) => [name.toLowerCase(), fn]),
);

/** Functions that also take values which could not be told: these end up inside of what they make. */
export const BUILDERS: ReadonlyMap<string, Fn> = new Map<string, Fn>([
  ["createarray", (...args) => args],
  ["createobject", createObject],
]);

/** Text and places of a format string, `{0}`; undefined for the finer forms of it, `{0:D3}`. */
export function formatParts(format: string): (string | number)[] | undefined {
  const parts: (string | number)[] = [];
  for (const piece of format.match(/\{\{|\}\}|\{\d{1,4}\}|[^{}]+|[{}]/g) ?? []) {
    if (piece === "{" || piece === "}") return undefined;
    if (piece === "{{" || piece === "}}") parts.push(piece.slice(1));
    else parts.push(piece.startsWith("{") ? Number(piece.slice(1, -1)) : piece);
  }
  return parts;
}

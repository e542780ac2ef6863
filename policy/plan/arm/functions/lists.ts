/**
 * Functions of lists, and those that take a list or a text.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array
 */
import { own, whyUnknown } from "../../values";
import { hasAny, items } from "../tree";
import { type Fn, isList, isNumber, isObject, isScalar, isText, LONGEST_LIST, onOne } from "./kinds";

/** True if all items are plain values: whether two objects are equal is left to Azure. */
const arePlain = (all: readonly unknown[]) => all.every((item) => isScalar(item) && whyUnknown(item) === undefined);

const contains: Fn = ([container, wanted], work) => {
  if (isText(container)) return isText(wanted) ? container.includes(wanted) : undefined;
  if (isObject(container)) {
    work.spend(Object.keys(container).length / 2);
    return isText(wanted) ? hasAny(container, wanted) : undefined;
  }
  if (!isList(container) || !isScalar(wanted)) return undefined;
  const all = items(container);
  if (all.includes(wanted)) return true;
  // An unknown item could be the one that is looked for.
  return arePlain(all) ? false : undefined;
};

function length(value: unknown): number | undefined {
  if (isText(value) || isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

function empty(value: unknown): boolean | undefined {
  if (value === null) return true;
  const count = length(value);
  return count === undefined ? undefined : count === 0;
}

/** In a text in any case, in a list exactly. */
const indexOf =
  (find: "indexOf" | "lastIndexOf"): Fn =>
  ([value, wanted]) => {
    if (isText(value)) return isText(wanted) ? value.toLowerCase()[find](wanted.toLowerCase()) : undefined;
    if (!isList(value) || !isScalar(wanted)) return undefined;
    const all = items(value);
    return arePlain(all) ? all[find](wanted) : undefined;
  };

const part =
  (slice: (count: number) => readonly [start: number, end?: number]): Fn =>
  ([value, count]) => {
    if (!isNumber(count)) return undefined;
    const [start, end] = slice(Math.max(0, count));
    if (isText(value)) return value.slice(start, end);
    return isList(value) ? items(value).slice(start, end) : undefined;
  };

const range: Fn = ([start, count], work) => {
  if (!isNumber(start) || !isNumber(count) || count < 0 || count > LONGEST_LIST) return undefined;
  work.spend(count);
  return Array.from({ length: count }, (_, i) => start + i);
};

/** Takes one level of lists out of a list of lists. */
function flatten(value: unknown): unknown {
  if (!isList(value)) return undefined;
  const all = items(value);
  return all.every(isList) ? all.flatMap((list) => items(list)) : undefined;
}

const extreme =
  (pickOne: (...numbers: number[]) => number): Fn =>
  (args) => {
    const all = args.length === 1 && isList(args[0]) ? items(args[0]) : args;
    return all.length > 0 && all.length <= LONGEST_LIST && all.every(isNumber) ? pickOne(...all) : undefined;
  };

export const LISTS: Readonly<Record<string, Fn>> = {
  contains,
  length: onOne(length),
  empty: onOne(empty),
  indexOf: indexOf("indexOf"),
  lastIndexOf: indexOf("lastIndexOf"),
  first: onOne((value) => (isText(value) ? value.slice(0, 1) : isList(value) ? own(value, "0") : undefined)),
  last: onOne((value) =>
    isText(value) ? value.slice(-1) : isList(value) ? own(value, String(value.length - 1)) : undefined,
  ),
  take: part((count) => [0, count]),
  skip: part((count) => [count]),
  range,
  flatten: onOne(flatten),
  array: onOne((value) => (isList(value) ? value : [value])),
  min: extreme(Math.min),
  max: extreme(Math.max),
};

/** The items that all lists have, in the order of the first; undefined if that is unknown. */
export function commonItems(lists: readonly (readonly unknown[])[]): unknown {
  const [first = [], ...others] = lists.map((list) => items(list));
  if (!arePlain(first) || !others.every(arePlain)) return undefined;
  const sets = others.map((list) => new Set(list));
  return [...new Set(first)].filter((item) => sets.every((set) => set.has(item)));
}

/** The items of all lists, each once. */
export function allItems(lists: readonly (readonly unknown[])[]): unknown {
  const all = lists.flatMap((list) => items(list));
  return arePlain(all) ? [...new Set(all)] : undefined;
}

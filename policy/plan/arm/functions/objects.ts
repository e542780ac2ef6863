/**
 * Functions of objects, and those that take lists or objects.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-object
 */
import { own, whyUnknown } from "../../values";
import { finder, items, pick, put } from "../tree";
import type { TemplateWork } from "../work";
import { type Fn, isList, isNumber, isObject, isScalar, isText, onOne } from "./kinds";
import { allItems, commonItems } from "./lists";

/** Merges objects in depth; a later list replaces an earlier one. */
const union: Fn = (args, work) => {
  if (args.every(isList)) return allItems(args);
  return args.every(isObject) ? args.reduce((all, next) => merged(all, next, work), {}) : undefined;
};

function merged(before: object, after: object, work: TemplateWork): object {
  return work.deeper(() => {
    const result: Record<string, unknown> = {};
    const known = finder(before);
    copyKeys(before, result, work);
    const keys = new Map(Object.keys(before).map((key) => [key.toLowerCase(), key]));
    work.spend(2 * keys.size);
    for (const key of Object.keys(after)) {
      work.spend(3);
      const [old, value] = [known(key), own(after, key)];
      const both = isObject(old) && isObject(value) && whyUnknown(old) === undefined && whyUnknown(value) === undefined;
      put(result, keys.get(key.toLowerCase()) ?? key, both ? merged(old, value, work) : value);
    }
    return result;
  });
}

function copyKeys(from: object, to: Record<string, unknown>, work: TemplateWork): void {
  const keys = Object.keys(from);
  work.spend(2 * keys.length);
  for (const key of keys) put(to, key, own(from, key));
}

/** Merges a list of objects at the top level alone. */
function shallowMerge(list: unknown, work: TemplateWork): unknown {
  if (!isList(list)) return undefined;
  const all = items(list);
  if (!all.every((item): item is object => isObject(item) && whyUnknown(item) === undefined)) return undefined;
  const result: Record<string, unknown> = {};
  const names = new Map<string, string>();
  for (const object of all) {
    for (const key of Object.keys(object)) {
      work.spend(3);
      const name = names.get(key.toLowerCase()) ?? key;
      names.set(key.toLowerCase(), name);
      put(result, name, own(object, key));
    }
  }
  return result;
}

/** The properties that all objects have, with the same plain value. */
const intersection: Fn = (args, work) => {
  if (args.every(isList)) return commonItems(args);
  const [first, ...others] = args;
  if (!isObject(first) || !others.every(isObject)) return undefined;
  const result: Record<string, unknown> = {};
  const finders = others.map((other) => finder(other));
  for (const key of Object.keys(first)) {
    work.spend(2 + 2 * others.length);
    const value = own(first, key);
    const same = finders.map((find) => find(key));
    if (same.includes(undefined)) continue;
    // Whether two objects are equal is left to Azure.
    if (![value, ...same].every((v) => isScalar(v) && whyUnknown(v) === undefined)) return undefined;
    if (same.every((v) => v === value)) put(result, key, value);
  }
  return result;
};

/** The names of an object as `items()` sorts them. */
function sortedKeys(object: object, work: TemplateWork): string[] {
  const keys = Object.keys(object);
  work.spend(4 * keys.length);
  return keys.sort((a, b) => compare(a.toLowerCase(), b.toLowerCase()));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The value at a path, or null if there is none. */
const tryGet: Fn = ([value, ...path], work) => {
  let at = value;
  for (const key of path) {
    if (at === null) return null;
    if (whyUnknown(at) !== undefined) return at;
    if (isObject(at) && isText(key)) {
      work.spend(Object.keys(at).length / 2);
      at = pick(at, key) ?? null;
    } else if (isList(at) && isNumber(key)) at = own(at, String(key)) ?? null;
    else return undefined;
  }
  return at;
};

export const OBJECTS: Readonly<Record<string, Fn>> = {
  union,
  intersection,
  shallowMerge: onOne(shallowMerge),
  items: onOne((value, work) =>
    isObject(value) ? sortedKeys(value, work).map((key) => ({ key, value: own(value, key) })) : undefined,
  ),
  objectKeys: onOne((value, work) => (isObject(value) ? sortedKeys(value, work) : undefined)),
  tryGet,
  coalesce: (args) => args.find((arg) => arg !== null) ?? null,
};

/** Takes unknown values too: they end up inside the object. */
export const createObject: Fn = (args, work) => {
  const result: Record<string, unknown> = {};
  if (args.length % 2 !== 0) return undefined;
  work.spend(2 * args.length);
  for (let i = 0; i < args.length; i += 2) {
    const key = args[i];
    if (!isText(key)) return undefined;
    put(result, key, args[i + 1]);
  }
  return result;
};

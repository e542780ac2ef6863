/** Looks into JSON trees as ARM does: it ignores the case of property names. */
import { has, own, read, type Value } from "../values";

/** A property of an object, by its exact name, else by its name in another case. */
export function pick(object: unknown, name: string): unknown {
  const key = keyOf(object, name);
  return key === undefined ? undefined : own(object, key);
}

/** True if the object has the property, in any case, whatever its value. */
export function hasAny(object: unknown, name: string): boolean {
  return keyOf(object, name) !== undefined;
}

/** Like {@link read}, with each name of the path in any case. */
export function readAny(root: unknown, path: readonly string[], numbers = false): Value {
  return read(root, path, numbers, pick);
}

function keyOf(object: unknown, name: string): string | undefined {
  if (has(object, name)) return name;
  if (object === null || typeof object !== "object" || Array.isArray(object)) return undefined;
  const lower = name.toLowerCase();
  return Object.keys(object).find((key) => key.toLowerCase() === lower);
}

/** Finds the properties of an object by name in any case; for looking up many names. */
export function finder(object: unknown): (name: string) => unknown {
  let keys: Map<string, string> | undefined;
  return (name) => {
    if (has(object, name)) return own(object, name);
    keys ??= keysByLowerCase(object);
    const key = keys.get(name.toLowerCase());
    return key === undefined ? undefined : own(object, key);
  };
}

function keysByLowerCase(object: unknown): Map<string, string> {
  const keys = new Map<string, string>();
  if (object === null || typeof object !== "object" || Array.isArray(object)) return keys;
  for (const key of Object.keys(object)) {
    const lower = key.toLowerCase();
    if (!keys.has(lower)) keys.set(lower, key);
  }
  return keys;
}

/** The items of a list, raw. */
export function items(list: readonly unknown[]): unknown[] {
  return Array.from({ length: list.length }, (_, i) => own(list, String(i)));
}

/** Sets a property of a new object; `__proto__` is a name like any other. */
export function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else object[key] = value;
}

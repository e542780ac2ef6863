/** Looking into JSON trees as ARM does, which does not tell upper from lower case in the names of properties. */
import { has, own, read, type Value } from "../values";

/** The own property of an object, by its exact name or else in another case. */
export function pick(object: unknown, name: string): unknown {
  const key = keyOf(object, name);
  return key === undefined ? undefined : own(object, key);
}

/** True where the object has the property, in whatever case, whatever its value. */
export function hasAny(object: unknown, name: string): boolean {
  return keyOf(object, name) !== undefined;
}

/** As {@link read}, with each name of the path in whatever case. */
export function readAny(root: unknown, path: readonly string[], numbers = false): Value {
  return read(root, path, numbers, pick);
}

function keyOf(object: unknown, name: string): string | undefined {
  if (has(object, name)) return name;
  if (object === null || typeof object !== "object" || Array.isArray(object)) return undefined;
  const lower = name.toLowerCase();
  return Object.keys(object).find((key) => key.toLowerCase() === lower);
}

/** The items of a list, raw. */
export function items(list: readonly unknown[]): unknown[] {
  return Array.from({ length: list.length }, (_, i) => own(list, String(i)));
}

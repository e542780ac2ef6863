/** Looking into JSON trees as ARM does, which does not tell upper from lower case in the names of properties. */
import { has, own } from "../values";

/** The own property of an object, by its exact name or else in another case. */
export function pick(object: unknown, name: string): unknown {
  if (has(object, name)) return own(object, name);
  if (object === null || typeof object !== "object" || Array.isArray(object)) return undefined;
  const lower = name.toLowerCase();
  const key = Object.keys(object).find((k) => k.toLowerCase() === lower);
  return key === undefined ? undefined : own(object, key);
}

/** The items of a list, raw. */
export function items(list: readonly unknown[]): unknown[] {
  return Array.from({ length: list.length }, (_, i) => own(list, String(i)));
}

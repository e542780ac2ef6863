/**
 * Repairs: changes to the inputs of a resource that its author certainly meant, or that the settings ask for. A repair
 * is data; a rule finds it, and the policy pack makes it.
 */
import type { PlannedDeployment } from "../plan/deployment";
import { known, type Value } from "../plan/values";

/** Names of properties, from the inputs of a resource down. */
export type PropertyPath = readonly string[];

/** A property that gets a text. */
interface SetProperty {
  readonly place: PropertyPath;
  /** The value before, as it is shown; absent if the property does not exist. */
  readonly before?: string;
  readonly after: string;
  /** Completes "…, ‹because›", if the change needs an explanation. */
  readonly because?: string;
}

/** A property that moves with everything in it, unknown values and secrets included. */
interface MoveProperty {
  readonly place: PropertyPath;
  readonly from: PropertyPath;
}

export type Repair = SetProperty | MoveProperty;

/** The repair of a name that differs from the catalog's in the case of its letters alone. */
export function respelt(place: PropertyPath | undefined, value: Value, meant: string | undefined): Repair[] {
  const before = known(value);
  if (place === undefined || before === undefined || meant === undefined) return [];
  if (before === meant || before.toLowerCase() !== meant.toLowerCase()) return [];
  return [{ place, before: JSON.stringify(before), after: meant }];
}

/**
 * The paths of a deployment's values. Undefined if nothing in it can be repaired: its resource is not written to, or
 * its model may be another vendor's.
 */
export function placesOf({ places, format }: PlannedDeployment): PlannedDeployment["places"] {
  return format.state === "absent" || isOpenAi(known(format) ?? "") ? places : undefined;
}

/** True for the format of Azure OpenAI models, however it is written: "openai", "Open AI". */
export function isOpenAi(format: string): boolean {
  return format.toLowerCase().replace(/[^a-z]/g, "") === "openai";
}

/**
 * Makes repairs in a copy of the tree. Everything else is copied as it is, without calling a getter or a proxy trap, so
 * that unknown values and secrets stay closed.
 * @returns undefined if a repair would write into a secret, or into anything else that is not a plain value.
 */
export function makeRepairs(inputs: unknown, repairs: readonly Repair[]): Record<string, unknown> | undefined {
  let tree = copyOf(inputs);
  for (const repair of repairs) {
    if ("from" in repair) {
      const value = repair.from.reduce<unknown>(raw, tree);
      tree = tree && withValue(tree, repair.from, undefined);
      tree = tree && withValue(tree, repair.place, value);
    } else {
      const before = repair.place.reduce<unknown>(raw, tree);
      // A null means that the property is not given.
      if (before !== undefined && before !== null && typeof before === "object") return undefined;
      tree = tree && withValue(tree, repair.place, repair.after);
    }
  }
  return tree;
}

type Tree = Record<string, unknown>;

/** A copy with another value at a path; without the property if the value is undefined. */
function withValue(tree: unknown, [key = "", ...rest]: PropertyPath, value: unknown): Tree | undefined {
  const copy = copyOf(tree);
  if (!copy) return undefined;
  const { [key]: old, ...others } = copy;
  if (rest.length === 0) return value === undefined ? others : { ...copy, [key]: value };
  const next = withValue(old, rest, value);
  return next && { ...copy, [key]: next };
}

/** A copy of an object of a property tree; undefined unless it is a plain object. Secrets and assets are not. */
function copyOf(tree: unknown): Tree | undefined {
  if (tree === null || typeof tree !== "object") return undefined;
  const prototype: unknown = Object.getPrototypeOf(tree);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  return Object.fromEntries(Object.keys(tree).map((key) => [key, raw(tree, key)]));
}

function raw(tree: unknown, key: string): unknown {
  return Object.getOwnPropertyDescriptor(tree ?? {}, key)?.value;
}

/**
 * True if the program tells the engine to leave alone the property, a part of it, or an object that holds it.
 * @param ignored the paths of `ignoreChanges`: `properties.model["version"]`, `*`.
 */
export function isLeftAlone(repair: Repair, ignored: readonly string[]): boolean {
  const places = "from" in repair ? [repair.place, repair.from] : [repair.place];
  return ignored.some((path) => {
    const parts = path.split(/[.[\]"']+/).filter((part) => part !== "");
    return places.some((place) => parts.slice(0, place.length).every((part, i) => part === "*" || part === place[i]));
  });
}

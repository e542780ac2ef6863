/**
 * Repairs: changes to the inputs of a resource that are certain to be what was meant, or that the settings ask for. A
 * repair is data; a rule says which there are, the policy pack makes them.
 */
import type { PlannedDeployment } from "../plan/deployment";
import { known, type Value } from "../plan/values";

/** Names of properties, from the inputs of a resource downwards. */
export type PropertyPath = readonly string[];

/** A property that gets a text. */
interface SetProperty {
  readonly place: PropertyPath;
  /** What it holds before, as it is shown; absent where there is no such property. */
  readonly before?: string;
  readonly after: string;
  /** Completes "…, ‹because›", where the change does not speak for itself. */
  readonly because?: string;
}

/** A property that is moved with all it holds, unknown values and secrets among it. */
interface MoveProperty {
  readonly place: PropertyPath;
  readonly from: PropertyPath;
}

export type Repair = SetProperty | MoveProperty;

/** A name that stands otherwise than the catalog writes it, if only in the case of its letters. */
export function respelt(place: PropertyPath | undefined, value: Value, meant: string | undefined): Repair[] {
  const before = known(value);
  if (place === undefined || before === undefined || meant === undefined) return [];
  if (before === meant || before.toLowerCase() !== meant.toLowerCase()) return [];
  return [{ place, before: JSON.stringify(before), after: meant }];
}

/**
 * Where the values of a deployment stand; undefined where nothing of it is repaired: its resource is none that is
 * written to, or its model may be another vendor's.
 */
export function placesOf({ places, format }: PlannedDeployment): PlannedDeployment["places"] {
  return format.state === "absent" || isOpenAi(known(format) ?? "") ? places : undefined;
}

/** True for the format of Azure OpenAI models, however it is written: "openai", "Open AI". */
export function isOpenAi(format: string): boolean {
  return format.toLowerCase().replace(/[^a-z]/g, "") === "openai";
}

/**
 * Makes repairs. The tree that is given stays as it is, and what is not repaired is in the new one as it was: nothing
 * calls a getter or a proxy trap, so that unknown values and secrets go over unseen.
 * @returns undefined where a repair would write into a secret, or into anything else that is no plain value.
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
      // A null is a property that is not given.
      if (before !== undefined && before !== null && typeof before === "object") return undefined;
      tree = tree && withValue(tree, repair.place, repair.after);
    }
  }
  return tree;
}

type Tree = Record<string, unknown>;

/** A copy with another value at a place; without the property where the value is undefined. */
function withValue(tree: unknown, [key = "", ...rest]: PropertyPath, value: unknown): Tree | undefined {
  const copy = copyOf(tree);
  if (!copy) return undefined;
  const { [key]: old, ...others } = copy;
  if (rest.length === 0) return value === undefined ? others : { ...copy, [key]: value };
  const next = withValue(old, rest, value);
  return next && { ...copy, [key]: next };
}

/** A copy of an object of a property tree; undefined for what is none, or of a class, as secrets and assets are. */
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
 * True where the program has the engine leave a property alone, itself or a part of it or what it is in.
 * @param ignored the paths of `ignoreChanges`: `properties.model["version"]`, `*`.
 */
export function isLeftAlone(repair: Repair, ignored: readonly string[]): boolean {
  const places = "from" in repair ? [repair.place, repair.from] : [repair.place];
  return ignored.some((path) => {
    const parts = path.split(/[.[\]"']+/).filter((part) => part !== "");
    return places.some((place) => parts.slice(0, place.length).every((part, i) => part === "*" || part === place[i]));
  });
}

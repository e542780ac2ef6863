/**
 * The shape that every kind of input file becomes. This folder turns files into resources; it may import policy/plan
 * and cli/shell.
 */
import type { PlanResource } from "../../policy/plan/resource";

export interface ReadInput {
  /** What the file was read as, in words: "pulumi preview --json". */
  readonly kind: string;
  /** The resources that tell something about a deployment; the others were dropped as they were read. */
  readonly resources: readonly PlanResource[];
  /** Every `project/stack` with resources in the file, sorted by name. */
  readonly stacks: readonly string[];
  /** What a reader of the results must know about the file: what it leaves out, what was skipped. */
  readonly notes: readonly string[];
  /** Why the plan lacks resources of the program, as sentences; empty for nearly all files. */
  readonly incomplete: readonly string[];
}

/** A file that cannot be used: the position, what was expected, and what was found. */
export class InputError extends Error {}

/** A file that is certainly neither a plan nor a state: an error if it was named, skipped if it was only found. */
export class ForeignFileError extends InputError {}

/** A JSON object: any keys, any values. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object; false for null and arrays, which are objects for `typeof`. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A JSON value in a few words, for messages; never its contents, because a plan may hold secrets. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (!isObject(value)) return `a ${typeof value}`;
  const keys = Object.keys(value);
  if (keys.length === 0) return "an empty object";
  const shown = keys.slice(0, 4).map((k) => `"${k.length > 40 ? `${k.slice(0, 37)}...` : k}"`);
  return `an object with ${shown.join(", ")}${keys.length > shown.length ? ", …" : ""}`;
}

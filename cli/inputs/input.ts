/** What every kind of input file becomes. This folder turns files into resources; it imports the policy's types of them, and the shell. */
import type { PlanResource } from "../../policy/plan/resource";

export interface ReadInput {
  /** What the file was taken for, in words: "pulumi preview --json". */
  readonly kind: string;
  /** Those that tell something of a deployment; the others were dropped as they were read. */
  readonly resources: readonly PlanResource[];
  /** Every `project/stack` that the file has resources of, in order of their names. */
  readonly stacks: readonly string[];
  /** What a reader of the results must know of the file: what it leaves out, what was passed over. */
  readonly notes: readonly string[];
  /** Why the plan lacks resources that the program has, as sentences; empty for nearly all files. */
  readonly incomplete: readonly string[];
}

/** A file that cannot be used: where, what was expected, and what was found instead. */
export class InputError extends Error {}

/** A file that is surely neither a plan nor a state: an error if it was named, passed over if it was only found. */
export class ForeignFileError extends InputError {}

/** A JSON object: any keys, any values. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object; false for null and arrays, which `typeof` takes for objects. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A JSON value in a few words, for messages. Never its contents: a plan may hold secrets. */
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

import type { TagReader } from "../deployment";
import type { PlanResource } from "../resource";
import { ABSENT, has, own, toValue, untold, type Value } from "../values";

/** Tells the tags of what has `tags`. */
export function tagReader(tagged: unknown): TagReader {
  return (name) => tagOf(untold(tagged) === undefined ? own(tagged, "tags") : tagged, name);
}

/** Tells the tags of an account: of its inputs or, for a `.get()` read, of its outputs. */
export function accountTags(r: PlanResource): TagReader {
  const [input, output] = [tagReader(r.inputs), tagReader(r.outputs)];
  return (name) => {
    const value = input(name);
    return value.state === "absent" && r.external ? output(name) : value;
  };
}

function tagOf(tags: unknown, name: string): Value {
  if (tags === undefined || tags === null) return ABSENT;
  if (untold(tags) !== undefined || typeof tags !== "object") return toValue(tags);
  const key = has(tags, name) ? name : Object.keys(tags).find((k) => k.toLowerCase() === name.toLowerCase());
  const raw = key === undefined ? undefined : own(tags, key);
  // A tag may well have no more than its name.
  return raw === "" ? { state: "known", value: "" } : toValue(raw, true);
}

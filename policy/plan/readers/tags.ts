import { pick } from "../arm/tree";
import type { DeploymentInputs, TagReader } from "../deployment";
import type { PlanResource } from "../resource";
import { ABSENT, toValue, untold, type Value } from "../values";

/** Tells the tags of what has `tags`. */
export function tagReader(tagged: unknown): TagReader {
  return (name) => tagOf(untold(tagged) === undefined ? pick(tagged, "tags") : tagged, name);
}

/** Tells the tags of an account: of its inputs or, for a `.get()` read, of its outputs. */
export function accountTags(r: PlanResource): TagReader {
  const [input, output] = [tagReader(r.inputs), tagReader(r.outputs)];
  return (name) => {
    const value = input(name);
    return value.state === "absent" && r.external ? output(name) : value;
  };
}

/** What the tags say of the purpose and of the training, where an empty tag says nothing that could be judged. */
export function purposesIn(tag: TagReader): Pick<DeploymentInputs, "purpose" | "training"> {
  const told = (name: string): Value => {
    const value = tag(name);
    return value.state === "known" && value.value === "" ? { state: "invalid", why: "an empty string" } : value;
  };
  return { purpose: told("aoai-purpose"), training: told("aoai-training") };
}

function tagOf(tags: unknown, name: string): Value {
  if (tags === undefined || tags === null) return ABSENT;
  if (untold(tags) !== undefined || typeof tags !== "object") return toValue(tags);
  const raw = pick(tags, name);
  // A tag may well have no more than its name.
  return raw === "" ? { state: "known", value: "" } : toValue(raw, true);
}

/** Tags of an ARM resource, in a template or not. */
import type { DeploymentInputs, TagReader } from "../deployment";
import { ABSENT, toValue, type Value, whyUnknown } from "../values";
import { pick } from "./tree";

/** Reads the tags of an object with `tags`. */
export function tagReader(tagged: unknown): TagReader {
  return (name) => tagIn(whyUnknown(tagged) === undefined ? pick(tagged, "tags") : tagged, name);
}

/** The purpose and the training, by the tags. An empty tag cannot be judged. */
export function purposesIn(tag: TagReader): Pick<DeploymentInputs, "purpose" | "training"> {
  const purposeTag = (name: string): Value => {
    const value = tag(name);
    return value.state === "known" && value.value === "" ? { state: "invalid", why: "an empty string" } : value;
  };
  return { purpose: purposeTag("aoai-purpose"), training: purposeTag("aoai-training") };
}

/** The tag of that name in an object of tags. A tag can consist of its name alone. */
export function tagIn(tags: unknown, name: string): Value {
  if (tags === undefined || tags === null) return ABSENT;
  if (whyUnknown(tags) !== undefined || typeof tags !== "object") return toValue(tags);
  const raw = pick(tags, name);
  return raw === "" ? { state: "known", value: "" } : toValue(raw, true);
}

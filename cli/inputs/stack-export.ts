/** `pulumi stack export`: the state of a stack. */
import { describeValue, type Input, InputError, isObject, type JsonObject } from "./input";
import { isList, Resources } from "./resource";

export const KIND = "pulumi stack export";

/** True for what `pulumi stack export` prints. */
export function isStackExport(value: JsonObject): boolean {
  return "deployment" in value;
}

/** Reads a state: the resources that exist. */
export function readStackExport(value: JsonObject): Input {
  // A stack that was never updated has no deployment, and an empty one no resources.
  const deployment = value.deployment ?? {};
  if (!isObject(deployment)) {
    throw new InputError(`expected "deployment" to be an object, as in ${KIND}; found ${describeValue(deployment)}`);
  }
  const list = deployment.resources ?? undefined;
  if (!isList(list)) {
    throw new InputError(`expected "deployment.resources" to be an array, as in ${KIND}; found ${describeValue(list)}`);
  }
  const resources = new Resources();
  for (const [index, entry] of (list ?? []).entries()) {
    // Left over from a replacement: the next update deletes it, and another resource has its URN.
    if (isObject(entry) && entry.delete === true) continue;
    resources.add(entry, () => `deployment.resources[${index}]`);
  }
  return { kind: KIND, resources: resources.all, notes: resources.notes };
}

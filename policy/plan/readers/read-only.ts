/** What the accounts and resource groups of several providers have in common, including those of `.get()` reads. */
import { purposesIn, tagReader } from "../arm/tags";
import type { AccountInputs, ResourceGroupInputs, TagReader } from "../deployment";
import type { PlanResource } from "../resource";
import { read, type Value } from "../values";

/**
 * A value of an account or resource group: from its inputs or, for a `.get()` read without inputs, from its outputs.
 */
export function inputOrOutput(r: PlanResource, input: readonly string[], output = input): Value {
  const value = read(r.inputs, input);
  return value.state === "absent" && r.external ? read(r.outputs, output) : value;
}

/** Reads the tags of an account: from its inputs or, for a `.get()` read, from its outputs. */
export function accountTags(r: PlanResource): TagReader {
  const [input, output] = [tagReader(r.inputs), tagReader(r.outputs)];
  return (name) => {
    const value = input(name);
    return value.state === "absent" && r.external ? output(name) : value;
  };
}

/** An account of a provider that fills in a location from its configuration or the resource group. */
export function accountNamed(r: PlanResource, accountName: Value, resourceGroupName: Value): AccountInputs {
  const tag = accountTags(r);
  return {
    urn: r.urn,
    name: r.name,
    accountName,
    resourceGroupName,
    location: inputOrOutput(r, ["location"]),
    fallback: "provider and group",
    movable: { place: ["location"], kind: read(r.inputs, ["kind"]) },
    tag,
    ...purposesIn(tag),
  };
}

/** A resource group, by the name that its provider's inputs give it. */
export function groupNamed(r: PlanResource, groupName: Value): ResourceGroupInputs {
  return { urn: r.urn, name: r.name, groupName, location: inputOrOutput(r, ["location"]) };
}

import type { PlanResource } from "../resource";
import { read, type Value } from "../values";

/**
 * A value of an account or resource group: from its inputs or, for a `.get()` read that has none to speak of, from its
 * outputs.
 */
export function inputOrOutput(r: PlanResource, input: readonly string[], output = input): Value {
  const value = read(r.inputs, input);
  return value.state === "absent" && r.external ? read(r.outputs, output) : value;
}

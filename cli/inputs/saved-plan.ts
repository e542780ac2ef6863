/** `pulumi preview --save-plan FILE`: what an update is allowed to do. */
import { describeValue, type Input, InputError, isObject, type JsonObject } from "./input";
import { Resources } from "./resource";

export const KIND = "pulumi preview --save-plan";

/** True for a saved plan. */
export function isSavedPlan(value: JsonObject): boolean {
  return "resourcePlans" in value;
}

/**
 * Reads a saved plan. It holds the inputs of new resources in full and of all others only what changes, so that those
 * cannot be judged: they are counted in a note.
 */
export function readSavedPlan(value: JsonObject): Input {
  const plans = value.resourcePlans;
  if (!isObject(plans)) {
    throw new InputError(`expected "resourcePlans" to be an object, as in ${KIND}; found ${describeValue(plans)}`);
  }
  const resources = new Resources();
  let partial = 0;
  for (const [urn, plan] of Object.entries(plans)) {
    const steps = isObject(plan) && Array.isArray(plan.steps) ? plan.steps : [];
    const goal = isObject(plan) ? plan.goal : undefined;
    // Without a goal it is no part of the program any more.
    if (isObject(plan) && goal === undefined) continue;
    if (!isObject(goal)) {
      resources.pass(`resourcePlans["${urn}"]`);
      continue;
    }
    if (!steps.includes("create")) {
      // Of the stack itself there is nothing to check.
      if (goal.type !== "pulumi:pulumi:Stack") partial += 1;
      continue;
    }
    const diff = isObject(goal.inputDiff) ? goal.inputDiff : {};
    resources.add({ ...goal, urn, inputs: diff.adds ?? {} }, () => `resourcePlans["${urn}"]`);
  }
  return {
    kind: KIND,
    resources: resources.all,
    notes: [
      ...resources.notes,
      ...(partial > 0
        ? [
            `${partial} ${partial === 1 ? "resource exists" : "resources exist"} already; a saved plan holds only what changes in them, so they were not checked: use "pulumi preview --json --show-sames"`,
          ]
        : []),
    ],
  };
}

/** `pulumi preview --save-plan FILE`: the changes that an update may make. */
import { describeValue, InputError, isObject, type JsonObject, type ReadInput } from "./input";
import type { InputKind, KindReader } from "./kind";
import { Resources } from "./resource";

const TITLE = "pulumi preview --save-plan";

export const SAVED_PLAN: InputKind = {
  name: "plan",
  title: TITLE,
  paths: ["resourcePlans"],
  container: "object",
  fits: (root) => "resourcePlans" in root,
  isSure: (root) => isObject(root.resourcePlans) && isObject(root.manifest),
  start: () => new SavedPlanReader(),
};

/**
 * Reads a saved plan. It has all inputs of new resources, but only the changes of others, which therefore cannot be
 * judged: a note counts them.
 */
class SavedPlanReader implements KindReader {
  readonly #resources = new Resources(false);
  #partial = 0;

  entry(plan: unknown, urn: number | string): void {
    const where = `resourcePlans["${urn}"]`;
    const steps = isObject(plan) && Array.isArray(plan.steps) ? plan.steps : [];
    const goal = isObject(plan) ? plan.goal : undefined;
    // Without a goal, it is no longer part of the program.
    if (isObject(plan) && goal === undefined) return;
    if (!isObject(goal)) {
      this.#resources.pass(where);
      return;
    }
    if (!steps.includes("create")) {
      // There is nothing to check in the stack itself.
      if (goal.type !== "pulumi:pulumi:Stack") this.#partial += 1;
      return;
    }
    const diff = isObject(goal.inputDiff) ? goal.inputDiff : {};
    this.#resources.add({ ...goal, urn, inputs: diff.adds ?? {} }, () => where, { exists: false });
  }

  end(root: JsonObject): ReadInput {
    const plans = root.resourcePlans;
    if (!isObject(plans)) {
      throw new InputError(`expected "resourcePlans" to be an object, as in ${TITLE}; found ${describeValue(plans)}`);
    }
    const partial = this.#partial;
    const { all, stacks, notes } = this.#resources;
    return {
      kind: TITLE,
      resources: all,
      stacks,
      notes: [
        ...notes,
        ...(partial > 0
          ? [
              `${partial} ${partial === 1 ? "resource exists" : "resources exist"} already; a saved plan holds only what changes in them, so they were not checked: use "pulumi preview --json --show-sames"`,
            ]
          : []),
      ],
      incomplete: [],
    };
  }
}

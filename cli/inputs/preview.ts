/** `pulumi preview --json`: the steps that an update would take. */
import { describeValue, type Input, InputError, isObject, type JsonObject } from "./input";
import { isList, Resources } from "./resource";

export const KIND = "pulumi preview --json";

/** Steps after which the resource, or this copy of it, does not exist. */
const GONE: ReadonlySet<unknown> = new Set([
  "delete",
  "delete-replaced",
  "discard",
  "discard-replaced",
  "remove-pending-replace",
]);

/** True for what `pulumi preview --json` prints. An empty one has no steps at all. */
export function isPreview(value: JsonObject): boolean {
  return "steps" in value || "changeSummary" in value || ("diagnostics" in value && "duration" in value);
}

/** Reads a preview: the resources as they will be. */
export function readPreview(value: JsonObject): Input {
  const { steps } = value;
  if (!isList(steps))
    throw new InputError(`expected "steps" to be an array, as in ${KIND}; found ${describeValue(steps)}`);
  const resources = new Resources();
  let same = 0;
  for (const [index, step] of (steps ?? []).entries()) {
    if (!isObject(step)) {
      resources.pass(`steps[${index}]`);
      continue;
    }
    if (step.op === "same") same += 1;
    // A step that only takes a resource away has no new state, whatever it is called.
    const gone = GONE.has(step.op) || (step.newState === undefined && isObject(step.oldState));
    if (!gone) resources.add(step.newState, () => `steps[${index}].newState`);
  }
  return { kind: KIND, resources: resources.all, notes: [...resources.notes, ...leftOut(value, same)] };
}

/** A preview prints what changes; what it does not show must not pass for checked. */
function leftOut(value: JsonObject, sameShown: number): string[] {
  const summary = isObject(value.changeSummary) ? value.changeSummary : {};
  const hidden = (typeof summary.same === "number" ? summary.same : 0) - sameShown;
  const failed =
    Array.isArray(value.diagnostics) && value.diagnostics.some((d) => isObject(d) && d.severity === "error");
  return [
    ...(hidden > 0
      ? [
          `the preview leaves out ${hidden} unchanged ${hidden === 1 ? "resource" : "resources"}, which ${hidden === 1 ? "was" : "were"} not checked: make it with "pulumi preview --json --show-sames"`,
        ]
      : []),
    ...(failed ? ["the preview itself ended with an error: resources that it did not reach were not checked"] : []),
  ];
}

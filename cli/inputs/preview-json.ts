/** `pulumi preview --json`: one step per resource, with its state after the step. */
import { object, type ReadResources, readResource } from "./resources";

/** Steps after which the resource is gone, or which only tell how it goes. */
const GONE = new Set([
  "delete",
  "delete-replaced",
  "discard",
  "discard-replaced",
  "read-discard",
  "remove-pending-replace",
]);

export function isPreview(json: Record<string, unknown>): boolean {
  return Array.isArray(json.steps);
}

/** Reads the resources that will be there after the update; one per URN, the last step counts. */
export function readPreview(json: Record<string, unknown>): ReadResources {
  const all: ReadResources = { resources: [], odd: [] };
  const steps = Array.isArray(json.steps) ? json.steps : [];
  steps.forEach((value: unknown, i) => {
    const step = object(value);
    if (!step) {
      all.odd.push(`steps[${i}] is no step: it is no object`);
      return;
    }
    if (typeof step.op === "string" && GONE.has(step.op)) return;
    readResource(step.newState ?? step.oldState, `steps[${i}].newState`, all);
  });
  const last = new Map(all.resources.map((r) => [r.urn, r]));
  return { resources: [...last.values()], odd: all.odd };
}

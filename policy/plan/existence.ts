/** Whether a planned deployment exists already, or is about to be made. */
import type { DeploymentInputs } from "./deployment";
import { isAzureNative, readResource } from "./readers";
import type { PlanResource } from "./resource";
import { known, read } from "./values";

/**
 * Whether a deployment exists as it is planned: with another model, version or SKU than before, it is about to be made.
 * @param now the deployment as its resource states it.
 * @returns undefined where nobody can tell.
 */
export function existsAlready(resource: PlanResource, now: DeploymentInputs): boolean | undefined {
  const { exists, inputsBefore } = resource;
  if (exists !== true || inputsBefore === undefined) return exists;
  const its = deploymentsBefore(resource).find((d) => d.nested === now.nested);
  const parts = ["model", "version", "sku"] as const;
  return its !== undefined && parts.every((part) => isAlike(known(its[part]), known(now[part])));
}

/** Read once for each resource: a template may hold many deployments. */
const before = new WeakMap<PlanResource, readonly DeploymentInputs[]>();

function deploymentsBefore(resource: PlanResource): readonly DeploymentInputs[] {
  let found = before.get(resource);
  if (!found) {
    found = readResource({ ...resource, inputs: resource.inputsBefore })?.deployments ?? [];
    before.set(resource, found);
  }
  return found;
}

function isAlike(a: string | undefined, b: string | undefined): boolean {
  return a?.toLowerCase() === b?.toLowerCase();
}

/** What the outputs of a preview tell of a resource. */
export interface ByOutputs {
  readonly exists: boolean;
  /** Set where the update changes the resource; the outputs do not show what it was before. */
  readonly isChanged?: true;
}

/**
 * Whether a resource exists, by its outputs in a preview. Properties that Azure gives to a resource are not known before
 * it is made. Of one that the update changes only the name is known, which never changes; the others are known of one
 * that stays as it is. The providers that are made from Terraform show no such properties.
 * @returns undefined where nobody can tell.
 */
export function byOutputs(type: string, outputs: unknown): ByOutputs | undefined {
  if (!isAzureNative(type)) return undefined;
  const [name, ...others] = ["name", "etag", "systemData"].map((property) => read(outputs, [property]).state);
  // An object is no string, and known: systemData.
  const isKnown = (state: string | undefined) => state === "known" || state === "invalid";
  if (others.some(isKnown)) return { exists: true };
  if (isKnown(name)) return { exists: true, ...(others.includes("unknown") ? { isChanged: true } : {}) };
  return name === "unknown" ? { exists: false } : undefined;
}

/** Whether a planned deployment exists already, or is about to be made. */
import type { DeploymentInputs } from "./deployment";
import { isAzureNative, readResource } from "./readers";
import type { PlanResource } from "./resource";
import { known, read } from "./values";

/**
 * Whether a deployment exists as it is planned. With another model, version or SKU than before, it is about to be made.
 * @param now the deployment as its resource states it.
 * @returns undefined if that is unknown.
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

/** What the outputs of a preview tell about a resource. */
export interface ByOutputs {
  readonly exists: boolean;
  /** Set if the update changes the resource; the outputs do not show what it was before. */
  readonly isChanged?: true;
}

/**
 * Whether a resource exists, by its outputs in a preview. Properties that Azure gives to a resource are unknown before
 * it is made. If the update changes a resource, only its name is known, which never changes; if it stays as it is, the
 * others are known too. Providers made from Terraform show no such properties.
 * @returns undefined if that is unknown.
 */
export function byOutputs(type: string, outputs: unknown): ByOutputs | undefined {
  if (!isAzureNative(type)) return undefined;
  const [name, ...others] = ["name", "etag", "systemData"].map((property) => read(outputs, [property]).state);
  // systemData is an object: known, although not a string.
  const isKnown = (state: string | undefined) => state === "known" || state === "invalid";
  if (others.some(isKnown)) return { exists: true };
  if (isKnown(name)) return { exists: true, ...(others.includes("unknown") ? { isChanged: true } : {}) };
  return name === "unknown" ? { exists: false } : undefined;
}

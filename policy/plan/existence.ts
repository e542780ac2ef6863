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

/** Properties of an azure-native resource that Azure gives it when it makes it. */
const GIVEN_BY_AZURE = ["name", "etag", "systemData"];

/**
 * Whether a resource exists, by its outputs in a preview: properties that Azure gives to a new resource are not known
 * before it is made. The providers that are made from Terraform show no such properties.
 * @returns undefined where nobody can tell.
 */
export function existsByOutputs(type: string, outputs: unknown): boolean | undefined {
  if (!isAzureNative(type)) return undefined;
  const values = GIVEN_BY_AZURE.map((property) => read(outputs, [property]).state);
  // An object is no string, and known: systemData.
  if (values.some((state) => state === "known" || state === "invalid")) return true;
  return values[0] === "unknown" ? false : undefined;
}

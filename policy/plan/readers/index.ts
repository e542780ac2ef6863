/**
 * The readers of resources, one file per provider. They turn what a program gives a provider into planned deployments,
 * accounts and resource groups. They import ../arm and the types of the plan, and nothing that judges.
 */
import { readTemplate } from "../arm/template";
import { Budget } from "../arm/work";
import type { Reading } from "../deployment";
import type { PlanResource } from "../resource";
import { azapi } from "./azapi";
import { azureNative, isAzureNative } from "./azure-native";
import { classic } from "./classic";
import type { Reader } from "./reader";
import { templateDeployment } from "./template";
import { moduleOf, terraform } from "./terraform";
import { unreadTypes } from "./unread";

export { isAzureNative, moduleOf };

/**
 * The first reader that knows a type reads it. The last one takes what looks like a deployment, and is not read by the
 * others.
 */
const READERS: readonly Reader[] = [azureNative, classic, azapi, templateDeployment, terraform, unreadTypes];

/** Providers whose configuration may give a location to accounts. */
const PROVIDERS = /^pulumi:providers:az/;

/** True for the types that a plan has to see. It is cheap, because it runs for every resource of a program. */
export function isRelevant(type: string): boolean {
  return PROVIDERS.test(type) || READERS.some((reader) => reader.types.test(type));
}

function readerOf(type: string): Reader | undefined {
  return READERS.find((reader) => reader.types.test(type));
}

/**
 * What the reader of its type makes of a resource.
 * @param budget of the run, from which templates take work.
 */
export function readResource(resource: PlanResource, budget = new Budget()): Reading | undefined {
  const reading = readerOf(resource.type)?.read(resource);
  return reading && "template" in reading ? readTemplate(reading.template, budget) : reading;
}

/** True for a resource that makes deployments, or may. */
export function mayMakeDeployments(resource: PlanResource): boolean {
  const reader = readerOf(resource.type);
  if (reader?.mayMakeDeployments) return true;
  const reading = reader?.read(resource);
  return reading !== undefined && ("template" in reading || reading.deployments !== undefined);
}

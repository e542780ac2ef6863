/**
 * The readers of resources, one file per provider. They turn what a program gives a provider into planned deployments,
 * accounts and resource groups. They import ../arm and the types of the plan, and nothing that judges.
 */
import type { Reading } from "../deployment";
import type { PlanResource } from "../resource";
import { azapi } from "./azapi";
import { azureNative } from "./azure-native";
import { classic } from "./classic";
import type { Reader } from "./reader";
import { templateDeployment } from "./template";
import { terraform } from "./terraform";
import { unreadTypes } from "./unread";

/** The first one that knows a type reads it; the last one takes what looks like a deployment and is read by none. */
const READERS: readonly Reader[] = [azureNative, classic, azapi, templateDeployment, terraform, unreadTypes];

/** Providers whose configuration gives accounts their location. */
const PROVIDERS = /^pulumi:providers:az/;

/** True for the types that a plan has to see. Cheap: it is asked for every resource of a program. */
export function isRelevant(type: string): boolean {
  return PROVIDERS.test(type) || READERS.some((reader) => reader.types.test(type));
}

/** What the reader of its type makes of a resource. */
export function readResource(resource: PlanResource): Reading | undefined {
  return READERS.find((reader) => reader.types.test(resource.type))?.read(resource);
}

/** True for a resource that makes deployments, or may: what azapi makes is written in its inputs. */
export function mayMakeDeployments(resource: PlanResource): boolean {
  return azapi.types.test(resource.type) || readResource(resource)?.deployments !== undefined;
}

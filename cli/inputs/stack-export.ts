/** `pulumi stack export`: the resources of a deployment's state. */
import { object, type ReadResources, readResource } from "./resources";

export function isStackExport(json: Record<string, unknown>): boolean {
  return object(json.deployment) !== undefined;
}

/** Reads the resources of a state, but those that are only waiting to be deleted. */
export function readStackExport(json: Record<string, unknown>): ReadResources {
  const all: ReadResources = { resources: [], odd: [] };
  const resources = object(json.deployment)?.resources;
  // A stack that was destroyed has no list at all.
  (Array.isArray(resources) ? resources : []).forEach((entry: unknown, i) => {
    if (object(entry)?.delete !== true) readResource(entry, `deployment.resources[${i}]`, all);
  });
  return all;
}

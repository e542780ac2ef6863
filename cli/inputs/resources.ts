/** What the readers of plans and states share: one JSON entry → one resource, and what is odd is counted. */
import type { PlanResource } from "../../policy/plan/resource";

export interface ReadResources {
  readonly resources: PlanResource[];
  /** What could not be read as a resource, in words, e.g. "steps[3].newState has no urn". */
  readonly odd: string[];
}

/** A plain JSON object, or undefined. */
export function object(value: unknown): Record<string, unknown> | undefined {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

/** The last part of a URN: the resource's name in the program. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/**
 * Reads an entry of the shape that plans and states share (apitype.ResourceV3).
 * @param where the entry stands, for the word about an odd one.
 */
export function readResource(entry: unknown, where: string, into: ReadResources): void {
  const r = object(entry);
  const urn = text(r?.urn);
  const type = text(r?.type);
  if (!r || urn === undefined || type === undefined) {
    into.odd.push(`${where} is no resource: ${r ? "it has no urn or type" : "it is no object"}`);
    return;
  }
  const dependencies = object(r.propertyDependencies);
  into.resources.push({
    urn,
    type,
    name: nameOf(urn),
    inputs: r.inputs,
    outputs: r.outputs,
    ...(text(r.id) === undefined ? {} : { id: text(r.id) }),
    ...(text(r.parent) === undefined ? {} : { parent: text(r.parent) }),
    ...(text(r.provider) === undefined ? {} : { provider: text(r.provider) }),
    ...(dependencies ? { propertyDependencies: urnLists(dependencies) } : {}),
    ...(r.external === true ? { external: true } : {}),
    ...(text(r.sourcePosition) === undefined ? {} : { sourcePosition: text(r.sourcePosition) }),
  });
}

function urnLists(dependencies: Record<string, unknown>): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const [key, urns] of Object.entries(dependencies)) {
    if (Array.isArray(urns)) lists[key] = urns.filter((u): u is string => typeof u === "string");
  }
  return lists;
}

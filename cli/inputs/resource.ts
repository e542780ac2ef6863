/** Resources as Pulumi writes them into states and previews (apitype.ResourceV3). */
import type { PlanResource } from "../../policy/plan/resource";
import { isObject } from "./input";

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/**
 * A resource of a state or of a preview.
 * @returns undefined for an entry that is none: no object, or without URN or type.
 */
export function toResource(entry: unknown): PlanResource | undefined {
  if (!isObject(entry)) return undefined;
  const urn = text(entry.urn);
  const type = text(entry.type);
  if (urn === undefined || type === undefined) return undefined;
  return {
    urn,
    type,
    name: nameOf(urn),
    id: text(entry.id),
    inputs: entry.inputs ?? {},
    outputs: entry.outputs,
    parent: text(entry.parent),
    provider: text(entry.provider),
    propertyDependencies: toDependencies(entry.propertyDependencies),
    external: entry.external === true,
    sourcePosition: text(entry.sourcePosition),
  };
}

/** The name in `urn:pulumi:stack::project::type::name`; a name may itself hold `::`. */
export function nameOf(urn: string): string {
  let at = 0;
  for (let part = 0; part < 3; part += 1) {
    const next = urn.indexOf("::", at);
    if (next === -1) return urn.slice(at);
    at = next + 2;
  }
  return urn.slice(at);
}

/** Property dependencies, less what is none. */
export function toDependencies(value: unknown): PlanResource["propertyDependencies"] {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  if (entries.every(([, urns]) => isUrns(urns))) return value as PlanResource["propertyDependencies"];
  return Object.fromEntries(entries.filter((entry): entry is [string, string[]] => isUrns(entry[1])));
}

function isUrns(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((urn) => typeof urn === "string");
}

/** Resources of a file, one per URN, with the entries that are none. */
export class Resources {
  readonly #byUrn = new Map<string, PlanResource>();
  readonly #odd: string[] = [];

  /** @param where the entry stands, e.g. `steps[3].newState`. */
  add(entry: unknown, where: () => string): void {
    const resource = toResource(entry);
    if (resource) this.put(resource);
    else this.#odd.push(where());
  }

  put(resource: PlanResource): void {
    this.#byUrn.set(resource.urn, resource);
  }

  pass(where: string): void {
    this.#odd.push(where);
  }

  get all(): PlanResource[] {
    return [...this.#byUrn.values()];
  }

  /** One note on all entries that are no resources. */
  get notes(): string[] {
    const odd = this.#odd;
    if (odd.length === 0) return [];
    const shown = odd.slice(0, 5).join(", ");
    const more = odd.length > 5 ? ` and ${odd.length - 5} more` : "";
    const what = odd.length === 1 ? "1 entry is no resource (an object with urn and type) and was" : "";
    return [
      `${what || `${odd.length} entries are no resources (objects with urn and type) and were`} passed over: ${shown}${more}`,
    ];
  }
}

/** A field of a file that must be an array where it is there at all: Pulumi leaves empty ones out. */
export function isList(value: unknown): value is readonly unknown[] | undefined {
  return value === undefined || Array.isArray(value);
}

import { nameIn } from "./urn";
import { UnknownValue } from "./values";

/**
 * The one shape in which a resource reaches the readers, whether it comes from a running preview, a plan file or a
 * stack export. Property trees are raw: unknown values are Pulumi's sentinel strings, secrets its signature objects.
 */
export interface PlanResource {
  readonly urn: string;
  /** Type token, e.g. `azure-native:cognitiveservices:Deployment`. */
  readonly type: string;
  /** Name of the resource in the program (last part of the URN). */
  readonly name: string;
  /** Cloud id, if it is known. */
  readonly id?: string;
  /** Input properties. They may be anything at all; readers look only at own properties. */
  readonly inputs: unknown;
  /** Output properties, if the source has them. */
  readonly outputs?: unknown;
  readonly parent?: string;
  /** URN of the provider resource (a trailing `::id` is allowed). */
  readonly provider?: string;
  /** Input properties of the provider, if the source attaches them to the resource (a policy pack does). */
  readonly providerInputs?: unknown;
  /** Property name → URNs of the resources that the property was made from. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** URNs of all resources that it depends on, for whatever reason. */
  readonly dependencies?: readonly string[];
  /** A component: it groups resources of the program, and makes nothing itself. */
  readonly isComponent?: boolean;
  /** A `.get()` read: the program looks at the resource and does not own it. */
  readonly external?: boolean;
  /** True if it exists before the update, false if the update makes or replaces it; absent if that is unknown. */
  readonly exists?: boolean;
  /** Set if it exists, the update changes it, and it is unknown what it was before (a policy pack at its end). */
  readonly isChanged?: true;
  /** Input properties before the update, if it changes them (plans only). */
  readonly inputsBefore?: unknown;
  /** Property trees with their marks of secrets, if those in `inputs` have lost them (in a policy pack they have). */
  readonly marked?: readonly unknown[];
  /** Where the program made the resource, e.g. `project:///index.ts#5,1` (plans only). */
  readonly sourcePosition?: string;
}

/**
 * A resource from any value that a caller of the library may pass in.
 * @returns undefined for a value without URN or type. A field of another shape is left out; inputs that cannot be read
 *   are unknown.
 */
export function resourceFrom(value: unknown): PlanResource | undefined {
  const field = (key: string): unknown => {
    try {
      return Reflect.get(Object(value), key);
    } catch {
      return new UnknownValue("not readable");
    }
  };
  const text = (key: string) => {
    const found = field(key);
    return typeof found === "string" ? found : undefined;
  };
  const [urn, type, exists] = [text("urn"), text("type"), field("exists")];
  if (urn === undefined || type === undefined) return undefined;
  return {
    urn,
    type,
    name: text("name") ?? nameIn(urn),
    id: text("id"),
    inputs: field("inputs"),
    outputs: field("outputs"),
    parent: text("parent"),
    provider: text("provider"),
    providerInputs: field("providerInputs"),
    propertyDependencies: dependenciesCopied(field("propertyDependencies")),
    dependencies: urnsCopied(field("dependencies")),
    isComponent: field("isComponent") === true,
    external: field("external") === true,
    exists: typeof exists === "boolean" ? exists : undefined,
    inputsBefore: field("inputsBefore"),
    sourcePosition: text("sourcePosition"),
  };
}

/** URNs from any value, whose traps and getters run once, here; undefined for anything but a list of URNs. */
function urnsCopied(value: unknown): readonly string[] | undefined {
  try {
    return Array.isArray(value) ? urnsFrom([...value]) : undefined;
  } catch {
    return undefined;
  }
}

/** Property dependencies from any value, whose traps and getters run once, here. */
function dependenciesCopied(value: unknown): PlanResource["propertyDependencies"] {
  try {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
    const copied = Object.entries<unknown>({ ...value }).map(([property, urns]) => [property, urnsCopied(urns)]);
    return dependenciesFrom(Object.fromEntries(copied));
  } catch {
    return undefined;
  }
}

/** URNs from any value; undefined for anything but a list of URNs. */
export function urnsFrom(value: unknown): readonly string[] | undefined {
  return isUrns(value) ? value : undefined;
}

/** Property dependencies from any value; entries that are not lists of URNs are left out. */
export function dependenciesFrom(value: unknown): PlanResource["propertyDependencies"] {
  try {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
    if (Object.values<unknown>({ ...value }).every(isUrns)) return value as PlanResource["propertyDependencies"];
    return Object.fromEntries(
      Object.entries<unknown>({ ...value }).filter((entry): entry is [string, string[]] => isUrns(entry[1])),
    );
  } catch {
    return undefined;
  }
}

function isUrns(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((urn) => typeof urn === "string");
}

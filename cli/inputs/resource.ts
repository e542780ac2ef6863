/** Resources in states and previews (apitype.ResourceV3). */
import { isRelevant, mayMakeDeployments } from "../../policy/plan/readers";
import { dependenciesFrom, type PlanResource, urnsFrom } from "../../policy/plan/resource";
import { nameIn, stackOf } from "../../policy/plan/urn";
import { isObject } from "./input";

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const FEW_SHAPES = 20;

/** Values that many resources of a file have in common: each is kept once. */
class Shared {
  readonly #texts = new Map<string, string>();
  readonly #dependencies: { readonly keys: readonly string[]; readonly value: PlanResource["propertyDependencies"] }[] =
    [];

  text(value: unknown): string | undefined {
    const given = text(value);
    if (given === undefined) return undefined;
    const known = this.#texts.get(given);
    if (known !== undefined) return known;
    this.#texts.set(given, given);
    return given;
  }

  /** Property dependencies. Those of most resources name nothing, and differ only in their properties. */
  dependencies(value: unknown): PlanResource["propertyDependencies"] {
    if (!isObject(value) || !Object.values(value).every((urns) => Array.isArray(urns) && urns.length === 0)) {
      return dependenciesFrom(value);
    }
    const keys = Object.keys(value);
    const known = this.#dependencies.find(
      (d) => d.keys.length === keys.length && d.keys.every((k, i) => k === keys[i]),
    );
    if (known) return known.value;
    const given = { keys, value: dependenciesFrom(value) };
    // The resources that are read are of few types.
    if (this.#dependencies.length < FEW_SHAPES) this.#dependencies.push(given);
    return given.value;
  }
}

/**
 * A resource of a state or of a preview.
 * @param existence what the file tells about whether it exists before the update.
 * @returns undefined for an entry that is not a resource: not an object, or without URN or type.
 */
export function toResource(entry: unknown, existence: Existence = {}, shared = new Shared()): PlanResource | undefined {
  if (!isObject(entry)) return undefined;
  const urn = text(entry.urn);
  const type = text(entry.type);
  if (urn === undefined || type === undefined) return undefined;
  return {
    urn,
    type: shared.text(type) ?? type,
    name: nameIn(urn),
    id: text(entry.id),
    inputs: entry.inputs ?? {},
    outputs: entry.outputs,
    parent: shared.text(entry.parent),
    provider: shared.text(entry.provider),
    propertyDependencies: shared.dependencies(entry.propertyDependencies),
    dependencies: urnsFrom(entry.dependencies),
    external: entry.external === true,
    isComponent: entry.custom === false ? true : undefined,
    sourcePosition: shared.text(entry.sourcePosition),
    exists: existence.exists,
    inputsBefore: existence.inputsBefore,
  };
}

/** Whether a resource exists before the update, and what it was like. */
type Existence = Pick<PlanResource, "exists" | "inputsBefore">;

/**
 * True for an entry that groups others, or depends on some. It is cheap, because it runs for every resource of a file.
 */
function mayLink(entry: unknown): boolean {
  if (!isObject(entry) || entry.type === "pulumi:pulumi:Stack") return false;
  return entry.custom === false || (Array.isArray(entry.dependencies) && entry.dependencies.length > 0);
}

/** The parts that determine the order, without the inputs, which may be large. */
function linkOf({ urn, type, name, parent, dependencies, isComponent }: PlanResource): PlanResource {
  return { urn, type, name, parent, dependencies, isComponent: isComponent === true, inputs: {} };
}

/** How many entries a note names. */
const SHOWN = 5;

/** A plan ignores such a resource. */
function isBare(inputs: unknown): boolean {
  return typeof inputs !== "object" || inputs === null || Object.keys(inputs).length === 0;
}

/** Collects the resources of a file: those that matter, one per URN; of the others only their stacks. */
export class Resources {
  readonly #byUrn = new Map<string, PlanResource>();
  /** Of the other resources, those through which one deployment may depend on another. */
  readonly #links = new Map<string, PlanResource>();
  readonly #stacks = new Set<string>();
  readonly #relevant = new Map<string, boolean>();
  readonly #shared = new Shared();
  readonly #odd: string[] = [];
  #oddCount = 0;
  #repeated = 0;
  /** `urn:pulumi:stack::project::` of the last resource: nearly always that of the next one, too. */
  #prefix: string | undefined;

  /** @param isSorted true for a file that has each resource after those that it depends on. */
  constructor(private readonly isSorted = true) {}

  /**
   * Takes an entry of the file, whatever it is.
   * @param where the path of the entry, e.g. `steps[3].newState`.
   * @param existence what the file tells about whether it exists before the update.
   */
  add(entry: unknown, where: () => string, existence: Existence = {}): void {
    const urn = isObject(entry) ? text(entry.urn) : undefined;
    const type = isObject(entry) ? text(entry.type) : undefined;
    if (urn === undefined || type === undefined) {
      this.pass(where());
      return;
    }
    this.#noteStack(urn);
    const resource = this.#isRelevant(type) || mayLink(entry) ? toResource(entry, existence, this.#shared) : undefined;
    if (!resource) return;
    if (!this.#isRelevant(type)) {
      if (this.#isLink(resource)) this.#links.set(urn, linkOf(resource));
      return;
    }
    if (this.#byUrn.has(urn)) this.#repeated += 1;
    this.#byUrn.set(urn, resource);
  }

  /** Counts an entry that is not a resource. */
  pass(where: string): void {
    this.#oddCount += 1;
    if (this.#odd.length < SHOWN) this.#odd.push(where);
  }

  get all(): PlanResource[] {
    return [...this.#byUrn.values(), ...this.#links.values()];
  }

  /** True for a component, and for a resource that depends on a deployment. */
  #isLink({ isComponent, dependencies = [], parent }: PlanResource): boolean {
    if (isComponent || !this.isSorted) return true;
    const isOne = (urn: string) => {
      const resource = this.#byUrn.get(urn);
      return resource !== undefined && mayMakeDeployments(resource);
    };
    if (dependencies.some((urn) => this.#links.has(urn) || isOne(urn))) return true;
    if (parent === undefined) return false;
    return isOne(parent) || this.#links.get(parent)?.isComponent === false;
  }

  get stacks(): string[] {
    return [...this.#stacks].sort();
  }

  /** How many resources have the URN of another one, which they replaced. */
  get repeated(): number {
    return this.#repeated;
  }

  /** One note on all entries that are not resources, and one on deployments about which nothing is known. */
  get notes(): string[] {
    return [...this.#oddNotes(), ...this.#bareNotes()];
  }

  /**
   * A preview of some resources (--target) has the others without inputs; a damaged entry of a state looks the same.
   */
  #bareNotes(): string[] {
    const bare = [...this.#byUrn.values()].filter(
      (r) => !r.external && isBare(r.inputs) && mayMakeDeployments({ ...r, inputs: {} }),
    );
    if (bare.length === 0) return [];
    const names = bare.slice(0, SHOWN).map((r) => r.name);
    const more = bare.length > SHOWN ? ` and ${bare.length - SHOWN} more` : "";
    const what = bare.length === 1 ? "1 deployment has no inputs and was" : "";
    return [`${what || `${bare.length} deployments have no inputs and were`} not checked: ${names.join(", ")}${more}`];
  }

  #oddNotes(): string[] {
    const count = this.#oddCount;
    if (count === 0) return [];
    const shown = this.#odd.join(", ");
    const more = count > this.#odd.length ? ` and ${count - this.#odd.length} more` : "";
    const what = count === 1 ? "1 entry is not a resource (an object with urn and type) and was" : "";
    return [
      `${what || `${count} entries are not resources (objects with urn and type) and were`} skipped: ${shown}${more}`,
    ];
  }

  #noteStack(urn: string): void {
    if (this.#prefix !== undefined && urn.startsWith(this.#prefix)) return;
    const stack = stackOf(urn);
    if (stack === undefined) return;
    this.#prefix = urn.slice(0, urn.indexOf("::", urn.indexOf("::") + 2) + 2);
    this.#stacks.add(stack);
  }

  /** Looked up once per type: a file has many resources and few types. */
  #isRelevant(type: string): boolean {
    let relevant = this.#relevant.get(type);
    if (relevant === undefined) {
      relevant = isRelevant(type);
      this.#relevant.set(type, relevant);
    }
    return relevant;
  }
}

/** A field of a file that must be an array if it exists: Pulumi leaves empty ones out. */
export function isList(value: unknown): value is readonly unknown[] | undefined {
  return value === undefined || Array.isArray(value);
}

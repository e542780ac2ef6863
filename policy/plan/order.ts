/**
 * The order in which an update makes resources. A resource waits for its dependencies and for its parent; a dependency
 * on a component is one on everything in it.
 */
import type { PlanResource } from "./resource";

/** The parts of a resource that determine the order. */
export type Linked = Pick<PlanResource, "urn" | "parent" | "dependencies" | "propertyDependencies" | "isComponent">;

interface Links {
  readonly parent: string | undefined;
  readonly dependencies: readonly string[];
  readonly isComponent: boolean;
}

const NONE: readonly string[] = [];

export class Order {
  readonly #links = new Map<string, Links>();
  readonly #children = new Map<string, string[]>();
  /** The links of a resource that depends on nothing: most resources are such, and share them. */
  #alone: Links | undefined;
  /** The last property dependencies that were empty; resources of one shape may share them. */
  #empty: unknown;
  /** What is made before the children of the last parent, if they depend on nothing else. */
  #beforeChildren: { readonly parent: string; readonly before: ReadonlySet<string> } | undefined;

  /** Takes a resource. If it was taken before, its links are added. */
  add({ urn, parent, dependencies = [], propertyDependencies = {}, isComponent }: Linked): void {
    const before = this.#links.get(urn);
    this.#beforeChildren = undefined;
    const isAlone = !before && dependencies.length === 0 && this.#namesNothing(propertyDependencies);
    this.#links.set(
      urn,
      isAlone
        ? this.#aloneIn(parent, isComponent === true)
        : {
            parent: before?.parent ?? parent,
            dependencies: [
              ...new Set([
                ...(before?.dependencies ?? []),
                ...dependencies,
                ...Object.values(propertyDependencies).flat(),
              ]),
            ],
            isComponent: isComponent === true || before?.isComponent === true,
          },
    );
    if (parent === undefined || before?.parent !== undefined) return;
    const others = this.#children.get(parent);
    if (others) others.push(urn);
    else this.#children.set(parent, [urn]);
  }

  #namesNothing(propertyDependencies: NonNullable<Linked["propertyDependencies"]>): boolean {
    if (propertyDependencies === this.#empty) return true;
    if (!Object.values(propertyDependencies).every((urns) => urns.length === 0)) return false;
    this.#empty = propertyDependencies;
    return true;
  }

  #aloneIn(parent: string | undefined, isComponent: boolean): Links {
    if (this.#alone?.parent !== parent || this.#alone?.isComponent !== isComponent) {
      this.#alone = { parent, dependencies: NONE, isComponent };
    }
    return this.#alone;
  }

  /** All resources that are made before a resource, directly or not. */
  before(later: string): ReadonlySet<string> {
    const links = this.#links.get(later);
    if (links === undefined || links.parent === undefined || links.dependencies.length > 0) return this.#before(later);
    // It waits for its parent alone, like nearly all resources of a program.
    if (this.#beforeChildren?.parent !== links.parent) {
      this.#beforeChildren = { parent: links.parent, before: this.#before(links.parent).add(links.parent) };
    }
    const { before } = this.#beforeChildren;
    return before.has(later) ? this.#before(later) : before;
  }

  #before(later: string): Set<string> {
    // As a resource, and as a component with everything in it.
    const [seen, seenWhole] = [new Set<string>(), new Set<string>()];
    const ahead: [urn: string, isWhole: boolean][] = [];
    const visit = (urn: string, isWhole: boolean) => {
      const those = isWhole ? seenWhole : seen;
      if (those.has(urn)) return;
      those.add(urn);
      ahead.push([urn, isWhole]);
    };
    visit(later, false);
    for (let next = ahead.pop(); next; next = ahead.pop()) {
      const [urn, isWhole] = next;
      const its = this.#links.get(urn);
      if (!its) continue;
      for (const dependency of its.dependencies) visit(dependency, true);
      // It waits for its parent, not for the parent's other children.
      if (its.parent !== undefined) visit(its.parent, false);
      if (isWhole && its.isComponent) for (const child of this.#children.get(urn) ?? []) visit(child, true);
    }
    for (const urn of seenWhole) seen.add(urn);
    seen.delete(later);
    return seen;
  }
}

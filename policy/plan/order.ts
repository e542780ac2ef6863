/**
 * Which resources an update makes after which others. A resource waits for all that it depends on and for its parent; a
 * dependency on a component is one on everything in it.
 */
import type { PlanResource } from "./resource";

/** What the order of resources is told from. */
export type Linked = Pick<PlanResource, "urn" | "parent" | "dependencies" | "propertyDependencies" | "isComponent">;

interface Links {
  readonly parent?: string;
  readonly dependencies: readonly string[];
  readonly isComponent: boolean;
}

export class Order {
  readonly #links = new Map<string, Links>();
  readonly #children = new Map<string, string[]>();

  /** Takes a resource in; what is told of one that was taken before is added to what is known. */
  add({ urn, parent, dependencies = [], propertyDependencies = {}, isComponent }: Linked): void {
    const before = this.#links.get(urn);
    const named = Object.values(propertyDependencies).flat();
    const its = {
      ...(before?.parent === undefined && parent === undefined ? {} : { parent: before?.parent ?? parent }),
      dependencies: [...new Set([...(before?.dependencies ?? []), ...dependencies, ...named])],
      isComponent: isComponent === true || before?.isComponent === true,
    };
    this.#links.set(urn, its);
    if (parent === undefined || before?.parent !== undefined) return;
    const others = this.#children.get(parent);
    if (others) others.push(urn);
    else this.#children.set(parent, [urn]);
  }

  /** True for a resource that is made after another one, whatever lies between them. */
  follows(later: string, earlier: string): boolean {
    const seen = new Set<string>();
    const ahead: [urn: string, isWhole: boolean][] = [];
    const visit = (urn: string, isWhole: boolean) => {
      const key = `${isWhole}${urn}`;
      if (seen.has(key)) return;
      seen.add(key);
      ahead.push([urn, isWhole]);
    };
    visit(later, false);
    for (let next = ahead.pop(); next; next = ahead.pop()) {
      const [urn, isWhole] = next;
      if (urn === earlier && urn !== later) return true;
      const its = this.#links.get(urn);
      if (!its) continue;
      for (const dependency of its.dependencies) visit(dependency, true);
      // It waits for its parent, and not for the other children of it.
      if (its.parent !== undefined) visit(its.parent, false);
      if (isWhole && its.isComponent) for (const child of this.#children.get(urn) ?? []) visit(child, true);
    }
    return false;
  }
}

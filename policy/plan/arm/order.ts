/** The order in which Azure makes the resources of a template: by dependsOn, and by serial loops. */
import { partsOf, type TextPart } from "./unevaluated";

/** A loop over resources. */
export interface Loop {
  /** The same for all copies. */
  readonly path: string;
  /** True for a loop that makes one copy at a time. */
  readonly isSerial: boolean;
}

/** How dependsOn refers to a resource of a template, and what the resource waits for. */
export interface NodeFacts {
  /** Tells one list of resources from another. */
  readonly level: number;
  /** The nested template that contains it. */
  readonly parent?: TemplateNode | undefined;
  /** "account/deployment", or the name of a nested template. */
  readonly name: readonly TextPart[] | undefined;
  readonly symbolicName?: string | undefined;
  readonly loop?: Loop | undefined;
  /** Name of the loop. */
  readonly loopName?: string | undefined;
  /** Called only if the order is needed. */
  readonly dependsOn: () => readonly unknown[];
}

/** The deployments and nested templates of a template, by the references of dependsOn. */
export class TemplateNodes {
  readonly #byKey = new Map<string, TemplateNode[]>();

  add(facts: NodeFacts): TemplateNode {
    const node = new TemplateNode(this, facts);
    const { level, name, symbolicName, loopName } = facts;
    const text = name && textOf(name);
    for (const key of [
      ...(text === undefined ? [] : [`name ${text}`]),
      ...(symbolicName === undefined ? [] : [`symbol ${level} ${symbolicName}`]),
      ...(loopName === undefined ? [] : [`symbol ${level} ${loopName.toLowerCase()}`]),
    ]) {
      const others = this.#byKey.get(key);
      if (others) others.push(node);
      else this.#byKey.set(key, [node]);
    }
    return node;
  }

  /**
   * The nodes that an entry of dependsOn refers to.
   * @returns undefined if the entry is unknown: it may be any of them.
   */
  find(entry: unknown, level: number): readonly TemplateNode[] | undefined {
    const parts = partsOf(entry);
    if (!parts) return undefined;
    const text = textOf(parts);
    const [, account, deployment] =
      /microsoft\.cognitiveservices\/accounts\/(.+?)\/deployments\/(.+)$/.exec(text) ?? [];
    const [, nested] = /microsoft\.resources\/deployment(?:s|stacks)\/(.+)$/.exec(text) ?? [];
    const name = account === undefined ? (nested ?? text) : `${account}/${deployment}`;
    return (
      (typeof entry === "string" ? this.#byKey.get(`symbol ${level} ${entry}`) : undefined) ??
      this.#byKey.get(`symbol ${level} ${text}`) ??
      this.#byKey.get(`name ${name}`) ??
      []
    );
  }
}

/** A deployment or a nested template. */
export class TemplateNode {
  #before: readonly TemplateNode[] | "unclear" | undefined;

  constructor(
    private readonly nodes: TemplateNodes,
    private readonly facts: NodeFacts,
  ) {}

  /**
   * True if Azure makes it after another one of the same template. If that is unknown, it counts as an order, so that
   * no finding reports a fault that may not exist.
   */
  follows(other: TemplateNode): boolean {
    const around = other.#around();
    if (this.#around().some((node) => around.some((its) => node !== its && isOneAtATime(node, its)))) return true;
    const seen = new Set<TemplateNode>();
    const ahead: TemplateNode[] = [...this.#around()];
    for (let next = ahead.pop(); next; next = ahead.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const before = next.#waitsFor();
      if (before === "unclear") return true;
      if (before.some((node) => around.includes(node))) return true;
      for (const node of before) ahead.push(...node.#around());
    }
    return false;
  }

  /** It, and the nested templates that contain it. */
  #around(): TemplateNode[] {
    const around: TemplateNode[] = [];
    for (let node: TemplateNode | undefined = this; node; node = node.facts.parent) around.push(node);
    return around;
  }

  #waitsFor(): readonly TemplateNode[] | "unclear" {
    this.#before ??= this.#workOut();
    return this.#before;
  }

  #workOut(): readonly TemplateNode[] | "unclear" {
    try {
      const found: TemplateNode[] = [];
      for (const entry of this.facts.dependsOn()) {
        const nodes = this.nodes.find(entry, this.facts.level);
        if (!nodes) return "unclear";
        found.push(...nodes);
      }
      return found;
    } catch {
      // Too much work.
      return "unclear";
    }
  }

  get loop(): Loop | undefined {
    return this.facts.loop;
  }
}

function isOneAtATime({ loop: a }: TemplateNode, { loop: b }: TemplateNode): boolean {
  return a?.isSerial === true && a.path === b?.path;
}

function textOf(parts: readonly TextPart[]): string {
  return parts.map((part) => (typeof part === "string" ? part.toLowerCase() : `{${part.symbol}}`)).join("");
}

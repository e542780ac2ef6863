/** What a template makes: accounts, deployments and resource groups, and what could not be read. */
import type { AccountInputs, DeploymentInputs, ResourceGroupInputs, TagReader } from "../deployment";
import { ABSENT, known, toValue, type Value } from "../values";
import { DEPLOYMENT_BODY, readDeploymentBody } from "./body";
import { evaluate, evaluateOnly } from "./evaluate";
import { isList } from "./functions/kinds";
import { type Draft, splitName, TemplateAccounts, textOf } from "./joining";
import { tooLarge } from "./limits";
import { type Loop, type TemplateNode, TemplateNodes } from "./order";
import type { Loops, Scope } from "./scope";
import { purposesIn, tagIn } from "./tags";
import { items, pick } from "./tree";
import { partsOf, settle, type TextPart, Unevaluated } from "./unevaluated";
import { unreadDeployment } from "./unread";
import type { TemplateWork } from "./work";

/** The Pulumi resource that deploys a template. */
export interface TemplateOwner {
  readonly urn: string;
  readonly name: string;
  /** Resource group that it deploys to. */
  readonly resourceGroupName: Value;
  readonly location: unknown;
  /** Input properties that template and parameters come from. */
  readonly properties: readonly string[];
}

export interface TemplateContents {
  readonly deployments: DeploymentInputs[];
  readonly accounts: AccountInputs[];
  readonly groups: ResourceGroupInputs[];
}

/** What a deployment costs: it is judged, and may have findings. */
const KEPT = 400;

/** What an account, a resource group or a nested template costs. */
export const OF_ITS_OWN = KEPT / 10;

/** Where a resource is in a template. */
export interface TemplatePlace {
  readonly scope: Scope;
  readonly loops: Loops;
  /** Resource group that it is deployed to. */
  readonly group: Value;
  /** Tells one list of resources from another. */
  readonly level: number;
  /** True in a template of language version 2.0, whose nested templates are evaluated by themselves. */
  readonly isVersion2: boolean;
  /** Its symbolic name, in templates that have them. */
  readonly symbolicName?: string | undefined;
  readonly parent?: ParentResource | undefined;
  /** The nested template that contains it. */
  readonly inside?: TemplateNode | undefined;
  /** The innermost loop that makes it. */
  readonly loop?: (Loop & { readonly name: string | undefined }) | undefined;
  /** "resources[2]": the same for all copies of a loop. */
  readonly path: string;
  /** "resources[2] (copy 7)" */
  readonly where: string;
}

interface ParentResource {
  readonly type: string;
  readonly account: AccountInputs | undefined;
  readonly parts: readonly TextPart[] | undefined;
  readonly name: Value;
}

/** Collects what a template makes, while somebody walks through it. */
export class TemplateResources {
  readonly contents: TemplateContents = { deployments: [], accounts: [], groups: [] };
  readonly #drafts: Draft[] = [];
  readonly #accounts = new TemplateAccounts();
  readonly #nodes = new TemplateNodes();
  readonly #unread = new Set<string>();

  constructor(
    private readonly owner: TemplateOwner,
    private readonly work: TemplateWork,
  ) {}

  /** Takes a resource group. */
  group(groupName: Value, location: Value): void {
    this.work.spend(OF_ITS_OWN);
    const { urn, name } = this.owner;
    this.contents.groups.push({ urn, name: known(groupName) ?? `of ${name}`, groupName, location });
  }

  /** Finds the accounts of the deployments, after the whole template was seen. */
  join(): void {
    for (const draft of this.#drafts) {
      this.contents.deployments.push(this.#accounts.join(draft, this.owner.properties));
    }
  }

  /** Notes that something which may hold deployments was not read. */
  leave(value: string, why: string, fix: string): void {
    const key = JSON.stringify([value, why]);
    if (this.#unread.has(key)) return;
    this.#unread.add(key);
    this.contents.deployments.push(unreadDeployment(this.owner, { value, why, fix }));
  }

  /** Takes an account. */
  account(raw: unknown, name: unknown, place: TemplatePlace): AccountInputs {
    this.work.spend(OF_ITS_OWN);
    const location = evaluateOnly(pick(raw, "location"), "text", place.scope, place.loops);
    const locationGroup = location instanceof Unevaluated ? location.locationOf : undefined;
    const tag = tagsOf(raw, place.scope, place.loops);
    const accountName = toValue(name);
    const account: AccountInputs = {
      urn: this.owner.urn,
      name: known(accountName) ?? `in the template of ${this.owner.name}`,
      accountName,
      resourceGroupName: place.group,
      location: locationGroup ? ABSENT : toValue(location),
      ...(locationGroup ? { locationGroup } : {}),
      fallback: "none",
      tag,
      ...purposesIn(tag),
    };
    this.contents.accounts.push(account);
    this.#accounts.add(account, name, place.level, place.symbolicName);
    return account;
  }

  /** Takes a deployment; {@link join} finds its account. */
  deployment(raw: unknown, name: unknown, place: TemplatePlace): void {
    this.work.spend(KEPT);
    const { scope, loops, parent } = place;
    const body = evaluateOnly(raw, DEPLOYMENT_BODY, scope, loops);
    const tag = tagsOf(raw, scope, loops);
    const parts = partsOf(name);
    const { account, deployment } = parent ? { account: parent.parts, deployment: parts } : splitName(parts);
    const why = parent ? parent.name : toValue(name);
    const deploymentName = textOf(deployment);
    const node = this.node(raw, parent && parts && parent.parts ? [...parent.parts, "/", ...parts] : parts, place);
    this.#drafts.push({
      inputs: {
        urn: this.owner.urn,
        name: known(deploymentName) ?? place.where,
        ...readDeploymentBody(body),
        tag,
        ...purposesIn(tag),
        resourceGroupName: place.group,
        node,
        ...(place.where === place.path ? {} : { copyOf: place.path }),
      },
      where: place.where,
      name: deploymentName,
      account: parent?.account,
      accountParts: account,
      whyNoName: why.state === "unknown" || why.state === "invalid" ? why.why : "not given",
      level: place.level,
      dependsOn: () => (parent ? [] : this.#dependencies(pick(raw, "dependsOn"), place)),
    });
  }

  #dependencies(raw: unknown, { scope, loops }: TemplatePlace): readonly unknown[] {
    try {
      const list = typeof raw === "string" ? evaluate(raw, scope, loops) : raw;
      if (!isList(list)) return [];
      this.work.spend(list.length);
      return items(list).map((entry) => evaluateOnly(entry, "text", scope, loops));
    } catch {
      // Too much work: the account stays unknown, and the other deployments are still read.
      return [];
    }
  }

  /** A place in the order in which Azure deploys what the template holds. */
  node(raw: unknown, name: readonly TextPart[] | undefined, place: TemplatePlace): TemplateNode {
    const { level, inside, symbolicName, loop, scope, loops } = place;
    return this.#nodes.add({
      ...{ level, parent: inside, name, symbolicName, loop, loopName: loop?.name },
      dependsOn: () => {
        const given = pick(raw, "dependsOn");
        const list = typeof given === "string" ? evaluate(given, scope, loops) : given;
        if (!isList(list)) return list === undefined || list === null ? [] : [list];
        this.work.spend(list.length);
        return items(list).map((entry) => evaluateOnly(entry, "text", scope, loops));
      },
    });
  }
}

/** Reads the tags of a resource, and evaluates only those that are asked for. */
function tagsOf(raw: unknown, scope: Scope, loops: Loops): TagReader {
  return (name) => {
    try {
      const tags = settle(pick(raw, "tags"));
      const evaluated = typeof tags === "string" ? evaluate(tags, scope, loops) : tags;
      const isWhole = evaluated !== tags || evaluated === null || typeof evaluated !== "object";
      if (isWhole) return tagIn(evaluated, name);
      const tag = evaluateOnly(evaluated, { [name]: "text" }, scope, loops);
      return tagIn(tag, name);
    } catch {
      return { state: "unknown", why: `in a template that is ${tooLarge()}` };
    }
  };
}

/**
 * A plan, as far as it was seen: its deployments, and their accounts. Resources may come in any order and more than
 * once (first inputs, then dependencies); the region of a deployment is worked out when it is needed. This folder may
 * import the catalog's names, and nothing that judges.
 */
import { unreadDeployment } from "./arm/unread";
import { Budget } from "./arm/work";
import type { DeploymentAccount, DeploymentInputs, PlannedDeployment, Reading } from "./deployment";
import { byOutputs, existsAlready } from "./existence";
import { type KnownAccounts, pathIn } from "./known-accounts";
import { Order } from "./order";
import { type LocatedAccount, PlanAccounts, type TrainingRegion } from "./plan-accounts";
import { isRelevant, mayMakeDeployments, readResource } from "./readers";
import type { PlanResource } from "./resource";
import { ABSENT, known, type Value } from "./values";

const UNREADABLE = {
  value: "the resource",
  why: "not checked: reading its properties fails",
  fix: "Check that its properties are plain data; if they are, please report this with them.",
};

/** The parts of a planned deployment before they are put together: its inputs, and where its account is. */
export interface LocatedDeployment extends Pick<PlannedDeployment, "within" | "exists" | "isChanged"> {
  readonly stated: DeploymentInputs;
  readonly located: LocatedAccount;
  /** The region in which a fine-tuned model was trained, and the entry of the setting that says so. */
  readonly trainingRegion?: TrainingRegion;
}

/** Keys of the entries of the setting `accounts` that describe its account, or that of its training. */
export function entriesOf({ located, trainingRegion }: LocatedDeployment): readonly string[] {
  return [located.entry?.key ?? [], trainingRegion?.entry ?? []].flat();
}

export class Plan {
  /** @param budget of the run, if the plan is one of several. */
  constructor(private readonly budget = new Budget()) {}

  /** The order in which resources are made. */
  readonly order = new Order();
  readonly #resources = new Map<string, PlanResource>();
  /** By key: the URN; for a resource with several deployments, the URN with a number. */
  readonly #deployments = new Map<string, DeploymentInputs>();
  /** Keys of the deployments, for resources that do not have exactly one. */
  readonly #keys = new Map<string, readonly string[]>();
  readonly #accounts = new PlanAccounts((urn) => this.#resources.get(urn));
  /** By type: resources that look like deployments, and are not read. */
  readonly #unread = new Map<string, { readonly urns: Set<string>; first: string }>();
  /** Keys of the deployments, in the order in which they came. */
  get deployments(): readonly string[] {
    const keys = [...this.#deployments.keys()];
    return this.#unread.size === 0 ? keys : keys.filter((key) => this.#speaks(key));
  }

  /** Of the resources of a type that is not read, true for one only. */
  #speaks(key: string): boolean {
    const type = this.#deployments.get(key)?.unread?.type;
    if (type === undefined) return true;
    return this.#unread.get(type)?.first === key;
  }

  /** Keys of the deployments that a resource makes: itself, or those in its template. */
  deploymentsOf(urn: string): readonly string[] {
    return this.#keys.get(urn) ?? (this.#deployments.has(urn) ? [urn] : []);
  }

  /** True for a resource that was not seen yet, or about which only the outputs tell anything. */
  isWithoutInputs(urn: string): boolean {
    return isEmpty(this.#resources.get(urn)?.inputs);
  }

  /** Takes a resource. Resources that tell nothing about deployments are ignored. */
  add(resource: PlanResource): void {
    if (!isRelevant(resource.type)) return;
    this.#resources.set(resource.urn, resource);
    this.#accounts.forgetLocations();
    const reading = readResource(resource, this.budget);
    if (reading) this.#take(resource, reading);
  }

  #take({ urn, inputs, external }: PlanResource, reading: Reading): void {
    const { deployments } = reading;
    if (deployments) {
      for (const key of this.deploymentsOf(urn)) this.#deployments.delete(key);
      this.#keys.delete(urn);
      // A resource without inputs is not part of this run: --target leaves it out.
      const own = isEmpty(inputs) || external ? [] : deployments;
      const keys = own.map((_, i) => (i === 0 ? urn : `${urn}#${i}`));
      for (const [i, deployment] of own.entries()) this.#deployments.set(keys[i] ?? urn, deployment);
      const type = own[0]?.unread?.type;
      if (type !== undefined) this.#takeUnread(type, urn);
      if (keys.length !== 1) this.#keys.set(urn, keys);
    }
    this.#accounts.add(urn, reading);
  }

  /** The first by name stands for its type, in whatever order they come. */
  #takeUnread(type: string, urn: string): void {
    const unread = this.#unread.get(type) ?? { urns: new Set<string>(), first: urn };
    unread.urns.add(urn);
    if (urn < unread.first) unread.first = urn;
    this.#unread.set(type, unread);
  }

  /**
   * Takes a resource that could not be read, if its type may make deployments: it must be reported, and must not hide
   * the findings of others.
   */
  addUnreadable({ urn, type, name }: PlanResource): void {
    const resource = { urn, type, name, inputs: {} };
    if (!mayMakeDeployments(resource)) return;
    this.#accounts.forgetLocations();
    this.#resources.set(urn, resource);
    for (const key of this.deploymentsOf(urn)) this.#deployments.delete(key);
    this.#keys.delete(urn);
    this.#deployments.set(urn, unreadDeployment({ urn, name }, UNREADABLE));
  }

  /** The deployment of a key, if the rest of it cannot be read. */
  unreadable(key: string): PlannedDeployment {
    const { urn, name, nested } = this.#deployments.get(key) ?? { urn: key, name: key, nested: undefined };
    return {
      ...unreadDeployment({ urn, name }, UNREADABLE),
      ...(nested === undefined ? {} : { nested }),
      region: ABSENT,
      regionFrom: "",
      regionFix: "",
      accountEntries: [],
    };
  }

  /**
   * Adds what is known only at the end of a preview: from which resources a property was made, and by the outputs
   * whether the resource exists.
   */
  addAtEnd({ urn, propertyDependencies, outputs }: PlanResource): void {
    const resource = this.#resources.get(urn);
    if (!resource) return;
    const existence = resource.exists === undefined ? byOutputs(resource.type, outputs) : undefined;
    this.#accounts.forgetLocations();
    this.#resources.set(urn, {
      ...resource,
      ...(propertyDependencies ? { propertyDependencies } : {}),
      ...existence,
    });
  }

  /**
   * A deployment as its inputs state it, and where its account is.
   * @param key of a deployment that was added.
   * @param accounts accounts that the settings describe.
   */
  located(key: string, accounts: KnownAccounts): LocatedDeployment | undefined {
    const inputs = this.#deployments.get(key);
    if (!inputs) return undefined;
    const stated = this.#withCount(inputs);
    const located = this.#accounts.locate(stated, accounts);
    const { account } = located;
    const resource = this.#resources.get(stated.urn);
    return {
      stated,
      located,
      within: account ? { key: account, name: account.name, urn: account.urn } : withinOf(stated),
      trainingRegion: this.#accounts.trainingRegion(stated, accounts),
      exists: resource && existsAlready(resource, stated),
      isChanged: resource?.isChanged,
    };
  }

  /**
   * A deployment with the region of its account.
   * @param key of a deployment that was added.
   * @param accounts accounts that the settings describe.
   */
  deployment(key: string, accounts: KnownAccounts): PlannedDeployment | undefined {
    const found = this.located(key, accounts);
    if (!found) return undefined;
    const { stated, located, within, trainingRegion, exists, isChanged } = found;
    const { account, why, fix, region, configured } = located;
    const text = (value: string | undefined): Value => (value === undefined ? ABSENT : { state: "known", value });
    const first = (...values: Value[]) => values.find((v) => v.state !== "absent") ?? ABSENT;
    // One spread, and that first: V8 makes a slow object of one with so many properties and several spreads.
    return {
      ...stated,
      within,
      tag: (tag) => first(stated.tag(tag), account ? account.tag(tag) : { state: "unknown", why }),
      region: region.value,
      regionFrom: region.from,
      regionFix: fix,
      trainingRegion: trainingRegion?.value,
      trainingFix: trainingRegion?.fix,
      // Nearest first: the deployment's own tag, its account's, the setting.
      purpose: first(stated.purpose, account?.purpose ?? ABSENT, text(configured?.purpose)),
      training: first(stated.training, account?.training ?? ABSENT, text(configured?.training)),
      exists,
      isChanged,
      accountEntries: entriesOf(found),
    };
  }

  /** Adds how many resources an entry stands for. */
  #withCount(inputs: DeploymentInputs): DeploymentInputs {
    const { unread } = inputs;
    const count = unread?.type === undefined ? 1 : (this.#unread.get(unread.type)?.urns.size ?? 1);
    if (!unread || count === 1) return inputs;
    return { ...inputs, unread: { ...unread, why: `${unread.why} (${count} resources in this plan)` } };
  }
}

function isEmpty(inputs: unknown): boolean {
  return inputs === undefined || inputs === null || typeof inputs !== "object" || Object.keys(inputs).length === 0;
}

/** An account that is not in the plan, as a deployment names it. */
function withinOf(d: DeploymentInputs): DeploymentAccount | undefined {
  const path = pathIn(known(d.accountId));
  const name = known(d.accountName) ?? path.name;
  const group = known(d.resourceGroupName) ?? path.group;
  // Without the group, two accounts of one name would be one.
  if (name === undefined || group === undefined) return undefined;
  // An account's name is unique within its subscription only, which an id tells.
  return { key: `${path.subscription ?? ""}/${group}/${name}`.toLowerCase(), name };
}

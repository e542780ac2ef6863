/**
 * A plan as far as it has been seen: deployments, and what their region can be told from. Resources may come in any
 * order and more than once (first inputs, then dependencies); the region of a deployment is worked out when asked.
 */
import type {
  AccountInputs,
  DeploymentInputs,
  KnownAccount,
  PlannedDeployment,
  Reading,
  ResourceGroupInputs,
  Within,
} from "./deployment";
import { isRelevant, mayMakeDeployments, readResource } from "./readers";
import type { PlanResource } from "./resource";
import { ABSENT, known, read, type Value } from "./values";

export { isRelevant, mayMakeDeployments, readResource };

/** Accounts that the program does not create: by name or resource id, in lower case. */
export type KnownAccounts = ReadonlyMap<string, KnownAccount>;

interface Located {
  readonly value: Value;
  readonly from: string;
}

const same = (a: string | undefined, b: string | undefined) =>
  a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();

const ACCOUNT_FIX =
  'Give the account by the "accounts" setting (name or resource id → region), or make its location a plain value.';

const UNKNOWN_GROUP: Value = { state: "unknown", why: "that of a resource group which is not in the plan" };

/** Things by a name that compares without regard to case; things without a known name are left out. */
function byName<T>(all: Iterable<T>, nameOf: (one: T) => Value): Map<string, T[]> {
  const named = new Map<string, T[]>();
  addByName(named, all, nameOf);
  return named;
}

function addByName<T>(named: Map<string, T[]>, all: Iterable<T>, nameOf: (one: T) => Value): void {
  for (const one of all) {
    const name = known(nameOf(one))?.toLowerCase();
    if (name === undefined) continue;
    const others = named.get(name);
    if (others) others.push(one);
    else named.set(name, [one]);
  }
}

export class Plan {
  readonly #resources = new Map<string, PlanResource>();
  /** By key: the URN, and for a resource with several deployments the URN with a number behind. */
  readonly #deployments = new Map<string, DeploymentInputs>();
  /** Keys of the deployments of resources that do not have just one. */
  readonly #keys = new Map<string, readonly string[]>();
  readonly #accounts = new Map<string, readonly AccountInputs[]>();
  readonly #groups = new Map<string, readonly ResourceGroupInputs[]>();
  /** By type: the resources of types that look like deployments and are not read. */
  readonly #unread = new Map<string, { readonly urns: Set<string>; first: string }>();
  /** Accounts by Terraform module and parent: made when first asked for, and anew after another account came. */
  #inModules: Map<string, AccountInputs[]> | undefined;
  /** Made when first asked for, added to as accounts and groups come, and made anew after one was replaced. */
  #byName: { accounts: Map<string, AccountInputs[]>; groups: Map<string, ResourceGroupInputs[]> } | undefined;

  /** Keys of the deployments, in the order in which they came. */
  get deployments(): readonly string[] {
    const keys = [...this.#deployments.keys()];
    return this.#unread.size === 0 ? keys : keys.filter((key) => this.#speaks(key));
  }

  /** False for all but one of the resources of a type that nobody reads. */
  #speaks(key: string): boolean {
    const type = this.#deployments.get(key)?.unread?.type;
    if (type === undefined) return true;
    return this.#unread.get(type)?.first === key;
  }

  /** Keys of the deployments that a resource makes: itself, or those in its template. */
  deploymentsOf(urn: string): readonly string[] {
    return this.#keys.get(urn) ?? (this.#deployments.has(urn) ? [urn] : []);
  }

  /** True for a resource that was not seen yet, or of which only the outputs can tell anything. */
  isWithoutInputs(urn: string): boolean {
    return isEmpty(this.#resources.get(urn)?.inputs);
  }

  /** Takes a resource in. Resources that tell nothing of deployments are passed over. */
  add(resource: PlanResource): void {
    if (!isRelevant(resource.type)) return;
    this.#resources.set(resource.urn, resource);
    const reading = readResource(resource);
    if (reading) this.#take(resource, reading);
  }

  #take({ urn, inputs, external }: PlanResource, { deployments, accounts, groups }: Reading): void {
    if (deployments) {
      for (const key of this.deploymentsOf(urn)) this.#deployments.delete(key);
      this.#keys.delete(urn);
      // Without a single input it is not part of this run: --target leaves it out.
      const own = isEmpty(inputs) || external ? [] : deployments;
      const keys = own.map((_, i) => (i === 0 ? urn : `${urn}#${i}`));
      for (const [i, deployment] of own.entries()) this.#deployments.set(keys[i] ?? urn, deployment);
      const type = own[0]?.unread?.type;
      if (type !== undefined) this.#takeUnread(type, urn);
      if (keys.length !== 1) this.#keys.set(urn, keys);
    }
    this.#index(this.#accounts.has(urn) || this.#groups.has(urn), accounts, groups);
    if (accounts) {
      this.#accounts.set(urn, accounts);
      this.#inModules = undefined;
    }
    if (groups) this.#groups.set(urn, groups);
  }

  /** The first by name speaks for its type, in whatever order they come. */
  #takeUnread(type: string, urn: string): void {
    const unread = this.#unread.get(type) ?? { urns: new Set<string>(), first: urn };
    unread.urns.add(urn);
    if (urn < unread.first) unread.first = urn;
    this.#unread.set(type, unread);
  }

  /** Keeps the names at hand: in a preview, accounts and deployments come in turn, thousands of them. */
  #index(isReplaced: boolean, accounts: Reading["accounts"], groups: Reading["groups"]): void {
    if (isReplaced) this.#byName = undefined;
    if (!this.#byName) return;
    if (accounts) addByName(this.#byName.accounts, accounts, (a) => a.accountName);
    if (groups) addByName(this.#byName.groups, groups, (g) => g.groupName);
  }

  /** Adds what is only known at the end of a preview: which resources a property was made from. */
  addDependencies(urn: string, propertyDependencies: Readonly<Record<string, readonly string[]>>): void {
    const resource = this.#resources.get(urn);
    if (resource) this.#resources.set(urn, { ...resource, propertyDependencies });
  }

  /**
   * A deployment with the region of its account.
   * @param key of a deployment that was added.
   * @param accounts accounts that the program does not create.
   */
  deployment(key: string, accounts: KnownAccounts): PlannedDeployment | undefined {
    const stated = this.#deployments.get(key);
    if (!stated) return undefined;
    const inputs = this.#withCount(stated);
    const { account, why } = this.#accountOf(inputs);
    const configured = account ? undefined : this.#configured(inputs, accounts);
    const region: Located = account
      ? this.#accountRegion(account)
      : configured
        ? { value: { state: "known", value: configured.region }, from: 'the "accounts" setting' }
        : { value: { state: "unknown", why }, from: "" };
    const trainingRegion = this.#trainingRegion(inputs, accounts);
    const text = (value: string | undefined): Value => (value === undefined ? ABSENT : { state: "known", value });
    const first = (...values: Value[]) => values.find((v) => v.state !== "absent") ?? ABSENT;
    const within = account ? { key: account, name: account.name, urn: account.urn } : withinOf(inputs);
    return {
      ...inputs,
      ...(within ? { within } : {}),
      tag: (tag) => first(inputs.tag(tag), account ? account.tag(tag) : { state: "unknown", why }),
      region: region.value,
      regionFrom: region.from,
      regionFix: ACCOUNT_FIX,
      ...(trainingRegion ? { trainingRegion } : {}),
      // Nearest first: the deployment's own tag, its account's, the setting.
      purpose: first(inputs.purpose, account?.purpose ?? ABSENT, text(configured?.purpose)),
      training: first(inputs.training, account?.training ?? ABSENT, text(configured?.training)),
    };
  }

  /** Says of how many resources an entry speaks. */
  #withCount(inputs: DeploymentInputs): DeploymentInputs {
    const { unread } = inputs;
    const count = unread?.type === undefined ? 1 : (this.#unread.get(unread.type)?.urns.size ?? 1);
    if (!unread || count === 1) return inputs;
    return { ...inputs, unread: { ...unread, why: `${unread.why} (${count} resources in this plan)` } };
  }

  #accountOf(d: DeploymentInputs): { account?: AccountInputs; why: string } {
    if (d.account) return { account: d.account, why: "" };
    const name = known(d.accountName) ?? nameFromId(known(d.accountId));
    if (name !== undefined) {
      const group = known(d.resourceGroupName) ?? groupFromId(known(d.accountId));
      const named = this.#named().accounts.get(name.toLowerCase()) ?? [];
      const inGroup = named.filter((a) => {
        const its = known(a.resourceGroupName);
        return group === undefined || its === undefined || same(its, group);
      });
      if (inGroup.length === 1) return { account: inGroup[0], why: "" };
      if (inGroup.length > 1) {
        const regions = new Set(inGroup.map((a) => known(this.#accountRegion(a).value)));
        if (regions.size === 1 && !regions.has(undefined)) return { account: inGroup[0], why: "" };
        return { why: `not clear: several accounts of the program are named ${name}` };
      }
    }
    const resource = this.#resources.get(d.urn);
    const from = d.accountProperties.flatMap((p) => list(resource?.propertyDependencies?.[p]));
    const accounts = [...new Set(from)].flatMap((urn) => this.#accounts.get(urn) ?? []);
    const [only] = accounts;
    if (only && accounts.length === 1 && (name === undefined || known(only.accountName) === undefined)) {
      return { account: only, why: "" };
    }
    const beside = d.isInModule && from.length === 0 ? this.#accountBeside(resource) : undefined;
    if (beside && (name === undefined || known(beside.accountName) === undefined)) return { account: beside, why: "" };
    if (name !== undefined) return { why: `not in the plan: the program does not create account ${name}` };
    if (accounts.length > 1) return { why: "not clear: the account's name is made from several accounts" };
    const value = d.accountId.state === "absent" ? d.accountName : d.accountId;
    return {
      why:
        value.state === "unknown"
          ? `not known: the name of its account is ${value.why}`
          : "not known: the deployment names no account",
    };
  }

  /** The only account of the Terraform module that a resource stands in. */
  #accountBeside(resource: PlanResource | undefined): AccountInputs | undefined {
    const parent = resource?.parent;
    if (parent === undefined) return undefined;
    const module = resource?.type.slice(0, resource.type.indexOf(":tf:"));
    this.#inModules ??= this.#accountsOfModules();
    const beside = this.#inModules.get(`${module} ${parent}`) ?? [];
    return beside.length === 1 ? beside[0] : undefined;
  }

  #accountsOfModules(): Map<string, AccountInputs[]> {
    const found = new Map<string, AccountInputs[]>();
    for (const [urn, accounts] of this.#accounts) {
      const { parent, type = "" } = this.#resources.get(urn) ?? {};
      const at = type.indexOf(":tf:");
      if (parent === undefined || at === -1) continue;
      const key = `${type.slice(0, at)} ${parent}`;
      found.set(key, [...(found.get(key) ?? []), ...accounts]);
    }
    return found;
  }

  #named() {
    this.#byName ??= {
      accounts: byName([...this.#accounts.values()].flat(), (a) => a.accountName),
      groups: byName([...this.#groups.values()].flat(), (g) => g.groupName),
    };
    return this.#byName;
  }

  #configured(d: DeploymentInputs, accounts: KnownAccounts): KnownAccount | undefined {
    return lookUp(accounts, known(d.accountId)) ?? lookUp(accounts, known(d.accountName));
  }

  #trainingRegion(d: DeploymentInputs, accounts: KnownAccounts): Value | undefined {
    if (d.source.state === "absent") return undefined;
    const source = known(d.source);
    if (source === undefined)
      return { state: "unknown", why: "not known: the source account of the model is not known" };
    const configured = lookUp(accounts, source);
    if (configured) return { state: "known", value: configured.region };
    const name = nameFromId(source) ?? source;
    const found = this.#named().accounts.get(name.toLowerCase()) ?? [];
    const [account] = found;
    if (account && found.length === 1) return this.#accountRegion(account).value;
    return { state: "unknown", why: `not known: the source account ${name} is not in the plan` };
  }

  /**
   * In order: the account's own location; the resource group that it names for it; the provider; what the location was
   * made from; its resource group.
   */
  #accountRegion(a: AccountInputs): Located {
    const here = `the location of account ${a.name}`;
    if (a.location.state === "known" || a.location.state === "invalid") return { value: a.location, from: here };
    if (a.locationGroup) {
      const its = this.#groupNamed(a.locationGroup, a.urn);
      return its ? this.#groupRegion(its) : { value: UNKNOWN_GROUP, from: here };
    }
    const nowhere: Value = { state: "unknown", why: "not given anywhere in the plan" };
    if (a.fallback === "none") return { value: a.location.state === "absent" ? nowhere : a.location, from: here };
    const provider = this.#providerLocation(a.urn);
    // The provider's own order for a location that nobody gave: its configuration, then the resource group.
    if (a.location.state === "absent" && provider.value.state !== "absent") return provider;
    const dependencies = this.#resources.get(a.urn)?.propertyDependencies;
    const made = list(dependencies?.location);
    if (made.length > 0) {
      const groups = made.flatMap((urn) => this.#groups.get(urn) ?? []);
      const regions = groups.map((g) => this.#groupRegion(g));
      const [first] = regions;
      // Made from something else than resource groups: what it will be is anybody's guess.
      const agree = first !== undefined && regions.every((r) => same(known(r.value), known(first.value)));
      return agree && groups.length === made.length ? first : { value: a.location, from: here };
    }
    // Unknown because somebody gave something unknown, a secret or what a `.get()` reads among it: nobody fills that in.
    // Only for one that nobody gave does Pulumi show no dependencies at all, and before the end of a preview none yet.
    const isGiven = a.fallback === "provider" || dependencies === undefined || "location" in dependencies;
    if (a.location.state !== "absent" && isGiven) return { value: a.location, from: here };
    const group = a.fallback === "provider" ? undefined : this.#groupNamed(a.resourceGroupName, a.urn);
    const inGroup = group && this.#groupRegion(group);
    if (inGroup && inGroup.value.state !== "absent") return inGroup;
    if (provider.value.state !== "absent") return provider;
    return { value: a.location.state === "absent" ? nowhere : a.location, from: here };
  }

  /** The resource group of a name or, where that is not known, the one that a resource's group name is made from. */
  #groupNamed(value: Value, urn: string): ResourceGroupInputs | undefined {
    const name = known(value);
    if (name !== undefined) {
      const named = this.#named().groups.get(name.toLowerCase()) ?? [];
      return named.length === 1 ? named[0] : undefined;
    }
    const made = list(this.#resources.get(urn)?.propertyDependencies?.resourceGroupName);
    const groups = made.flatMap((from) => this.#groups.get(from) ?? []);
    return groups.length === 1 ? groups[0] : undefined;
  }

  #groupRegion(g: ResourceGroupInputs): Located {
    if (g.location.state !== "absent") return { value: g.location, from: `the location of resource group ${g.name}` };
    return this.#providerLocation(g.urn);
  }

  #providerLocation(urn: string): Located {
    const resource = this.#resources.get(urn);
    const reference = resource?.provider;
    // A provider reference may carry the provider's id behind its URN.
    const provider = reference === undefined ? undefined : this.#findProvider(reference);
    const inputs = resource?.providerInputs ?? provider?.inputs;
    const property = resource?.type.startsWith("azapi:") ? "defaultLocation" : "location";
    return { value: read(inputs, [property]), from: "the provider's configured location" };
  }

  #findProvider(reference: string): PlanResource | undefined {
    return this.#resources.get(reference) ?? this.#resources.get(reference.slice(0, reference.lastIndexOf("::")));
  }
}

/** Dependencies as they should be; from a library's caller they may be anything. */
function list(urns: readonly string[] | undefined): readonly string[] {
  return Array.isArray(urns) ? urns : [];
}

function isEmpty(inputs: unknown): boolean {
  return inputs === undefined || inputs === null || typeof inputs !== "object" || Object.keys(inputs).length === 0;
}

/** Settings name accounts by name or by resource id; a deployment may have either. */
function lookUp(accounts: KnownAccounts, nameOrId: string | undefined): KnownAccount | undefined {
  if (nameOrId === undefined) return undefined;
  return accounts.get(nameOrId.toLowerCase()) ?? accounts.get((nameFromId(nameOrId) ?? nameOrId).toLowerCase());
}

function nameFromId(id: string | undefined): string | undefined {
  return id === undefined ? undefined : /\/accounts\/([^/]+)\/?$/i.exec(id)?.[1];
}

/** An account that is not in the plan, as a deployment names it. */
function withinOf(d: DeploymentInputs): Within | undefined {
  const name = known(d.accountName) ?? nameFromId(known(d.accountId));
  const group = known(d.resourceGroupName) ?? groupFromId(known(d.accountId));
  // Without the group, two accounts of one name would be one.
  if (name === undefined || group === undefined) return undefined;
  // The name of an account is its own in one subscription only, which an id tells.
  const subscription = /^\/subscriptions\/([^/]+)\//i.exec(known(d.accountId) ?? "")?.[1] ?? "";
  return { key: `${subscription}/${group}/${name}`.toLowerCase(), name };
}

function groupFromId(id: string | undefined): string | undefined {
  return id === undefined ? undefined : /\/resourceGroups\/([^/]+)\//i.exec(id)?.[1];
}

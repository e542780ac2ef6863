/**
 * A plan as far as it has been seen: deployments, and what their region can be told from. Resources may come in any
 * order and more than once (first inputs, then dependencies); the region of a deployment is worked out when asked.
 */

import { safe, yamlText } from "../text";
import { accountRegion, type Located, type Lookup, providerInputs } from "./account-regions";
import { unreadDeployment } from "./arm/unread";
import { Budget } from "./arm/work";
import type {
  AccountInputs,
  DeploymentInputs,
  PlannedDeployment,
  Reading,
  ResourceGroupInputs,
  Within,
} from "./deployment";
import { existsAlready, existsByOutputs } from "./existence";
import { type AccountPath, findKnownAccount, type KnownAccounts, pathIn } from "./known-accounts";
import { Order } from "./order";
import { isRelevant, mayMakeDeployments, readResource } from "./readers";
import type { PlanResource } from "./resource";
import { ABSENT, known, read, type Value } from "./values";

export { isRelevant, type KnownAccounts, mayMakeDeployments, readResource };

const isSame = (a: string | undefined, b: string | undefined) =>
  a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();

/** The setting that tells the region of an account, as a settings file has it. */
function bySetting(name: string): string {
  return `its region in the settings, by its name or resource id: accounts: { ${yamlText(safe(name))}: { region: REGION } }`;
}

/** What would make an unknown region known. */
const FIX = {
  named: (name: string) => `Make its location a plain value, or give ${bySetting(name)}.`,
  outside: (name: string) => `Give ${bySetting(name)}.`,
  // The setting cannot tell which account is meant.
  unnamed: `Make the account's location a plain value; or make its name one, and give ${bySetting("NAME")}.`,
  notShown: (name: string) => `Make the preview with "pulumi preview --json --show-sames", or give ${bySetting(name)}.`,
} as const;

const UNREADABLE = {
  value: "the resource",
  why: "not checked: reading its properties fails",
  fix: "Check that its properties are plain data; if they are, please report this with them.",
};

/** The account of a deployment, as far as the plan tells it. */
interface AccountOf {
  readonly account?: AccountInputs;
  /** Why there is no account: completes "its region is …". */
  readonly why: string;
  readonly fix: string;
}

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
  /** @param budget of the run, where the plan is one of several. */
  constructor(private readonly budget = new Budget()) {}

  /** Which resources are made after which others. */
  readonly order = new Order();
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
    const reading = readResource(resource, this.budget);
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

  /**
   * Takes a resource in as one that could not be read, where its type may make deployments: what goes wrong in one
   * resource must not hide it, nor the findings of others.
   */
  addUnreadable({ urn, type, name }: PlanResource): void {
    const resource = { urn, type, name, inputs: {} };
    if (!mayMakeDeployments(resource)) return;
    this.#resources.set(urn, resource);
    for (const key of this.deploymentsOf(urn)) this.#deployments.delete(key);
    this.#keys.delete(urn);
    this.#deployments.set(urn, unreadDeployment({ urn, name }, UNREADABLE));
  }

  /** The deployment of a key, where the rest of it cannot be read. */
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
   * Adds what is only known at the end of a preview: which resources a property was made from, and by the outputs
   * whether the resource exists.
   */
  addAtEnd({ urn, propertyDependencies, outputs }: PlanResource): void {
    const resource = this.#resources.get(urn);
    if (!resource) return;
    const exists = resource.exists ?? existsByOutputs(resource.type, outputs);
    this.#resources.set(urn, {
      ...resource,
      ...(propertyDependencies ? { propertyDependencies } : {}),
      ...(exists === undefined ? {} : { exists }),
    });
  }

  /**
   * A deployment with the region of its account.
   * @param key of a deployment that was added.
   * @param accounts accounts that the settings describe.
   */
  deployment(key: string, accounts: KnownAccounts): PlannedDeployment | undefined {
    const stated = this.#deployments.get(key);
    if (!stated) return undefined;
    const inputs = this.#withCount(stated);
    const { account, why, fix } = this.#accountOf(inputs);
    const resource = this.#resources.get(inputs.urn);
    const inPlan = account && accountRegion(account, this.#lookup);
    const isOpen = inPlan === undefined || inPlan.value.state === "unknown";
    const path = account ? accountPath(account) : this.#pathOf(inputs, resource);
    const entry = findKnownAccount(accounts, path);
    const configured = isOpen ? entry : undefined;
    const region: Located = configured
      ? { value: { state: "known", value: configured.account.region }, from: "the setting accounts" }
      : (inPlan ?? { value: { state: "unknown", why }, from: "" });
    const training = this.#trainingRegion(inputs, accounts);
    const text = (value: string | undefined): Value => (value === undefined ? ABSENT : { state: "known", value });
    const first = (...values: Value[]) => values.find((v) => v.state !== "absent") ?? ABSENT;
    const within = account ? { key: account, name: account.name, urn: account.urn } : withinOf(inputs);
    const exists = resource && existsAlready(resource, inputs);
    // One spread, and that first: with others behind it, an object of so many properties becomes a slow one.
    return {
      ...inputs,
      within,
      tag: (tag) => first(inputs.tag(tag), account ? account.tag(tag) : { state: "unknown", why }),
      region: region.value,
      regionFrom: region.from,
      regionFix: account ? (path.name === undefined ? FIX.unnamed : FIX.named(path.name)) : fix,
      trainingRegion: training?.value,
      // Nearest first: the deployment's own tag, its account's, the setting.
      purpose: first(inputs.purpose, account?.purpose ?? ABSENT, text(configured?.account.purpose)),
      training: first(inputs.training, account?.training ?? ABSENT, text(configured?.account.training)),
      exists,
      accountEntries: [entry?.key ?? [], training?.entry ?? []].flat(),
    };
  }

  /** Says of how many resources an entry speaks. */
  #withCount(inputs: DeploymentInputs): DeploymentInputs {
    const { unread } = inputs;
    const count = unread?.type === undefined ? 1 : (this.#unread.get(unread.type)?.urns.size ?? 1);
    if (!unread || count === 1) return inputs;
    return { ...inputs, unread: { ...unread, why: `${unread.why} (${count} resources in this plan)` } };
  }

  #accountOf(d: DeploymentInputs): AccountOf {
    if (d.account) return { account: d.account, why: "", fix: "" };
    const name = known(d.accountName) ?? pathIn(known(d.accountId)).name;
    const fix = name === undefined ? FIX.unnamed : FIX.outside(name);
    if (name !== undefined) {
      const group = known(d.resourceGroupName) ?? pathIn(known(d.accountId)).group;
      const named = this.#named().accounts.get(name.toLowerCase()) ?? [];
      const inGroup = named.filter((a) => {
        const its = known(a.resourceGroupName);
        return group === undefined || its === undefined || isSame(its, group);
      });
      if (inGroup.length === 1) return { account: inGroup[0], why: "", fix };
      if (inGroup.length > 1) {
        const regions = new Set(inGroup.map((a) => known(accountRegion(a, this.#lookup).value)));
        // Any of them will do, the same one in whatever order they came.
        const [first] = [...inGroup].sort((a, b) => (a.urn < b.urn ? -1 : 1));
        if (regions.size === 1 && !regions.has(undefined)) return { account: first, why: "", fix };
        return { why: `not clear: several accounts of the program are named ${name}`, fix };
      }
    }
    const resource = this.#resources.get(d.urn);
    const from = [...new Set(d.accountProperties.flatMap((p) => resource?.propertyDependencies?.[p] ?? []))];
    const accounts = from.flatMap((urn) => this.#accounts.get(urn) ?? []);
    const [only] = accounts;
    if (only && accounts.length === 1 && (name === undefined || known(only.accountName) === undefined)) {
      return { account: only, why: "", fix };
    }
    const beside = d.isInModule && from.length === 0 ? this.#accountBeside(resource) : undefined;
    if (beside && (name === undefined || known(beside.accountName) === undefined)) {
      return { account: beside, why: "", fix };
    }
    return this.#whyNoAccount(d, name, from, accounts.length);
  }

  #whyNoAccount(d: DeploymentInputs, name: string | undefined, from: readonly string[], accounts: number): AccountOf {
    if (name !== undefined) {
      // Its name was made from a resource that the plan leaves out: nothing changes in it.
      const isLeftOut = from.some((urn) => !this.#resources.has(urn) && isAccountUrn(urn));
      return isLeftOut
        ? {
            why: `not shown: the plan leaves out account ${name}, since nothing changes in it`,
            fix: FIX.notShown(name),
          }
        : { why: `not in the plan: the program does not create account ${name}`, fix: FIX.outside(name) };
    }
    const fix = FIX.unnamed;
    if (accounts > 1) return { why: "not clear: the account's name is made from several accounts", fix };
    const value = d.accountId.state === "absent" ? d.accountName : d.accountId;
    return value.state === "unknown"
      ? { why: `not known: the name of its account is ${value.why}`, fix }
      : { why: "not known: the deployment names no account", fix };
  }

  /** Where the account of a deployment is in Azure, as far as the plan tells: by ids, and by the provider. */
  #pathOf(d: DeploymentInputs, resource: PlanResource | undefined): AccountPath {
    const named = pathIn(known(d.accountId));
    const own = pathIn(resource?.id);
    const inputs = resource && providerInputs(resource, this.#lookup);
    const subscription = named.subscription ?? own.subscription ?? known(read(inputs, ["subscriptionId"]));
    const group = named.group ?? known(d.resourceGroupName) ?? own.group;
    const name = named.name ?? known(d.accountName);
    return {
      ...(subscription === undefined ? {} : { subscription }),
      ...(group === undefined ? {} : { group }),
      ...(name === undefined ? {} : { name }),
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

  /** The region in which a fine-tuned model was trained, and the entry of the setting that says so. */
  #trainingRegion(d: DeploymentInputs, accounts: KnownAccounts): { value: Value; entry?: string } | undefined {
    if (d.source.state === "absent") return undefined;
    const source = known(d.source);
    if (source === undefined) {
      return { value: { state: "unknown", why: "not known: the source account of the model is not known" } };
    }
    const path = source.includes("/") ? pathIn(source) : { name: source };
    const configured = findKnownAccount(accounts, path);
    if (configured) return { value: { state: "known", value: configured.account.region }, entry: configured.key };
    const name = path.name ?? source;
    const found = this.#named().accounts.get(name.toLowerCase()) ?? [];
    const [account] = found;
    if (account && found.length === 1) return { value: accountRegion(account, this.#lookup).value };
    return { value: { state: "unknown", why: `not known: the source account ${name} is not in the plan` } };
  }

  readonly #lookup: Lookup = {
    resource: (urn) => this.#resources.get(urn),
    groupsOf: (urn) => this.#groups.get(urn) ?? [],
    groupsNamed: (name) => this.#named().groups.get(name) ?? [],
  };
}

/** True for the URN of an account, as far as its type tells. */
function isAccountUrn(urn: string): boolean {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return readResource({ urn, type, name: "", inputs: {} })?.accounts !== undefined;
}

function isEmpty(inputs: unknown): boolean {
  return inputs === undefined || inputs === null || typeof inputs !== "object" || Object.keys(inputs).length === 0;
}

/** Where an account of the program is in Azure; its id is that of another resource where it stands in a template. */
function accountPath(a: AccountInputs): AccountPath {
  const [group, name] = [known(a.resourceGroupName), known(a.accountName)];
  return { ...(group === undefined ? {} : { group }), ...(name === undefined ? {} : { name }) };
}

/** An account that is not in the plan, as a deployment names it. */
function withinOf(d: DeploymentInputs): Within | undefined {
  const path = pathIn(known(d.accountId));
  const name = known(d.accountName) ?? path.name;
  const group = known(d.resourceGroupName) ?? path.group;
  // Without the group, two accounts of one name would be one.
  if (name === undefined || group === undefined) return undefined;
  // The name of an account is its own in one subscription only, which an id tells.
  return { key: `${path.subscription ?? ""}/${group}/${name}`.toLowerCase(), name };
}

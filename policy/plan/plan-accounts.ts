/** The accounts and resource groups of a plan: in which account a deployment is, and in which region that is. */
import { safe, yamlText } from "../text";
import { accountRegion, type Located, type Lookup, providerInputs } from "./account-regions";
import type { AccountInputs, DeploymentInputs, KnownAccount, Reading, ResourceGroupInputs } from "./deployment";
import { type AccountPath, type FoundAccount, findKnownAccount, type KnownAccounts, pathIn } from "./known-accounts";
import { moduleOf, readResource } from "./readers";
import type { PlanResource } from "./resource";
import { known, read, type Value } from "./values";

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

/** The account of a deployment, if the plan tells it. */
interface AccountOf {
  readonly account?: AccountInputs;
  /** Why there is no account: completes "its region is …". */
  readonly why: string;
  readonly fix: string;
}

/** The region in which a fine-tuned model was trained, by the account that `model.source` names. */
export interface TrainingRegion {
  /** If it is unknown, its `why` completes "model.source is …". */
  readonly value: Value;
  /** What would make it known. */
  readonly fix?: string;
  /** Key of the entry of the settings that describes the account. */
  readonly entry?: string;
}

/** The account of a deployment, and its region. */
export interface LocatedAccount extends AccountOf {
  readonly region: Located;
  /** The entry of the "accounts" setting that describes it. */
  readonly entry?: FoundAccount;
  /** What that entry says, if the plan does not tell the region. */
  readonly configured?: KnownAccount;
}

/** Groups things by name in lower case; things without a known name are left out. */
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

/** Takes accounts and resource groups in any order. */
export class PlanAccounts {
  readonly #accounts = new Map<string, readonly AccountInputs[]>();
  readonly #groups = new Map<string, readonly ResourceGroupInputs[]>();
  /** Accounts by Terraform module and parent: made when first needed, and again after another account came. */
  #inModules: Map<string, AccountInputs[]> | undefined;
  /** Made when first needed, extended as accounts and groups come, and made again after one was replaced. */
  #byName: { accounts: Map<string, AccountInputs[]>; groups: Map<string, ResourceGroupInputs[]> } | undefined;

  /** Where accounts are, given the settings that describe some; kept until another resource comes. */
  #locations: { readonly described: KnownAccounts; readonly byAccount: Map<AccountInputs, LocatedAccount> } | undefined;

  /** @param resource looks up a resource of the plan. */
  constructor(private readonly resource: (urn: string) => PlanResource | undefined) {}

  /** Takes the accounts and resource groups that a resource makes. */
  add(urn: string, { accounts, groups }: Reading): void {
    this.#index(this.#accounts.has(urn) || this.#groups.has(urn), accounts, groups);
    if (accounts) {
      this.#accounts.set(urn, accounts);
      this.#inModules = undefined;
    }
    if (groups) this.#groups.set(urn, groups);
  }

  /** Keeps the index by name up to date: in a preview, thousands of accounts and deployments may come in turn. */
  #index(isReplaced: boolean, accounts: Reading["accounts"], groups: Reading["groups"]): void {
    if (isReplaced) this.#byName = undefined;
    if (!this.#byName) return;
    if (accounts) addByName(this.#byName.accounts, accounts, (a) => a.accountName);
    if (groups) addByName(this.#byName.groups, groups, (g) => g.groupName);
  }

  /**
   * The account of a deployment, by plan and settings.
   * @param described accounts that the settings describe.
   */
  locate(inputs: DeploymentInputs, described: KnownAccounts): LocatedAccount {
    const found = this.#accountOf(inputs);
    if (!found.account) return this.#located(inputs, found, described);
    // The same for all deployments of an account.
    if (this.#locations?.described !== described) this.#locations = { described, byAccount: new Map() };
    const { byAccount } = this.#locations;
    const known = byAccount.get(found.account);
    if (known) return known;
    const located = this.#located(inputs, found, described);
    byAccount.set(found.account, located);
    return located;
  }

  /** Has all accounts located again: any resource may tell where one is. */
  forgetLocations(): void {
    this.#locations = undefined;
  }

  #located(inputs: DeploymentInputs, { account, why, fix }: AccountOf, described: KnownAccounts): LocatedAccount {
    const inPlan = account && accountRegion(account, this.#lookup);
    const isOpen = inPlan === undefined || inPlan.value.state === "unknown";
    const path = account ? accountPath(account) : this.#pathOf(inputs, this.resource(inputs.urn));
    const entry = findKnownAccount(described, path);
    const configured = isOpen ? entry?.account : undefined;
    const region: Located = configured
      ? { value: { state: "known", value: configured.region }, from: "the setting accounts" }
      : (inPlan ?? { value: { state: "unknown", why }, from: "" });
    return {
      ...{ account, why, region, entry, configured },
      fix: account ? (path.name === undefined ? FIX.unnamed : FIX.named(path.name)) : fix,
    };
  }

  /** The account of a deployment, by its name or by what its name is made from. */
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
        // Any of them will do, but the same one in whatever order they came.
        const [first] = [...inGroup].sort((a, b) => (a.urn < b.urn ? -1 : 1));
        if (regions.size === 1 && !regions.has(undefined)) return { account: first, why: "", fix };
        return { why: `not clear: several accounts of the program are named ${name}`, fix };
      }
    }
    const resource = this.resource(d.urn);
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
      const isLeftOut = from.some((urn) => this.resource(urn) === undefined && isAccountUrn(urn));
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

  /** The path in Azure of a deployment's account, by ids and by the provider. */
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

  /** The only account of the Terraform module that a resource is in. */
  #accountBeside(resource: PlanResource | undefined): AccountInputs | undefined {
    const parent = resource?.parent;
    if (parent === undefined) return undefined;
    this.#inModules ??= this.#accountsOfModules();
    const beside = this.#inModules.get(`${moduleOf(resource?.type ?? "")} ${parent}`) ?? [];
    return beside.length === 1 ? beside[0] : undefined;
  }

  #accountsOfModules(): Map<string, AccountInputs[]> {
    const found = new Map<string, AccountInputs[]>();
    for (const [urn, accounts] of this.#accounts) {
      const { parent, type = "" } = this.resource(urn) ?? {};
      const module = moduleOf(type);
      if (parent === undefined || module === undefined) continue;
      const key = `${module} ${parent}`;
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

  /**
   * The region in which a fine-tuned model was trained, and the entry of the setting that says so.
   * @returns undefined if the deployment names no source account.
   */
  trainingRegion(d: DeploymentInputs, accounts: KnownAccounts): TrainingRegion | undefined {
    if (d.source.state === "absent") return undefined;
    const source = known(d.source);
    if (source === undefined) {
      return { value: d.source, fix: "Make it a plain value: the name of the account, or its resource id." };
    }
    const path = source.includes("/") ? pathIn(source) : { name: source };
    const configured = findKnownAccount(accounts, path);
    if (configured) return { value: { state: "known", value: configured.account.region }, entry: configured.key };
    const name = path.name ?? source;
    const found = this.#named().accounts.get(name.toLowerCase()) ?? [];
    const [account] = found;
    if (!account || found.length > 1) {
      const why = found.length > 1 ? "a name of several accounts of the program" : "which is not in the plan";
      return { value: { state: "unknown", why: `account ${name}, ${why}` }, fix: FIX.outside(name) };
    }
    const { value } = accountRegion(account, this.#lookup);
    const why = `account ${name}, whose location is ${"why" in value ? value.why : "not given"}`;
    return { value: value.state === "known" ? value : { state: "unknown", why }, fix: FIX.named(name) };
  }

  readonly #lookup: Lookup = {
    resource: (urn) => this.resource(urn),
    groupsOf: (urn) => this.#groups.get(urn) ?? [],
    groupsNamed: (name) => this.#named().groups.get(name) ?? [],
  };
}

/** True for the URN of an account, by its type. */
function isAccountUrn(urn: string): boolean {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return readResource({ urn, type, name: "", inputs: {} })?.accounts !== undefined;
}

/** The path in Azure of an account of the program. Its resource's id does not help: a template has one of its own. */
function accountPath(a: AccountInputs): AccountPath {
  const [group, name] = [known(a.resourceGroupName), known(a.accountName)];
  return { ...(group === undefined ? {} : { group }), ...(name === undefined ? {} : { name }) };
}

/**
 * A plan as far as it has been seen: deployments, and what their region can be told from. Resources may come in any
 * order and more than once (first inputs, then dependencies); the region of a deployment is worked out when asked.
 */
import type {
  AccountInputs,
  DeploymentInputs,
  KnownAccount,
  PlannedDeployment,
  ResourceGroupInputs,
} from "./deployment";
import * as azureNative from "./readers/azure-native";
import * as classic from "./readers/classic";
import type { PlanResource } from "./resource";
import { ABSENT, known, read, type Value } from "./values";

const READERS = [azureNative, classic] as const;

/** True for the types that a plan has to see: everything else tells nothing of an Azure OpenAI deployment. */
export function isRelevant(type: string): boolean {
  if (type.startsWith("pulumi:providers:azure")) return true;
  return READERS.some((r) => r.isDeployment(type) || r.isAccount(type) || r.isResourceGroup(type));
}

/** True for deployments under every type token. */
export function isDeployment(type: string): boolean {
  return READERS.some((r) => r.isDeployment(type));
}

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

/** Things by a name that compares without regard to case; things without a known name are left out. */
function byName<T>(all: Iterable<T>, nameOf: (one: T) => Value): Map<string, T[]> {
  const named = new Map<string, T[]>();
  for (const one of all) {
    const name = known(nameOf(one))?.toLowerCase();
    if (name === undefined) continue;
    const others = named.get(name);
    if (others) others.push(one);
    else named.set(name, [one]);
  }
  return named;
}

export class Plan {
  readonly #resources = new Map<string, PlanResource>();
  readonly #deployments = new Map<string, DeploymentInputs>();
  readonly #accounts = new Map<string, AccountInputs>();
  readonly #groups = new Map<string, ResourceGroupInputs>();
  /** Made when first asked for, and again after an account or a group was added. */
  #byName: { accounts: Map<string, AccountInputs[]>; groups: Map<string, ResourceGroupInputs[]> } | undefined;

  /** URNs of the deployments, in the order in which they came. */
  get deployments(): readonly string[] {
    return [...this.#deployments.keys()];
  }

  /** True for a resource that was not seen yet, or of which only the outputs can tell anything. */
  isWithoutInputs(urn: string): boolean {
    return isEmpty(this.#resources.get(urn)?.inputs);
  }

  /** Takes a resource in. Resources that tell nothing of deployments are passed over. */
  add(resource: PlanResource): void {
    if (!isRelevant(resource.type)) return;
    this.#resources.set(resource.urn, resource);
    for (const reader of READERS) {
      if (reader.isDeployment(resource.type)) {
        // Without a single input it is not part of this run: --target leaves it out.
        if (isEmpty(resource.inputs) || resource.external) return;
        this.#deployments.set(resource.urn, reader.readDeployment(resource));
      } else if (reader.isAccount(resource.type)) {
        this.#accounts.set(resource.urn, reader.readAccount(resource));
        this.#byName = undefined;
      } else if (reader.isResourceGroup(resource.type)) {
        this.#groups.set(resource.urn, reader.readResourceGroup(resource));
        this.#byName = undefined;
      }
    }
  }

  /** Adds what is only known at the end of a preview: which resources a property was made from. */
  addDependencies(urn: string, propertyDependencies: Readonly<Record<string, readonly string[]>>): void {
    const resource = this.#resources.get(urn);
    if (resource) this.#resources.set(urn, { ...resource, propertyDependencies });
  }

  /**
   * A deployment with the region of its account.
   * @param urn of a deployment that was added.
   * @param accounts accounts that the program does not create.
   */
  deployment(urn: string, accounts: KnownAccounts): PlannedDeployment | undefined {
    const inputs = this.#deployments.get(urn);
    if (!inputs) return undefined;
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
    return {
      urn,
      name: inputs.name,
      format: inputs.format,
      model: inputs.model,
      version: inputs.version,
      sku: inputs.sku,
      ...(inputs.skuNote === undefined ? {} : { skuNote: inputs.skuNote }),
      upgrade: inputs.upgrade,
      region: region.value,
      regionFrom: region.from,
      regionFix: ACCOUNT_FIX,
      ...(trainingRegion ? { trainingRegion } : {}),
      // Nearest first: the deployment's own tag, its account's, the setting.
      purpose: first(inputs.purpose, account?.purpose ?? ABSENT, text(configured?.purpose)),
      training: first(inputs.training, account?.training ?? ABSENT, text(configured?.training)),
    };
  }

  #accountOf(d: DeploymentInputs): { account?: AccountInputs; why: string } {
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
    const from = d.accountProperties.flatMap((p) => resource?.propertyDependencies?.[p] ?? []);
    const accounts = [...new Set(from)].flatMap((urn) => this.#accounts.get(urn) ?? []);
    const [only] = accounts;
    if (only && accounts.length === 1 && (name === undefined || known(only.accountName) === undefined)) {
      return { account: only, why: "" };
    }
    if (name !== undefined) return { why: `not in the plan: the program does not create account ${name}` };
    if (accounts.length > 1) return { why: "not clear: the account's name is made from several accounts" };
    const value = d.accountProperties.includes("cognitiveAccountId") ? d.accountId : d.accountName;
    return {
      why:
        value.state === "unknown"
          ? "not known: the name of its account is not known before the update"
          : "not known: the deployment names no account",
    };
  }

  #named() {
    this.#byName ??= {
      accounts: byName(this.#accounts.values(), (a) => a.accountName),
      groups: byName(this.#groups.values(), (g) => g.groupName),
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

  /** In order: the account's own location; what that was made from; its resource group; the provider. */
  #accountRegion(a: AccountInputs): Located {
    const here = `the location of account ${a.name}`;
    if (a.location.state === "known" || a.location.state === "invalid") return { value: a.location, from: here };
    const provider = this.#providerLocation(a.urn);
    // The provider's own order for a location that nobody gave: its configuration, then the resource group.
    if (a.location.state === "absent" && provider.value.state !== "absent") return provider;
    const made = this.#resources.get(a.urn)?.propertyDependencies?.location ?? [];
    if (made.length > 0) {
      const groups = made.flatMap((urn) => this.#groups.get(urn) ?? []);
      const regions = groups.map((g) => this.#groupRegion(g));
      const [first] = regions;
      // Made from something else than resource groups: what it will be is anybody's guess.
      const agree = first !== undefined && regions.every((r) => same(known(r.value), known(first.value)));
      return agree && groups.length === made.length ? first : { value: a.location, from: here };
    }
    const group = this.#groupOf(a);
    const inGroup = group && this.#groupRegion(group);
    if (inGroup && inGroup.value.state !== "absent") return inGroup;
    if (provider.value.state !== "absent") return provider;
    return {
      value: a.location.state === "absent" ? { state: "unknown", why: "not given anywhere in the plan" } : a.location,
      from: here,
    };
  }

  #groupOf(a: AccountInputs): ResourceGroupInputs | undefined {
    const name = known(a.resourceGroupName);
    if (name !== undefined) {
      const named = this.#named().groups.get(name.toLowerCase()) ?? [];
      return named.length === 1 ? named[0] : undefined;
    }
    const made = this.#resources.get(a.urn)?.propertyDependencies?.resourceGroupName ?? [];
    const groups = made.flatMap((urn) => this.#groups.get(urn) ?? []);
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
    return { value: read(inputs, ["location"]), from: "the provider's configured location" };
  }

  #findProvider(reference: string): PlanResource | undefined {
    return this.#resources.get(reference) ?? this.#resources.get(reference.slice(0, reference.lastIndexOf("::")));
  }
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

function groupFromId(id: string | undefined): string | undefined {
  return id === undefined ? undefined : /\/resourceGroups\/([^/]+)\//i.exec(id)?.[1];
}

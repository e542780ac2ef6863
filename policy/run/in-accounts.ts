/** The deployments that an update makes, by account. */
import { groupBy } from "../group-by";
import type { DeploymentInputs, PlannedDeployment } from "../plan/deployment";
import type { KnownAccounts } from "../plan/known-accounts";
import type { LocatedDeployment, Plan } from "../plan/plan";
import { stackOf } from "../plan/urn";
import type { AccountSeen, DeploymentInAccount } from "../rules/rule";

/** An account takes a few dozen deployments. If there are more than this, only the first ones are looked at. */
const MOST = 200;

/** A deployment of a plan, and its key there. */
interface KeyedDeployment {
  readonly key: string;
  readonly stated: DeploymentInputs;
}

interface InAccount {
  readonly name: string;
  readonly members: KeyedDeployment[];
  /** True once one of them is an Azure OpenAI deployment. */
  isJudged: boolean;
}

export class InAccounts {
  /** By stack, then by account. */
  readonly #accounts = new Map<string, Map<unknown, InAccount>>();

  /**
   * @param key of the deployment in its plan.
   * @param isJudged false for a deployment of another vendor's model, which Azure makes in its turn like any other.
   */
  add(key: string, { stated, within, exists }: LocatedDeployment, isJudged: boolean): void {
    const { unread, takesTurns, urn } = stated;
    if (!within || unread || exists === true || takesTurns) return;
    const stack = stackOf(urn) ?? "";
    const accounts = this.#accounts.get(stack) ?? new Map<unknown, InAccount>();
    this.#accounts.set(stack, accounts);
    const account = accounts.get(within.key) ?? { name: within.name, members: [], isJudged: false };
    accounts.set(within.key, account);
    account.members.push({ key, stated });
    account.isJudged ||= isJudged;
  }

  /**
   * The accounts in which an update makes several deployments.
   * @param described accounts that the settings describe.
   */
  seen(plan: Plan, described: KnownAccounts): AccountSeen[] {
    const all = [...this.#accounts.values()].flatMap((accounts) => [...accounts.values()]);
    return all
      .filter(({ members, isJudged }) => isJudged && members.length > 1)
      .map((account) => seenIn(account, plan, described));
  }
}

function seenIn({ name, members }: InAccount, plan: Plan, described: KnownAccounts): AccountSeen {
  // The order in which they came must not matter.
  const looked = members.sort(compare).slice(0, MOST);
  const deployments = looked.map(({ stated }) => stated);
  const keys = new Map<DeploymentInAccount, string>(looked.map(({ key, stated }) => [stated, key]));
  const byUrn = groupBy(deployments, ({ urn }) => urn);
  const before = beforeWithin(byUrn, plan);
  const nodes = new Map<DeploymentInAccount, DeploymentInputs["node"]>(deployments.map((one) => [one, one.node]));
  const follows = (later: DeploymentInAccount, earlier: DeploymentInAccount): boolean => {
    if (later.urn !== earlier.urn) return before(later.urn).has(earlier.urn);
    const [node, other] = [nodes.get(later), nodes.get(earlier)];
    return node !== undefined && other !== undefined && node.follows(other);
  };
  return {
    name,
    deployments,
    follows,
    isWithoutOrder: deployments.every(
      ({ urn, node }) => before(urn).size === 0 && (node === undefined || byUrn.get(urn)?.length === 1),
    ),
    planned: (one): PlannedDeployment => {
      const key = keys.get(one) ?? one.urn;
      return plan.deployment(key, described) ?? plan.unreadable(key);
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

/** The deployments that are made before one of them. Each is looked for once, although every pair is asked about. */
function beforeWithin(byUrn: ReadonlyMap<string, unknown>, plan: Plan): (urn: string) => ReadonlySet<string> {
  const found = new Map<string, ReadonlySet<string>>();
  return (urn) => {
    let known = found.get(urn);
    if (!known) {
      const others = [...plan.order.before(urn)].filter((other) => other !== urn && byUrn.has(other));
      known = others.length === 0 ? NONE : new Set(others);
      found.set(urn, known);
    }
    return known;
  };
}

function compare(a: KeyedDeployment, b: KeyedDeployment): number {
  if (a.stated.urn !== b.stated.urn) return a.stated.urn < b.stated.urn ? -1 : 1;
  return (a.stated.nested ?? "") < (b.stated.nested ?? "") ? -1 : 1;
}

/** The deployments that an update makes, by the account that they are in. */
import type { PlannedDeployment } from "../plan/deployment";
import type { Plan } from "../plan/plan";
import { stackOf } from "../plan/urn";
import type { AccountSeen } from "../rules/rule";

interface InAccount {
  readonly name: string;
  readonly deployments: PlannedDeployment[];
  /** True once one of them is an Azure OpenAI one. */
  isJudged: boolean;
}

export class InAccounts {
  /** By stack, then by account. */
  readonly #accounts = new Map<string, Map<unknown, InAccount>>();

  /** @param isJudged false for a deployment of another vendor's model: Azure makes it in its turn, like any other. */
  add(deployment: PlannedDeployment, isJudged: boolean): void {
    const { within, unread, exists, takesTurns, urn } = deployment;
    if (!within || unread || exists === true || takesTurns) return;
    const stack = stackOf(urn) ?? "";
    const accounts = this.#accounts.get(stack) ?? new Map<unknown, InAccount>();
    this.#accounts.set(stack, accounts);
    const account = accounts.get(within.key) ?? { name: within.name, deployments: [], isJudged: false };
    accounts.set(within.key, account);
    account.deployments.push(deployment);
    account.isJudged ||= isJudged;
  }

  /** The accounts in which an update makes several deployments. */
  seen(plan: Plan): AccountSeen[] {
    const all = [...this.#accounts.values()].flatMap((accounts) => [...accounts.values()]);
    return all
      .filter(({ deployments, isJudged }) => isJudged && deployments.length > 1)
      .map(({ name, deployments }) => ({ name, deployments, before: beforeWithin(deployments, plan) }))
      .map(({ name, deployments, before }) => ({
        name,
        // In one order, whatever the order in which they came.
        deployments: deployments.sort((a, b) => compare(a, b)),
        follows: (later, earlier) =>
          later.urn === earlier.urn
            ? later.node !== undefined && earlier.node !== undefined && later.node.follows(earlier.node)
            : before(later.urn).has(earlier.urn),
      }));
  }
}

/** Those of the deployments that are made before one of them: looked for once, though each pair is asked about. */
function beforeWithin(deployments: readonly PlannedDeployment[], plan: Plan): (urn: string) => ReadonlySet<string> {
  const found = new Map<string, ReadonlySet<string>>();
  const urns = new Set(deployments.map(({ urn }) => urn));
  return (urn) => {
    let known = found.get(urn);
    if (!known) {
      known = new Set([...plan.order.before(urn)].filter((other) => urns.has(other)));
      found.set(urn, known);
    }
    return known;
  };
}

function compare(a: PlannedDeployment, b: PlannedDeployment): number {
  const [x, y] = [a, b].map(({ urn, nested = "" }) => `${urn}\n${nested}`);
  return (x ?? "") < (y ?? "") ? -1 : 1;
}

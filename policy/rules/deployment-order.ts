import type { NamedDeployment } from "../finding";
import type { AccountSeen, DeploymentInAccount, Rule } from "./rule";

/** Reports deployments of an account that have no order between them: Azure refuses the second of two at once. */
export const deploymentOrder: Rule = {
  name: "deployment-order",
  displayName: "Deployments of one account come one after the other",
  description: "Deployments of one account should be made one after the other: Azure refuses two at once.",
  severity: "medium",
  defaultLevel: "advisory",
  remediationSteps: "Let each deployment of an account depend on the one before it, with dependsOn.",
  settings: (z) => z.strictObject({}),
  account: (account) => {
    const gaps = gapsIn(account);
    const [gap] = gaps;
    if (!gap) return [];
    const [first, second] = gap;
    return [
      {
        deployment: account.planned(second),
        reason: "no-order",
        facts: {
          kind: "no-order",
          account: account.name,
          first: nameOf(first),
          second: nameOf(second),
          more: gaps.length - 1,
        },
      },
    ];
  },
};

type Pair = readonly [first: DeploymentInAccount, second: DeploymentInAccount];

/**
 * The pairs that need an order. With an order in each pair, all deployments of the account come one after the other.
 */
function gapsIn(account: AccountSeen): Pair[] {
  const line = inLine(account);
  return line.flatMap((second, i): Pair[] => {
    const first = line[i - 1];
    return first === undefined || account.follows(second, first) ? [] : [[first, second]];
  });
}

/**
 * The deployments in an order in which Azure may make them. It prefers a deployment that waits for the last one, so
 * that few pairs need an order; an order for one pair leaves the other pairs as they are.
 */
function inLine({ deployments, follows, isWithoutOrder }: AccountSeen): readonly DeploymentInAccount[] {
  if (isWithoutOrder) return deployments;
  const waiting = new Map(deployments.map((one) => [one, new Set<DeploymentInAccount>()]));
  for (const [one, before] of waiting) {
    for (const other of waiting.keys()) if (other !== one && follows(one, other)) before.add(other);
  }
  const line: DeploymentInAccount[] = [];
  while (waiting.size > 0) {
    const last = line.at(-1);
    // Copies of a serial loop follow one another in both directions: each of them has another one before it.
    const least = Math.min(...[...waiting.values()].map((before) => before.size));
    const ready = [...waiting].filter(([, before]) => before.size === least).map(([one]) => one);
    const next = ready.find((one) => last !== undefined && follows(one, last)) ?? ready[0];
    if (next === undefined) break;
    line.push(next);
    waiting.delete(next);
    for (const before of waiting.values()) before.delete(next);
  }
  return line;
}

function nameOf({ name, nested }: DeploymentInAccount): NamedDeployment {
  return { name, ...(nested === undefined ? {} : { nested }) };
}

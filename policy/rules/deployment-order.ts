import type { NamedDeployment } from "../finding";
import type { AccountSeen, DeploymentInAccount, Rule } from "./rule";

/** Says which deployments of an account have no order between them: Azure refuses the second of two at once. */
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
          first: named(first),
          second: named(second),
          more: gaps.length - 1,
        },
      },
    ];
  },
};

type Pair = readonly [first: DeploymentInAccount, second: DeploymentInAccount];

/**
 * The pairs that need an order: with one in each, all deployments of the account come one after the other. Sorted by how
 * many others each one follows, those in between which an order is missing are neighbours.
 */
function gapsIn({ deployments, follows, numberBefore }: AccountSeen): Pair[] {
  const behind = new Map(deployments.map((one) => [one, numberBefore(one)]));
  const inOrder = [...deployments].sort((a, b) => (behind.get(a) ?? 0) - (behind.get(b) ?? 0));
  return inOrder.flatMap((second, i): Pair[] => {
    const first = inOrder[i - 1];
    return first === undefined || follows(second, first) ? [] : [[first, second]];
  });
}

function named({ name, nested }: DeploymentInAccount): NamedDeployment {
  return { name, ...(nested === undefined ? {} : { nested }) };
}

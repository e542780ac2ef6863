import type { NamedDeployment } from "../finding";
import type { PlannedDeployment } from "../plan/deployment";
import type { AccountSeen, Rule } from "./rule";

/** An account takes a few dozen deployments; of more than this, only the first ones are looked at. */
const MOST = 200;

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
        deployment: second,
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

type Pair = readonly [first: PlannedDeployment, second: PlannedDeployment];

/**
 * The pairs that need an order: with one in each, all deployments of the account come one after the other. Sorted by how
 * many others each one follows, those in between which an order is missing are neighbours.
 */
function gapsIn({ deployments, follows }: AccountSeen): Pair[] {
  const looked = deployments.slice(0, MOST);
  const behind = new Map(
    looked.map((one) => [one, looked.filter((other) => other !== one && follows(one, other)).length]),
  );
  const inOrder = [...looked].sort((a, b) => (behind.get(a) ?? 0) - (behind.get(b) ?? 0));
  return inOrder.flatMap((second, i): Pair[] => {
    const first = inOrder[i - 1];
    return first === undefined || follows(second, first) ? [] : [[first, second]];
  });
}

function nameOf({ name, nested }: PlannedDeployment): NamedDeployment {
  return { name, ...(nested === undefined ? {} : { nested }) };
}

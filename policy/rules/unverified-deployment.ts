import { safe } from "../words";
import { finding, type Rule } from "./rule";

/** Says which value kept a deployment from being checked, why, and how to make it known. */
export const unverifiedDeployment: Rule = {
  name: "unverified-deployment",
  displayName: "The deployment could be checked",
  description: "Every value that the check of a deployment needs should be known from the plan.",
  severity: "medium",
  defaultLevel: "advisory",
  remediationSteps: "Make the named value known before the update, as the message says.",
  settings: (z) => z.strictObject({}),
  deployment: (judgement) => {
    if (judgement.unverified.length === 0) return [];
    const { unread } = judgement.deployment;
    const name = safe(judgement.deployment.name);
    const open = judgement.judged.length === 0;
    const headline = open
      ? `Deployment ${name} could not be checked.`
      : `Deployment ${name} has values that need a look.`;
    return [
      finding("unverified-deployment", judgement, {
        reason: "unverified",
        message: [
          unread ? `What ${name} deploys could not be checked.` : headline,
          ...judgement.unverified.map((u) => `${safe(u.value)} is ${safe(u.why)}. ${u.fix}`),
        ].join("\n"),
        changes: judgement.unverified.map((u) => u.fix),
      }),
    ];
  },
};

import type { PurposeVerdict } from "../finding";
import type { PlannedDeployment } from "../plan/deployment";
import { grantedSchema } from "../schema/granted";
import { waysOutFrom } from "../way-out";
import type { Rule } from "./rule";

/** Reports deployments that only customers with granted access can make. */
export const limitedAccess: Rule<{ granted?: string[] }> = {
  name: "limited-access",
  displayName: "Access to the model was granted",
  description: "Only customers to whom Microsoft granted access should deploy a model of limited access.",
  severity: "low",
  defaultLevel: "advisory",
  remediationSteps: 'Ask Microsoft for access, then declare it with the setting "granted".',
  settings: (z) => z.strictObject({ granted: grantedSchema(z).optional() }),
  grantedSetting: "granted",
  deployment: ({ judged, fineTuned, deployment }) =>
    judged
      .filter((j) => j.verdict.status === "restricted" && !(isKnownCustomer(deployment) && isClosedToOthers(j)))
      .map((j) => ({
        reason: j.verdict.reason,
        facts: { kind: "access", judged: j, fineTuned },
        citations: j.verdict.citations,
        waysOut: waysOutFrom(j.verdict.alternatives),
      })),
};

/** A deployment that exists shows that the subscription has deployed the version before. */
function isKnownCustomer({ exists, isChanged }: PlannedDeployment): boolean {
  return exists === true && !isChanged;
}

function isClosedToOthers({ purpose, verdict }: PurposeVerdict): boolean {
  return verdict.reason === "existing-customers" && purpose !== "fine-tuning";
}

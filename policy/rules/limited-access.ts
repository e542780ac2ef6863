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
  deployment: ({ judged, fineTuned }) =>
    judged
      .filter((j) => j.verdict.status === "restricted")
      .map((j) => ({
        reason: j.verdict.reason,
        facts: { kind: "access", judged: j, fineTuned },
        citations: j.verdict.citations,
        waysOut: waysOutFrom(j.verdict.alternatives),
      })),
};

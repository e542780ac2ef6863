import { grantedSchema } from "../schema/granted";
import { askedText, changePhrases, citationLines, safe } from "../words/words";
import { finding, type Rule } from "./old-rule";

/** Says where only customers with granted access can deploy. */
export const limitedAccess: Rule<{ granted?: string[] }> = {
  name: "limited-access",
  displayName: "Access to the model was granted",
  description: "A model that Microsoft opens to selected customers only should be deployed by one of them.",
  severity: "low",
  defaultLevel: "advisory",
  remediationSteps: 'Ask Microsoft for access, then declare it with the setting "granted".',
  settings: (z, edition) => z.strictObject({ granted: grantedSchema(z, edition).optional() }),
  deployment: (judgement) =>
    judgement.judged
      .filter((j) => j.verdict.status === "restricted")
      .map((j) => {
        const changes = changePhrases(j.verdict.alternatives);
        const ids = j.verdict.conditions.flatMap((c) => c.access ?? []).map(safe);
        return finding("limited-access", judgement, {
          reason: j.verdict.reason,
          message: [
            `${askedText(j, judgement.asked)} needs access that Microsoft grants.`,
            ...citationLines(j.verdict.conditions.map((c) => c.citation)),
            `If it was granted, set "granted": ${JSON.stringify(ids)} for limited-access.`,
            ...(changes.length > 0 ? [`Open to all: ${changes.join("; or ")}.`] : []),
          ].join("\n"),
          citations: j.verdict.citations,
          changes,
        });
      }),
};

/** Errors of policies: the organisation's own, and Azure's for a subscription. */
import type { Case, Explanation } from "./case";

const CHOOSE =
  "Then find one of them that has the models: azure-openai-guard place MODEL --region REGION,REGION; and give the account that location. To hold every plan to these regions, name them in the settings: placement: { limits: [{ name: allowed by policy, regions: { allowed: [REGION, REGION] } }] }.";

/** A policy of the organisation forbids the resource. */
export function policyDenied({ error }: Case): Explanation {
  if (error.policyOf !== "region") {
    return {
      blame: "policy",
      why: "A policy: one of your organisation forbids the resource as it is.",
      notes: [
        "The error names the policy's assignment and definition. See what it asks for: az policy assignment list, or ask whoever administers the subscription.",
      ],
    };
  }
  return {
    blame: "region",
    certain: false,
    why: "The region, most likely: a policy of your organisation forbids the resource, and the text mentions locations.",
    notes: ["See which regions the policy allows: az policy assignment list shows its parameters.", CHOOSE],
  };
}

/** Azure lets the subscription use some regions only. */
export function regionDenied(): Explanation {
  return {
    blame: "region",
    why: "The region: Azure lets this subscription use only some regions.",
    notes: [
      "See which: az policy assignment list shows the assignments of the subscription, and the parameters of the one that names locations.",
      CHOOSE,
    ],
  };
}

import type { Rule } from "./rule";
import { verdictFindings } from "./verdict-findings";

/** Reports deployments about which the document says neither yes nor no. */
export const undocumentedAvailability: Rule = {
  name: "undocumented-availability",
  displayName: "The document says whether it is offered",
  description: "The document should say whether the deployment is offered.",
  severity: "low",
  defaultLevel: "advisory",
  remediationSteps: "Check the combination with Azure, or take one that the document lists.",
  settings: (z) => z.strictObject({}),
  deployment: (judgement, context) =>
    verdictFindings(judgement, context, ({ verdict }) => verdict.status === "undocumented"),
};

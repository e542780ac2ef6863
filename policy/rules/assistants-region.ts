import type { Rule } from "./rule";
import { verdictFindings } from "./verdict-findings";

/** Blocks a declared Assistants purpose if the Assistants table does not have the model or the region. */
export const assistantsRegion: Rule = {
  name: "assistants-region",
  displayName: "Assistants run where the document has them",
  description: "A deployment declared for Assistants must use a model version and a region of the Assistants table.",
  severity: "high",
  defaultLevel: "mandatory",
  remediationSteps: "Take a region or a model version that the Assistants table ticks; the message offers some.",
  settings: (z) => z.strictObject({}),
  deployment: (judgement, context) =>
    verdictFindings(
      judgement,
      context,
      ({ purpose, verdict }) =>
        purpose === "assistants" &&
        verdict.status === "unavailable" &&
        // Each has its own rule.
        verdict.reason !== "model-not-listed" &&
        verdict.reason !== "retired",
    ),
};

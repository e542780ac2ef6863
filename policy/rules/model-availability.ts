import { type Rule, verdictFindings } from "./rule";

/** Blocks what the document rules out for inference: version, SKU or region. */
export const modelAvailability: Rule = {
  name: "model-availability",
  displayName: "Model version, SKU and region go together",
  description: "A deployment's model version, SKU and region must be a combination that the document offers.",
  severity: "high",
  defaultLevel: "mandatory",
  remediationSteps: "Take one of the regions, SKUs or versions that the message offers.",
  settings: (z) => z.strictObject({}),
  deployment: (judgement, context) =>
    verdictFindings(
      "model-availability",
      judgement,
      context,
      ({ purpose, verdict }) =>
        purpose === "inference" && verdict.status === "unavailable" && verdict.reason !== "model-not-listed",
    ),
};

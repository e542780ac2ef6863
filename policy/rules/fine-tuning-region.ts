import type { Rule } from "./rule";
import { verdictFindings } from "./verdict-findings";

/** Blocks fine-tuned models, and accounts declared for training, outside the document's training regions. */
export const fineTuningRegion: Rule = {
  name: "fine-tuning-region",
  displayName: "Fine-tuning happens in a training region",
  description:
    "A fine-tuned model, or a declared fine-tuning purpose, must be in a region where the model can be trained.",
  severity: "high",
  defaultLevel: "mandatory",
  remediationSteps:
    "Move the account to a training region of the model, or name the account that the model was trained in with model.source.",
  settings: (z) => z.strictObject({}),
  deployment: (judgement, context) =>
    verdictFindings(
      judgement,
      context,
      ({ purpose, verdict }) =>
        purpose === "fine-tuning" && verdict.status === "unavailable" && verdict.reason !== "model-not-listed",
    ),
};

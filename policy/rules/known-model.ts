import { findModel } from "../../catalog/edition/edition";
import { placesOf, respelt } from "../judging/repair";
import { known } from "../plan/values";
import type { Rule } from "./rule";
import { verdictFindings } from "./verdict-findings";

/** Blocks models that the document does not name, and offers the nearest names. */
export const knownModel: Rule = {
  name: "known-model",
  displayName: "The model is one that the document names",
  description: "A deployment's model must be one that the document names.",
  severity: "high",
  defaultLevel: "mandatory",
  remediationSteps: "Correct the model's name; the message offers the nearest ones.",
  settings: (z) => z.strictObject({}),
  deployment: (judgement, context) =>
    verdictFindings(judgement, context, ({ verdict }) => verdict.reason === "model-not-listed"),
  // A name that is merely near may mean another model.
  repair: ({ deployment }, { edition }) => {
    const name = findModel(edition, known(deployment.model) ?? "")?.name;
    return respelt(placesOf(deployment)?.model, deployment.model, name);
  },
};

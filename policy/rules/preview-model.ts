import { cite } from "../../catalog/verdict/citation";
import { citationLines, modelName } from "../words/words";
import { finding, type Rule } from "./old-rule";

/** Says which models the document calls preview. */
export const previewModel: Rule = {
  name: "preview-model",
  displayName: "The model is no preview",
  description:
    "A deployment's model should be generally available; the document advises against previews in production.",
  severity: "medium",
  defaultLevel: "advisory",
  remediationSteps: "Use a generally available model in production.",
  settings: (z) => z.strictObject({}),
  deployment: (judgement, { edition }) => {
    const place = judgement.facts?.preview;
    if (!place) return [];
    const citation = cite(edition, place, "preview");
    return [
      finding("preview-model", judgement, {
        reason: "preview",
        message: [
          `${modelName(judgement.asked)} is a preview: not for production, and moved to another version without asking.`,
          ...citationLines([citation]),
        ].join("\n"),
        citations: [citation],
      }),
    ];
  },
};

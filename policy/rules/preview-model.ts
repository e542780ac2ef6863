import { cite } from "../../catalog/verdict/citation";
import type { Rule } from "./rule";

/** Reports models that the document calls preview. */
export const previewModel: Rule = {
  name: "preview-model",
  displayName: "The model is not a preview",
  description:
    "A deployment's model should be generally available; the document advises against previews in production.",
  severity: "medium",
  defaultLevel: "advisory",
  remediationSteps: "Use a generally available model in production.",
  settings: (z) => z.strictObject({}),
  deployment: ({ facts, judged }, { edition }) => {
    const place = facts?.preview;
    if (place) return [{ reason: "preview", facts: { kind: "preview" }, citations: [cite(edition, place, "preview")] }];
    const life = judged.find(({ purpose }) => purpose === "inference")?.verdict.lifecycle;
    return life?.stage === "Preview"
      ? [{ reason: "preview", facts: { kind: "preview" }, citations: life.citations }]
      : [];
  },
};

import { cite } from "../../catalog/citation";
import { citationLines, modelName } from "../words";
import { finding, type Rule } from "./rule";

/** Says which models the document calls replaced or retiring, and by what they are replaced. */
export const modelLifecycle: Rule = {
  name: "model-lifecycle",
  displayName: "The model has a future",
  description: "A deployment's model should be neither replaced nor retiring, so far as the document says.",
  severity: "medium",
  defaultLevel: "advisory",
  remediationSteps: "Plan the move to the replacement that the document names.",
  settings: (z) => z.strictObject({}),
  deployment: (judgement, { edition }) => {
    const facts = judgement.facts;
    if (!facts?.replaced && !facts?.retiring) return [];
    const parts = [
      ...(facts.retiring ? [{ code: "retiring", ...facts.retiring }] : []),
      ...(facts.replaced ? [{ code: "replaced", ...facts.replaced }] : []),
    ];
    const citations = parts.map((p) => cite(edition, p.place, p.statement));
    const by = facts.replaced && [facts.replaced.by.model, facts.replaced.by.version].filter(Boolean).join(" ");
    return [
      finding("model-lifecycle", judgement, {
        reason: parts[0]?.code ?? "replaced",
        message: [
          `${modelName(judgement.asked)} is ${parts.map((p) => p.code).join(" and ")}.`,
          ...citationLines(citations),
          ...(by ? [`Replacement: ${by}.`] : []),
        ].join("\n"),
        citations,
        changes: by ? [`model ${by}`] : [],
      }),
    ];
  },
};

import { isInForce } from "../waiver";
import { unusedLine } from "../words/words";
import type { Rule } from "./old-rule";

/** Says which waivers cover nothing: the finding is gone, or a pattern is misspelt. */
export const unusedWaiver: Rule = {
  name: "unused-waiver",
  displayName: "Every waiver covers a finding",
  description: "A waiver should go when the finding that it was given for is gone.",
  severity: "low",
  defaultLevel: "advisory",
  remediationSteps: "Take the waiver out of the settings, or correct its patterns.",
  settings: (z) => z.strictObject({}),
  run: (unused, today) =>
    unused.map((waiver) => ({
      rule: "unused-waiver",
      asked: {},
      reason: isInForce(waiver, today) ? "unused" : "unused-and-expired",
      message: unusedLine(waiver, isInForce(waiver, today)),
      citations: [],
      changes: [],
      about: waiver,
    })),
};

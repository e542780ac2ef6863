import type { RuleFinding } from "../finding";
import { isInForce } from "../waiver";
import type { Rule } from "./rule";

/** Reports waivers that cover nothing, and entries of `accounts` that describe nothing: outdated, or misspelt. */
export const unusedWaiver: Rule = {
  name: "unused-waiver",
  displayName: "Every waiver covers a finding",
  description: "A waiver should go when the finding that it was given for is gone.",
  severity: "low",
  defaultLevel: "advisory",
  remediationSteps: "Take the waiver out of the settings, or correct its patterns.",
  settings: (z) => z.strictObject({}),
  isWaivable: false,
  run: ({ unusedWaivers, unusedAccounts }, { today }) => [
    ...unusedWaivers.map((waiver): RuleFinding => {
      const inForce = isInForce(waiver, today);
      return {
        reason: inForce ? "unused" : "unused-and-expired",
        facts: { kind: "unused-waiver", waiver, isInForce: inForce },
      };
    }),
    ...unusedAccounts.map(
      (account): RuleFinding => ({
        reason: "unused-account",
        facts: { kind: "unused-account", account },
      }),
    ),
  ],
};

import { cite } from "../../catalog/citation";
import type { Rule } from "./rule";

/** Two years: what Azure offers moves weekly, but an edition that blocks nothing it should not is not noise by itself. */
const DEFAULT_MAX_AGE_DAYS = 730;

/** Says once for a stack that the edition it was judged by is old. */
export const catalogAge: Rule<{ maxAgeDays?: number }> = {
  name: "catalog-age",
  displayName: "The catalog is recent",
  description: "The edition that deployments are judged by should not be older than a set number of days.",
  severity: "low",
  defaultLevel: "advisory",
  remediationSteps: "Update azure-openai-guard to a release with a newer edition, or raise maxAgeDays.",
  settings: (z) =>
    z.strictObject({
      maxAgeDays: z.int().min(1).optional().describe("Age of the edition, in days, from which it is called old."),
    }),
  defaults: { maxAgeDays: DEFAULT_MAX_AGE_DAYS },
  stack: ({ edition, settings, today }) => {
    const { date, document } = edition.data;
    const limit = settings.maxAgeDays ?? DEFAULT_MAX_AGE_DAYS;
    const age = Math.floor((Date.parse(today) - Date.parse(date)) / 86_400_000);
    if (!(age > limit)) return [];
    return [
      {
        rule: "catalog-age",
        asked: {},
        reason: "old-edition",
        message:
          `The catalog is of ${date}, ${age} days old (limit ${limit}): Azure may offer more by now, or less. ` +
          "Update azure-openai-guard, or set maxAgeDays.",
        citations: [cite(edition, { section: document.titleInDocument }, date)],
        changes: [],
      },
    ];
  },
};

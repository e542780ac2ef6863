import type { Edition } from "../../catalog/edition/edition";
import { citeStatement } from "../../catalog/edition/overlay";
import type { OverlayStatement } from "../../catalog/edition/statement";
import { cite } from "../../catalog/verdict/citation";
import { daysBetween } from "../days";
import type { Finding } from "../old-finding";
import { expiredStatement, idleStatement } from "../words/words";
import type { Rule } from "./old-rule";

/** Two years: what Azure offers moves weekly, but an edition that blocks nothing it should not is not noise by itself. */
const DEFAULT_MAX_AGE_DAYS = 730;

/** Says once for a stack that the edition it was judged by is old, and what of its overlay does not count. */
export const catalogAge: Rule<{ maxAgeDays?: number }> = {
  name: "catalog-age",
  displayName: "The catalog is recent",
  description: "The edition that deployments are judged by, and the overlay on it, should be up to date.",
  severity: "low",
  defaultLevel: "advisory",
  remediationSteps:
    "Import a newer edition, update azure-openai-guard, or raise maxAgeDays; renew what the overlay says, or take it out.",
  settings: (z) =>
    z.strictObject({
      maxAgeDays: z.int().min(1).optional().describe("Age of the edition, in days, from which it is called old."),
    }),
  defaults: { maxAgeDays: DEFAULT_MAX_AGE_DAYS },
  stack: ({ edition, settings, today }) => {
    const { date, document } = edition.data;
    const limit = settings.maxAgeDays ?? DEFAULT_MAX_AGE_DAYS;
    const age = daysBetween(date, today);
    const old: Finding[] = [];
    if (age > limit) {
      old.push({
        rule: "catalog-age",
        asked: {},
        reason: "old-edition",
        message:
          `The catalog is of ${date}, ${age} days old (limit ${limit}): Azure may offer more by now, or less. ` +
          "Import a newer edition, update azure-openai-guard, or set maxAgeDays.",
        citations: [cite(edition, { section: document.titleInDocument }, date)],
        changes: [],
      });
    }
    return [...old, ...overlayFindings(edition)];
  },
};

function overlayFindings({ overlay }: Edition): Finding[] {
  if (!overlay) return [];
  const about = (statement: OverlayStatement, reason: string, message: string): Finding => {
    const citation = citeStatement(statement, overlay.date);
    return { rule: "catalog-age", asked: {}, reason, message, citations: [citation], changes: [] };
  };
  return [
    ...overlay.expired.map((s) => about(s, "overlay-expired", expiredStatement(s, overlay.date))),
    ...overlay.idle.map((s) => about(s, "overlay-idle", idleStatement(s, overlay.date))),
  ];
}

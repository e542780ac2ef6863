import type { Edition } from "../../catalog/edition/edition";
import { citeStatement } from "../../catalog/edition/overlay";
import type { OverlayStatement } from "../../catalog/edition/statement";
import { cite } from "../../catalog/verdict/citation";
import { daysBetween } from "../days";
import type { RuleFinding } from "../finding";
import type { Rule } from "./rule";

/** Two years: Azure's offer changes weekly, but an older edition that blocks nothing wrongly is worth no finding. */
const DEFAULT_MAX_AGE_DAYS = 730;

/**
 * Reports an old edition, statements of the overlay that have no effect and, if nobody chose an edition, what the
 * newest one decides differently.
 */
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
      maxAgeDays: z.int().min(1).optional().describe("Reports an edition that is older than this number of days."),
    }),
  defaults: { maxAgeDays: DEFAULT_MAX_AGE_DAYS },
  needsNewest: true,
  edition: ({ edition, settings, today }) => [
    ...ageFindings(edition, settings.maxAgeDays ?? DEFAULT_MAX_AGE_DAYS, today),
    ...overlayFindings(edition),
  ],
  run: ({ newest }, { edition, today }) => {
    if (!newest) return [];
    const { date, document } = edition.data;
    return [
      {
        reason: "edition-not-chosen",
        facts: { kind: "edition-not-chosen", date, age: daysBetween(date, today), newest },
        citations: [cite(edition, { section: document.titleInDocument }, date)],
        levelBound: "at most advisory",
      },
    ];
  },
};

function ageFindings(edition: Edition, maxAge: number, today: string): RuleFinding[] {
  const { date, document } = edition.data;
  const age = daysBetween(date, today);
  const citations = [cite(edition, { section: document.titleInDocument }, date)];
  return age > maxAge ? [{ reason: "old-edition", facts: { kind: "old-edition", date, age, maxAge }, citations }] : [];
}

function overlayFindings({ overlay }: Edition): RuleFinding[] {
  if (!overlay) return [];
  const { date, expired, idle } = overlay;
  const about = (statement: OverlayStatement, state: "expired" | "idle"): RuleFinding => ({
    reason: `overlay-${state}`,
    facts: { kind: "overlay-statement", state, statement, date },
    citations: [citeStatement(statement, date)],
  });
  return [...expired.map((s) => about(s, "expired")), ...idle.map((s) => about(s, "idle"))];
}

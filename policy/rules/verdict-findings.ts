/** Findings made from verdicts, for the rules that report certain verdicts. */
import type { Verdict } from "../../catalog/query";
import { daysBetween } from "../days";
import type { Note, PurposeVerdict, RuleFinding, WayOut } from "../finding";
import type { Judgement } from "../judging/judge";
import { waysOutFrom } from "../way-out";
import type { CatalogSettings, RuleContext } from "./rule";

/**
 * A finding for each verdict that a rule reports.
 * @param isReported true for a verdict that the rule reports.
 */
export function verdictFindings(
  { judged, fineTuned, deployment }: Judgement,
  { catalog, today }: Pick<RuleContext<object>, "catalog" | "today">,
  isReported: (j: PurposeVerdict) => boolean,
): RuleFinding[] {
  const mayBeTrainedElsewhere = fineTuned && deployment.trainingRegion === undefined;
  return judged.filter(isReported).map((j) => {
    const weakened = weakenedBy(j.verdict, catalog, today);
    return {
      reason: j.verdict.reason,
      facts: {
        kind: "verdict",
        judged: j,
        fineTuned,
        today,
        ...(mayBeTrainedElsewhere ? { mayBeTrainedElsewhere } : {}),
      },
      citations: j.verdict.citations,
      waysOut: waysOutFrom(j.verdict.alternatives).map((way) => (j.question.isElsewhere ? elsewhere(way) : way)),
      ...(weakened ? { levelBound: "at most advisory", notes: [weakened] } : {}),
    };
  });
}

/** A way out for training in another account: that account would move, not the deployment. */
function elsewhere({ changes, account: _, ...way }: WayOut): WayOut {
  return {
    ...way,
    changes: changes.map((change) => (change.field === "region" ? { field: "source", values: change.values } : change)),
  };
}

/** Reasons that rest on the silence of a source alone: Azure may offer the deployment by now. */
const NOT_LISTED: ReadonlySet<string> = new Set([
  "model-not-listed",
  "version-not-listed",
  "sku-not-listed",
  "region-not-listed",
]);

/** Why a verdict is advice only; undefined if a source that does not list it is young enough to block. */
function weakenedBy(verdict: Verdict, { weakenAfterDays }: CatalogSettings, today: string): Note | undefined {
  if (weakenAfterDays === undefined || verdict.status !== "unavailable" || !NOT_LISTED.has(verdict.reason)) return;
  const against = new Set(verdict.contradicted?.map((c) => `${c.document} ${c.date}`));
  const silent = verdict.citations.filter((c) => !against.has(`${c.document} ${c.date}`));
  const date = silent
    .map((c) => c.date)
    .sort()
    .at(-1);
  const age = date === undefined ? 0 : daysBetween(date, today);
  return date !== undefined && age > weakenAfterDays
    ? { kind: "weakened", date, age, limit: weakenAfterDays }
    : undefined;
}

/** The shape of a rule, and what the rules share in making findings of verdicts. */

import type { z } from "zod";
import type { Edition } from "../../catalog/edition/edition";
import type { Verdict } from "../../catalog/query";
import { daysBetween } from "../days";
import type { Judged } from "../finding";
import type { Judgement } from "../judging/judge";
import type { Repair } from "../judging/repair";
import type { LimitedJudgement } from "../limits/limits";
import type { Finding, WaiverFinding } from "../old-finding";
import type { AccountInputs } from "../plan/deployment";
import type { Level, RuleName } from "../rule-name";
import type { Waiver } from "../waiver";
import { changePhrases, safe, unrepairedLine, verdictMessage, weakenedLine } from "../words/words";
import type { CatalogSettings } from "./rule";

/** What a rule may look at beside the deployment. Nothing in it reads a clock or a file. */
export interface RuleContext<S> {
  readonly edition: Edition;
  readonly settings: S;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  readonly catalog: CatalogSettings;
  /** Ids of the access conditions that the organisation was granted. */
  readonly granted: readonly string[];
  /** Set where the level of the rule is `remediate` and what is judged was not repaired. */
  readonly unrepaired?: Unrepaired;
}

/**
 * Why something is not repaired: only a preview or an update repairs; what it takes becomes known in the update; Pulumi
 * does not know the level.
 */
export type Unrepaired = "not here" | "not yet" | "not told";

/** A rule is metadata, settings and one function from a judged deployment (or the stack) to findings. */
export interface Rule<S extends object = Record<string, unknown>> {
  readonly name: RuleName;
  readonly displayName: string;
  readonly description: string;
  readonly severity: "low" | "medium" | "high";
  readonly defaultLevel: Exclude<Level, "disabled">;
  readonly remediationSteps: string;
  /**
   * The schema of the rule's own settings; what every rule takes stands beside them. It is handed zod: where nothing is
   * set, zod is never loaded.
   */
  readonly settings: (zod: typeof z, edition: Edition) => z.ZodObject;
  /** What holds where a setting is not given. */
  readonly defaults?: Partial<S>;
  readonly deployment?: (judgement: LimitedJudgement, context: RuleContext<S>) => Finding[];
  /**
   * What it repairs in a deployment where its level is `remediate`: only what is certain. Of what it repaired it has
   * nothing to repair again.
   */
  readonly repair?: (judgement: Judgement, context: RuleContext<S>) => Repair[];
  /** What it repairs in an account, of whose deployments nothing is known yet. */
  readonly repairAccount?: (account: AccountInputs, context: RuleContext<S>) => Repair[];
  /**
   * Asked once for a stack that has at least one deployment.
   * @param limited the deployments, where the organisation has limits; none where it has not.
   */
  readonly stack?: (context: RuleContext<S>, limited: readonly LimitedJudgement[]) => Finding[];
  /** Asked once for a run, of however many stacks, with the waivers that cover nothing in it. */
  readonly run?: (unused: readonly Waiver[], today: string) => WaiverFinding[];
}

/** Findings of the verdicts that a rule is for. */
export function verdictFindings(
  rule: RuleName,
  judgement: Judgement,
  { catalog, today }: Pick<RuleContext<object>, "catalog" | "today">,
  mine: (j: Judged) => boolean,
): Finding[] {
  return judgement.judged.filter(mine).map((j) => {
    const weakened = weakenedBy(j.verdict, catalog, today);
    return {
      rule,
      urn: judgement.deployment.urn,
      asked: judgement.asked,
      reason: j.verdict.reason,
      message: [verdictMessage(judgement, j), ...(weakened ? [weakenedLine(weakened)] : [])].join("\n"),
      citations: j.verdict.citations,
      changes: changePhrases(j.verdict.alternatives),
      ...(weakened ? { enforced: "at most advisory" } : {}),
    };
  });
}

/** Reasons that lie in what a source does not have: Azure may offer it by now. */
const NOT_LISTED: ReadonlySet<string> = new Set([
  "model-not-listed",
  "version-not-listed",
  "sku-not-listed",
  "region-not-listed",
]);

/** Why a verdict is advice only: none of the sources that do not list it is young enough to block by. */
export interface Weakened {
  /** Date of the newest source that does not list it, YYYY-MM-DD. */
  readonly date: string;
  readonly age: number;
  readonly limit: number;
}

function weakenedBy(verdict: Verdict, { weakenAfterDays }: CatalogSettings, today: string): Weakened | undefined {
  if (weakenAfterDays === undefined || verdict.status !== "unavailable" || !NOT_LISTED.has(verdict.reason)) return;
  const against = new Set(verdict.contradicted?.map((c) => `${c.document} ${c.date}`));
  const silent = verdict.citations.filter((c) => !against.has(`${c.document} ${c.date}`));
  const date = silent
    .map((c) => c.date)
    .sort()
    .at(-1);
  const age = date === undefined ? 0 : daysBetween(date, today);
  return date !== undefined && age > weakenAfterDays ? { date, age, limit: weakenAfterDays } : undefined;
}

/** A finding in a rule's own words. */
export function finding(
  rule: RuleName,
  judgement: Judgement,
  said: Pick<Finding, "reason" | "message"> & Partial<Pick<Finding, "citations" | "changes" | "enforced" | "limit">>,
): Finding {
  return { rule, urn: judgement.deployment.urn, asked: judgement.asked, citations: [], changes: [], ...said };
}

/** Findings with the word that they would be repaired elsewhere. */
function withRepair<S extends object>(
  rule: Rule<S>,
  judgement: LimitedJudgement,
  context: RuleContext<S>,
  found: Finding[],
): Finding[] {
  const { unrepaired } = context;
  const repairs = unrepaired === undefined || found.length === 0 ? [] : (rule.repair?.(judgement, context) ?? []);
  if (unrepaired === undefined || repairs.length === 0) return found;
  const line = unrepairedLine(repairs, unrepaired);
  // What the update will repair must not keep it from doing so.
  const enforced = unrepaired === "not yet" ? ({ enforced: "at most advisory" } as const) : {};
  return found.map((f) => ({ ...f, ...enforced, message: `${f.message}\n${line}` }));
}

/** What a rule finds in a deployment; where one resource makes several, each finding says which one it is about. */
export function deploymentFindings<S extends object>(
  rule: Rule<S>,
  judgement: LimitedJudgement,
  context: RuleContext<S>,
): Finding[] {
  const found = withRepair(rule, judgement, context, rule.deployment?.(judgement, context) ?? []);
  const { nested, copyOf } = judgement.deployment;
  if (nested === undefined) return found;
  return found.map((f) => {
    const [first = "", ...rest] = f.message.split("\n");
    return {
      ...f,
      nested,
      ...(copyOf === undefined ? {} : { copyOf }),
      message: [first, `In the template: ${safe(nested)}.`, ...rest].join("\n"),
    };
  });
}

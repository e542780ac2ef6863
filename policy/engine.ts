/** Judges a whole plan at once: what the command line and the library use, with the rules of the policy pack. */
import type { Edition } from "../catalog/edition";
import { type Finding, RULE_NAMES } from "./finding";
import { judgeSafely } from "./judge";
import { Plan } from "./plan/plan";
import type { PlanResource } from "./plan/resource";
import { RULES } from "./rules";
import { deploymentFindings } from "./rules/rule";
import type { Settings } from "./settings";
import type { Waiver } from "./waiver";

/** A finding at the level that the settings give its rule. */
export interface ReportedFinding extends Finding {
  readonly level: "advisory" | "mandatory";
  /** The waiver in force that covers it: it is shown, and does not count. */
  readonly waiver?: Waiver;
}

export interface PlanReport {
  /** By URN, then by rule; the same plan always gives the same order. */
  readonly findings: readonly ReportedFinding[];
  /** How many Azure OpenAI deployments were judged. */
  readonly deployments: number;
  /** Positions in `settings.waivers` of those that cover a finding here, expired ones included. */
  readonly usedWaivers: readonly number[];
}

export interface CheckOptions {
  readonly edition: Edition;
  readonly settings: Settings;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
}

/**
 * Checks a plan.
 * @param resources of one plan or state, in any order.
 * @returns findings of the rules that are not disabled. Never throws on what a resource holds.
 */
export function checkPlan(resources: readonly PlanResource[], options: CheckOptions): PlanReport {
  const plan = new Plan();
  for (const resource of resources) plan.add(resource);
  const active = RULES.flatMap((rule) => {
    const { level, settings } = options.settings.rules.get(rule.name) ?? { level: rule.defaultLevel, settings: {} };
    return level === "disabled" ? [] : [{ rule, level, context: { ...options, settings } }];
  });
  const findings: ReportedFinding[] = [];
  let deployments = 0;
  const { accounts, granted } = options.settings;
  for (const key of plan.deployments) {
    const judgement = judgeSafely(options.edition, plan, key, accounts, { granted });
    if (!judgement) continue;
    // What could not be looked into is reported, and is no deployment.
    if (!judgement.deployment.unread) deployments += 1;
    for (const { rule, level, context } of active) {
      for (const f of deploymentFindings(rule, judgement, context)) findings.push({ ...f, level });
    }
  }
  if (deployments > 0) {
    for (const { rule, level, context } of active) {
      for (const f of rule.stack?.(context) ?? []) findings.push({ ...f, level });
    }
  }
  return { findings: findings.sort(byPlace), deployments, usedWaivers: [] };
}

/** By URN, then in the order of the rules; what is about the whole stack comes last. */
export function byPlace(a: Finding, b: Finding): number {
  if (a.urn !== b.urn) {
    if (a.urn === undefined) return 1;
    if (b.urn === undefined) return -1;
    return a.urn < b.urn ? -1 : 1;
  }
  return RULE_NAMES.indexOf(a.rule) - RULE_NAMES.indexOf(b.rule);
}

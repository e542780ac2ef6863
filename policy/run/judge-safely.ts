import type { Edition } from "../../catalog/edition/edition";
import type { VerdictOptions } from "../../catalog/query";
import { type Ask, judge } from "../judging/judge";
import type { LimitedJudgement, Limits } from "../limits/limits";
import type { PlannedDeployment } from "../plan/deployment";
import type { KnownAccounts, Plan } from "../plan/plan";

/**
 * Judges one deployment of a plan, and never throws: a fault of ours in one deployment must not hide the findings of
 * another, and must not pass for a clean one either.
 */
export function judgeSafely(
  edition: Edition,
  plan: Plan,
  key: string,
  accounts: KnownAccounts,
  options: VerdictOptions,
  ask?: Ask,
  limits?: Limits,
): LimitedJudgement | undefined {
  let deployment: PlannedDeployment | undefined;
  try {
    deployment = plan.deployment(key, accounts);
    if (!deployment) return undefined;
    const judgement = judge(edition, deployment, options, ask);
    return judgement && limits ? limits.check(judgement, edition, options) : judgement;
  } catch {
    return notChecked(deployment ?? plan.unreadable(key));
  }
}

/** The judgement on a deployment that this program fails on. */
export function notChecked(deployment: PlannedDeployment): LimitedJudgement {
  const unverified = {
    value: "the deployment",
    why: "not checked: azure-openai-guard failed on it",
    fix: "Please report this with the deployment's inputs.",
  };
  return { deployment, asked: {}, fineTuned: false, judged: [], unverified: [unverified] };
}

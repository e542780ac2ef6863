import { judge, notJudged } from "../judging/judge";
import type { Verdicts } from "../judging/verdicts";
import type { LimitedJudgement, Limits } from "../limits/limits";
import type { PlannedDeployment } from "../plan/deployment";
import type { KnownAccounts } from "../plan/known-accounts";
import type { Plan } from "../plan/plan";

/**
 * Judges one deployment of a plan, and never throws: if azure-openai-guard fails on one deployment, that must not hide
 * findings about another, and must not look like a clean result.
 * @returns undefined for a deployment of another vendor's model, and for a key that the plan does not have.
 */
export function judgeSafely(
  verdicts: Verdicts,
  plan: Plan,
  key: string,
  accounts: KnownAccounts,
  limits?: Limits,
): LimitedJudgement | undefined {
  const { edition, options } = verdicts;
  let deployment: PlannedDeployment | undefined;
  try {
    deployment = plan.deployment(key, accounts);
    if (!deployment) return undefined;
    const judgement = judge(edition, deployment, options, verdicts);
    return judgement && limits ? limits.check(judgement, edition, options) : judgement;
  } catch {
    return notChecked(deployment ?? plan.unreadable(key));
  }
}

/** The judgement on a deployment that this program fails on. */
export function notChecked(deployment: PlannedDeployment): LimitedJudgement {
  return notJudged(deployment, {
    value: "the deployment",
    why: "not checked: azure-openai-guard failed on it",
    fix: "Please report this with the deployment's inputs.",
  });
}

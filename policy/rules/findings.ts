/** The findings of a rule, completed with what the rule does not repeat: its name, the resource, the stack. */
import type { About, AskedDeployment, Note, RuleFinding, UnlevelledFinding } from "../finding";
import type { LimitedJudgement } from "../limits/limits";
import type { PlannedDeployment } from "../plan/deployment";
import { stackOf } from "../plan/urn";
import { known } from "../plan/values";
import type { AccountSeen, Rule, RuleContext, RunContext, RunSeen } from "./rule";

/** What a rule finds in a deployment, with a note if it could have repaired it. */
export function findingsInDeployment<S extends object>(
  rule: Rule<S>,
  judgement: LimitedJudgement,
  context: RuleContext<S>,
): UnlevelledFinding[] {
  const found = rule.deployment?.(judgement, context) ?? [];
  if (found.length === 0) return [];
  const { urn, nested, nestedName, copyOf } = judgement.deployment;
  const stack = stackOf(urn);
  const unrepaired = unrepairedNote(rule, judgement, context);
  return found.map((f) => {
    const finding: UnlevelledFinding = {
      ...completed(rule, "deployment", f, judgement.asked),
      urn,
      ...(stack === undefined ? {} : { stack }),
      ...(nested === undefined ? {} : { nested }),
      ...(nestedName === undefined ? {} : { nestedName }),
      ...(copyOf === undefined ? {} : { copyOf }),
    };
    if (!unrepaired) return finding;
    // The update repairs it, so the finding must not stop the update.
    const bound = unrepaired.why === "not yet" ? ({ levelBound: "at most advisory" } as const) : {};
    return { ...finding, ...bound, notes: [...finding.notes, unrepaired] };
  });
}

function unrepairedNote<S extends object>(rule: Rule<S>, judgement: LimitedJudgement, context: RuleContext<S>) {
  const { unrepaired: why } = context;
  const repairs = why === undefined ? [] : (rule.repair?.(judgement, context) ?? []);
  return why === undefined || repairs.length === 0 ? undefined : ({ kind: "unrepaired", repairs, why } satisfies Note);
}

/**
 * What a rule finds in a stack as a whole.
 * @param judgements the deployments of the stack; the rule sees those that it needs.
 */
export function findingsInStack<S extends object>(
  rule: Rule<S>,
  stack: string,
  judgements: readonly LimitedJudgement[],
  context: RuleContext<S>,
): UnlevelledFinding[] {
  const needed = rule.stack ? judgements.filter(rule.stack.needs) : [];
  if (!rule.stack || needed.length === 0) return [];
  return rule.stack
    .find(stack, needed, context)
    .map((f) => ({ ...completed(rule, "stack", f), ...(stack === "" ? {} : { stack }) }));
}

/** What a rule finds in the deployments of an account. */
export function findingsInAccount<S extends object>(
  rule: Rule<S>,
  account: AccountSeen,
  context: RuleContext<S>,
): UnlevelledFinding[] {
  return (rule.account?.(account, context) ?? []).map(({ deployment, ...found }) => {
    const { urn, nested } = deployment;
    const stack = stackOf(urn);
    return {
      ...completed(rule, "deployment", found, statedBy(deployment)),
      urn,
      ...(stack === undefined ? {} : { stack }),
      ...(nested === undefined ? {} : { nested }),
    };
  });
}

function statedBy(deployment: PlannedDeployment): AskedDeployment {
  const parts = ["model", "version", "sku", "region"] as const;
  return Object.fromEntries(
    parts.flatMap((part) => [[part, known(deployment[part])]].filter(([, v]) => v !== undefined)),
  );
}

/** What a rule finds in the edition. */
export function findingsInEdition<S extends object>(rule: Rule<S>, context: RuleContext<S>): UnlevelledFinding[] {
  return (rule.edition?.(context) ?? []).map((f) => completed(rule, "edition", f));
}

/** What a rule finds in a run as a whole. */
export function findingsInRun<S extends object>(
  rule: Rule<S>,
  seen: RunSeen,
  context: RunContext<S>,
): UnlevelledFinding[] {
  return (rule.run?.(seen, context) ?? []).map((f) => completed(rule, "run", f));
}

function completed<S extends object>(
  { name }: Rule<S>,
  about: About,
  finding: RuleFinding,
  asked: AskedDeployment = {},
): UnlevelledFinding {
  return { asked, citations: [], waysOut: [], notes: [], ...finding, rule: name, about };
}

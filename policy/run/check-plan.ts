/** Judges a whole plan at once: what the command line and the library use, with the rules of the policy pack. */
import type { Edition } from "../../catalog/edition/edition";
import { withOverlay } from "../../catalog/edition/overlay";
import { remembering } from "../judging/judge";
import type { LimitedJudgement } from "../limits/limits";
import { type Finding, levelOf, type WaiverFinding } from "../old-finding";
import type { Budget } from "../plan/arm/work";
import type { PlannedDeployment } from "../plan/deployment";
import { Plan } from "../plan/plan";
import type { PlanResource } from "../plan/resource";
import { stackOf } from "../plan/urn";
import { known } from "../plan/values";
import { RULE_NAMES } from "../rule-name";
import { RULES } from "../rules";
import { deploymentFindings } from "../rules/old-rule";
import { limitsOf } from "../rules/placement";
import type { Settings } from "../settings";
import type { Waiver } from "../waiver";
import { Accounts, isMovable } from "./accounts";
import { mergeCopies, withCopies } from "./copies";
import { judgeSafely } from "./judge-safely";
import { waive } from "./waive";
import { unusedWaivers } from "./waivers";

/** A finding at the level that the settings give its rule. */
export interface ReportedFinding extends Omit<Finding, "enforced" | "copyOf"> {
  readonly level: "advisory" | "mandatory";
  /** The waiver in force that covers it: it is shown, and does not count. */
  readonly waiver?: Waiver;
}

/** A deployment of another vendor's model: it is no Azure OpenAI deployment, and is not judged. */
export interface LeftAlone {
  readonly urn: string;
  readonly name: string;
  readonly nested?: string;
  /** `model.format`, which names the vendor. */
  readonly format: string;
  readonly model?: string;
}

export interface PlanReport {
  /** By URN, then by rule; the same plan always gives the same order. */
  readonly findings: readonly ReportedFinding[];
  /** How many Azure OpenAI deployments were judged. */
  readonly deployments: number;
  /** Deployments of another vendor's model, of which no edition speaks. */
  readonly leftAlone: readonly LeftAlone[];
  /** Positions in `settings.waivers` of those that cover a finding here, expired ones included. */
  readonly usedWaivers: readonly number[];
}

/** A finding before those on copies of one loop are merged. */
type FoundFinding = ReportedFinding & Pick<Finding, "copyOf">;

export interface CheckOptions {
  readonly edition: Edition;
  readonly settings: Settings;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /** Set where the plan is one of several: what is to be said of all of them together comes from {@link checkRun}. */
  readonly isPartOfRun?: boolean;
  /** The work that the templates of the run may take, where the plan is one of several. */
  readonly budget?: Budget;
}

/**
 * Checks a plan.
 * @param resources of one plan or state, in any order.
 * @returns findings of the rules that are not disabled. Never throws on what a resource holds.
 */
export function checkPlan(resources: readonly PlanResource[], given: CheckOptions): PlanReport {
  // The statements of the settings count whoever opened the edition; where they are on it already, they stay.
  const { settings, today } = given;
  const edition = given.edition.overlay ? given.edition : withOverlay(given.edition, settings.overlay, today);
  const options = { ...given, edition };
  const plan = new Plan(options.budget);
  for (const resource of resources) plan.add(resource);
  const active = activeRules(options);
  let deployments = 0;
  const leftAlone: LeftAlone[] = [];
  const { accounts, granted, waivers } = options.settings;
  const judging = { granted, today: options.today };
  const ask = remembering(options.edition, judging);
  const limits = limitsOf(options.settings.rules);
  const used = new Set<Waiver>();
  const stacks = waivers.length === 0 ? [] : [...new Set(resources.flatMap((r) => stackOf(r.urn) ?? []))];
  const waiving = { waivers, stacks, today: options.today, used };
  const report = ({ enforced, ...f }: Finding, level: ReportedFinding["level"]): FoundFinding => {
    const found = { ...f, level: levelOf({ enforced }, level) };
    return waivers.length === 0 ? found : waive(found, waiving);
  };
  const ofDeployment = (judgement: LimitedJudgement) =>
    active.flatMap(({ rule, level, context }) =>
      deploymentFindings(rule, judgement, context).map((f) => report(f, level)),
    );
  const byAccount = new Accounts({ edition: options.edition, options: judging, limits });
  const limited: LimitedJudgement[] = [];
  // By deployment. What may move to another region waits until all of its account are known; nothing else is kept.
  const found: FoundFinding[][] = [];
  const movable: { readonly judgement: LimitedJudgement; readonly at: number }[] = [];
  for (const key of plan.deployments) {
    const judgement = judgeSafely(options.edition, plan, key, accounts, judging, ask, limits);
    if (!judgement) {
      const deployment = plan.deployment(key, accounts);
      if (deployment) leftAlone.push(leftAloneOf(deployment));
      continue;
    }
    if (limits) limited.push(judgement);
    byAccount.add(key, judgement);
    // What could not be looked into is reported, and is no deployment.
    if (!judgement.deployment.unread) deployments += 1;
    if (isMovable(judgement)) movable.push({ judgement, at: found.push([]) - 1 });
    else found.push(ofDeployment(judgement));
  }
  for (const { judgement, at } of movable) found[at] = ofDeployment(byAccount.arrange(judgement));
  const findings: ReportedFinding[] = mergeCopies(found.flat()).map(withCopies);
  if (deployments > 0) {
    for (const { rule, level, context } of active) {
      for (const f of rule.stack?.(context, limited) ?? []) findings.push(report(f, level));
    }
  }
  const usedWaivers = waivers.flatMap((w, position) => (used.has(w) ? [position] : []));
  if (!options.isPartOfRun) findings.push(...checkRun([{ stacks, usedWaivers }], options));
  return { findings: findings.sort(byPlace), deployments, leftAlone, usedWaivers };
}

/**
 * What is to be said of several plans together: which waivers cover nothing in any of them.
 * @param plans what {@link checkPlan} told of each, and every `project/stack` that it holds whole.
 */
export function checkRun(
  plans: readonly { readonly stacks: readonly string[]; readonly usedWaivers: readonly number[] }[],
  options: CheckOptions,
): readonly (ReportedFinding & WaiverFinding)[] {
  const { waivers } = options.settings;
  const active = activeRules(options);
  // Of a rule that is off nobody knows what it would have found.
  const off = RULE_NAMES.filter((name) => !active.some(({ rule }) => rule.name === name));
  const passed = waivers.filter((w, i) => off.includes(w.rule) || plans.some((p) => p.usedWaivers.includes(i)));
  const stacks = [...new Set(plans.flatMap((p) => p.stacks))];
  const unused = unusedWaivers(waivers, new Set(passed), stacks);
  return active.flatMap(({ rule, level }) => (rule.run?.(unused, options.today) ?? []).map((f) => ({ ...f, level })));
}

function leftAloneOf({ urn, name, nested, format, model }: PlannedDeployment): LeftAlone {
  return {
    urn,
    name,
    ...(nested === undefined ? {} : { nested }),
    format: known(format) ?? "",
    ...(known(model) === undefined ? {} : { model: known(model) }),
  };
}

function activeRules(options: CheckOptions) {
  const { granted, catalog } = options.settings;
  return RULES.flatMap((rule) => {
    const own = options.settings.rules.get(rule.name);
    const { level, settings } = own ?? { level: rule.defaultLevel, settings: {} };
    const unrepaired = own?.repairs ? ({ unrepaired: "not here" } as const) : {};
    const context = { ...options, granted, catalog, settings, ...unrepaired };
    return level === "disabled" ? [] : [{ rule, level, context }];
  });
}

/** By URN, then in the order of the rules; what is about the whole stack comes last. */
export function byPlace(a: Pick<Finding, "urn" | "rule">, b: Pick<Finding, "urn" | "rule">): number {
  if (a.urn !== b.urn) {
    if (a.urn === undefined) return 1;
    if (b.urn === undefined) return -1;
    return a.urn < b.urn ? -1 : 1;
  }
  return RULE_NAMES.indexOf(a.rule) - RULE_NAMES.indexOf(b.rule);
}

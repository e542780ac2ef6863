/** Judges a whole plan at once, by the rules of the policy pack. The command line and the library use it. */
import type { Edition } from "../../catalog/edition/edition";
import { withOverlay } from "../../catalog/edition/overlay";
import { type Finding, levelOf, type UnlevelledFinding } from "../finding";
import type { Budget } from "../plan/arm/work";
import type { PlannedDeployment } from "../plan/deployment";
import { type PlanResource, resourceFrom } from "../plan/resource";
import { known } from "../plan/values";
import { RULE_NAMES, type RuleName } from "../rule-name";
import { limitsOf } from "../rules/placement";
import type { RuleContext } from "../rules/rule";
import type { Settings } from "../settings";
import { sumOf, type Tally } from "../tally";
import { compareTexts } from "../text";
import type { Basis } from "./basis";
import { findInRun, Run } from "./run";
import type { Secrets } from "./secrets";
import { unusedAccounts } from "./used-accounts";
import { unusedWaivers } from "./waivers";

/** A deployment of another vendor's model: it is not an Azure OpenAI deployment, and is not judged. */
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
  readonly findings: readonly Finding[];
  /** How many Azure OpenAI deployments were judged. */
  readonly deployments: number;
  /** Deployments of another vendor's model, which no edition covers. */
  readonly leftAlone: readonly LeftAlone[];
  /** Positions in `settings.waivers` of those that cover a finding here, expired ones included. */
  readonly usedWaivers: readonly number[];
  /** Keys in `settings.accounts` of those that describe an account of a deployment here. */
  readonly usedAccounts: readonly string[];
  /** True if a deployment has no known region, which an entry of `settings.accounts` could give. */
  readonly lacksAccount: boolean;
  /**
   * How the newest embedded edition judges the deployments; set if nobody chose an edition and the one in use is old.
   */
  readonly newest?: Tally;
}

export interface CheckOptions {
  readonly edition: Edition;
  readonly settings: Settings;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /** Whether somebody chose the edition; if omitted, whether the settings name one. */
  readonly isEditionChosen?: boolean;
  /** Set if the plan is one of several: {@link checkRun} then reports on all of them together. */
  readonly isPartOfRun?: boolean;
  /** The work that all templates of the run may take, if the plan is one of several. */
  readonly budget?: Budget;
}

/**
 * Checks a plan.
 * @param resources of one plan or state, in any order.
 * @returns findings of the rules that are not disabled. Never throws, whatever a resource holds: a resource that cannot
 *   be read is reported, and hides no finding about another.
 */
export function checkPlan(resources: readonly PlanResource[], options: CheckOptions): PlanReport {
  return checkResources(resourcesIn(resources), options);
}

/**
 * Checks a plan that this program has read itself: {@link checkPlan} for resources that are certainly well formed,
 * plain data.
 */
export function checkResources(resources: readonly PlanResource[], options: CheckOptions): PlanReport {
  const basis = basisOf(options);
  const run = new Run(basis, options.budget);
  for (const resource of resources) run.add(resource);
  const { findings, deployments, leftAlone, usedWaivers, usedAccounts, lacksAccount, newest } = run.rest();
  const { secrets } = run;
  const found = [...[...findings.values()].flat(), ...(options.isPartOfRun ? [] : run.ofRun())].map((f) =>
    secrets.hideIn(f),
  );
  return {
    findings: levelled(found, options).sort(byPlace),
    deployments,
    leftAlone: leftAlone.map((one) => leftAloneOf(one, secrets)).sort((a, b) => compareTexts(a.urn, b.urn)),
    usedWaivers: options.settings.waivers.flatMap((w, position) => (usedWaivers.has(w) ? [position] : [])),
    usedAccounts: [...usedAccounts].sort(),
    lacksAccount,
    ...(newest ? { newest } : {}),
  };
}

function leftAloneOf({ urn, name, nested, format, model }: PlannedDeployment, secrets: Secrets): LeftAlone {
  const shown = (text: string) => (secrets.isEmpty ? text : secrets.hideInText(text, true));
  const its = known(model);
  return {
    urn,
    name,
    ...(nested === undefined ? {} : { nested: shown(nested) }),
    format: shown(known(format) ?? ""),
    ...(its === undefined ? {} : { model: shown(its) }),
  };
}

/** What {@link checkRun} needs to know about a plan. */
export interface CheckedPlan extends Pick<PlanReport, "usedWaivers"> {
  /** Every `project/stack` whose resources are all in the plan. */
  readonly stacks: readonly string[];
  readonly usedAccounts?: readonly string[];
  readonly lacksAccount?: boolean;
  readonly deployments?: number;
  readonly newest?: Tally;
}

/**
 * Reports on several plans together: waivers that cover nothing in any of them, and entries of `accounts` that describe
 * nothing.
 * @param plans what {@link checkPlan} reported on each.
 */
export function checkRun(plans: readonly CheckedPlan[], options: CheckOptions): readonly Finding[] {
  const { waivers, accounts } = options.settings;
  const basis = basisOf(options);
  const used = new Set(waivers.filter((_, i) => plans.some((p) => p.usedWaivers.includes(i))));
  const stacks = [...new Set(plans.flatMap((p) => p.stacks))];
  // What a rule that is off would have found is unknown.
  const meant = waivers.filter((w) => !basis.isOff(w.rule));
  // An account may belong to a plan that is incomplete.
  const isWhole = plans.every((p) => p.usedAccounts !== undefined && p.stacks.length > 0);
  const seenAccounts = plans.map((p) => ({ ...p, usedAccounts: new Set(p.usedAccounts) }));
  const newest = sumOf(plans.flatMap((p) => p.newest ?? []));
  const seen = {
    unusedWaivers: unusedWaivers(meant, used, stacks),
    unusedAccounts: isWhole ? unusedAccounts([...accounts.keys()], seenAccounts) : [],
    ...(newest ? { newest } : {}),
  };
  return levelled(findInRun(basis, seen), options);
}

function basisOf({ edition: given, settings, today, isEditionChosen }: CheckOptions): Basis {
  // The overlay of the settings counts, whoever opened the edition; an overlay that is on it already stays.
  const edition = given.overlay ? given : withOverlay(given, settings.overlay, today);
  const { granted, catalog, rules } = settings;
  const shared = {
    edition,
    today,
    catalog,
    granted,
  };
  const contexts = new Map<RuleName, RuleContext<Record<string, unknown>>>();
  return {
    version: 0,
    edition,
    settings,
    today,
    isEditionChosen: isEditionChosen ?? catalog.edition !== undefined,
    limits: limitsOf(rules),
    isOff: (rule) => rules.get(rule)?.level === "disabled",
    context: (rule) => {
      // Each rule is asked about each deployment.
      const known = contexts.get(rule);
      if (known) return known;
      const own = rules.get(rule);
      const context: RuleContext<Record<string, unknown>> = {
        ...shared,
        settings: own?.settings ?? {},
        isLevelGiven: own?.isLevelGiven ?? false,
        ...(own?.repairs ? { unrepaired: "not here" } : {}),
      };
      contexts.set(rule, context);
      return context;
    },
  };
}

/** The resources of a list. It leaves out what is not a resource, or cannot be read. */
function resourcesIn(list: unknown): PlanResource[] {
  try {
    return Array.isArray(list) ? Array.from(list.keys()).flatMap((at) => resourceAt(list, at) ?? []) : [];
  } catch {
    return [];
  }
}

function resourceAt(list: readonly unknown[], at: number): PlanResource | undefined {
  try {
    return resourceFrom(list[at]);
  } catch {
    return undefined;
  }
}

function levelled(findings: readonly UnlevelledFinding[], { settings }: CheckOptions): Finding[] {
  return findings.map((finding) => {
    const level = settings.rules.get(finding.rule)?.level;
    // A rule that is disabled finds nothing.
    return { ...finding, level: levelOf(finding, level === "mandatory" ? level : "advisory") };
  });
}

const ORDER: ReadonlyMap<RuleName, number> = new Map(RULE_NAMES.map((name, i) => [name, i]));

/** By URN, then in the order of the rules; a finding without a resource comes last. */
export function byPlace(a: Pick<Finding, "urn" | "rule">, b: Pick<Finding, "urn" | "rule">): number {
  if (a.urn !== b.urn) {
    if (a.urn === undefined) return 1;
    if (b.urn === undefined) return -1;
    return a.urn < b.urn ? -1 : 1;
  }
  return (ORDER.get(a.rule) ?? 0) - (ORDER.get(b.rule) ?? 0);
}

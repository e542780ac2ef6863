/**
 * One run over a stack: it takes resources, and gives findings. This folder may import everything in policy/ except
 * pack/ and words/. `checkPlan` feeds a run all resources of a plan at once. The policy pack feeds it resource by
 * resource, asks about each deployment as soon as all about it is known, and asks for the rest at the end. The order in
 * which resources come changes no finding.
 */
import type { UnlevelledFinding } from "../finding";
import { groupBy } from "../group-by";
import { Verdicts } from "../judging/verdicts";
import type { LimitedJudgement } from "../limits/limits";
import type { Budget } from "../plan/arm/work";
import type { PlannedDeployment } from "../plan/deployment";
import { entriesOf, type LocatedDeployment, Plan } from "../plan/plan";
import { isRelevant, mayMakeDeployments } from "../plan/readers";
import type { PlanResource } from "../plan/resource";
import { stackOf } from "../plan/urn";
import type { RuleName } from "../rule-name";
import { RULES } from "../rules";
import {
  findingsInAccount,
  findingsInDeployment,
  findingsInEdition,
  findingsInRun,
  findingsInStack,
} from "../rules/findings";
import type { RunSeen } from "../rules/rule";
import type { Tally } from "../tally";
import { compareTexts } from "../text";
import type { Waiver } from "../waiver";
import { Accounts, dependsOnOthers } from "./accounts";
import { Alike } from "./alike";
import { activeRules, type Basis } from "./basis";
import { mergeCopies } from "./copies";
import { EarlyJudgements } from "./early";
import { InAccounts } from "./in-accounts";
import { judgeSafely, notChecked } from "./judge-safely";
import { NewestEdition } from "./newest";
import { Reported, UnreportedFindings } from "./reported";
import { Secrets } from "./secrets";
import { unusedAccounts } from "./used-accounts";
import { unusedWaivers, waive } from "./waivers";

/** What a run finds at the end. */
export interface RunResult {
  /** By rule; findings that were reported before are left out. */
  readonly findings: ReadonlyMap<RuleName, readonly UnlevelledFinding[]>;
  /** How many Azure OpenAI deployments were judged. */
  readonly deployments: number;
  /** Deployments of another vendor's model, which no edition covers. */
  readonly leftAlone: readonly PlannedDeployment[];
  /** The waivers that cover a finding, expired ones included. */
  readonly usedWaivers: ReadonlySet<Waiver>;
  /** Keys of the entries of the setting `accounts` that describe an account of a deployment. */
  readonly usedAccounts: ReadonlySet<string>;
  /** True if a deployment has no known region, which an entry of that setting could give. */
  readonly lacksAccount: boolean;
  /** Every `project/stack` with a resource. */
  readonly stacks: readonly string[];
  /**
   * How the newest embedded edition judges the deployments; set if nobody chose an edition and the one in use is old.
   */
  readonly newest?: Tally;
}

export class Run {
  readonly #plan: Plan;
  readonly #stacks = new Set<string>();
  readonly #secrets = new Secrets();
  /** True if a deployment was seen about which nothing is known. */
  #isPartial = false;
  #version: number | undefined;
  #verdicts: Verdicts | undefined;
  /** What was judged before the end. */
  #early: EarlyJudgements | undefined;
  readonly #reported = new Reported();
  #rest: RunResult | undefined;

  /** @param budget of the work that templates may take, if several plans share one. */
  constructor(
    private readonly basis: Basis,
    budget?: Budget,
  ) {
    this.#plan = new Plan(budget);
  }

  /** The secrets of the resources that were seen. Whoever passes a finding on hides them in it. */
  get secrets(): Secrets {
    return this.#secrets;
  }

  /** The plan, as far as it was seen. */
  get plan(): Plan {
    return this.#plan;
  }

  /** Takes a resource. If it was taken before, it is replaced. */
  add(resource: PlanResource): void {
    const { urn, type } = resource;
    const stack = stackOf(urn);
    if (stack !== undefined) this.#stacks.add(stack);
    for (const key of this.#plan.deploymentsOf(urn)) this.forget(key);
    this.#plan.order.add(resource);
    if (!isRelevant(type)) return;
    this.#rest = undefined;
    this.#secrets.add(resource);
    try {
      this.#plan.add(resource);
    } catch {
      this.#plan.addUnreadable(resource);
    }
  }

  /**
   * Takes what is only known at the end: the resources that a property was made from, and the outputs. A resource that
   * registered without inputs is a `.get()` read; only its outputs tell anything.
   */
  addAtEnd(resource: PlanResource): void {
    this.#plan.order.add(resource);
    if (!isRelevant(resource.type)) return;
    this.#rest = undefined;
    this.#secrets.add(resource);
    if (!this.#plan.isWithoutInputs(resource.urn)) {
      this.#plan.addAtEnd(resource);
      return;
    }
    // A new resource that --target leaves out looks the same.
    if (mayMakeDeployments(resource)) this.#isPartial = true;
    this.#plan.add({ ...resource, inputs: {}, external: true });
  }

  /** Has a deployment judged and reported again. */
  forget(key: string): void {
    this.#early?.forget(key);
    this.#reported.forget(key);
  }

  /** Keys of the deployments of a resource whose deciding values are all known. */
  ready(urn: string): readonly string[] {
    return this.#plan.deploymentsOf(urn).filter((key) => {
      const deployment = this.#plan.deployment(key, this.basis.settings.accounts);
      if (deployment?.region.state !== "known") return false;
      const { model, version, sku, trainingRegion } = deployment;
      return ![model, version, sku, trainingRegion].some((value) => value?.state === "unknown");
    });
  }

  /** Judges a deployment before the end, so that later ones of its account take it into account. */
  judgeEarly(key: string): void {
    this.#keepUp();
    this.#earlyOnes().judge(key);
  }

  /**
   * What a rule finds in a deployment, given the deployments of its account that were judged before. The findings count
   * as reported: the end gives only what is new.
   */
  reportEarly(key: string, rule: RuleName): readonly UnlevelledFinding[] {
    this.#keepUp();
    const all = this.#earlyOnes().findings(key).get(rule) ?? [];
    const findings = all.filter((finding) => !finding.awaitsExistence);
    this.#reported.add(key, rule, findings);
    return findings;
  }

  #earlyOnes(): EarlyJudgements {
    this.#early ??= new EarlyJudgements({
      judge: (key) => this.#judge(key),
      accounts: () => this.#newAccounts(),
      find: (judgement) => this.#findIn(judgement, new Set()),
    });
    return this.#early;
  }

  /** Judges every deployment, given all that was seen. The result is kept until another resource comes. */
  rest(): RunResult {
    this.#keepUp();
    this.#rest ??= this.#judgeAll();
    return this.#rest;
  }

  #judgeAll(): RunResult {
    const used = new Set<Waiver>();
    const accounts = this.#newAccounts();
    const found = new Map<RuleName, UnlevelledFinding[]>();
    const add = (findings: readonly UnlevelledFinding[]) => {
      for (const finding of findings) {
        const others = found.get(finding.rule);
        if (others) others.push(finding);
        else found.set(finding.rule, [finding]);
      }
    };
    const news = new UnreportedFindings(this.#reported, accounts);
    /** @returns how many findings there are. */
    const about = (key: string, judgement: LimitedJudgement): number => {
      const arranged = dependsOnOthers(judgement) ? accounts.arrange(key, judgement) : judgement;
      const findings = this.#findIn(arranged, used);
      add(news.about(key, arranged, findings));
      return findings.length;
    };
    // A deployment that may move waits until its whole account is known; nothing is kept of the others.
    const movable: [key: string, judgement: LimitedJudgement][] = [];
    const forStacks: LimitedJudgement[] = [];
    const usedAccounts = new Set<string>();
    let lacksAccount = false;
    const leftAlone: PlannedDeployment[] = [];
    let deployments = 0;
    const inAccounts = new InAccounts();
    const newest = activeRules(this.basis).some((rule) => rule.needsNewest) ? this.#newest() : undefined;
    const alike = this.basis.limits ? undefined : new Alike();
    for (const key of this.#plan.deployments) {
      const located = this.#located(key);
      const text = located && alike && Alike.textOf(located);
      const silent = text === undefined ? undefined : alike?.silent(text);
      const judgement = silent ?? this.#judge(key);
      if (located) {
        for (const entry of entriesOf(located)) usedAccounts.add(entry);
        lacksAccount ||= [located.located.region.value, located.trainingRegion?.value].some(
          (v) => v?.state === "unknown",
        );
        inAccounts.add(key, located, judgement !== undefined);
      }
      if (!judgement) {
        const other = this.#plan.deployment(key, this.basis.settings.accounts);
        if (other) leftAlone.push(other);
        continue;
      }
      // Something that could not be read is reported, but does not count as a deployment.
      if (!judgement.deployment.unread) {
        deployments += 1;
        newest?.add(judgement);
      }
      accounts.add(key, judgement, located?.within);
      if (silent) continue;
      const isForStacks = RULES.some((rule) => rule.stack?.needs(judgement));
      if (isForStacks) forStacks.push(judgement);
      if (dependsOnOthers(judgement)) movable.push([key, judgement]);
      else if (about(key, judgement) === 0 && !isForStacks && text !== undefined) alike?.keep(text, judgement);
    }
    for (const [key, judgement] of movable) about(key, judgement);
    for (const [rule, findings] of found) found.set(rule, mergeCopies(findings));
    if (deployments > 0) add(this.#findInStacks(forStacks, used));
    add(this.#findInAccounts(inAccounts, used));
    const stacks = [...this.#stacks].sort();
    const { tally } = newest ?? {};
    return {
      ...{ findings: found, deployments, leftAlone, usedWaivers: used, usedAccounts, lacksAccount, stacks },
      ...(tally ? { newest: tally } : {}),
    };
  }

  /**
   * What the rules find in the run as a whole. If deployments were not seen, a waiver or an account may be for one of
   * them, and is not reported as unused.
   */
  ofRun(): readonly UnlevelledFinding[] {
    const rest = this.rest();
    const { waivers, accounts } = this.basis.settings;
    const { usedWaivers, stacks } = rest;
    const newest = rest.newest ? { newest: rest.newest } : {};
    if (this.#isPartial) return findInRun(this.basis, { unusedWaivers: [], unusedAccounts: [], ...newest });
    return findInRun(this.basis, {
      ...newest,
      unusedWaivers: unusedWaivers(
        waivers.filter((w) => !this.basis.isOff(w.rule)),
        usedWaivers,
        stacks,
      ),
      unusedAccounts: unusedAccounts([...accounts.keys()], [rest]),
    });
  }

  #judge(key: string): LimitedJudgement | undefined {
    const { edition, settings, today, limits } = this.basis;
    this.#verdicts ??= new Verdicts(edition, { granted: settings.granted, today });
    return judgeSafely(this.#verdicts, this.#plan, key, settings.accounts, limits);
  }

  /** Undefined if that fails, or if the plan does not have the key; the judgement then says so. */
  #located(key: string): LocatedDeployment | undefined {
    try {
      return this.#plan.located(key, this.basis.settings.accounts);
    } catch {
      return undefined;
    }
  }

  #newAccounts(): Accounts {
    const { edition, settings, today, limits } = this.basis;
    return new Accounts({ edition, options: { granted: settings.granted, today }, limits });
  }

  /** What the rules find in a deployment. A rule that fails on it must not hide findings in others. */
  #findIn(judgement: LimitedJudgement, used: Set<Waiver>): UnlevelledFinding[] {
    const findingsOfRules = (of: LimitedJudgement) =>
      activeRules(this.basis).flatMap((rule) =>
        findingsInDeployment(rule, of, this.basis.context(rule.name, of.deployment.urn)),
      );
    let found: UnlevelledFinding[];
    try {
      found = findingsOfRules(judgement);
    } catch {
      found = findingsOfRules(notChecked(judgement.deployment));
    }
    const newest = this.#newest();
    return this.#waived(newest ? found.map((finding) => newest.noted(finding)) : found, used);
  }

  /** The newest embedded edition, if nobody chose an edition and the one in use is old. */
  #newest(): NewestEdition | undefined {
    const { settings, today } = this.basis;
    return NewestEdition.beside(this.basis, { granted: settings.granted, today });
  }

  #findInStacks(judgements: readonly LimitedJudgement[], used: Set<Waiver>): UnlevelledFinding[] {
    // The order in which they came must not matter.
    const inOrder = [...judgements].sort((a, b) => compareTexts(a.deployment.urn, b.deployment.urn));
    const byStack = groupBy(inOrder, ({ deployment }) => stackOf(deployment.urn) ?? "");
    const stacks = [...byStack].sort(([a], [b]) => compareTexts(a, b));
    const found = activeRules(this.basis).flatMap((rule) => {
      const context = this.basis.context(rule.name);
      const ofStacks = stacks.flatMap(([stack, its]) => findingsInStack(rule, stack, its, context));
      return [...ofStacks, ...findingsInEdition(rule, context)];
    });
    return this.#waived(found, used);
  }

  #findInAccounts(inAccounts: InAccounts, used: Set<Waiver>): UnlevelledFinding[] {
    const rules = activeRules(this.basis).filter((rule) => rule.account);
    const seen = rules.length === 0 ? [] : inAccounts.seen(this.#plan, this.basis.settings.accounts);
    const found = rules.flatMap((rule) => {
      const context = this.basis.context(rule.name);
      return seen.flatMap((account) => findingsInAccount(rule, account, context));
    });
    return this.#waived(found, used);
  }

  #waived(findings: UnlevelledFinding[], used: Set<Waiver>): UnlevelledFinding[] {
    const { settings, today } = this.basis;
    const { waivers } = settings;
    if (waivers.length === 0) return findings;
    const stacks = [...this.#stacks];
    return findings.map((finding) => waive(finding, { waivers, stacks, today, used }));
  }

  #keepUp(): void {
    if (this.#version === this.basis.version) return;
    this.#version = this.basis.version;
    this.#verdicts = undefined;
    this.#rest = undefined;
    this.#early?.startOver();
  }
}

/** What the rules find in one or more plans that were judged by the same settings. */
export function findInRun(basis: Basis, seen: RunSeen): readonly UnlevelledFinding[] {
  return activeRules(basis).flatMap((rule) => findingsInRun(rule, seen, basis.context(rule.name)));
}

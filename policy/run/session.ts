/**
 * One run of the policy pack: what it has seen so far, and which findings each rule has to report now. The process
 * serves every policy and both callbacks; resources register one by one, dependencies are known only at the end.
 */
import type { Edition } from "../../catalog/edition/edition";
import type { Repair } from "../judging/repair";
import type { Finding } from "../old-finding";
import { isRelevant, mayMakeDeployments, Plan } from "../plan/plan";
import type { PlanResource } from "../plan/resource";
import { stackOf } from "../plan/urn";
import { known } from "../plan/values";
import { type Level, RULE_NAMES, type RuleName } from "../rule-name";
import { RULES } from "../rules";
import type { RuleContext } from "../rules/old-rule";
import { parseSettings } from "../settings";
import type { Waiver } from "../waiver";
import { mergeCopies, withCopies } from "./copies";
import { InForce, type SessionOptions } from "./in-force";
import { Judging, type SessionFinding } from "./judging";
import { Repairs } from "./repairs";
import { waive } from "./waive";
import { unusedWaivers } from "./waivers";

/** What `validateStack` adds to a resource. */
export interface StackResource extends PlanResource {
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

export class Session {
  readonly #plan = new Plan();
  readonly #by: InForce;
  readonly #repairs: Repairs;
  readonly #judging: Judging;
  /** Keys of the deployments that were judged as their resource registered, with the region that they were judged by. */
  readonly #settled = new Map<string, string | undefined>();
  readonly #takenBy = new Map<string, RuleName>();
  #completedBy: RuleName | undefined;
  /** `project/stack` of the run, as a list of at most one. */
  #stacks: readonly string[] = [];
  readonly #usedWaivers = new Set<Waiver>();
  /** True where a deployment was seen of which nothing is known. */
  #isPartial = false;

  constructor(
    embedded: Edition,
    readonly today: string,
    options: SessionOptions = { readFile: () => parseSettings(undefined) },
  ) {
    this.#by = new InForce(embedded, today, options);
    this.#repairs = new Repairs(this.#plan, this.#by);
    this.#judging = new Judging(this.#plan, this.#by, {
      context: (rule, urn) => this.#context(rule, urn),
      waive: (finding) => this.#waive(finding),
    });
  }

  /**
   * Takes the configuration of a rule, as Pulumi hands it to each call of a policy.
   * @throws Error naming each setting that is not known or not right; once it is thrown, the preview cannot be clean.
   */
  configure(rule: RuleName, config: Record<string, unknown>): void {
    this.#by.configure(rule, config);
  }

  /** The edition that is judged by, with the organisation's overlay. */
  get edition(): Edition {
    return this.#by.edition;
  }

  /** The level that a finding of a rule has, where that is not the level that the engine knows. */
  level(rule: RuleName): Level | undefined {
    return this.#by.level(rule);
  }

  /** What a rule repairs of a resource, before it registers; see {@link Repairs.repair}. */
  repair(
    rule: RuleName,
    resource: PlanResource,
    inputs: unknown,
    ignored: readonly string[],
  ): Record<string, unknown> | undefined {
    return this.#repairs.repair(rule, resource, inputs, ignored);
  }

  /** True for a resource that has registered and of which something was repaired. */
  isRepaired(urn: string): boolean {
    return this.#repairs.isRepaired(urn);
  }

  /** What a rule repaired of a resource that has registered since. */
  repaired(rule: RuleName, urn: string): readonly Repair[] {
    return this.#repairs.repaired(rule, urn);
  }

  /**
   * Takes a resource as it registers. The first policy that meets it takes it in; when that policy meets it again, a
   * new round has begun (an update after its preview), and what was seen before no longer holds.
   * @returns true where the resource was taken in by this call.
   */
  register(rule: RuleName, resource: () => PlanResource, urn: string): boolean {
    const takenBy = this.#takenBy.get(urn);
    if (takenBy !== undefined && takenBy !== rule) return false;
    this.#takenBy.set(urn, rule);
    for (const key of this.#plan.deploymentsOf(urn)) {
      this.#judging.forget(key);
      this.#settled.delete(key);
    }
    const taken = resource();
    const stack = this.#stacks.length === 0 ? stackOf(urn) : undefined;
    if (stack !== undefined) this.#stacks = [stack];
    if (!isRelevant(taken.type)) return true;
    this.#plan.add(taken);
    this.#repairs.register(taken);
    for (const key of this.#plan.deploymentsOf(urn)) {
      const deployment = this.#plan.deployment(key, this.#by.settings.accounts);
      const waits =
        deployment?.region.state !== "known" ||
        [deployment.model, deployment.version, deployment.sku, deployment.trainingRegion].some(
          (v) => v?.state === "unknown",
        );
      if (waits) continue;
      this.#settled.set(key, known(deployment.region));
      this.#judging.alone(key);
    }
    return true;
  }

  /** True for a resource with a deployment that was judged as it registered. */
  isSettled(urn: string): boolean {
    return this.#plan.deploymentsOf(urn).some((key) => this.#settled.has(key));
  }

  /** Findings of a rule on the deployments of a resource that are settled. */
  findings(rule: RuleName, urn: string): readonly SessionFinding[] {
    if (this.level(rule) === "disabled") return [];
    const settled = this.#plan.deploymentsOf(urn).filter((key) => this.#settled.has(key));
    return mergedCopies(settled.flatMap((key) => this.#judging.judge(key).findings.get(rule) ?? []));
  }

  /** Takes the resources of the whole stack: what the dependencies are, and what was not seen as it registered. */
  complete(rule: RuleName, resources: () => readonly StackResource[]): void {
    if (this.#completedBy !== undefined && this.#completedBy !== rule) return;
    this.#completedBy = rule;
    for (const resource of resources()) {
      if (!isRelevant(resource.type)) continue;
      // A `.get()` read shows no inputs as it registers (policy analyze), and all of it in the outputs at the end.
      const read = this.#plan.isWithoutInputs(resource.urn);
      // Nor does a new resource that --target leaves out, which is in no way different here.
      if (read && mayMakeDeployments(resource)) this.#isPartial = true;
      if (read) this.#plan.add({ ...resource, inputs: {}, external: true });
      else this.#plan.addAtEnd(resource);
    }
    // A resource that came later may have changed the account of one that was judged already: it is judged again.
    for (const [key, region] of this.#settled) {
      const now = this.#plan.deployment(key, this.#by.settings.accounts)?.region;
      if (now === undefined || known(now) !== region) this.#settled.delete(key);
    }
    this.#judging.complete();
  }

  /** True once the whole stack has been seen. */
  get isComplete(): boolean {
    return this.#completedBy !== undefined;
  }

  /** What a rule has to say at the end: of the deployments that could not be judged before, and of the stack. */
  remaining(rule: RuleName): readonly SessionFinding[] {
    if (this.level(rule) === "disabled") return [];
    const definition = RULES.find((r) => r.name === rule);
    return [
      ...mergedCopies(this.#waiting().flatMap((key) => this.#judging.judge(key).findings.get(rule) ?? [])),
      ...this.#judging.ofAccounts(rule, (key) => this.#settled.has(key)),
      ...this.#ofStack(rule),
      ...(definition?.run?.(this.#unusedWaivers(), this.today) ?? []),
    ];
  }

  #waiting(): string[] {
    return this.#plan.deployments.filter((key) => !this.#settled.has(key)).sort();
  }

  #ofStack(rule: RuleName): SessionFinding[] {
    const definition = RULES.find((r) => r.name === rule);
    const isJudged = (key: string) => {
      const { judgement } = this.#judging.judge(key);
      return judgement !== undefined && !judgement.deployment.unread;
    };
    if (!definition?.stack || !this.#plan.deployments.some(isJudged)) return [];
    const limited = this.#by.judgedBy().limits
      ? this.#plan.deployments.flatMap((key) => this.#judging.judge(key).judgement ?? [])
      : [];
    return definition.stack(this.#context(rule), limited).map((f) => this.#waive(f));
  }

  /** None where a deployment could not be seen: a waiver may be for that one. */
  #unusedWaivers(): readonly Waiver[] {
    const { waivers } = this.#by.settings;
    if (waivers.length === 0 || this.#isPartial) return [];
    for (const key of this.#waiting()) this.#judging.judge(key);
    for (const { name } of RULES) this.#ofStack(name);
    const meant = waivers.filter((w) => this.level(w.rule) !== "disabled");
    return unusedWaivers(meant, this.#usedWaivers, this.#stacks);
  }

  #waive(finding: Finding): SessionFinding {
    const { waivers } = this.#by.settings;
    if (waivers.length === 0) return finding;
    return waive(finding, { waivers, stacks: this.#stacks, today: this.today, used: this.#usedWaivers });
  }

  #context(rule: RuleName, urn?: string): RuleContext<Record<string, unknown>> {
    const unrepaired = urn === undefined ? undefined : this.#repairs.unrepaired(rule, urn);
    return { ...this.#by.context(rule), ...(unrepaired ? { unrepaired } : {}) };
  }
}

const mergedCopies = (findings: readonly SessionFinding[]): SessionFinding[] => mergeCopies(findings).map(withCopies);

/** Position of a rule among the policies of the pack. */
export function ruleIndex(rule: RuleName): number {
  return RULE_NAMES.indexOf(rule);
}

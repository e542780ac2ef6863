/**
 * A run of the policy pack, as its policies see it. One process serves every policy and both callbacks: resources
 * register one by one, each policy is called separately, and dependencies are known only at the end.
 */
import type { Edition } from "../../catalog/edition/edition";
import type { UnlevelledFinding } from "../finding";
import { groupBy } from "../group-by";
import type { Repair } from "../judging/repair";
import { isRelevant } from "../plan/readers";
import type { PlanResource } from "../plan/resource";
import { type Level, RULE_NAMES, type RuleName } from "../rule-name";
import { mergeCopies } from "../run/copies";
import { Run, type RunResult } from "../run/run";
import { parseSettings } from "../settings";
import { PackBasis, type SessionOptions } from "./basis";
import { Repairs } from "./repairs";

/** What `validateStack` adds to a resource. */
export interface StackResource extends PlanResource {
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

export class Session {
  readonly #basis: PackBasis;
  readonly #run: Run;
  readonly #repairs: Repairs;
  /** Keys of the deployments that were judged when their resource registered. */
  readonly #early = new Set<string>();
  readonly #takenBy = new Map<string, RuleName>();
  #completedBy: RuleName | undefined;
  /** The findings at the end, by rule; made once, and again after a change. */
  #last: { readonly rest: RunResult; readonly byRule: ReadonlyMap<RuleName, readonly UnlevelledFinding[]> } | undefined;

  constructor(
    embedded: Edition,
    readonly today: string,
    options: SessionOptions = { readFile: () => parseSettings(undefined) },
  ) {
    this.#basis = new PackBasis(embedded, today, options, (rule, urn) => this.#repairs.unrepaired(rule, urn));
    this.#run = new Run(this.#basis);
    this.#repairs = new Repairs(this.#run.plan, this.#basis);
  }

  /**
   * Takes the configuration of a rule, as Pulumi hands it to each call of a policy.
   * @throws Error naming each setting that is unknown or wrong; the preview then cannot be clean.
   */
  configure(rule: RuleName, config: Record<string, unknown>): void {
    this.#basis.configure(rule, config);
  }

  /** The edition in force, with the organisation's overlay. */
  get edition(): Edition {
    return this.#basis.edition;
  }

  /** The level of a rule's findings, if the engine knows another one. */
  level(rule: RuleName): Level | undefined {
    return this.#basis.level(rule);
  }

  /** Repairs a resource for a rule, before the resource registers; see {@link Repairs.repair}. */
  repair(
    rule: RuleName,
    resource: PlanResource,
    inputs: unknown,
    ignored: readonly string[],
  ): Record<string, unknown> | undefined {
    return this.#repairs.repair(rule, resource, inputs, ignored);
  }

  /** True for a registered resource in which something was repaired. */
  isRepaired(urn: string): boolean {
    return this.#repairs.isRepaired(urn);
  }

  /** What a rule repaired in a registered resource. */
  repaired(rule: RuleName, urn: string): readonly Repair[] {
    return this.#repairs.repaired(rule, urn);
  }

  /**
   * Takes a resource as it registers. The first policy that sees it takes it. When that policy sees it again, a new
   * round has begun (an update after its preview), and what was known about it is replaced.
   * @returns true if this call took the resource.
   */
  register(rule: RuleName, resource: () => PlanResource, urn: string): boolean {
    const takenBy = this.#takenBy.get(urn);
    if (takenBy !== undefined && takenBy !== rule) return false;
    this.#takenBy.set(urn, rule);
    const { plan } = this.#run;
    for (const key of plan.deploymentsOf(urn)) this.#early.delete(key);
    const taken = resource();
    this.#run.add(taken);
    if (!isRelevant(taken.type)) return true;
    this.#repairs.register(taken);
    for (const key of this.#run.ready(urn)) {
      this.#early.add(key);
      // Later deployments of its account take this one into account.
      this.#run.judgeEarly(key);
    }
    return true;
  }

  /** True for a resource with a deployment that was judged when it registered. */
  isSettled(urn: string): boolean {
    return this.#run.plan.deploymentsOf(urn).some((key) => this.#early.has(key));
  }

  /**
   * The findings of a rule about deployments that were judged when their resource registered; they count as reported.
   */
  findings(rule: RuleName, urn: string): readonly UnlevelledFinding[] {
    if (this.#basis.isOff(rule)) return [];
    const keys = this.#run.plan.deploymentsOf(urn).filter((key) => this.#early.has(key));
    return mergeCopies(keys.flatMap((key) => this.#run.reportEarly(key, rule))).map(this.#shown);
  }

  /**
   * Takes the resources of the whole stack, with their dependencies and with what was unknown when they registered.
   * @throws Error if the settings grant something that the edition in force does not know.
   */
  complete(rule: RuleName, resources: () => readonly StackResource[]): void {
    if (this.#completedBy !== undefined && this.#completedBy !== rule) return;
    // A disabled policy is never called. Only now it is certain that no other configuration names an edition.
    this.#basis.checkGranted();
    this.#completedBy = rule;
    for (const resource of resources()) this.#run.addAtEnd(resource);
  }

  /** True once the whole stack has been seen. */
  get isComplete(): boolean {
    return this.#completedBy !== undefined;
  }

  /** The findings of a rule at the end that were not reported before. */
  remaining(rule: RuleName): readonly UnlevelledFinding[] {
    if (this.#basis.isOff(rule)) return [];
    const rest = this.#run.rest();
    if (this.#last?.rest !== rest) {
      const found = [...[...rest.findings.values()].flat(), ...this.#run.ofRun()];
      found.sort((a, b) => ((a.urn ?? "\uffff") < (b.urn ?? "\uffff") ? -1 : a.urn === b.urn ? 0 : 1));
      this.#last = { rest, byRule: groupBy(found, (f) => f.rule) };
    }
    return (this.#last.byRule.get(rule) ?? []).map(this.#shown);
  }

  /** A finding without the secrets of the plan. */
  readonly #shown = (finding: UnlevelledFinding): UnlevelledFinding => this.#run.secrets.hideIn(finding);
}

/** Position of a rule among the policies of the pack. */
export function ruleIndex(rule: RuleName): number {
  return RULE_NAMES.indexOf(rule);
}

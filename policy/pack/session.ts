/**
 * A run of the policy pack, as its policies see it. One process serves every policy and both callbacks: resources
 * register one by one, each policy is asked by itself, and dependencies are known only at the end.
 */
import type { Edition } from "../../catalog/edition/edition";
import type { UnlevelledFinding } from "../finding";
import { groupBy } from "../group-by";
import type { Repair } from "../judging/repair";
import { isRelevant } from "../plan/readers";
import type { PlanResource } from "../plan/resource";
import { type Level, RULE_NAMES, type RuleName } from "../rule-name";
import { mergeCopies } from "../run/copies";
import { type Rest, Run } from "../run/run";
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
  /** Keys of the deployments that are judged as their resource registers. */
  readonly #early = new Set<string>();
  readonly #takenBy = new Map<string, RuleName>();
  #completedBy: RuleName | undefined;
  /** What the end says, by rule; made once, and again when something has changed since. */
  #last: { readonly rest: Rest; readonly byRule: ReadonlyMap<RuleName, readonly UnlevelledFinding[]> } | undefined;

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
   * @throws Error naming each setting that is not known or not right; once it is thrown, the preview cannot be clean.
   */
  configure(rule: RuleName, config: Record<string, unknown>): void {
    this.#basis.configure(rule, config);
  }

  /** The edition in force, with the organisation's overlay. */
  get edition(): Edition {
    return this.#basis.edition;
  }

  /** The level that a finding of a rule has, where the engine knows another one. */
  level(rule: RuleName): Level | undefined {
    return this.#basis.level(rule);
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

  /** True for a resource that has registered and was repaired. */
  isRepaired(urn: string): boolean {
    return this.#repairs.isRepaired(urn);
  }

  /** What a rule repaired of a resource that has registered since. */
  repaired(rule: RuleName, urn: string): readonly Repair[] {
    return this.#repairs.repaired(rule, urn);
  }

  /**
   * Takes a resource as it registers. The first policy that sees it takes it in; when that policy sees it again, a new
   * round has begun (an update after its preview), and what was seen before no longer holds.
   * @returns true where this call took the resource in.
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
      // Those that come later are judged with regard to this one.
      this.#run.judgeEarly(key);
    }
    return true;
  }

  /** True for a resource with a deployment that was judged as it registered. */
  isSettled(urn: string): boolean {
    return this.#run.plan.deploymentsOf(urn).some((key) => this.#early.has(key));
  }

  /** Findings of a rule on the deployments of a resource that are judged as it registers; they count as reported. */
  findings(rule: RuleName, urn: string): readonly UnlevelledFinding[] {
    if (this.#basis.isOff(rule)) return [];
    const keys = this.#run.plan.deploymentsOf(urn).filter((key) => this.#early.has(key));
    return mergeCopies(keys.flatMap((key) => this.#run.reportEarly(key, rule))).map(this.#shown);
  }

  /**
   * Takes the resources of the whole stack: what the dependencies are, and what was not seen as it registered.
   * @throws Error where the settings grant what the edition in force does not know.
   */
  complete(rule: RuleName, resources: () => readonly StackResource[]): void {
    if (this.#completedBy !== undefined && this.#completedBy !== rule) return;
    // A policy that is disabled is never asked: only now nobody else can name another edition.
    this.#basis.checkGranted();
    this.#completedBy = rule;
    for (const resource of resources()) this.#run.addAtEnd(resource);
  }

  /** True once the whole stack has been seen. */
  get isComplete(): boolean {
    return this.#completedBy !== undefined;
  }

  /** What a rule has to say at the end that was not reported before. */
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

/** The repairs of a run of the policy pack: which were asked for, which were made, and why the others were not. */

import type { Unrepaired } from "../finding";
import { isLeftAlone, makeRepairs, type Repair } from "../judging/repair";
import { Verdicts } from "../judging/verdicts";
import type { DeploymentInputs } from "../plan/deployment";
import type { Plan } from "../plan/plan";
import { readResource } from "../plan/readers";
import type { PlanResource } from "../plan/resource";
import type { RuleName } from "../rule-name";
import { ruleOf } from "../rules";
import { judgeSafely } from "../run/judge-safely";
import { waiversFor } from "../run/waivers";
import type { PackBasis } from "./basis";

/** The outcome of a request to repair a resource. */
interface RepairOutcome {
  /** What was repaired. */
  readonly repairs: readonly Repair[];
  /** True if something stays as it is: the program or a waiver wants that, or it is a secret. */
  readonly isLeft: boolean;
}

const NOTHING: RepairOutcome = { repairs: [], isLeft: false };

export class Repairs {
  /** Rules that Pulumi asks for repairs: their level is `remediate`. */
  readonly #repairing = new Set<RuleName>();
  /** By URN. */
  readonly #asked = new Map<string, Map<RuleName, RepairOutcome>>();
  /** URNs of deployments whose region was unknown when repairs were asked for, and will be known in the update. */
  readonly #awaiting = new Set<string>();

  constructor(
    private readonly plan: Plan,
    private readonly basis: PackBasis,
  ) {}

  /**
   * Repairs a resource for a rule whose level is `remediate`, before the resource registers. Each rule gets what the
   * rule before it returned. Never throws, whatever a resource holds: what is not repaired is judged.
   * @param inputs those of the resource, with secrets closed.
   * @param ignored the paths of the resource's `ignoreChanges`.
   * @returns the repaired inputs; undefined if they stay as they are.
   */
  repair(
    rule: RuleName,
    resource: PlanResource,
    inputs: unknown,
    ignored: readonly string[],
  ): Record<string, unknown> | undefined {
    const { isLevelGiven, repairs: inFile } = this.basis.inFile(rule) ?? {};
    // The level in the file overrides Pulumi's.
    if (this.basis.fileSetsLevels && isLevelGiven && !inFile) return undefined;
    this.#repairing.add(rule);
    const asked = this.#asked.get(resource.urn) ?? new Map<RuleName, RepairOutcome>();
    this.#asked.set(resource.urn, asked);
    const repairs = this.#repairsOf(rule, resource);
    asked.set(rule, NOTHING);
    if (repairs.length === 0) return undefined;
    const isLeft = repairs.some((repair) => isLeftAlone(repair, ignored)) || this.#isWaived(rule, resource.urn);
    const made = isLeft ? undefined : makeRepairs(inputs, repairs);
    asked.set(rule, made ? { repairs, isLeft: false } : { repairs: [], isLeft: true });
    return made;
  }

  /** Takes a resource as it registers: its inputs tell which repairs were made. */
  register(resource: PlanResource): void {
    if (this.#isRepairedInVain(resource)) this.#asked.delete(resource.urn);
  }

  /** True for a registered resource in which something was repaired. */
  isRepaired(urn: string): boolean {
    return [...(this.#asked.get(urn)?.values() ?? [])].some(({ repairs }) => repairs.length > 0);
  }

  /** What a rule repaired in a registered resource. */
  repaired(rule: RuleName, urn: string): readonly Repair[] {
    return this.#asked.get(urn)?.get(rule)?.repairs ?? [];
  }

  /** Why a rule did not repair what it can repair in a resource; undefined if that needs no note. */
  unrepaired(rule: RuleName, urn: string): Unrepaired | undefined {
    if (!this.#repairing.has(rule)) {
      return this.basis.fileSetsLevels && this.basis.inFile(rule)?.repairs ? "not told" : undefined;
    }
    const asked = this.#asked.get(urn)?.get(rule);
    if (!asked) return "not here";
    if (asked.isLeft) return undefined;
    // It was asked for repairs, and what it finds now became known at the end. An update knows it in time only if the
    // account comes before the deployment; otherwise no run does.
    return this.#awaiting.has(urn) ? "not yet" : undefined;
  }

  #repairsOf(rule: RuleName, resource: PlanResource): readonly Repair[] {
    const definition = ruleOf(rule);
    const { settings, edition, today } = this.basis;
    try {
      const { accounts = [], deployments = [] } = readResource(resource) ?? {};
      const context = this.basis.context(rule);
      const moved = accounts.flatMap((a) => definition.repairAccount?.(a, context) ?? []);
      if (!definition.repair || !deployments.some((d) => d.places)) return moved;
      this.plan.add(resource);
      if (deployments.some((d) => this.#awaitsRegion(resource.urn, d))) this.#awaiting.add(resource.urn);
      else this.#awaiting.delete(resource.urn);
      const verdicts = new Verdicts(edition, { granted: settings.granted, today });
      return this.plan.deploymentsOf(resource.urn).flatMap((key) => {
        const judgement = judgeSafely(verdicts, this.plan, key, settings.accounts);
        return judgement ? (definition.repair?.(judgement, context) ?? []) : [];
      });
    } catch {
      return [];
    }
  }

  /** True for a resource that did not change: `pulumi policy analyze` asks for repairs, and does not make them. */
  #isRepairedInVain(resource: PlanResource): boolean {
    return [...(this.#asked.get(resource.urn) ?? [])].some(([rule, { repairs }]) => {
      const left = repairs.length === 0 ? [] : this.#repairsOf(rule, resource).map(({ place }) => place.join());
      return repairs.some(({ place }) => left.includes(place.join()));
    });
  }

  /** If somebody accepted a finding, the resource must stay as it is. */
  #isWaived(rule: RuleName, urn: string): boolean {
    const { waivers } = this.basis.settings;
    if (waivers.length === 0) return false;
    return (
      waiversFor({ rule, urn }, { waivers, stacks: [], today: this.basis.today, used: new Set() }).waiver !== undefined
    );
  }

  /** True for a deployment in an account of the program whose name or region is unknown in a preview. */
  #awaitsRegion(urn: string, { accountName, accountId }: DeploymentInputs): boolean {
    const { region, regionFrom = "" } = this.plan.deployment(urn, this.basis.settings.accounts) ?? {};
    if (region === undefined || region.state === "known") return false;
    return accountName.state === "unknown" || accountId.state === "unknown" || regionFrom !== "";
  }
}

/** The repairs of a run of the policy pack: which were asked for, which were made, and why others were not. */

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

/** What was made of the request to repair a resource. */
interface RepairOutcome {
  /** What was repaired, as far as it comes to pass. */
  readonly repairs: readonly Repair[];
  /** True where something stays as it is: the program or a waiver has it so, or it is a secret. */
  readonly isLeft: boolean;
}

const NOTHING: RepairOutcome = { repairs: [], isLeft: false };

export class Repairs {
  /** Rules that Pulumi asks for repairs: their level is `remediate`. */
  readonly #repairing = new Set<RuleName>();
  /** By URN. */
  readonly #asked = new Map<string, Map<RuleName, RepairOutcome>>();
  /** URNs of deployments whose region was not known when repairs were asked for, and will be in the update. */
  readonly #awaiting = new Set<string>();

  constructor(
    private readonly plan: Plan,
    private readonly basis: PackBasis,
  ) {}

  /**
   * What a rule repairs of a resource, before it registers. It is asked where its level is `remediate`, each rule with
   * what the one before it made of the resource. Never throws on what a resource holds: what is not repaired is judged.
   * @param inputs those of the resource, with secrets closed.
   * @param ignored the paths of the resource's `ignoreChanges`.
   * @returns the inputs as they are to be; undefined where they stay as they are.
   */
  repair(
    rule: RuleName,
    resource: PlanResource,
    inputs: unknown,
    ignored: readonly string[],
  ): Record<string, unknown> | undefined {
    const { isLevelGiven, repairs: inFile } = this.basis.inFile(rule) ?? {};
    // What the file says of the level goes before what Pulumi was told.
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

  /** Takes a resource as it registers: what it holds now tells what came to pass. */
  register(resource: PlanResource): void {
    if (this.#isRepairedInVain(resource)) this.#asked.delete(resource.urn);
  }

  /** True for a resource that has registered and of which something was repaired. */
  isRepaired(urn: string): boolean {
    return [...(this.#asked.get(urn)?.values() ?? [])].some(({ repairs }) => repairs.length > 0);
  }

  /** What a rule repaired of a resource that has registered since. */
  repaired(rule: RuleName, urn: string): readonly Repair[] {
    return this.#asked.get(urn)?.get(rule)?.repairs ?? [];
  }

  /** Why a rule did not repair what it can repair of a resource; undefined where nothing is to be said of it. */
  unrepaired(rule: RuleName, urn: string): Unrepaired | undefined {
    if (!this.#repairing.has(rule)) {
      return this.basis.fileSetsLevels && this.basis.inFile(rule)?.repairs ? "not told" : undefined;
    }
    const asked = this.#asked.get(urn)?.get(rule);
    if (!asked) return "not here";
    if (asked.isLeft) return undefined;
    // It was asked for repairs, and what it has now became known at the end. An update knows it in time only where the
    // account came before; where it comes after, no run will.
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

  /** True for a resource that still is as it was: `pulumi policy analyze` asks for repairs, and nobody makes them. */
  #isRepairedInVain(resource: PlanResource): boolean {
    return [...(this.#asked.get(resource.urn) ?? [])].some(([rule, { repairs }]) => {
      const left = repairs.length === 0 ? [] : this.#repairsOf(rule, resource).map(({ place }) => place.join());
      return repairs.some(({ place }) => left.includes(place.join()));
    });
  }

  /** A finding that somebody accepted is to stay as it is, and so is what it was found in. */
  #isWaived(rule: RuleName, urn: string): boolean {
    const { waivers } = this.basis.settings;
    if (waivers.length === 0) return false;
    return (
      waiversFor({ rule, urn }, { waivers, stacks: [], today: this.basis.today, used: new Set() }).waiver !== undefined
    );
  }

  /** True for a deployment of an account of the program whose name or region a preview does not know. */
  #awaitsRegion(urn: string, { accountName, accountId }: DeploymentInputs): boolean {
    const { region, regionFrom = "" } = this.plan.deployment(urn, this.basis.settings.accounts) ?? {};
    if (region === undefined || region.state === "known") return false;
    return accountName.state === "unknown" || accountId.state === "unknown" || regionFrom !== "";
  }
}

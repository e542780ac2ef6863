/**
 * One run of the policy pack: what it has seen so far, and which findings each rule has to report now. The process
 * serves every policy and both callbacks; resources register one by one, dependencies are known only at the end.
 */
import type { Edition } from "../catalog/edition";
import { type Finding, RULE_NAMES, type RuleName } from "./finding";
import { type Judgement, judgeSafely } from "./judge";
import { isRelevant, type KnownAccounts, Plan } from "./plan/plan";
import type { PlanResource } from "./plan/resource";
import { RULES } from "./rules";
import { deploymentFindings } from "./rules/rule";
import { grantedOf, mergeAccounts, settingsProblems } from "./settings";

/** What `validateStack` adds to a resource. */
export interface StackResource extends PlanResource {
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

type Findings = ReadonlyMap<RuleName, readonly Finding[]>;

export class Session {
  readonly #plan = new Plan();
  readonly #configs = new Map<RuleName, Record<string, unknown>>();
  /** Goes up with every configuration that is seen first, so that findings made without it are made anew. */
  #configVersion = 0;
  #merged: { version: number; accounts: KnownAccounts } | undefined;
  /** Keys of the deployments that were judged as their resource registered. */
  readonly #settled = new Set<string>();
  readonly #takenBy = new Map<string, RuleName>();
  #completedBy: RuleName | undefined;
  readonly #judged = new Map<string, { version: number; judgement: Judgement | undefined; findings: Findings }>();

  constructor(
    readonly edition: Edition,
    readonly today: string,
  ) {}

  /**
   * Takes the configuration of a rule, as Pulumi hands it to each call of a policy.
   * @throws Error naming each setting that is not known or not right; once it is thrown, the preview cannot be clean.
   */
  configure(rule: RuleName, config: Record<string, unknown>): void {
    if (this.#configs.has(rule)) return;
    const definition = RULES.find((r) => r.name === rule);
    const problems = definition ? settingsProblems(definition, config) : [];
    if (problems.length > 0) {
      // Without a stack trace: it is the settings that are wrong, and the line says where.
      const error = new Error(`azure-openai-guard: the policy configuration is not right.\n${problems.join("\n")}`);
      error.stack = error.message;
      throw error;
    }
    this.#configs.set(rule, config);
    if (Object.keys(config).length > 0) this.#configVersion += 1;
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
      this.#judged.delete(key);
      this.#settled.delete(key);
    }
    const taken = resource();
    if (!isRelevant(taken.type)) return true;
    this.#plan.add(taken);
    for (const key of this.#plan.deploymentsOf(urn)) {
      const deployment = this.#plan.deployment(key, this.#accounts());
      const waits =
        deployment?.region.state !== "known" ||
        [deployment.model, deployment.version, deployment.sku, deployment.trainingRegion].some(
          (v) => v?.state === "unknown",
        );
      if (!waits) this.#settled.add(key);
    }
    return true;
  }

  /** True for a resource with a deployment that was judged as it registered. */
  isSettled(urn: string): boolean {
    return this.#plan.deploymentsOf(urn).some((key) => this.#settled.has(key));
  }

  /** Findings of a rule on the deployments of a resource that are settled. */
  findings(rule: RuleName, urn: string): readonly Finding[] {
    const settled = this.#plan.deploymentsOf(urn).filter((key) => this.#settled.has(key));
    return settled.flatMap((key) => this.#judge(key).findings.get(rule) ?? []);
  }

  /** Takes the resources of the whole stack: what the dependencies are, and what was not seen as it registered. */
  complete(rule: RuleName, resources: () => readonly StackResource[]): void {
    if (this.#completedBy !== undefined && this.#completedBy !== rule) return;
    this.#completedBy = rule;
    for (const resource of resources()) {
      if (!isRelevant(resource.type)) continue;
      // A `.get()` read shows no inputs as it registers (policy analyze), and all of it in the outputs at the end.
      const read = this.#plan.isWithoutInputs(resource.urn);
      if (read) this.#plan.add({ ...resource, inputs: {}, external: true });
      else this.#plan.addDependencies(resource.urn, resource.propertyDependencies);
    }
    this.#judged.clear();
  }

  /** True once the whole stack has been seen. */
  get isComplete(): boolean {
    return this.#completedBy !== undefined;
  }

  /** What a rule has to say at the end: of the deployments that could not be judged before, and of the stack. */
  remaining(rule: RuleName): Finding[] {
    const waiting = this.#plan.deployments.filter((key) => !this.#settled.has(key)).sort();
    const found = waiting.flatMap((key) => this.#judge(key).findings.get(rule) ?? []);
    const definition = RULES.find((r) => r.name === rule);
    const isJudged = (key: string) => {
      const { judgement } = this.#judge(key);
      return judgement !== undefined && !judgement.deployment.unread;
    };
    if (!definition?.stack || !this.#plan.deployments.some(isJudged)) return found;
    return [...found, ...definition.stack(this.#context(rule))];
  }

  #accounts(): KnownAccounts {
    if (this.#merged?.version !== this.#configVersion) {
      const accounts = mergeAccounts([...this.#configs.values()].map((c) => c.accounts));
      this.#merged = { version: this.#configVersion, accounts };
    }
    return this.#merged.accounts;
  }

  #context(rule: RuleName) {
    return { edition: this.edition, today: this.today, settings: this.#configs.get(rule) ?? {} };
  }

  #judge(key: string) {
    const cached = this.#judged.get(key);
    if (cached && cached.version === this.#configVersion) return cached;
    const judgement = judgeSafely(this.edition, this.#plan, key, this.#accounts(), {
      granted: grantedOf(this.#configs.get("limited-access")),
    });
    const findings = new Map<RuleName, readonly Finding[]>();
    if (judgement) {
      for (const rule of RULES) {
        const found = deploymentFindings(rule, judgement, this.#context(rule.name));
        if (found.length > 0) findings.set(rule.name, found);
      }
    }
    const entry = { version: this.#configVersion, judgement, findings };
    this.#judged.set(key, entry);
    return entry;
  }
}

/** Position of a rule among the policies of the pack. */
export function ruleIndex(rule: RuleName): number {
  return RULE_NAMES.indexOf(rule);
}

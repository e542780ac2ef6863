/**
 * One run of the policy pack: what it has seen so far, and which findings each rule has to report now. The process
 * serves every policy and both callbacks; resources register one by one, dependencies are known only at the end.
 */
import type { Edition } from "../catalog/edition";
import { withOverlay } from "../catalog/overlay";
import { type Finding, type Level, RULE_NAMES, type RuleName } from "./finding";
import { type Judgement, judgeSafely } from "./judge";
import { limitsOf } from "./placement/limits";
import type { DeploymentInputs, Within } from "./plan/deployment";
import { isRelevant, mayMakeDeployments, Plan, readResource } from "./plan/plan";
import type { PlanResource } from "./plan/resource";
import { known } from "./plan/values";
import { isLeftAlone, makeRepairs, type Repair } from "./repair";
import { RULES } from "./rules";
import { deploymentFindings, type RuleContext, type Unrepaired } from "./rules/rule";
import { parseSettings, ruleProblems, type Settings, SettingsError, withConfigs } from "./settings";
import { problemText } from "./settings/problems";
import { Accounts, isMovable, movesOf } from "./together";
import { stackOf } from "./urn";
import { unusedWaivers, type Waiver, waive } from "./waiver";
import { accountMessage, safe } from "./words";

/** What `validateStack` adds to a resource. */
export interface StackResource extends PlanResource {
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** A finding as the pack has to report it. */
export interface SessionFinding extends Finding {
  /** The waiver in force that covers it: it is shown, and blocks nothing. */
  readonly waiver?: Waiver;
}

type Findings = ReadonlyMap<RuleName, readonly SessionFinding[]>;

/** The settings file of a run. */
export interface SessionOptions {
  /** The settings of the file that the environment names, by which the levels of the policies were set. */
  readonly file?: { readonly path: string; readonly settings: Settings };
  /**
   * Reads the settings file that the pack's configuration names.
   * @throws SettingsError
   */
  readonly readFile: (path: string) => Settings;
  /**
   * Opens the edition that the settings name.
   * @throws SettingsError
   */
  readonly openEdition?: (name: string) => Edition;
}

export class Session {
  readonly #plan = new Plan();
  readonly #configs = new Map<RuleName, Record<string, unknown>>();
  /** Goes up with every configuration that is seen first, so that findings made without it are made anew. */
  #configVersion = 0;
  #merged: { version: number; settings: Settings; edition: Edition } | undefined;
  #file: { readonly path: string; readonly settings: Settings } | undefined;
  /** Set where the pack's configuration names the file: then its levels are not known to the engine. */
  #fileSetsLevels = false;
  /** Keys of the deployments that were judged as their resource registered, with the region that they were judged by. */
  readonly #settled = new Map<string, string | undefined>();
  readonly #takenBy = new Map<string, RuleName>();
  #completedBy: RuleName | undefined;
  readonly #alone = new Map<string, { version: number; judgement: Judgement | undefined }>();
  readonly #judged = new Map<string, { version: number; judgement: Judgement | undefined; findings: Findings }>();
  /** By account, the deployments that were judged so far. */
  #accounts: { version: number; accounts: Accounts } | undefined;
  /** What was found as the resources registered, where more deployments of the account may have come since. */
  #before: ReadonlyMap<string, { readonly judgement: Judgement | undefined; readonly findings: Findings }> = new Map();
  /** Rules that Pulumi asks for repairs: their level is `remediate`. */
  readonly #repairing = new Set<RuleName>();
  /** By URN: what rules repaired, as far as it came to pass. */
  readonly #repaired = new Map<string, Map<RuleName, readonly Repair[]>>();
  /** URNs of resources of which something stays as it is: the program or a waiver has it so, or it is a secret. */
  readonly #leftAlone = new Set<string>();
  /** URNs of deployments whose region was not known when repairs were asked for, and will be in the update. */
  readonly #awaiting = new Set<string>();
  /** `project/stack` of the run, as a list of at most one. */
  #stacks: readonly string[] = [];
  readonly #usedWaivers = new Set<Waiver>();
  /** True where a deployment was seen of which nothing is known. */
  #isPartial = false;

  constructor(
    private readonly embedded: Edition,
    readonly today: string,
    private readonly options: SessionOptions = { readFile: () => parseSettings(undefined) },
  ) {
    this.#file = options.file;
  }

  /**
   * Takes the configuration of a rule, as Pulumi hands it to each call of a policy.
   * @throws Error naming each setting that is not known or not right; once it is thrown, the preview cannot be clean.
   */
  configure(rule: RuleName, config: Record<string, unknown>): void {
    if (this.#configs.has(rule)) return;
    const definition = RULES.find((r) => r.name === rule);
    const problems = definition ? ruleProblems(definition, config) : [];
    if (problems.length > 0) throw fault("the policy configuration is not right", problems.map(problemText));
    if (typeof config.settingsFile === "string") this.#readFile(rule, config.settingsFile);
    this.#configs.set(rule, config);
    if (Object.keys(config).length === 0) return;
    this.#configVersion += 1;
    // An edition that cannot be opened ends the preview here, and not where a deployment is judged.
    this.#inForce();
  }

  /** The edition that is judged by, with the organisation's overlay. */
  get edition(): Edition {
    return this.#inForce().edition;
  }

  #readFile(rule: RuleName, path: string): void {
    if (this.#file !== undefined && this.#file.path !== path) {
      const both = `${rule}.settingsFile: names another settings file than ${safe(this.#file.path)}: give one of them`;
      throw fault("the policy configuration is not right", [both]);
    }
    if (this.#file !== undefined) return;
    try {
      this.#file = { path, settings: this.options.readFile(path) };
      this.#fileSetsLevels = true;
    } catch (error) {
      throw error instanceof SettingsError ? fault("the settings file is not right", error.problems) : error;
    }
  }

  /** The level that a finding of a rule has, where that is not the level that the engine knows. */
  level(rule: RuleName): Level | undefined {
    if (!this.#fileSetsLevels) return undefined;
    const { level, isLevelGiven } = this.#file?.settings.rules.get(rule) ?? {};
    return isLevelGiven ? level : undefined;
  }

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
    const { isLevelGiven, repairs: inFile } = this.#file?.settings.rules.get(rule) ?? {};
    // What the file says of the level goes before what Pulumi was told.
    if (this.#fileSetsLevels && isLevelGiven && !inFile) return undefined;
    this.#repairing.add(rule);
    const repaired = this.#repaired.get(resource.urn) ?? new Map<RuleName, readonly Repair[]>();
    this.#repaired.set(resource.urn, repaired);
    const repairs = this.#repairsOf(rule, resource);
    const isLeft = repairs.some((repair) => isLeftAlone(repair, ignored)) || this.#isWaived(rule, resource.urn);
    const made = isLeft || repairs.length === 0 ? undefined : makeRepairs(inputs, repairs);
    if (repairs.length > 0 && !made) this.#leftAlone.add(resource.urn);
    repaired.set(rule, made ? repairs : []);
    return made;
  }

  /** True for a resource that has registered and of which something was repaired. */
  isRepaired(urn: string): boolean {
    return [...(this.#repaired.get(urn)?.values() ?? [])].some((repairs) => repairs.length > 0);
  }

  /** What a rule repaired of a resource that has registered since. */
  repaired(rule: RuleName, urn: string): readonly Repair[] {
    return this.#repaired.get(urn)?.get(rule) ?? [];
  }

  #repairsOf(rule: RuleName, resource: PlanResource): readonly Repair[] {
    const definition = RULES.find((r) => r.name === rule);
    const { settings, edition } = this.#inForce();
    if (!definition) return [];
    try {
      const { accounts = [], deployments = [] } = readResource(resource) ?? {};
      const moved = accounts.flatMap((a) => definition.repairAccount?.(a, this.#context(rule)) ?? []);
      if (!definition.repair || !deployments.some((d) => d.places)) return moved;
      this.#plan.add(resource);
      if (deployments.some((d) => this.#awaitsRegion(resource.urn, d))) this.#awaiting.add(resource.urn);
      else this.#awaiting.delete(resource.urn);
      const options = { granted: settings.granted, today: this.today };
      return this.#plan.deploymentsOf(resource.urn).flatMap((key) => {
        const judgement = judgeSafely(edition, this.#plan, key, settings.accounts, options);
        return judgement ? (definition.repair?.(judgement, this.#context(rule)) ?? []) : [];
      });
    } catch {
      return [];
    }
  }

  /** True for a resource that still is as it was: `pulumi policy analyze` asks for repairs, and nobody makes them. */
  #isRepairedInVain(resource: PlanResource): boolean {
    return [...(this.#repaired.get(resource.urn) ?? [])].some(([rule, repairs]) => {
      const left = repairs.length === 0 ? [] : this.#repairsOf(rule, resource).map(({ place }) => place.join());
      return repairs.some(({ place }) => left.includes(place.join()));
    });
  }

  /** A finding that somebody accepted is to stay as it is, and so is what it was found in. */
  #isWaived(rule: RuleName, urn: string): boolean {
    const { waivers } = this.#settings();
    if (waivers.length === 0) return false;
    const finding = { rule, urn, asked: {}, reason: "", message: "", citations: [], changes: [] };
    return waive(finding, { waivers, stacks: this.#stacks, today: this.today, used: new Set() }).waiver !== undefined;
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
      // The rounds of others begin as well: what stood in its account before may not stand there now.
      if (this.#alone.delete(key)) this.#accounts = undefined;
      this.#judged.delete(key);
      this.#settled.delete(key);
    }
    const taken = resource();
    const stack = this.#stacks.length === 0 ? stackOf(urn) : undefined;
    if (stack !== undefined) this.#stacks = [stack];
    if (!isRelevant(taken.type)) return true;
    this.#plan.add(taken);
    if (this.#isRepairedInVain(taken)) this.#repaired.delete(urn);
    for (const key of this.#plan.deploymentsOf(urn)) {
      const deployment = this.#plan.deployment(key, this.#settings().accounts);
      const waits =
        deployment?.region.state !== "known" ||
        [deployment.model, deployment.version, deployment.sku, deployment.trainingRegion].some(
          (v) => v?.state === "unknown",
        );
      if (waits) continue;
      this.#settled.set(key, known(deployment.region));
      this.#judgeAlone(key);
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
      // Nor does a new resource that --target leaves out, which is in no way different here.
      if (read && mayMakeDeployments(resource)) this.#isPartial = true;
      if (read) this.#plan.add({ ...resource, inputs: {}, external: true });
      else this.#plan.addDependencies(resource.urn, resource.propertyDependencies);
    }
    // A resource that came later may have changed the account of one that was judged already: it is judged again.
    for (const [key, region] of this.#settled) {
      const now = this.#plan.deployment(key, this.#settings().accounts)?.region;
      if (now === undefined || known(now) !== region) this.#settled.delete(key);
    }
    this.#before = new Map(this.#judged);
    this.#judged.clear();
    this.#alone.clear();
    this.#accounts = undefined;
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
      ...this.#waiting().flatMap((key) => this.#judge(key).findings.get(rule) ?? []),
      ...this.#ofAccounts(rule),
      ...this.#ofStack(rule),
      ...(definition?.run?.(this.#unusedWaivers(), this.today) ?? []),
    ];
  }

  /**
   * What is to be said of accounts of which a deployment was reported before the last of them was seen: which regions
   * are a way out for all of them.
   */
  #ofAccounts(rule: RuleName): SessionFinding[] {
    const found = new Map<unknown, SessionFinding>();
    for (const [key, before] of this.#before) {
      if (!this.#settled.has(key)) continue;
      const reported = before.findings.get(rule)?.find((f) => !f.waiver && f.changes.length > 0);
      const { judgement } = this.#judge(key);
      const within = judgement?.deployment.within;
      if (!reported || !before.judgement || !within || found.has(within.key)) continue;
      if (movesOf(before.judgement) === movesOf(judgement)) continue;
      const { deployments, regions } = this.#inAccounts().of(within);
      found.set(within.key, accountFinding(rule, within, deployments, regions, reported.urn));
    }
    return [...found.values()];
  }

  #waiting(): string[] {
    return this.#plan.deployments.filter((key) => !this.#settled.has(key)).sort();
  }

  #ofStack(rule: RuleName): SessionFinding[] {
    const definition = RULES.find((r) => r.name === rule);
    const isJudged = (key: string) => {
      const { judgement } = this.#judge(key);
      return judgement !== undefined && !judgement.deployment.unread;
    };
    if (!definition?.stack || !this.#plan.deployments.some(isJudged)) return [];
    const limited = limitsOf(this.#settings(), this.level("placement") === "disabled")
      ? this.#plan.deployments.flatMap((key) => this.#judge(key).judgement ?? [])
      : [];
    return definition.stack(this.#context(rule), limited).map((f) => this.#waive(f));
  }

  /** None where a deployment could not be seen: a waiver may be for that one. */
  #unusedWaivers(): readonly Waiver[] {
    const { waivers } = this.#settings();
    if (waivers.length === 0 || this.#isPartial) return [];
    for (const key of this.#waiting()) this.#judge(key);
    for (const { name } of RULES) this.#ofStack(name);
    const meant = waivers.filter((w) => this.level(w.rule) !== "disabled");
    return unusedWaivers(meant, this.#usedWaivers, this.#stacks);
  }

  #waive(finding: Finding): SessionFinding {
    const { waivers } = this.#settings();
    if (waivers.length === 0) return finding;
    return waive(finding, { waivers, stacks: this.#stacks, today: this.today, used: this.#usedWaivers });
  }

  /** What holds: the file, and before it what Pulumi configured. */
  #settings(): Settings {
    return this.#inForce().settings;
  }

  #inForce(): { readonly settings: Settings; readonly edition: Edition } {
    if (this.#merged?.version !== this.#configVersion) {
      const settings = withConfigs(this.#file?.settings ?? parseSettings(undefined), this.#configs);
      const edition = withOverlay(this.#open(settings.catalog.edition), settings.overlay, this.today);
      this.#merged = { version: this.#configVersion, settings, edition };
    }
    return this.#merged;
  }

  #open(name: string | undefined): Edition {
    const { openEdition } = this.options;
    if (name === undefined || !openEdition) return this.embedded;
    try {
      return openEdition(name);
    } catch (error) {
      throw error instanceof SettingsError ? fault("the edition cannot be used", error.problems) : error;
    }
  }

  #context(rule: RuleName, urn?: string): RuleContext<Record<string, unknown>> {
    const { edition, settings } = this.#inForce();
    const { rules, catalog, granted } = settings;
    const unrepaired = urn === undefined || this.#leftAlone.has(urn) ? undefined : this.#unrepaired(rule, urn);
    return {
      edition,
      today: this.today,
      catalog,
      granted,
      settings: rules.get(rule)?.settings ?? {},
      ...(unrepaired ? { unrepaired } : {}),
    };
  }

  #unrepaired(rule: RuleName, urn: string): Unrepaired | undefined {
    if (!this.#repairing.has(rule)) {
      return this.#fileSetsLevels && this.#file?.settings.rules.get(rule)?.repairs ? "not told" : undefined;
    }
    if (!this.#repaired.get(urn)?.has(rule)) return "not here";
    // It was asked for repairs, and what it has now became known at the end. An update knows it in time only where the
    // account came before; where it comes after, no run will.
    return this.#awaiting.has(urn) ? "not yet" : undefined;
  }

  /** True for a deployment of an account of the program whose name or region a preview does not know. */
  #awaitsRegion(urn: string, { accountName, accountId }: DeploymentInputs): boolean {
    const { region, regionFrom = "" } = this.#plan.deployment(urn, this.#settings().accounts) ?? {};
    if (region === undefined || region.state === "known") return false;
    return accountName.state === "unknown" || accountId.state === "unknown" || regionFrom !== "";
  }

  #judgedBy() {
    const limits = limitsOf(this.#settings(), this.level("placement") === "disabled");
    return { edition: this.edition, options: { granted: this.#settings().granted, today: this.today }, limits };
  }

  /** Judges a deployment without regard to others of its account, and keeps it at hand for these. */
  #judgeAlone(key: string): Judgement | undefined {
    const cached = this.#alone.get(key);
    if (cached && cached.version === this.#configVersion) return cached.judgement;
    const { edition, options, limits } = this.#judgedBy();
    const judgement = judgeSafely(edition, this.#plan, key, this.#settings().accounts, options, undefined, limits);
    this.#alone.set(key, { version: this.#configVersion, judgement });
    if (judgement && this.#accounts?.version === this.#configVersion) this.#accounts.accounts.add(judgement);
    return judgement;
  }

  /** The accounts with all deployments that were judged so far; at the end, with all that there are. */
  #inAccounts(): Accounts {
    if (this.#accounts?.version !== this.#configVersion) {
      const accounts = new Accounts(this.#judgedBy());
      const keys = this.isComplete ? this.#plan.deployments : [...this.#alone.keys()];
      this.#accounts = undefined;
      for (const key of keys) {
        const judgement = this.#judgeAlone(key);
        if (judgement) accounts.add(judgement);
      }
      this.#accounts = { version: this.#configVersion, accounts };
    }
    return this.#accounts.accounts;
  }

  #judge(key: string) {
    const cached = this.#judged.get(key);
    if (cached && cached.version === this.#configVersion) return cached;
    const alone = this.#judgeAlone(key);
    const judgement = alone && isMovable(alone) ? this.#inAccounts().arrange(alone) : alone;
    const findings = new Map<RuleName, readonly SessionFinding[]>();
    if (judgement) {
      for (const rule of RULES) {
        const context = this.#context(rule.name, judgement.deployment.urn);
        const found = deploymentFindings(rule, judgement, context).map((f) => this.#waive(f));
        if (found.length > 0) findings.set(rule.name, found);
      }
    }
    const entry = { version: this.#configVersion, judgement, findings };
    this.#judged.set(key, entry);
    return entry;
  }
}

/** @param urn of a deployment in the account, where the account is no resource of the program. */
function accountFinding(
  rule: RuleName,
  { name, urn: own }: Within,
  deployments: number,
  regions: readonly string[],
  urn: string | undefined,
): SessionFinding {
  const of = own ?? urn;
  return {
    rule,
    ...(of === undefined ? {} : { urn: of }),
    asked: {},
    reason: "account-regions",
    message: accountMessage(name, deployments, regions),
    citations: [],
    changes: regions.map((region) => `region ${region}`),
    enforced: "at most advisory",
  };
}

/** An error that ends the preview, without a stack trace: it is the settings that are wrong, and the lines say where. */
export function fault(what: string, problems: readonly string[]): Error {
  const error = new Error(`azure-openai-guard: ${what}.\n${problems.join("\n")}`);
  error.stack = error.message;
  return error;
}

/** Position of a rule among the policies of the pack. */
export function ruleIndex(rule: RuleName): number {
  return RULE_NAMES.indexOf(rule);
}

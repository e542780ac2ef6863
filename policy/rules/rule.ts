/** The shape of a rule. A rule sees a judgement and its settings, and gives findings as data; it makes no sentences. */
import type { z } from "zod";
import type { Edition } from "../../catalog/edition/edition";
import type { RuleFinding, Unrepaired } from "../finding";
import type { Repair } from "../judging/repair";
import type { LimitedJudgement } from "../limits/limits";
import type { AccountInputs, PlannedDeployment } from "../plan/deployment";
import type { Level, RuleName } from "../rule-name";
import type { Tally } from "../tally";
import type { Waiver } from "../waiver";

/** Which edition judges, and for how long its silence counts. */
export interface CatalogSettings {
  /** Id of an embedded edition, `latest`, or a file; the default edition if omitted. */
  readonly edition?: string;
  /**
   * The place in the settings file that names the edition, for messages: "azure-openai-guard.yaml:1:12:
   * catalog.edition".
   */
  readonly editionPlace?: string;
  /** In days. If a source is older, its silence about a deployment gives advice only. */
  readonly weakenAfterDays?: number;
}

/** What the settings say about a rule. */
export interface RuleSettings {
  readonly level: Level;
  /** True if the settings give the level, for this rule or for all; false if it is the rule's default. */
  readonly isLevelGiven: boolean;
  /** True if that level is `remediate`: a preview or an update repairs what is certain, and the rest is mandatory. */
  readonly repairs: boolean;
  readonly settings: Record<string, unknown>;
}

/** What a rule may look at beside the deployment. Nothing in it reads a clock or a file. */
export interface RuleContext<S> {
  readonly edition: Edition;
  readonly settings: S;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  readonly catalog: CatalogSettings;
  /** Ids of the access conditions that the organisation was granted. */
  readonly granted: readonly string[];
  /** True if the settings give the rule's level, for it or for all. The level that Pulumi configured is not known. */
  readonly isLevelGiven?: boolean;
  /** Set if the level of the rule is `remediate` and the deployment was not repaired. */
  readonly unrepaired?: Unrepaired;
}

/** What a rule may look at in a run as a whole. */
export type RunContext<S> = Pick<RuleContext<S>, "today" | "settings" | "edition">;

/** What a run as a whole has seen. */
export interface RunSeen {
  /** Waivers that cover nothing in any plan of the run. */
  readonly unusedWaivers: readonly Waiver[];
  /** Entries of the setting `accounts` that describe no account in any plan of the run, by name or id. */
  readonly unusedAccounts: readonly string[];
  /**
   * How the newest embedded edition judges its deployments; set if nobody chose an edition and the one in use is old.
   */
  readonly newest?: Tally;
}

/**
 * A rule: metadata, settings, and a function for each thing that it is about. The run calls each function that the rule
 * has, and marks its findings with what they are about. No other code knows a rule by its name.
 */
export interface Rule<S extends object = Record<string, unknown>> {
  readonly name: RuleName;
  readonly displayName: string;
  readonly description: string;
  readonly severity: "low" | "medium" | "high";
  readonly defaultLevel: Exclude<Level, "disabled">;
  readonly remediationSteps: string;
  /**
   * The schema of the rule's own settings, without those that every rule takes. The caller passes zod in, so that a run
   * without settings does not load it.
   */
  readonly settings: (zod: typeof z, edition: Edition) => z.ZodObject;
  /** The defaults of settings. */
  readonly defaults?: Partial<S>;
  /** The setting that lists what the organisation was granted; it counts for every rule. */
  readonly grantedSetting?: keyof S & string;
  /** Settings that have an effect at the level `remediate` only. */
  readonly repairSettings?: readonly (keyof S & string)[];
  /** False if no waiver covers its findings: they are about the settings themselves. */
  readonly isWaivable?: false;
  /** True if it needs {@link RunSeen.newest}. */
  readonly needsNewest?: true;
  /** What it finds in one deployment. */
  readonly deployment?: (judgement: LimitedJudgement, context: RuleContext<S>) => readonly RuleFinding[];
  /** What it finds in a stack as a whole. */
  readonly stack?: StackRule<S>;
  /** What it finds in the deployments of one account that an update makes; asked at the end. */
  readonly account?: (account: AccountSeen, context: RuleContext<S>) => readonly AccountFinding[];
  /** What it finds in the edition; asked once for a run that has at least one deployment. */
  readonly edition?: (context: RuleContext<S>) => readonly RuleFinding[];
  /** What it finds in a run of one or more stacks; asked once, at the end. */
  readonly run?: (seen: RunSeen, context: RunContext<S>) => readonly RuleFinding[];
  /**
   * What it repairs in a deployment if its level is `remediate`: only what is certain. Repairing twice is repairing
   * once.
   */
  readonly repair?: (judgement: LimitedJudgement, context: RuleContext<S>) => readonly Repair[];
  /** What it repairs in an account, before anything is known about the account's deployments. */
  readonly repairAccount?: (account: AccountInputs, context: RuleContext<S>) => readonly Repair[];
}

/** A deployment among the others of its account. */
export type DeploymentInAccount = Pick<PlannedDeployment, "urn" | "name" | "nested">;

/** The deployments of one account that an update makes, and the order in which it makes them. */
export interface AccountSeen {
  readonly name: string;
  /**
   * At least two, in the order of their URNs; if there are very many, the first ones. Without those that exist already
   * as they are planned.
   */
  readonly deployments: readonly DeploymentInAccount[];
  /** True if `later` is made after `earlier`. */
  readonly follows: (later: DeploymentInAccount, earlier: DeploymentInAccount) => boolean;
  /** True if no deployment is made after another one. */
  readonly isWithoutOrder: boolean;
  /** All that is known of a deployment. */
  readonly planned: (deployment: DeploymentInAccount) => PlannedDeployment;
}

/** A finding, and the deployment that it is about. */
export type AccountFinding = RuleFinding & { readonly deployment: PlannedDeployment };

/** The part of a rule that is about a stack. */
export interface StackRule<S extends object> {
  /** True for a deployment that it needs at the end; the run keeps no others. */
  readonly needs: (judgement: LimitedJudgement) => boolean;
  /**
   * Called once for each stack, at the end, with the deployments of the stack that it needs: at least one, in any
   * order.
   */
  readonly find: (
    stack: string,
    judgements: readonly LimitedJudgement[],
    context: RuleContext<S>,
  ) => readonly RuleFinding[];
}

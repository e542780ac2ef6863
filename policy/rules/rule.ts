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

/** Which edition is in use, and for how long its silence counts. */
export interface CatalogSettings {
  /** Id of an embedded edition, `latest`, or a file; the default edition where omitted. */
  readonly edition?: string;
  /** Where a settings file names the edition, for messages: "azure-openai-guard.yaml:1:12: catalog.edition". */
  readonly editionPlace?: string;
  /** A finding about something that a source does not list is advice only where the source is older, in days. */
  readonly weakenAfterDays?: number;
}

/** What the settings say about a rule. */
export interface RuleSettings {
  readonly level: Level;
  /** True where the settings give the level, for this rule or for all; false where it is the rule's own. */
  readonly isLevelGiven: boolean;
  /** True where that level is `remediate`: a preview or an update repairs what is certain, and the rest is mandatory. */
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
  /** True where the settings give the rule's level, for it or for all; what Pulumi configured is not known. */
  readonly isLevelGiven?: boolean;
  /** Set where the level of the rule is `remediate` and the deployment was not repaired. */
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
  /** How its deployments fare in the newest embedded edition, where nobody chose one and that in use is old. */
  readonly newest?: Tally;
}

/**
 * A rule: metadata, settings, and a function for each thing that it is about. The run asks each function that is there,
 * and marks its findings with what they are about, so that nobody needs to know a rule by its name.
 */
export interface Rule<S extends object = Record<string, unknown>> {
  readonly name: RuleName;
  readonly displayName: string;
  readonly description: string;
  readonly severity: "low" | "medium" | "high";
  readonly defaultLevel: Exclude<Level, "disabled">;
  readonly remediationSteps: string;
  /**
   * The schema of the rule's own settings; settings that every rule takes are not in it. The caller hands zod in: zod is
   * not loaded where nothing is set.
   */
  readonly settings: (zod: typeof z, edition: Edition) => z.ZodObject;
  /** The values of settings that are not given. */
  readonly defaults?: Partial<S>;
  /** The setting that lists what the organisation was granted; it counts for every rule. */
  readonly grantedSetting?: keyof S & string;
  /** Settings that have an effect at the level `remediate` only. */
  readonly repairSettings?: readonly (keyof S & string)[];
  /** False where no waiver covers its findings: they are about the settings themselves. */
  readonly isWaivable?: false;
  /** True where it needs {@link RunSeen.newest}. */
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
   * What it repairs in a deployment where its level is `remediate`: only what is certain. It has nothing to repair in
   * what it repaired.
   */
  readonly repair?: (judgement: LimitedJudgement, context: RuleContext<S>) => readonly Repair[];
  /** What it repairs in an account; nothing is known of its deployments yet. */
  readonly repairAccount?: (account: AccountInputs, context: RuleContext<S>) => readonly Repair[];
}

/** A deployment among the others of its account. */
export type DeploymentInAccount = Pick<PlannedDeployment, "urn" | "name" | "nested">;

/** The deployments of one account that an update makes, and the order in which it makes them. */
export interface AccountSeen {
  readonly name: string;
  /**
   * Two at least, in the order of their URNs; of very many only the first ones. Those that exist already, as they are
   * planned, are not among them.
   */
  readonly deployments: readonly DeploymentInAccount[];
  /** True where the first is made after the second. */
  readonly follows: (later: DeploymentInAccount, earlier: DeploymentInAccount) => boolean;
  /** True where none is made after another. */
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
  /** Asked once for each stack, at the end, with the deployments of the stack that it needs: in any order, at least one. */
  readonly find: (
    stack: string,
    judgements: readonly LimitedJudgement[],
    context: RuleContext<S>,
  ) => readonly RuleFinding[];
}

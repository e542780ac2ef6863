/**
 * A finding, as data: what a rule found, and no sentence. policy/words makes the sentences, once, at the end.
 *
 * The way of a finding:
 * 1. A rule gives a {@link RuleFinding}: a reason, facts, citations and ways out. It does not repeat what the run
 *    knows: its own name, the resource, the stack, the deployment asked for.
 * 2. The run completes it to a {@link Finding}: it adds these, the level, and what it knows of waivers and repairs.
 * 3. policy/words turns a finding into a headline, ways out, notes and citations, which the pack and each reporter lay
 *    out. Nothing parses these texts.
 *
 * `facts` is a union by `kind`: one kind for each thing that needs its own words. policy/words has a table of the
 * kinds, so that a new kind does not compile until it has its words.
 */
import type { Capacity } from "../catalog/edition/schema";
import type { OverlayStatement } from "../catalog/edition/statement";
import type { Citation, Lifecycle, Purpose, Query, Verdict } from "../catalog/query";
import type { Repair } from "./judging/repair";
import type { Limit } from "./limits/limit";
import type { RuleName } from "./rule-name";
import type { Tally } from "./tally";
import type { Waiver } from "./waiver";

/** What a finding is about; what a rule looks at to find it. */
export type About = "deployment" | "stack" | "edition" | "run";

/** The deployment that was asked for, in Azure's words. A value that the plan does not tell is absent. */
export interface AskedDeployment {
  readonly model?: string;
  readonly version?: string;
  readonly sku?: string;
  readonly region?: string;
}

/** A finding as a rule gives it. */
export interface RuleFinding {
  /** The reason of the verdict; for a rule without a verdict, its own code. */
  readonly reason: string;
  readonly facts: Facts;
  /** The citations that it rests on. */
  readonly citations?: readonly Citation[];
  /** Changes that would pass, the smallest first. */
  readonly waysOut?: readonly WayOut[];
  /** Name of the organisation's limit that is broken. */
  readonly limit?: string;
  /** What was asked for, if the finding is not about one deployment; for a deployment, the run fills it in. */
  readonly asked?: AskedDeployment;
  /** Overrides the rule's level; see {@link levelOf}. */
  readonly levelBound?: LevelBound;
  /**
   * Set if the level depends on whether the deployment exists. A pack learns that at the end, and reports the finding
   * then.
   */
  readonly awaitsExistence?: true;
  readonly notes?: readonly Note[];
}

/** Bounds the level of a finding, whatever the level of its rule. A disabled rule finds nothing. */
export type LevelBound = "at most advisory" | "at least mandatory";

/**
 * A finding that the run has completed except for its level: under Pulumi, only the engine knows the level of the rule.
 */
export interface UnlevelledFinding {
  readonly rule: RuleName;
  readonly about: About;
  /** URN of the resource; absent for a finding about a stack, the edition or the run. */
  readonly urn?: string;
  /** `project/stack` of the resource, or the stack that the finding is about as a whole. */
  readonly stack?: string;
  /** Which deployment of the resource, if one resource makes several: "deployment chat of account a". */
  readonly nested?: string;
  /** The name of this deployment in the template, if the template tells it. */
  readonly nestedName?: string;
  /** The loop of a template that makes the deployment; see policy/run/copies.ts. */
  readonly copyOf?: string;
  /** How many copies of that loop it is about, if several: `nested` is the first of them. */
  readonly copies?: number;
  readonly asked: AskedDeployment;
  readonly reason: string;
  readonly facts: Facts;
  readonly citations: readonly Citation[];
  readonly waysOut: readonly WayOut[];
  /** Name of the organisation's limit that is broken. */
  readonly limit?: string;
  readonly levelBound?: LevelBound;
  readonly awaitsExistence?: true;
  readonly notes: readonly Note[];
  /** The waiver in force that covers it: the finding is shown, and does not count. */
  readonly waiver?: Waiver;
}

/** A complete finding. */
export interface Finding extends UnlevelledFinding {
  /** The level of the rule, after the finding's bound and a waiver. */
  readonly level: "advisory" | "mandatory";
}

/** The level of a finding, by the level of its rule. */
export function levelOf<L extends string | undefined>(
  { levelBound }: Pick<UnlevelledFinding, "levelBound">,
  ruleLevel: L,
): L | "advisory" | "mandatory" {
  if (levelBound === undefined) return ruleLevel;
  return levelBound === "at most advisory" ? "advisory" : "mandatory";
}

// --- Ways out ---------------------------------------------------------------------------------------------------

/** A change that passes, or a few of one kind that differ in a value. */
export interface WayOut {
  /** What to change, all of it at once. */
  readonly changes: readonly FieldChange[];
  /** Set if it retires within 90 days: the day; if several values differ, the first day. */
  readonly retires?: string;
  /** Set if the words should say that the region stays the same. */
  readonly staysInRegion?: true;
  /** What a move to another region means for the other deployments of the account; absent if it changes nothing. */
  readonly account?: AccountMove;
}

/** A field and its new values, the best first: each of them passes. */
export type FieldChange =
  | { readonly field: "region" | "sku" | "version" | "versionUpgradeOption"; readonly values: readonly string[] }
  | { readonly field: "training"; readonly values: readonly string[] }
  | { readonly field: "model"; readonly values: readonly { readonly model: string; readonly version?: string }[] }
  | { readonly field: "capacity"; readonly most: number; readonly inTotal: boolean }
  /** Capacities that the models list of the region allows. */
  | { readonly field: "listed-capacity"; readonly values: readonly number[] }
  /** Regions of another account, which `model.source` names as the one that trained the model. */
  | { readonly field: "source"; readonly values: readonly string[] }
  /** An input whose value the plan does not tell, and how to make it known. */
  | { readonly field: "unverified"; readonly value: string; readonly fix: string };

/** The other deployments of an account, when one of them moves. */
export type AccountMove =
  /** Not all of them would pass there: the deployment needs its own account. */
  | { readonly kind: "alone" }
  /** All of them would pass there. */
  | { readonly kind: "together"; readonly account: string; readonly others: number };

// --- Facts ------------------------------------------------------------------------------------------------------

/** A verdict on one purpose of a deployment. */
export interface PurposeVerdict {
  readonly purpose: Purpose;
  readonly query: Query;
  readonly verdict: Verdict;
  /** Unknown fields that do not matter: the verdict is the same for every value that they could have. */
  readonly unknown: readonly ("version" | "sku" | "region")[];
}

/** A value that kept a deployment from being judged, or a fault in its inputs that its owner must know. */
export interface Unverified {
  /** The value in question: "model", "version", "sku", "region" … */
  readonly value: string;
  /** Completes "‹value› is …". */
  readonly why: string;
  readonly fix: string;
  /** The properties that the fix sets, with a placeholder as value. */
  readonly sets?: Properties;
}

/** Properties of a resource and their values, in Azure's names. */
export interface Properties {
  readonly [name: string]: string | number | Properties;
}

/** The part of a limit that a deployment breaks. */
export type LimitPart = "region" | "geography" | "data-zone" | "sku" | "model" | "processing" | "capacity";

/** How a deployment breaks a limit; the limit itself holds what it allows. */
export interface Breach {
  readonly part: LimitPart;
  /** `region-denied`, `region-not-allowed`, … `capacity-over`. */
  readonly reason: string;
  /** The known values that break it; regions and SKUs by Azure's names. */
  readonly found: {
    readonly model?: string;
    readonly version?: string;
    readonly sku?: string;
    readonly region?: string;
    readonly capacity?: number;
  };
}

/** The end of a model version with a SKU, by a schedule or a models list. */
export interface Ending extends Pick<Lifecycle, "stage" | "retires" | "asOf" | "retired"> {
  readonly sku?: string;
  readonly region?: string;
}

/** A deployment by the name of its resource and, in a template, by which one it is. */
export interface NamedDeployment {
  readonly name: string;
  readonly nested?: string;
}

/** What the words of a finding are made of. */
export type Facts =
  /** What the catalog says about one purpose of the deployment. */
  | {
      readonly kind: "verdict";
      readonly judged: PurposeVerdict;
      readonly fineTuned: boolean;
      /** The date of judgement, YYYY-MM-DD. */
      readonly today: string;
      /** Set for a fine-tuned model that another account may have trained: `model.source` names none. */
      readonly mayBeTrainedElsewhere?: true;
    }
  /** Only customers with granted access can deploy it. */
  | { readonly kind: "access"; readonly judged: PurposeVerdict; readonly fineTuned: boolean }
  /** Values that could not be checked. */
  | {
      readonly kind: "unverified";
      /** Name of the deployment's resource. */
      readonly deployment: string;
      /** How much was checked: the resource could not be read, no purpose of the deployment was judged, or some were. */
      readonly extent: "unread" | "not judged" | "judged";
      readonly values: readonly Unverified[];
      /** Limits of the organisation that could not be checked. */
      readonly limits: readonly Limit[];
    }
  | {
      readonly kind: "limit-broken";
      readonly limit: Limit;
      readonly breach: Breach;
      readonly fineTuned: boolean;
      /**
       * Set if no alternative that the document offers keeps the limits: changes that would keep them, but about which
       * the document is silent.
       */
      readonly undocumented?: readonly WayOut[];
    }
  /** Azure refuses the capacity: the models list of the region states which ones it accepts. */
  | {
      readonly kind: "capacity-refused";
      readonly capacity: number;
      readonly stated: Capacity;
      /** The day of the list, YYYY-MM-DD. */
      readonly date: string;
      readonly fineTuned: boolean;
    }
  /** The capacity of several deployments is more than a limit allows in total. */
  | {
      readonly kind: "total-over";
      readonly limit: Limit;
      readonly skus: readonly string[];
      readonly total: number;
      readonly most: number;
      /** The largest first. */
      readonly parts: readonly { readonly name: string; readonly nested?: string; readonly capacity: number }[];
    }
  | {
      readonly kind: "lifecycle";
      /** What a schedule or a models list says, if the model's end is near or past. */
      readonly ending?: Ending;
      /** What the document says. */
      readonly states: readonly ("retiring" | "replaced" | "legacy")[];
      /** What the document names in its place. */
      readonly replacement?: { readonly model: string; readonly version?: string };
      /** True if the replacement passes as it is; it is then the first of the ways out. */
      readonly isReplacementOffered?: boolean;
      /** Set if the update may move the deployment to a retired model; whether it does is unknown. */
      readonly mayBeMoved?: true;
      readonly today: string;
    }
  | { readonly kind: "preview" }
  | {
      readonly kind: "version-omitted";
      /** The version that the service picks in the region, and the date of the list that says so. */
      readonly picked?: { readonly version: string; readonly region: string; readonly date: string };
    }
  | { readonly kind: "upgrades-itself"; readonly option: string }
  | { readonly kind: "old-edition"; readonly date: string; readonly age: number; readonly maxAge: number }
  /** Nobody chose an edition, and the one in use is old. */
  | {
      readonly kind: "edition-not-chosen";
      readonly date: string;
      readonly age: number;
      /** How the newest embedded edition judges the deployments of the run. */
      readonly newest: Tally;
    }
  /** A statement of the overlay has no effect: it expired, or no source names what it takes away. */
  | {
      readonly kind: "overlay-statement";
      readonly state: "expired" | "idle";
      readonly statement: OverlayStatement;
      /** The day as of which the overlay is read. */
      readonly date: string;
    }
  | { readonly kind: "unused-waiver"; readonly waiver: Waiver; readonly isInForce: boolean }
  /** An entry of the setting `accounts` matches no account, neither by name nor by id. */
  | { readonly kind: "unused-account"; readonly account: string }
  /** The regions in which all deployments of an account pass. Earlier findings did not know all of the deployments. */
  | {
      readonly kind: "account-regions";
      readonly account: string;
      readonly deployments: number;
      readonly regions: readonly string[];
    }
  /** Two deployments of one account have no order between them. */
  | {
      readonly kind: "no-order";
      readonly account: string;
      readonly first: NamedDeployment;
      /** The one that the finding is about. */
      readonly second: NamedDeployment;
      /** How many other deployments of the account have no order either. */
      readonly more: number;
    }
  /** Inputs of the resource were repaired. */
  | { readonly kind: "repaired"; readonly repairs: readonly Repair[] };

// --- Notes ------------------------------------------------------------------------------------------------------

/** A remark beside the finding itself. */
export type Note =
  /** The finding is advice only, because every source that does not list the combination is too old to block. */
  | { readonly kind: "weakened"; readonly date: string; readonly age: number; readonly limit: number }
  /** The rule could repair this and did not. */
  | { readonly kind: "unrepaired"; readonly repairs: readonly Repair[]; readonly why: Unrepaired }
  /** Values that Pulumi keeps secret are hidden: their paths in the program. */
  | { readonly kind: "secret"; readonly places: readonly string[] }
  /** A newer embedded edition offers it, and nobody chose an edition. */
  | { readonly kind: "offered-since"; readonly edition: string }
  /** The waiver that would cover it is expired. */
  | { readonly kind: "waiver-expired"; readonly waiver: Waiver };

/**
 * Why something is not repaired: only a preview or an update repairs; the value becomes known in the update; Pulumi
 * does not know the level.
 */
export type Unrepaired = "not here" | "not yet" | "not told";

/**
 * The question and the answer: what every surface asks of the catalog, and what it gets back. Types only; the verdict
 * is worked out in verdict/.
 */
import type { Capacity, LifecycleWord } from "./edition/schema";
import type { Sku } from "./names/skus";

export type Purpose = "inference" | "fine-tuning" | "assistants";

export type Training = "standard" | "data-zone" | "global" | "developer";

/** The one question that every surface asks. Names and versions compare without regard to case. */
export interface Query {
  readonly model: string;
  /** Omitted: the service picks its default version, which the document does not name. */
  readonly version?: string;
  /** As ARM names it; omitted means `Standard`, as ARM does. */
  readonly sku?: string;
  /** ARM id or display name, English or Japanese. */
  readonly region: string;
  /** `inference` where omitted. */
  readonly purpose?: Purpose;
  /** Fine-tuning only: the kind of training, where it is known. */
  readonly training?: Training;
  /**
   * Inference only: true for a model that was fine-tuned from this version. Editions without statements on such
   * deployments answer `undocumented`.
   */
  readonly fineTuned?: boolean;
}

export type Status = "available" | "restricted" | "unavailable" | "undocumented";

export type Reason =
  | "listed"
  | "limited-access"
  | "model-not-listed"
  | "version-not-listed"
  | "sku-unknown"
  | "region-unknown"
  | "cloud-not-covered"
  | "sku-not-covered"
  | "region-not-listed"
  | "assistants-only"
  | "table-not-reproduced"
  | "sku-not-listed"
  | "no-region-table"
  | "default-version-unknown"
  | "not-fine-tunable"
  | "no-global-training"
  | "not-supported-by-assistants"
  | "retired"
  | "fine-tuned-only"
  | "existing-customers"
  | "region-not-in-table"
  | "sku-not-stated"
  | "source-older"
  | "no-standard-training"
  | "no-data-zone-training"
  | "no-developer-training"
  | "overlay";

export type ConditionKind =
  | "limited-access"
  | "existing-customers"
  /** Its scheduled day has passed since the source was written. */
  | "retirement-due"
  | "preview"
  | "legacy"
  | "training"
  | "overlay";

/** Something that holds beside the status: who has access, what a preview means. */
export interface Condition {
  /** What kind of condition it is. */
  readonly kind: ConditionKind;
  /** What an organisation names to declare that it was granted access; absent for other conditions. */
  readonly access?: string;
  readonly text: string;
  readonly citation: Citation;
}

/** What an asker can know that the document does not. */
export interface VerdictOptions {
  /** Ids of access conditions that the organisation was granted, e.g. `gpt-image-1`. */
  readonly granted?: readonly string[];
  /** The date of judgement, YYYY-MM-DD. What is retired by then is no alternative; it decides nothing else. */
  readonly today?: string;
}

/** A name that the catalog does not have, and the nearest that it has. */
export interface DidYouMean {
  readonly field: "model" | "version" | "sku" | "region";
  readonly model?: string;
  readonly version?: string;
  readonly sku?: string;
  readonly region?: string;
}

/** One of the versions that were judged because the query names none. */
export interface VersionStatus {
  readonly version: string;
  readonly status: Status;
  readonly reason: Reason;
}

export interface Citation {
  /** Title of the document, or of another source of the edition, in English. */
  readonly document: string;
  /** Date of that source, YYYY-MM-DD. */
  readonly date: string;
  /** What kind of source it is, where it is not the document. */
  readonly source?: "list" | "documentation" | "overlay";
  /** Headings that lead to the place, in the document's own language. */
  readonly section: string;
  readonly table?: string;
  /** The tab that the table is in. */
  readonly tab?: string;
  readonly row?: string;
  readonly column?: string;
  /** The same places by their English names, where the document is written in another language. */
  readonly english?: { readonly section: string; readonly row?: string; readonly column?: string };
  /** What stands there: a mark as the document has it, or what is missing. */
  readonly says: string;
}

/** Which part of the query an alternative changes. */
export type Change =
  | "region"
  | "sku"
  | "training"
  | "version"
  | "model"
  | "sku and region"
  | "sku and version"
  | "version and region"
  | "model and region";

/** A query that the catalog answers with `available`, and what it changes in the one that was asked. */
export interface Alternative extends Query {
  readonly change: Change;
  /** Set where it retires within 90 days, or should have retired by now: YYYY-MM-DD. Such alternatives come last. */
  readonly retires?: string;
  /** In another region: the other deployments of its account, where they pass there as well, and do not everywhere. */
  readonly others?: { readonly account: string; readonly deployments: number };
  /** True for one in another region, where not all of the other deployments of its account would pass. */
  readonly alone?: true;
}

/** A deployment that the models list of its region offers. */
export interface Offer {
  readonly model: string;
  readonly version: string;
  readonly sku: Sku;
  readonly region: string;
  /** True where this version is the one that is deployed when none is given. */
  readonly isDefaultVersion: boolean;
  /** `lifecycleStatus`: GenerallyAvailable, Preview, Deprecating or Deprecated. */
  readonly lifecycleStatus?: string;
  /** The day from which on it cannot be deployed with this SKU in this region, YYYY-MM-DD. */
  readonly retires?: string;
  /** The day on which the list was got: an earlier `retires` has come to pass, a later one was scheduled. */
  readonly listDate: string;
  /** True where the list itself has it as retired: its day had come, or its status says so. */
  readonly retired: boolean;
  readonly capacity?: Capacity;
  readonly citation: Citation;
}

/** What a schedule or a models list says of the life of a model version with a SKU. */
export interface Lifecycle {
  readonly stage: LifecycleWord;
  /** Its retirement date, YYYY-MM-DD; of a Preview one that it is not retired before. */
  readonly retires?: string;
  /** The day as of which the source speaks: a later `retires` is a plan, an earlier one a fact. */
  readonly asOf: string;
  /** True for what is retired for certain. */
  readonly retired: boolean;
  readonly replacement?: { readonly model: string; readonly version?: string };
  readonly citations: readonly Citation[];
}

/** Says that a name of a query is newer than the edition: it is not a misspelling. */
export interface NewerThanEdition {
  readonly field: "model" | "version";
  /** The name that was asked for, as a newer edition writes it where one names it. */
  readonly name: string;
  /** Date of the edition that does not know it. */
  readonly edition: string;
  /** The release date that the version itself tells, where it is one. */
  readonly released?: string;
  /** Ids of embedded editions that name it, the oldest first. */
  readonly namedBy: readonly string[];
}

/** A status with what is needed to explain it; the part of a verdict that is cheap. */
export interface Decision {
  readonly status: Status;
  readonly reason: Reason;
  readonly cite: () => Citation[];
  readonly conditions?: () => Condition[];
  /** Places of another source that says otherwise; they are among those that are cited. */
  readonly contradicted?: () => Citation[];
  readonly didYouMean?: () => DidYouMean[];
  /** Set where a name that the edition does not have is newer than it. */
  readonly newerThanEdition?: () => NewerThanEdition | undefined;
  /** What is known of its retirement. */
  readonly lifecycle?: () => Lifecycle | undefined;
  readonly versions?: readonly VersionStatus[];
  /** What the models list of the region says of the deployment, where it has one and offers it. */
  readonly offer?: () => Offer | undefined;
}

/** What the document says of a query, where it says so, and what would pass instead. */
export interface Verdict {
  readonly status: Status;
  readonly reason: Reason;
  /** Where it stands; for `unavailable`, where it would have to stand. Never empty. */
  readonly citations: readonly Citation[];
  readonly conditions: readonly Condition[];
  /** Present where sources disagree: the citations of those that say otherwise than the one that decides. */
  readonly contradicted?: readonly Citation[];
  /**
   * Queries that the catalog answers with `available`, smallest change first; empty for `available`, unless the offer
   * is retired.
   */
  readonly alternatives: readonly Alternative[];
  /** Present where a name of the query is not known. */
  readonly didYouMean?: readonly DidYouMean[];
  /** Present where a name of the query is newer than the edition; there is no suggestion then, and no older model. */
  readonly newerThanEdition?: NewerThanEdition;
  /** Present where a schedule or a models list says something of its retirement. */
  readonly lifecycle?: Lifecycle;
  /** Versions that were judged because the query names none, each with its own status. */
  readonly versions?: readonly VersionStatus[];
  /** Retirement, capacity and default version, as the models list of the region has them. */
  readonly offer?: Offer;
}

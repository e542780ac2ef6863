/**
 * The question and the answer: what every surface asks the catalog, and what it gets back. Types only; verdict/
 * computes the answer.
 */
import type { Capacity, LifecycleWord } from "./edition/schema";
import type { Sku } from "./names/skus";

export type Purpose = "inference" | "fine-tuning" | "assistants";

export type Training = "standard" | "data-zone" | "global" | "developer";

/** The one question that every surface asks. Names and versions compare without regard to case. */
export interface Query {
  readonly model: string;
  /** Omitted: the service chooses its default version, which the document does not name. */
  readonly version?: string;
  /** As ARM names it; omitted means `Standard`, as ARM does. */
  readonly sku?: string;
  /** ARM id or display name, English or Japanese. */
  readonly region: string;
  /** Default: `inference`. */
  readonly purpose?: Purpose;
  /** Fine-tuning only: the kind of training, if it is known. */
  readonly training?: Training;
  /**
   * Inference only: true for a model that was fine-tuned from this version. Editions without statements about such
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

/** A condition beside the status: who has access, what a preview means. */
export interface Condition {
  /** What kind of condition it is. */
  readonly kind: ConditionKind;
  /** The id by which an organisation declares its access; absent for other conditions. */
  readonly access?: string;
  readonly text: string;
  readonly citation: Citation;
}

/** What the caller knows and the document does not. */
export interface VerdictOptions {
  /** Ids of access conditions that the organisation was granted, e.g. `gpt-image-1`. */
  readonly granted?: readonly string[];
  /** The date of judgement, YYYY-MM-DD. A version that is retired by then is not an alternative; it decides nothing else. */
  readonly today?: string;
}

/** An unknown name, and the nearest known one. */
export interface DidYouMean {
  readonly field: "model" | "version" | "sku" | "region";
  readonly model?: string;
  readonly version?: string;
  readonly sku?: string;
  readonly region?: string;
}

/** One of the versions that the verdict judged because the query names none. */
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
  /** The kind of source, unless it is the document. */
  readonly source?: "list" | "documentation" | "overlay";
  /** The headings above the place, in the document's own language. */
  readonly section: string;
  readonly table?: string;
  /** The tab of the table. */
  readonly tab?: string;
  readonly row?: string;
  readonly column?: string;
  /** The English names of the place, if the document is in another language. */
  readonly english?: { readonly section: string; readonly row?: string; readonly column?: string };
  /** The document's mark at the place, or what is missing there. */
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

/** A query that the catalog answers with `available`, and how it changes the original query. */
export interface Alternative extends Query {
  readonly change: Change;
  /** Set if it retires within 90 days, or should have retired by now: YYYY-MM-DD. Such alternatives come last. */
  readonly retires?: string;
  /** In another region: the account's other deployments, if they pass there too but not everywhere. */
  readonly others?: { readonly account: string; readonly deployments: number };
  /** True in another region if not all of the account's other deployments would pass there. */
  readonly alone?: true;
  /** The capacity that the deployment needs there, if the region's models list refuses its own. */
  readonly capacity?: number;
}

/** A deployment that the models list of its region offers. */
export interface Offer {
  readonly model: string;
  readonly version: string;
  readonly sku: Sku;
  readonly region: string;
  /** True if Azure deploys this version when none is given. */
  readonly isDefaultVersion: boolean;
  /** `lifecycleStatus`: GenerallyAvailable, Preview, Deprecating or Deprecated. */
  readonly lifecycleStatus?: string;
  /** The first day on which it can no longer be deployed with this SKU in this region, YYYY-MM-DD. */
  readonly retires?: string;
  /** The day of the list: an earlier `retires` is a fact, a later one was a plan. */
  readonly listDate: string;
  /** True if it is retired in the list itself: its day had come, or its status says so. */
  readonly retired: boolean;
  readonly capacity?: Capacity;
  readonly citation: Citation;
}

/** What a schedule or a models list says about the life of a model version with a SKU. */
export interface Lifecycle {
  readonly stage: LifecycleWord;
  /** Its retirement date, YYYY-MM-DD; a Preview may retire later. */
  readonly retires?: string;
  /** The date of the source: a later `retires` is a plan, an earlier one a fact. */
  readonly asOf: string;
  /** True if it is certainly retired. */
  readonly retired: boolean;
  readonly replacement?: { readonly model: string; readonly version?: string };
  readonly citations: readonly Citation[];
}

/** A name in a query that is newer than the edition, and so not a misspelling. */
export interface NewerThanEdition {
  readonly field: "model" | "version";
  /** The name, in the spelling of a newer edition if one has it. */
  readonly name: string;
  /** The date of the edition that does not know it. */
  readonly edition: string;
  /** The release date in the version, if it has one. */
  readonly released?: string;
  /** Ids of embedded editions that name it, the oldest first. */
  readonly namedBy: readonly string[];
}

/** A status with what is needed to explain it: the cheap part of a verdict. */
export interface Decision {
  readonly status: Status;
  readonly reason: Reason;
  readonly cite: () => Citation[];
  readonly conditions?: () => Condition[];
  /** Places of another source that disagrees; `cite` has them too. */
  readonly contradicted?: () => Citation[];
  readonly didYouMean?: () => DidYouMean[];
  /** Set if an unknown name is newer than the edition. */
  readonly newerThanEdition?: () => NewerThanEdition | undefined;
  /** What is known about its retirement. */
  readonly lifecycle?: () => Lifecycle | undefined;
  readonly versions?: readonly VersionStatus[];
  /** What the models list of the region says about the deployment, if there is one and it offers it. */
  readonly offer?: () => Offer | undefined;
}

/** What the document says about a query, where it says so, and what would pass instead. */
export interface Verdict {
  readonly status: Status;
  readonly reason: Reason;
  /** Where the document says so; for `unavailable`, where the deployment would be listed. Never empty. */
  readonly citations: readonly Citation[];
  readonly conditions: readonly Condition[];
  /** Present if sources disagree: the citations of those that disagree with the deciding one. */
  readonly contradicted?: readonly Citation[];
  /**
   * Queries that the catalog answers with `available`, the smallest change first; empty for `available`, unless the offer
   * is retired.
   */
  readonly alternatives: readonly Alternative[];
  /** Present if a name of the query is not known. */
  readonly didYouMean?: readonly DidYouMean[];
  /** Present if a name of the query is newer than the edition; then there are no suggestions and no older models. */
  readonly newerThanEdition?: NewerThanEdition;
  /** Present if a schedule or a models list has its retirement. */
  readonly lifecycle?: Lifecycle;
  /** The versions that the verdict judged because the query names none, each with its status. */
  readonly versions?: readonly VersionStatus[];
  /** Retirement, capacity and default version from the models list of the region. */
  readonly offer?: Offer;
}

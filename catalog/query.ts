/**
 * The question and the answer: what every surface asks of the catalog, and what it gets back. Types only; the verdict
 * is worked out in verdict/.
 */
import type { Capacity } from "./edition/schema";
import type { Sku } from "./names/skus";

export type Purpose = "inference" | "fine-tuning" | "assistants";

export type Training = "standard" | "global";

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
  | "overlay";

/** Something that holds beside the status: who has access, what a preview means. */
export interface Condition {
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
  readonly row?: string;
  readonly column?: string;
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

/** A status with what is needed to explain it; the part of a verdict that is cheap. */
export interface Decision {
  readonly status: Status;
  readonly reason: Reason;
  readonly cite: () => Citation[];
  readonly conditions?: () => Condition[];
  /** Places of another source that says otherwise; they are among those that are cited. */
  readonly contradicted?: () => Citation[];
  readonly didYouMean?: () => DidYouMean[];
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
  /** Versions that were judged because the query names none, each with its own status. */
  readonly versions?: readonly VersionStatus[];
  /** Retirement, capacity and default version, as the models list of the region has them. */
  readonly offer?: Offer;
}

/** What an organisation states on top of an edition. Types only, so that an edition can hold them. */
import type { Sku } from "../names/skus";
import type { Purpose } from "../query";

/** One statement of an overlay. What it leaves out it says of all there is of that kind. */
export interface OverlayStatement {
  readonly effect: "available" | "unavailable";
  /** Needed for `available`. */
  readonly model?: string;
  readonly version?: string;
  readonly sku?: Sku;
  /** Ids of regions. */
  readonly regions?: readonly string[];
  /** Omitted: inference for `available`, every purpose for `unavailable`. */
  readonly purpose?: Purpose;
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it holds, YYYY-MM-DD. */
  readonly expires: string;
  /** What it stands in, as a citation names it: "overlay of azure-openai-guard.yaml". */
  readonly from: string;
}

/** The statements of an edition, sorted out. */
export interface Overlay {
  /** The day as of which it holds: that of judgement. */
  readonly date: string;
  readonly inForce: readonly OverlayStatement[];
  readonly expired: readonly OverlayStatement[];
  /** Statements in force that change nothing: what they take away no source names. */
  readonly idle: readonly OverlayStatement[];
}

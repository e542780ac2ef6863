/** An organisation's own statements. Types only, so that an edition can hold them. */
import type { Sku } from "../names/skus";
import type { Purpose } from "../query";

/** One statement of an overlay. An omitted field means every value. */
export interface OverlayStatement {
  readonly effect: "available" | "unavailable";
  /** Required for `available`. */
  readonly model?: string;
  readonly version?: string;
  readonly sku?: Sku;
  /** Ids of regions. */
  readonly regions?: readonly string[];
  /** Omitted: inference for `available`, every purpose for `unavailable`. */
  readonly purpose?: Purpose;
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it applies, YYYY-MM-DD. */
  readonly expires: string;
  /** Its source, as a citation names it: "overlay of azure-openai-guard.yaml". */
  readonly from: string;
}

/** The statements of an edition, by whether they are in force. */
export interface Overlay {
  /** The date of judgement. */
  readonly date: string;
  readonly inForce: readonly OverlayStatement[];
  readonly expired: readonly OverlayStatement[];
  /** Statements in force that change nothing: no source names what they remove. */
  readonly idle: readonly OverlayStatement[];
}

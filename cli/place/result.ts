/** What `place` found: data that the reporters put into words. */

import type { Edition } from "../../catalog/edition/edition";
import type { VerdictOptions } from "../../catalog/query";
import type { Contradictions, Layout, Layouts, Serving } from "../../catalog/solver";
import type { tool } from "../shell/version";
import type { Preference } from "./filters";
import type { LeastBad } from "./least-bad";
import type { Nowhere } from "./nowhere";
import type { Request } from "./request";

/** A request with the regions that serve it. */
export interface ServedRequest {
  readonly request: Request;
  readonly serving: Serving;
  /** Set if no region serves it. */
  readonly nowhere?: Nowhere;
}

/** A total that a layout would exceed. */
export interface Exceeded {
  readonly limit: string;
  readonly region: string;
  readonly model: string;
  readonly total: number;
  readonly most: number;
}

export interface Placing {
  readonly tool: ReturnType<typeof tool>;
  readonly edition: Edition;
  /** What verdicts are asked with. */
  readonly options: VerdictOptions;
  /** The date of judgement, YYYY-MM-DD. */
  readonly asOf: string;
  readonly asked: readonly ServedRequest[];
  readonly prefer: readonly Preference[];
  /** The most accounts that are allowed, where that was said. */
  readonly accounts?: number;
  readonly found: Layouts;
  /** Where requests have no region: the regions of the best layout of the others, if there are others. */
  readonly others?: readonly string[];
  /** Those of the layouts found that are allowed, the best first. */
  readonly layouts: readonly Layout[];
  /** Where there are no layouts: what comes nearest. */
  readonly leastBad?: LeastBad;
  /** Totals that the best layouts would exceed, where that rules them out. */
  readonly exceeded: readonly Exceeded[];
  /** Why it takes more than one region, or cannot be done. */
  readonly contradictions: Contradictions;
  /** Set if the requests are those of a plan or a state. */
  readonly isPlan: boolean;
  readonly notes: readonly string[];
}

/** The request of a need: `place` makes one need of each. */
export function requestOf({ asked }: Placing, need: Serving["need"]): Request | undefined {
  return asked.find(({ serving }) => serving.need === need)?.request;
}

/** How many deployments some requests are. */
export function deployments(requests: readonly { readonly count?: number }[]): number {
  return requests.reduce((sum, { count = 1 }) => sum + count, 0);
}

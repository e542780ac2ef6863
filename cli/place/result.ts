/** The result of `place`, as data; the reporters put it into words. */

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
  /** The options for verdicts. */
  readonly options: VerdictOptions;
  /** The date of judgement, YYYY-MM-DD. */
  readonly asOf: string;
  readonly asked: readonly ServedRequest[];
  readonly prefer: readonly Preference[];
  /** The most accounts, if the user set it. */
  readonly accounts?: number;
  readonly found: Layouts;
  /** If requests have no region: the regions of the best layout of the others. */
  readonly others?: readonly string[];
  /** The allowed layouts, the best first. */
  readonly layouts: readonly Layout[];
  /** If there are no layouts: the least bad one. */
  readonly leastBad?: LeastBad;
  /** Totals that rule out the best layouts. */
  readonly exceeded: readonly Exceeded[];
  /** Why it takes more than one region, or there is no layout. */
  readonly contradictions: Contradictions;
  /** Set if the requests come from a plan or a state. */
  readonly isPlan: boolean;
  readonly notes: readonly string[];
}

/** The request of a need: `place` makes one need for each. */
export function requestOf({ asked }: Placing, need: Serving["need"]): Request | undefined {
  return asked.find(({ serving }) => serving.need === need)?.request;
}

/** The number of deployments of some requests. */
export function deployments(requests: readonly { readonly count?: number }[]): number {
  return requests.reduce((sum, { count = 1 }) => sum + count, 0);
}

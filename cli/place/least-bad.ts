/** Finds the least bad layout if there is no good one. */
import type { Edition } from "../../catalog/edition/edition";
import type { VerdictOptions } from "../../catalog/query";
import { type Layout, layouts, type Serving, withDoubtful } from "../../catalog/solver";
import type { Preference } from "./filters";

export interface LeastBad {
  readonly layout: Layout;
  /** Why it is not good: it is in doubt, has too many accounts, or breaks totals. */
  readonly why: "doubt" | "accounts" | "totals";
  /** Requests that are ruled out everywhere, and so not in the layout. */
  readonly leftOut: readonly Serving[];
}

/** The input of the choice. */
export interface Choosing {
  readonly edition: Edition;
  readonly options: VerdictOptions;
  readonly servings: readonly Serving[];
  readonly prefer: readonly Preference[];
  /** The most accounts. */
  readonly accounts: number | undefined;
  /** The layouts of certain choices, allowed or not, the best first. */
  readonly certain: readonly Layout[];
  /** How many layouts to check against totals. */
  readonly most: number;
  readonly keepsTotals: (layout: Layout) => boolean;
}

/**
 * Finds the least bad layout: first with choices that the edition does not rule out, then with more accounts than are
 * allowed, then with broken totals.
 * @returns undefined if every request without a region is ruled out.
 */
export function leastBad(choosing: Choosing): LeastBad | undefined {
  const { edition, options, servings, accounts, certain } = choosing;
  const [best] = certain;
  const widened = (serving: Serving) => withDoubtful(edition, serving, options);
  const isWithin = (layout: Layout | undefined) =>
    layout !== undefined && (accounts === undefined || layout.regions.length <= accounts);
  if (best) {
    if (isWithin(best)) return { layout: best, why: "totals", leftOut: [] };
    const closer = doubtful(choosing, servings.map(widened));
    return closer && isWithin(closer.layout) ? closer : { layout: best, why: "accounts", leftOut: [] };
  }
  const needed = doubtful(
    choosing,
    servings.map((serving) => (serving.fits.size > 0 ? serving : widened(serving))),
  );
  if (!needed || isWithin(needed.layout)) return needed;
  const closer = doubtful(choosing, servings.map(widened));
  return closer && isWithin(closer.layout) ? closer : needed;
}

function doubtful({ prefer, most, keepsTotals }: Choosing, servings: readonly Serving[]): LeastBad | undefined {
  const placed = servings.filter(({ fits }) => fits.size > 0);
  const found = layouts(placed, { prefer: prefer.map((p) => p.regions), most }).layouts;
  const layout = found.find(keepsTotals) ?? found[0];
  if (!layout || layout.score.doubt === 0) return undefined;
  return { layout, why: "doubt", leftOut: servings.filter(({ fits }) => fits.size === 0) };
}

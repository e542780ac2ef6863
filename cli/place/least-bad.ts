/** The least bad layout, where there is none that is good. */
import type { Edition } from "../../catalog/edition/edition";
import type { VerdictOptions } from "../../catalog/query";
import { type Layout, layouts, type Serving, withDoubtful } from "../../catalog/solver";
import type { Preference } from "./filters";

export interface LeastBad {
  readonly layout: Layout;
  /** What is bad about it: some of it is in doubt, it has more accounts than are allowed, or it breaks totals. */
  readonly why: "doubt" | "accounts" | "totals";
  /** Requests that are ruled out everywhere, and so are not in it. */
  readonly leftOut: readonly Serving[];
}

/** What there is to choose from. */
export interface Choosing {
  readonly edition: Edition;
  readonly options: VerdictOptions;
  readonly servings: readonly Serving[];
  readonly prefer: readonly Preference[];
  /** The most accounts. */
  readonly accounts: number | undefined;
  /** The layouts of what is certain, whether they are allowed or not, the best first. */
  readonly certain: readonly Layout[];
  /** How many layouts are tried against totals. */
  readonly most: number;
  readonly keepsTotals: (layout: Layout) => boolean;
}

/**
 * The layout that is the least bad: where a request has no region, with what the edition does not rule out; where it
 * takes more accounts than are allowed, with that too, else with more accounts; else one that breaks totals.
 * @returns undefined if every request that has no region is ruled out.
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

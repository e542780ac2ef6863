/**
 * Layouts: which need goes to which region, in the fewest regions, with one account in each. Exact, unless that takes
 * too much work; then the answer says so.
 */
import { distance, findRegion } from "../names/regions";
import { Covering, type CoverRow, everyCover, SearchBudget, smallestCover } from "./cover";
import { DOUBTS, type Fit, type Need, type Serving } from "./need";

export interface LayoutOptions {
  /** Ids of regions, the most preferred set first. */
  readonly prefer?: readonly ReadonlySet<string>[];
  /** The most layouts to return; default 5. */
  readonly most?: number;
  /** How much work the search may do, for tests. */
  readonly work?: number;
}

/** Where a need goes. */
export interface PlacedNeed {
  readonly need: Need;
  readonly fit: Fit;
}

/** A layout. All layouts of a result have the same number of regions; the score ranks them. */
export interface Layout {
  /** By name of the region. */
  readonly regions: readonly { readonly region: string; readonly placed: readonly PlacedNeed[] }[];
  readonly score: Score;
}

/** The score that ranks layouts of the same size, in this order; then the names of the regions decide. */
export interface Score {
  /** The sum of all doubts; 0 if everything is certain. Less is better. */
  readonly doubt: number;
  /** How many deployments are in each preferred set, and in no earlier one. More is better. */
  readonly preferred: readonly number[];
  /** How many parts of deployments change: region, version, SKU. Fewer is better. */
  readonly changes: number;
  /** The sum of the ranks of the choices that needs get. Less is better. */
  readonly rank: number;
  /** How far deployments move: 1 within a group of geographies, 2 beyond. Less is better. */
  readonly distance: number;
}

export interface Layouts {
  /** How many regions it takes; 0 if a need has no region. */
  readonly size: number;
  /** False if fewer regions might be enough; `atLeast` are needed in any case. */
  readonly isSmallest: boolean;
  readonly atLeast: number;
  /** The best layouts of that size, the best first; none if a need has no region. */
  readonly layouts: readonly Layout[];
  /** False if it is not proven that these are the best of that size. */
  readonly isRanked: boolean;
  /** How many layouts of that size there are, or how many were counted. */
  readonly total: number;
  readonly isTotal: boolean;
}

/** A thousand times the work for 20 needs over all regions; about a second. */
const WORK = 25_000_000;
/** More layouts than these are not counted. */
const MOST_COUNTED = 10_000;

/** The regions that serve all needs, by name. */
export function commonRegions(servings: readonly Serving[]): string[] {
  const [first, ...others] = servings;
  return [...(first?.fits.keys() ?? [])].filter((region) => others.every(({ fits }) => fits.has(region)));
}

/** A need as the ranking sees it: needs with the same regions and costs are one. */
interface Ranked {
  /** Its regions, the cheapest first. */
  readonly regions: readonly { readonly column: number; readonly cost: readonly number[] }[];
}

/**
 * The layouts of the fewest regions.
 * @param servings at least one need each with its regions; see `servingRegions`.
 */
export function layouts(
  servings: readonly Serving[],
  { prefer = [], most = 5, work = WORK }: LayoutOptions = {},
): Layouts {
  const columns = [...new Set(servings.flatMap(({ fits }) => [...fits.keys()]))].sort();
  const indexOf = new Map(columns.map((region, i) => [region, i]));
  const rows = servings.map(({ fits }): CoverRow => [...fits.keys()].map((region) => indexOf.get(region) ?? -1));
  const smallest = smallestCover(rows, columns.length, new SearchBudget(work));
  if (!smallest || servings.length === 0) return NOWHERE;
  const size = smallest.columns.length;
  const isSmallest = smallest.atLeast === size;
  const ranked = merged(servings, indexOf, prefer);
  const best = bestCovers(rows, columns.length, ranked, size, most, new SearchBudget(work), smallest.columns);
  let total = 0;
  // If the size is not proven, a cover may have unneeded regions, so counting covers would count layouts twice.
  const isTotal =
    isSmallest &&
    everyCover(rows, columns.length, size, new SearchBudget(work), () => {
      total += 1;
      return total < MOST_COUNTED;
    });
  return {
    size,
    isSmallest,
    atLeast: smallest.atLeast,
    layouts: best.covers.map((cover) =>
      layoutOf(
        servings,
        cover.map((c) => columns[c] ?? ""),
        prefer,
      ),
    ),
    isRanked: best.isExact && isSmallest,
    total: Math.max(total, best.covers.length),
    isTotal,
  };
}

const NOWHERE: Layouts = {
  size: 0,
  isSmallest: true,
  atLeast: 0,
  layouts: [],
  isRanked: true,
  total: 0,
  isTotal: true,
};

/** The cost of a need in a region, the most important part first. Costs of needs add up, part by part. */
function costOf({ need, fits }: Serving, region: string, prefer: LayoutOptions["prefer"] = []): number[] {
  const fit = fits.get(region);
  const count = need.count ?? 1;
  const wanted = prefer.findIndex((set) => set.has(region));
  const from = need.present?.region === undefined ? undefined : findRegion(need.present.region);
  return [
    (fit?.doubt === undefined ? 0 : DOUBTS.indexOf(fit.doubt) + 1) * count,
    ...prefer.map((_, i) => (i === wanted ? -count : 0)),
    (fit?.changes.length ?? 0) * count,
    (fit?.rank ?? 0) * count,
    (from === undefined || from.id === region ? 0 : distance(from, findRegion(region))) * count,
  ];
}

function merged(
  servings: readonly Serving[],
  indexOf: ReadonlyMap<string, number>,
  prefer: LayoutOptions["prefer"],
): Ranked[] {
  const kinds = new Map<string, { readonly column: number; readonly cost: number[] }[]>();
  for (const serving of servings) {
    const costs = [...serving.fits.keys()].map((region) => ({
      column: indexOf.get(region) ?? -1,
      cost: costOf(serving, region, prefer),
    }));
    const key = costs.map(({ column, cost }) => `${column}:${normal(cost, serving.need.count)}`).join(" ");
    const known = kinds.get(key);
    if (!known) kinds.set(key, costs);
    else
      for (const [i, { cost }] of known.entries())
        for (const j of cost.keys()) cost[j] = (cost[j] ?? 0) + (costs[i]?.cost[j] ?? 0);
  }
  return [...kinds.values()].map((regions) => ({
    regions: regions.sort((a, b) => compare(a.cost, b.cost) || a.column - b.column),
  }));
}

/** The cost of one deployment, so that needs that differ only in their count are one. */
function normal(cost: readonly number[], count = 1): string {
  return cost.map((c) => c / count).join();
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, inA] of a.entries()) {
    const difference = inA - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

interface Valued {
  readonly cover: readonly number[];
  /** The sum of costs, then the region of each need: no two covers have the same value. */
  readonly value: readonly number[];
}

/**
 * The best covers of a size, by branch and bound: the chosen and open columns give a lower bound for the cost of a
 * cover, need by need.
 * @param known a cover of that size.
 */
function bestCovers(
  rows: readonly CoverRow[],
  columns: number,
  ranked: readonly Ranked[],
  size: number,
  most: number,
  work: SearchBudget,
  known: readonly number[],
): { readonly covers: readonly (readonly number[])[]; readonly isExact: boolean } {
  // A bound looks at every need.
  const cost = 1 + ranked.length;
  const lean = [...new Map(rows.map((row) => [[...row].sort((a, b) => a - b).join(), row])).values()];
  const search = new Covering(lean, columns);
  const best: Valued[] = [];
  const bound = (): number[] => {
    const isFull = search.chosen.length >= size;
    const sum: number[] = [];
    const names: number[] = [];
    for (const { regions } of ranked) {
      const at = regions.find(({ column }) => (isFull ? search.chosen.includes(column) : !search.isOut(column)));
      for (const [i, c] of (at?.cost ?? []).entries()) sum[i] = (sum[i] ?? 0) + c;
      names.push(at?.column ?? columns);
    }
    return [...sum, ...names];
  };
  const isWorse = (value: readonly number[]) => {
    const last = best[most - 1];
    return last !== undefined && compare(value, last.value) >= 0;
  };
  const keep = (valued: Valued) => {
    best.push(valued);
    best.sort((a, b) => compare(a.value, b.value));
    if (best.length > most) best.pop();
  };
  /** @param value the lower bound for the current choice. */
  const descend = (value: readonly number[]): void => {
    if (isWorse(value) || !work.spend(search.cost)) return;
    const look = search.look(size - search.chosen.length);
    if (look === "covered") keep({ cover: [...search.chosen].sort((a, b) => a - b), value });
    if (look === "covered" || look === "hopeless" || !work.spend(look.length * cost)) return;
    const tried = look
      .map((column) => {
        search.choose(column);
        const at = bound();
        search.unchoose();
        return { column, at };
      })
      .sort((a, b) => compare(a.at, b.at));
    for (const { column } of tried) {
      search.choose(column);
      // The bound is new, since the columns tried before are now excluded.
      descend(bound());
      search.unchoose();
      search.leaveOut(column);
    }
    for (const { column } of tried) search.takeIn(column);
  };
  if (size > 0) descend(bound());
  if (best.length === 0) best.push({ cover: known, value: [] });
  return { covers: best.map(({ cover }) => cover), isExact: !work.isSpent };
}

/** The layout of a set of regions: each need goes where it costs least. */
function layoutOf(
  servings: readonly Serving[],
  regions: readonly string[],
  prefer: readonly ReadonlySet<string>[],
): Layout {
  const placed = new Map<string, PlacedNeed[]>(regions.map((region) => [region, []]));
  const sum: number[] = [];
  for (const serving of servings) {
    const [best] = regions
      .filter((region) => serving.fits.has(region))
      .map((region) => ({ region, cost: costOf(serving, region, prefer) }))
      .sort((a, b) => compare(a.cost, b.cost) || (a.region < b.region ? -1 : 1));
    const fit = best && serving.fits.get(best.region);
    if (!best || !fit) continue;
    placed.get(best.region)?.push({ need: serving.need, fit });
    for (const [i, c] of best.cost.entries()) sum[i] = (sum[i] ?? 0) + c;
  }
  const [doubt = 0, ...rest] = sum;
  const [changes = 0, rank = 0, far = 0] = rest.slice(prefer.length);
  return {
    regions: [...placed].map(([region, its]) => ({ region, placed: its })),
    score: { doubt, preferred: prefer.map((_, i) => 0 - (rest[i] ?? 0)), changes, rank, distance: far },
  };
}

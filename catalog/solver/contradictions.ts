/** Why there is no layout with so few regions: the smallest sets of needs that contradict each other. */
import { type CoverRow, everyCover, SearchBudget, smallestCover } from "./cover";
import type { Serving } from "./need";

export interface Contradictions {
  /** The smallest sets of needs that the allowed number of regions cannot serve, in the order of the needs. */
  readonly sets: readonly (readonly Serving[])[];
  /** How many such sets there are, or how many were counted. */
  readonly total: number;
  readonly isTotal: boolean;
  /** False if the work ran out before it was proven that no set is smaller. */
  readonly isSmallest: boolean;
}

export interface ContradictionOptions {
  /** How many regions are allowed; 1 if omitted. */
  readonly regions?: number;
  /** The most sets to return; default 5. */
  readonly most?: number;
  /** How much work the search may do, for tests. */
  readonly work?: number;
}

const WORK = 25_000_000;
const MOST_COUNTED = 1_000;

const NONE: Contradictions = { sets: [], total: 0, isTotal: true, isSmallest: true };

/**
 * The smallest sets of needs that cannot be together in so many regions. A need that no region serves is such a set on
 * its own.
 * @returns no sets if all needs can be together.
 */
export function contradictions(
  servings: readonly Serving[],
  { regions: allowed = 1, most = 5, work: steps = WORK }: ContradictionOptions = {},
): Contradictions {
  const columns = [...new Set(servings.flatMap(({ fits }) => [...fits.keys()]))].sort();
  const rowOf = new Map(
    servings.map((serving): [Serving, CoverRow] => [
      serving,
      columns.flatMap((r, i) => (serving.fits.has(r) ? [i] : [])),
    ]),
  );
  const work = new SearchBudget(steps);
  /** The allowed number of regions that serve all of some needs; undefined if there are none. */
  const served = (of: readonly Serving[], within = work): readonly number[] | undefined => {
    const rows = of.map((s) => rowOf.get(s) ?? []);
    return smallestCover(rows, columns.length, within, allowed)?.columns;
  };
  if (served(servings)) return NONE;
  // A set contradicts itself if every choice of regions leaves one of its needs unserved: it covers, for each
  // choice of regions, the unserved needs. There are too many choices to try them all. The search finds those that
  // count by looking for a set that some regions do serve.
  const left = new Map<string, CoverRow>();
  const add = (taken: readonly number[]) => {
    const row = servings.flatMap((s, i) => (rowOf.get(s)?.some((c) => taken.includes(c)) ? [] : [i]));
    left.set(row.join(), row);
  };
  if (allowed === 1) for (const column of columns.keys()) add([column]);
  if (left.size === 0) add(widened([], rowOf, allowed));
  for (;;) {
    const rows = [...left.values()];
    const smallest = smallestCover(rows, servings.length, work);
    // The work ran out before it was clear whether all needs can be together.
    if (!smallest) return { ...NONE, isTotal: false, isSmallest: false };
    const size = smallest.columns.length;
    const sets: (readonly Serving[])[] = [];
    let total = 0;
    let isRefuted = false;
    const isTotal = everyCover(rows, servings.length, size, work, (set) => {
      const its = set.flatMap((i) => servings[i] ?? []);
      const taken = allowed === 1 ? undefined : served(its);
      // Return no set that is not certain.
      if (work.isSpent) return false;
      if (taken) {
        isRefuted = true;
        add(widened(taken, rowOf, allowed));
        // Adding one row at a time is slow, and many refuted sets have the same row.
        return left.size < rows.length + 8;
      }
      total += 1;
      if (sets.length < most) sets.push(its);
      return total < MOST_COUNTED;
    });
    const isProven = !work.isSpent && smallest.atLeast === size;
    if (isRefuted && !work.isSpent) continue;
    if (sets.length > 0 || !work.isSpent) return { sets, total, isTotal: isTotal && isProven, isSmallest: isProven };
    return { ...one(servings, (of) => isCertain(served, of, steps)), isTotal: false, isSmallest: false };
  }
}

/** True if it is certain that no regions serve some needs. */
function isCertain(
  served: (of: readonly Serving[], within: SearchBudget) => readonly number[] | undefined,
  of: readonly Serving[],
  steps: number,
): boolean {
  const work = new SearchBudget(Math.ceil(steps / 100));
  return served(of, work) === undefined && !work.isSpent;
}

/** One set from which no need can be left out; other sets may be smaller. */
function one(servings: readonly Serving[], contradicts: (of: readonly Serving[]) => boolean) {
  if (!contradicts(servings)) return { sets: [], total: 0 };
  const set = servings.reduce<readonly Serving[]>((left, without) => {
    const rest = left.filter((s) => s !== without);
    return contradicts(rest) ? rest : left;
  }, servings);
  return { sets: [set], total: 1 };
}

/** Adds regions up to the allowed number, each time the one that serves most. */
function widened(taken: readonly number[], rowOf: ReadonlyMap<Serving, CoverRow>, allowed: number): number[] {
  const all = [...taken];
  while (all.length < allowed) {
    const gains = new Map<number, number>();
    for (const row of rowOf.values()) {
      if (!row.some((c) => all.includes(c))) for (const c of row) gains.set(c, (gains.get(c) ?? 0) + 1);
    }
    const [best] = [...gains].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (!best) break;
    all.push(best[0]);
  }
  return all;
}

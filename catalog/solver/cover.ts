/**
 * Exact smallest covers: rows are to be covered, and each names the columns of which one is enough. Both questions of
 * the solver are of this kind: the fewest regions that serve all needs, and the fewest needs that no region serves.
 */

/** How much may still be tried. It counts steps, not time, so that the same input gives the same answer anywhere. */
export class Work {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** @returns false where nothing more may be tried. */
  spend(steps: number): boolean {
    this.#left -= steps;
    return this.#left > 0;
  }
}

/** A row: the columns that cover it, each once, in the order in which they are tried. */
export type Row = readonly number[];

/** A search in progress: which columns are chosen, which are out, and what that covers. */
export class Covering {
  readonly chosen: number[] = [];
  readonly #rows: readonly Row[];
  readonly #rowsOf: readonly (readonly number[])[];
  readonly #covered: Uint16Array;
  readonly #out: Uint8Array;
  readonly #seen: Uint32Array;
  #round = 0;
  /** What a look at all rows costs. */
  readonly cost: number;

  constructor(rows: readonly Row[], columns: number) {
    this.#rows = rows;
    const rowsOf: number[][] = Array.from({ length: columns }, () => []);
    for (const [r, row] of rows.entries()) for (const c of row) rowsOf[c]?.push(r);
    this.#rowsOf = rowsOf;
    this.#covered = new Uint16Array(rows.length);
    this.#out = new Uint8Array(columns);
    this.#seen = new Uint32Array(columns);
    this.cost = 1 + rows.reduce((sum, row) => sum + row.length, 0);
  }

  choose(column: number): void {
    this.chosen.push(column);
    for (const r of this.#rowsOf[column] ?? []) this.#covered[r] = (this.#covered[r] ?? 0) + 1;
  }

  /** Takes the last choice back. */
  unchoose(): void {
    for (const r of this.#rowsOf[this.chosen.pop() ?? -1] ?? []) this.#covered[r] = (this.#covered[r] ?? 0) - 1;
  }

  leaveOut(column: number): void {
    this.#out[column] = 1;
  }

  takeIn(column: number): void {
    this.#out[column] = 0;
  }

  isOut(column: number): boolean {
    return this.#out[column] === 1;
  }

  /** Of the rows that are not covered, the one with the fewest columns left; undefined where all are covered. */
  tightest(): Row | undefined {
    let best: Row | undefined;
    for (const [r, row] of this.#rows.entries()) {
      if (this.#covered[r] !== 0) continue;
      const left = row.filter((c) => this.#out[c] === 0);
      if (best === undefined || left.length < best.length) best = left;
    }
    return best;
  }

  /** How many more columns it takes at least: rows that share no column need one each. */
  atLeast(): number {
    this.#round += 1;
    let count = 0;
    const open = this.#rows.flatMap((row, r) =>
      this.#covered[r] === 0 ? [row.filter((c) => this.#out[c] === 0)] : [],
    );
    for (const row of open.sort((a, b) => a.length - b.length)) {
      if (row.some((c) => this.#seen[c] === this.#round)) continue;
      count += 1;
      for (const c of row) this.#seen[c] = this.#round;
    }
    return count;
  }

  /** How many rows a column would cover that are not. */
  gain(column: number): number {
    return (this.#rowsOf[column] ?? []).reduce((sum, r) => sum + (this.#covered[r] === 0 ? 1 : 0), 0);
  }
}

/** Rows that no other row implies: what covers a row covers each that holds all of its columns. */
export function leanRows(rows: readonly Row[]): Row[] {
  const sets = rows.map((row) => new Set(row)).sort((a, b) => a.size - b.size);
  const kept: Set<number>[] = [];
  for (const set of sets) if (!kept.some((k) => isWithin(k, set))) kept.push(set);
  return kept.map((set) => [...set]);
}

function isWithin(small: ReadonlySet<number>, large: ReadonlySet<number>): boolean {
  if (small.size > large.size) return false;
  for (const one of small) if (!large.has(one)) return false;
  return true;
}

/** Leaves out every column that covers nothing which another does not cover as well. Only how many it takes stays. */
function leanColumns(rows: readonly Row[], columns: number): Row[] {
  const rowsOf: Set<number>[] = Array.from({ length: columns }, () => new Set());
  for (const [r, row] of rows.entries()) for (const c of row) rowsOf[c]?.add(r);
  const order = [...rowsOf.keys()].sort((a, b) => (rowsOf[b]?.size ?? 0) - (rowsOf[a]?.size ?? 0) || a - b);
  const kept: Set<number>[] = [];
  const names = new Set<number>();
  for (const c of order) {
    const its = rowsOf[c];
    if (!its || its.size === 0 || kept.some((k) => isWithin(its, k))) continue;
    kept.push(its);
    names.add(c);
  }
  return rows.map((row) => row.filter((c) => names.has(c)));
}

/** The size of a smallest cover. */
export interface Smallest {
  /** One of that size. */
  readonly columns: readonly number[];
  /** No cover is smaller than this: the size itself, unless the work was spent before that was proven. */
  readonly atLeast: number;
}

/**
 * Finds a smallest cover.
 * @returns undefined where a row has no column.
 */
export function smallestCover(rows: readonly Row[], columns: number, work: Work): Smallest | undefined {
  if (rows.some((row) => row.length === 0)) return undefined;
  let lean = leanRows(rows);
  for (let before = -1; before !== lean.length; ) {
    before = lean.length;
    lean = leanRows(leanColumns(lean, columns));
  }
  const search = new Covering(lean, columns);
  let best = greedy(lean, columns);
  const least = search.atLeast();
  const descend = (): void => {
    if (search.chosen.length + search.atLeast() >= best.length || !work.spend(search.cost)) return;
    const row = search.tightest();
    if (row === undefined) {
      best = [...search.chosen];
      return;
    }
    const tried = [...row].sort((a, b) => search.gain(b) - search.gain(a) || a - b);
    for (const column of tried) {
      search.choose(column);
      descend();
      search.unchoose();
      search.leaveOut(column);
    }
    for (const column of tried) search.takeIn(column);
  };
  descend();
  return {
    columns: [...best].sort((a, b) => a - b),
    atLeast: work.isSpent ? Math.min(least, best.length) : best.length,
  };
}

/** A cover that may be larger than needed: a first bound. */
function greedy(rows: readonly Row[], columns: number): number[] {
  const search = new Covering(rows, columns);
  for (let row = search.tightest(); row !== undefined; row = search.tightest()) {
    search.choose(row.reduce((a, b) => (search.gain(b) > search.gain(a) ? b : a)));
  }
  return [...search.chosen];
}

/**
 * Visits every cover of a size that no cover is smaller than, each once.
 * @param visit is given the columns in ascending order; false ends the visits.
 * @returns false where the visits were ended, or the work was spent.
 */
export function everyCover(
  rows: readonly Row[],
  columns: number,
  size: number,
  work: Work,
  visit: (columns: readonly number[]) => boolean,
): boolean {
  const search = new Covering(leanRows(rows), columns);
  const descend = (): boolean => {
    if (!work.spend(search.cost)) return false;
    const row = search.tightest();
    if (row === undefined) return visit([...search.chosen].sort((a, b) => a - b));
    if (search.chosen.length + search.atLeast() > size) return true;
    let goesOn = true;
    const tried: number[] = [];
    for (const column of row) {
      search.choose(column);
      goesOn = descend();
      search.unchoose();
      if (!goesOn) break;
      search.leaveOut(column);
      tried.push(column);
    }
    for (const column of tried) search.takeIn(column);
    return goesOn;
  };
  return descend();
}

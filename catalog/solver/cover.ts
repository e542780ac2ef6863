/**
 * Exact smallest covers: each row names columns, and one of them is enough to cover it. Both questions of
 * the solver have this form: the fewest regions that serve all needs, and the fewest needs that no region serves.
 */

/** The work that a search may still do, in steps and not in time, so that every machine gives the same answer. */
export class SearchBudget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** @returns false if the work has run out. */
  spend(steps: number): boolean {
    this.#left -= steps;
    return this.#left > 0;
  }
}

/** A row: the columns that cover it, each once, in the order in which the search tries them. */
export type CoverRow = readonly number[];

/** The state of a search. */
export type Look =
  /** Every row is covered. */
  | "covered"
  /** The remaining columns cannot cover the rest. */
  | "hopeless"
  /** Columns of the row with the least choice; every cover that the search can still reach has one of them. */
  | readonly number[];

/** Bits that are set. */
function count(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

function bitsOf(numbers: readonly number[], size: number): Uint32Array {
  const bits = new Uint32Array(Math.ceil(size / 32));
  for (const n of numbers) bits[n >>> 5] = (bits[n >>> 5] ?? 0) | (1 << (n & 31));
  return bits;
}

function countBoth(a: Uint32Array, b: Uint32Array): number {
  let sum = 0;
  for (let w = 0; w < a.length; w++) sum += count((a[w] ?? 0) & (b[w] ?? 0));
  return sum;
}

/** A search in progress: which columns are chosen or excluded, and which rows they cover. */
export class Covering {
  readonly chosen: number[] = [];
  readonly #rows: readonly CoverRow[];
  readonly #rowBits: readonly Uint32Array[];
  /** The rows that each column covers. */
  readonly #columnBits: readonly Uint32Array[];
  /** Rows that are not covered, now and before each choice. */
  #open: Uint32Array;
  readonly #before: Uint32Array[] = [];
  /** Columns that may be chosen. */
  readonly #in: Uint32Array;
  readonly #gains: Uint16Array;
  /** What a look costs. */
  readonly cost: number;

  constructor(rows: readonly CoverRow[], columns: number) {
    this.#rows = rows;
    this.#rowBits = rows.map((row) => bitsOf(row, columns));
    const rowsOf: number[][] = Array.from({ length: columns }, () => []);
    for (const [r, row] of rows.entries()) for (const c of row) rowsOf[c]?.push(r);
    this.#columnBits = rowsOf.map((its) => bitsOf(its, rows.length));
    this.#open = bitsOf([...rows.keys()], rows.length);
    this.#in = bitsOf([...Array(columns).keys()], columns);
    this.#gains = new Uint16Array(columns);
    this.cost = 1 + rows.length * this.#in.length + columns * this.#open.length;
  }

  choose(column: number): void {
    this.chosen.push(column);
    this.#before.push(this.#open);
    const bits = this.#columnBits[column];
    this.#open = this.#open.map((word, w) => word & ~(bits?.[w] ?? 0));
  }

  /** Undoes the last choice. */
  unchoose(): void {
    this.chosen.pop();
    this.#open = this.#before.pop() ?? this.#open;
  }

  leaveOut(column: number): void {
    this.#in[column >>> 5] = (this.#in[column >>> 5] ?? 0) & ~(1 << (column & 31));
  }

  takeIn(column: number): void {
    this.#in[column >>> 5] = (this.#in[column >>> 5] ?? 0) | (1 << (column & 31));
  }

  isOut(column: number): boolean {
    return ((this.#in[column >>> 5] ?? 0) & (1 << (column & 31))) === 0;
  }

  /** How many more rows a column would cover; as of the last look. */
  gain(column: number): number {
    return this.#gains[column] ?? 0;
  }

  /** @param left how many columns may still be chosen. */
  look(left: number): Look {
    const open = countBoth(this.#open, this.#open);
    if (open === 0) return "covered";
    if (left <= 0) return "hopeless";
    const most = this.#most(left, open);
    if (most.together < open) return "hopeless";
    const rows = this.#openRows();
    const [tightest] = rows;
    if (!tightest || this.#apart(rows) > left) return "hopeless";
    // Even the best of the other columns must be enough for the rest.
    return (this.#rows[tightest.row] ?? []).filter((c) => !this.isOut(c) && this.gain(c) + most.others >= open);
  }

  /** The most rows that so many columns, or one fewer, can cover. */
  #most(left: number, open: number): { readonly together: number; readonly others: number } {
    const having = new Uint16Array(open + 1);
    for (const [c, bits] of this.#columnBits.entries()) {
      const gain = this.isOut(c) ? 0 : countBoth(bits, this.#open);
      this.#gains[c] = gain;
      having[gain] = (having[gain] ?? 0) + 1;
    }
    let [together, others] = [0, 0];
    for (let gain = open, n = left; gain > 0 && n > 0; gain--) {
      for (let i = having[gain] ?? 0; i > 0 && n > 0; i--, n--) {
        together += gain;
        if (n > 1) others += gain;
      }
    }
    return { together, others };
  }

  /** Rows that are not covered, those with the fewest columns first. */
  #openRows(): { readonly row: number; readonly left: number }[] {
    const rows: { row: number; left: number }[] = [];
    for (const [row, bits] of this.#rowBits.entries()) {
      if (((this.#open[row >>> 5] ?? 0) & (1 << (row & 31))) !== 0) rows.push({ row, left: countBoth(bits, this.#in) });
    }
    return rows.sort((a, b) => a.left - b.left);
  }

  /** Rows that share no column need one each. */
  #apart(rows: readonly { readonly row: number }[]): number {
    const taken = new Uint32Array(this.#in.length);
    let apart = 0;
    for (const { row } of rows) {
      const bits = this.#rowBits[row] ?? taken;
      let shares = false;
      for (let w = 0; w < taken.length && !shares; w++)
        shares = ((bits[w] ?? 0) & (taken[w] ?? 0) & (this.#in[w] ?? 0)) !== 0;
      if (shares) continue;
      apart += 1;
      for (let w = 0; w < taken.length; w++) taken[w] = (taken[w] ?? 0) | (bits[w] ?? 0);
    }
    return apart;
  }

  /** A lower bound for the number of columns. */
  atLeast(): number {
    return this.#apart(this.#openRows());
  }
}

/** The cost of comparing two rows or columns, in steps. */
const LEAN = 8;

/** Removes rows that another row implies: what covers a row covers every row with all of its columns. */
export function leanRows(rows: readonly CoverRow[]): CoverRow[] {
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

/** Removes columns whose rows another column also covers. This preserves only the size of a smallest cover. */
function leanColumns(rows: readonly CoverRow[], columns: number): CoverRow[] {
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
  /** No cover is smaller than this: the size itself, unless the work ran out before that was proven. */
  readonly atLeast: number;
}

/**
 * Finds a smallest cover.
 * @param within looks only for covers with at most so many columns.
 * @returns undefined if there is none, or if the work ran out.
 */
export function smallestCover(
  rows: readonly CoverRow[],
  columns: number,
  work: SearchBudget,
  within = columns,
): Smallest | undefined {
  if (rows.some((row) => row.length === 0)) return undefined;
  work.spend(LEAN * rows.length * (rows.length + columns));
  let lean = leanRows(rows);
  for (let before = -1; before !== lean.length; ) {
    before = lean.length;
    lean = leanRows(leanColumns(lean, columns));
  }
  const search = new Covering(lean, columns);
  const least = search.atLeast();
  const first = greedy(lean, columns);
  let best = first.length <= within ? first : undefined;
  const descend = (): void => {
    if (!work.spend(search.cost)) return;
    const look = search.look((best ? best.length - 1 : within) - search.chosen.length);
    if (look === "covered") best = [...search.chosen];
    if (look === "covered" || look === "hopeless") return;
    const tried = look.map((column) => ({ column, gain: search.gain(column) })).sort((a, b) => b.gain - a.gain);
    for (const { column } of tried) {
      search.choose(column);
      descend();
      search.unchoose();
      search.leaveOut(column);
    }
    for (const { column } of tried) search.takeIn(column);
  };
  if (best === undefined || best.length > least) descend();
  return best && { columns: [...best].sort((a, b) => a - b), atLeast: work.isSpent ? least : best.length };
}

/** A cover that may be larger than needed: a first bound. */
function greedy(rows: readonly CoverRow[], columns: number): number[] {
  const search = new Covering(rows, columns);
  for (let look = search.look(columns); typeof look !== "string"; look = search.look(columns)) {
    search.choose(look.reduce((a, b) => (search.gain(b) > search.gain(a) ? b : a)));
  }
  return [...search.chosen];
}

/**
 * Visits every smallest cover once.
 * @param visit gets the columns in ascending order; it returns false to stop.
 * @returns false if `visit` stopped, or the work ran out.
 */
export function everyCover(
  rows: readonly CoverRow[],
  columns: number,
  size: number,
  work: SearchBudget,
  visit: (columns: readonly number[]) => boolean,
): boolean {
  work.spend(LEAN * rows.length * (rows.length + columns));
  const search = new Covering(leanRows(rows), columns);
  const descend = (): boolean => {
    if (!work.spend(search.cost)) return false;
    const look = search.look(size - search.chosen.length);
    if (look === "covered") return visit([...search.chosen].sort((a, b) => a - b));
    if (look === "hopeless") return true;
    let goesOn = true;
    const tried: number[] = [];
    for (const column of look) {
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

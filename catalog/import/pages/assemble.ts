/** Combines the tables of several pages. If two state the same cell, the newer one counts. */
import type { DocsTable } from "../../edition/schema";
import type { PageRead } from "./read";
import type { ReadTable } from "./reader";
import { GEOGRAPHIES, geographyOf } from "./use";

interface Dated extends ReadTable {
  readonly page: PageRead;
  readonly date: string;
  readonly line: number;
}

/** Tables that cover one use together: those of one page, or of the sister pages of all geographies. */
interface TableSet {
  readonly name: string;
  /** True if they cover the whole use. */
  readonly isWhole: boolean;
  readonly date: string;
  readonly tables: readonly Dated[];
}

export interface Assembled {
  readonly tables: readonly { readonly table: DocsTable; readonly page: PageRead; readonly line: number }[];
  /** The uses that the pages cover completely. */
  readonly stated: ReadonlySet<string>;
  /** What was left out because a newer page says it. */
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

/** @param dateOf the date of a page. */
export function assemble(pages: readonly PageRead[], dateOf: (page: PageRead) => string): Assembled {
  const all = pages.flatMap((page) =>
    page.readings.flatMap(({ line, tables = [] }) =>
      tables.map((t): Dated => ({ ...t, page, line, date: dateOf(page) })),
    ),
  );
  const uses = [...new Set(all.map(({ table }) => table.use))];
  const parts = uses.map((use) =>
    oneUse(
      use,
      all.filter(({ table }) => table.use === use),
    ),
  );
  const kept = new Map(parts.flatMap(({ tables }) => tables.map(([before, after]) => [before, after] as const)));
  return {
    // In the order in which the user gave the pages.
    tables: all.flatMap((dated) => {
      const table = kept.get(dated);
      return table ? [{ table, page: dated.page, line: dated.line }] : [];
    }),
    stated: new Set(parts.flatMap(({ use, isStated }) => (isStated ? [use] : []))),
    notes: parts.flatMap(({ notes }) => notes),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

interface OneUse {
  readonly use: string;
  readonly isStated: boolean;
  readonly tables: readonly (readonly [Dated, DocsTable])[];
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

function oneUse(use: string, tables: readonly Dated[]): OneUse {
  const notes: string[] = [];
  const problems: string[] = [];
  const sets = setsOf(tables, use, notes);
  const [newest, second] = sets.filter(({ isWhole }) => isWhole);
  if (newest && second?.date === newest.date) {
    problems.push(`${newest.name} and ${second.name} both state all of ${use} as of ${newest.date}: give one of them`);
  }
  const kept = sets.filter((set) => {
    const isOlder = newest !== undefined && set !== newest && (set.isWhole || set.date <= newest.date);
    if (isOlder) {
      notes.push(
        `${set.name} of ${set.date}: its ${use} does not count, ${newest.name} of ${newest.date} states all of it`,
      );
    }
    return !isOlder;
  });
  const claims = new Claims(use, problems);
  const isWhole = (dated: Dated, set: TableSet) =>
    set.isWhole || (newest === undefined && dated.covers === "chat models");
  return {
    use,
    isStated: newest !== undefined,
    tables: kept.flatMap((set) =>
      set.tables.map((dated) => [dated, claims.claim(dated, isWhole(dated, set))] as const),
    ),
    notes,
    problems,
  };
}

/** The sets of a use, the newest first. */
function setsOf(tables: readonly Dated[], use: string, notes: string[]): TableSet[] {
  const byName = new Map<string, Dated[]>();
  for (const dated of tables) {
    const name = dated.covers === "geography" ? "the pages of geographies" : dated.page.input.name;
    byName.set(name, [...(byName.get(name) ?? []), dated]);
  }
  return [...byName]
    .map(([name, set]): TableSet => {
      const date =
        set
          .map((t) => t.date)
          .sort()
          .at(-1) ?? "";
      if (!set.every(({ covers }) => covers === "geography")) {
        return { name, date, tables: set, isWhole: set.every(({ covers }) => covers === "all") };
      }
      const given = new Set(set.map(({ page }) => geographyOf(page.input.title ?? "")));
      const missing = GEOGRAPHIES.filter((g) => !given.has(g));
      if (missing.length > 0) {
        notes.push(`${use}: no page of ${missing.join(", ")}: regions there stay as in the base edition`);
      }
      return { name, date, tables: set, isWhole: missing.length === 0 };
    })
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
}

/** The first page to state each cell; the newest pages come first. */
class Claims {
  private readonly cells = new Map<string, { readonly ticked: boolean; readonly dated: Dated }>();

  constructor(
    private readonly use: string,
    private readonly problems: string[],
  ) {}

  /** @returns the table without ticks of cells that a newer table states. */
  claim(dated: Dated, isWhole: boolean): DocsTable {
    const { table } = dated;
    const models = table.models.map((model) => ({
      ...model,
      regions: model.regions.filter((region) => this.isFirst(dated, model, region)),
    }));
    for (const model of table.models) {
      for (const region of Object.keys(table.regions)) {
        const cell = cellKey(model, region);
        const ticked = model.regions.includes(region);
        const before = this.cells.get(cell);
        if (!before) this.cells.set(cell, { ticked, dated });
        else if (before.dated.date === dated.date && before.ticked !== ticked)
          this.contradiction(before.dated, dated, cell);
      }
    }
    const { whole: _, ...rest } = table;
    return { ...rest, ...(isWhole ? { whole: true as const } : {}), models };
  }

  private isFirst(dated: Dated, model: DocsTable["models"][number], region: string): boolean {
    const before = this.cells.get(cellKey(model, region));
    return before === undefined || before.dated.date === dated.date;
  }

  private contradiction(a: Dated, b: Dated, cell: string): void {
    this.problems.push(
      `${b.page.input.name}: line ${b.line}: says something else on ${cell} as ${this.use} than ${a.page.input.name}, line ${a.line}, and both are of ${a.date}`,
    );
  }
}

function cellKey({ model, version }: DocsTable["models"][number], region: string): string {
  return `${model} ${version} in ${region}`.toLowerCase();
}

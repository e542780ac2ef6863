/**
 * Tables of Microsoft's documentation, in Markdown: regions by model versions, one table per deployment type, and the
 * table of fine-tuning with its list of regions.
 */
import { CatalogFileError } from "../edition/checked";
import type { DocsTable, Source, TableUse } from "../edition/schema";
import { findRegion } from "../names/regions";
import { findSku } from "../names/skus";

/** What of a Markdown file counts, in its order; cells and texts are plain, `<br>` is a line break. */
export type Block =
  | { readonly kind: "heading" | "paragraph"; readonly line: number; readonly text: string }
  | { readonly kind: "table"; readonly line: number; readonly rows: readonly Line<readonly string[]>[] }
  | { readonly kind: "list"; readonly line: number; readonly items: readonly Line<string>[] };

interface Line<T> {
  readonly line: number;
  readonly value: T;
}
type Table = Extract<Block, { kind: "table" }>;

/** What a file can be said to speak of: a SKU, Assistants, or fine-tuning. */
export type DocsUse = Exclude<TableUse, "standard-training" | "global-training"> | "fine-tuning";

/** One file, parsed. */
export interface DocsInput {
  readonly name: string;
  readonly sha256: string;
  /** Of its front matter. */
  readonly title?: string;
  readonly blocks: readonly Block[];
  /** What it speaks of, where whoever gave the file said so. */
  readonly use?: DocsUse;
}

/** What was read of one table. */
export interface TableSummary {
  readonly file: string;
  readonly line: number;
  readonly use: TableUse;
  readonly regions: number;
  readonly columns: number;
  readonly ticks: number;
}

export interface ImportedTables {
  readonly sources: Record<string, Source>;
  readonly docs: DocsTable[];
  readonly summaries: readonly TableSummary[];
  /** Tables of other kinds, by file and line. */
  readonly leftOut: readonly string[];
}

/** The files of the documentation, by name. Those of single endpoints are parts of what is said of Standard. */
const FILES: Readonly<Record<string, { readonly use: DocsUse; readonly part?: true }>> = {
  "standard-global": { use: "GlobalStandard" },
  "standard-models": { use: "Standard" },
  "standard-chat-completions": { use: "Standard" },
  "standard-gpt-4": { use: "Standard", part: true },
  "standard-gpt-35-turbo": { use: "Standard", part: true },
  "standard-completions": { use: "Standard", part: true },
  "standard-embeddings": { use: "Standard", part: true },
  "standard-audio": { use: "Standard", part: true },
  "standard-image-generation": { use: "Standard", part: true },
  "datazone-standard": { use: "DataZoneStandard" },
  "provisioned-models": { use: "ProvisionedManaged" },
  "provisioned-global": { use: "GlobalProvisionedManaged" },
  "datazone-provisioned-managed": { use: "DataZoneProvisionedManaged" },
  "global-batch": { use: "GlobalBatch" },
  "global-batch-datazone": { use: "DataZoneBatch" },
  "fine-tune-models": { use: "fine-tuning" },
};

/** Deployment types as headings and titles name them; the first that fits counts. */
const HEADINGS: readonly (readonly [RegExp, DocsUse])[] = [
  [/assistants/i, "assistants"],
  [/fine-?tun/i, "fine-tuning"],
  [/data ?zone.*batch|batch.*data ?zone/i, "DataZoneBatch"],
  [/data ?zone.*(provisioned|ptu)/i, "DataZoneProvisionedManaged"],
  [/data ?zone/i, "DataZoneStandard"],
  [/batch/i, "GlobalBatch"],
  [/global.*(provisioned|ptu)/i, "GlobalProvisionedManaged"],
  [/provisioned|ptu/i, "ProvisionedManaged"],
  [/global.*standard/i, "GlobalStandard"],
  [/standard/i, "Standard"],
];

const TICKS: readonly string[] = ["✅", "✔", "✓"];
const CROSSES: readonly string[] = ["-", "–", "—", "❌", ""];

/**
 * Reads tables.
 * @param retrieved the day on which the files were got, YYYY-MM-DD.
 * @throws CatalogFileError with every problem of a file by its line: no table, an unknown region, head or mark, a row
 *   of more or fewer cells than the head, a deployment type that cannot be told.
 */
export function importTables(inputs: readonly DocsInput[], retrieved: string): ImportedTables {
  const imported: { sources: Record<string, Source>; docs: DocsTable[]; summaries: TableSummary[]; leftOut: string[] } =
    {
      sources: {},
      docs: [],
      summaries: [],
      leftOut: [],
    };
  for (const input of inputs) {
    const key = `docs:${input.name}`;
    if (imported.sources[key]) throw new CatalogFileError(`${input.name}: two files have this name, expected one`);
    imported.sources[key] = {
      kind: "docs",
      title: `Microsoft Learn, ${input.title ?? input.name}`,
      date: retrieved,
      files: [{ name: input.name, sha256: input.sha256 }],
    };
    const reader = new Reader(input, key);
    const tables = reader.read();
    if (reader.problems.length > 0) throw new CatalogFileError(reader.problems.slice(0, MOST).join("\n"));
    imported.docs.push(...tables.map((t) => t.table));
    imported.summaries.push(
      ...tables.map(({ table, line }) => ({
        file: input.name,
        line,
        use: table.use,
        regions: Object.keys(table.regions).length,
        columns: table.models.length,
        ticks: table.models.reduce((sum, m) => sum + m.regions.length, 0),
      })),
    );
    imported.leftOut.push(...reader.leftOut);
  }
  return imported;
}

/** A file of another kind goes wrong everywhere. */
const MOST = 20;

/** A model version of a table, with the regions that have a tick. */
interface Column {
  readonly model: string;
  readonly version: string;
  readonly header: string;
  readonly regions: Record<string, string>;
}

interface ReadTable {
  readonly table: DocsTable;
  readonly line: number;
}

/** Reads one file; goes on after a problem, so that all of them are told at once. */
class Reader {
  readonly problems: string[] = [];
  readonly leftOut: string[] = [];

  constructor(
    private readonly input: DocsInput,
    private readonly key: string,
  ) {}

  read(): ReadTable[] {
    const { blocks, title, name } = this.input;
    let heading: string | undefined;
    const tables = blocks.flatMap((block, index): ReadTable[] => {
      if (block.kind === "heading") heading = block.text;
      if (block.kind !== "table") return [];
      const head = block.rows[0]?.value.map((cell) => cell.trim()) ?? [];
      const section = heading ?? title ?? name;
      if (/^region$/i.test(head[0] ?? "")) return this.readMatrix(block, section, heading);
      if (/^model( id)?$/i.test(head[0] ?? "") && head.some((h) => /^standard training regions$/i.test(h))) {
        return this.readTraining(block, section, blocks.slice(index + 1));
      }
      this.leftOut.push(`${name}: line ${block.line}: a table whose first column is ${JSON.stringify(head[0] ?? "")}`);
      return [];
    });
    if (tables.length === 0 && this.problems.length === 0) {
      this.problem(1, "no table of availability: expected one whose first column is Region, as in the documentation");
    }
    return tables;
  }

  private problem(line: number, text: string): void {
    this.problems.push(`${this.input.name}: line ${line}: ${text}`);
  }

  /** Rows that have as many cells as the head; a shifted column would make every cell after it a wrong one. */
  private rowsOf({ rows }: Table): readonly Line<readonly string[]>[] {
    const width = rows[0]?.value.length ?? 0;
    return rows.slice(1).filter(({ line, value }) => {
      if (value.length === width) return true;
      this.problem(line, `expected ${width} cells, as the head has, found ${value.length}: a column is shifted`);
      return false;
    });
  }

  private region(text: string, line: number): string | undefined {
    const region = findRegion(text);
    if (region?.cloud === "AzureCloud") return region.id;
    this.problem(line, `expected a region of the public Azure cloud, found ${JSON.stringify(text)}`);
    return undefined;
  }

  private isTicked(cell: string, line: number): boolean {
    const mark = cell.trim();
    if (TICKS.includes(mark)) return true;
    if (!CROSSES.includes(mark)) this.problem(line, `expected ✅ or -, found ${JSON.stringify(mark)}`);
    return false;
  }

  private useOf(
    heading: string | undefined,
    line: number,
  ): { readonly use: DocsUse; readonly part: boolean } | undefined {
    const { use, name, title } = this.input;
    const file = FILES[name.replace(/\.md$/i, "").toLowerCase()];
    // Of Standard there is a table per endpoint: only the files that are known to have all of it are taken for that.
    if (use) return { use, part: use === "Standard" && (file?.use !== "Standard" || file.part === true) };
    if (file) return { use: file.use, part: file.part === true };
    for (const text of [heading, title]) {
      const found = HEADINGS.find(([pattern]) => text !== undefined && pattern.test(text))?.[1];
      if (found) return { use: found, part: found === "Standard" };
    }
    this.problem(line, "cannot tell the deployment type: give the file with it, as in DataZoneStandard=FILE");
    return undefined;
  }

  private readMatrix(block: Table, section: string, heading: string | undefined): ReadTable[] {
    const told = this.useOf(heading, block.line);
    const head = block.rows[0];
    if (!told || !head) return [];
    const { use, part } = told;
    if (use === "fine-tuning") {
      this.problem(block.line, "expected the columns Model ID and Standard training regions, found a table of regions");
      return [];
    }
    const columns = head.value.slice(1).map((cell) => {
      const [, model, version = ""] = /^([a-z0-9][a-z0-9.-]*)(?:\s*,\s*([\w.-]+))?$/i.exec(cell.trim()) ?? [];
      if (model === undefined) {
        this.problem(
          head.line,
          `expected a model and its version, as in **gpt-4.1**, **2025-04-14**, found ${JSON.stringify(cell)}`,
        );
      }
      return {
        model: (model ?? "").toLowerCase(),
        version,
        header: cell.trim(),
        regions: {} as Record<string, string>,
      };
    });
    const twice = columns.find((c, i) => columns.findIndex((d) => d.model === c.model && d.version === c.version) < i);
    if (twice && twice.model !== "") this.problem(head.line, `two columns for ${twice.header}`);
    if (columns.length === 0) this.problem(head.line, "expected a column per model version, found none");
    const rows: Record<string, string> = {};
    for (const { line, value } of this.rowsOf(block)) {
      const label = (value[0] ?? "").trim();
      const region = this.region(label, line);
      if (region === undefined) continue;
      if (rows[region] !== undefined) this.problem(line, `two rows for ${region}`);
      rows[region] = label;
      columns.forEach((column, i) => {
        if (this.isTicked(value[i + 1] ?? "", line)) column.regions[region] = label;
      });
    }
    if (Object.keys(rows).length === 0) this.problem(block.line, "expected a row per region, found none");
    return [{ line: block.line, table: this.table(use, section, block.line, rows, columns, !part) }];
  }

  private table(
    use: TableUse,
    section: string,
    line: number,
    rows: Record<string, string>,
    columns: Column[],
    whole: boolean,
  ): DocsTable {
    return {
      source: `${this.key}:${line}:${use}`,
      use,
      place: { from: this.key, section },
      tick: "✅",
      regions: Object.assign({}, rows, ...columns.map((c) => c.regions)),
      regionsAre: use.endsWith("-training") ? "columns" : "rows",
      ...(whole ? { whole: true as const } : {}),
      models: columns.map(({ header, regions, ...named }) => ({
        ...named,
        label: header,
        regions: Object.keys(regions),
      })),
    };
  }

  /** The table of fine-tuning, with the list of global training regions that follows it. */
  private readTraining(block: Table, section: string, after: readonly Block[]): ReadTable[] {
    const head = block.rows[0]?.value.map((cell) => cell.trim().toLowerCase()) ?? [];
    const [standardAt, globalAt] = [
      head.indexOf("standard training regions"),
      head.findIndex((h) => h.startsWith("global training")),
    ];
    if (globalAt === -1) this.problem(block.line, "expected a column Global training");
    const globals = this.globalRegions(block.line, after);
    const [standard, global]: [Column[], Column[]] = [[], []];
    for (const { line, value } of this.rowsOf(block)) {
      const header = (value[0] ?? "").split(/\s+/).filter(Boolean).join(" ");
      const [, name, version = ""] = /^([A-Za-z0-9][\w.-]*)(?: \(preview\))?(?: \(([\w.-]+)\))?$/.exec(header) ?? [];
      if (name === undefined) {
        this.problem(line, `expected a model and its version in brackets, found ${JSON.stringify(header)}`);
        continue;
      }
      const model = name.toLowerCase();
      const regions: Record<string, string> = {};
      for (const label of (value[standardAt] ?? "")
        .split("\n")
        .map((l) => l.trim())
        .filter((l) => l !== "")) {
        if (/^(-|not supported)$/i.test(label)) continue;
        const region = this.region(label, line);
        if (region !== undefined) regions[region] = label;
      }
      const ticked = this.isTicked(value[globalAt] ?? "", line);
      standard.push({ model, version, header, regions });
      global.push({ model, version, header, regions: ticked ? regionsFor(model, globals) : {} });
    }
    const rows = Object.fromEntries(globals.map((g) => [g.region, g.label]));
    return [
      { line: block.line, table: this.table("standard-training", section, block.line, {}, standard, true) },
      { line: block.line, table: this.table("global-training", section, block.line, rows, global, true) },
    ];
  }

  private globalRegions(line: number, after: readonly Block[]): GlobalRegion[] {
    const end = after.findIndex((b) => b.kind === "table" || b.kind === "heading");
    const list = after.slice(0, end === -1 ? undefined : end).find((b) => b.kind === "list");
    if (list?.kind !== "list") {
      this.problem(line, "expected the list of regions of global training below the table, found none");
      return [];
    }
    return list.items.flatMap((item) => {
      const [, label = "", note] = /^([^(]+?)\s*(?:\(([^)]*)\))?$/.exec(item.value.trim()) ?? [];
      const region = this.region(label, item.line);
      return region === undefined ? [] : [{ region, label: note === undefined ? label : `${label} (${note})`, note }];
    });
  }
}

interface GlobalRegion {
  readonly region: string;
  readonly label: string;
  readonly note?: string;
}

/** The regions of global training of a model: a note can take one model out of a region ("no 4.1-nano support"). */
function regionsFor(model: string, globals: readonly GlobalRegion[]): Record<string, string> {
  const kept = globals.filter(({ note }) => {
    const without = /^no (\S+) support$/i.exec(note ?? "")?.[1]?.toLowerCase();
    return without === undefined || !(model === without || model.endsWith(`-${without}`));
  });
  return Object.fromEntries(kept.map(({ region, label }) => [region, label]));
}

/** The use that a word means, as in USE=FILE. */
export function findDocsUse(word: string): DocsUse | undefined {
  const lower = word.toLowerCase();
  return findSku(word) ?? (lower === "assistants" || lower === "fine-tuning" ? lower : undefined);
}

/** `catalog import`: a new edition out of what Azure and its documentation say today. */
import { closeSync, existsSync, openSync, readdirSync, readSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { editionText, sha256 } from "../../catalog/edition/provenance";
import { editionSchema } from "../../catalog/edition/schema";
import { type Imported, importEdition } from "../../catalog/import/import";
import type { ArmInput, ListSummary } from "../../catalog/import/lists";
import { type DocsInput, type DocsUse, findDocsUse, type TableSummary } from "../../catalog/import/pages";
import { findRegion } from "../../catalog/names/regions";
import { suggestRegions, suggestSkus } from "../../catalog/names/suggest";
import { collect, decode, readBytes } from "../inputs/bytes";
import { InputError } from "../inputs/input";
import { parseJson } from "../inputs/json";
import { type CommandResult, type Context, complaint, EXIT, UsageError } from "../shell/context";
import { escapeJson, escapeTerminal, quote } from "../shell/escape";
import { openEdition, usable } from "./editions";

export interface ImportOptions {
  /** Files, each alone or as REGION=FILE; `-` is standard input. */
  readonly arm?: readonly string[];
  /** Files, each alone or as SKU=FILE; `-` is standard input. */
  readonly docs?: readonly string[];
  /** Id or file; the embedded edition where omitted. */
  readonly base?: string;
  readonly id?: string;
  readonly date?: string;
  readonly retrieved?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/**
 * Imports.
 * @returns the summary to show, and the edition as the file to write.
 * @throws UsageError where a file cannot be used; nothing is written then.
 */
export async function importFiles(options: ImportOptions, context: Context): Promise<CommandResult> {
  const lists = (options.arm ?? []).map((name) => splitHint(name, REGION_HINT));
  const pages = (options.docs ?? []).map((name) => splitHint(name, USE_HINT));
  const all = [...lists, ...pages];
  if (all.length === 0) throw new UsageError("catalog import needs --arm FILE or --docs FILE");
  if (all.filter(({ file }) => file === "-").length > 1) {
    throw new UsageError('standard input ("-") can be read only once');
  }
  const base = openEdition(options.base, context.cwd).data;
  const retrieved = options.retrieved ?? context.today();
  if (retrieved > context.today()) throw new UsageError(`--retrieved ${retrieved}: is after today, ${context.today()}`);
  const date = options.date ?? retrieved;
  const id = options.id ?? date;
  if (!editionSchema.shape.id.safeParse(id).success) {
    throw new UsageError(
      `--id ${quote(id)}: expected letters, digits, ".", "_" or "-", a letter or digit first, at most 64`,
    );
  }
  const out = options.out ?? `${id}.json`;
  refuseToOverwrite(out, id, options.force === true, context.cwd);

  let count = 0;
  const progress = async (file: string) => {
    count += 1;
    // A list has several hundred kilobytes, and a subscription has dozens of regions.
    if (all.length > MANY) await context.writeError(complaint(`reading ${count} of ${all.length}: ${quote(file)}`));
  };
  const arm: ArmInput[] = [];
  for (const { file, hint } of lists) {
    await progress(file);
    arm.push(
      await readWith(file, context, async (text, head) => ({
        ...head,
        value: parseList(text),
        ...(hint ? { region: hint } : {}),
      })),
    );
  }
  const docs: DocsInput[] = [];
  for (const { file, hint } of pages) {
    await progress(file);
    docs.push(
      await readWith(file, context, async (text, head) => ({
        ...head,
        ...(await parsePage(text)),
        ...(hint ? { use: hint } : {}),
      })),
    );
  }
  const imported = usable(() => importEdition(base, { arm, docs }, { id, date, retrieved }));
  const text = editionText(imported.data);
  return {
    stdout: options.json ? summaryJson(imported, out) : summaryText(imported, out),
    stderr: "",
    exitCode: EXIT.clean,
    files: [{ file: out, text }],
    stdoutNeedsFiles: true,
  };
}

const MANY = 5;

/** A word before "=" and a file. */
interface Hint<T> {
  readonly option: string;
  /** What the word should be, in words. */
  readonly what: string;
  readonly find: (word: string) => T | undefined;
  readonly suggest: (word: string) => readonly string[];
}

const REGION_HINT: Hint<string> = {
  option: "--arm",
  what: "Azure region",
  find: (word) => findRegion(word)?.id,
  suggest: suggestRegions,
};

const USE_HINT: Hint<DocsUse> = {
  option: "--docs",
  what: "deployment type",
  find: findDocsUse,
  suggest: suggestSkus,
};

/**
 * HINT=FILE, where it starts with a word that is a hint; a file name may hold "=" itself.
 * @throws UsageError where the word is none and only what stands behind it is a file, or where an option stands in
 *   place of the file.
 */
function splitHint<T>(
  name: string,
  { option, what, find, suggest }: Hint<T>,
): { readonly file: string; readonly hint?: T } {
  if (name.startsWith("--") && !existsSync(name)) {
    throw new UsageError(`${option} needs a file, found ${quote(name)}`);
  }
  const at = name.indexOf("=");
  if (at === -1) return { file: name };
  const [word, file] = [name.slice(0, at), name.slice(at + 1)];
  const hint = find(word);
  if (hint !== undefined) return { file, hint };
  if (!existsSync(name) && (file === "-" || existsSync(file))) {
    const near = suggest(word);
    const meant = near.length > 0 ? `; did you mean ${near.join(" or ")}?` : "";
    throw new UsageError(`${option} ${quote(name)}: ${quote(word)} is no ${what}${meant}`);
  }
  return { file: name };
}

/** Reads a file; what `parse` finds wrong with it is said with its name. */
async function readWith<T>(
  file: string,
  context: Context,
  parse: (text: string, head: { readonly name: string; readonly sha256: string }) => Promise<T>,
): Promise<T> {
  const shown = file === "-" ? "standard input" : file;
  try {
    const bytes = file === "-" ? await collect(context.stdin()) : readBytes(resolve(context.cwd, file));
    return await parse(decode(bytes), { name: basename(shown), sha256: sha256(bytes) });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new UsageError(`${escapeTerminal(shown)}: ${escapeTerminal(error.message)}`);
  }
}

async function parsePage(text: string): Promise<Pick<DocsInput, "title" | "blocks">> {
  if (HTML.test(text)) {
    throw new InputError(
      "is an HTML page: expected the Markdown that it is made of, as the documentation's repository has it",
    );
  }
  const { parseMarkdown } = await import("./markdown.js");
  return parseMarkdown(text);
}

const HTML = /^\s*<(?:!doctype|html|head|body)\b/i;

function parseList(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof InputError) || !/^\s*</.test(text)) throw error;
    throw new InputError(
      `is an HTML page, perhaps of a login: expected JSON, as az cognitiveservices model list gives it`,
    );
  }
}

/** @throws UsageError where the file is there, or where another file beside it has an edition of the same id. */
function refuseToOverwrite(out: string, id: string, force: boolean, cwd: string): void {
  if (existsSync(resolve(cwd, out)) && !force) {
    throw new UsageError(`${escapeTerminal(out)}: is there already: give --force to replace it, or another --out`);
  }
  const directory = dirname(resolve(cwd, out));
  let files: string[] = [];
  try {
    files = readdirSync(directory).filter((f) => f.endsWith(".json") && f !== basename(out));
  } catch {
    // Writing the file will say what is wrong with its directory.
  }
  const twin = files.find((f) => idOf(join(directory, f)) === id);
  if (twin !== undefined) {
    const path = join(dirname(out), twin);
    throw new UsageError(`${escapeTerminal(path)} is an edition of the id ${quote(id)} already: give another --id`);
  }
}

/** The id in the first lines of a file, where it is an edition: a directory may hold large files of other kinds. */
function idOf(file: string): string | undefined {
  let head = "";
  try {
    const open = openSync(file, "r");
    try {
      const bytes = Buffer.alloc(400);
      head = bytes.toString("utf8", 0, readSync(open, bytes));
    } finally {
      closeSync(open);
    }
  } catch {
    // What cannot be read cannot be told apart either, and is not written to.
  }
  return /^\s*\{\s*"schemaVersion"\s*:\s*\d+\s*,\s*"id"\s*:\s*"([^"]*)"/.exec(head)?.[1];
}

function summaryJson({ data, lists, tables, leftOut }: Imported, out: string): string {
  const { id, date, hash, base } = data;
  return `${escapeJson(JSON.stringify({ file: out, edition: { id, date, hash, base }, lists, tables, leftOut }, null, 2))}\n`;
}

function summaryText({ data, lists, tables, leftOut }: Imported, out: string): string {
  const regions = Object.keys(data.lists);
  const closed = `Closed regions, for which the list alone decides (${regions.length}): ${regions.join(", ")}`;
  const lines = [
    ...lists.flatMap(listLines),
    ...tables.map(tableLine),
    ...leftOut.map((place) => `Left out: ${escapeTerminal(place)}`),
    ...(tables.length + leftOut.length > 0 ? [""] : []),
    `Edition ${data.id} of ${data.date}, sha256 ${data.hash.slice(0, 12)}, on top of ${data.base?.id}: ${escapeTerminal(out)}`,
    ...(regions.length > 0 ? [closed] : []),
    `See what it changes: azure-openai-guard catalog diff ${data.base?.id} ${escapeTerminal(out)}`,
  ];
  return `${lines.join("\n")}\n`;
}

function tableLine({ file, line, use, regions, columns, ticks }: TableSummary): string {
  const size = use === "standard-training" ? "" : `${regions} regions, `;
  return `${escapeTerminal(file)}, line ${line}: ${use}: ${size}${columns} model versions, ${ticks} cells ticked`;
}

function listLines(list: ListSummary): string[] {
  const { formats, skus, versions } = list.leftOut;
  const others = Object.values(formats).reduce((sum, n) => sum + n, 0);
  const left = [
    ...(others > 0 ? [`${others} entries of other formats than OpenAI: ${counted(formats)}`] : []),
    ...(Object.keys(skus).length > 0 ? [`SKUs that no deployment can have, by model versions: ${counted(skus)}`] : []),
    ...(versions.length > 0 ? [`model versions that no SKU is left for: ${versions.join(", ")}`] : []),
  ];
  return [
    `${list.region}: ${list.entries} entries in ${list.files.map(escapeTerminal).join(", ")}`,
    `  Read: ${list.models} models in ${list.versions} versions, merged from account kinds: ${counted(list.kinds)}`,
    `  Offered, in model versions: ${counted(list.offered)}`,
    ...(Object.keys(list.fineTuned).length > 0 ? [`  Offered for fine-tuned models: ${counted(list.fineTuned)}`] : []),
    ...left.map((l) => `  Left out: ${l}`),
    ...list.differences.map((d) => `  Note: ${escapeTerminal(d)}`),
    "",
  ];
}

/** "Standard 2, GlobalStandard 1"; names come from a file. */
function counted(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, n]) => `${escapeTerminal(name)} ${n}`)
    .join(", ");
}

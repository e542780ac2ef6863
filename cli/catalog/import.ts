/** `catalog import`: makes a new edition from Azure's models lists and pages of its documentation. */
import { basename, resolve } from "node:path";
import { editionText, sha256 } from "../../catalog/edition/provenance";
import { importEdition } from "../../catalog/import/import";
import { namedInFile } from "../../catalog/import/list-file";
import type { ArmInput, ListSummary } from "../../catalog/import/lists";
import type { DocsInput } from "../../catalog/import/pages";
import { escapeTerminal, quote } from "../../policy/escape";
import { collect, decode, readBytes } from "../inputs/bytes";
import { InputError } from "../inputs/input";
import { parseJson } from "../inputs/json";
import { type CommandResult, type Context, complaint, EXIT, UsageError } from "../shell/context";
import { openEdition, usable } from "./editions";
import { type NamedList, splitList } from "./hints";
import { type DaySource, summaryJson, summaryText } from "./import-summary";
import { checkId, refuseEmbeddedId, refuseToOverwrite } from "./new-file";
import { findPages, parsePage } from "./pages";

export interface ImportCommandOptions {
  /** Files, each alone or as REGION=FILE, DAY:FILE or REGION=DAY:FILE; `-` is standard input. */
  readonly arm?: readonly string[];
  /** Files and directories, each file alone or as SKU=FILE; `-` is standard input. */
  readonly docs?: readonly string[];
  /** Id or file; default: the embedded edition. */
  readonly base?: string;
  readonly id?: string;
  readonly date?: string;
  /** The day of retrieval of files without a day. */
  readonly retrieved?: string;
  /** The models lists were filtered: they add models, and close no region. */
  readonly partial?: boolean;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/**
 * Imports lists and pages.
 * @returns the summary, and the edition as the file to write.
 * @throws UsageError if a file cannot be used; nothing is written then.
 */
export async function importFiles(options: ImportCommandOptions, context: Context): Promise<CommandResult> {
  const lists = (options.arm ?? []).map((name) => splitList(name, context.cwd));
  const pages = findPages(options.docs ?? [], context.cwd);
  const all = [...lists, ...pages];
  if (all.length === 0) throw new UsageError("catalog import needs --arm FILE or --docs FILE");
  if (all.filter(({ file }) => file === "-").length > 1) {
    throw new UsageError('standard input ("-") can be read only once');
  }
  const base = openEdition(options.base, context.cwd).data;
  const today = context.today();
  const retrieved = options.retrieved ?? today;
  if (retrieved > today) throw new UsageError(`--retrieved ${retrieved}: is after today, ${today}`);
  if (options.id !== undefined) checkId(options.id);
  if (options.out !== undefined) refuseToOverwrite(options.out, options.id, options.force === true, context.cwd);

  let count = 0;
  const progress = async (file: string) => {
    count += 1;
    // A list has several hundred kilobytes, and a subscription has dozens of regions; a directory has many small pages.
    const isDue = all.length <= EACH || count % EVERY === 0;
    if (all.length > MANY && isDue)
      await context.writeError(complaint(`reading ${count} of ${all.length}: ${quote(file)}`));
  };
  const arm: ArmInput[] = [];
  const days: DaySource[] = [];
  for (const list of lists) {
    const day = dayOf(list, options.retrieved, today);
    if (day.day > today)
      throw new UsageError(`${escapeTerminal(list.file)}: its day, ${day.day}, is after today, ${today}`);
    days.push(day);
    await progress(list.file);
    arm.push(
      await readWith(list.file, context, async (text, head) => ({
        ...head,
        value: parseList(text),
        retrieved: day.day,
        ...(list.region === undefined ? {} : { region: list.region }),
        ...(options.partial ? { partial: true } : {}),
      })),
    );
  }
  const docs: DocsInput[] = [];
  for (const { file, ...said } of pages) {
    await progress(file);
    docs.push(await readWith(file, context, async (text, head) => ({ ...head, ...(await parsePage(text)), ...said })));
  }
  const { id, date } = options;
  const imported = usable(() => importEdition(base, { arm, docs }, { id, date, retrieved }));
  refuseEmbeddedId(imported.data.id);
  const out = options.out ?? `${imported.data.id}.json`;
  refuseToOverwrite(out, imported.data.id, options.force === true, context.cwd);
  return {
    stdout: options.json ? summaryJson(imported, out) : summaryText(imported, days, out),
    stderr: warningLines(imported.lists),
    exitCode: EXIT.clean,
    files: [{ file: out, text: editionText(imported.data) }],
    stdoutNeedsFiles: true,
  };
}

/** The day of a list: from the user, else from the file's name, else --retrieved, else today. */
function dayOf({ file, day }: NamedList, retrieved: string | undefined, today: string): DaySource {
  const named = file === "-" ? undefined : namedInFile(basename(file)).day;
  if (day !== undefined) return { file, day, from: "option" };
  if (named !== undefined) return { file, day: named, from: "name" };
  if (retrieved !== undefined) return { file, day: retrieved, from: "option" };
  return { file, day: today, from: "today" };
}

/** The doubts about lists, for standard error. */
export function warningLines(lists: readonly ListSummary[]): string {
  return lists.flatMap((list) => list.warnings.map((w) => complaint(`warning: ${escapeTerminal(w)}`))).join("");
}

/** Progress starts at MANY files; up to EACH it names every file, beyond that every EVERY-th. */
const MANY = 5;
const EACH = 50;
const EVERY = 25;

/** Reads and parses a file; an error names the file. */
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

/**
 * Parses a models list that az printed.
 * @throws InputError if it is not JSON.
 */
export function parseList(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof InputError && /^\s*(?:---|#|\|)/.test(text)) {
      throw new InputError("is a page in Markdown, and no models list: give pages of the documentation with --docs");
    }
    if (!(error instanceof InputError) || !/^\s*</.test(text)) throw error;
    throw new InputError(
      `is an HTML page, perhaps of a login: expected JSON, as az cognitiveservices model list gives it`,
    );
  }
}

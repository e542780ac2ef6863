/** `check`: plans and states against the edition, with the rules of the policy pack. */
import type { Edition } from "../catalog/edition";
import { defaultEdition } from "../catalog/load";
import { checkPlan } from "../policy/engine";
import { parseSettings, type Settings, SettingsError } from "../policy/settings";
import { wantsColor } from "./color";
import { type CommandResult, type Context, complaint, EXIT, UsageError } from "./command";
import { escapeLines, escapeTerminal } from "./escape";
import { collect, decode, readBytes } from "./inputs/bytes";
import { InputError } from "./inputs/input";
import { parseJson } from "./inputs/json";
import { readInput } from "./inputs/recognise";
import type { FileResult, Report } from "./report";
import { reportJson } from "./reporters/json";
import { reportText } from "./reporters/text";
import { tool } from "./version";

export interface CheckOptions {
  readonly format: "text" | "json";
  /** A file of settings. */
  readonly config?: string;
  /** YYYY-MM-DD; today where omitted. */
  readonly asOf?: string;
  readonly color?: boolean;
}

/**
 * Checks files. One that cannot be read does not keep the others from being checked.
 * @param files names as given; `-` is standard input.
 */
export async function check(files: readonly string[], options: CheckOptions, context: Context): Promise<CommandResult> {
  if (files.filter((f) => f === "-").length > 1) throw new UsageError('standard input ("-") can be read only once');
  const edition = defaultEdition();
  const settings = loadSettings(options.config);
  const asOf = options.asOf ?? context.today();
  const results: FileResult[] = [];
  for (const file of files) {
    results.push(await checkFile(file, context, { edition, settings, today: asOf }));
  }
  const { id, document } = edition.data;
  const report: Report = {
    tool: tool(),
    edition: { id, document: document.title, date: document.date },
    asOf,
    files: results,
  };
  const color = wantsColor({ flag: options.color, env: context.env, isTerminal: context.isTerminal });
  return {
    stdout: options.format === "json" ? reportJson(report) : reportText(report, { color }),
    stderr: results.flatMap(remarks).join(""),
    exitCode: exitCodeOf(results),
  };
}

function exitCodeOf(results: readonly FileResult[]): number {
  if (results.some((r) => r.error !== undefined)) return EXIT.failed;
  return results.some((r) => r.findings.some((f) => f.level === "mandatory")) ? EXIT.findings : EXIT.clean;
}

async function checkFile(
  file: string,
  context: Context,
  options: { edition: Edition; settings: Settings; today: string },
): Promise<FileResult> {
  try {
    const input = readInput(file === "-" ? await collect(context.stdin()) : readBytes(file));
    const { findings, deployments } = checkPlan(input.resources, options);
    const sources = new Map(input.resources.map((r) => [r.urn, r.sourcePosition]));
    return {
      file,
      kind: input.kind,
      deployments,
      findings: findings.map((f) => ({ ...f, source: f.urn === undefined ? undefined : sources.get(f.urn) })),
      notes: input.notes,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { file, deployments: 0, findings: [], notes: [], error: error.message };
  }
}

/** What is said of a file on standard error, so that it is seen whatever the format. */
function remarks({ file, notes, error }: FileResult): string[] {
  const name = file === "-" ? "standard input" : escapeTerminal(file);
  return [
    ...(error === undefined ? [] : [complaint(`${name}: ${escapeTerminal(error)}`)]),
    ...notes.map((note) => complaint(`${name}: note: ${escapeTerminal(note)}`)),
  ];
}

/** @throws UsageError: without its settings a run would judge by rules that nobody asked for. */
function loadSettings(file: string | undefined): Settings {
  if (file === undefined) return parseSettings({});
  try {
    return parseSettings(parseJson(decode(readBytes(file))));
  } catch (error) {
    const name = escapeTerminal(file);
    if (error instanceof SettingsError) {
      throw new UsageError(error.problems.map((p) => `${name}: ${escapeLines(p).join("\n  ")}`).join("\n"));
    }
    if (error instanceof InputError) throw new UsageError(`${name}: ${escapeTerminal(error.message)}`);
    throw error;
  }
}

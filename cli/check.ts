/** `check`: plans and states against the edition, with the rules of the policy pack. */
import { defaultEdition } from "../catalog/load";
import { parseSettings, type Settings, SettingsError } from "../policy/settings";
import { againstBaseline, baselineText, readBaseline } from "./baseline";
import { checkFiles } from "./check-files";
import { wantsColor } from "./color";
import { type CommandResult, type Context, complaint, EXIT, type OutputFile, UsageError } from "./command";
import { escapeLines, escapeTerminal } from "./escape";
import { decode, readBytes } from "./inputs/bytes";
import { InputError } from "./inputs/input";
import { parseJson } from "./inputs/json";
import { allFindings, type FailOn, type FileResult, fails, type Report } from "./report";
import { type Format, REPORTERS } from "./reporters";
import { tool } from "./version";

/** `--format NAME` or `--format NAME=FILE`. */
export interface Output {
  readonly format: Format;
  /** Standard output where omitted. */
  readonly file?: string;
}

export interface CheckOptions {
  readonly format: readonly Output[];
  /** A file of settings. */
  readonly config?: string;
  /** YYYY-MM-DD; today where omitted. */
  readonly asOf?: string;
  readonly color?: boolean;
  readonly failOn: FailOn;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  /** Directory of the program, from the working directory. */
  readonly project?: string;
}

/**
 * Checks files. One that cannot be read does not keep the others from being checked.
 * @param files names as given; `-` is standard input.
 */
export async function check(files: readonly string[], options: CheckOptions, context: Context): Promise<CommandResult> {
  const outputs = outputsOf(options.format);
  if (files.filter((f) => f === "-").length > 1) throw new UsageError('standard input ("-") can be read only once');
  if (options.baseline !== undefined && options.writeBaseline !== undefined) {
    throw new UsageError(
      "--baseline and --write-baseline exclude each other: the one reads a baseline, the other makes it",
    );
  }
  const edition = defaultEdition();
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  const settings = loadSettings(options.config);
  const asOf = options.asOf ?? context.today();
  const results = await checkFiles(files, { settings, today: asOf, project: options.project }, context);
  const { id, document, hash } = edition.data;
  const found: Report = {
    tool: tool(),
    edition: { id, document: document.title, date: document.date, hash },
    asOf,
    failOn: options.failOn,
    files: results,
    general: [],
  };
  const report = baseline ? againstBaseline(found, baseline) : found;
  const color = wantsColor({ flag: options.color, env: context.env, isTerminal: context.isTerminal });
  let stdout = "";
  const written: OutputFile[] = [];
  for (const { format, file } of outputs) {
    const reporter = await REPORTERS[format]();
    if (file === undefined) stdout += reporter(report, { color });
    else written.push({ file, text: reporter(report, { color: false }) });
  }
  if (options.writeBaseline !== undefined) {
    written.push({ file: options.writeBaseline, text: baselineText(report) });
  }
  return { stdout, stderr: results.flatMap(remarks).join(""), exitCode: exitCodeOf(report, options), files: written };
}

/** Where each format goes. What people read goes to standard output unless another format does. */
function outputsOf(asked: readonly Output[]): readonly Output[] {
  const toStdout = asked.filter((o) => o.file === undefined);
  if (toStdout.length > 1) {
    const [first, second] = toStdout;
    throw new UsageError(
      `--format ${first?.format} and --format ${second?.format} both go to standard output: give one of them a file, as in --format ${second?.format}=FILE`,
    );
  }
  const files = asked.flatMap((o) => o.file ?? []);
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new UsageError(`two formats go to the same file ${escapeTerminal(twice)}`);
  return toStdout.length === 0 ? [...asked, { format: "text" }] : asked;
}

function exitCodeOf(report: Report, { failOn, writeBaseline }: CheckOptions): number {
  if (report.files.some((r) => r.error !== undefined)) return EXIT.failed;
  // What goes into a baseline is accepted by it.
  if (writeBaseline !== undefined) return EXIT.clean;
  return allFindings(report).some((f) => fails(f, failOn)) ? EXIT.findings : EXIT.clean;
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

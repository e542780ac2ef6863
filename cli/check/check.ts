/** `check`: plans and states against the edition, with the rules of the policy pack. */
import { dirname, resolve } from "node:path";
import type { Edition } from "../../catalog/edition/edition";
import { embeddedId } from "../../catalog/edition/embedded";
import { checkRun } from "../../policy/run/check-plan";
import type { KindName } from "../inputs/kind";
import { editionInForce } from "../options/edition";
import { emptyNote, type Loaded, loadSettings, placeOfWaiver } from "../options/settings-file";
import { wantsColor } from "../shell/color";
import { type CommandResult, type Context, complaint, EXIT, type OutputFile, UsageError } from "../shell/context";
import { escapeTerminal } from "../shell/escape";
import { tool } from "../shell/version";
import { againstBaseline, baselineText, readBaseline } from "./baseline";
import { checkFiles } from "./files";
import { fingerprint } from "./fingerprint";
import { type Outputs, outputsOf, refuseToOverwrite } from "./outputs";
import { projectPath } from "./position";
import {
  allFindings,
  counts,
  type FailOn,
  type FileFinding,
  type FileResult,
  fails,
  type Report,
  withText,
} from "./report";
import { REPORTERS } from "./reporters";

export interface CheckOptions extends Outputs {
  /** A file of settings; one that is found where omitted, none where false. */
  readonly config?: string | false;
  /** Id or file of an edition; that of the settings where omitted. */
  readonly edition?: string;
  /** YYYY-MM-DD; today where omitted. */
  readonly asOf?: string;
  readonly color?: boolean;
  readonly failOn: FailOn;
  readonly baseline?: string;
  /** Directory of the program, from the working directory. */
  readonly project?: string;
  /** The kind that every file must be; told from the contents where omitted. */
  readonly kind?: KindName;
  /** How many files are checked at once; as many as there are processors where omitted. */
  readonly jobs?: number;
}

/**
 * Checks files. One that cannot be read does not keep the others from being checked.
 * @param files names, directories and globs as given; `-` is standard input.
 */
export async function check(files: readonly string[], options: CheckOptions, context: Context): Promise<CommandResult> {
  const outputs = outputsOf(options);
  if (files.filter((f) => f === "-").length > 1) throw new UsageError('standard input ("-") can be read only once');
  if (options.baseline !== undefined && options.writeBaseline !== undefined) {
    throw new UsageError(
      "--baseline and --write-baseline exclude each other: the one reads a baseline, the other makes it",
    );
  }
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  const loaded = loadSettings(options.config, context.env);
  const { settings } = loaded;
  const project = options.project === undefined ? undefined : projectPath(options.project);
  refuseToOverwrite(options, [...files, ...readBesides(options, loaded)]);
  const asOf = options.asOf ?? context.today();
  const edition = await editionInForce(settings, options.edition, asOf);
  const job = { settings, today: asOf, edition: options.edition, project, kind: options.kind };
  const { results, notes } = await checkFiles(files, job, options.jobs, context);
  // Those that were come upon in a directory, or by a glob.
  refuseToOverwrite(
    options,
    results.map((r) => r.file),
  );
  const { id, document, date, hash } = edition.data;
  const found: Report = {
    tool: tool(),
    edition: { id, document: document.title, date, hash },
    asOf,
    failOn: options.failOn,
    files: results.map(withoutEdition),
    general: [...ofEdition(results), ...general(results, loaded, edition, asOf)],
    ...(loaded.file === undefined ? {} : { settings: loaded.file }),
  };
  const report = baseline ? againstBaseline(found, baseline) : found;
  const color = wantsColor({ flag: options.color, env: context.env, isTerminal: context.isTerminal });
  const columns = context.isTerminal ? context.columns : undefined;
  let stdout = "";
  const written: OutputFile[] = [];
  for (const { format, file } of outputs) {
    const reporter = await REPORTERS[format]();
    if (file === undefined) stdout += reporter(report, { color, ...(columns === undefined ? {} : { columns }) });
    else written.push({ file, text: reporter(report, { color: false }) });
  }
  const stderr = [...emptyNote(loaded), ...[...results, ...notes].flatMap(remarks)];
  if (options.writeBaseline !== undefined) {
    // What was not read would be new in the next run.
    if (results.every((r) => r.error === undefined)) {
      written.push({ file: options.writeBaseline, text: baselineText(report) });
    } else {
      stderr.push(complaint("the baseline was not written, since not every file could be checked"));
    }
  }
  return { stdout, stderr: stderr.join(""), exitCode: exitCodeOf(report, options), files: written };
}

/** The files that a run reads beside those that it checks. */
function readBesides({ edition, baseline }: CheckOptions, { settings, file, read }: Loaded): string[] {
  const name = edition ?? settings.catalog.edition;
  const overlay = read?.given.overlay;
  return [
    ...(file === undefined ? [] : [file]),
    ...(file !== undefined && typeof overlay === "string" ? [resolve(dirname(file), overlay)] : []),
    ...(baseline === undefined ? [] : [baseline]),
    ...(name === undefined || embeddedId(name) !== undefined ? [] : [name]),
  ];
}

/** What is to be said of all files together. A file with a note leaves something out, which a waiver may be for. */
function general(results: readonly FileResult[], loaded: Loaded, edition: Edition, today: string): FileFinding[] {
  // What was not read may be what a waiver is for.
  if (results.some((r) => r.error !== undefined)) return [];
  const plans = results.map(({ stacks, usedWaivers, notes }) => ({
    usedWaivers,
    stacks: notes.length === 0 ? stacks : [],
  }));
  const { settings } = loaded;
  return checkRun(plans, { edition, settings, today }).map((finding) => {
    const waiver = finding.facts.kind === "unused-waiver" ? finding.facts.waiver : undefined;
    const place = waiver && placeOfWaiver(loaded, waiver);
    // Without what it is for, every waiver would be one and the same.
    const urn = waiver ? JSON.stringify([waiver.rule, waiver.urn, waiver.stack]) : undefined;
    return {
      ...withText(finding),
      fingerprint: fingerprint({ ...finding, ...(urn === undefined ? {} : { urn }) }),
      ...(place ? { place } : {}),
    };
  });
}

/** True for a finding about the edition, which is the same for every stack. */
function isOfEdition(finding: FileFinding): boolean {
  return finding.about === "edition" && counts(finding);
}

function withoutEdition(file: FileResult): FileResult {
  return { ...file, findings: file.findings.filter((f) => !isOfEdition(f)) };
}

/** What is said of the edition, once for the run, however many stacks it has. */
function ofEdition(results: readonly FileResult[]): FileFinding[] {
  const found = results.flatMap((r) => r.findings.filter(isOfEdition));
  return [...new Map(found.map((f) => [JSON.stringify(f.facts), f])).values()];
}

function exitCodeOf(report: Report, { failOn, writeBaseline }: CheckOptions): number {
  if (report.files.some((r) => r.error !== undefined)) return EXIT.failed;
  // What goes into a baseline is accepted by it.
  if (writeBaseline !== undefined) return EXIT.clean;
  return allFindings(report).some((f) => fails(f, failOn)) ? EXIT.findings : EXIT.clean;
}

/** What is said of a file on standard error, so that it is seen whatever the format. */
function remarks({ file, notes, error }: Pick<FileResult, "file" | "notes" | "error">): string[] {
  const name = file === "-" ? "standard input" : escapeTerminal(file);
  return [
    ...(error === undefined ? [] : [complaint(`${name}: ${escapeTerminal(error)}`)]),
    ...notes.map((note) => complaint(`${name}: note: ${escapeTerminal(note)}`)),
  ];
}

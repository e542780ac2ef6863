/**
 * `check`: judges plans and states by the rules of the policy pack. This folder may import policy/, and what commands
 * share (inputs, options, shell); its HTML reporter also cli/html.
 */
import { dirname, join } from "node:path";
import { embeddedId } from "../../catalog/edition/embedded";
import { escapeTerminal } from "../../policy/escape";
import type { Finding } from "../../policy/finding";
import { groupBy } from "../../policy/group-by";
import { checkRun } from "../../policy/run/check-plan";
import { sumOf } from "../../policy/tally";
import type { KindName } from "../inputs/kind";
import { editionInForce } from "../options/edition";
import { emptyNote, type LoadedSettings, placeOfWaiver, programSettings } from "../options/settings-file";
import { wantsColor } from "../shell/color";
import { type CommandResult, type Context, complaint, EXIT, type OutputFile, UsageError } from "../shell/context";
import { tool } from "../shell/version";
import { againstBaseline, baselineText, readBaseline } from "./baseline";
import type { FailOn } from "./fail-on";
import type { CheckedFile, JudgedPart } from "./file";
import { checkFiles, type SearchNote } from "./files";
import { fingerprint } from "./fingerprint";
import { type Outputs, outputsOf, refuseToOverwrite } from "./outputs";
import { projectsOf } from "./position";
import { allFindings, counts, type FileFinding, type FileResult, fails, type Report, withText } from "./report";
import { REPORTERS } from "./reporters";

export interface CheckCommandOptions extends Outputs {
  /** A file of settings; one that is found if omitted, none if false. */
  readonly config?: string | false;
  /** Id or file of an edition; that of the settings if omitted. */
  readonly edition?: string;
  /** YYYY-MM-DD; today if omitted. */
  readonly asOf?: string;
  readonly color?: boolean;
  readonly failOn: FailOn;
  readonly baseline?: string;
  /** Directories of programs: DIRECTORY for all, or NAME=DIRECTORY for one project. */
  readonly project?: readonly string[];
  /** The kind that every file must be; the contents decide if omitted. */
  readonly kind?: KindName;
  /** The run fails if no file has a deployment: somebody expects some. */
  readonly requireDeployments?: boolean;
  /** Checks a preview that ended in an error like any other, with a note. */
  readonly allowFailedPreview?: boolean;
  /** Names every file that is skipped. */
  readonly verbose?: boolean;
}

/**
 * Checks files. A file that cannot be read does not prevent the check of the others.
 * @param files names, directories and globs as given; `-` is standard input.
 */
export async function check(
  files: readonly string[],
  options: CheckCommandOptions,
  context: Context,
): Promise<CommandResult> {
  const { cwd } = context;
  const outputs = outputsOf(options, cwd);
  if (files.filter((f) => f === "-").length > 1) throw new UsageError('standard input ("-") can be read only once');
  if (options.baseline !== undefined && options.writeBaseline !== undefined) {
    throw new UsageError(
      "--baseline and --write-baseline exclude each other: one reads a baseline, the other makes it",
    );
  }
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline, cwd);
  const settings = programSettings(options.config, context);
  const projects = projectsOf(options.project ?? [], cwd);
  refuseToOverwrite(options, [...files, ...readBesides(options, [settings.ofRun])], cwd);
  const asOf = options.asOf ?? context.today();
  const { edition: named, kind, allowFailedPreview } = options;
  const job = { settings, today: asOf, edition: named, projects, kind, allowFailedPreview };
  const { checked, passedOver } = await checkFiles(files, job, context);
  const used = [...new Set(checked.flatMap((c) => c.parts.map((p) => p.loaded)))];
  const [only = settings.ofRun] = used;
  const loaded = used.length === 1 ? only : settings.ofRun;
  const edition = await editionInForce(loaded.settings, options.edition, asOf, cwd);
  const results = checked.map((one) => withSettings(one, loaded, edition.id));
  // Again, with the files that were found in a directory or by a glob.
  refuseToOverwrite(options, [...results.map((r) => r.file), ...readBesides(options, used)], cwd);
  const { id, document, date, hash } = edition.data;
  const found: Report = {
    tool: tool(),
    edition: { id, document: document.title, date, hash },
    asOf,
    failOn: options.failOn,
    files: results.map(withoutEdition),
    general: [...ofEdition(results), ...(await general(checked, options, asOf, cwd))],
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
  const stderr = [
    ...[...new Set([loaded, ...used])].flatMap(emptyNote),
    ...results.flatMap(remarks),
    ...passedOver.flatMap((search) => searchRemarks(search, options.verbose === true)),
    ...nothingToCheck(report, options),
  ];
  if (options.writeBaseline !== undefined) {
    // Otherwise, findings of files that were not read would be new in the next run.
    if (results.every((r) => r.error === undefined && r.incomplete === undefined)) {
      written.push({ file: options.writeBaseline, text: baselineText(report) });
    } else {
      stderr.push(complaint("the baseline was not written, since not every file could be checked"));
    }
  }
  return { stdout, stderr: stderr.join(""), exitCode: exitCodeOf(report, options), files: written };
}

/** A result that names the settings that judged the file, unless they are those of the run. */
function withSettings({ result, parts }: CheckedFile, ofRun: LoadedSettings, edition: string): FileResult {
  const others = parts.filter((p) => p.loaded !== ofRun);
  const [other] = others;
  if (other === undefined) return result;
  const edited = others.find((p) => p.edition !== edition)?.edition;
  return {
    ...result,
    notes: [...result.notes, ...others.map((part) => settingsNote(part, parts.length > 1, edition))],
    settings: other.loaded.file ?? "",
    ...(edited === undefined ? {} : { edition: edited }),
  };
}

function settingsNote({ loaded, stacks, edition }: JudgedPart, isPart: boolean, ofRun: string): string {
  const what = isPart ? `${stacks.join(", ")}: judged` : "judged";
  const by = loaded.file === undefined ? "without a settings file" : `by the settings of ${loaded.file}`;
  return `${what} ${by}${edition === ofRun ? "" : `, with edition ${edition}`}`;
}

/** The files that a run reads in addition to those that it checks. */
function readBesides({ edition, baseline }: CheckCommandOptions, used: readonly LoadedSettings[]): string[] {
  return [
    ...used.flatMap(({ settings, file, read }) => {
      const name = edition ?? settings.catalog.edition;
      const overlay = read?.given.overlay;
      return [
        ...(file === undefined ? [] : [file]),
        ...(file !== undefined && typeof overlay === "string" ? [join(dirname(file), overlay)] : []),
        ...(name === undefined || embeddedId(name) !== undefined ? [] : [name]),
      ];
    }),
    ...(baseline === undefined ? [] : [baseline]),
  ];
}

/**
 * For each settings file, the findings about all its files together. A file with a note left something out, for which a
 * waiver may be meant.
 */
async function general(
  checked: readonly CheckedFile[],
  options: CheckCommandOptions,
  today: string,
  cwd: string,
): Promise<FileFinding[]> {
  const isWhole = checked.every(({ result: r }) => r.error === undefined && r.incomplete === undefined);
  const parts = checked.flatMap(({ result, parts }) =>
    parts.map((part) => ({ ...part, stacks: result.notes.length === 0 ? part.stacks : [] })),
  );
  const found: RunFinding[] = [];
  for (const [loaded, plans] of groupBy(parts, (p) => p.loaded)) {
    // A waiver or an account may be meant for something that was not read.
    const settings = isWhole ? loaded.settings : { ...loaded.settings, waivers: [], accounts: new Map() };
    const edition = await editionInForce(settings, options.edition, today, cwd);
    found.push(...checkRun(plans, { edition, settings, today }).map((finding) => ({ finding, loaded })));
  }
  return onceWithoutChoice(found).map(({ finding, loaded }) => withSettingsPlace(finding, loaded));
}

interface RunFinding {
  readonly finding: Finding;
  readonly loaded: LoadedSettings;
}

/** The findings, with one for all deployments for which nobody chose an edition, not one for each settings file. */
function onceWithoutChoice(found: readonly RunFinding[]): RunFinding[] {
  const tallies = found.flatMap(({ finding: { facts } }) =>
    facts.kind === "edition-not-chosen" ? [facts.newest] : [],
  );
  const newest = sumOf(tallies);
  let isFirst = true;
  return found.flatMap((one) => {
    const { facts } = one.finding;
    if (facts.kind !== "edition-not-chosen" || newest === undefined) return [one];
    if (!isFirst) return [];
    isFirst = false;
    return [{ ...one, finding: { ...one.finding, facts: { ...facts, newest } } }];
  });
}

/** A finding about the run, with its text and its place in the settings. */
function withSettingsPlace(finding: Finding, loaded: LoadedSettings): FileFinding {
  const waiver = finding.facts.kind === "unused-waiver" ? finding.facts.waiver : undefined;
  const place = waiver && placeOfWaiver(loaded, waiver);
  // Otherwise every waiver would have the same fingerprint.
  const urn = waiver ? JSON.stringify([waiver.rule, waiver.urn, waiver.stack]) : undefined;
  return {
    ...withText(finding),
    fingerprint: fingerprint({ ...finding, ...(urn === undefined ? {} : { urn }) }),
    ...(place ? { place } : {}),
  };
}

/** True for a finding about the edition, which is the same for every stack. */
function isOfEdition(finding: FileFinding): boolean {
  return finding.about === "edition" && counts(finding);
}

function withoutEdition(file: FileResult): FileResult {
  return { ...file, findings: file.findings.filter((f) => !isOfEdition(f)) };
}

/** The findings about the edition, once for the run, whatever the number of stacks. */
function ofEdition(results: readonly FileResult[]): FileFinding[] {
  const found = results.flatMap((r) => r.findings.filter(isOfEdition));
  return [...new Map(found.map((f) => [JSON.stringify(f.facts), f])).values()];
}

function exitCodeOf(report: Report, { failOn, writeBaseline, requireDeployments }: CheckCommandOptions): number {
  if (report.files.some((r) => r.error !== undefined || r.incomplete !== undefined)) return EXIT.failed;
  if (requireDeployments && hasNothing(report)) return EXIT.failed;
  // A baseline accepts what it holds.
  if (writeBaseline !== undefined) return EXIT.clean;
  return allFindings(report).some((f) => fails(f, failOn)) ? EXIT.findings : EXIT.clean;
}

/** True if every file was read, and none has a deployment. */
function hasNothing({ files }: Report): boolean {
  return files.every((f) => f.error === undefined && f.deployments === 0);
}

/** A run without deployments proves nothing: it may be of the wrong file. */
function nothingToCheck(report: Report, { requireDeployments }: CheckCommandOptions): string[] {
  if (!requireDeployments || !hasNothing(report)) return [];
  return [complaint("there are no deployments of Azure OpenAI, and --require-deployments expects some")];
}

/** What directories and globs have besides plans and states. */
function searchRemarks({ argument, note, files }: SearchNote, verbose: boolean): string[] {
  return [
    complaint(`${escapeTerminal(argument)}: note: ${note}`),
    ...(verbose ? files.map((file) => complaint(`${escapeTerminal(file)}: skipped: no plan and no state`)) : []),
  ];
}

/** Remarks about a file, on standard error: there they are seen with every format. */
function remarks({ file, notes, error, incomplete }: FileResult): string[] {
  const name = file === "-" ? "standard input" : escapeTerminal(file);
  return [
    ...[error, incomplete].flatMap((why) => (why === undefined ? [] : [complaint(`${name}: ${escapeTerminal(why)}`)])),
    ...notes.map((note) => complaint(`${name}: note: ${escapeTerminal(note)}`)),
  ];
}

/** `catalog impact`: shows which deployments of which stacks another edition judges differently. */
import { Readable } from "node:stream";
import type { Edition } from "../../catalog/edition/edition";
import { escapeJson, escapeTerminal } from "../../policy/escape";
import type { Finding } from "../../policy/finding";
import { stackOf } from "../../policy/plan/urn";
import { checkFiles } from "../check/files";
import type { FileFinding } from "../check/report";
import { jsonFinding } from "../check/reporters/json";
import { collect, MB } from "../inputs/bytes";
import { programSettings } from "../options/settings-file";
import { type CommandResult, type Context, complaint, EXIT, UsageError } from "../shell/context";
import { openEdition } from "./editions";

export interface ImpactOptions {
  /** A file of settings. */
  readonly config?: string | false;
  /** YYYY-MM-DD; today where omitted. */
  readonly asOf?: string;
  readonly json?: boolean;
}

/** The outcome for a resource: it is blocked, has advice, or has no finding. */
export type Outcome = "blocked" | "advice" | "clean";

/** A resource, or a whole stack, with different findings by the two editions. */
export interface Impact<F extends Finding = Finding> {
  /** Absent for a finding about the whole stack. */
  readonly urn?: string;
  readonly from: Outcome;
  readonly to: Outcome;
  /** Findings only by the first edition. */
  readonly gone: readonly F[];
  /** Findings only by the second edition. */
  readonly added: readonly F[];
}

/**
 * Compares what two editions say about the same plan.
 * @returns what changes, by URN. Two findings are the same if resource, rule, reason and level are the same. A rule
 *   with as many findings at the same levels, for other reasons, has not changed.
 */
export function compareReports<F extends Finding>(
  a: { readonly findings: readonly F[] },
  b: { readonly findings: readonly F[] },
): Impact<F>[] {
  const urns = [...new Set([...a.findings, ...b.findings].map((f) => f.urn))];
  return urns.flatMap((urn) => {
    const [before = [], after = []] = [a, b].map((report) =>
      report.findings.filter((f) => f.urn === urn && f.waiver === undefined),
    );
    // Another reason for the same outcome makes no difference to the deployment.
    const differs = ({ rule }: F) => outcomesOf(rule, before) !== outcomesOf(rule, after);
    const gone = before.filter((f) => differs(f) && !after.some((g) => key(f) === key(g)));
    const added = after.filter((f) => differs(f) && !before.some((g) => key(f) === key(g)));
    if (gone.length + added.length === 0) return [];
    return [{ ...(urn === undefined ? {} : { urn }), from: outcome(before), to: outcome(after), gone, added }];
  });
}

function key({ rule, nested, reason, level }: Finding): string {
  return JSON.stringify([rule, nested, reason, level]);
}

/** The levels of a rule's findings, without their reasons. */
function outcomesOf(rule: string, findings: readonly Finding[]): string {
  const own = findings.filter((f) => f.rule === rule);
  return JSON.stringify(own.map(({ nested, level }) => JSON.stringify([nested, level])).sort());
}

function outcome(findings: readonly Finding[]): Outcome {
  if (findings.length === 0) return "clean";
  return findings.some((f) => f.level === "mandatory") ? "blocked" : "advice";
}

/** The changes in one file. */
export interface FileImpact {
  readonly file: string;
  readonly changes: readonly Impact<FileFinding>[];
}

/** The result of judging files by two editions. */
export interface ComparedFiles {
  readonly files: readonly FileImpact[];
  /** Files that cannot be read, with the reason. */
  readonly errors: readonly string[];
}

/**
 * Judges files by two editions.
 * @param from id or file of the first edition, and `to` of the second.
 * @param files plans and states; `-` is standard input.
 * @throws UsageError if the settings or an edition cannot be used.
 */
export async function compareFiles(
  from: string,
  to: string,
  files: readonly string[],
  options: ImpactOptions,
  context: Context,
): Promise<ComparedFiles> {
  if (files.filter((f) => f === "-").length > 1) throw new UsageError('standard input ("-") can be read only once');
  const settings = programSettings(options.config, context);
  const today = options.asOf ?? context.today();
  const stdin = files.includes("-") ? await collect(context.stdin(), 512 * MB) : Buffer.alloc(0);
  const judge = (edition: string) =>
    checkFiles(
      [...files],
      { settings, today, edition },
      {
        ...context,
        stdin: () => Readable.from([stdin]),
      },
    );
  const [before, after] = [await judge(from), await judge(to)];
  return {
    files: before.checked.flatMap(({ result: report }, i) => {
      const other = after.checked[i]?.result;
      if (report.error !== undefined || other === undefined) return [];
      return [{ file: report.file, changes: compareReports(report, other) }];
    }),
    errors: before.checked.flatMap(({ result: { file, error, incomplete } }) =>
      [error, incomplete].flatMap((why) => (why === undefined ? [] : [`${shown(file)}: ${escapeTerminal(why)}`])),
    ),
  };
}

/**
 * Judges files by both editions.
 * @param files plans and states; `-` is standard input.
 * @returns exit code 1 if something changes, as `catalog diff`.
 */
export async function impact(
  a: string,
  b: string,
  files: readonly string[],
  options: ImpactOptions,
  context: Context,
): Promise<CommandResult> {
  const [from, to] = [openEdition(a, context.cwd), openEdition(b, context.cwd)];
  const { files: results, errors } = await compareFiles(a, b, files, options, context);
  const changed = results.some((r) => r.changes.length > 0);
  const head = (e: Edition) => ({ id: e.id, date: e.data.date, hash: e.data.hash });
  return {
    stdout: options.json
      ? `${escapeJson(JSON.stringify({ from: head(from), to: head(to), files: results.map(jsonImpact) }, null, 2))}\n`
      : [
          `From ${from.id} of ${from.data.date} to ${to.id} of ${to.data.date}\n`,
          ...results.map((result) => `\n${impactLines(result).join("\n")}\n`),
        ].join(""),
    stderr: errors.map(complaint).join(""),
    exitCode: errors.length > 0 ? EXIT.failed : changed ? EXIT.findings : EXIT.clean,
  };
}

function shown(file: string): string {
  return file === "-" ? "standard input" : escapeTerminal(file);
}

/** The changes in a file, for a terminal. */
export function impactLines({ file, changes }: FileImpact): string[] {
  const lines = changes.flatMap((c) => [
    `  ${resourceName(c.urn)}: ${c.from} -> ${c.to}`,
    ...c.gone.map((f) => `    - ${findingLine(f)}`),
    ...c.added.map((f) => `    + ${findingLine(f)}`),
  ]);
  return [shown(file), ...(lines.length > 0 ? lines : ["  Nothing changes."])];
}

/** The resource's name with its stack; a URN is long and tells a reader nothing more. */
export function resourceName(urn: string | undefined): string {
  if (urn === undefined) return "the stack";
  const stack = stackOf(urn);
  const own = urn.slice(urn.lastIndexOf("::") + 2);
  return escapeTerminal(stack === undefined ? own : `${own} (${stack})`);
}

export function findingLine({ rule, level, text }: FileFinding): string {
  return `${level} ${rule}: ${escapeTerminal(text.headline)}`;
}

/** The changes in a file, for JSON. */
export function jsonImpact({ file, changes }: FileImpact) {
  const json = changes.map((c) => ({ ...c, gone: c.gone.map(jsonFinding), added: c.added.map(jsonFinding) }));
  return { file, changes: json };
}

/** Words that several formats of a report share. The texts of findings come from policy/words. */
import { posix, sep } from "node:path";
import { escapeTerminal } from "../../policy/escape";
import { nameIn } from "../../policy/plan/urn";
import { messageLines } from "../../policy/words/finding";
import { count } from "../../policy/words/names";
import type { SourcePlace } from "../shell/paths";
import { counts, type FileFinding, type FileResult, type Report, type Summary } from "./report";

/** A text of at most so many characters; a longer one ends in "...". */
export function shortened(text: string, longest: number): string {
  const characters = text.length > longest ? [...text] : [];
  return characters.length > longest ? `${characters.slice(0, longest - 3).join("")}...` : text;
}

/** Where a code host shows a finding: a line of the program, or a whole file. */
export type Location = Pick<SourcePlace, "file"> & Partial<SourcePlace>;

/** A finding and its file; no file if it is about the run as a whole. */
export interface LocatedFinding {
  readonly finding: FileFinding;
  readonly file?: FileResult;
}

/** All findings with their files; those about the whole run come last. */
export function found(report: Report): LocatedFinding[] {
  return [
    ...report.files.flatMap((file) => file.findings.map((finding) => ({ finding, file }))),
    ...report.general.map((finding) => ({ finding })),
  ];
}

/** Code hosts show files only; findings of standard input are shown at a file that every Pulumi program has. */
const PROGRAM = "Pulumi.yaml";

/** The program's own line if the plan has it, else the plan file; the settings for a finding about the run. */
export function locationOf({ finding, file }: LocatedFinding, report: Report): Location {
  if (finding.place) return finding.place;
  return { file: file ? planFile(file) : repositoryPath(report.settings ?? PROGRAM) };
}

/** The name of a plan file for a code host. */
export function planFile({ file }: FileResult): string {
  return file === "-" ? PROGRAM : repositoryPath(file);
}

/** A path without `./` and with forward slashes, as code hosts want it. */
function repositoryPath(file: string): string {
  return posix.normalize(file.split(sep).join("/"));
}

/** A file as it was given, for people. */
export function fileName(file: string): string {
  return file === "-" ? "standard input" : escapeTerminal(file);
}

/** The name of the resource that a finding is about. */
export function subject({ urn }: FileFinding): string {
  return urn === undefined ? "the whole stack" : escapeTerminal(nameIn(urn));
}

/** What is wrong, in a sentence. */
export function headline({ text }: FileFinding): string {
  return escapeTerminal(text.headline);
}

/** The stack of a finding; for one without a stack, the only stack of its file. */
export function stackOfFinding({ finding, file }: LocatedFinding): string | undefined {
  return finding.stack ?? (file?.stacks.length === 1 ? file.stacks[0] : undefined);
}

/**
 * The whole text of a finding: its message, its waiver, and the resource, because one line of a program may make many
 * resources.
 */
export function fullText(one: LocatedFinding): string[] {
  const { finding, file } = one;
  const stack = stackOfFinding(one);
  return [
    ...messageLines(finding.text).map(escapeTerminal),
    ...(finding.text.waived === undefined ? [] : [escapeTerminal(finding.text.waived)]),
    ...(finding.waiver === undefined && finding.inBaseline ? ["The baseline has this finding."] : []),
    ...(file === undefined
      ? []
      : [`Resource: ${subject(finding)}${stack === undefined ? "" : ` of ${escapeTerminal(stack)}`}`]),
  ];
}

/** One message to a build. */
export interface BuildMessage {
  readonly level: "error" | "warning";
  /** The rule, or what is wrong. */
  readonly title: string;
  readonly location: Location;
  /** Several lines, safe to print. */
  readonly text: string;
}

/**
 * The messages for the log of a build, the gravest first: mandatory findings and files that could not be checked are
 * errors, advice is a warning. Findings that a waiver or the baseline covers are left out.
 */
export function issues(report: Report): BuildMessage[] {
  const counting = found(report).filter(({ finding }) => counts(finding));
  const at = (findingLevel: FileFinding["level"], level: BuildMessage["level"]) =>
    counting
      .filter(({ finding }) => finding.level === findingLevel)
      .map((one): BuildMessage => {
        const { rule } = one.finding;
        return { level, title: rule, location: locationOf(one, report), text: fullText(one).join("\n") };
      });
  const errors = report.files.flatMap((f) =>
    troubles(f).map(({ title, why }): BuildMessage => {
      const text = `${fileName(f.file)}: ${escapeTerminal(why)}`;
      return { level: "error", title, location: { file: planFile(f) }, text };
    }),
  );
  return [...at("mandatory", "error"), ...errors, ...at("advisory", "warning")];
}

/** Why the results of a file may be incomplete. */
export function troubles({ error, incomplete }: Pick<FileResult, "error" | "incomplete">): Trouble[] {
  return [
    ...(error === undefined ? [] : [{ title: "could not be checked", why: error }]),
    ...(incomplete === undefined ? [] : [{ title: "incomplete plan", why: incomplete }]),
  ];
}

interface Trouble {
  readonly title: string;
  readonly why: string;
}

/** The files, stacks and deployments of a run. */
export function seenText(s: Summary): string {
  return [
    count(s.files, "file"),
    ...(s.stacks > 1 ? [count(s.stacks, "stack")] : []),
    s.deployments === 0 ? "no deployments" : count(s.deployments, "deployment"),
  ].join(", ");
}

/** The parts of a summary line that are not zero, the gravest first, each with its gravity. */
export function foundParts(s: Summary): { readonly text: string; readonly grave: "error" | "warning" | "info" }[] {
  return [
    { n: s.blocked, text: `${s.blocked} blocked`, grave: "error" as const },
    { n: s.advisory, text: `${s.advisory} advice`, grave: "warning" as const },
    { n: s.waived, text: `${s.waived} waived`, grave: "info" as const },
    { n: s.known, text: `${s.known} known`, grave: "info" as const },
    { n: s.gone, text: `${s.gone} no longer found`, grave: "info" as const },
    { n: s.errors, text: `${count(s.errors, "file")} could not be checked`, grave: "error" as const },
    { n: s.incomplete, text: `${count(s.incomplete, "plan")} incomplete`, grave: "error" as const },
  ].filter(({ n }) => n > 0);
}

/** "1 file, 2 deployments: 1 blocked" */
export function summaryText(s: Summary): string {
  const parts = foundParts(s).map(({ text }) => text);
  return `${seenText(s)}: ${parts.length > 0 ? parts.join(", ") : nothingText(s)}`;
}

/** A run without deployments proves nothing, and must not sound like a clean one. */
export function nothingText({ deployments }: Pick<Summary, "deployments">): string {
  return deployments === 0 ? "nothing to check" : "nothing to report";
}

/** What reporters get: the results of a run of `check`, and nothing else. */

import type { Finding } from "../../policy/finding";
import { type FindingText, findingText } from "../../policy/words/finding";
import type { Language } from "../../policy/words/syntax";
import type { SourcePlace } from "../shell/paths";
import type { FailOn } from "./fail-on";

/** A finding with its text, and with what only the command line knows about it. */
export interface FileFinding extends Finding {
  readonly text: FindingText;
  /** Where the program made the resource, if the file tells it. */
  readonly place?: SourcePlace;
  /** The same for the same finding in a later run, even if the program's lines have moved; hexadecimal. */
  readonly fingerprint: string;
  /** Set if the baseline has the finding: it is counted, and fails nothing. */
  readonly inBaseline?: true;
}

/**
 * A finding of a file, with its text.
 * @param language of the program, if it is known.
 */
export function withText<F extends Finding>(finding: F, language?: Language): F & Pick<FileFinding, "text"> {
  return { ...finding, text: findingText(finding, language) };
}

export interface FileResult {
  /** As it was given on the command line; `-` is standard input. */
  readonly file: string;
  /** What the file was read as; absent if it could not be read. */
  readonly kind?: string;
  /** Every `project/stack` with resources in the file. */
  readonly stacks: readonly string[];
  readonly deployments: number;
  readonly findings: readonly FileFinding[];
  readonly notes: readonly string[];
  /** The settings file that judged it, if it is not the run's: another file, or none (""). */
  readonly settings?: string;
  /** Id of the edition that judged it, if it is not the run's. */
  readonly edition?: string;
  /** Why it could not be checked. */
  readonly error?: string;
  /** Why findings may be missing: the preview ended in an error. Such a run could not be completed. */
  readonly incomplete?: string;
}

/** A finding that the baseline has and the run does not. */
export interface GoneFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly urn?: string;
  /** `project/stack` that it is about as a whole, if it has no URN. */
  readonly stack?: string;
  /** What was wrong, in a sentence. */
  readonly message: string;
}

export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  readonly edition: {
    readonly id: string;
    readonly document: string;
    readonly date: string;
    /** SHA-256 of its content, so that a verdict can be reproduced later. */
    readonly hash: string;
  };
  /** The date of judgement. */
  readonly asOf: string;
  readonly failOn: FailOn;
  readonly files: readonly FileResult[];
  /** Findings about the run as a whole: waivers that match nothing. */
  readonly general: readonly FileFinding[];
  /** Set if the run was compared with a baseline. */
  readonly baseline?: { readonly file: string; readonly gone: readonly GoneFinding[] };
  /** File of the settings in force; absent if there is none. */
  readonly settings?: string;
}

export interface Summary {
  readonly files: number;
  /** Different stacks with resources in the files. */
  readonly stacks: number;
  readonly deployments: number;
  /** Resources with a mandatory finding that counts; each deployment of a template counts separately. */
  readonly blocked: number;
  /** Findings that count, by level. */
  readonly mandatory: number;
  readonly advisory: number;
  /** Findings that a waiver covers. */
  readonly waived: number;
  /** Findings that the baseline has. */
  readonly known: number;
  /** Findings that the baseline has and the run does not. */
  readonly gone: number;
  /** Files that could not be checked. */
  readonly errors: number;
  /** Plans without some of their resources, because their preview ended in an error. */
  readonly incomplete: number;
}

/** True for a finding that neither a waiver nor the baseline covers. */
export function counts(finding: FileFinding): boolean {
  return finding.waiver === undefined && finding.inBaseline === undefined;
}

/** True for a finding that fails the run. */
export function fails(finding: FileFinding, failOn: FailOn): boolean {
  if (!counts(finding) || failOn === "none") return false;
  return failOn === "advisory" || finding.level === "mandatory";
}

/** All findings of a run, those of the files first. */
export function allFindings(report: Report): FileFinding[] {
  return [...report.files.flatMap((f) => f.findings), ...report.general];
}

/** Counts what was found. */
export function summarize(report: Report): Summary {
  const all = allFindings(report);
  const mandatory = all.filter((f) => counts(f) && f.level === "mandatory");
  return {
    files: report.files.length,
    stacks: new Set(report.files.flatMap((f) => f.stacks)).size,
    deployments: report.files.reduce((sum, f) => sum + f.deployments, 0),
    blocked: report.files.reduce((sum, f) => sum + blockedIn(f.findings), 0),
    mandatory: mandatory.length,
    advisory: all.filter(counts).length - mandatory.length,
    waived: all.filter((f) => f.waiver !== undefined).length,
    known: all.filter((f) => f.waiver === undefined && f.inBaseline).length,
    gone: report.baseline?.gone.length ?? 0,
    errors: report.files.filter((f) => f.error !== undefined).length,
    incomplete: report.files.filter((f) => f.incomplete !== undefined).length,
  };
}

function blockedIn(findings: readonly FileFinding[]): number {
  const blocked = findings.filter((f) => counts(f) && f.level === "mandatory");
  const deployments = new Map<string, number>();
  for (const f of blocked) {
    const key = JSON.stringify([f.urn, f.nested]);
    deployments.set(key, Math.max(deployments.get(key) ?? 0, f.copies ?? 1));
  }
  return [...deployments.values()].reduce((sum, copies) => sum + copies, 0);
}

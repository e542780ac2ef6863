/** What reporters get: the results of a run of `check`, and nothing else. */
import type { ReportedFinding } from "../policy/engine";

/** A finding with the place in the program that made the resource, where the file tells it. */
export interface FileFinding extends ReportedFinding {
  readonly source?: string;
}

export interface FileResult {
  /** As it was given on the command line; `-` is standard input. */
  readonly file: string;
  /** What it was taken for; absent where it could not be read. */
  readonly kind?: string;
  readonly deployments: number;
  readonly findings: readonly FileFinding[];
  readonly notes: readonly string[];
  /** Why it could not be checked. */
  readonly error?: string;
}

export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  readonly edition: { readonly id: string; readonly document: string; readonly date: string };
  /** The date of judgement. */
  readonly asOf: string;
  readonly files: readonly FileResult[];
}

export interface Summary {
  readonly files: number;
  readonly deployments: number;
  /** Resources with a mandatory finding. */
  readonly blocked: number;
  readonly mandatory: number;
  readonly advisory: number;
  /** Files that could not be checked. */
  readonly errors: number;
}

/** Counts what was found. */
export function summarize(files: readonly FileResult[]): Summary {
  let [deployments, blocked, mandatory, advisory, errors] = [0, 0, 0, 0, 0];
  for (const file of files) {
    const mandatories = file.findings.filter((f) => f.level === "mandatory");
    deployments += file.deployments;
    mandatory += mandatories.length;
    advisory += file.findings.length - mandatories.length;
    blocked += new Set(mandatories.map((f) => f.urn)).size;
    errors += file.error === undefined ? 0 : 1;
  }
  return { files: files.length, deployments, blocked, mandatory, advisory, errors };
}

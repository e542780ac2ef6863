/** What `check` hands to its reporters. */
import type { ReportedFinding } from "../../policy/engine";

/** The outcome of one file: findings, or why it could not be checked. */
export interface FileResult {
  readonly file: string;
  readonly deployments: number;
  readonly findings: readonly ReportedFinding[];
  readonly error?: string;
  /** Entries that could not be read as resources; the others were checked. */
  readonly odd: readonly string[];
}

export interface Summary {
  readonly files: number;
  readonly deployments: number;
  readonly mandatory: number;
  readonly advisory: number;
  readonly errors: number;
}

/** Counts over all files. */
export function summarize(results: readonly FileResult[]): Summary {
  const count = (level: string) => results.reduce((n, r) => n + r.findings.filter((f) => f.level === level).length, 0);
  return {
    files: results.length,
    deployments: results.reduce((n, r) => n + r.deployments, 0),
    mandatory: count("mandatory"),
    advisory: count("advisory"),
    errors: results.filter((r) => r.error !== undefined).length,
  };
}

/** Results for programs, in the shape of schemas/report-1.schema.json. */
import { escapeJson } from "../../shell/escape";
import { type Report, summarize } from "../report";
import type { JsonReport } from "./json-schema";

/** The results as one JSON document; `version` counts up when its shape changes. */
export function reportJson(report: Report): string {
  const { tool, edition, asOf, failOn, settings, files, general, baseline } = report;
  const summary = summarize(report);
  const document: JsonReport = {
    version: 1,
    tool,
    edition,
    asOf,
    failOn,
    settings,
    summary,
    ...(baseline ? { baseline: { file: baseline.file, known: summary.known, gone: baseline.gone } } : {}),
    files: files.map(({ file, kind, stacks, deployments, findings, notes, error, incomplete }) => ({
      file,
      kind,
      stacks,
      deployments,
      findings,
      ...(notes.length > 0 ? { notes } : {}),
      error,
      ...(incomplete === undefined ? {} : { incomplete }),
    })),
    general,
  };
  return `${escapeJson(JSON.stringify(document, null, 2))}\n`;
}

/** Results for programs. */
import { escapeJson } from "../escape";
import { type Report, summarize } from "../report";

/** The results as one JSON document; `version` counts up when its shape changes. */
export function reportJson(report: Report): string {
  const { tool, edition, asOf, failOn, files } = report;
  const document = {
    version: 1,
    tool,
    edition,
    asOf,
    failOn,
    summary: summarize(report),
    ...(report.baseline ? { baseline: report.baseline } : {}),
    files: files.map(({ file, kind, stacks, deployments, findings, notes, error }) => ({
      file,
      kind,
      stacks,
      deployments,
      findings,
      ...(notes.length > 0 ? { notes } : {}),
      ...(error === undefined ? {} : { error }),
    })),
  };
  return `${escapeJson(JSON.stringify(document, null, 2))}\n`;
}

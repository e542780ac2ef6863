/** Results for programs. */
import { escapeJson } from "../escape";
import { type Report, summarize } from "../report";

/** The results as one JSON document; `version` counts up when its shape changes. */
export function reportJson(report: Report): string {
  const { tool, edition, asOf, files } = report;
  const document = {
    version: 1,
    tool,
    edition,
    asOf,
    summary: summarize(files),
    files: files.map(({ file, kind, deployments, findings, notes, error }) => ({
      file,
      kind,
      deployments,
      findings,
      ...(notes.length > 0 ? { notes } : {}),
      ...(error === undefined ? {} : { error }),
    })),
  };
  return `${escapeJson(JSON.stringify(document, null, 2))}\n`;
}

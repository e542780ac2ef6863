/** Results for programs. */
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
  return `${JSON.stringify(document, null, 2)}\n`;
}

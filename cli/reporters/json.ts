/** JSON for programs. `version` goes up when a field changes its meaning or goes away. */
import type { Edition } from "../../catalog/edition";
import { type FileResult, summarize } from "./result";

/**
 * The report as JSON text.
 * @param toolVersion version of this package.
 */
export function jsonReport(results: readonly FileResult[], edition: Edition, toolVersion: string): string {
  const report = {
    version: 1,
    tool: { name: "azure-openai-guard", version: toolVersion },
    edition: { id: edition.id, document: edition.data.document.title, date: edition.data.document.date },
    summary: summarize(results),
    files: results.map(({ file, deployments, findings, error, odd }) => ({
      file,
      deployments,
      findings,
      ...(odd.length > 0 ? { unreadable: odd } : {}),
      ...(error === undefined ? {} : { error }),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

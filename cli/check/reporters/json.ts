/** Results for programs, in the shape of schemas/report-1.schema.json. */

import { escapeJson } from "../../../policy/escape";
import { messageOf } from "../../../policy/words/finding";
import { type FileFinding, type Report, summarize } from "../report";
import type { JsonFinding, JsonReport } from "./json-schema";

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
    files: files.map(({ file, kind, stacks, deployments, findings, notes, error, incomplete, ...by }) => ({
      file,
      kind,
      stacks,
      deployments,
      findings: findings.map(jsonFinding),
      ...(notes.length > 0 ? { notes } : {}),
      ...(by.settings === undefined ? {} : { settings: by.settings === "" ? null : by.settings }),
      ...(by.edition === undefined ? {} : { edition: by.edition }),
      error,
      ...(incomplete === undefined ? {} : { incomplete }),
    })),
    general: general.map(jsonFinding),
  };
  return `${escapeJson(JSON.stringify(document, null, 2))}\n`;
}

/** A finding in the shape of the report; fields without a value are left out when it is written. */
export function jsonFinding(finding: FileFinding): JsonFinding {
  const { rule, urn, nested, asked, reason, citations, limit, level, waiver, stack, place, fingerprint } = finding;
  return {
    rule,
    urn,
    asked,
    reason,
    message: messageOf(finding.text),
    citations,
    changes: finding.text.changes,
    limit,
    nested,
    copies: finding.copies,
    level,
    waiver,
    stack,
    place,
    fingerprint,
    inBaseline: finding.inBaseline,
  };
}

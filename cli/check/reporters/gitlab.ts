/** The Code Quality report of GitLab, for the widget of a merge request and the marks in its diff. */
import { createHash } from "node:crypto";
import { escapeJson, escapeTerminal } from "../../../policy/escape";
import { counts, type Report } from "../report";
import { fileName, found, fullText, locationOf, planFile, troubles } from "../words";

/** One entry, as GitLab documents it. */
interface CodeQualityIssue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: "info" | "minor" | "major" | "critical" | "blocker";
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const SEVERITY = { mandatory: "blocker", advisory: "minor" } as const;

/**
 * The results as a Code Quality report. Mandatory findings and files that could not be checked are blockers, advice is
 * minor, and a finding that a waiver or the baseline covers is info.
 */
export function reportGitlab(report: Report): string {
  const unique = uniqueFingerprints();
  const entries = [
    ...found(report).map((one): CodeQualityIssue => {
      const { finding } = one;
      const { file, line } = locationOf(one, report);
      return {
        description: fullText(one).join(" "),
        check_name: finding.rule,
        fingerprint: unique(finding.fingerprint),
        severity: counts(finding) ? SEVERITY[finding.level] : "info",
        location: { path: file, lines: { begin: line ?? 1 } },
      };
    }),
    ...report.files.flatMap((file) =>
      troubles(file).map(
        ({ title, why }): CodeQualityIssue => ({
          description: `${fileName(file.file)}: ${title}: ${escapeTerminal(why)}`,
          check_name: title.replaceAll(" ", "-"),
          fingerprint: unique(hash(file.file)),
          severity: "blocker",
          location: { path: planFile(file), lines: { begin: 1 } },
        }),
      ),
    ),
  ];
  return `${escapeJson(JSON.stringify(entries, null, 2))}\n`;
}

/** GitLab drops an entry whose fingerprint it has seen, so the second of two equal entries gets another one. */
function uniqueFingerprints(): (fingerprint: string) => string {
  const seen = new Map<string, number>();
  return (fingerprint) => {
    const nth = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, nth);
    return nth === 1 ? fingerprint : hash(`${fingerprint} ${nth}`);
  };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

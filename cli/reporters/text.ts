/** Text for people: by file, then by resource, and a summary at the end. */
import type { Colors } from "picocolors/types";
import type { ReportedFinding } from "../../policy/engine";
import { escapeLine, escapeTerminal } from "../escape";
import { fileName } from "../inputs/read";
import { nameOf } from "../inputs/resources";
import { type FileResult, type Summary, summarize } from "./result";

const many = (n: number, one: string, more = `${one}s`) => `${n} ${n === 1 ? one : more}`;

/**
 * The report as text.
 * @param colors picocolors with colour on or off.
 */
export function textReport(results: readonly FileResult[], colors: Colors): string {
  const lines = results.flatMap((r) => fileLines(r, colors));
  return `${[...lines, summaryLine(summarize(results), colors)].join("\n")}\n`;
}

function fileLines(result: FileResult, colors: Colors): string[] {
  const unreadable = result.odd.map((o) => `  ${colors.yellow("not read")} ${escapeLine(o)}`);
  if (result.error === undefined && result.findings.length + unreadable.length === 0) return [];
  const head = colors.bold(escapeLine(fileName(result.file)));
  if (result.error !== undefined) return [head, `  ${colors.red("not checked")} (see above)`, ""];
  return [head, ...unreadable, ...result.findings.flatMap((f) => findingLines(f, colors)), ""];
}

function findingLines(finding: ReportedFinding, colors: Colors): string[] {
  const level = finding.level === "mandatory" ? colors.red("blocked") : colors.yellow("advice");
  const where = finding.urn === undefined ? "" : ` ${escapeLine(nameOf(finding.urn))}`;
  const lines = finding.message.split("\n").map((l) => `    ${escapeTerminal(l)}`);
  const urn = finding.urn === undefined ? [] : [colors.dim(`    ${escapeLine(finding.urn)}`)];
  return [`  ${level}${colors.bold(where)} [${finding.rule}]`, ...lines, ...urn];
}

function summaryLine(s: Summary, colors: Colors): string {
  const judged = `${many(s.files, "file")}, ${many(s.deployments, "deployment")}`;
  const parts = [
    ...(s.mandatory > 0 ? [colors.red(`${s.mandatory} blocked`)] : []),
    ...(s.advisory > 0 ? [colors.yellow(many(s.advisory, "piece of advice", "pieces of advice"))] : []),
    ...(s.errors > 0 ? [colors.red(`${many(s.errors, "file")} not checked`)] : []),
  ];
  return `${judged}: ${parts.length > 0 ? parts.join(", ") : colors.green("nothing to report")}`;
}

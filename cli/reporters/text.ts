/** Results for people: by file, then by resource, and a line that sums up. */
import { createColors } from "picocolors";
import { escapeLines, escapeTerminal } from "../escape";
import { nameOf } from "../inputs/resource";
import { type FileFinding, type FileResult, type Report, type SourcePlace, type Summary, summarize } from "../report";

export interface TextOptions {
  readonly color: boolean;
}

type Colors = ReturnType<typeof createColors>;

/** The results as text. A clean run is one line. */
export function reportText(report: Report, { color }: TextOptions): string {
  const colors = createColors(color);
  const blocks = report.files.filter((f) => f.findings.length > 0).map((f) => fileBlock(f, colors));
  return `${[...blocks, summaryLine(summarize(report), colors)].join("\n\n")}\n`;
}

function fileBlock(file: FileResult, colors: Colors): string {
  const byResource = groupByResource(file.findings);
  const name = file.file === "-" ? "standard input" : escapeTerminal(file.file);
  const resources = [...byResource].flatMap(([urn, findings]) => ["", ...resourceLines(urn, findings, colors)]);
  return [colors.bold(name), ...resources.slice(1)].join("\n");
}

function groupByResource(findings: readonly FileFinding[]): Map<string | undefined, FileFinding[]> {
  const groups = new Map<string | undefined, FileFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.urn);
    if (group) group.push(finding);
    else groups.set(finding.urn, [finding]);
  }
  return groups;
}

function resourceLines(urn: string | undefined, findings: readonly FileFinding[], colors: Colors): string[] {
  const place = findings.find((f) => f.place !== undefined)?.place;
  const name = urn === undefined ? "the whole stack" : nameOf(urn);
  return [
    `  ${colors.bold(escapeTerminal(name))}${place === undefined ? "" : `  ${colors.dim(escapeTerminal(placeText(place)))}`}`,
    ...(urn === undefined ? [] : [`  ${colors.dim(escapeTerminal(urn))}`]),
    ...findings.flatMap((f) => findingLines(f, colors)),
  ];
}

function findingLines(finding: FileFinding, colors: Colors): string[] {
  const level = finding.level === "mandatory" ? colors.red("mandatory") : colors.yellow("advisory");
  return [`    ${level}  ${finding.rule}`, ...escapeLines(finding.message).map((line) => `      ${line}`)];
}

/** As editors and terminals understand it: `index.ts:5:1`. */
function placeText({ file, line, column }: SourcePlace): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

function summaryLine(s: Summary, colors: Colors): string {
  const seen = [count(s.files, "file"), s.deployments === 0 ? "no deployments" : count(s.deployments, "deployment")];
  const found = [
    ...(s.blocked > 0 ? [colors.red(`${s.blocked} blocked`)] : []),
    ...(s.advisory > 0 ? [colors.yellow(`${s.advisory} advice`)] : []),
    ...(s.errors > 0 ? [colors.red(`${count(s.errors, "file")} could not be checked`)] : []),
  ];
  return `${seen.join(", ")}: ${found.length > 0 ? found.join(", ") : colors.green("nothing to report")}`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

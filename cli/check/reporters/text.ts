/** Results for people: by stack, then by resource, and a line that sums up. */
import { createColors } from "picocolors";
import {
  fileName,
  foundParts,
  headline,
  nothingText,
  placeText,
  seenText,
  subject,
  waivedText,
} from "../../explain/words";
import { escapeLines, escapeTerminal } from "../../shell/escape";
import { type FileFinding, type FileResult, type Report, type Summary, summarize } from "../report";
import type { ReportOptions } from "./index";

type Colors = ReturnType<typeof createColors>;

/** How many resources with the very same findings are named; the rest is counted. */
const NAMED = 10;
/** From so many blocked resources on, an estate is likelier than a mistake. */
const ESTATE = 10;

/** The results as text. A clean run is one line. */
export function reportText(report: Report, { color }: ReportOptions): string {
  const colors = createColors(color);
  const blocks = [...stackBlocks(report, colors), ...generalBlock(report, colors), ...goneBlock(report, colors)];
  return `${[...blocks, endLines(report, colors).join("\n")].join("\n\n")}\n`;
}

/** One block per stack and file, blocks of one stack together. Known findings are counted only. */
function stackBlocks(report: Report, colors: Colors): string[] {
  const byStack = new Map<string, string[]>();
  for (const file of report.files) {
    const shown = file.findings.filter(isShown);
    const own = groupBy(shown, (f) => f.stack ?? (file.stacks.length === 1 ? file.stacks[0] : undefined) ?? "");
    for (const [stack, findings] of own) {
      const name = colors.bold(escapeTerminal(stack));
      const heading = stack === "" ? colors.bold(fileName(file.file)) : `${name}  ${colors.dim(fileName(file.file))}`;
      const block = [heading, ...resourceBlocks(findings, file, colors)].join("\n");
      const blocks = byStack.get(stack);
      if (blocks) blocks.push(block);
      else byStack.set(stack, [block]);
    }
  }
  return [...byStack.values()].flat();
}

/** Resources with the very same findings are shown as one: a loop makes hundreds of them. */
function resourceBlocks(findings: readonly FileFinding[], file: FileResult, colors: Colors): string[] {
  const byResource = [...groupBy(findings, (f) => f.urn).values()];
  const alike = groupBy(byResource, (own) => JSON.stringify(own.map((f) => [f.level, f.rule, f.message, f.waiver])));
  return [...alike.values()].flatMap((resources, index) => [
    ...(index === 0 ? [] : [""]),
    ...resources.slice(0, NAMED).flatMap((own) => headingLines(own, resources.length === 1, file, colors)),
    ...(resources.length > NAMED ? [`  and ${resources.length - NAMED} more resources`] : []),
    ...(resources[0] ?? []).flatMap((f) => findingLines(f, colors)),
  ]);
}

function headingLines(own: readonly FileFinding[], alone: boolean, file: FileResult, colors: Colors): string[] {
  const [first] = own;
  if (first === undefined) return [];
  const place = own.find((f) => f.place !== undefined)?.place;
  const name = first.urn === undefined && file.stacks.length > 1 ? "the whole file" : subject(first);
  return [
    `  ${colors.bold(name)}${place === undefined ? "" : `  ${colors.dim(placeText(place))}`}`,
    ...(first.urn === undefined || !alone ? [] : [`  ${colors.dim(escapeTerminal(first.urn))}`]),
  ];
}

function findingLines(finding: FileFinding, colors: Colors): string[] {
  const { rule, level, message, waiver } = finding;
  if (waiver) {
    const lines = [`    waived  ${rule}`, `      ${headline(finding)}`, `      ${waivedText(waiver)}`];
    return lines.map(colors.dim);
  }
  const painted = level === "mandatory" ? colors.red("mandatory") : colors.yellow("advisory");
  return [`    ${painted}  ${rule}`, ...escapeLines(message).map((line) => `      ${line}`)];
}

function generalBlock({ general }: Report, colors: Colors): string[] {
  const shown = general.filter(isShown);
  if (shown.length === 0) return [];
  const lines = shown.flatMap((f) => {
    const [first = "", ...rest] = findingLines(f, colors);
    return [f.place === undefined ? first : `${first}  ${colors.dim(placeText(f.place))}`, ...rest];
  });
  return [[colors.bold("the whole run"), ...lines].join("\n")];
}

function goneBlock({ baseline }: Report, colors: Colors): string[] {
  if (baseline === undefined || baseline.gone.length === 0) return [];
  const file = escapeTerminal(baseline.file);
  return [
    [
      `${colors.bold("no longer found")}  ${colors.dim(`write the baseline anew to forget them: --write-baseline ${file}`)}`,
      ...baseline.gone.map((g) => `  ${escapeTerminal(g.rule)}  ${escapeTerminal(g.urn ?? g.message)}`),
    ].join("\n"),
  ];
}

function endLines(report: Report, colors: Colors): string[] {
  const summary = summarize(report);
  const estate = summary.blocked >= ESTATE && report.baseline === undefined;
  return [
    summaryLine(summary, colors),
    ...(estate ? ["To fail on new findings only, accept these once: --write-baseline FILE, then --baseline FILE"] : []),
  ];
}

function summaryLine(s: Summary, colors: Colors): string {
  const paint = { error: colors.red, warning: colors.yellow, info: colors.dim };
  const parts = foundParts(s).map(({ text, grave }) => paint[grave](text));
  return `${seenText(s)}: ${parts.length > 0 ? parts.join(", ") : colors.green(nothingText(s))}`;
}

function isShown(finding: FileFinding): boolean {
  return finding.waiver !== undefined || finding.inBaseline === undefined;
}

function groupBy<T, K>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

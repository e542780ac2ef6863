/** Results for people: by stack and resource, then the places that findings cite, and a summary line. */
import { createColors } from "picocolors";
import { escapeTerminal } from "../../../policy/escape";
import { groupBy } from "../../../policy/group-by";
import { placeText } from "../../../policy/text";
import { citationLine, moreCitations } from "../../../policy/words/citations";
import { bodyLines, messageOf } from "../../../policy/words/finding";
import { FEW } from "../../../policy/words/names";
import { numbersText, PLACES_HEADING, type TextLayout, textLayout, type Wrap } from "../../shell/text-layout";
import { type FileFinding, type FileResult, type Report, type Summary, summarize } from "../report";
import { fileName, foundParts, nothingText, seenText, stackOfFinding, subject } from "../words";
import type { Reporter } from "./reporter";

type Colors = ReturnType<typeof createColors>;

/** How many resources with the same findings are named; of the rest, the text gives the number. */
const NAMED = 10;
/** With this many blocked resources, the estate was probably never checked before. */
const ESTATE = 10;
/** What the lines of a report have in common. */
type ReportLines = TextLayout & { readonly colors: Colors };

/** A reporter of plain text. A clean run is one line. */
export function textReporter(wrap: Wrap): Reporter {
  return (report, { color, columns }) => {
    const colors = createColors(color);
    const layout: ReportLines = { colors, ...textLayout(wrap, columns) };
    const blocks = [...stackBlocks(report, layout), ...generalBlock(report, layout)];
    const end = [...citedBlock(layout), ...goneBlock(report, colors), endLines(report, colors).join("\n")];
    return `${[...blocks, ...end].join("\n\n")}\n`;
  };
}

/** One block per stack and file, blocks of one stack together. Findings of the baseline are only counted. */
function stackBlocks(report: Report, layout: ReportLines): string[] {
  const { colors } = layout;
  const blocks = report.files.flatMap((file) => {
    const shown = file.findings.filter(isShown);
    return [...groupBy(shown, (finding) => stackOfFinding({ finding, file }) ?? "")].map(([stack, findings]) => {
      const name = colors.bold(escapeTerminal(stack));
      const heading = stack === "" ? colors.bold(fileName(file.file)) : `${name}  ${colors.dim(fileName(file.file))}`;
      return { stack, block: [heading, ...resourceBlocks(findings, file, layout)].join("\n") };
    });
  });
  return [...groupBy(blocks, ({ stack }) => stack).values()].flatMap((same) => same.map(({ block }) => block));
}

/** Resources with the same findings are shown as one: a loop makes hundreds of them. */
function resourceBlocks(findings: readonly FileFinding[], file: FileResult, layout: ReportLines): string[] {
  const byResource = [...groupBy(findings, (f) => f.urn).values()];
  const alike = groupBy(byResource, (own) =>
    JSON.stringify(own.map((f) => [f.level, f.rule, messageOf(f.text), f.text.waived])),
  );
  return [...alike.values()].flatMap((resources, index) => [
    ...(index === 0 ? [] : [""]),
    ...resources.slice(0, NAMED).flatMap((own) => headingLines(own, resources.length === 1, file, layout.colors)),
    ...(resources.length > NAMED ? [`  and ${resources.length - NAMED} more resources`] : []),
    ...resources[0].flatMap((f) => findingLines(f, layout)),
  ]);
}

function headingLines(
  own: readonly [FileFinding, ...FileFinding[]],
  alone: boolean,
  file: FileResult,
  colors: Colors,
): string[] {
  const [first] = own;
  const place = own.find((f) => f.place !== undefined)?.place;
  const name = first.urn === undefined && file.stacks.length > 1 ? "the whole file" : subject(first);
  return [
    `  ${colors.bold(name)}${place === undefined ? "" : `  ${colors.dim(escapeTerminal(placeText(place)))}`}`,
    ...(first.urn === undefined || !alone ? [] : [`  ${colors.dim(escapeTerminal(first.urn))}`]),
  ];
}

function findingLines({ rule, level, text }: FileFinding, layout: ReportLines): string[] {
  const { colors, lines } = layout;
  const indented = (all: readonly string[]) => all.flatMap((line) => lines("      ", line));
  if (text.waived !== undefined) {
    return [`    waived  ${rule}`, ...indented([text.headline, text.waived])].map(colors.dim);
  }
  const painted = level === "mandatory" ? colors.red("mandatory") : colors.yellow("advisory");
  return [
    `    ${painted}  ${rule}`,
    ...indented([text.headline, ...bodyLines(text)]),
    ...indented(citedLine(text.citations, layout)).map(colors.dim),
  ];
}

/** "Written in [1], [2] (and 3 more places in the document)" */
function citedLine(citations: FileFinding["text"]["citations"], layout: ReportLines): string[] {
  if (citations.length === 0) return [];
  const places = numbersText(layout, citations.slice(0, FEW).map(citationLine));
  return [["Written in", places, ...moreCitations(citations)].join(" ")];
}

/** The places behind the numbers. */
function citedBlock({ colors, places }: ReportLines): string[] {
  const entries = places();
  return entries.length === 0 ? [] : [[colors.bold(PLACES_HEADING), ...entries.map(colors.dim)].join("\n")];
}

function generalBlock({ general }: Report, layout: ReportLines): string[] {
  const { colors } = layout;
  const shown = general.filter(isShown);
  if (shown.length === 0) return [];
  const all = shown.flatMap((f) => {
    const [first = "", ...rest] = findingLines(f, layout);
    return [f.place === undefined ? first : `${first}  ${colors.dim(escapeTerminal(placeText(f.place)))}`, ...rest];
  });
  return [[colors.bold("the whole run"), ...all].join("\n")];
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

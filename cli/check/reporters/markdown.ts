/** A summary in Markdown (GitHub's kind), for a comment on a pull request or the summary of a job. */

import { escapeMarkdown, escapeMarkdownCode, escapeTerminal } from "../../../policy/escape";
import { placeText } from "../../../policy/text";
import { count } from "../../../policy/words/names";
import { counts, type FileResult, fails, type Report, summarize } from "../report";
import { fileName, found, headline, type LocatedFinding, shortened, subject, summaryText } from "../words";
import type { Reporter } from "./reporter";

/** A comment on GitHub holds 65,536 characters; a pipeline may add some before and after. */
const LIMIT = 64_000;
/** The longest name or sentence in a cell. */
const LONGEST = 400;

/** Makes a table of cells, as markdown-table does. */
type MakeTable = (rows: readonly (readonly string[])[], options: { readonly alignDelimiters: boolean }) => string;

interface Section {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** True for a section that is open; the others are folded. */
  readonly open?: true;
}

/**
 * A reporter with a verdict, a table of blocking findings, and folded tables of the rest. It always fits into a
 * comment: blocking findings come first, and rows that are left out are counted.
 */
export function markdownReporter(table: MakeTable): Reporter {
  return (report) => {
    const { edition, asOf } = report;
    const head = [`### azure-openai-guard: ${verdict(report)}`, summaryText(summarize(report))];
    const foot = `<sub>Edition ${edition.id} of ${prose(`"${edition.document}"`)}, judged as of ${asOf}.</sub>`;
    const parts = [...head];
    let room = LIMIT - [...head, foot].join("\n\n").length;
    for (const section of sections(report)) {
      const text = sectionText(section, room, table);
      room -= text.length + 2;
      parts.push(text);
    }
    return `${[...parts, foot].join("\n\n")}\n`;
  };
}

function verdict(report: Report): string {
  const { blocked, errors, incomplete, deployments } = summarize(report);
  if (blocked > 0) return `${count(blocked, "resource")} blocked`;
  if (errors > 0) return `${count(errors, "file")} could not be checked`;
  if (incomplete > 0) return `${count(incomplete, "plan")} incomplete`;
  if (found(report).some(({ finding }) => fails(finding, report.failOn))) return "findings";
  return deployments === 0 ? "nothing to check" : "passed";
}

function sections(report: Report): Section[] {
  const all = found(report);
  const counting = all.filter(({ finding }) => counts(finding));
  const waived = all.filter(({ finding }) => finding.waiver !== undefined);
  const header = ["Resource", "Place", "Finding", "To pass"];
  return [
    {
      title: "Blocked",
      header,
      rows: counting.filter(({ finding }) => finding.level === "mandatory").map(row),
      open: true as const,
    },
    {
      title: "Could not be checked",
      header: ["File", "Why"],
      rows: report.files.flatMap((f) => (f.error === undefined ? [] : [[nameOfFile(f), prose(f.error)]])),
      open: true as const,
    },
    {
      title: "Incomplete",
      header: ["Plan", "Why"],
      rows: report.files.flatMap((f) => (f.incomplete === undefined ? [] : [[nameOfFile(f), prose(f.incomplete)]])),
      open: true as const,
    },
    { title: "Advice", header, rows: counting.filter(({ finding }) => finding.level === "advisory").map(row) },
    {
      title: "Waived",
      header: ["Resource", "Place", "Finding", "Waiver"],
      rows: waived.map((one) => [...row(one).slice(0, 3), prose(one.finding.text.waived ?? "")]),
    },
    {
      title: "No longer found; write the baseline anew to forget them",
      header: ["Rule", "Resource"],
      rows: (report.baseline?.gone ?? []).map((g) => [code(g.rule), code(g.urn ?? g.message)]),
    },
    {
      title: "Passed over",
      header: ["File", "Note"],
      rows: report.files.flatMap((f) => f.notes.map((note) => [nameOfFile(f), prose(note)])),
    },
  ].filter(({ rows }) => rows.length > 0);
}

function row({ finding, file }: LocatedFinding): string[] {
  const { place, stack } = finding;
  const of = stack === undefined ? "" : ` of ${code(stack)}`;
  return [
    file === undefined ? "the whole run" : `${code(subject(finding))}${of}`,
    place ? code(placeText(place)) : file ? nameOfFile(file) : "",
    `**${finding.rule}**: ${prose(headline(finding))}`,
    finding.text.changes.map(prose).join("; or "),
  ];
}

/** A section in a number of characters at most, without the last rows if they do not fit. */
function sectionText({ title, header, rows, open }: Section, room: number, table: MakeTable): string {
  const heading = `${title} (${rows.length})`;
  const leftOut = (n: number) => (n === 0 ? "" : `\n\n${n} more left out here; the other formats have all of them.`);
  const wrap = (text: string) =>
    open ? `#### ${heading}\n\n${text}` : `<details><summary>${heading}</summary>\n\n${text}\n\n</details>`;
  // A row is its cells, with " | " between and "| " and " |" around them, and a line break.
  const size = (cells: readonly string[]) => cells.reduce((sum, cell) => sum + cell.length + 3, 2);
  let left = room - wrap(leftOut(rows.length)).length - 2 * size(header) - 2;
  const fitting = rows.findIndex((cells) => {
    left -= size(cells);
    return left < 0;
  });
  const shown = fitting === -1 ? rows : rows.slice(0, fitting);
  if (shown.length === 0) return wrap(`All ${rows.length} left out here; the other formats have them.`);
  return wrap(`${table([header, ...shown], { alignDelimiters: false })}${leftOut(rows.length - shown.length)}`);
}

function nameOfFile({ file }: FileResult): string {
  return file === "-" ? fileName(file) : code(file);
}

/**
 * A name as code: in code, GitHub makes no links, mentions or HTML. A backtick would end the code and a bar the cell,
 * so they are shown by number, like unprintable characters.
 */
function code(name: string): string {
  const text = escapeMarkdownCode(shortened(escapeTerminal(name), LONGEST));
  return text.trim() === "" ? "(no name)" : `\`${text}\``;
}

/** A sentence as plain text: every mark is an entity, and links are broken invisibly. */
function prose(text: string): string {
  return escapeMarkdown(shortened(escapeTerminal(text), LONGEST));
}

/** Parses Markdown for the readers of documentation pages: blocks with their lines and plain text. */
import type { Heading, Nodes, Paragraph, PhrasingContent, Root } from "mdast";
import type { Block, DocsInput, Lines, TextLine } from "../../catalog/import/pages/page";
import { grouped } from "../../policy/text";
import { InputError } from "../inputs/input";

/**
 * Parses Markdown with tables, as GitHub and Microsoft Learn have them.
 * @returns front matter, and blocks in order, including those in quotes. A row has as many cells as the author
 *   wrote.
 */
export async function parseMarkdown(text: string): Promise<Omit<DocsInput, "name" | "sha256" | "use">> {
  const [{ fromMarkdown }, { gfmTableFromMarkdown }, { gfmTable }] = await Promise.all([
    import("mdast-util-from-markdown"),
    import("mdast-util-gfm-table"),
    import("micromark-extension-gfm-table"),
  ]);
  refuseTooLarge(text);
  const front = /^---\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)?.[0] ?? "";
  // Blank lines instead of the front matter keep the line numbers of the rest.
  const body = front.replace(/[^\r\n]/g, "") + text.slice(front.length);
  const { text: mended, delimiters } = mendDelimiters(body);
  const root = fromMarkdown(mended, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  const title = field(front, "title");
  const titleSuffix = field(front, "titleSuffix");
  const date = isoDate(field(front, "ms.date"));
  return {
    ...(title === undefined ? {} : { title }),
    ...(titleSuffix === undefined ? {} : { titleSuffix }),
    ...(date === undefined ? {} : { date }),
    blocks: blocksOf(root, delimiters),
  };
}

/** In characters. The largest page that Microsoft has is a fraction of this, and so is its longest paragraph. */
const LONGEST_PAGE = 300_000;
const LONGEST_PARAGRAPH = 30_000;
/** Of one paragraph. Each may belong to each other one, which a parser has to find out. */
const MOST_MARKS = 1000;
const MARK = /[*_[]/g;
const NESTED_DEEP = /^(?:\s{0,3}(?:>|[-*+]|\d{1,9}[.)])){50}/;

/** @throws InputError for what no page has, and for which a parser takes far longer than the length of the text tells. */
function refuseTooLarge(text: string): void {
  const refuse = (what: string): never => {
    throw new InputError(`is no page of the documentation: it has ${what}`);
  };
  if (text.length > LONGEST_PAGE) refuse(`more than ${grouped(LONGEST_PAGE)} characters`);
  let [paragraph, marks] = [0, 0];
  for (const line of text.split("\n")) {
    const startsAnew = paragraph === 0 || line.trim() === "" || line.startsWith("|");
    paragraph = startsAnew ? line.trim().length : paragraph + line.length;
    marks = (startsAnew ? 0 : marks) + (line.match(MARK)?.length ?? 0);
    if (paragraph > LONGEST_PARAGRAPH) refuse(`a paragraph of more than ${grouped(LONGEST_PARAGRAPH)} characters`);
    if (marks > MOST_MARKS) refuse(`more than ${grouped(MOST_MARKS)} of * _ [ in one paragraph`);
    if (NESTED_DEEP.test(line)) refuse("quotes or lists in more than 50 others");
  }
}

/** A field of the front matter; if it is repeated, the last one counts. */
function field(front: string, name: string): string | undefined {
  const lines = front.split(/\r?\n/).filter((line) => line.startsWith(`${name}:`));
  const value = lines
    .at(-1)
    ?.slice(name.length + 1)
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2")
    .replace(/\s+/g, " ");
  return value === "" ? undefined : value;
}

/** Microsoft writes 10/05/2026 or 4/17/2025, months first. */
function isoDate(text: string | undefined): string | undefined {
  const [, month = "", day = "", year = ""] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text ?? "") ?? [];
  const iso = year === "" ? (text ?? "") : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(iso) && new Date(`${iso}T00:00:00Z`).toJSON()?.startsWith(iso);
  return isDay ? iso : undefined;
}

const DELIMITER_ROW = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/**
 * For a parser, a table is lost if its delimiter row has another number of cells than its head.
 * Gives that row the length of the head, and returns its original length by line.
 */
function mendDelimiters(text: string): { readonly text: string; readonly delimiters: ReadonlyMap<number, number> } {
  const delimiters = new Map<number, number>();
  const lines = text.split("\n");
  lines.forEach((line, i) => {
    const head = lines[i - 1] ?? "";
    if (!line.includes("|") || !head.trimStart().startsWith("|") || !DELIMITER_ROW.test(line.trimEnd())) return;
    const [expected, actual] = [cellCount(head), cellCount(line)];
    if (expected === actual) return;
    delimiters.set(i, actual);
    lines[i] = `|${" --- |".repeat(expected)}${line.endsWith("\r") ? "\r" : ""}`;
  });
  return { text: lines.join("\n"), delimiters };
}

function cellCount(row: string): number {
  const inner = row
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).length;
}

type Parent = Root | Extract<Nodes, { type: "blockquote" }>;

function blocksOf(parent: Parent, delimiters: ReadonlyMap<number, number>): Block[] {
  return parent.children.flatMap((node): Block[] => {
    const line = lineOf(node);
    switch (node.type) {
      case "heading":
        return headingBlocks(node, line);
      case "paragraph":
        return paragraphBlocks(node, line);
      case "thematicBreak":
        return [{ kind: "break", line }];
      case "table": {
        // The delimiter row is the line after the head; the map counts lines from zero.
        const delimiterCells = delimiters.get(line);
        return [
          {
            kind: "table",
            line,
            rows: node.children.map((row) => ({ line: lineOf(row), cells: row.children.map(linesOf) })),
            ...(delimiterCells === undefined ? {} : { delimiterCells }),
          },
        ];
      }
      case "list":
        return [
          { kind: "list", line, items: node.children.map((item) => ({ line: lineOf(item), lines: linesOf(item) })) },
        ];
      case "blockquote":
        return blocksOf(node, delimiters);
      default:
        return [];
    }
  });
}

function headingBlocks(node: Heading, line: number): Block[] {
  const [only, ...others] = node.children;
  const text = linesOf(node)
    .map((l) => l.text)
    .join(" ");
  if (only?.type === "link" && others.length === 0 && only.url.startsWith("#tab/"))
    return [{ kind: "tab", line, text }];
  // "Not available" right above "---", which ends a group of tabs, is not a heading.
  const isUnderlined = node.depth === 2 && (node.position?.end.line ?? line) > line;
  if (isUnderlined) {
    return [
      { kind: "paragraph", line, lines: linesOf(node) },
      { kind: "break", line: node.position?.end.line ?? line },
    ];
  }
  return [{ kind: "heading", line, level: node.depth, text }];
}

function paragraphBlocks(node: Paragraph, line: number): Block[] {
  const includes = node.children.flatMap((child, i): Block[] => {
    const before = node.children[i - 1];
    const isInclude = child.type === "link" && before?.type === "text" && /\[!INCLUDE\s*$/i.test(before.value);
    return isInclude ? [{ kind: "include", line: lineOf(child), path: child.url }] : [];
  });
  return includes.length > 0 ? includes : [{ kind: "paragraph", line, lines: linesOf(node) }];
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}

/** Nodes that start a new line inside an item of a list. */
const BLOCKS: ReadonlySet<string> = new Set(["paragraph", "list", "listItem"]);

/** The text of a node without its markup, line by line. */
function linesOf(node: Nodes): Lines {
  const lines: { text: string; notes: string[]; opensWithNote?: true }[] = [{ text: "", notes: [] }];
  let note: string | undefined;
  const add = (value: string) => {
    if (note !== undefined) {
      note += value;
      return;
    }
    value.split("\n").forEach((part, i) => {
      if (i > 0) lines.push({ text: "", notes: [] });
      const last = lines.at(-1);
      if (last) last.text += part;
    });
  };
  const visit = (child: Nodes | PhrasingContent): void => {
    if (child.type === "break") add("\n");
    else if (child.type === "html") {
      if (/^<br\b/i.test(child.value)) add("\n");
      else if (/^<sup\b/i.test(child.value)) note = "";
      else if (/^<\/sup\b/i.test(child.value) && note !== undefined) {
        const last = lines.at(-1);
        if (last && last.text.trim() === "") last.opensWithNote = true;
        last?.notes.push(...note.split(",").map((n) => n.trim()));
        note = undefined;
      }
    } else if ("value" in child) add(child.value);
    else if ("children" in child) {
      if (BLOCKS.has(child.type) && lines.at(-1)?.text !== "") add("\n");
      for (const inner of child.children) visit(inner);
    }
  };
  visit(node);
  return lines
    .map((l): TextLine => ({ ...l, text: l.text.replace(/\s+/g, " ").trim() }))
    .filter((l, i) => i === 0 || l.text !== "" || l.notes.length > 0);
}

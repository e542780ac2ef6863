/** Markdown, as far as tables of the documentation need it: blocks with their lines, and plain text in them. */
import type { Nodes, Root } from "mdast";
import type { Block, DocsInput } from "../../catalog/import/pages";

/**
 * Parses Markdown with tables, as GitHub has them.
 * @returns headings, paragraphs, tables and lists in their order, those in quotes included. A row has as many cells
 *   as it is written with.
 */
export async function parseMarkdown(text: string): Promise<Pick<DocsInput, "title" | "blocks">> {
  const [{ fromMarkdown }, { gfmTableFromMarkdown }, { gfmTable }] = await Promise.all([
    import("mdast-util-from-markdown"),
    import("mdast-util-gfm-table"),
    import("micromark-extension-gfm-table"),
  ]);
  const front = /^---\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)?.[0] ?? "";
  const title = /^title:[ \t]*(\S.*?)[ \t]*$/m.exec(front)?.[1];
  // Blank lines in its place keep the numbers of the others.
  const body = front.replace(/[^\r\n]/g, "") + text.slice(front.length);
  const root = fromMarkdown(body, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  return { ...(title === undefined ? {} : { title }), blocks: blocksOf(root) };
}

function blocksOf(parent: Root | Extract<Nodes, { type: "blockquote" }>): Block[] {
  return parent.children.flatMap((node): Block[] => {
    const line = lineOf(node);
    switch (node.type) {
      case "heading":
      case "paragraph":
        return [{ kind: node.type, line, text: plain(node) }];
      case "table":
        return [
          {
            kind: "table",
            line,
            rows: node.children.map((row) => ({ line: lineOf(row), value: row.children.map(plain) })),
          },
        ];
      case "list":
        return [
          { kind: "list", line, items: node.children.map((item) => ({ line: lineOf(item), value: plain(item) })) },
        ];
      case "blockquote":
        return blocksOf(node);
      default:
        return [];
    }
  });
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}

/** The text of a node without its marks. */
function plain(node: Nodes): string {
  if (node.type === "break" || (node.type === "html" && /^<br\b/i.test(node.value))) return "\n";
  if (node.type === "html") return "";
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(plain).join("") : "";
}

/** Finds the place of each table of a page: its headings, its tab, and the texts around it. */
import type { Block, DocsInput, TableBlock } from "./page";

export interface PlacedTable {
  readonly table: TableBlock;
  /** The headings above it, the outermost first. */
  readonly headings: readonly Heading[];
  /** Its tab. */
  readonly tab?: string;
  /** Texts between the last heading, tab or table and this table. */
  readonly before: readonly Block[];
  /** Texts between this table and the next heading, tab or table. */
  readonly after: readonly Block[];
}

export interface Heading {
  readonly level: number;
  readonly text: string;
}

/** A tab without a table. */
export interface EmptyTab {
  readonly line: number;
  readonly name: string;
  readonly headings: readonly Heading[];
  /** True if the tab says "Not available" instead. */
  readonly notAvailable: boolean;
}

export interface Outline {
  readonly tables: readonly PlacedTable[];
  readonly emptyTabs: readonly EmptyTab[];
  /** The files that the page includes. */
  readonly includes: readonly string[];
}

/** Finds the place of every table of a page. */
export function outlineOf({ blocks }: DocsInput): Outline {
  const tables: PlacedTable[] = [];
  const emptyTabs: EmptyTab[] = [];
  const includes: string[] = [];
  let headings: readonly Heading[] = [];
  let tab: { readonly line: number; readonly name: string; tables: number } | undefined;
  let start = 0;

  const closeTab = (end: number) => {
    if (tab && tab.tables === 0) {
      const texts = blocks.slice(start, end);
      emptyTabs.push({ line: tab.line, name: tab.name, headings, notAvailable: texts.some(isNotAvailable) });
    }
    tab = undefined;
  };

  blocks.forEach((block, i) => {
    switch (block.kind) {
      case "include":
        includes.push(block.path);
        break;
      case "heading":
        closeTab(i);
        headings = [...headings.filter((h) => h.level < block.level), { level: block.level, text: block.text }];
        start = i + 1;
        break;
      case "tab":
        closeTab(i);
        tab = { line: block.line, name: block.text, tables: 0 };
        start = i + 1;
        break;
      case "break":
        closeTab(i);
        start = i + 1;
        break;
      case "table":
        if (tab) tab.tables += 1;
        tables.push({
          table: block,
          headings,
          ...(tab ? { tab: tab.name } : {}),
          before: blocks.slice(start, i),
          after: textsAfter(blocks, i),
        });
        start = i + 1;
        break;
    }
  });
  closeTab(blocks.length);
  return { tables, emptyTabs, includes };
}

function isNotAvailable(block: Block): boolean {
  return block.kind === "paragraph" && block.lines.some(({ text }) => /^not available\.?$/i.test(text.trim()));
}

function textsAfter(blocks: readonly Block[], table: number): readonly Block[] {
  const after = blocks.slice(table + 1);
  const end = after.findIndex(({ kind }) => kind === "table" || kind === "heading" || kind === "tab");
  return end === -1 ? after : after.slice(0, end);
}

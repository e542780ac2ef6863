/** Small pages in the layouts of the documentation, with invented models and marks. */
import { sha256 } from "../../../catalog/edition/provenance";
import { type DocsInput, type DocsUse, type ImportedTables, importTables } from "../../../catalog/import/pages";
import { parseMarkdown } from "../../../cli/catalog/markdown";

/** A file: name, text, and the use that the user gives. */
export type Page = readonly [name: string, text: string, use?: DocsUse];

/** Parses a page as the command does. */
export async function parsePage([name, text, use]: Page): Promise<DocsInput> {
  return { name, sha256: sha256(text), ...(await parseMarkdown(text)), ...(use ? { use } : {}) };
}

/** Reads pages. @param inDirectory true if the command only found them in a directory. */
export async function readPages(pages: readonly Page[], inDirectory = false): Promise<ImportedTables> {
  const inputs = await Promise.all(pages.map(parsePage));
  return importTables(
    inputs.map((input) => (inDirectory ? { ...input, isOptional: true as const } : input)),
    "2026-02-01",
  );
}

/** Front matter. */
export function head(title: string, date = "01/02/2026"): string {
  return `---\ntitle: ${title}\nms.date: ${date}\n---\n\n`;
}

/** Region first: columns "gpt-9 1", rows by region with x for a tick. */
export function regionFirst(columns: readonly string[], rows: Readonly<Record<string, string>>): string {
  const cells = (words: readonly string[]) => `| ${words.join(" | ")} |`;
  const bold = (column: string) =>
    column
      .split(" ")
      .map((word) => `**${word}**`)
      .join(", ");
  return [
    cells(["**Region**", ...columns.map(bold)]),
    `|:---|${columns.map(() => ":---:|").join("")}`,
    ...Object.entries(rows).map(([region, marks]) => cells([region, ...marksOf(marks)])),
  ].join("\n");
}

/** Model first: columns are regions, rows "gpt-9 1" with x for a tick. */
export function modelFirst(regions: readonly string[], rows: Readonly<Record<string, string>>): string {
  const cells = (words: readonly string[]) => `| ${words.join(" | ")} |`;
  return [
    cells(["**Model**", "**Version**", ...regions.map((r) => `**${r}**`)]),
    cells([":---", ":---", ...regions.map(() => ":---:")]),
    ...Object.entries(rows).map(([model, marks]) => cells([...model.split(" "), ...marksOf(marks)])),
  ].join("\n");
}

function marksOf(marks: string): string[] {
  return [...marks].map((c) => (c === "x" ? "✅" : "-"));
}

/** The regions that tables tick: "GlobalStandard gpt-9 1": ["eastus"]. */
export function ticksOf({ docs }: Pick<ImportedTables, "docs">): Record<string, string[]> {
  const ticks: Record<string, string[]> = {};
  for (const { use, models } of docs) {
    for (const { model, version, regions } of models) {
      const key = [use, model, version].join(" ").trim();
      ticks[key] = [...(ticks[key] ?? []), ...regions];
    }
  }
  return ticks;
}

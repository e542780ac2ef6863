/** The region pages of an authored set, each with its file. */
import type { AuthoredPages, RegionPage } from "../authored";

type Table = RegionPage["tables"][number];

/** Every table of the region pages, with the name of its file and of the table for messages. */
export function regionTables(doc: AuthoredPages): { readonly at: string; readonly table: Table }[] {
  const files = { "standard.json": doc.standard, "provisioned.json": doc.provisioned, "batch.json": doc.batch };
  return Object.entries(files).flatMap(([file, page]) =>
    page.tables.map((table) => ({ at: `${file}: ${table.sku}, ${table.tab}`, table })),
  );
}

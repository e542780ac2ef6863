/** Finds out which deployment type a table is about, and how much of it the page covers. */

import { isOtherVendors, type NamedUse, useNamed } from "./names";
import type { PlacedTable } from "./outline";
import type { DocsInput, DocsUse } from "./page";
import type { PageInHand, ReadTable } from "./reader";

export interface PageUse {
  readonly use: Exclude<DocsUse, "fine-tuning">;
  readonly covers: ReadTable["covers"];
}

/** Known pages whose title names the wrong deployment type. */
const WRONG_TITLES: readonly { readonly name: string; readonly title: string; readonly use: DocsUse }[] = [
  { name: "global-batch-datazone", title: "global batch", use: "DataZoneBatch" },
];

/**
 * The deployment type of a table: from the user, else from the innermost heading or tab that names one, else from the
 * title.
 * @returns undefined if nothing names it, which is a problem.
 */
export function useOf(placed: PlacedTable, page: PageInHand): PageUse | undefined {
  const { input, report } = page;
  const line = placed.table.line;
  const above = [...placed.headings.map((h) => h.text).reverse(), ...(placed.tab === undefined ? [] : [placed.tab])];
  const inPage = above.map(useNamed).find((u) => u !== undefined);
  const inTitle = titleUse(input, page, line);
  if (input.use === "fine-tuning") {
    report.problem(line, "expected a table of fine-tuning, found a table of regions");
    return undefined;
  }
  if (input.use !== undefined && inPage && inPage.use !== input.use) {
    report.problem(line, `expected a table of ${input.use}, as the file was given, found one of ${inPage.use}`);
    return undefined;
  }
  const named: NamedUse | undefined = inPage ?? inTitle;
  const use = input.use ?? named?.use;
  if (use === undefined) {
    report.problem(
      line,
      "cannot tell the deployment type, neither title nor headings name one: give the file with it, as in DataZoneStandard=FILE",
    );
    return undefined;
  }
  return { use, covers: coverage(input, use, named) };
}

function titleUse(input: DocsInput, { report }: PageInHand, line: number): NamedUse | undefined {
  const named = input.title === undefined ? undefined : useNamed(input.title);
  const stem = input.name.replace(/\.md$/i, "").toLowerCase();
  const wrong = WRONG_TITLES.find((w) => w.name === stem && named && useNamed(w.title)?.use === named.use);
  if (!wrong || wrong.use === "fine-tuning" || input.use !== undefined) return named;
  report.note(line, `the title says ${named?.use}, and ${input.name} is known to be about ${wrong.use}: read as that`);
  return { use: wrong.use };
}

/** The documentation has one page for Standard, and for some time also had one page per group of models. */
function coverage({ title }: DocsInput, use: string, named: NamedUse | undefined): PageUse["covers"] {
  if (title !== undefined && geographyOf(title) !== undefined) return "geography";
  if (use !== "Standard") return "all";
  if (named?.use !== "Standard") return "some models";
  return named.covers ?? "all";
}

/** The geographies that have tabs or sister pages. */
export const GEOGRAPHIES = ["Americas", "Europe", "Asia Pacific", "Middle East & Africa"] as const;
export type Geography = (typeof GEOGRAPHIES)[number];

const IN_TITLE: readonly (readonly [RegExp, Geography])[] = [
  [/\(americas\)/i, "Americas"],
  [/\(europe\)/i, "Europe"],
  [/\(asia[ -]pacific\)/i, "Asia Pacific"],
  [/\((?:me ?& ?a|middle east (?:&|and) africa)\)/i, "Middle East & Africa"],
];

/** The geography in a page's title: "... by Azure region (Americas)". */
export function geographyOf(title: string): Geography | undefined {
  return IN_TITLE.find(([pattern]) => pattern.test(title))?.[1];
}

/** True for a table below "Availability for other Foundry Models sold by Azure". */
export function isOfOtherVendors({ headings }: Pick<PlacedTable, "headings">): boolean {
  return headings.some(({ text }) => isOtherVendors(text));
}

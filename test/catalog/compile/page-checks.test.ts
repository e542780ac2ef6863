/** A failing set of pages for each check of authored pages: the real one with one thing wrong. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../../catalog/compile/check";
import type { AuthoredPages } from "../../../catalog/compile/pages/authored";
import { PAGE_CHECKS } from "../../../catalog/compile/pages/checks";
import { readPages } from "../../../catalog/compile/pages/read";

const pages = readPages(join(__dirname, "..", "..", "..", "catalog", "documents", "2026-10-05"));

/** The first entry of a list that is certainly there. */
function first<T>(list: readonly T[]): T {
  const [entry] = list;
  if (entry === undefined) throw new Error("the pages have no entry here");
  return entry;
}

const table = (d: AuthoredPages) => first(d.standard.tables);
const row = (d: AuthoredPages) => first(table(d).rows);

type Failing = [check: string, what: string, mutate: (d: AuthoredPages) => unknown, says: RegExp];

const FAILING: Failing[] = [
  [
    "known-regions",
    "a column of no region",
    (d) => Object.assign(table(d), { regions: table(d).regions.replace(/^\S+/, "atlantis") }),
    /standard\.json: GlobalStandard, .*"atlantis"/,
  ],
  [
    "known-regions",
    "a column of another cloud",
    (d) => Object.assign(table(d), { regions: table(d).regions.replace(/^\S+/, "usgovvirginia") }),
    /standard\.json.*"usgovvirginia"/,
  ],
  [
    "known-regions",
    "an unknown region of standard training",
    (d) => first(d.fineTuning.standardRegions.rows).standard.push("Atlantis"),
    /fine-tuning\.json.*"Atlantis"/,
  ],
  [
    "known-regions",
    "an unknown region of global training",
    (d) => d.fineTuning.global.regions.push({ label: "Atlantis" }),
    /fine-tuning\.json.*"Atlantis"/,
  ],
  [
    "known-regions",
    "an unknown region of fine-tuned deployments",
    (d) => first(d.fineTuning.deployments).regions.push("Atlantis"),
    /fine-tuning\.json.*"Atlantis"/,
  ],
  [
    "every-cell-has-a-mark",
    "a cell too few",
    (d) => Object.assign(row(d), { cells: row(d).cells.replace(/ \S+$/, "") }),
    /standard\.json.*cells for \d+ regions/,
  ],
  [
    "every-cell-has-a-mark",
    "a mark that is neither",
    (d) => Object.assign(row(d), { cells: row(d).cells.replace(/^\S+/, "❌") }),
    /standard\.json.*"❌", which is neither "✅" nor "-"/,
  ],
  [
    "every-cell-has-a-mark",
    "another page's word for no",
    (d) => {
      const deployed = first(first(d.fineTuning.deployments).rows);
      Object.assign(deployed, { cells: deployed.cells.replace(/^\S+/, "-") });
    },
    /fine-tuning\.json.*"-", which is neither "✅" nor "❌"/,
  ],
  ["no-duplicates", "a table twice", (d) => d.standard.tables.push(table(d)), /standard\.json.*: two tables/],
  ["no-duplicates", "a row twice", (d) => table(d).rows.push(row(d)), /standard\.json.*: two rows for/],
  [
    "no-duplicates",
    "a column twice",
    (d) => Object.assign(table(d), { regions: table(d).regions.replace(/^(\S+) \S+/, "$1 $1") }),
    /standard\.json.*: two columns for/,
  ],
  [
    "no-duplicates",
    "a trained model twice",
    (d) => d.fineTuning.support.rows.push(first(d.fineTuning.support.rows)),
    /fine-tuning\.json: .*: two rows for/,
  ],
  [
    "no-duplicates",
    "a region of global training twice",
    (d) => d.fineTuning.global.regions.push(first(d.fineTuning.global.regions)),
    /fine-tuning\.json: .* is listed twice/,
  ],
  [
    "pages-are-dated",
    "a page that pages.json lacks",
    (d) => Object.assign(d.batch, { page: "other.md" }),
    /pages\.json: has no other\.md/,
  ],
  [
    "pages-are-dated",
    "a page that nothing uses",
    (d) => Object.assign(d.pages, { "other.md": { title: "Other", date: "2026-01-01" } }),
    /pages\.json: nothing uses other\.md/,
  ],
  [
    "pages-are-dated",
    "an edition that is older than its newest page",
    (d) => Object.assign(d.document, { date: "2026-01-01" }),
    /document\.json: is of 2026-01-01, and its newest page of 2026-10-07/,
  ],
  [
    "replacements-are-named",
    "a replacement that nothing names",
    (d) => Object.assign(first(first(d.schedule.tables).rows), { replacement: { model: "gpt-none" } }),
    /schedule\.json: nothing names gpt-none/,
  ],
  [
    "replacements-are-named",
    "a trained model that nothing names",
    (d) => Object.assign(first(d.fineTuning.support.rows), { version: "none" }),
    /fine-tuning\.json: nothing names .* none/,
  ],
];

describe("the checks of pages", () => {
  it("find nothing in the real pages", () => {
    expect(run(PAGE_CHECKS, pages)).toEqual([]);
  });

  it.each(FAILING)("%s finds %s", (name, _what, mutate, says) => {
    const wrong = structuredClone(pages);
    mutate(wrong);
    const problems = run(PAGE_CHECKS, wrong).filter((line) => line.startsWith(`${name}: `));
    expect(problems.join("\n")).toMatch(says);
  });

  it.each(PAGE_CHECKS.map((c) => [c.name, c] as const))("%s has a description and a failing case", (name, check) => {
    expect(check.description).toMatch(/^[A-Z].*\.$/);
    expect(FAILING.map(([failing]) => failing)).toContain(name);
  });
});

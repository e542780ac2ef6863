import type { LintCheck } from "../../check";
import type { AuthoredPages } from "../authored";

export const pagesAreDated: LintCheck<AuthoredPages> = {
  name: "pages-are-dated",
  description: "The index pages.json lists exactly the pages that are used, and the newest of them dates the edition.",
  check: ({ document, pages, standard, provisioned, batch, schedule, fineTuning }) => {
    const { support, standardRegions, global, deployments } = fineTuning;
    const used = [standard, provisioned, batch, schedule, support, standardRegions, global, ...deployments].map(
      ({ page }) => page,
    );
    const newest = Object.values(pages)
      .map(({ date }) => date)
      .sort()
      .at(-1);
    return [
      ...used.filter((page) => pages[page] === undefined).map((page) => `pages.json: has no ${page}`),
      ...Object.keys(pages)
        .filter((page) => !used.includes(page))
        .map((page) => `pages.json: nothing uses ${page}`),
      ...(newest === document.date ? [] : [`document.json: is of ${document.date}, and its newest page of ${newest}`]),
    ];
  },
};

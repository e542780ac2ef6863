/** What the commands have of the pages: `scripts/pages.mjs` bundles it, and nothing else of this folder is imported. */
export { matrixCsv } from "./matrix/csv";
export { matrixPage } from "./matrix/page";
export { reportPage } from "./report/page";

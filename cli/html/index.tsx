/** The pages' exports for the commands. `scripts/pages.mjs` bundles this file; nothing else in this folder is imported. */
export { matrixCsv } from "./matrix/csv";
export { matrixPage } from "./matrix/page";
export { reportPage } from "./report/page";

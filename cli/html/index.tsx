/** What the commands have of the pages: `scripts/pages.mjs` bundles it, and nothing else of this folder is imported. */
export { renderDocument } from "./document";
export { renderReport } from "./report/page";

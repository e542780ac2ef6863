/** Styles and browser scripts of the pages, which `scripts/pages.mjs` builds. */
import { packageText } from "../shell/package-files";

/**
 * The text of a file to put into a page.
 * @param name below dist/cli/html: "styles/page.css", "browser/matrix.js".
 * @throws Error if the pages were not built.
 */
export function asset(name: string): string {
  const text = packageText(`dist/cli/html/${name}`);
  if (text === undefined) throw new Error(`${name} is not built: run "npm run build"`);
  // A browser counts every line break as one character, and so does the hash of a block.
  return text.replaceAll("\r\n", "\n").trimEnd();
}

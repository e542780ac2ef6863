/** Styles and browser scripts of the pages, as `scripts/pages.mjs` builds them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The text of a file that is put into a page.
 * @param name below dist/cli/html: "styles/page.css", "browser/matrix.js".
 */
export function asset(name: string): string {
  // Beside the bundle in dist; where the sources run, as in tests, in what was built last.
  const file = [join(__dirname, name), join(__dirname, "../../dist/cli/html", name)].find((path) => existsSync(path));
  if (file === undefined) throw new Error(`${name} is not built: run "npm run build"`);
  // A browser counts every line break as one character, and so does the hash of a block.
  return readFileSync(file, "utf8").replaceAll("\r\n", "\n").trimEnd();
}

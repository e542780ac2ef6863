/**
 * Texts that ship with the package and are read at run time: its name and version, the pages of the rules, the styles
 * and scripts of the HTML pages. The one-file command line contains them: scripts/bundle.mjs replaces this file.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of this package's package.json: above cli/shell/ of the sources, above dist/ if compiled. */
function packageRoot(): string | undefined {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const text = textOf(join(folder, "package.json"));
    if (text !== undefined && JSON.parse(text).name === "azure-openai-guard") return folder;
  }
  return undefined;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * The text of a file of this package.
 * @param path from the package's root, with slashes: `docs/rules/placement.md`.
 * @returns undefined if this copy of the package lacks the file.
 */
export function packageText(path: string): string | undefined {
  const root = packageRoot();
  return root === undefined ? undefined : textOf(join(root, path));
}

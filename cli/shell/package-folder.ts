/** The folder of this package, for what is read from its files if they are there. */
import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folder of this package's package.json, above the program that runs.
 * @param program its path; a link is followed, as npm makes one for a command.
 * @returns undefined for the one-file program: it runs anywhere, and only its own text is with it.
 */
export function packageFolder(program = process.argv[1] ?? ""): string | undefined {
  try {
    const file = realpathSync(program);
    for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
      if (nameIn(join(folder, "package.json")) === "azure-openai-guard") return folder;
    }
  } catch {
    // A program that is no file is in no package.
  }
  return undefined;
}

function nameIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")).name;
  } catch {
    return undefined;
  }
}

/** Name and version of the package, read where they stand: a copy in the code would go stale. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Tool {
  readonly name: string;
  readonly version: string;
}

/** The package that this command line belongs to. */
export function tool(): Tool {
  // Two levels up from cli/shell/, three from dist/cli/shell/.
  for (const up of ["../..", "../../.."]) {
    const found = readPackage(join(__dirname, up, "package.json"));
    if (found?.name === "azure-openai-guard") return found;
  }
  return { name: "azure-openai-guard", version: "unknown" };
}

function readPackage(file: string): Tool | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(file, "utf8"));
    return { name, version };
  } catch {
    return undefined;
  }
}

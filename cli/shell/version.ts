/** Name and version of the package, read from its package.json: a copy in the code would go stale. */
import { packageText } from "./package-files";

export interface Tool {
  readonly name: string;
  readonly version: string;
}

/** The package that this command line belongs to. */
export function tool(): Tool {
  const text = packageText("package.json");
  if (text === undefined) return { name: "azure-openai-guard", version: "unknown" };
  const { name, version } = JSON.parse(text);
  return { name, version };
}

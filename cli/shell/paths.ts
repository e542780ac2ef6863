/** Paths as the command line writes them. */
import { relative, sep } from "node:path";

/** A path from a directory, with forward slashes, as reports and code hosts write it. */
export function relativeTo(cwd: string, path: string): string {
  return relative(cwd, path).split(sep).join("/");
}

/** Paths in outputs. */
import { relative, sep } from "node:path";

/** A path from a directory, with forward slashes, for reports and code hosts. */
export function relativeTo(cwd: string, path: string): string {
  return relative(cwd, path).split(sep).join("/");
}

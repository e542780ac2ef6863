/** Paths and places in outputs. */
import { relative, sep } from "node:path";

/** A place in the program, for editors and code hosts. */
export interface SourcePlace {
  /** Path from the working directory, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column?: number;
}

/** A path from a directory, with forward slashes, for reports and code hosts. */
export function relativeTo(cwd: string, path: string): string {
  return relative(cwd, path).split(sep).join("/");
}

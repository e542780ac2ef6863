/** Where in the program a finding belongs. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { UsageError } from "../shell/context";
import { escapeTerminal } from "../shell/escape";
import type { SourcePlace } from "./report";

/** `project:///index.ts#5,1`, relative to the directory of the program's Pulumi.yaml. */
const POSITION = /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/;

/**
 * The place that a source position names.
 * @param project directory of the program, from the working directory; "" where it is that directory itself.
 * @returns undefined for a position that is none.
 */
export function sourcePlace(position: string | undefined, project: string): SourcePlace | undefined {
  const match = position === undefined ? null : POSITION.exec(position);
  const [, file, line, column] = match ?? [];
  if (file === undefined || line === undefined) return undefined;
  return {
    file: [project, decode(file)].filter((part) => part !== "").join("/"),
    line: Math.max(1, Number(line)),
    ...(column === undefined ? {} : { column: Math.max(1, Number(column)) }),
  };
}

function decode(file: string): string {
  try {
    return decodeURIComponent(file);
  } catch {
    return file;
  }
}

/**
 * The directory of the program that a plan file belongs to: the nearest one upward from the file that has a
 * Pulumi.yaml of the same project name; else the working directory.
 * @returns its path from the working directory, with forward slashes.
 */
export function projectDirectory(planFile: string, project: string | undefined, cwd = process.cwd()): string {
  for (let at = dirname(resolve(cwd, planFile)); ; at = dirname(at)) {
    const manifest = join(at, "Pulumi.yaml");
    if (existsSync(manifest) && namesProject(manifest, project)) return relativeTo(cwd, at);
    if (at === dirname(at)) return "";
  }
}

function namesProject(manifest: string, project: string | undefined): boolean {
  try {
    const name = /^name:\s*["']?([^"'#\s]+)/m.exec(readFileSync(manifest, "utf8"))?.[1];
    return project === undefined || name === project;
  } catch {
    return false;
  }
}

/**
 * The directory of the program, as an option names it.
 * @returns its path from the working directory, with forward slashes.
 * @throws UsageError where it is no directory.
 */
export function projectPath(given: string, cwd = process.cwd()): string {
  const path = resolve(cwd, given);
  if (!isDirectory(path)) throw new UsageError(`--project ${escapeTerminal(given)}: there is no such directory`);
  return relativeTo(cwd, path);
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** A path from a directory, with forward slashes, as reports and code hosts write it. */
export function relativeTo(cwd: string, path: string): string {
  return relative(cwd, path).split(sep).join("/");
}

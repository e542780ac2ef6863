/** The place of a finding in the program. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { escapeTerminal } from "../../policy/escape";
import { type Language, languageOfProject } from "../../policy/words/syntax";
import { UsageError } from "../shell/context";
import { relativeTo, type SourcePlace } from "../shell/paths";

/** `project:///index.ts#5,1`, relative to the directory of the program's Pulumi.yaml. */
const POSITION = /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/;

/**
 * The place that a source position names.
 * @param project directory of the program, from the working directory; "" for that directory itself.
 * @returns undefined for a text that is not a position.
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

/** Directories of programs, as `--project` gives them, from the working directory. */
export interface Projects {
  /** The directory of every project that is not named. */
  readonly any?: string;
  readonly byName: Readonly<Record<string, string>>;
}

/**
 * The directory of the program that a plan file belongs to: the one that an option gives; else the nearest one in or
 * above the file's folder whose Pulumi.yaml names the project; else the only such one below the working directory; else
 * the working directory.
 * @returns its path from the working directory, with forward slashes.
 */
export function projectDirectory(
  planFile: string,
  project: string | undefined,
  { any, byName }: Projects = { byName: {} },
  cwd: string,
): string {
  const given = (project === undefined ? undefined : new Map(Object.entries(byName)).get(project)) ?? any;
  if (given !== undefined) return given;
  for (let at = dirname(resolve(cwd, planFile)); ; at = dirname(at)) {
    const manifest = join(at, "Pulumi.yaml");
    if (existsSync(manifest) && namesProject(manifest, project)) return relativeTo(cwd, at);
    if (at === dirname(at)) break;
  }
  const below = manifestsBelow(cwd).filter((manifest) => project !== undefined && namesProject(manifest, project));
  const [only] = below;
  return only !== undefined && below.length === 1 ? relativeTo(cwd, dirname(only)) : "";
}

/** Folders without programs. */
const PASSED_OVER = new Set(["node_modules", "venv", "vendor", "dist", "bin", "obj"]);
/** Repositories have fewer folders. */
const MOST_FOLDERS = 10_000;
const DEEPEST = 6;
const searched = new Map<string, readonly string[]>();

/** Every Pulumi.yaml below a directory; searched once for all plans. */
function manifestsBelow(cwd: string): readonly string[] {
  const known = searched.get(cwd);
  if (known) return known;
  const found: string[] = [];
  const folders: { readonly path: string; readonly depth: number }[] = [{ path: cwd, depth: 0 }];
  for (let seen = 0; seen < folders.length && seen < MOST_FOLDERS; seen++) {
    const { path, depth } = folders[seen] ?? { path: cwd, depth: DEEPEST };
    for (const entry of entriesOf(path)) {
      if (entry.name === "Pulumi.yaml") found.push(join(path, entry.name));
      const isPassedOver = entry.name.startsWith(".") || PASSED_OVER.has(entry.name);
      if (entry.isDirectory() && !isPassedOver && depth < DEEPEST)
        folders.push({ path: join(path, entry.name), depth: depth + 1 });
    }
  }
  searched.set(cwd, found);
  return found;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A folder that cannot be read has no place that could be shown.
    return [];
  }
}

/**
 * The language of the program in a directory, by its Pulumi.yaml.
 * @param directory from the working directory.
 */
export function languageIn(directory: string, cwd: string): Language | undefined {
  try {
    return languageOfProject(readFileSync(resolve(cwd, directory, "Pulumi.yaml"), "utf8"));
  } catch {
    return undefined;
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
 * The directories of programs, as `--project` names them: DIRECTORY for all, or NAME=DIRECTORY for one project.
 * @throws UsageError if one is not a directory, or if two are given for the same project.
 */
export function projectsOf(given: readonly string[], cwd: string): Projects {
  let any: string | undefined;
  const byName = new Map<string, string>();
  for (const text of given) {
    const [, name, directory = text] = isDirectory(resolve(cwd, text)) ? [] : (/^([^=/\\]+)=(.+)$/.exec(text) ?? []);
    const path = resolve(cwd, directory);
    if (!isDirectory(path)) throw new UsageError(`--project ${escapeTerminal(text)}: there is no such directory`);
    if (name === undefined ? any !== undefined : byName.has(name)) {
      throw new UsageError(
        `--project ${escapeTerminal(text)}: ${name === undefined ? "a directory for all projects" : "this project"} is given twice`,
      );
    }
    if (name === undefined) any = relativeTo(cwd, path);
    else byName.set(name, relativeTo(cwd, path));
  }
  return { byName: Object.fromEntries(byName), ...(any === undefined ? {} : { any }) };
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

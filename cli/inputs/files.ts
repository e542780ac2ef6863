/** Which files the arguments of `check` name: files, directories, globs and standard input. */
import { type BigIntStats, type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import picomatch from "picomatch";
import { readingError } from "./bytes";

/** A file to be checked. */
export interface Target {
  /** Its path as the arguments give it; `-` is standard input. */
  readonly file: string;
  readonly size: number;
  /** True where it was only come upon: in a directory, or by a glob. */
  found: boolean;
  /** Why it cannot be read, where that is known already. */
  readonly error?: string;
}

/** An argument that stands for many files, and what it stands for. */
export interface Search {
  readonly argument: string;
  readonly isGlob: boolean;
  readonly targets: readonly Target[];
}

/** What the arguments come to, in their order: each search stands behind its files. */
export type Item = { readonly target: Target } | { readonly search: Search };

/**
 * Finds the files. One that several arguments lead to is there once. What exists under the very name of an argument
 * is taken before a glob, so that names with brackets need no escapes.
 * @param args paths, globs, or `-`.
 */
export function findFiles(args: readonly string[]): readonly Item[] {
  const items: Item[] = [];
  const seen = new Map<string, Target>();
  /** A file that was seen before is that target. */
  const once = (found: Found): Target => {
    const before = found.id === undefined ? undefined : seen.get(found.id);
    if (before) {
      before.found &&= found.target.found;
      return before;
    }
    if (found.id !== undefined) seen.set(found.id, found.target);
    items.push({ target: found.target });
    return found.target;
  };
  for (const argument of args) {
    const stats = argument === "-" ? undefined : statOf(argument);
    const isGlob = stats === undefined && argument !== "-" && picomatch.scan(argument).isGlob;
    if (!isGlob && !stats?.isDirectory()) {
      once(targetOf(argument, stats, false));
      continue;
    }
    const targets = (isGlob ? byGlob(argument) : inDirectory(argument)).map(once);
    items.push({ search: { argument, isGlob, targets } });
  }
  return items;
}

interface Found {
  readonly target: Target;
  /** Which file of which device it is; undefined for what is no regular file. */
  readonly id?: string;
}

/** Plans and states by their names: of a self-managed backend, its compressed files too. */
const NAME = /\.json(?:\.gz|\.zst)?$/i;

function inDirectory(directory: string): Found[] {
  return walk(directory, { takes: (path) => NAME.test(path), enters: () => true, names: () => false });
}

function byGlob(pattern: string): Found[] {
  const { base, glob } = picomatch.scan(pattern, { unescape: true });
  const depth = glob.includes("**") ? Number.POSITIVE_INFINITY : glob.split("/").length;
  const matches = picomatch(glob);
  const root = base === "" ? "." : base;
  // It matches nothing, which is said of the glob as it was given; of the folder nobody spoke.
  if (statOf(root) === undefined) return [];
  const within = (path: string) => relative(root, path).split(sep).join("/");
  return walk(root, {
    takes: (path) => matches(within(path)),
    enters: (path) => within(path).split("/").length < depth,
    names: (name) => glob.includes(name),
  });
}

interface Walk {
  /** Whether a file is one of those that are looked for. */
  takes(path: string): boolean;
  enters(directory: string): boolean;
  /** Whether a directory that is else left out is asked for by its name. */
  names(directory: string): boolean;
}

/** Files beneath a directory, sorted by name within each. Links are followed, though not up, each directory once. */
function walk(root: string, how: Walk): Found[] {
  const found: Found[] = [];
  const entered = new Set<string>();
  const fail = (file: string, error: string) => found.push({ target: { file, size: 0, found: true, error } });
  const enter = (directory: string): void => {
    let entries: Dirent[];
    try {
      const real = realpathSync(directory);
      if (entered.has(real)) return;
      if (entered.size === 0) for (let up = real; up !== dirname(up); up = dirname(up)) entered.add(dirname(up));
      entered.add(real);
      entries = readdirSync(directory, { withFileTypes: true });
    } catch (error) {
      fail(directory, readingError(error).message);
      return;
    }
    const inBackend = basename(resolve(directory)) === BACKEND;
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (inBackend && entry.name !== "stacks" && !how.names(entry.name)) continue;
      const path = join(directory, entry.name);
      const stats = entry.isSymbolicLink() ? statOf(path) : undefined;
      if (entry.isDirectory() || stats?.isDirectory()) {
        if ((!isSpecial(entry.name) || how.names(entry.name)) && how.enters(path)) enter(path);
      } else if (how.takes(path)) {
        const file = stats ?? statOf(path);
        if (file === undefined || file.isFile()) found.push(targetOf(path, file, true));
        else fail(path, "is a pipe, a socket or a device: give it by its name to have it read");
      }
    }
  };
  enter(root);
  return found;
}

/** Where a self-managed backend keeps its state: stacks, and what is none of them: backups, history, locks, plugins. */
const BACKEND = ".pulumi";

function isSpecial(directory: string): boolean {
  return directory === "node_modules" || (directory.startsWith(".") && directory !== BACKEND);
}

function targetOf(file: string, stats: BigIntStats | undefined, found: boolean): Found {
  if (!stats?.isFile()) return { target: { file, size: 0, found } };
  return { target: { file, size: Number(stats.size), found }, id: `${stats.dev}:${stats.ino}` };
}

/** Undefined where there is nothing, or no way to it: reading it will tell. */
function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

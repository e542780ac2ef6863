/** Which files the arguments of `check` name: files, directories, globs and standard input. */
import { isUtf8 } from "node:buffer";
import { type BigIntStats, type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { runInNewContext } from "node:vm";
import picomatch from "picomatch";
import { compareTexts } from "../../policy/text";
import { readingError } from "./bytes";

/** A file to be checked. */
export interface InputFile {
  /** Its name in the arguments, for people; `-` is standard input. */
  readonly file: string;
  /** Its path; as bytes if its name is not UTF-8. */
  readonly path: string | Buffer;
  readonly size: number;
  /** True if nobody named it: it was found in a directory, or by a glob. */
  found: boolean;
  /** Why it cannot be read, if that is known already. */
  readonly error?: string;
}

/** An argument for many files, and those files. */
export interface Search {
  readonly argument: string;
  readonly isGlob: boolean;
  readonly targets: readonly InputFile[];
}

/** What the arguments name, in their order: each search follows its files. */
export type FoundItem = { readonly target: InputFile } | { readonly search: Search };

/**
 * Finds the files. A file that several arguments name comes once. A file with exactly the name of an argument overrides
 * a glob, so that names with brackets need no escapes.
 * @param args paths, globs, or `-`.
 * @param cwd the working directory, from which the paths start.
 */
export function findFiles(args: readonly string[], cwd: string): readonly FoundItem[] {
  const items: FoundItem[] = [];
  const seen = new Map<string, InputFile>();
  /** A file that was seen before keeps its target. */
  const once = (found: FoundTarget): InputFile => {
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
    const path = resolve(cwd, argument);
    const stats = argument === "-" ? undefined : statOf(path);
    try {
      const isGlob = stats === undefined && argument !== "-" && isPattern(argument);
      if (!isGlob && !stats?.isDirectory()) {
        once(targetOf({ file: argument, path, ...lostName(argument, stats) }, stats, false));
        continue;
      }
      const targets = (isGlob ? byGlob(argument, cwd) : inDirectory(argument, path)).map(once);
      items.push({ search: { argument, isGlob, targets } });
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      once(targetOf({ file: shortened(argument), path, error: error.message }, undefined, false));
    }
  }
  return items;
}

/** A pattern may be very long. */
function shortened(argument: string): string {
  return argument.length > LONGEST_PATTERN ? `${argument.slice(0, 77)}...` : argument;
}

/** Node.js replaces bytes of an argument that are not UTF-8, so the file cannot be found by it. */
function lostName(argument: string, stats: BigIntStats | undefined): { readonly error?: string } {
  if (stats !== undefined || !argument.includes("\ufffd")) return {};
  return {
    error:
      "cannot be read: its name is not UTF-8, and does not arrive whole: give its folder, or a glob with ? for the other bytes",
  };
}

interface FoundTarget {
  readonly target: InputFile;
  /** Which file of which device it is; undefined unless it is a regular file. */
  readonly id?: string;
}

/** Names of plans and states, including the compressed ones of a self-managed backend. */
const NAME = /\.json(?:\.gz|\.zst)?$/i;

function inDirectory(directory: string, path: string): FoundTarget[] {
  return walk({ shown: directory, lossy: directory, path }, { takes: (name) => NAME.test(name) });
}

/** A glob that cannot be used; the message says why. */
class PatternError extends Error {}

/** Longer than any pattern that is written by hand. */
const LONGEST_PATTERN = 1000;
/** The matching of a pattern stops after this many milliseconds: some patterns take unbounded time. */
const LONGEST_MATCHING = 2000;

/** @throws PatternError if it is a glob, and cannot be used. */
function isPattern(argument: string): boolean {
  if (!/[*?[{(]/.test(argument)) return false;
  if (argument.length > LONGEST_PATTERN) {
    throw new PatternError(`is not a file, and as a glob it has more than ${LONGEST_PATTERN} characters`);
  }
  return picomatch.scan(argument).isGlob;
}

function byGlob(pattern: string, cwd: string): FoundTarget[] {
  const { base, glob } = picomatch.scan(pattern, { unescape: true });
  const depth = glob.includes("**") ? Number.POSITIVE_INFINITY : glob.split("/").length;
  const shown = base === "" ? "." : base;
  const path = resolve(cwd, shown);
  // Then it matches nothing, and the message is about the glob, not about the folder.
  if (statOf(path) === undefined) return [];
  const within = (name: string) => relative(shown, name).split(sep).join("/");
  const candidates = walk(
    { shown, lossy: shown, path },
    {
      takes: () => true,
      enters: (name) => within(name).split("/").length < depth,
      names: (name) => glob.includes(name),
    },
  );
  const matching = new Set(matchesOf(glob, [...new Set(candidates.map((c) => within(c.lossy)))]));
  return candidates.filter((c) => c.isProblem === true || matching.has(within(c.lossy)));
}

/**
 * The names that match a pattern. Matching runs in a context that can be stopped, because a pattern such as
 * `*a*a*a*a*b` may take years.
 */
function matchesOf(glob: string, names: readonly string[]): string[] {
  try {
    const matches = picomatch(glob);
    return runInNewContext("names.filter((name) => matches(name))", { names, matches }, { timeout: LONGEST_MATCHING });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new PatternError(
      code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
        ? "is not a file, and as a glob it takes too long to match: use fewer *"
        : `is no file, and cannot be used as a glob: ${message}`,
    );
  }
}

interface WalkOptions {
  /** Whether a file is wanted. */
  takes(name: string): boolean;
  /** Whether a directory is searched; all are if omitted. */
  enters?(directory: string): boolean;
  /** Whether a directory that is usually left out is wanted, because its name was given. */
  names?(directory: string): boolean;
}

/** A path on the way through directories. */
interface Step {
  /** For people: bytes that are not UTF-8 are shown by number. */
  readonly shown: string;
  /** For matching: bytes that are not UTF-8 are replaced. */
  readonly lossy: string;
  readonly path: string | Buffer;
}

interface Walked extends FoundTarget {
  readonly lossy: string;
  /** True if it cannot be read, whatever its name. */
  readonly isProblem?: true;
}

/**
 * Files below a directory, sorted by name within each. Links are followed, but not upward, and each directory is read
 * once.
 */
function walk(root: Step, { takes, enters = () => true, names = () => false }: WalkOptions): Walked[] {
  const found: Walked[] = [];
  const entered = new Set<string>();
  const fail = ({ shown, lossy, path }: Step, error: string, isProblem?: true) =>
    found.push({ lossy, isProblem, target: { file: shown, path, size: 0, found: true, error } });
  const enter = (directory: Step): void => {
    let entries: DirectoryEntry[];
    try {
      const real = realpathSync(directory.path);
      if (entered.has(real)) return;
      if (entered.size === 0) for (let up = real; up !== dirname(up); up = dirname(up)) entered.add(dirname(up));
      entered.add(real);
      entries = entriesOf(directory);
    } catch (error) {
      fail(directory, readingError(error).message, true);
      return;
    }
    const inBackend = basename(resolve(directory.lossy)) === BACKEND;
    for (const { step, name, entry } of entries) {
      if (inBackend && name !== "stacks" && !names(name)) continue;
      const stats = entry.isSymbolicLink() ? statOf(step.path) : undefined;
      if (entry.isDirectory() || stats?.isDirectory()) {
        if ((!isSpecial(name) || names(name)) && enters(step.lossy)) enter(step);
      } else if (takes(step.lossy)) {
        const file = stats ?? statOf(step.path);
        if (file === undefined || file.isFile()) {
          found.push({ lossy: step.lossy, ...targetOf({ file: step.shown, path: step.path }, file, true) });
        } else fail(step, "is a pipe, a socket or a device: give it by its name to have it read");
      }
    }
  };
  enter(root);
  return found;
}

interface DirectoryEntry {
  readonly step: Step;
  readonly name: string;
  readonly entry: Pick<Dirent, "isDirectory" | "isSymbolicLink">;
}

/** The entries of a directory, sorted by name. */
function entriesOf({ shown, lossy, path }: Step): DirectoryEntry[] {
  const entries = readdirSync(path, { withFileTypes: true, encoding: "buffer" });
  return entries
    .map((entry): DirectoryEntry => {
      const bytes = entry.name;
      const name = bytes.toString();
      const isText = typeof path === "string" && isUtf8(bytes);
      const step = {
        shown: join(shown, isUtf8(bytes) ? name : bytesText(bytes)),
        lossy: join(lossy, name),
        path: isText ? join(path, name) : Buffer.concat([Buffer.from(path), Buffer.from(sep), bytes]),
      };
      return { step, name, entry };
    })
    .sort((a, b) => compareTexts(a.name, b.name));
}

/** A name that is not UTF-8, with its other bytes by number: `caf\xe9.json`. */
function bytesText(name: Buffer): string {
  return [...name].map((b) => (b < 0x80 ? String.fromCharCode(b) : `\\x${b.toString(16)}`)).join("");
}

/** The folder in which a self-managed backend keeps stacks, and also backups, history, locks and plugins. */
const BACKEND = ".pulumi";

function isSpecial(directory: string): boolean {
  return directory === "node_modules" || (directory.startsWith(".") && directory !== BACKEND);
}

function targetOf(
  target: Omit<InputFile, "size" | "found">,
  stats: BigIntStats | undefined,
  found: boolean,
): FoundTarget {
  if (!stats?.isFile()) return { target: { ...target, size: 0, found } };
  return { target: { ...target, size: Number(stats.size), found }, id: `${stats.dev}:${stats.ino}` };
}

/** Undefined if it does not exist, or cannot be reached: the error comes when it is read. */
function statOf(path: string | Buffer): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

/** The files that a run writes, all of them or none. */
import { createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { escapeTerminal } from "../../policy/escape";
import { OutputError, type OutputFile } from "./context";
import { whyNot } from "./why-not";

/**
 * Writes files, all of them or none. Each is complete in its folder under another name before the first takes its
 * place, so that a run that is killed leaves the old files. What killed runs leave behind is removed.
 * @param cwd the working directory, from which the names start.
 * @throws OutputError that names a file which cannot be written, and why.
 */
export function writeFiles(files: readonly OutputFile[], cwd: string): void {
  const prepared: Prepared[] = [];
  let writing = "";
  try {
    const opened = files.map((output) => {
      writing = output.file;
      return { ...output, ...targetOf(output.file, cwd) };
    });
    for (const { file, text, path, before } of opened.filter((o) => !o.isDevice)) {
      writing = file;
      prepared.push({ file, path, before, ...temporaryNames(path) });
      writeTemporary(prepared.at(-1) as Prepared, text);
    }
    removeLeftovers(prepared);
    // A pipe or a device takes what it is given, for good: so only once all files are complete.
    for (const { file, text, path } of opened.filter((o) => o.isDevice)) {
      writing = file;
      writeFileSync(path, text);
    }
    for (const one of prepared) keepOld(one);
    replaceAll(prepared, (file) => {
      writing = file;
    });
  } catch (error) {
    const others = files.length === 1 ? "" : `; none of the ${files.length} files was written`;
    throw new OutputError(`cannot write ${escapeTerminal(writing)}: ${whyNot(error)}${others}`);
  } finally {
    for (const { temporary, old } of prepared) for (const name of [temporary, old]) rmSync(name, { force: true });
  }
}

/** A file that is complete under a temporary name. */
interface Prepared {
  readonly file: string;
  readonly path: string;
  readonly before: Stats | undefined;
  readonly temporary: string;
  /** Second name of the file that is replaced, until all are. */
  readonly old: string;
}

function targetOf(file: string, cwd: string) {
  const named = resolve(cwd, file);
  const before = statSync(named, { throwIfNoEntry: false });
  if (before?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
  // Another file in the place of a pipe or a device would not reach its reader; /dev/stdout may be a regular file.
  const isDevice = before !== undefined && (!before.isFile() || /^\/(?:dev|proc)\//.test(named));
  return { isDevice, before, path: isDevice ? named : finalPath(file, cwd) };
}

function writeTemporary({ temporary, before }: Prepared, text: string): void {
  // Fails if the name is there: nobody else's file, and no link, is ever written to.
  const fd = openSync(temporary, "wx");
  try {
    writeFileSync(fd, text);
    if (before !== undefined) fchmodSync(fd, before.mode);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function keepOld({ path, before, old }: Prepared): void {
  if (before === undefined) return;
  try {
    linkSync(path, old);
  } catch {
    // Some file systems have no second names. Then a later file that cannot be replaced leaves this one replaced.
  }
}

/** Puts every file in its place. If one cannot be, those before it get their old contents back. */
function replaceAll(prepared: readonly Prepared[], start: (file: string) => void): void {
  const done: Prepared[] = [];
  try {
    for (const one of prepared) {
      start(one.file);
      renameSync(one.temporary, one.path);
      done.push(one);
    }
  } catch (error) {
    for (const { path, before, old } of done) {
      if (before === undefined) rmSync(path, { force: true });
      else renameSync(old, path);
    }
    throw error;
  }
}

/**
 * The absolute path of a file with all links followed, also of one that is not there yet, and of one behind a link that
 * leads nowhere yet. Two names of one file have the same.
 */
export function finalPath(file: string, cwd: string): string {
  let path = resolve(cwd, file);
  for (let links = 0; links < MOST_LINKS; links += 1) {
    const directory = realDirectory(dirname(path));
    path = join(directory, basename(path));
    try {
      path = resolve(directory, readlinkSync(path));
    } catch {
      return path;
    }
  }
  return path;
}

/** As many links as Linux follows. */
const MOST_LINKS = 40;

function realDirectory(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return directory;
  }
}

/**
 * Names for the time of writing, beside the target, because a rename does not reach another file system. They tell who
 * made them, so that another run can tell whether their maker is still there, and hold enough chance that two
 * containers with the same process id never meet.
 */
function temporaryNames(path: string): Pick<Prepared, "temporary" | "old"> {
  const name = () => join(dirname(path), `${PREFIX}.${maker()}.${process.pid}.${randomBytes(8).toString("hex")}.tmp`);
  return { temporary: name(), old: name() };
}

const PREFIX = ".azure-openai-guard";
const TEMPORARY = /^\.azure-openai-guard\.([0-9a-f]{8})\.(\d+)\.[0-9a-f]{16}\.tmp$/;

/** Where process ids have one meaning: this machine, or this container of it. */
function maker(): string {
  let processes = "";
  try {
    processes = readlinkSync("/proc/self/ns/pid");
  } catch {
    // Only Linux has it.
  }
  return createHash("sha256").update(`${hostname()} ${processes}`).digest("hex").slice(0, 8);
}

/** A run writes for seconds at most. */
const ABANDONED_AFTER = 10 * 60_000;

/** Removes what killed runs left in the folders of the files that are being written. */
function removeLeftovers(prepared: readonly Prepared[]): void {
  const own = new Set(prepared.map(({ temporary }) => temporary));
  for (const [directory, { temporary }] of new Map(prepared.map((p) => [dirname(p.path), p]))) {
    // The file system's own clock: that of a network drive may be another.
    const now = statSync(temporary).mtimeMs;
    for (const name of readdirSync(directory)) {
      const [, of, pid] = TEMPORARY.exec(name) ?? [];
      const path = join(directory, name);
      if (of === undefined || own.has(path)) continue;
      if (of === maker() ? !isRunning(Number(pid)) : isOld(path, now)) rmSync(path, { force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  // What this process writes is known to the caller: another file with its id is of an earlier process.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function isOld(path: string, now: number): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && now - stats.mtimeMs > ABANDONED_AFTER;
}

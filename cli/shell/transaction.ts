/**
 * Replaces several files as one, and undoes what a killed run left half done.
 *
 * No system call replaces two files at once. So a transaction keeps the new and the old file beside each target, under
 * names of its own, and writes a journal into every folder before it replaces the first target. To commit, it removes
 * the first journal. If a later run finds that journal and its maker is gone, it brings the old files back.
 */
import { createHash, randomBytes } from "node:crypto";
import {
  type BigIntStats,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";

/** A file that is to be replaced. */
export interface Replacement {
  /** Absolute path, with all links followed. */
  readonly path: string;
  /** Whether there is no file yet. */
  readonly isNew: boolean;
}

/** A file of a transaction, in its journal; the path starts from the journal's folder. */
interface Entry extends Replacement {
  /** Number of the file in the transaction: part of its temporary names. */
  readonly index: number;
  /** Distinguishes the new file from all others, under any name. */
  readonly identity: string;
}

interface Journal {
  /** The journals, from the journal's folder; the first one decides. */
  readonly journals: readonly string[];
  readonly entries: readonly Entry[];
}

/**
 * Names of a transaction tell who made them, so that another run can tell whether their maker is still there, and hold
 * enough chance that two containers with the same process id never meet.
 */
const NAME = /^(\.azure-openai-guard\.([0-9a-f]{8})\.(\d+)\.[0-9a-f]{16})\.(?:\d+\.(?:new|old)|journal)$/;

/** A run replaces files for milliseconds, and writes them for seconds at most. */
const ABANDONED_AFTER = 10 * 60_000;
const LONGEST_WAIT = 5000;
const LARGEST_JOURNAL = 1024 * 1024;

export class Transaction {
  readonly #name = `.azure-openai-guard.${maker()}.${process.pid}.${randomBytes(8).toString("hex")}`;
  readonly #entries: Entry[] = [];
  #journals: string[] = [];

  /**
   * Writes a file, whole and to the disk, beside the one that it will replace. A rename reaches no other file system.
   * @param write fills the new file.
   * @throws the error if it cannot be written.
   */
  add(target: Replacement, write: (fd: number) => void): void {
    const index = this.#entries.length;
    // Noted before it exists, so that a write that fails leaves nothing behind.
    this.#entries.push({ ...target, index, identity: "" });
    const path = beside(target.path, this.#name, index, "new");
    // Fails if the name exists: it never writes to somebody else's file, or through a link.
    const fd = openSync(path, "wx");
    try {
      write(fd);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    this.#entries[index] = { ...target, index, identity: identityOf(path) ?? "" };
  }

  /**
   * Puts every file in its place.
   * @param start is called for each before it is replaced.
   * @throws the error if one of them cannot be replaced: then all are as they were.
   */
  async commit(start: (index: number) => void): Promise<void> {
    for (const folder of this.#folders()) repair(folder, this.#name, changedAt(this.#newIn(folder)));
    // One file is replaced by a single call, which succeeds or fails as a whole.
    if (this.#entries.length > 1) await this.#begin();
    for (const { path, index } of this.#entries) {
      start(index);
      renameSync(beside(path, this.#name, index, "new"), path);
    }
    // The first journal decides. The others only lead to it.
    for (const journal of this.#journals) rmSync(journal, { force: true });
  }

  /** Undoes everything that is not committed, and removes the temporary files. */
  end(): void {
    const isOpen = this.#journals[0] !== undefined && exists(this.#journals[0]);
    if (isOpen) for (const entry of this.#entries) bringBack(entry, entry.path, this.#name);
    for (const { path, index } of this.#entries) {
      for (const kind of ["new", "old"] as const) rmSync(beside(path, this.#name, index, kind), { force: true });
    }
    for (const journal of this.#journals.toReversed()) rmSync(journal, { force: true });
  }

  #folders(): string[] {
    return [...new Set(this.#entries.map(({ path }) => dirname(path)))];
  }

  /** One of the new files in a folder. */
  #newIn(folder: string): string {
    const entry = this.#entries.find(({ path }) => dirname(path) === folder);
    return join(folder, `${this.#name}.${entry?.index}.new`);
  }

  /** Keeps the old files, and writes the journals once no other run is replacing files in these folders. */
  async #begin(): Promise<void> {
    for (const { path, index, isNew } of this.#entries) {
      if (!isNew) keep(path, beside(path, this.#name, index, "old"));
    }
    const journals = this.#folders().map((folder) => join(folder, `${this.#name}.journal`));
    for (const until = Date.now() + LONGEST_WAIT; ; ) {
      this.#journals = journals;
      for (const journal of journals) this.#writeJournal(journal, journals);
      const others = this.#folders().flatMap((folder) => runningIn(folder, this.#name, changedAt(this.#newIn(folder))));
      // A stopped run must not block others for ever: each file is whole anyway.
      if (others.length === 0 || Date.now() > until) return;
      // Of two runs that come at once, each sees the other or is seen. Chance decides which one is back first.
      for (const journal of journals) rmSync(journal, { force: true });
      await setTimeout(1 + Math.random() * 20);
    }
  }

  #writeJournal(journal: string, journals: readonly string[]): void {
    const from = (path: string) => relative(dirname(journal), path);
    const content: Journal = {
      journals: journals.map(from),
      entries: this.#entries.map((entry) => ({ ...entry, path: from(entry.path) })),
    };
    const fd = openSync(journal, "wx");
    try {
      writeFileSync(fd, JSON.stringify(content));
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  }
}

/** A temporary name of a file: beside it. */
function beside(path: string, name: string, index: number, kind: "new" | "old"): string {
  return join(dirname(path), `${name}.${index}.${kind}`);
}

/** Gives a file a second name or, if the file system has no second names, a copy. */
function keep(path: string, old: string): void {
  try {
    linkSync(path, old);
  } catch {
    copyFileSync(path, old, constants.COPYFILE_EXCL);
  }
}

/** Gives a target its old contents back, unless it is not, or no longer, the file of the transaction. */
function bringBack({ isNew, identity, index }: Entry, path: string, name: string): void {
  if (identity === "" || identityOf(path) !== identity) return;
  if (isNew) rmSync(path, { force: true });
  else renameSync(beside(path, name, index, "old"), path);
}

/**
 * Distinguishes a file from all others, whatever its name. It cannot be predicted, so a journal from elsewhere undoes
 * nothing.
 */
function identityOf(path: string): string | undefined {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stats?.isFile() ? `${stats.ino} ${stats.size} ${stats.mtimeNs}` : undefined;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Undoes the transactions that killed runs left half done in a folder, and removes their files. */
function repair(folder: string, own: string, time: bigint): void {
  for (const [name, files] of transactionsIn(folder)) {
    if (name === own || !isAbandoned(name, files, folder, time)) continue;
    try {
      undo(folder, name);
      for (const file of files) rmSync(join(folder, file), { force: true });
    } catch {
      // Another user's, perhaps. It stays for whoever may.
    }
  }
}

/** Undoes a killed transaction, if it had begun to replace files. */
function undo(folder: string, name: string): void {
  const journal = readJournal(join(folder, `${name}.journal`));
  if (journal === undefined) return;
  const [first, ...others] = journal.journals.map((path) => join(resolve(folder, dirname(path)), `${name}.journal`));
  if (first === undefined || !exists(first)) return;
  const entries = journal.entries.map((entry) => ({ ...entry, path: resolve(folder, entry.path) }));
  for (const entry of entries) bringBack(entry, entry.path, name);
  for (const { path, index } of entries) {
    for (const kind of ["new", "old"] as const) rmSync(beside(path, name, index, kind), { force: true });
  }
  // The first is the last to go: if this run is killed too, the next one goes on.
  for (const path of [...others, first]) rmSync(path, { force: true });
}

/** Undefined if it does not exist, or is incomplete: then its run has replaced nothing yet. */
function readJournal(path: string): Journal | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size > LARGEST_JOURNAL) return undefined;
  try {
    const { journals, entries } = JSON.parse(readFileSync(path, "utf8")) as Journal;
    const isSound =
      journals.every((name) => typeof name === "string") &&
      entries.every((e) => typeof e.path === "string" && typeof e.identity === "string" && Number.isInteger(e.index));
    return isSound ? { journals, entries } : undefined;
  } catch {
    return undefined;
  }
}

/** The files of each transaction in a folder, by the name of the transaction. */
function transactionsIn(folder: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of readdirSync(folder)) {
    const name = NAME.exec(file)?.[1];
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), file]);
  }
  return found;
}

/** Names of other transactions that are replacing files in a folder now. */
function runningIn(folder: string, own: string, time: bigint): string[] {
  return [...transactionsIn(folder)]
    .filter(([name, files]) => name !== own && files.includes(`${name}.journal`))
    .filter(([name, files]) => !isAbandoned(name, files, folder, time))
    .map(([name]) => name);
}

/**
 * Whether the run that made these files is gone.
 * @param time by the clock of the file system, which may differ on a network drive.
 */
function isAbandoned(name: string, files: readonly string[], folder: string, time: bigint): boolean {
  const [, , of, pid] = NAME.exec(`${name}.journal`) ?? [];
  if (of === maker()) return !isRunning(Number(pid));
  const ages = files.map((file) => time - changedAt(join(folder, file)));
  return ages.every((age) => age > BigInt(ABANDONED_AFTER));
}

/** When a name was made, in milliseconds. A second name of an old file is as old as that name. */
function changedAt(path: string): bigint {
  const stats: BigIntStats | undefined = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stats?.ctimeMs ?? 0n;
}

function isRunning(pid: number): boolean {
  // Names of this process are its own: another name with its id is from an earlier process.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Identifies where process ids are unique: this machine since its start, or this container. */
function maker(): string {
  const world = [hostname(), ...[() => readlinkSync("/proc/self/ns/pid"), bootId].map(orNothing)].join(" ");
  return createHash("sha256").update(world).digest("hex").slice(0, 8);
}

function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
}

/** Only Linux has them. */
function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}

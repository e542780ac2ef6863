/** The files that a run writes, all of them or none. */
import { fchmodSync, readlinkSync, realpathSync, type Stats, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { escapeTerminal } from "../../policy/escape";
import { OutputError, type OutputFile } from "./context";
import { Transaction } from "./transaction";
import { whyNot } from "./why-not";

/**
 * Writes files, all of them or none. Each is complete in its folder under another name before the first target is
 * replaced. If the run is killed after that, the next run that writes into one of the folders brings the old files
 * back.
 * @param cwd the working directory, from which the names start.
 * @throws OutputError that names a file which cannot be written, and why.
 */
export async function writeFiles(files: readonly OutputFile[], cwd: string): Promise<void> {
  const transaction = new Transaction();
  let writing = "";
  try {
    const opened = files.map((output) => {
      writing = output.file;
      return { ...output, ...targetOf(output.file, cwd) };
    });
    const regular = opened.filter((o) => !o.isDevice);
    for (const { file, text, path, before } of regular) {
      writing = file;
      transaction.add({ path, isNew: before === undefined }, (fd) => {
        writeFileSync(fd, text);
        if (before !== undefined) fchmodSync(fd, before.mode);
      });
    }
    // What a pipe or a device gets cannot be taken back, so it comes after all files are complete.
    for (const { file, text, path } of opened.filter((o) => o.isDevice)) {
      writing = file;
      writeFileSync(path, text);
    }
    await transaction.commit((index) => {
      writing = regular[index]?.file ?? writing;
    });
  } catch (error) {
    const others = files.length === 1 ? "" : `; none of the ${files.length} files was written`;
    throw new OutputError(`cannot write ${escapeTerminal(writing)}: ${whyNot(error)}${others}`);
  } finally {
    transaction.end();
  }
}

interface Target {
  /** True for a pipe, a device, and everything else that is not a regular file. */
  readonly isDevice: boolean;
  readonly before: Stats | undefined;
  readonly path: string;
}

function targetOf(file: string, cwd: string): Target {
  const named = resolve(cwd, file);
  const before = statSync(named, { throwIfNoEntry: false });
  if (before?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
  // Replacing a pipe or a device would not reach its reader; /dev/stdout may be a regular file.
  const isDevice = before !== undefined && (!before.isFile() || /^\/(?:dev|proc)\//.test(named));
  return { isDevice, before, path: isDevice ? named : finalPath(file, cwd) };
}

/**
 * The absolute path of a file with all links followed, even if the file or the target of a link does not exist yet. Two
 * names of one file give the same path.
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

/** Linux follows as many links. */
const MOST_LINKS = 40;

function realDirectory(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return directory;
  }
}

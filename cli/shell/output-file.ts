/** What a run writes: files, and the words for what keeps it from writing. */
import { chmodSync, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { OutputError } from "./context";
import { escapeTerminal } from "./escape";

const CAUSES: Record<string, string> = {
  ENOENT: "there is no such directory",
  EISDIR: "it is a directory, expected a file",
  EACCES: "no permission to write there",
  EPERM: "no permission to write there",
  EROFS: "the file system is read-only",
  ENOTDIR: "part of its path is a file, not a directory",
  ENAMETOOLONG: "its name is too long",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than is allowed",
  EIO: "the device reports an error",
  ELOOP: "its symbolic links go round in a circle",
  EPIPE: "its reader has stopped reading",
};

/** Why something cannot be written, in words. */
export function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return CAUSES[code ?? ""] ?? escapeTerminal(message);
}

/**
 * Writes a file, whole or not at all: what stood there before stays until the new text is complete.
 * @throws OutputError naming the file and why it cannot be written.
 */
export function writeFile(file: string, text: string): void {
  try {
    const before = existsSync(file) ? statSync(file) : undefined;
    // A pipe or a device is written to; renaming another file onto it would take its place.
    if (before !== undefined && !before.isFile()) {
      writeFileSync(file, text);
      return;
    }
    const target = before === undefined ? file : realpathSync(file);
    // Beside the target, since a rename does not reach another file system; its own name may be as long as names can be.
    const unfinished = join(dirname(target), `.azure-openai-guard.${process.pid}.tmp`);
    try {
      writeFileSync(unfinished, text);
      if (before !== undefined) chmodSync(unfinished, before.mode);
      renameSync(unfinished, target);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  } catch (error) {
    throw new OutputError(`cannot write ${escapeTerminal(file)}: ${whyNot(error)}`);
  }
}

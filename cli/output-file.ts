/** Files that a run writes. */
import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { OutputError } from "./command";
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
  ELOOP: "its symbolic links go round in a circle",
};

/**
 * Writes a file, whole or not at all: what stood there before stays until the new text is complete.
 * @throws OutputError naming the file and why it cannot be written.
 */
export function writeFile(file: string, text: string): void {
  try {
    // A pipe or a device is written to; renaming another file onto it would take its place.
    if (existsSync(file) && !statSync(file).isFile()) {
      writeFileSync(file, text);
      return;
    }
    const target = existsSync(file) ? realpathSync(file) : file;
    const unfinished = `${target}.${process.pid}.tmp`;
    try {
      writeFileSync(unfinished, text);
      renameSync(unfinished, target);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new OutputError(`cannot write ${escapeTerminal(file)}: ${CAUSES[code ?? ""] ?? escapeTerminal(message)}`);
  }
}

/** The words for what keeps a run from writing. */
import { escapeTerminal } from "../../policy/escape";

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
  EBUSY: "it is in use, or a mount point",
};

/** Why something cannot be written, in words. */
export function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return CAUSES[code ?? ""] ?? escapeTerminal(message);
}

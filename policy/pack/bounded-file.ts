/** Reading with a limit. A user may name anything to the pack and the command line, even a device that never ends. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const MB = 1024 * 1024;

/** Settings, baselines, editions and documents are far smaller. */
export const LARGEST_FILE = 64 * MB;

/** A file is larger than the limit; the message says so. */
export class TooLargeError extends Error {
  constructor(most: number) {
    super(`it is larger than ${most / MB} MB, which is more than such a file needs`);
  }
}

/**
 * Reads a whole file. A device that never ends is refused at the limit.
 * @param most bytes that it may have.
 * @throws TooLargeError if it has more, or the error of the system if it cannot be read.
 */
export function readBounded(file: string, most = LARGEST_FILE): Buffer {
  const fd = openSync(file, "r");
  try {
    const { size } = fstatSync(fd);
    if (size > most) throw new TooLargeError(most);
    const chunks: Buffer[] = [];
    for (let length = 0; ; ) {
      const chunk = Buffer.allocUnsafe(length === 0 ? Math.max(size + 1, 8192) : MB);
      const read = readSync(fd, chunk, 0, chunk.length, null);
      if (read === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, read));
      length += read;
      if (length > most) throw new TooLargeError(most);
    }
  } finally {
    closeSync(fd);
  }
}

/** Files that have an end. The pack and the command line read what a user names: it may be a device. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const MB = 1024 * 1024;

/** Settings, baselines, editions and documents have far less. */
export const LARGEST_FILE = 64 * MB;

/** A file that is larger than it may be; the message says so. */
export class TooLargeError extends Error {
  constructor(most: number) {
    super(`it is larger than ${most / MB} MB, which is more than such a file needs`);
  }
}

/**
 * Reads the whole of a file. A device that never ends is refused where the limit is.
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

/** Files, as bytes and as text. */
import { isUtf8 } from "node:buffer";
import { LARGEST_FILE, readBounded, TooLargeError } from "../../policy/pack/bounded-file";
import { InputError } from "./input";

/** The message for bytes that are not text, or not in UTF-8. */
export const NO_TEXT = "is not text: expected JSON in UTF-8, found other bytes";

export const MB = 1024 * 1024;

const CAUSES: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory, expected a file",
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  ENOTDIR: "part of its path is a file, not a directory",
  ENAMETOOLONG: "its name is too long",
  ELOOP: "its symbolic links go round in a circle",
  ENXIO: "it is a socket, or a device that is not there",
  ERR_INVALID_ARG_VALUE: "its name is not a file name",
};

/** Why a file cannot be opened or read, in words. */
export function readingError(error: unknown): InputError {
  if (error instanceof InputError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new InputError(`cannot be read: ${CAUSES[code ?? ""] ?? message}`);
}

/**
 * Reads a whole file.
 * @throws InputError if it cannot be read, or is larger than any such file.
 */
export function readBytes(file: string): Buffer {
  try {
    return readBounded(file);
  } catch (error) {
    throw readingError(error);
  }
}

/**
 * Reads a whole stream.
 * @throws InputError if it cannot be read, or has more than `most` bytes.
 */
export async function collect(stream: AsyncIterable<Uint8Array>, most = LARGEST_FILE): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      length += chunk.length;
      if (length > most) throw new TooLargeError(most);
      chunks.push(chunk);
    }
  } catch (error) {
    throw readingError(error);
  }
  return Buffer.concat(chunks);
}

/** The encoding by the byte order mark; PowerShell's `>` writes UTF-16. */
export function encodingOf(bytes: Uint8Array): { encoding: "utf8" | "utf16le"; markLength: number } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf16le", markLength: 2 };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: "utf8", markLength: 3 };
  return { encoding: "utf8", markLength: 0 };
}

/**
 * Bytes as text, without a byte order mark.
 * @throws InputError if they are not text.
 */
export function decode(bytes: Buffer): string {
  const { encoding, markLength } = encodingOf(bytes);
  const body = bytes.subarray(markLength);
  if (encoding === "utf8" && (!isUtf8(body) || body.subarray(0, 1024).includes(0))) {
    throw new InputError(NO_TEXT);
  }
  return body.toString(encoding);
}

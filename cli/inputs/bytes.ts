/** Files, as bytes and as text. */
import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { InputError } from "./input";

/** What is no text at all, or not in UTF-8. */
export const NO_TEXT = "is not text: expected JSON in UTF-8, found other bytes";

const CAUSES: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory, expected a file",
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  ENOTDIR: "part of its path is a file, not a directory",
  ENAMETOOLONG: "its name is too long",
  ELOOP: "its symbolic links go round in a circle",
  ERR_FS_FILE_TOO_LARGE: "it is larger than can be read (2 GB)",
  ERR_INVALID_ARG_VALUE: "its name is no file name",
};

/** Why a file cannot be opened or read, in words. */
export function readingError(error: unknown): InputError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new InputError(`cannot be read: ${CAUSES[code ?? ""] ?? message}`);
}

/** The contents of a file. */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw readingError(error);
  }
}

/** Everything that comes on a stream. */
export async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
  } catch (error) {
    throw readingError(error);
  }
  return Buffer.concat(chunks);
}

/** The encoding that a byte order mark tells; PowerShell's `>` writes UTF-16. */
export function encodingOf(bytes: Uint8Array): { encoding: "utf8" | "utf16le"; markLength: number } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf16le", markLength: 2 };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: "utf8", markLength: 3 };
  return { encoding: "utf8", markLength: 0 };
}

/** Bytes as text, without a byte order mark. */
export function decode(bytes: Buffer): string {
  const { encoding, markLength } = encodingOf(bytes);
  const body = bytes.subarray(markLength);
  if (encoding === "utf8" && (!isUtf8(body) || body.subarray(0, 1024).includes(0))) {
    throw new InputError(NO_TEXT);
  }
  try {
    return body.toString(encoding);
  } catch {
    throw new InputError("is larger than can be read (512 MB)");
  }
}

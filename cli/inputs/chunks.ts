/**
 * The bytes of a file or of standard input, piece by piece: unpacked if they are compressed, and in UTF-8 from any
 * encoding. The first bytes decide on compression and encoding, not the name.
 */
import { closeSync, createReadStream, fstatSync, lstatSync, openSync, readSync, statSync } from "node:fs";
import { pipeline, Readable, type Transform } from "node:stream";
import * as zlib from "node:zlib";
import { MB, NO_TEXT, readingError } from "./bytes";
import { InputError } from "./input";

export type Chunks = AsyncIterable<Uint8Array>;

const CHUNK = 256 * 1024;

/**
 * Files up to this size are read and parsed in one piece. A larger file is cut into its entries: that takes as long,
 * and entries that tell nothing about deployments are dropped at once.
 */
export const WHOLE = 4 * MB;

/**
 * The bytes of a file.
 * @param file its path; as bytes if they are not UTF-8.
 * @throws InputError if it cannot be read.
 */
export async function* fileChunks(file: string | Buffer): AsyncGenerator<Uint8Array> {
  let fd: number | undefined;
  try {
    // Other kinds of files may keep their reader waiting, which only the asynchronous functions do without blocking.
    if (!statSync(file).isFile()) {
      yield* createReadStream(file, { highWaterMark: CHUNK });
      return;
    }
    fd = openSync(file, "r");
    const bytes = fstatSync(fd).size + 1;
    const size = bytes > WHOLE ? CHUNK : Math.max(bytes, 4096);
    for (;;) {
      const chunk = Buffer.allocUnsafe(size);
      const length = readSync(fd, chunk, 0, size, null);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } catch (error) {
    throw isBrokenLink(file, error)
      ? new InputError("cannot be read: it is a symbolic link, and where it leads there is no such file")
      : readingError(error);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function isBrokenLink(file: string | Buffer, error: unknown): boolean {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") return false;
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/**
 * Text in UTF-8 without byte order mark, from bytes of any known kind.
 * @param noText the message for bytes that are not text.
 * @throws InputError if they cannot be read or unpacked, or are not text.
 */
export async function* textChunks(chunks: Chunks, noText = NO_TEXT): AsyncGenerator<Buffer> {
  const text = peekable(unpacked(chunks));
  const head = await text.head(3);
  const encoding = ENCODINGS.find(({ mark }) => mark.every((byte, i) => head[i] === byte));
  if (encoding?.label !== undefined) {
    const decoder = new TextDecoder(encoding.label);
    for await (const chunk of text.all()) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    yield Buffer.from(decoder.decode());
    return;
  }
  let markLength = encoding?.mark.length ?? 0;
  let isFirst = true;
  for await (const chunk of text.all()) {
    if (isFirst && chunk.subarray(0, 1024).includes(0)) throw new InputError(noText);
    yield chunk.subarray(markLength);
    markLength = 0;
    isFirst = false;
  }
}

/** By their byte order marks. PowerShell's `>` writes UTF-16. */
const ENCODINGS: readonly { readonly mark: readonly number[]; readonly label?: string }[] = [
  { mark: [0xef, 0xbb, 0xbf] },
  { mark: [0xff, 0xfe], label: "utf-16le" },
  { mark: [0xfe, 0xff], label: "utf-16be" },
];

/** Plans and states become ten to fifty times as large; gzip allows a thousand times as large. */
const MOST_UNPACKED = 250;
/** Of one file. A larger file is read if it is unpacked: whoever made it had room for it. */
const MOST_UNPACKED_BYTES = 512 * MB;

/** `bytesWritten` counts the packed bytes that are unpacked so far. */
type Unpacker = Transform & { readonly bytesWritten: number };

/** Compressed files by their first bytes: those that the self-managed backend of Pulumi writes. */
const PACKINGS: readonly { readonly mark: readonly number[]; readonly name: string; unpack(): Unpacker }[] = [
  { mark: [0x1f, 0x8b], name: "gzip", unpack: () => zlib.createGunzip({ chunkSize: CHUNK }) },
  { mark: [0x28, 0xb5, 0x2f, 0xfd], name: "zstd", unpack: zstdDecompress },
];

async function* unpacked(chunks: Chunks): AsyncGenerator<Buffer> {
  const packed = peekable(chunks);
  const head = await packed.head(4);
  const packing = PACKINGS.find(({ mark }) => mark.every((byte, i) => head[i] === byte));
  if (!packing) {
    yield* packed.all();
    return;
  }
  const unpacker = packing.unpack();
  let length = 0;
  try {
    for await (const chunk of pipeline(Readable.from(packed.all()), unpacker, () => {})) {
      length += chunk.length;
      if (length > WHOLE && length > unpacker.bytesWritten * MOST_UNPACKED) {
        throw new InputError(
          `cannot be unpacked: its ${packing.name} data become more than ${MOST_UNPACKED} times as large, which no plan and no state does (a bomb?)`,
        );
      }
      if (length > MOST_UNPACKED_BYTES) {
        throw new InputError(
          `cannot be unpacked: its ${packing.name} data become more than ${MOST_UNPACKED_BYTES / MB} MB: unpack it, and give that file`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "Z_BUF_ERROR" ? "end too soon (was it cut off?)" : `are damaged (${message})`;
    throw new InputError(`cannot be unpacked: its ${packing.name} data ${why}`);
  }
}

/** Node.js has it since 22.15 and 23.8. */
function zstdDecompress(): Unpacker {
  const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Unpacker };
  if (createZstdDecompress) return createZstdDecompress();
  throw new InputError(
    `cannot be unpacked: it is compressed with zstd, which Node.js ${process.version} does not know: use Node.js 22.15 or later, or unpack it with "zstd -d"`,
  );
}

/** A stream whose first bytes can be looked at before it is read. */
function peekable(chunks: Chunks) {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  return {
    /** The first bytes: at least as many as asked for, unless there are fewer. */
    async head(count: number): Promise<Buffer> {
      for (let length = 0; length < count; ) {
        const { done, value } = await iterator.next();
        if (done) break;
        first.push(asBuffer(value));
        length += value.length;
      }
      return Buffer.concat(first);
    },
    /** All bytes. */
    async *all(): AsyncGenerator<Buffer> {
      try {
        yield* first;
        for (;;) {
          const { done, value } = await iterator.next();
          if (done) return;
          yield asBuffer(value);
        }
      } finally {
        await iterator.return?.();
      }
    },
  };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

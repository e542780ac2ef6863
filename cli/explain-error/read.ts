/** Reads a whole log, up to a size that no log of one deployment reaches. */
import { resolve } from "node:path";
import { readingError } from "../inputs/bytes";
import { type Chunks, fileChunks, textChunks } from "../inputs/chunks";
import { InputError } from "../inputs/input";
import type { Context } from "../shell/context";

const NO_TEXT = "is not text: expected a log or a message in UTF-8 or UTF-16, found other bytes";
const MEGABYTE = 1024 * 1024;
/** Megabytes of unpacked text. */
const MOST = 64;
const MOST_LINES = 4_000_000;
const NEWLINE = 10;

/**
 * The text of a file, unpacked and decoded.
 * @param file "-" is standard input.
 * @throws InputError if it cannot be read, is not text, or is too large.
 */
export async function readText(file: string, context: Context): Promise<string> {
  // A byte that is not UTF-8 becomes a mark, which does no harm: logs hold all sorts of bytes.
  const decoder = new TextDecoder("utf-8");
  const parts: string[] = [];
  let [size, lines] = [0, 0];
  for await (const chunk of textChunks(
    file === "-" ? standardInput(context) : fileChunks(resolve(context.cwd, file)),
    NO_TEXT,
  )) {
    size += chunk.length;
    if (size > MOST * MEGABYTE) throw new InputError(TOO_LARGE);
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) {
      lines += 1;
      if (lines > MOST_LINES) throw new InputError(TOO_MANY_LINES);
    }
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  return [...parts, decoder.decode()].join("");
}

const TOO_LARGE = `is larger than ${MOST} MB: give the part of it that has the error, for example its end: tail -c ${MOST}000000 FILE | azure-openai-guard explain-error`;

const TOO_MANY_LINES = `has more than ${MOST_LINES / 1_000_000} million lines, as no log has: give the part of it that has the error`;

async function* standardInput(context: Context): Chunks {
  try {
    yield* context.stdin();
  } catch (error) {
    throw readingError(error);
  }
}

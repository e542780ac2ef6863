/** `explain --batch`: JSON Lines in, one verdict or error per line out, in the same order. */

import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { StringDecoder } from "node:string_decoder";
import type { Edition } from "../../catalog/edition/edition";
import type { Query } from "../../catalog/query";
import { verdict } from "../../catalog/verdict/verdict";
import { escapeJson, escapeTerminal, mayBeUnsafeInJson } from "../../policy/escape";
import { encodingOf, readingError } from "../inputs/bytes";
import { describeValue, isObject, type JsonObject } from "../inputs/input";
import { findProblem } from "../inputs/json";
import { type BasisOptions, commandBasis } from "../options/basis";
import { parsePurpose, parseTraining, WordError } from "../options/query";
import { type Context, complaint, EXIT } from "../shell/context";

export interface BatchOptions {
  /** Ids of access conditions that the organisation was granted. */
  readonly granted: readonly string[];
  /** The date of judgement, YYYY-MM-DD. */
  readonly today?: string;
}

/** Longer than any query; the rest of a longer line is not kept in memory. */
const LONGEST_LINE = 1_000_000;
/** Verdicts are written in pieces of about this size: one write per verdict would take longer than the verdicts. */
const CHUNK = 1 << 16;

/**
 * Answers a batch.
 * @param file JSON Lines; `-` is standard input.
 * @returns exit code: 0 if the whole file was read, whatever the verdicts; 2 if it could not be read.
 */
export async function batch(file: string, asked: BasisOptions, context: Context): Promise<number> {
  const { edition, today, granted } = await commandBasis(asked, context);
  const options = { granted, today };
  const source: AsyncIterable<Uint8Array> =
    file === "-" ? context.stdin() : createReadStream(resolve(context.cwd, file), { highWaterMark: CHUNK });
  // To look at every answer would take a sixth of the run.
  const isEditionSafe = edition.overlay === undefined && !mayBeUnsafeInJson(JSON.stringify(edition.data));
  let line = 0;
  let out = "";
  try {
    for await (const lines of linesOf(source)) {
      for (const text of lines) {
        line += 1;
        const found = answer(edition, text, line, options);
        // An answer holds nothing but texts of the edition, of this program and of its line.
        out += `${isEditionSafe && !mayBeUnsafeInJson(text) ? found : escapeJson(found)}\n`;
        if (out.length > CHUNK) {
          await context.write(out);
          out = "";
        }
      }
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    await context.write(out);
    const name = file === "-" ? "standard input" : escapeTerminal(file);
    await context.writeError(complaint(`${name}: ${escapeTerminal(readingError(error.cause).message)}`));
    return EXIT.failed;
  }
  await context.write(out);
  return EXIT.clean;
}

/** One line of a batch, answered: a verdict, or an error that names the line. Not yet safe to print. */
function answer(edition: Edition, text: string, line: number, options: BatchOptions): string {
  try {
    return JSON.stringify(verdict(edition, parseQuery(text), options));
  } catch (error) {
    if (!(error instanceof QueryError || error instanceof WordError)) throw error;
    return JSON.stringify({ error: error.message, line });
  }
}

class QueryError extends Error {}
class SourceError extends Error {}

/** Written by hand: a schema library takes longer to load than a thousand verdicts take. */
function parseQuery(text: string): Query {
  if (text.trim() === "") throw new QueryError("the line is blank: expected a JSON object with model and region");
  if (text.length > LONGEST_LINE) throw new QueryError(`the line is longer than ${LONGEST_LINE} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { offset, problem } = findProblem(text);
    // The message is about a whole file; here it is about a line.
    const words = problem.replace(/the end of the file.*$/, "the end of the line");
    throw new QueryError(`column ${offset + 1}: ${words}`);
  }
  if (!isObject(value)) throw new QueryError(`expected a JSON object, found ${describeValue(value)}`);
  const model = required(value, "model");
  const version = optional(value, "version");
  const sku = optional(value, "sku");
  const region = required(value, "region");
  const purpose = optional(value, "purpose");
  const training = optional(value, "training");
  return {
    model,
    ...(version === undefined ? {} : { version }),
    ...(sku === undefined ? {} : { sku }),
    region,
    ...(purpose === undefined ? {} : { purpose: parsePurpose(purpose) }),
    ...(training === undefined ? {} : { training: parseTraining(training) }),
  };
}

function required(value: JsonObject, key: "model" | "region"): string {
  const found = optional(value, key);
  if (found === undefined) throw new QueryError(`${key} is missing: expected a string`);
  return found;
}

function optional(value: JsonObject, key: keyof Query): string | undefined {
  const found = value[key];
  if (found === undefined || found === null) return undefined;
  if (typeof found !== "string") {
    // 0613 without quotes is another version: a guess here would make the verdict a guess.
    const number = typeof found === "number" ? `the number ${found}; put it in quotes` : describeValue(found);
    throw new QueryError(`${key} must be a string, found ${number}`);
  }
  if (found.trim() === "") throw new QueryError(`${key} is an empty string`);
  return found;
}

/** The lines of a stream, piece by piece. A line break at the end starts no further line. */
async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let decoder: StringDecoder | undefined;
  let rest = "";
  let started = false;
  for await (const bytes of guarded(source)) {
    decoder ??= new StringDecoder(encodingOf(bytes).encoding);
    let text = decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (!started && text !== "") {
      started = true;
      // A byte order mark, in any encoding.
      if (text.startsWith("\ufeff")) text = text.slice(1);
    }
    // The kept part of a long line is enough to see that it is too long.
    if (rest.length > LONGEST_LINE) {
      const end = text.indexOf("\n");
      if (end === -1) continue;
      text = text.slice(end);
    }
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield lines;
  }
  rest += decoder?.end() ?? "";
  if (rest !== "") yield [rest];
}

/** Distinguishes errors of the source from errors of the code that reads it. */
async function* guarded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try {
      next = await iterator.next();
    } catch (cause) {
      throw new SourceError("the source failed", { cause });
    }
    if (next.done) return;
    yield next.value;
  }
}

/** `explain --batch`: JSON Lines in, one JSON verdict per line out, in the same order. */
import { createReadStream } from "node:fs";
import type { Query } from "../catalog/decide";
import { defaultEdition } from "../catalog/load";
import { verdict } from "../catalog/verdict";
import { UsageError } from "./errors";
import { fileName } from "./inputs/read";

const PURPOSES: readonly unknown[] = ["inference", "fine-tuning", "assistants"];
const TRAININGS: readonly unknown[] = ["standard", "global"];

/** A query of a line, or what is wrong with it. Written out by hand: this runs once per line. */
function toQuery(line: string): Query | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return line.trim() === ""
      ? "expected a JSON object, found an empty line"
      : "expected a JSON object, found broken JSON";
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return `expected a JSON object, found ${value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`}`;
  }
  const { model, version, sku, region, purpose, training } = value as Record<string, unknown>;
  for (const [name, given] of Object.entries({ model, region })) {
    if (typeof given !== "string" || given === "") return `${name}: expected a string, found ${describe(given)}`;
  }
  for (const [name, given] of Object.entries({ version, sku })) {
    if (given !== undefined && given !== null && typeof given !== "string") {
      return `${name}: expected a string, found ${describe(given)}`;
    }
  }
  if (purpose !== undefined && purpose !== null && !PURPOSES.includes(purpose)) {
    return `purpose: expected one of ${PURPOSES.join(", ")}, found ${describe(purpose)}`;
  }
  if (training !== undefined && training !== null && !TRAININGS.includes(training)) {
    return `training: expected one of ${TRAININGS.join(", ")}, found ${describe(training)}`;
  }
  return {
    model: model as string,
    ...(version ? { version: version as string } : {}),
    ...(sku ? { sku: sku as string } : {}),
    region: region as string,
    ...(purpose ? { purpose: purpose as Query["purpose"] } : {}),
    ...(training ? { training: training as Query["training"] } : {}),
  };
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (typeof value === "string") return value === "" ? "an empty string" : JSON.stringify(value.slice(0, 40));
  return Array.isArray(value)
    ? "a list"
    : typeof value === "object"
      ? "an object"
      : `the ${typeof value} ${String(value)}`;
}

/** Lines of a stream: LF or CRLF, with or without a mark at the start and a break at the end. */
async function* linesOf(stream: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  let first = true;
  for await (const chunk of stream) {
    rest += first && chunk.charCodeAt(0) === 0xfeff ? chunk.slice(1) : chunk;
    first = false;
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
  }
  if (rest !== "") yield rest;
}

/**
 * Answers queries line by line. A line that is no valid query gets a line with an error, and the run goes on.
 * @param file path, or `-` for stdin.
 * @param write takes text; resolves when more may be written.
 * @throws UsageError where the file cannot be read.
 */
export async function explainBatch(
  file: string,
  granted: readonly string[],
  write: (text: string) => Promise<void>,
): Promise<void> {
  const edition = defaultEdition();
  const stream = file === "-" ? process.stdin : createReadStream(file);
  stream.setEncoding("utf8");
  let out: string[] = [];
  let number = 0;
  try {
    for await (const line of linesOf(stream as AsyncIterable<string>)) {
      number += 1;
      const query = toQuery(line);
      out.push(
        JSON.stringify(
          typeof query === "string" ? { error: query, line: number } : verdict(edition, query, { granted }),
        ),
      );
      if (out.length === 500) {
        await write(`${out.join("\n")}\n`);
        out = [];
      }
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") throw new UsageError(`${fileName(file)}: there is no such file`);
    if (code === "EISDIR") throw new UsageError(`${fileName(file)}: expected a file of JSON Lines, found a directory`);
    if (code === "EACCES") throw new UsageError(`${fileName(file)}: no permission to read it`);
    throw error;
  }
  if (out.length > 0) await write(`${out.join("\n")}\n`);
}

/** A file, or stdin, → resources. Every way in which that fails gives one error that says what to do. */
import { readFileSync } from "node:fs";
import { UsageError } from "../errors";
import { isPreview, readPreview } from "./preview-json";
import { object, type ReadResources } from "./resources";
import { isStackExport, readStackExport } from "./stack-export";

const EXPECTED = 'the output of "pulumi preview --json" or "pulumi stack export"';

/** The text of a file, `-` for stdin, without a byte order mark. */
export function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    throw new UsageError(`${fileName(file)}: ${reasonOf(error)}`);
  }
  const text = bytes.toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** How a file is called in messages. */
export function fileName(file: string): string {
  return file === "-" ? "standard input" : file;
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return `expected a file, found a directory; give ${EXPECTED}`;
  if (code === "EACCES" || code === "EPERM") return "no permission to read it";
  return error instanceof Error ? error.message : String(error);
}

/** Parses JSON, and says where it breaks. */
export function parseJson(text: string, file: string, expected: string): unknown {
  if (text.trim() === "") throw new UsageError(`${fileName(file)}: the file is empty; expected ${expected}`);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (text.includes("\u0000")) {
      throw new UsageError(`${fileName(file)}: expected ${expected}, found a binary file`);
    }
    throw new UsageError(`${fileName(file)}: ${place(error, text)}expected ${expected}, found broken JSON`);
  }
}

/** "line 3, column 7: ", where the parser tells the position; the end, where the text stops too early. */
function place(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : "";
  const at = /position (\d+)/.exec(message)?.[1];
  const position = at === undefined ? (message.includes("end of JSON") ? text.length : undefined) : Number(at);
  if (position === undefined) return "";
  const before = text.slice(0, position).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: `;
}

/**
 * Reads a plan or a state; which of them it is, its content tells.
 * @param file path, or `-` for stdin.
 * @throws UsageError naming the file, the place, what was expected and what was found.
 */
export function readPlan(file: string): ReadResources {
  const value = parseJson(readText(file), file, EXPECTED);
  const json = object(value);
  if (!json) {
    throw new UsageError(
      `${fileName(file)}: expected ${EXPECTED}, found ${Array.isArray(value) ? "a list" : `a ${typeof value}`}`,
    );
  }
  if (isPreview(json)) return readPreview(json);
  if (isStackExport(json)) return readStackExport(json);
  const keys = Object.keys(json).slice(0, 5);
  const found =
    keys.length === 0
      ? "an empty object"
      : `an object with ${keys.map((k) => JSON.stringify(k.slice(0, 40))).join(", ")}`;
  throw new UsageError(
    `${fileName(file)}: expected ${EXPECTED} (an object with "steps" or "deployment"), found ${found}`,
  );
}

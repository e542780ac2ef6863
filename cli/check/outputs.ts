/** Where the outputs of `check` go, and what they must not take the place of. */
import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "../shell/context";
import { escapeTerminal } from "../shell/escape";
import type { Format } from "./reporters";

/** `--format NAME` or `--format NAME=FILE`. */
export interface Output {
  readonly format: Format;
  /** Standard output where omitted. */
  readonly file?: string;
}

/** What a run writes, as its options name it. */
export interface Outputs {
  readonly format: readonly Output[];
  readonly writeBaseline?: string;
}

/**
 * Where each format goes. What people read goes to standard output unless another format does.
 * @throws UsageError where two go to the same place.
 */
export function outputsOf({ format: asked, writeBaseline }: Outputs): readonly Output[] {
  const toStdout = asked.filter((o) => o.file === undefined);
  if (toStdout.length > 1) {
    const [first, second] = toStdout;
    throw new UsageError(
      `--format ${first?.format} and --format ${second?.format} both go to standard output: give one of them a file, as in --format ${second?.format}=FILE`,
    );
  }
  const files = asked.flatMap((o) => o.file ?? []);
  const paths = files.map(realPath);
  const twice = files.find((_, index) => paths.indexOf(paths[index] ?? "") !== index);
  if (twice !== undefined) throw new UsageError(`two formats go to the same file ${escapeTerminal(twice)}`);
  if (writeBaseline !== undefined && paths.includes(realPath(writeBaseline))) {
    throw new UsageError(`two outputs go to the same file ${escapeTerminal(writeBaseline)}`);
  }
  return toStdout.length === 0 ? [...asked, { format: "text" }] : asked;
}

/** @throws UsageError where an output would take the place of a file that the run reads. */
export function refuseToOverwrite({ format, writeBaseline }: Outputs, inputs: readonly string[]): void {
  refuseToReplace(
    [...format.flatMap((o) => o.file ?? []), ...(writeBaseline === undefined ? [] : [writeBaseline])],
    inputs,
  );
}

/** @throws UsageError where one of the files to be written is one that is read. */
export function refuseToReplace(outputs: readonly string[], inputs: readonly string[]): void {
  if (outputs.length === 0) return;
  // A terminal is read and written at once; nothing of it is lost.
  const read = new Set(inputs.filter((file) => file !== "-" && !isDevice(file)).map(realPath));
  const lost = outputs.find((file) => read.has(realPath(file)));
  if (lost !== undefined) {
    throw new UsageError(`${escapeTerminal(lost)} is read by this run: give the output a file of its own`);
  }
}

function isDevice(file: string): boolean {
  try {
    return !statSync(file).isFile();
  } catch {
    return false;
  }
}

/** A path that is the same for the same file, however it is spelt; the file itself may not be there yet. */
function realPath(file: string): string {
  const path = resolve(file);
  const directory = dirname(path);
  try {
    return existsSync(path) ? realpathSync(path) : join(realpathSync(directory), basename(path));
  } catch {
    // A pipe has no path, and a folder that is missing no other.
    return path;
  }
}

/** Where the outputs of `check` go, and which files they must not replace. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { escapeTerminal } from "../../policy/escape";
import { UsageError } from "../shell/context";
import { finalPath } from "../shell/output-files";
import type { Format } from "./reporters";

/** `--format NAME` or `--format NAME=FILE`. */
export interface Output {
  readonly format: Format;
  /** Standard output if omitted. */
  readonly file?: string;
}

/** The outputs of a run, as its options name them. */
export interface Outputs {
  readonly format: readonly Output[];
  readonly writeBaseline?: string;
}

/**
 * Where each format goes. The text for people goes to standard output unless another format goes there.
 * @throws UsageError if two go to the same place.
 */
export function outputsOf({ format: asked, writeBaseline }: Outputs, cwd: string): readonly Output[] {
  const toStdout = asked.filter((o) => o.file === undefined);
  if (toStdout.length > 1) {
    const [first, second] = toStdout;
    throw new UsageError(
      `--format ${first?.format} and --format ${second?.format} both go to standard output: give one of them a file, as in --format ${second?.format}=FILE`,
    );
  }
  const files = asked.flatMap((o) => o.file ?? []);
  const paths = files.map((file) => finalPath(file, cwd));
  const twice = files.find((_, index) => paths.indexOf(paths[index] ?? "") !== index);
  if (twice !== undefined) throw new UsageError(`two formats go to the same file ${escapeTerminal(twice)}`);
  if (writeBaseline !== undefined && paths.includes(finalPath(writeBaseline, cwd))) {
    throw new UsageError(`two outputs go to the same file ${escapeTerminal(writeBaseline)}`);
  }
  return toStdout.length === 0 ? [...asked, { format: "text" }] : asked;
}

/** @throws UsageError if an output would replace a file that the run reads. */
export function refuseToOverwrite({ format, writeBaseline }: Outputs, inputs: readonly string[], cwd: string): void {
  refuseToReplace(
    [...format.flatMap((o) => o.file ?? []), ...(writeBaseline === undefined ? [] : [writeBaseline])],
    inputs,
    cwd,
  );
}

/** @throws UsageError if one of the files to be written is also read. */
export function refuseToReplace(outputs: readonly string[], inputs: readonly string[], cwd: string): void {
  if (outputs.length === 0) return;
  // A terminal can be read and written at once; nothing is lost.
  const files = inputs.filter((file) => file !== "-" && !isDevice(resolve(cwd, file)));
  const read = new Set(files.map((file) => finalPath(file, cwd)));
  const lost = outputs.find((file) => read.has(finalPath(file, cwd)));
  if (lost !== undefined) {
    throw new UsageError(`${escapeTerminal(lost)} is read by this run: give the output another file`);
  }
}

function isDevice(file: string): boolean {
  try {
    return !statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Opens editions that arguments name: an embedded one by its id or as `latest`, any other by its file. */
import { resolve } from "node:path";
import { CatalogFileError } from "../../catalog/edition/checked";
import { type Edition, indexEdition } from "../../catalog/edition/edition";
import { defaultEdition, EMBEDDED, embeddedEdition, embeddedId } from "../../catalog/edition/embedded";
import { believe } from "../../catalog/edition/open";
import type { EditionData } from "../../catalog/edition/schema";
import { escapeLines, escapeTerminal, quote } from "../../policy/escape";
import { decode, readBytes } from "../inputs/bytes";
import { InputError } from "../inputs/input";
import { parseJson } from "../inputs/json";
import { UsageError } from "../shell/context";

/**
 * Opens the edition that an argument names.
 * @param cwd the working directory, for relative names.
 * @throws UsageError if there is no such edition or file.
 */
export function openEdition(name: string | undefined, cwd: string): Edition {
  if (name === undefined) return defaultEdition();
  const id = embeddedId(name);
  if (id !== undefined) return embeddedEdition(id);
  return indexEdition(readEdition(name, cwd));
}

/**
 * Reads an edition file.
 * @throws UsageError if it cannot be read, or is not a valid edition.
 */
export function readEdition(file: string, cwd: string): EditionData {
  const value = readJson(file, cwd);
  return usable(() => believe(value, file));
}

/**
 * Reads a JSON file.
 * @throws UsageError if it cannot be read, or is not JSON.
 */
export function readJson(file: string, cwd: string): unknown {
  try {
    return parseJson(decode(readBytes(resolve(cwd, file))));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const hint = /[./\\]/.test(file) ? "" : `; the embedded editions are ${EMBEDDED.join(", ")}`;
    throw new UsageError(
      `${file === "" ? quote(file) : escapeTerminal(file)}: ${escapeTerminal(error.message)}${hint}`,
    );
  }
}

/** Runs code that reads catalog files; their faults become usage errors. */
export function usable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CatalogFileError)) throw error;
    throw new UsageError(escapeLines(error.message).join("\n  "));
  }
}

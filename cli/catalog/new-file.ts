/** Checks where a new edition may be written. */
import { closeSync, existsSync, openSync, readdirSync, readSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { EMBEDDED } from "../../catalog/edition/embedded";
import { editionSchema } from "../../catalog/edition/schema";
import { escapeTerminal, quote } from "../../policy/escape";
import { UsageError } from "../shell/context";

/** @throws UsageError unless an edition can have the id. */
export function checkId(id: string): void {
  if (editionSchema.shape.id.safeParse(id).success) return;
  throw new UsageError(
    `--id ${quote(id)}: expected letters, digits, ".", "_" or "-", a letter or digit first, at most 64`,
  );
}

/** @throws UsageError if an embedded edition has the id. */
export function refuseEmbeddedId(id: string): void {
  if (EMBEDDED.includes(id)) throw new UsageError(`${quote(id)} is the id of an embedded edition: give another --id`);
}

/** @throws UsageError if the file exists, or if another file in its directory is an edition with the same id. */
export function refuseToOverwrite(out: string, id: string | undefined, force: boolean, cwd: string): void {
  if (existsSync(resolve(cwd, out)) && !force) {
    throw new UsageError(`${escapeTerminal(out)}: exists already: give --force to replace it, or another --out`);
  }
  if (id === undefined) return;
  const directory = dirname(resolve(cwd, out));
  let files: string[] = [];
  try {
    files = readdirSync(directory).filter((f) => f.endsWith(".json") && f !== basename(out));
  } catch {
    // Writing the file reports what is wrong with its directory.
  }
  const twin = files.find((f) => idOf(join(directory, f)) === id);
  if (twin !== undefined) {
    const path = join(dirname(out), twin);
    throw new UsageError(`${escapeTerminal(path)} is already an edition with the id ${quote(id)}: give another --id`);
  }
}

/** The id in the first lines of an edition file: a directory may contain large files of other kinds. */
function idOf(file: string): string | undefined {
  let head = "";
  try {
    const open = openSync(file, "r");
    try {
      const bytes = Buffer.alloc(400);
      head = bytes.toString("utf8", 0, readSync(open, bytes));
    } finally {
      closeSync(open);
    }
  } catch {
    // A file that cannot be read has no id to compare, and is not overwritten.
  }
  return /^\s*\{\s*"schemaVersion"\s*:\s*\d+\s*,\s*"id"\s*:\s*"([^"]*)"/.exec(head)?.[1];
}

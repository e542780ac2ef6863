/** `catalog list` and `catalog validate`: list editions, and check edition files. */
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { EMBEDDED, embeddedEdition } from "../../catalog/edition/embedded";
import type { EditionData } from "../../catalog/edition/schema";
import { escapeJson, escapeTerminal } from "../../policy/escape";
import { readingError } from "../inputs/bytes";
import { type CommandResult, complaint, EXIT, UsageError } from "../shell/context";
import { readEdition } from "./editions";
import { columns } from "./table";

/** An edition, or why a file is not one. */
type ListedEdition = { readonly name: string } & ({ readonly data: EditionData } | { readonly error: string });

/**
 * Lists the embedded editions and those of files and directories.
 * @param names files, and directories with `.json` files.
 * @returns exit code 2 if a file cannot be read or is not an edition; the others are still listed.
 */
export function list(names: readonly string[], { json }: { readonly json?: boolean }, cwd: string): CommandResult {
  const embedded: ListedEdition[] = EMBEDDED.map((name) => ({ name, data: embeddedEdition(name).data }));
  const found = [...embedded, ...filesOf(names, cwd)];
  const editions = found.flatMap((f) => ("data" in f ? [{ name: f.name, ...headOf(f.data) }] : []));
  const rows = editions.map((e) => [
    escapeTerminal(e.name),
    e.id,
    e.date,
    e.hash.slice(0, 12),
    e.base ?? "",
    String(e.closed.length),
  ]);
  return {
    stdout: json
      ? `${escapeJson(JSON.stringify(editions, null, 2))}\n`
      : `${columns([["EDITION", "ID", "DATE", "SHA256", "ON TOP OF", "CLOSED REGIONS"], ...rows]).join("\n")}\n`,
    stderr: complaints(found).join(""),
    exitCode: found.some((f) => "error" in f) ? EXIT.failed : EXIT.clean,
  };
}

/**
 * Validates edition files.
 * @returns exit code 1 if one is not a valid edition, or two have the same id.
 */
export function validate(names: readonly string[], cwd: string): CommandResult {
  const found = filesOf(names, cwd);
  const sound = found.flatMap((f) => ("data" in f ? [f] : []));
  const lines = sound.map(({ name, data }, index) => {
    const twin = sound.slice(0, index).find((other) => other.data.id === data.id);
    const { id, date, closed } = headOf(data);
    return twin
      ? { ok: false, text: `${escapeTerminal(name)}: has the id ${id}, as ${escapeTerminal(twin.name)} has` }
      : {
          ok: true,
          text: `${escapeTerminal(name)}: edition ${id} of ${date}, ${closed.length} closed ${closed.length === 1 ? "region" : "regions"}`,
        };
  });
  const failed = sound.length < found.length || lines.some((l) => !l.ok);
  return {
    stdout: lines
      .filter((l) => l.ok)
      .map((l) => `${l.text}\n`)
      .join(""),
    stderr: [...lines.filter((l) => !l.ok).map((l) => complaint(l.text)), ...complaints(found)].join(""),
    exitCode: failed ? EXIT.findings : EXIT.clean,
  };
}

function headOf({ id, date, hash, base, document, lists, sources }: EditionData) {
  return {
    id,
    date,
    hash,
    ...(base === undefined ? {} : { base: base.id }),
    document: { title: document.title, date: document.date },
    closed: Object.keys(lists),
    sources: Object.values(sources),
  };
}

function complaints(found: readonly ListedEdition[]): string[] {
  return found.flatMap((f) => ("error" in f ? [complaint(f.error)] : []));
}

/** The editions in files and directories, each file once. */
function filesOf(names: readonly string[], cwd: string): ListedEdition[] {
  const found = new Map<string, ListedEdition>();
  for (const one of names.flatMap((name) => filesAt(name, cwd))) {
    const path = resolve(cwd, one.name);
    if (!found.has(path))
      found.set(path, one.error === undefined ? open(one.name, cwd) : { name: one.name, error: one.error });
  }
  return [...found.values()];
}

/** The files of a name, or why there are none. */
function filesAt(name: string, cwd: string): { readonly name: string; readonly error?: string }[] {
  const fail = (error: string) => [{ name, error: `${escapeTerminal(name)}: ${error}` }];
  try {
    if (!statSync(resolve(cwd, name)).isDirectory()) return [{ name }];
  } catch {
    // Reading the file gives the reason.
    return [{ name }];
  }
  try {
    const files = readdirSync(resolve(cwd, name)).filter((file) => file.endsWith(".json"));
    if (files.length === 0) return fail("holds no .json file, expected editions");
    return files.sort().map((file) => ({ name: join(name, file) }));
  } catch (error) {
    return fail(readingError(error).message);
  }
}

function open(name: string, cwd: string): ListedEdition {
  try {
    return { name, data: readEdition(name, cwd) };
  } catch (error) {
    if (error instanceof UsageError) return { name, error: error.message };
    throw error;
  }
}

/** `catalog verify`: compares an edition with its sources. */
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { compileFolder } from "../../catalog/compile/folder";
import { CatalogFileError } from "../../catalog/edition/checked";
import { EMBEDDED, embeddedEdition } from "../../catalog/edition/embedded";
import { checkEdition } from "../../catalog/edition/open";
import { contentHash, sha256 } from "../../catalog/edition/provenance";
import type { EditionData } from "../../catalog/edition/schema";
import { filesOf, importAgain } from "../../catalog/import/verify";
import { escapeJson, escapeLines, escapeTerminal } from "../../policy/escape";
import { decode, readBytes } from "../inputs/bytes";
import { InputError } from "../inputs/input";
import { parseJson } from "../inputs/json";
import { type CommandResult, complaint, EXIT, UsageError } from "../shell/context";
import { packageFolder } from "../shell/package-folder";
import { openEdition, readJson, usable } from "./editions";
import { parseMarkdown } from "./markdown";

export interface VerifyOptions {
  /** Files that the editions were imported from. */
  readonly source?: readonly string[];
  /** The edition that they started from, if it is not embedded. */
  readonly base?: string;
  readonly json?: boolean;
}

/** The result for one edition. */
interface Verified {
  readonly edition: string;
  readonly id: string;
  readonly hash: string;
  readonly checks: readonly { readonly check: string; readonly ok: boolean | null; readonly detail: string }[];
}

/**
 * Verifies editions.
 * @param names embedded ids or files; default: the embedded edition.
 * @returns exit code 1 if one differs.
 */
export async function verify(names: readonly string[], options: VerifyOptions, cwd: string): Promise<CommandResult> {
  const files = (options.source ?? []).map((name) => readSource(name, cwd));
  const editions = (names.length > 0 ? names : EMBEDDED).map((name) => ({ name, data: dataOf(name, cwd) }));
  const sources = editions.flatMap(({ data }) => Object.values(data.sources).flatMap((source) => source.files ?? []));
  const strays = files.filter((file) => !sources.some(({ sha256 }) => sha256 === file.sha256));
  const results: Verified[] = [];
  for (const { name, data } of editions) {
    const ofFile = () => verifyFile(name, data, { given: files, strays }, options.base, cwd);
    results.push(EMBEDDED.includes(name) ? verifyEmbedded(name) : await ofFile());
  }
  const failed = results.some((r) => r.checks.some((c) => c.ok === false));
  return {
    stdout: options.json ? `${escapeJson(JSON.stringify(results, null, 2))}\n` : results.map(text).join("\n"),
    stderr: strays
      .map(({ name }) =>
        complaint(`${escapeTerminal(name)}: note: is not a source of a verified edition, and was not used`),
      )
      .join(""),
    exitCode: failed ? EXIT.findings : EXIT.clean,
  };
}

function text({ edition, id, hash, checks }: Verified): string {
  const mark = (ok: boolean | null) => (ok === null ? "not checked" : ok ? "ok" : "WRONG");
  const name = edition === id ? id : `${escapeTerminal(edition)} (${id})`;
  return `${[`${name}, sha256 ${hash}`, ...checks.map((c) => `  ${mark(c.ok)}: ${c.check}: ${escapeLines(c.detail).join("; ")}`)].join("\n")}\n`;
}

function hashCheck(data: EditionData): Verified["checks"][number] {
  const found = contentHash(data);
  const ok = found === data.hash;
  return {
    check: "hash",
    ok,
    detail: ok ? "of the content" : `the content has ${found}: it was changed after it was written`,
  };
}

function verifyEmbedded(id: string): Verified {
  const { data } = embeddedEdition(id);
  const directory = documentsOf(id);
  const again = directory === undefined ? undefined : recompiled(directory);
  const compiled =
    again === undefined
      ? { ok: null, detail: "this package has no catalog/documents" }
      : again.hash === data.hash
        ? { ok: true, detail: `compiling catalog/documents/${id} gives the same` }
        : { ok: false, detail: `compiling catalog/documents/${id} gives sha256 ${again.hash}` };
  return { edition: id, id, hash: data.hash, checks: [hashCheck(data), { check: "document", ...compiled }] };
}

function recompiled(directory: string): EditionData {
  const found = usable(() => compileFolder(directory));
  if ("data" in found) return found.data;
  throw new UsageError(found.problems.join("\n  "));
}

/** The folder of the authored document, in a clone and in the package. */
function documentsOf(id: string): string | undefined {
  const folder = packageFolder();
  const documents = folder === undefined ? undefined : join(folder, "catalog", "documents", id);
  return documents !== undefined && existsSync(documents) ? documents : undefined;
}

interface SourceFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** The given files, and those that are not a source of any verified edition. */
interface SourceFiles {
  readonly given: readonly SourceFile[];
  readonly strays: readonly SourceFile[];
}

function dataOf(name: string, cwd: string): EditionData {
  if (EMBEDDED.includes(name)) return embeddedEdition(name).data;
  const value = readJson(name, cwd);
  return usable(() => checkEdition(value, name));
}

async function verifyFile(
  name: string,
  data: EditionData,
  files: SourceFiles,
  baseName: string | undefined,
  cwd: string,
): Promise<Verified> {
  const hash = hashCheck(data);
  const base = baseOf(data, baseName, cwd);
  if (base === undefined) {
    const detail =
      data.base === undefined
        ? "it has none: it was not imported"
        : `it starts from ${data.base.id}, sha256 ${data.base.hash}, which is not embedded: give it with --base`;
    return { edition: name, id: data.id, hash: data.hash, checks: [hash, { check: "base", ok: null, detail }] };
  }
  const sameBase = base.hash === data.base?.hash;
  const baseCheck = {
    check: "base",
    ok: sameBase,
    detail: sameBase ? base.id : `it starts from sha256 ${data.base?.hash}, and ${base.id} is sha256 ${base.hash}`,
  };
  return {
    edition: name,
    id: data.id,
    hash: data.hash,
    checks: [hash, baseCheck, ...(sameBase ? [await sourcesCheck(data, base, files)] : [])],
  };
}

function baseOf(data: EditionData, name: string | undefined, cwd: string): EditionData | undefined {
  if (data.base === undefined) return undefined;
  if (name !== undefined) return openEdition(name, cwd).data;
  return EMBEDDED.includes(data.base.id) ? embeddedEdition(data.base.id).data : undefined;
}

async function sourcesCheck(
  data: EditionData,
  base: EditionData,
  { given, strays }: SourceFiles,
): Promise<Verified["checks"][number]> {
  const needed = filesOf(data, base);
  const missing = needed.filter((file) => !given.some((g) => g.sha256 === file.sha256));
  const changed = strays.flatMap(({ name, sha256 }) => {
    const meant = missing.find((file) => file.name === basename(name));
    return meant ? [`${name} has sha256 ${sha256}, and what was imported ${meant.sha256}`] : [];
  });
  if (changed.length > 0) return { check: "sources", ok: false, detail: changed.join("\n") };
  if (missing.length > 0) {
    const list = missing.map((f) => `${f.name} (sha256 ${f.sha256})`).join(", ");
    return { check: "sources", ok: null, detail: `give with --source: ${list}` };
  }
  try {
    const lists = new Map<string, unknown>();
    const pages = new Map<string, Awaited<ReturnType<typeof parseMarkdown>>>();
    for (const { sha256, kind } of needed) {
      const text = decode(given.find((g) => g.sha256 === sha256)?.bytes ?? Buffer.alloc(0));
      if (kind === "arm") lists.set(sha256, parseJson(text));
      else pages.set(sha256, await parseMarkdown(text));
    }
    const again = importAgain(data, base, {
      arm: (sha) => lists.get(sha),
      docs: (sha) => pages.get(sha) ?? { blocks: [] },
    });
    const ok = again.data.hash === data.hash;
    const from = `importing ${needed.length} ${needed.length === 1 ? "file" : "files"} again gives`;
    return { check: "sources", ok, detail: ok ? `${from} the same` : `${from} sha256 ${again.data.hash}` };
  } catch (error) {
    if (!(error instanceof CatalogFileError) && !(error instanceof InputError)) throw error;
    return { check: "sources", ok: false, detail: error.message };
  }
}

function readSource(name: string, cwd: string): SourceFile {
  try {
    const bytes = readBytes(resolve(cwd, name));
    return { name, sha256: sha256(bytes), bytes };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new UsageError(`${escapeTerminal(name)}: ${escapeTerminal(error.message)}`);
  }
}

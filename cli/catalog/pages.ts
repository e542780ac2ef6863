/** The pages that `--docs` names: files, directories of them, and standard input. */
import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { DocsInput, DocsUse } from "../../catalog/import/pages";
import { escapeTerminal, quote } from "../../policy/escape";
import { readingError } from "../inputs/bytes";
import { InputError } from "../inputs/input";
import { UsageError } from "../shell/context";
import { splitHint, USE_HINT } from "./hints";

export interface NamedPage {
  readonly file: string;
  /** Its deployment type, if the user gave it. */
  readonly use?: DocsUse;
  /** Set if it came from a directory. */
  readonly isOptional?: true;
}

/**
 * Finds the pages. A directory means all Markdown files below it.
 * @param names files and directories, each alone or as SKU=FILE, or `-`.
 * @param cwd the working directory, for relative names.
 * @throws UsageError if a directory has no pages, or is given with a deployment type.
 */
export function findPages(names: readonly string[], cwd: string): NamedPage[] {
  return names.flatMap((name): NamedPage[] => {
    const { file, hint } = splitHint(name, USE_HINT, cwd);
    if (file === "-" || !isDirectory(resolve(cwd, file))) return [{ file, ...(hint ? { use: hint } : {}) }];
    if (hint) {
      throw new UsageError(`--docs ${quote(name)}: ${quote(file)} is a directory: give single files with ${hint}`);
    }
    const files = markdownBelow(file, cwd);
    if (files.length === 0) throw new UsageError(`${escapeTerminal(file)}: has no Markdown file (*.md)`);
    return files.map((found) => ({ file: found, isOptional: true as const }));
  });
}

function isDirectory(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Does not follow links, which could lead in a circle. */
function markdownBelow(directory: string, cwd: string): string[] {
  try {
    const root = resolve(cwd, directory);
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.md$/i.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .filter((path) => !path.split(sep).some(isSpecial))
      .map((path) => join(directory, path))
      .sort();
  } catch (error) {
    throw new UsageError(`${escapeTerminal(directory)}: ${readingError(error).message}`);
  }
}

function isSpecial(part: string): boolean {
  return part === "node_modules" || part.startsWith(".");
}

const HTML = /^\s*<(?:!doctype|html|head|body)\b/i;

/**
 * Parses a page.
 * @throws InputError if it is HTML.
 */
export async function parsePage(text: string): Promise<Omit<DocsInput, "name" | "sha256" | "use">> {
  if (/^\s*[[{]\s*["{]/.test(text)) {
    throw new InputError("is JSON, and no page in Markdown: give models lists with --arm");
  }
  if (HTML.test(text)) {
    throw new InputError(
      "is an HTML page: expected the Markdown that it is made of, as the documentation's repository has it",
    );
  }
  const { parseMarkdown } = await import("./markdown.js");
  return parseMarkdown(text);
}

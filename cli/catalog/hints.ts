/** Reads the words before a file's name: its region, its deployment type, its day. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type DocsUse, findDocsUse } from "../../catalog/import/pages";
import { findRegion } from "../../catalog/names/regions";
import { suggestRegions, suggestSkus } from "../../catalog/names/suggest";
import { quote } from "../../policy/escape";
import { isDay } from "../options/date";
import { UsageError } from "../shell/context";

/** A word before "=" and a file. */
interface Hint<T> {
  readonly option: string;
  /** What the word should be, in words. */
  readonly what: string;
  readonly find: (word: string) => T | undefined;
  readonly suggest: (word: string) => readonly string[];
}

const REGION_HINT: Hint<string> = {
  option: "--arm",
  what: "an Azure region",
  find: (word) => findRegion(word)?.id,
  suggest: suggestRegions,
};

export const USE_HINT: Hint<DocsUse> = {
  option: "--docs",
  what: "a deployment type",
  find: findDocsUse,
  suggest: suggestSkus,
};

/**
 * Splits HINT=FILE, if it starts with a known hint; a file name may contain "=" itself.
 * @throws UsageError if the word is not a hint but the rest is a file, or if an option is in
 *   place of the file.
 */
export function splitHint<T>(
  name: string,
  { option, what, find, suggest }: Hint<T>,
  cwd: string,
): { readonly file: string; readonly hint?: T } {
  const exists = (file: string) => existsSync(resolve(cwd, file));
  if (name.startsWith("--") && !exists(name)) {
    throw new UsageError(`${option} needs a file, found ${quote(name)}`);
  }
  const at = name.indexOf("=");
  if (at === -1) return { file: name };
  const [word, file] = [name.slice(0, at), name.slice(at + 1)];
  const hint = find(word);
  if (hint !== undefined && file === "") {
    throw new UsageError(`${option} ${quote(name)}: expected the name of a file after "${word}="`);
  }
  if (hint !== undefined) return { file, hint };
  if (!exists(name) && (file === "-" || exists(file))) {
    const near = suggest(word);
    const meant = near.length > 0 ? `; did you mean ${near.join(" or ")}?` : "";
    throw new UsageError(`${option} ${quote(name)}: ${quote(word)} is not ${what}${meant}`);
  }
  return { file: name };
}

/** A models list as an option names it: `FILE`, `REGION=FILE`, `DAY:FILE` or `REGION=DAY:FILE`. */
export interface NamedList {
  readonly file: string;
  readonly region?: string;
  /** The day of retrieval, YYYY-MM-DD. */
  readonly day?: string;
}

/**
 * Splits the name of a models list.
 * @throws UsageError if a word is not a region, or if an option is in place of the file.
 */
export function splitList(name: string, cwd: string): NamedList {
  const outer = splitDay(name, cwd);
  const { file, hint } = splitHint(outer.file, REGION_HINT, cwd);
  const inner = splitDay(file, cwd);
  const day = outer.day ?? inner.day;
  return {
    file: inner.file,
    ...(hint === undefined ? {} : { region: hint }),
    ...(day === undefined ? {} : { day }),
  };
}

/** Splits DAY:FILE, unless a file has this very name. */
function splitDay(name: string, cwd: string): { readonly file: string; readonly day?: string } {
  const found = /^(\d{4}-\d{2}-\d{2}):(.+)$/s.exec(name);
  const [, day, file] = found ?? [];
  if (day === undefined || file === undefined || existsSync(resolve(cwd, name))) return { file: name };
  if (!isDay(day)) throw new UsageError(`--arm ${quote(name)}: ${day} is not a calendar day`);
  return { file, day };
}

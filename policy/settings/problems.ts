/** What is wrong with settings, in words and with the path. */
import type { z } from "zod";
import { didYouMean, either } from "../did-you-mean";
import { LIMIT_KINDS } from "../limits/schema";
import { placement } from "../rules/placement";
import { safe } from "../text";
import { zod } from "./schema";

export type Path = readonly (string | number)[];

/** One thing that is wrong. */
export interface SettingsProblem {
  readonly path: Path;
  /** True if the key itself is wrong, not its value. */
  readonly atKey?: true;
  readonly message: string;
}

/** `waivers[2].expires` */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : text === "" ? safe(part) : `${text}.${safe(part)}`,
    "",
  );
}

/** A problem on one line: its path, and what is wrong. */
export function problemText({ path, message }: SettingsProblem): string {
  return path.length === 0 ? message : `${pathText(path)}: ${message}`;
}

type ZodIssue = z.core.$ZodIssue;

/**
 * Everything that a schema finds wrong.
 * @param before path of the value among the settings.
 */
export function problemsOf(schema: z.ZodType, value: unknown, before: Path = []): SettingsProblem[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  const checked: CheckedValue = { schema, value, before };
  return withoutConsequences(result.error.issues)
    .flatMap((issue) => ofIssue(issue, checked, []))
    .map((problem) => ({ ...problem, path: [...before, ...problem.path] }));
}

/**
 * Leaves out what a check says about a value that the schema itself finds wrong, such as a misspelt key: one typo, one
 * problem.
 */
function withoutConsequences(issues: readonly ZodIssue[]): ZodIssue[] {
  const place = (issue: ZodIssue) => JSON.stringify(issue.path.map(String));
  const wrong = new Set(issues.filter((i) => i.code !== "custom").map(place));
  return issues.filter((i) => i.code !== "custom" || !wrong.has(place(i)));
}

interface CheckedValue {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly before: Path;
}

/** @param above path of the union, if the issue is about one of its branches. */
function ofIssue(issue: ZodIssue, checked: CheckedValue, above: Path): SettingsProblem[] {
  const path = [...above, ...issue.path.map((part) => (typeof part === "symbol" ? String(part) : part))];
  const value = at(checked.value, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...path, key],
        atKey: true,
        message: unknownKey(key, [...checked.before, ...path], keysAt(checked.schema, path), Object(value)[key]),
      }));
    case "invalid_union": {
      // A level or an object of settings: the given value tells which of them was meant.
      const meant = issue.errors.find((branch) => !branch.some((i) => i.path.length === 0 && isOtherKind(i, value)));
      if (meant) return withoutConsequences(meant).flatMap((i) => ofIssue(i, checked, path));
      const expected = path.at(-1) === "overlay" ? "a list, or the name of a file" : "a level or a mapping of settings";
      return [{ path, message: `expected ${expected}, found ${kindOf(value)}` }];
    }
    case "invalid_value": {
      const allowed = issue.values.map(String);
      if (value === undefined) return [missing(path)];
      if (typeof value !== "string") {
        return [{ path, message: `expected ${either(allowed)}, found ${kindOf(value)}` }];
      }
      return [{ path, message: `"${safe(value)}" is not known; ${whatToWrite(value, allowed)}` }];
    }
    case "invalid_type":
      if (value === undefined) return [missing(path)];
      return [
        {
          path,
          message: `expected ${TYPE_WORDS[issue.expected] ?? issue.expected}, found ${kindOf(value)}${shapeHint(issue.expected, value, keysAt(checked.schema, path), keysAt(checked.schema, [...path, 0]))}`,
        },
      ];
    case "too_small":
      if (issue.origin === "array") return [{ path, message: "expected at least one, found none" }];
      return [{ path, message: `expected ${issue.minimum} or more, found ${kindOf(value)}` }];
    case "too_big":
      return [{ path, message: `expected ${issue.maximum} or less, found ${kindOf(value)}` }];
    default:
      return [{ path, message: withFound(issue.message, value) }];
  }
}

/** Other tools' words for levels. */
const LEVEL_WORDS: Readonly<Record<string, string>> = {
  warn: "advisory",
  warning: "advisory",
  info: "advisory",
  error: "mandatory",
  deny: "mandatory",
  block: "mandatory",
  off: "disabled",
  none: "disabled",
  ignore: "disabled",
  fix: "remediate",
};

function whatToWrite(value: string, allowed: readonly string[]): string {
  const level = LEVEL_WORDS[value.toLowerCase()];
  return level !== undefined && allowed.includes(level) ? `write ${level}` : didYouMean(value, allowed);
}

/** The keys of a limit that hold a plain list; those of the others hold lists of what is allowed and denied. */
const PLAIN_LISTS: ReadonlySet<string> = new Set(["processing"]);
/** The keys of a limit that hold names. */
const LIMIT_KEYS: ReadonlySet<string> = new Set(LIMIT_KINDS.filter((kind) => kind !== "capacity"));

/** @param within path of the mapping that has the key; empty at the top. */
function unknownKey(key: string, within: Path, known: readonly string[], value: unknown): string {
  const isTop = within.length === 0;
  if (isTop && key.toLowerCase() === "rules") {
    return 'is not a setting: write each rule at the top of the file, as in "known-model: mandatory"';
  }
  if (LIMIT_KEYS.has(key) && (isTop || (within.length === 1 && within[0] === placement.name))) {
    const names = Array.isArray(value)
      ? value.filter((name) => typeof name === "string").map((name) => safe(name))
      : [];
    const part = areZones(names) ? "processing" : key;
    const list = `[${names.length === 0 ? "..." : names.join(", ")}]`;
    const limits = `limits: [{ name: NAME, ${part}: ${PLAIN_LISTS.has(part) ? list : `{ allowed: ${list} }`} }]`;
    return `is a part of a limit: write ${isTop ? `${placement.name}: { ${limits} }` : limits}`;
  }
  if (key === "level" && known.includes("enforcementLevel")) return "unknown setting; write enforcementLevel";
  return `unknown ${isTop ? "rule or setting" : "setting"}; ${didYouMean(key, known)}`;
}

/**
 * What to write in place of a value of another shape, if that can be told.
 * @param itemKeys the keys of each item, if a list of mappings is expected.
 */
function shapeHint(expected: string, value: unknown, keys: readonly string[], itemKeys: readonly string[]): string {
  if (typeof value !== "string" || value === "") return allowedHint(value, keys);
  if (expected === "array") return itemKeys.length > 0 ? "" : `: write [${safe(value)}]`;
  if (keys.includes("allowed")) return allowedHint([value], keys);
  const key = ["region", "edition"].find((name) => keys.includes(name));
  return key === undefined ? "" : `: write { ${key}: ${safe(value)} }`;
}

/** What to write in place of a plain list of names, if the setting takes allowed and denied names. */
function allowedHint(value: unknown, keys: readonly string[]): string {
  if (!Array.isArray(value) || !keys.includes("allowed")) return "";
  const names = value.filter((name) => typeof name === "string").map((name) => safe(name));
  return areZones(names)
    ? `: write processing: [${names.join(", ")}] for where data may be processed, or { allowed: [...] } with names of this kind`
    : `: write { allowed: [${names.join(", ")}] }`;
}

/** True for names of data zones alone. */
function areZones(names: readonly string[]): boolean {
  return names.length > 0 && names.every((name) => ["EU", "US"].includes(name.toUpperCase()));
}

/** The message of a schema, with the value if the message leaves it out and it fits on a line. */
function withFound(message: string, value: unknown): string {
  const isPlain = typeof value === "string" || typeof value === "number";
  return isPlain && message.includes("expected") && !message.includes("found")
    ? `${message}, found ${kindOf(value)}`
    : message;
}

/** True if a branch of a union is for another kind of value. */
function isOtherKind(issue: ZodIssue, value: unknown): boolean {
  return issue.code === "invalid_type" || (issue.code === "invalid_value" && typeof value !== "string");
}

function missing(path: Path): SettingsProblem {
  return { path: path.slice(0, -1), message: `${safe(String(path.at(-1)))} is missing` };
}

function at(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => (value === null ? undefined : Object(value)[part]), root);
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

function kindOf(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value === "string") return `"${safe(value)}"`;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : typeof value;
}

/** The keys that a schema knows at a path. */
function keysAt(schema: unknown, path: Path): string[] {
  const z = zod();
  if (schema instanceof z.ZodOptional) return keysAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysAt(option, path));
  const [part, ...rest] = path;
  if (part === undefined) return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  if (schema instanceof z.ZodObject) return keysAt(schema.shape[part], rest);
  if (schema instanceof z.ZodArray) return keysAt(schema.element, rest);
  return schema instanceof z.ZodRecord ? keysAt(schema.valueType, rest) : [];
}

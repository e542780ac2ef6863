/** What is wrong with settings, in words and with the path. */
import type { z } from "zod";
import { didYouMean, either } from "../did-you-mean";
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
        message: unknownKey(key, checked.before.length + path.length === 0, keysAt(checked.schema, path)),
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
          message: `expected ${KINDS[issue.expected] ?? issue.expected}, found ${kindOf(value)}${allowedHint(value, keysAt(checked.schema, path))}`,
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

function unknownKey(key: string, isTop: boolean, known: readonly string[]): string {
  if (isTop && key.toLowerCase() === "rules") {
    return 'is no setting: write each rule at the top of the file, as in "known-model: mandatory"';
  }
  return `unknown ${isTop ? "rule or setting" : "setting"}; ${didYouMean(key, known)}`;
}

/** What to write in place of a plain list of names, if the setting takes allowed and denied names. */
function allowedHint(value: unknown, keys: readonly string[]): string {
  if (!Array.isArray(value) || !keys.includes("allowed")) return "";
  const names = value.filter((name) => typeof name === "string").map((name) => safe(name));
  const zones = names.filter((name) => ["EU", "US"].includes(name.toUpperCase()));
  return zones.length > 0 && zones.length === names.length
    ? `: write processing: [${zones.join(", ")}] for where data may be processed, or { allowed: [...] } with names of this kind`
    : `: write { allowed: [${names.join(", ")}] }`;
}

/** The message of a schema, with the value if the message leaves it out and it fits on a line. */
function withFound(message: string, value: unknown): string {
  const isPlain = typeof value === "string" || typeof value === "number";
  return isPlain && message.includes("expected") && !message.includes("found")
    ? `${message}, found ${kindOf(value)}`
    : message;
}

/** True where a branch of a union is for another kind of value. */
function isOtherKind(issue: ZodIssue, value: unknown): boolean {
  return issue.code === "invalid_type" || (issue.code === "invalid_value" && typeof value !== "string");
}

function missing(path: Path): SettingsProblem {
  return { path: path.slice(0, -1), message: `${safe(String(path.at(-1)))} is missing` };
}

function at(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => (value === null ? undefined : Object(value)[part]), root);
}

const KINDS: Readonly<Record<string, string>> = {
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

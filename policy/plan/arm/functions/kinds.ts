/** What the functions of templates take and give. */
import type { TemplateWork } from "../work";

/** Longer than a template may be. */
export const LONGEST_TEXT = 4 * 1024 * 1024;
/** Azure's limit on the length of a range; no list of a deployment is longer. */
export const LONGEST_LIST = 10_000;

/**
 * A function of a template. Its arguments are known, although values in lists and objects may be unknown. It charges
 * for work beyond the length of its arguments and its result; `undefined` means no result.
 */
export type Fn = (args: readonly unknown[], work: TemplateWork) => unknown;

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
export const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !isList(value);
export const isText = (value: unknown): value is string => typeof value === "string";
export const isNumber = (value: unknown): value is number => typeof value === "number";
export const isScalar = (value: unknown): boolean =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

/** A function of a fixed number of texts. */
export const onTexts =
  (count: number, fn: (...texts: string[]) => unknown): Fn =>
  (args) =>
    args.length === count && args.every(isText) ? fn(...args) : undefined;

/** A function of one value. */
export const onOne =
  (fn: (value: unknown, work: TemplateWork) => unknown): Fn =>
  (args, work) =>
    args.length === 1 ? fn(args[0], work) : undefined;

export const ifSafe = (value: number) => (Number.isSafeInteger(value) ? value : undefined);

/** A scalar as text, the way Azure writes it. */
export function toText(value: unknown): string | undefined {
  if (isText(value) || isNumber(value)) return String(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  return undefined;
}

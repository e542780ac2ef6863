/** Texts joined from parts, some of them unknown. */
import { isList, LONGEST_TEXT, toText } from "./functions/kinds";
import { formatParts } from "./functions/text";
import { items } from "./tree";
import { type TextPart, Unevaluated } from "./unevaluated";
import type { TemplateWork } from "./work";

/** Longer than any name. Parts of a text are kept in order to recognise the same text. */
const LONGEST_PARTS = 100_000;

export const lengthOf = (part: TextPart) => (typeof part === "string" ? part : part.symbol).length;

/** `concat(…)` of lists, or of texts. */
export function concat(args: readonly unknown[], work: TemplateWork): unknown {
  if (!args.some(isList)) return joined(args, work);
  return args.every(isList) ? args.flatMap((list) => items(list)) : undefined;
}

/** `format('{0}-{1}', …)` */
export function format(args: readonly unknown[], work: TemplateWork): unknown {
  const [pattern, ...values] = args;
  if (typeof pattern !== "string") return undefined;
  const places = formatParts(pattern);
  if (!places || places.some((place) => typeof place === "number" && place >= values.length)) return undefined;
  return joined(
    places.map((place) => (typeof place === "number" ? values[place] : place)),
    work,
  );
}

/** Texts one after the other: a text, or the parts of one. */
export function joined(values: readonly unknown[], work: TemplateWork): unknown {
  const parts: TextPart[] = [];
  let why: string | undefined;
  let size = 0;
  for (const value of values) {
    // A value without a symbol gets a unique one.
    const text = value instanceof Unevaluated ? (value.parts ?? [work.newSymbol()]) : toText(value);
    if (text === undefined) return undefined;
    if (value instanceof Unevaluated) why ??= value.why;
    for (const part of typeof text === "string" ? [text] : text) {
      work.spend(1);
      const last = parts.at(-1);
      if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
      else parts.push(part);
      size += lengthOf(part);
      if (size > (why === undefined ? LONGEST_TEXT : LONGEST_PARTS)) {
        return new Unevaluated("longer than any value of a deployment");
      }
    }
  }
  return why === undefined ? parts.join("") : new Unevaluated(why, parts);
}

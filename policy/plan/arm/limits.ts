/**
 * Azure's own limits on templates. They are checked before anything is evaluated.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits
 */
import { own } from "../values";
import { LONGEST_EXPRESSION } from "./expression";
import { pick } from "./tree";

/** Characters of a template, and of the parameters that are given for it. */
const LARGEST = 4 * 1024 * 1024;
const MOST_PARAMETERS = 256;
/** The page said 256 once, and says 512 now. */
const MOST_VARIABLES = 512;
const MOST_OUTPUTS = 64;
export const MOST_RESOURCES = 800;
export const MOST_COPIES = 800;

/** A limit that a template exceeds; it follows "larger than any template that Azure would deploy: ". */
export type Excess = string;

/** Completes "the template is …". */
export function tooLarge(excess?: Excess): string {
  return `larger than any template that Azure would deploy${excess === undefined ? "" : `: ${excess}`}`;
}

export const TOO_LONG: Excess = "it has more than 4 MB";

/** True for a text that is larger than any template, and not worth parsing. */
export function isTooLong(text: string): boolean {
  return text.length > LARGEST;
}

/**
 * Measures a template without evaluating it.
 * @returns its size in characters, about that of its JSON, or the limit that it exceeds.
 */
export function measure(tree: unknown): { readonly size: number } | { readonly excess: Excess } {
  let size = 0;
  // A list instead of recursion: a template may be deeper than the stack.
  const left: unknown[] = [tree];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === "string") {
      size += value.length + 3;
      if (value.length > LONGEST_EXPRESSION + 2 && value.startsWith("[") && value.endsWith("]")) {
        return { excess: `it has an expression of ${value.length} characters, of at most ${LONGEST_EXPRESSION}` };
      }
    } else if (value !== null && typeof value === "object") {
      const keys = Object.keys(value);
      size += 3;
      // A list that is too long already is not walked.
      if (size + keys.length > LARGEST) return { excess: TOO_LONG };
      for (const key of keys) {
        if (!Array.isArray(value)) size += key.length + 3;
        left.push(own(value, key));
      }
    } else size += 5;
    if (size > LARGEST) return { excess: TOO_LONG };
  }
  return { size };
}

/** The limit on the number of entries that a template exceeds, if any. */
export function excessIn(template: unknown): Excess | undefined {
  const variables = pick(template, "variables");
  const copy = pick(variables, "copy");
  const counts = [
    [entries(pick(template, "parameters")), MOST_PARAMETERS, "parameters"],
    [entries(variables) + (Array.isArray(copy) ? copy.length - 1 : 0), MOST_VARIABLES, "variables"],
    [entries(pick(template, "outputs")), MOST_OUTPUTS, "outputs"],
    [entries(pick(template, "resources")), MOST_RESOURCES, "resources"],
  ] as const;
  for (const [count, most, what] of counts) {
    if (count > most) return excess(count, most, what);
  }
  return undefined;
}

/** A number of entries, and how many Azure accepts. */
export function excess(count: number, most: number, what: string): Excess {
  return `it has ${count} ${what}, of at most ${most}`;
}

function entries(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return value !== null && typeof value === "object" ? Object.keys(value).length : 0;
}

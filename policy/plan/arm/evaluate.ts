/**
 * Works out the values of an ARM template, as far as the plan gives what they are made from. Anything else becomes an
 * unknown value, with the reason; nothing is guessed. No template takes more work than its budget allows.
 */
import { toValue, whyUnknown } from "../values";
import { compute } from "./compute";
import { expressionIn, LONGEST_EXPRESSION, textIn } from "./expression";
import { isList } from "./functions/kinds";
import { MOST_COPIES } from "./limits";
import { type Evaluate, type Loops, NO_LOOPS, Scope, type Surroundings, within } from "./scope";
import { items, pick, put } from "./tree";
import { settle, Unevaluated } from "./unevaluated";
import type { TemplateWork } from "./work";

/** A scope of a template: see {@link Scope}. */
export function scopeOf(template: unknown, surroundings: Surroundings, work: TemplateWork): Scope {
  return new Scope(template, surroundings, work, evaluate, copies);
}

/**
 * Evaluates a value of a template, with everything in it.
 * @throws TooMuch if the budget is spent, and nothing else.
 */
export function evaluate(raw: unknown, scope: Scope, loops: Loops = NO_LOOPS): unknown {
  scope.work.spend(1);
  const value = settle(raw);
  if (value instanceof Unevaluated) return value;
  if (typeof value === "string") return evaluateText(value, scope, loops);
  if (value === null || typeof value !== "object") return value;
  return scope.work.deeper(() => {
    if (isList(value)) {
      scope.work.spend(value.length);
      return items(value).map((item) => evaluate(item, scope, loops));
    }
    const keys = Object.keys(value);
    scope.work.spend(4 + 2 * keys.length);
    const result: Record<string, unknown> = {};
    for (const key of keys) {
      const inside = pick(value, key);
      if (key.toLowerCase() === "copy" && isList(inside)) {
        for (const loop of items(inside)) {
          scope.work.spend(3);
          const name = toValue(pick(loop, "name"));
          if (name.state === "known") put(result, name.value, copies(loop, scope, loops));
        }
      } else put(result, key, evaluate(inside, scope, loops));
    }
    return result;
  });
}

/** The parts of a value that are read: a text or number, or these properties of an object. */
export type ReadShape = "text" | { readonly [name: string]: ReadShape };

/**
 * Evaluates the parts of a value that are read, and nothing else.
 * @throws TooMuch
 */
export function evaluateOnly(raw: unknown, wanted: ReadShape, scope: Scope, loops: Loops): unknown {
  scope.work.spend(1);
  const value = settle(raw);
  if (value instanceof Unevaluated || value === null || typeof value !== "object") return evaluate(value, scope, loops);
  // Of a list or an object in the wrong place, only the kind counts.
  if (isList(value)) return [];
  if (wanted === "text") return {};
  const result: Record<string, unknown> = {};
  const names = Object.keys(wanted);
  scope.work.spend(names.length * (1 + Object.keys(value).length / 2));
  const copied = loopNames(value, scope.work);
  for (const name of names) {
    const inside = wanted[name];
    const found = pick(value, name);
    if (inside === undefined) continue;
    if (found !== undefined) put(result, name, evaluateOnly(found, inside, scope, loops));
    else if (copied.has(name.toLowerCase())) put(result, name, []);
  }
  return result;
}

/** Names of the properties that copy loops make, in lower case. */
function loopNames(value: object, work: TemplateWork): ReadonlySet<string> {
  const copy = pick(value, "copy");
  if (!isList(copy)) return new Set();
  work.spend(2 * copy.length);
  return new Set(items(copy).map((loop) => nameOf(loop).toLowerCase()));
}

function nameOf(loop: unknown): string {
  const name = toValue(pick(loop, "name"));
  return name.state === "known" ? name.value : "";
}

function evaluateText(text: string, scope: Scope, loops: Loops): unknown {
  const expression = expressionIn(text);
  if (expression === undefined) return textIn(text);
  if (expression.length > LONGEST_EXPRESSION) {
    return new Unevaluated(`an expression of more than ${LONGEST_EXPRESSION} characters, Azure's limit`);
  }
  const parsed = scope.work.parse(expression);
  if (!parsed) return new Unevaluated("an expression that azure-openai-guard cannot read");
  return compute(parsed, scope, loops);
}

export const TOO_OFTEN = `a copy loop of more than ${MOST_COPIES} copies, Azure's limit`;

/** The number of copies that a loop makes. */
export function copyCount(loop: unknown, scope: Scope, loops: Loops): number | "too often" | Unevaluated {
  const why = whyUnknown(loop);
  if (why !== undefined) return new Unevaluated(why);
  const count = evaluateOnly(pick(loop, "count"), "text", scope, loops);
  if (count instanceof Unevaluated) return count;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 0) {
    return new Unevaluated("made by a copy loop whose count is not a number");
  }
  return count > MOST_COPIES ? "too often" : count;
}

/** The list that a loop over a property or a variable makes. */
const copies: Evaluate = (loop, scope, loops = NO_LOOPS) => {
  const count = copyCount(loop, scope, loops);
  if (count === "too often") return new Unevaluated(`made by ${TOO_OFTEN}`);
  if (count instanceof Unevaluated) return new Unevaluated(count.why);
  const name = toValue(pick(loop, "name"));
  return Array.from({ length: count }, (_, i) => {
    scope.work.spend(2 + loops.indexes.size);
    return evaluate(pick(loop, "input"), scope, within(loops, name, i, false));
  });
};

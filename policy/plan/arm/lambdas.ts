/**
 * Functions that take lambdas: `map(variables('models'), lambda('m', lambdaVariables('m').name))`.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-lambda
 */

import { own } from "../values";
import type { Expression } from "./expression";
import { isList, isObject, isText } from "./functions/kinds";
import type { Loops } from "./scope";
import { items, put } from "./tree";
import { settle, Unevaluated } from "./unevaluated";
import type { TemplateWork } from "./work";

/** Runs a lambda with the values of its variables. */
type Lambda = (...values: unknown[]) => unknown;

type EvaluateBody = (body: Expression, loops: Loops) => unknown;

export const LAMBDA_FUNCTIONS: readonly string[] = [
  ...["map", "filter", "reduce", "sort", "toobject", "mapvalues", "groupby"],
];

/** True for the name of a function, in lower case, that takes lambdas. */
export function isLambdaFunction(lower: string): boolean {
  return LAMBDA_FUNCTIONS.includes(lower);
}

/**
 * Computes a function that takes lambdas.
 * @param run computes an expression with the loops and lambdas around it.
 * @returns undefined if it does not take these arguments.
 * @throws TooMuch
 */
export function withLambdas(
  name: string,
  args: readonly Expression[],
  loops: Loops,
  run: EvaluateBody,
  work: TemplateWork,
): unknown {
  const [first, ...rest] = args;
  if (!first) return undefined;
  const given = run(first, loops);
  if (given instanceof Unevaluated) return new Unevaluated(given.why);
  const lambdas = rest.map((arg) => lambda(arg, loops, run, work));
  const [one, two] = lambdas;
  if (name === "mapvalues")
    return isObject(given) && one && rest.length === 1 ? mapValues(given, one, work) : undefined;
  if (!isList(given)) return undefined;
  const all = items(given).map(settle);
  work.spend(all.length);
  if (name === "reduce") {
    const initial = rest[0] && run(rest[0], loops);
    return two && rest.length === 2 ? all.reduce((sum, item, i) => two(sum, item, i), initial) : undefined;
  }
  if (!one || rest.length > (name === "toobject" || name === "groupby" ? 2 : 1)) return undefined;
  if (rest.length === 2 && !two) return undefined;
  switch (name) {
    case "map":
      return all.map((item, i) => one(item, i));
    case "filter":
      return filter(all, one);
    case "sort":
      return sort(all, one);
    case "toobject":
      return toObject(all, one, two, work);
    default:
      return groupBy(all, one, two, work);
  }
}

/** `lambda('a', 'b', body)`; undefined for any other expression. */
function lambda(expression: Expression, loops: Loops, run: EvaluateBody, work: TemplateWork): Lambda | undefined {
  if (expression.kind !== "call" || expression.name.toLowerCase() !== "lambda") return undefined;
  const body = expression.args.at(-1);
  const names = expression.args.slice(0, -1).map((arg) => (arg.kind === "literal" ? arg.value : undefined));
  if (!body || !names.every(isText)) return undefined;
  return (...values) => {
    work.spend(2 + names.length + (loops.lambda?.size ?? 0));
    const variables = new Map(loops.lambda);
    for (const [i, name] of names.entries()) variables.set(name.toLowerCase(), values[i]);
    return run(body, { ...loops, lambda: variables });
  };
}

function filter(all: readonly unknown[], keeps: Lambda): unknown {
  const kept: unknown[] = [];
  for (const [i, item] of all.entries()) {
    const keep = keeps(item, i);
    if (keep instanceof Unevaluated) return new Unevaluated(keep.why);
    if (typeof keep !== "boolean") return undefined;
    if (keep) kept.push(item);
  }
  return kept;
}

/** Sorts by a lambda that tells whether the first of two comes before the second. */
function sort(all: readonly unknown[], isBefore: Lambda): unknown {
  let failure: unknown;
  const before = (a: unknown, b: unknown) => {
    const answer = isBefore(a, b);
    if (typeof answer !== "boolean") failure ??= answer instanceof Unevaluated ? answer : "no answer";
    return answer === true;
  };
  const sorted = [...all].sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
  if (failure instanceof Unevaluated) return new Unevaluated(failure.why);
  return failure === undefined ? sorted : undefined;
}

/** An object with a key for each item. Two items with one key are left to Azure. */
function toObject(all: readonly unknown[], keyOf: Lambda, make: Lambda | undefined, work: TemplateWork): unknown {
  const result: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const [i, item] of all.entries()) {
    const key = keyOf(item, i);
    if (key instanceof Unevaluated) return new Unevaluated(key.why);
    if (!isText(key) || seen.has(key.toLowerCase())) return undefined;
    seen.add(key.toLowerCase());
    work.spend(3);
    put(result, key, make ? make(item, i) : item);
  }
  return result;
}

/** An object of lists, with a key for each item. */
function groupBy(all: readonly unknown[], keyOf: Lambda, make: Lambda | undefined, work: TemplateWork): unknown {
  const groups = new Map<string, unknown[]>();
  for (const [i, item] of all.entries()) {
    const key = keyOf(item, i);
    if (key instanceof Unevaluated) return new Unevaluated(key.why);
    if (!isText(key)) return undefined;
    work.spend(3);
    const value = make ? make(item, i) : item;
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  const result: Record<string, unknown> = {};
  for (const [key, group] of groups) put(result, key, group);
  return result;
}

function mapValues(object: object, make: Lambda, work: TemplateWork): unknown {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(object)) {
    work.spend(3);
    put(result, key, make(settle(own(object, key))));
  }
  return result;
}

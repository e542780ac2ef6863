/** Computes the expressions of a template, from tree to value. */
import { own, type Value } from "../values";
import type { Expression } from "./expression";
import { isList, LONGEST_LIST, LONGEST_TEXT, toText } from "./functions/kinds";
import { BUILDERS, FUNCTIONS } from "./functions/table";
import { isLambdaFunction, LAMBDA_FUNCTIONS, withLambdas } from "./lambdas";
import type { Loops, Scope, Surroundings } from "./scope";
import { concat, format, joined, lengthOf } from "./texts";
import { pick } from "./tree";
import { settle, type TextPart, Unevaluated } from "./unevaluated";
import type { TemplateWork } from "./work";

/**
 * Computes an expression.
 * @throws TooMuch if the budget is spent, and nothing else.
 */
export function compute(expression: Expression, scope: Scope, loops: Loops): unknown {
  scope.work.spend(1);
  if (expression.kind === "literal") return expression.value;
  return scope.work.deeper(() => {
    if (expression.kind === "call") return call(expression.name, expression.args, scope, loops);
    return member(compute(expression.of, scope, loops), compute(expression.name, scope, loops), scope.work);
  });
}

function member(of: unknown, name: unknown, work: TemplateWork): unknown {
  if (name instanceof Unevaluated) return new Unevaluated(name.why);
  if (of instanceof Unevaluated) {
    const found = typeof name === "string" ? of.members?.get(name.toLowerCase()) : undefined;
    return found ?? new Unevaluated(of.why, symbol("member", [of, name], work));
  }
  if (isList(of) && typeof name === "number") {
    const item = settle(own(of, String(name)));
    return item === undefined ? new Unevaluated("an item that its list does not have") : item;
  }
  if (typeof name !== "string" || of === null || typeof of !== "object") {
    return new Unevaluated("a property that its object does not have");
  }
  const exact = settle(own(of, name));
  if (exact !== undefined) return exact;
  // The name is in another case, or missing: all names are compared.
  work.spend(Object.keys(of).length / 2);
  return settle(pick(of, name)) ?? new Unevaluated("a property that its object does not have");
}

function call(name: string, args: readonly Expression[], scope: Scope, loops: Loops): unknown {
  const lower = name.toLowerCase();
  const [first] = args;
  if (lower === "if" && first && args.length === 3) {
    const condition = compute(first, scope, loops);
    if (typeof condition === "boolean") return compute(args[condition ? 1 : 2] as Expression, scope, loops);
    return new Unevaluated(condition instanceof Unevaluated ? condition.why : notTaken(name));
  }
  if (isLambdaFunction(lower)) {
    const run = (body: Expression, inside: Loops) => compute(body, scope, inside);
    const result = withLambdas(lower, args, loops, run, scope.work);
    if (!Array.isArray(result)) return result ?? new Unevaluated(notTaken(name));
    return checked(result);
  }
  const values = args.map((arg) => compute(arg, scope, loops));
  // Arguments and results cost by their length.
  const isPassedOn = PASSED_ON.has(lower);
  if (!isPassedOn) for (const value of values) scope.work.spend(costOf(value));
  const result = callWith(name, lower, values, scope, loops);
  if (!isPassedOn) scope.work.spend(costOf(result));
  return checked(result);
}

/** Functions that do not go through their arguments: they look something up, or pass an argument on. */
const PASSED_ON: ReadonlySet<string> = new Set([
  ...["parameters", "variables", "lambdavariables", "copyindex", "coalesce", "length", "empty", "first", "last"],
  ...["array", "createarray", "tryget"],
]);

function checked(result: unknown): unknown {
  const isTooLong = isList(result)
    ? result.length > LONGEST_LIST
    : typeof result === "string" && result.length > LONGEST_TEXT;
  return isTooLong ? new Unevaluated("longer than any value of a deployment") : result;
}

function costOf(value: unknown): number {
  if (value instanceof Unevaluated) {
    return (value.parts ?? []).reduce((sum, part) => sum + 1 + lengthOf(part) / 10, 1);
  }
  if (typeof value === "string") return value.length / 10;
  if (isList(value)) return value.length / 3;
  return typeof value === "object" && value !== null ? Object.keys(value).length : 0;
}

function callWith(name: string, lower: string, args: readonly unknown[], scope: Scope, loops: Loops): unknown {
  const [first] = args;
  switch (lower) {
    case "parameters":
      return typeof first === "string" ? scope.parameter(first) : unevaluated(name, args, scope);
    case "variables":
      return typeof first === "string" ? scope.variable(first) : unevaluated(name, args, scope);
    case "lambdavariables":
      return lambdaVariable(first, loops);
    case "copyindex":
      return copyIndex(args, loops);
    case "and":
    case "or":
      return logical(lower === "or", args) ?? unevaluated(name, args, scope);
    case "concat":
      return concat(args, scope.work) ?? unevaluated(name, args, scope);
    case "format":
      return format(args, scope.work) ?? unevaluated(name, args, scope);
    case "resourcegroup":
      return resourceGroup(scope.surroundings);
    case "deployment": {
      const location = settle(scope.surroundings.location) ?? new Unevaluated(notEvaluated(name));
      const members = new Map([["location", location]]);
      return new Unevaluated(notEvaluated(name), [{ symbol: `deployment#${scope.id}` }], members);
    }
    case "resourceid":
      return resourceId(name, args, scope.work) ?? unevaluated(name, args, scope);
  }
  const builder = BUILDERS.get(lower);
  if (builder) return builder(args, scope.work) ?? unevaluated(name, args, scope);
  const fn = FUNCTIONS.get(lower);
  if (fn && args.every((arg) => !(arg instanceof Unevaluated))) {
    const result = fn(args, scope.work);
    return result === undefined ? new Unevaluated(notTaken(name)) : settle(result);
  }
  return unevaluated(name, args, scope);
}

const notEvaluated = (name: string) =>
  `made by the template function ${name}(), which azure-openai-guard does not evaluate`;
const notTaken = (name: string) => `made by the template function ${name}() from values that it is not worked out for`;

const WORKED_OUT: ReadonlySet<string> = new Set([
  ...FUNCTIONS.keys(),
  ...BUILDERS.keys(),
  ...LAMBDA_FUNCTIONS,
  ...["parameters", "variables", "lambdavariables", "copyindex", "and", "or", "if", "concat", "format"],
]);
/** Functions whose result depends on their arguments alone, although it is not worked out here. */
const SAME_EVERYWHERE: ReadonlySet<string> = new Set([
  "uniquestring",
  "guid",
  "subscription",
  "tenant",
  "environment",
  "uri",
  "uricomponent",
]);
/** Functions that give a new result each time. */
const NEVER_THE_SAME: ReadonlySet<string> = new Set(["newguid", "utcnow"]);

/** The result of a function that could not be worked out, with a symbol by which it is recognised again. */
function unevaluated(name: string, args: readonly unknown[], scope: Scope): Unevaluated {
  const lower = name.toLowerCase();
  const cause = args.find((arg) => arg instanceof Unevaluated);
  const why = WORKED_OUT.has(lower) ? (cause?.why ?? notTaken(name)) : notEvaluated(name);
  if (NEVER_THE_SAME.has(lower)) return new Unevaluated(why);
  const same = WORKED_OUT.has(lower) || SAME_EVERYWHERE.has(lower);
  return new Unevaluated(why, symbol(same ? lower : `${lower}#${scope.id}`, args, scope.work));
}

/** A symbol for a function with its arguments; none if an argument has none. */
function symbol(of: string, args: readonly unknown[], work: TemplateWork): TextPart[] | undefined {
  const texts = args.map((arg) => (arg instanceof Unevaluated ? arg.parts : toText(arg)));
  return texts.includes(undefined) ? undefined : [{ symbol: work.symbol(JSON.stringify([of, ...texts])) }];
}

function copyIndex(args: readonly unknown[], loops: Loops): unknown {
  const [first, second] = args;
  const [index, offset] =
    typeof first === "string" ? [loops.indexes.get(first.toLowerCase()), second] : [loops.current, first];
  if (index instanceof Unevaluated) return index;
  if (typeof index !== "number") return new Unevaluated("made by copyIndex() outside of its loop");
  if (offset === undefined) return index;
  return typeof offset === "number" ? index + offset : new Unevaluated(notTaken("copyIndex"));
}

function lambdaVariable(name: unknown, loops: Loops): unknown {
  const found = typeof name === "string" ? loops.lambda?.get(name.toLowerCase()) : undefined;
  return found === undefined ? new Unevaluated("made by lambdaVariables() outside of its lambda") : found;
}

function logical(any: boolean, args: readonly unknown[]): boolean | undefined {
  // One deciding argument is enough.
  if (args.includes(any)) return any;
  return args.every((arg) => typeof arg === "boolean") ? !any : undefined;
}

/** `resourceGroup()`: its name, if it is given; the plan finds its location. */
function resourceGroup({ group }: Surroundings): Unevaluated {
  const why = notEvaluated("resourceGroup");
  const property = (name: string, locationOf?: Value) =>
    new Unevaluated(why, [{ symbol: `resourcegroup ${group.key}.${name}` }], undefined, locationOf);
  const members = new Map<string, unknown>([
    ["location", property("location", group.name)],
    ["name", group.name.state === "known" ? group.name.value : property("name")],
  ]);
  return new Unevaluated(why, [{ symbol: `resourcegroup ${group.key}` }], members);
}

/** `resourceId('type', 'name')`: not the id itself, but enough to find the resource of the template. */
function resourceId(name: string, args: readonly unknown[], work: TemplateWork): unknown {
  const [type, ...names] = args;
  const [namespace = "", ...types] = typeof type === "string" ? type.split("/") : [];
  // If the numbers of names and types differ, the id begins with a subscription or a resource group.
  if (types.length === 0 || names.length !== types.length || names.some(isList)) return undefined;
  const path = joined(["/", namespace, ...types.flatMap((one, i) => ["/", one, "/", names[i]])], work);
  const parts = path instanceof Unevaluated ? path.parts : [path as string];
  return parts && new Unevaluated(notEvaluated(name), [{ symbol: "resourceid" }, ...parts]);
}

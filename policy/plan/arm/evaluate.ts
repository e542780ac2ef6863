/**
 * Works out the values of an ARM template as far as the plan gives what they are made of. What it does not give
 * becomes a value that is not told, with the reason; nothing is guessed. Nothing here runs longer than its budget of
 * work allows, whatever the template holds.
 */
import { own, SECRET, toValue, Untold, untold, type Value } from "../values";
import { type Expression, expressionIn, parseExpression, textIn } from "./expression";
import { BUILDERS, FUNCTIONS, formatParts, isList, LONGEST_LIST, LONGEST_TEXT, toText } from "./functions";
import { items, pick } from "./tree";

/** A stretch of a text: its characters, or what stands for them while they cannot be told. */
export type Part = string | { readonly symbol: string };

/** A value that could not be worked out. */
export class Unevaluated extends Untold {
  /**
   * @param parts of the text that it is, where two values of the same parts are sure to be the same.
   * @param members what is known of the object that it is, by name in lower case.
   * @param locationOf the resource group whose location it is.
   */
  constructor(
    why: string,
    readonly parts?: readonly Part[],
    readonly members?: ReadonlyMap<string, unknown>,
    readonly locationOf?: Value,
  ) {
    super(why);
  }
}

/** Thrown where a template takes more work than any that Azure would accept. */
export class TooMuch extends Error {}

/** What is left of the work that one template may take. */
export class Work {
  #left = 1_000_000;
  #depth = 0;
  #templates = 0;
  #newSymbols = 0;
  readonly #parsed = new Map<string, Expression | undefined>();
  readonly #symbols = new Map<string, string>();

  /** @throws TooMuch */
  spend(amount: number): void {
    this.#left -= amount;
    if (this.#left < 0) throw new TooMuch();
  }

  /** Runs something one level deeper, or not at all where that is too deep. */
  deeper<T>(run: () => T): T | Unevaluated {
    if (this.#depth >= 150) return new Unevaluated("made by a template that is nested too deeply");
    this.#depth += 1;
    try {
      return run();
    } finally {
      this.#depth -= 1;
    }
  }

  /** Tells one template from another. */
  nextTemplate(): number {
    this.#templates += 1;
    return this.#templates;
  }

  /** A short symbol for a text: the same for the same text. */
  symbol(text: string): string {
    this.spend(text.length / 10);
    const known = this.#symbols.get(text);
    if (known !== undefined) return known;
    const made = `@${this.#symbols.size}`;
    this.#symbols.set(text, made);
    return made;
  }

  /** A symbol that is like no other. */
  newSymbol(): Part {
    this.#newSymbols += 1;
    return { symbol: `new ${this.#newSymbols}` };
  }

  parse(text: string): Expression | undefined {
    if (!this.#parsed.has(text)) {
      this.spend(text.length / 10);
      this.#parsed.set(text, parseExpression(text));
    }
    return this.#parsed.get(text);
  }
}

/** What a template is deployed with. */
export interface Surroundings {
  /** The value that is given for a parameter; undefined where none is. */
  readonly given: (parameter: string) => unknown;
  /** Name of the resource group that it is deployed to, and a word for it that no other group has. */
  readonly group: { readonly name: Value; readonly key: string };
  /** Location of the deployment itself, for those that have one. */
  readonly location: unknown;
}

/** Indexes of the copy loops around an expression. */
export interface Loops {
  /** By name in lower case. */
  readonly indexes: ReadonlyMap<string, unknown>;
  /** Of the innermost loop over resources. */
  readonly current: unknown;
}

export const NO_LOOPS: Loops = { indexes: new Map(), current: undefined };

/** Where expressions are evaluated: a template, what it is deployed with, and the loops around the expression. */
export class Scope {
  readonly #values = new Map<string, unknown>();
  readonly id: number;

  constructor(
    readonly template: unknown,
    readonly surroundings: Surroundings,
    readonly work: Work,
  ) {
    this.id = work.nextTemplate();
  }

  parameter(name: string): unknown {
    return this.#once(`parameters(${name.toLowerCase()})`, () => {
      const declared = pick(pick(this.template, "parameters"), name);
      if (this.#isSecure(declared)) return new Unevaluated(SECRET);
      if (untold(declared) !== undefined || declared === undefined) {
        return new Unevaluated(untold(declared) ?? "a template parameter that the template does not declare");
      }
      const given = settle(this.surroundings.given(name));
      const optional = pick(declared, "nullable") === true;
      const byDefault = pick(declared, "defaultValue");
      if (given !== undefined && (given !== null || (optional && byDefault === undefined))) return given;
      if (given === undefined && byDefault !== undefined) return evaluate(byDefault, this);
      if (given === undefined && optional) return null;
      return new Unevaluated(`the template parameter ${name}, for which the plan gives no value`);
    });
  }

  /** True for the types securestring and secureObject, also where the template names its types. */
  #isSecure(declared: unknown): boolean {
    const reference = toValue(pick(declared, "$ref"));
    const named = reference.state === "known" ? reference.value.split("/").at(-1) : undefined;
    const definition = named === undefined ? declared : pick(pick(this.template, "definitions"), named);
    const type = toValue(pick(definition, "type"));
    return type.state === "known" && /^secure/i.test(type.value);
  }

  variable(name: string): unknown {
    return this.#once(`variables(${name.toLowerCase()})`, () => {
      const variables = pick(this.template, "variables");
      const raw = pick(variables, name);
      if (raw !== undefined) return evaluate(raw, this);
      const copy = pick(variables, "copy");
      for (const loop of isList(copy) ? items(copy) : []) {
        const its = toValue(pick(loop, "name"));
        if (its.state === "known" && its.value.toLowerCase() === name.toLowerCase())
          return copies(loop, this, NO_LOOPS);
      }
      return new Unevaluated(untold(variables) ?? "a template variable that the template does not define");
    });
  }

  #once(key: string, make: () => unknown): unknown {
    if (!this.#values.has(key)) {
      this.#values.set(key, new Unevaluated("made from itself"));
      const made = this.work.deeper(make);
      // Whatever it is, it is the same wherever this template uses it.
      const known =
        made instanceof Unevaluated && made.parts === undefined
          ? new Unevaluated(made.why, [{ symbol: `${key}#${this.id}` }], made.members, made.locationOf)
          : made;
      this.#values.set(key, known);
    }
    return this.#values.get(key);
  }
}

/** A raw value, with what cannot be told marked as such. */
function settle(raw: unknown): unknown {
  if (raw instanceof Unevaluated) return raw;
  const why = untold(raw);
  return why === undefined ? raw : new Unevaluated(why);
}

/**
 * Evaluates a value of a template, with all that is in it.
 * @throws TooMuch where the budget is spent, and nothing else.
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
    const result: Record<string, unknown> = Object.create(null);
    for (const key of Object.keys(value)) {
      const inside = pick(value, key);
      if (key.toLowerCase() === "copy" && isList(inside)) {
        for (const loop of items(inside)) {
          const name = toValue(pick(loop, "name"));
          if (name.state === "known") result[name.value] = copies(loop, scope, loops);
        }
      } else result[key] = evaluate(inside, scope, loops);
    }
    return result;
  });
}

function evaluateText(text: string, scope: Scope, loops: Loops): unknown {
  const expression = expressionIn(text);
  if (expression === undefined) return textIn(text);
  const parsed = scope.work.parse(expression);
  if (!parsed) return new Unevaluated("an expression that azure-openai-guard cannot read");
  return compute(parsed, scope, loops);
}

/** Azure's limit on the copies of one loop. */
const MOST_COPIES = 800;
export const TOO_OFTEN = `a copy loop of more than ${MOST_COPIES} copies, Azure's limit`;

/** How often a loop is run through. */
export function copyCount(loop: unknown, scope: Scope, loops: Loops): number | "too often" | Unevaluated {
  const why = untold(loop);
  if (why !== undefined) return new Unevaluated(why);
  const count = evaluate(pick(loop, "count"), scope, loops);
  if (count instanceof Unevaluated) return count;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 0) {
    return new Unevaluated("made by a copy loop whose count is no number");
  }
  return count > MOST_COPIES ? "too often" : count;
}

/** The loops around something that is copied. */
export function within(loops: Loops, name: Value, index: unknown, resource: boolean): Loops {
  const indexes = new Map(loops.indexes);
  if (name.state === "known") indexes.set(name.value.toLowerCase(), index);
  return { indexes, current: resource ? index : loops.current };
}

/** The list that a loop over a property or a variable makes. */
function copies(loop: unknown, scope: Scope, loops: Loops): unknown {
  const count = copyCount(loop, scope, loops);
  if (count === "too often") return new Unevaluated(`made by ${TOO_OFTEN}`);
  if (count instanceof Unevaluated) return new Unevaluated(count.why);
  const name = toValue(pick(loop, "name"));
  return Array.from({ length: count }, (_, i) => evaluate(pick(loop, "input"), scope, within(loops, name, i, false)));
}

function compute(expression: Expression, scope: Scope, loops: Loops): unknown {
  scope.work.spend(1);
  if (expression.kind === "literal") return expression.value;
  return scope.work.deeper(() => {
    if (expression.kind === "call") return call(expression.name, expression.args, scope, loops);
    return member(compute(expression.of, scope, loops), compute(expression.name, scope, loops), scope.work);
  });
}

function member(of: unknown, name: unknown, work: Work): unknown {
  if (name instanceof Unevaluated) return new Unevaluated(name.why);
  if (of instanceof Unevaluated) {
    const found = typeof name === "string" ? of.members?.get(name.toLowerCase()) : undefined;
    return found ?? new Unevaluated(of.why, symbol("member", [of, name], work));
  }
  if (isList(of) && typeof name === "number") {
    const item = settle(own(of, String(name)));
    return item === undefined ? new Unevaluated("an item that its list does not have") : item;
  }
  const found = typeof name === "string" ? settle(pick(of, name)) : undefined;
  return found === undefined ? new Unevaluated("a property that its object does not have") : found;
}

function call(name: string, args: readonly Expression[], scope: Scope, loops: Loops): unknown {
  const lower = name.toLowerCase();
  const [first] = args;
  if (lower === "if" && first && args.length === 3) {
    const condition = compute(first, scope, loops);
    if (typeof condition === "boolean") return compute(args[condition ? 1 : 2] as Expression, scope, loops);
    return new Unevaluated(condition instanceof Unevaluated ? condition.why : notTaken(name));
  }
  const values = args.map((arg) => compute(arg, scope, loops));
  // What a function takes and makes costs as much as it is long.
  for (const value of values) scope.work.spend(costOf(value));
  const result = callWith(name, lower, values, scope, loops);
  // What is only looked up is not made again.
  scope.work.spend(lower === "parameters" || lower === "variables" ? sizeOf(result) / 10 : costOf(result));
  if (typeof result === "string" || isList(result)) {
    if (result.length > (isList(result) ? LONGEST_LIST : LONGEST_TEXT)) {
      return new Unevaluated("longer than any value of a deployment");
    }
  }
  return result;
}

const lengthOf = (part: Part) => (typeof part === "string" ? part : part.symbol).length;

/** A property is copied at some ten times the cost of a character. */
function costOf(value: unknown): number {
  const plain = typeof value === "object" && !isList(value) && !(value instanceof Unevaluated);
  return plain ? sizeOf(value) : sizeOf(value) / 10;
}

function sizeOf(value: unknown): number {
  if (value instanceof Unevaluated) return (value.parts ?? []).reduce((sum, part) => sum + lengthOf(part), 1);
  if (typeof value === "string" || isList(value)) return value.length;
  return typeof value === "object" && value !== null ? Object.keys(value).length + 1 : 1;
}

function callWith(name: string, lower: string, args: readonly unknown[], scope: Scope, loops: Loops): unknown {
  const [first] = args;
  switch (lower) {
    case "parameters":
      return typeof first === "string" ? scope.parameter(first) : unevaluated(name, args, scope);
    case "variables":
      return typeof first === "string" ? scope.variable(first) : unevaluated(name, args, scope);
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
      const members = new Map([
        ["location", settle(scope.surroundings.location) ?? new Unevaluated(notEvaluated(name))],
      ]);
      return new Unevaluated(notEvaluated(name), [{ symbol: `deployment#${scope.id}` }], members);
    }
    case "resourceid":
      return resourceId(name, args, scope.work) ?? unevaluated(name, args, scope);
  }
  const builder = BUILDERS.get(lower);
  if (builder) return builder(...args) ?? unevaluated(name, args, scope);
  const fn = FUNCTIONS.get(lower);
  if (fn && args.every((arg) => !(arg instanceof Unevaluated))) {
    const result = fn(...args);
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
  ...["parameters", "variables", "copyindex", "and", "or", "if", "concat", "format"],
]);
/** Functions whose result lies in their arguments alone, though it is not worked out here. */
const SAME_EVERYWHERE: ReadonlySet<string> = new Set([
  "uniquestring",
  "guid",
  "subscription",
  "tenant",
  "environment",
  "base64",
]);
/** Functions that give something else each time. */
const NEVER_THE_SAME: ReadonlySet<string> = new Set(["newguid", "utcnow"]);

/** The result of a function that could not be worked out, named so that it is known again. */
function unevaluated(name: string, args: readonly unknown[], scope: Scope): Unevaluated {
  const lower = name.toLowerCase();
  const cause = args.find((arg) => arg instanceof Unevaluated);
  const why = WORKED_OUT.has(lower) ? (cause?.why ?? notTaken(name)) : notEvaluated(name);
  if (NEVER_THE_SAME.has(lower)) return new Unevaluated(why);
  const same = WORKED_OUT.has(lower) || SAME_EVERYWHERE.has(lower);
  return new Unevaluated(why, symbol(same ? lower : `${lower}#${scope.id}`, args, scope.work));
}

/** A symbol for a function of arguments; none where one of them has none. */
function symbol(of: string, args: readonly unknown[], work: Work): Part[] | undefined {
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

function logical(any: boolean, args: readonly unknown[]): boolean | undefined {
  // One that decides is enough, whatever the others are.
  if (args.includes(any)) return any;
  return args.every((arg) => typeof arg === "boolean") ? !any : undefined;
}

function concat(args: readonly unknown[], work: Work): unknown {
  return args.some(isList)
    ? args.every(isList)
      ? args.flatMap((list) => items(list))
      : undefined
    : joined(args, work);
}

function format(args: readonly unknown[], work: Work): unknown {
  const [pattern, ...values] = args;
  if (typeof pattern !== "string") return undefined;
  const places = formatParts(pattern);
  if (places?.some((place) => typeof place === "number" && place >= values.length)) return undefined;
  return (
    places &&
    joined(
      places.map((place) => (typeof place === "number" ? values[place] : place)),
      work,
    )
  );
}

/** Texts one after the other: a text, or the parts of one. */
function joined(values: readonly unknown[], work: Work): unknown {
  const parts: Part[] = [];
  let why: string | undefined;
  let size = 0;
  for (const value of values) {
    // What has no symbol gets one that nothing else has.
    const text = value instanceof Unevaluated ? (value.parts ?? [work.newSymbol()]) : toText(value);
    if (text === undefined) return undefined;
    if (value instanceof Unevaluated) why ??= value.why;
    for (const part of typeof text === "string" ? [text] : text) {
      const last = parts.at(-1);
      if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
      else parts.push(part);
      size += lengthOf(part);
      if (size > LONGEST_TEXT) return new Unevaluated("longer than any value of a deployment");
    }
  }
  if (why !== undefined) return new Unevaluated(why, parts);
  return parts.join("");
}

/** `resourceGroup()`: its name as far as it is given; its location is told by who knows the resource groups. */
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

/** `resourceId('type', 'name')`: not the id itself, but enough to tell which resource of the template it names. */
function resourceId(name: string, args: readonly unknown[], work: Work): unknown {
  const [type, ...names] = args;
  const [only] = names;
  if (typeof type !== "string" || names.length !== 1 || isList(only)) return undefined;
  const path = joined(["/", type, "/", only], work);
  const parts = path instanceof Unevaluated ? path.parts : [path as string];
  return parts && new Unevaluated(notEvaluated(name), [{ symbol: "resourceid" }, ...parts]);
}

/** The text of a value, or the parts of it; undefined where nothing can be said of it. */
export function partsOf(value: unknown): readonly Part[] | undefined {
  if (value instanceof Unevaluated) return value.parts;
  return typeof value === "string" && value !== "" ? [value] : undefined;
}

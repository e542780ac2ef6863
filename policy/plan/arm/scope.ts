import { SECRET, toValue, type Value, whyUnknown } from "../values";
import { finder, items, pick } from "./tree";
import { settle, Unevaluated } from "./unevaluated";
import type { TemplateWork } from "./work";

/** What a template is deployed with. */
export interface Surroundings {
  /** The value that is given for a parameter; undefined if none is. */
  readonly given: (parameter: string) => unknown;
  /** Name of the resource group that it is deployed to, and a key that no other group has. */
  readonly group: { readonly name: Value; readonly key: string };
  /** Location of the deployment itself, if it has one. */
  readonly location: unknown;
}

/** The copy loops and lambdas around an expression. */
export interface Loops {
  /** Indexes of the copy loops, by name in lower case. */
  readonly indexes: ReadonlyMap<string, unknown>;
  /** Index of the innermost loop over resources. */
  readonly current: unknown;
  /** Variables of the lambdas, by name in lower case. */
  readonly lambda?: ReadonlyMap<string, unknown>;
}

export const NO_LOOPS: Loops = { indexes: new Map(), current: undefined };

/** The loops around a copy. */
export function within(loops: Loops, name: Value, index: unknown, resource: boolean): Loops {
  const indexes = new Map(loops.indexes);
  if (name.state === "known") indexes.set(name.value.toLowerCase(), index);
  return { ...loops, indexes, current: resource ? index : loops.current };
}

/** Evaluates a raw value in a scope. */
export type Evaluate = (raw: unknown, scope: Scope, loops?: Loops) => unknown;

/** The longest chain of `$ref` that is followed. */
const LONGEST_CHAIN = 50;

/** The scope of expressions: a template, and what it is deployed with. Each value is worked out once. */
export class Scope {
  readonly #values = new Map<string, unknown>();
  readonly #declared: (name: string) => unknown;
  readonly #defined: (name: string) => unknown;
  readonly #types: (name: string) => unknown;
  #loops: ReadonlyMap<string, unknown> | undefined;
  readonly id: number;

  constructor(
    readonly template: unknown,
    readonly surroundings: Surroundings,
    readonly work: TemplateWork,
    private readonly evaluate: Evaluate,
    /** Makes the list of a copy loop over a variable. */
    private readonly copies: Evaluate,
  ) {
    this.id = work.nextTemplate();
    this.#declared = finder(pick(template, "parameters"));
    this.#defined = finder(pick(template, "variables"));
    this.#types = finder(pick(template, "definitions"));
  }

  /** The value of a parameter. */
  parameter(name: string): unknown {
    return this.#once(`parameters(${name.toLowerCase()})`, () => {
      const declared = this.#declared(name);
      if (this.#isSecure(declared)) return new Unevaluated(SECRET);
      if (whyUnknown(declared) !== undefined || declared === undefined) {
        return new Unevaluated(whyUnknown(declared) ?? "a template parameter that the template does not declare");
      }
      const given = settle(this.surroundings.given(name));
      const optional = pick(declared, "nullable") === true;
      const byDefault = pick(declared, "defaultValue");
      if (given !== undefined && (given !== null || (optional && byDefault === undefined))) return given;
      if (given === undefined && byDefault !== undefined) return this.evaluate(byDefault, this);
      if (given === undefined && optional) return null;
      return new Unevaluated(`the template parameter ${name}, for which the plan gives no value`);
    });
  }

  /** True for the types securestring and secureObject, even if the template gives them other names. */
  #isSecure(declared: unknown): boolean {
    let at = declared;
    for (let step = 0; step < LONGEST_CHAIN; step += 1) {
      const type = toValue(pick(at, "type"));
      if (type.state === "known" && /^secure/i.test(type.value)) return true;
      const reference = toValue(pick(at, "$ref"));
      if (reference.state !== "known") return false;
      this.work.spend(1 + reference.value.length / 10);
      at = this.#types(reference.value.slice(reference.value.lastIndexOf("/") + 1));
    }
    // What an endless chain stands for is unknown: it is not shown.
    return true;
  }

  /** The value of a variable. */
  variable(name: string): unknown {
    return this.#once(`variables(${name.toLowerCase()})`, () => {
      const raw = this.#defined(name);
      if (raw !== undefined) return this.evaluate(raw, this);
      const loop = this.#copied().get(name.toLowerCase());
      if (loop !== undefined) return this.copies(loop, this);
      const why = whyUnknown(pick(this.template, "variables"));
      return new Unevaluated(why ?? "a template variable that the template does not define");
    });
  }

  /** Loops over variables, by name in lower case. */
  #copied(): ReadonlyMap<string, unknown> {
    if (this.#loops) return this.#loops;
    const copy = this.#defined("copy");
    const loops = new Map<string, unknown>();
    for (const loop of Array.isArray(copy) ? items(copy) : []) {
      this.work.spend(1);
      const name = toValue(pick(loop, "name"));
      if (name.state === "known") loops.set(name.value.toLowerCase(), loop);
    }
    this.#loops = loops;
    return loops;
  }

  #once(key: string, make: () => unknown): unknown {
    if (!this.#values.has(key)) {
      this.work.spend(1 + key.length / 10);
      this.#values.set(key, new Unevaluated("made from itself"));
      const made = this.work.deeper(make);
      // It has the same value wherever this template uses it.
      const known =
        made instanceof Unevaluated && made.parts === undefined
          ? new Unevaluated(made.why, [{ symbol: `${key}#${this.id}` }], made.members, made.locationOf)
          : made;
      this.#values.set(key, known);
    }
    return this.#values.get(key);
  }
}

/**
 * How much work templates may take. A unit is about the cost of one step of an expression, in time and in memory. Each
 * template may take some units for each of its characters. Beyond that, for the copies of a loop for example, all
 * templates of a run draw on one reserve. So the size of its files bounds the work of a run, and a hostile template
 * leaves enough for the others.
 */
import { type Expression, parseExpression } from "./expression";
import { type TextPart, Unevaluated } from "./unevaluated";

/** A template takes more work than any template that Azure would deploy. */
export class TooMuch extends Error {}

/** The reserve of all templates of one run. */
export class Budget {
  #left = 1_000_000;

  /** @throws TooMuch if nothing is left. */
  spend(amount: number): void {
    this.#left -= amount;
    if (this.#left < 0) throw new TooMuch();
  }
}

/** The work of one template of a Pulumi resource, with all templates nested in it. */
export class TemplateWork {
  #own: number;
  #depth = 0;
  #templates = 0;
  #newSymbols = 0;
  readonly #parsed = new Map<string, Expression | undefined>();
  readonly #symbols = new Map<string, string>();

  /** @param own units that it may take without drawing on the reserve. */
  constructor(
    private readonly budget = new Budget(),
    own = 0,
  ) {
    this.#own = own;
  }

  /** @throws TooMuch */
  spend(amount: number): void {
    this.#own -= amount;
    if (this.#own >= 0) return;
    const beyond = -this.#own;
    this.#own = 0;
    this.budget.spend(beyond);
  }

  /** Runs something one level deeper, or not at all if that is too deep. */
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

  /** A unique symbol. */
  newSymbol(): TextPart {
    this.#newSymbols += 1;
    return { symbol: `new ${this.#newSymbols}` };
  }

  /** The expression of a text; undefined for a text that cannot be read. */
  parse(text: string): Expression | undefined {
    if (!this.#parsed.has(text)) {
      this.spend(text.length / 2);
      this.#parsed.set(text, parseExpression(text));
    }
    return this.#parsed.get(text);
  }
}

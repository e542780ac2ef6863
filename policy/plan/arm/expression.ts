/**
 * The expression language of ARM templates, from text to tree: `concat(parameters('name'), '/', variables('all')[0].x)`.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */

export type Expression =
  | { readonly kind: "literal"; readonly value: string | number }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  /** `of.name` and `of[name]`. */
  | { readonly kind: "member"; readonly of: Expression; readonly name: Expression };

/** Azure's own limit on the characters of an expression. */
export const LONGEST_EXPRESSION = 24_576;
const DEEPEST = 64;

/** Strings in single quotes (a doubled quote is a quote), whole numbers, names, and the marks between them. */
const TOKEN = /\s*(?:(?<string>'[^']*(?:''[^']*)*')|(?<number>-?\d+)|(?<name>[A-Za-z_$][\w$]*)|(?<mark>[()[\],.]))/y;

type Token = { readonly kind: "string" | "number" | "name" | "mark" | "end"; readonly text: string };

class NoExpression extends Error {}

/**
 * The expression in a string of a template: `[…]`, with the exception of `[[…]`, which is text.
 * @returns undefined for a string that is not an expression.
 */
export function expressionIn(text: string): string | undefined {
  return text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[") ? text.slice(1, -1) : undefined;
}

/** The text of a string that is not an expression: `[[…]` means `[…]`. */
export function textIn(text: string): string {
  return text.startsWith("[[") && text.endsWith("]") ? text.slice(1) : text;
}

/**
 * Parses an expression.
 * @param text without the brackets around it.
 * @returns undefined for a text that is not an expression, or is longer or deeper than any that Azure accepts. Never
 *   throws.
 */
export function parseExpression(text: string): Expression | undefined {
  if (text.length > LONGEST_EXPRESSION) return undefined;
  try {
    return new Parser(text).whole();
  } catch (error) {
    if (error instanceof NoExpression) return undefined;
    throw error;
  }
}

class Parser {
  #at = 0;
  #depth = 0;
  #token: Token;

  constructor(private readonly text: string) {
    this.#token = this.#next();
  }

  whole(): Expression {
    const expression = this.#expression();
    if (this.#token.kind !== "end") throw new NoExpression();
    return expression;
  }

  #next(): Token {
    TOKEN.lastIndex = this.#at;
    const groups = TOKEN.exec(this.text)?.groups;
    if (!groups) {
      if (this.text.slice(this.#at).trim() !== "") throw new NoExpression();
      return { kind: "end", text: "" };
    }
    this.#at = TOKEN.lastIndex;
    const [kind, text] = Object.entries(groups).find(([, found]) => found !== undefined) ?? ["end", ""];
    return { kind: kind as Token["kind"], text: text ?? "" };
  }

  #take(kind: Token["kind"]): string {
    const { kind: found, text } = this.#token;
    if (found !== kind) throw new NoExpression();
    this.#token = this.#next();
    return text;
  }

  #isMark(mark: string): boolean {
    return this.#token.kind === "mark" && this.#token.text === mark;
  }

  /** Takes a mark if it is the next token. */
  #skip(mark: string): boolean {
    if (!this.#isMark(mark)) return false;
    this.#take("mark");
    return true;
  }

  #close(mark: string): void {
    if (!this.#skip(mark)) throw new NoExpression();
  }

  #expression(): Expression {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new NoExpression();
    let expression = this.#start();
    // A chain of members makes as deep a tree as nested calls.
    for (let members = 0; ; members += 1) {
      if (members > DEEPEST) throw new NoExpression();
      if (this.#skip(".")) {
        const name: Expression = { kind: "literal", value: this.#take("name") };
        expression = { kind: "member", of: expression, name };
      } else if (this.#skip("[")) {
        expression = { kind: "member", of: expression, name: this.#expression() };
        this.#close("]");
      } else break;
    }
    this.#depth -= 1;
    return expression;
  }

  #start(): Expression {
    if (this.#token.kind === "string") {
      return { kind: "literal", value: this.#take("string").slice(1, -1).replaceAll("''", "'") };
    }
    if (this.#token.kind === "number") return { kind: "literal", value: Number(this.#take("number")) };
    let name = this.#take("name");
    // A user-defined function: `namespace.function(…)`.
    if (this.#skip(".")) name = `${name}.${this.#take("name")}`;
    this.#close("(");
    const args: Expression[] = [];
    if (this.#skip(")")) return { kind: "call", name, args };
    do args.push(this.#expression());
    while (this.#skip(","));
    this.#close(")");
    return { kind: "call", name, args };
  }
}

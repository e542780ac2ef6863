import { UnknownValue, type Value, whyUnknown } from "../values";

/** A stretch of a text: its characters, or a symbol for them while they are not known. */
export type TextPart = string | { readonly symbol: string };

/** A value that could not be worked out. */
export class Unevaluated extends UnknownValue {
  /**
   * @param parts of the text that it is: two values of the same parts are sure to be the same.
   * @param members what is known of the object that it is, by name in lower case.
   * @param locationOf the resource group whose location it is.
   */
  constructor(
    why: string,
    readonly parts?: readonly TextPart[],
    readonly members?: ReadonlyMap<string, unknown>,
    readonly locationOf?: Value,
  ) {
    super(why);
  }
}

/** A raw value, where what is not known is marked as such. */
export function settle(raw: unknown): unknown {
  if (raw instanceof Unevaluated) return raw;
  const why = whyUnknown(raw);
  return why === undefined ? raw : new Unevaluated(why);
}

/** The text of a value, or the parts of it; undefined where nothing can be said of it. */
export function partsOf(value: unknown): readonly TextPart[] | undefined {
  if (value instanceof Unevaluated) return value.parts;
  return typeof value === "string" && value !== "" ? [value] : undefined;
}

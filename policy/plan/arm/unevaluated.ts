import { UnknownValue, type Value, whyUnknown } from "../values";

/** A part of a text: its characters, or a symbol if they are unknown. */
export type TextPart = string | { readonly symbol: string };

/** A value that could not be worked out. */
export class Unevaluated extends UnknownValue {
  /**
   * @param parts of its text: two values with the same parts are certainly equal.
   * @param members the known properties of its object, by name in lower case.
   * @param locationOf the resource group, if it is the location of one.
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

/** A raw value, with unknown values marked as such. */
export function settle(raw: unknown): unknown {
  if (raw instanceof Unevaluated) return raw;
  const why = whyUnknown(raw);
  return why === undefined ? raw : new Unevaluated(why);
}

/** The text of a value, or its parts; undefined if nothing is known about it. */
export function partsOf(value: unknown): readonly TextPart[] | undefined {
  if (value instanceof Unevaluated) return value.parts;
  return typeof value === "string" && value !== "" ? [value] : undefined;
}

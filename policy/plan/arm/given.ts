import { has, SECRET, whyUnknown } from "../values";
import { finder, pick } from "./tree";
import { Unevaluated } from "./unevaluated";

/** The value that is given for a parameter; undefined if none is. */
export type GivenParameters = (parameter: string) => unknown;

/**
 * The parameter values in `{"name": {"value": …}}`. Each is looked at when it is needed.
 * @param linked a linked file of parameters, if there is one.
 * @param evaluate works out the values that a template gives to a nested one.
 */
export function givenIn(parameters: unknown, linked: unknown, evaluate = (raw: unknown) => raw): GivenParameters {
  let all: { readonly why: string | undefined; readonly find: (name: string) => unknown } | undefined;
  const look = () => {
    const raw = typeof parameters === "string" ? evaluate(parameters) : parameters;
    return { why: whyUnknown(raw), find: finder(raw) };
  };
  return (name) => {
    all ??= look();
    if (all.why !== undefined) return new Unevaluated(all.why);
    const found = all.find(name);
    if (found === undefined) {
      return linked === undefined ? undefined : new Unevaluated("given by a linked file of parameters");
    }
    const isMade = typeof found === "string";
    const entry = isMade ? evaluate(found) : found;
    if (whyUnknown(entry) !== undefined) return entry;
    const value = pick(entry, "value");
    if (value !== undefined) return isMade ? value : evaluate(value);
    return new Unevaluated(
      has(entry, "reference") ? SECRET : `the template parameter ${name}, for which the plan gives no value`,
    );
  };
}

/**
 * Functions of numbers and of truth.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric
 */
import { type Fn, ifSafe, isNumber, isScalar, isText, onOne } from "./kinds";

const onNumbers =
  (fn: (a: number, b: number) => number): Fn =>
  ([a, b, ...rest]) =>
    isNumber(a) && isNumber(b) && rest.length === 0 ? ifSafe(fn(a, b)) : undefined;

const ordered =
  (holds: (order: number) => boolean): Fn =>
  ([a, b]) => {
    if (isNumber(a) && isNumber(b)) return holds(a - b);
    return isText(a) && isText(b) ? holds(a < b ? -1 : a > b ? 1 : 0) : undefined;
  };

export const NUMBERS: Readonly<Record<string, Fn>> = {
  add: onNumbers((a, b) => a + b),
  sub: onNumbers((a, b) => a - b),
  mul: onNumbers((a, b) => a * b),
  div: onNumbers((a, b) => Math.trunc(a / b)),
  mod: onNumbers((a, b) => a % b),
  /** Plain values only: the comparison of objects is left to Azure. */
  equals: ([a, b]) => (isScalar(a) && isScalar(b) ? a === b : undefined),
  less: ordered((order) => order < 0),
  lessOrEquals: ordered((order) => order <= 0),
  greater: ordered((order) => order > 0),
  greaterOrEquals: ordered((order) => order >= 0),
  not: onOne((value) => (typeof value === "boolean" ? !value : undefined)),
  true: () => true,
  false: () => false,
  null: () => null,
};

/** A waiver, as the settings hold it; policy/run applies it to findings. */
import type { RuleName } from "./rule-name";

/** A finding that a person accepts, for a reason, until a date. */
export interface Waiver {
  /** The rule whose findings it covers. */
  readonly rule: RuleName;
  /** Pattern of URNs, `*` for any characters. A waiver has a URN pattern, a stack pattern or both. */
  readonly urn?: string;
  /** Pattern of stacks as `project/stack`, or of the stack's name alone. */
  readonly stack?: string;
  /** Pattern of the name that a deployment has in the template of its resource. */
  readonly deployment?: string;
  readonly reason: string;
  /** Who accepted it. */
  readonly owner: string;
  readonly ticket?: string;
  /** The last day on which it holds, YYYY-MM-DD. */
  readonly expires: string;
}

/** True on the days on which a waiver holds; dates as YYYY-MM-DD. */
export function isInForce(waiver: Waiver, today: string): boolean {
  return today <= waiver.expires;
}

/** Waivers: findings that a person accepts, for a reason, until a date. */

import { match } from "../glob";
import type { Finding } from "../old-finding";
import { stackOf, urnPrefix } from "../plan/urn";
import type { RuleName } from "../rule-name";
import { isInForce, type Waiver } from "../waiver";
import { expiredLine } from "../words/words";

/** By rule, sorted out once for each list of waivers: most findings are of rules that have none. */
const sorted = new WeakMap<readonly Waiver[], ReadonlyMap<RuleName, readonly Waiver[]>>();

function byRule(waivers: readonly Waiver[]): ReadonlyMap<RuleName, readonly Waiver[]> {
  const known = sorted.get(waivers);
  if (known) return known;
  const rules = new Map<RuleName, Waiver[]>();
  for (const waiver of waivers) rules.set(waiver.rule, [...(rules.get(waiver.rule) ?? []), waiver]);
  sorted.set(waivers, rules);
  return rules;
}

/** What {@link waive} goes by. */
export interface Waiving {
  readonly waivers: readonly Waiver[];
  /** Every `project/stack` of the plan: what is about a plan as a whole is about these. */
  readonly stacks: readonly string[];
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /** Takes the waivers that cover a finding, expired ones included. */
  readonly used: Set<Waiver>;
}

/**
 * Holds a finding against the waivers.
 * @returns the finding with the waiver in force that covers it; or, where the waivers that would are expired, with a
 *   line more in its message that says so; or the finding as it is.
 */
export function waive<F extends Finding>(finding: F, by: Waiving): F & { readonly waiver?: Waiver } {
  const covering = byRule(by.waivers)
    .get(finding.rule)
    ?.filter((w) => covers(w, finding.urn, by.stacks));
  if (covering === undefined || covering.length === 0) return finding;
  for (const waiver of covering) by.used.add(waiver);
  const inForce = covering.find((w) => isInForce(w, by.today));
  if (inForce) return { ...finding, waiver: inForce };
  const last = covering.reduce((a, b) => (b.expires > a.expires ? b : a));
  return { ...finding, message: `${finding.message}\n${expiredLine(last)}` };
}

function covers(waiver: Waiver, urn: string | undefined, stacks: readonly string[]): boolean {
  if (waiver.urn !== undefined && (urn === undefined || match(waiver.urn, urn) !== "whole")) return false;
  const { stack: pattern } = waiver;
  if (pattern === undefined) return true;
  const own = urn === undefined ? stacks : [stackOf(urn) ?? ""];
  return own.length > 0 && own.every((stack) => isStack(pattern, stack));
}

/** True where a pattern of `project/stack`, or of the stack's name alone, matches. */
export function isStack(pattern: string, stack: string): boolean {
  // A pattern without a slash is for the stack's name: dev* must not cover the stack prod of a project devices.
  return match(pattern, pattern.includes("/") ? stack : stack.slice(stack.lastIndexOf("/") + 1)) === "whole";
}

/**
 * The waivers that cover nothing although what they are meant for was seen.
 *
 * One file of settings may serve hundreds of stacks, so a waiver that is meant for others only is passed over. Where a
 * single stack was seen, so is one whose patterns may mean others as well: what it covers there cannot be told.
 * @param used waivers that cover a finding.
 * @param stacks every `project/stack` of which all resources were seen.
 */
export function unusedWaivers(
  waivers: readonly Waiver[],
  used: ReadonlySet<Waiver>,
  stacks: readonly string[],
): readonly Waiver[] {
  const [only] = stacks;
  const means = stacks.length === 1 && only !== undefined ? (w: Waiver) => names(w, only) : undefined;
  return waivers.filter((w) => !used.has(w) && (means ? means(w) : stacks.some((stack) => mayMean(w, stack))));
}

/** True for a waiver that is meant for this stack and for no other. */
function names(waiver: Waiver, stack: string): boolean {
  return mayMean(waiver, stack) && (waiver.stack === stack || waiver.urn?.startsWith(urnPrefix(stack)) === true);
}

function mayMean(waiver: Waiver, stack: string): boolean {
  if (waiver.stack !== undefined && !isStack(waiver.stack, stack)) return false;
  return waiver.urn === undefined || match(waiver.urn, urnPrefix(stack)) !== "no";
}

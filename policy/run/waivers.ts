/** Which waivers cover a finding, and which cover nothing. */
import type { UnlevelledFinding } from "../finding";
import { match } from "../glob";
import { matchesStack, stackOf, urnPrefix } from "../plan/urn";
import type { RuleName } from "../rule-name";
import { isInForce, type Waiver } from "../waiver";

/** By rule, sorted once for each list of waivers: most findings are of rules without waivers. */
const sorted = new WeakMap<readonly Waiver[], ReadonlyMap<RuleName, readonly Waiver[]>>();

function byRule(waivers: readonly Waiver[]): ReadonlyMap<RuleName, readonly Waiver[]> {
  const known = sorted.get(waivers);
  if (known) return known;
  const rules = new Map<RuleName, Waiver[]>();
  for (const waiver of waivers) rules.set(waiver.rule, [...(rules.get(waiver.rule) ?? []), waiver]);
  sorted.set(waivers, rules);
  return rules;
}

/** What {@link waiversFor} needs to know about the run. */
export interface WaiverContext {
  readonly waivers: readonly Waiver[];
  /** Every `project/stack` of the run: a finding about the run as a whole is about these. */
  readonly stacks: readonly string[];
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /** Takes the waivers that cover a finding, expired ones included. */
  readonly used: Set<Waiver>;
}

/** What decides whether a waiver covers a finding. */
export type Waivable = Pick<UnlevelledFinding, "rule" | "urn" | "nestedName">;

/** The waivers that matter for one finding; at most one of the two. */
export interface CoveringWaivers {
  /** The waiver that is in force and covers it. */
  readonly waiver?: Waiver;
  /** If no waiver is in force: the one that expired last. */
  readonly expired?: Waiver;
}

const NOT_COVERED: CoveringWaivers = {};

/**
 * The waivers that cover a finding.
 * @param finding its rule, the URN of its resource if it has one, and the name of its deployment in a template.
 */
export function waiversFor(finding: Waivable, by: WaiverContext): CoveringWaivers {
  const covering = byRule(by.waivers)
    .get(finding.rule)
    ?.filter((w) => covers(w, finding, by.stacks));
  if (covering === undefined || covering.length === 0) return NOT_COVERED;
  for (const waiver of covering) by.used.add(waiver);
  const waiver = covering.find((w) => isInForce(w, by.today));
  if (waiver) return { waiver };
  return { expired: covering.reduce((a, b) => (b.expires > a.expires ? b : a)) };
}

/** A finding with the waiver that covers it, or with a note that its waiver expired. */
export function waive(finding: UnlevelledFinding, by: WaiverContext): UnlevelledFinding {
  const { waiver, expired } = waiversFor(finding, by);
  if (waiver) return { ...finding, waiver };
  return expired ? { ...finding, notes: [...finding.notes, { kind: "waiver-expired", waiver: expired }] } : finding;
}

function covers(waiver: Waiver, { urn, nestedName }: Waivable, stacks: readonly string[]): boolean {
  const { deployment } = waiver;
  if (deployment !== undefined && (nestedName === undefined || match(deployment, nestedName) !== "whole")) return false;
  if (waiver.urn !== undefined && (urn === undefined || match(waiver.urn, urn) !== "whole")) return false;
  const { stack: pattern } = waiver;
  if (pattern === undefined) return true;
  const own = urn === undefined ? stacks : [stackOf(urn) ?? ""];
  return own.length > 0 && own.every((stack) => matchesStack(pattern, stack));
}

/**
 * The waivers that cover nothing, although the stack that they are meant for was seen.
 *
 * One settings file may serve hundreds of stacks, so a waiver that is meant only for others is left out. If a single
 * stack was seen, so is a waiver whose patterns may mean other stacks too: what it covers there is unknown.
 * @param used waivers that cover a finding.
 * @param stacks every `project/stack` whose resources were all seen.
 */
export function unusedWaivers(
  waivers: readonly Waiver[],
  used: ReadonlySet<Waiver>,
  stacks: readonly string[],
): readonly Waiver[] {
  const [only] = stacks;
  const means = stacks.length === 1 && only !== undefined ? (w: Waiver) => isForStackAlone(w, only) : undefined;
  return waivers.filter((w) => !used.has(w) && (means ? means(w) : stacks.some((stack) => mayMean(w, stack))));
}

/** True for a waiver that is meant for this stack and for no other. */
function isForStackAlone(waiver: Waiver, stack: string): boolean {
  return mayMean(waiver, stack) && (waiver.stack === stack || waiver.urn?.startsWith(urnPrefix(stack)) === true);
}

function mayMean(waiver: Waiver, stack: string): boolean {
  if (waiver.stack !== undefined && !matchesStack(waiver.stack, stack)) return false;
  return waiver.urn === undefined || match(waiver.urn, urnPrefix(stack)) !== "no";
}

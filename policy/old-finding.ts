/** The finding as finished prose, which the run still hands on; it goes when the run hands on policy/finding.ts. */
import type { Citation } from "../catalog/query";
import type { Asked } from "./finding";
import type { RuleName } from "./rule-name";
import type { Waiver } from "./waiver";

/** One thing that one rule has to say of one resource. */
export interface Finding {
  readonly rule: RuleName;
  /** URN of the resource it is about; absent where it is about the whole stack. */
  readonly urn?: string;
  /** Which deployment of the resource it is about, where one resource makes several: "deployment chat of account a". */
  readonly nested?: string;
  /** The loop of a template that makes the deployment; see policy/run/copies.ts. */
  readonly copyOf?: string;
  /** How many copies of that loop it is about, where they are several. */
  readonly copies?: number;
  /** The deployment in words of the plan, for people. */
  readonly asked: Asked;
  /** Verdict reason or, for rules that have none, the rule's own code. */
  readonly reason: string;
  /** Plain text, several lines at most; nothing in it but models, versions, SKUs, regions, names and the document. */
  readonly message: string;
  readonly citations: readonly Citation[];
  /** Name of the organisation's limit that is broken. */
  readonly limit?: string;
  /** What would pass, smallest change first, as short phrases. */
  readonly changes: readonly string[];
  /** Set where the finding has a say in its level, whatever that of its rule; one of a rule that is disabled has none. */
  readonly enforced?: "at most advisory" | "at least mandatory";
}

/** The level of a finding, by that of its rule. */
export function levelOf<L extends string | undefined>(
  { enforced }: Pick<Finding, "enforced">,
  level: L,
): L | "advisory" | "mandatory" {
  if (enforced === undefined) return level;
  return enforced === "at most advisory" ? "advisory" : "mandatory";
}

/** A finding about a waiver, and not about a resource. */
export interface WaiverFinding extends Finding {
  readonly about: Waiver;
}

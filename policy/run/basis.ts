/** What a run judges by: edition, settings, limits and date, and the rules that they leave on. */
import type { Edition } from "../../catalog/edition/edition";
import type { Limits } from "../limits/limits";
import type { RuleName } from "../rule-name";
import { RULES } from "../rules";
import type { Rule, RuleContext } from "../rules/rule";
import type { Settings } from "../settings";

/** What a run judges by. In the pack it grows while resources come: Pulumi hands over settings policy by policy. */
export interface Basis {
  /** Goes up with every change: what was judged before is judged again. */
  readonly version: number;
  /** With the organisation's overlay. */
  readonly edition: Edition;
  /** True if the settings or the command line name the edition. */
  readonly isEditionChosen: boolean;
  readonly settings: Settings;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /** The organisation's limits, if there are any in force. */
  readonly limits: Limits | undefined;
  /** True for a rule that is known to be off. */
  isOff(rule: RuleName): boolean;
  /** What a rule may look at. @param urn of the resource, if the rule is asked about one. */
  context(rule: RuleName, urn?: string): RuleContext<Record<string, unknown>>;
}

/** The rules that are not off. */
export function activeRules(basis: Basis): readonly Rule[] {
  return RULES.filter((rule) => !basis.isOff(rule.name));
}

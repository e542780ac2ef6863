/** Which entries of the setting `accounts` describe no account. */

/** What {@link unusedAccounts} needs to know about a plan. */
export interface AccountsSeen {
  /** Every `project/stack` of the plan. */
  readonly stacks: readonly string[];
  /** How many deployments were judged; 0 if omitted. */
  readonly deployments?: number;
  /** Keys of the entries that describe an account of a deployment. */
  readonly usedAccounts: ReadonlySet<string>;
  /** True if a deployment has no known region, which an entry could give. */
  readonly lacksAccount?: boolean;
}

/**
 * The entries that describe no account of any plan.
 *
 * One settings file may serve many stacks, and an entry does not name its stack. Over several stacks, an entry that no
 * stack needs is reported. With a single stack, its use is unknown, unless a deployment lacks the region that an entry
 * could give: then an entry is probably misspelt.
 */
export function unusedAccounts(keys: readonly string[], plans: readonly AccountsSeen[]): string[] {
  const isAny = plans.some(({ deployments = 0 }) => deployments > 0);
  const isSeveral = new Set(plans.flatMap(({ stacks }) => stacks)).size > 1;
  if (!isAny || !(isSeveral || plans.some(({ lacksAccount }) => lacksAccount))) return [];
  return keys.filter((key) => !plans.some(({ usedAccounts }) => usedAccounts.has(key)));
}

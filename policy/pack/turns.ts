/**
 * Keeps a dozen policies from costing a dozen times one. @pulumi/policy converts every resource again for every policy
 * before it calls it, but first asks the callback for its `__pulumiType` and leaves the policy out where the type does
 * not match: the mark that `validateResourceOfType` puts on callbacks. Here that mark is worked out at each asking:
 * the first policy of a request always runs and takes the resources in; each later one runs only if it has something
 * to report. Should @pulumi/policy stop asking, every policy simply runs.
 */

/** A type that no resource has; it is shown as the type that the policy applies to. */
const NOTHING_TO_REPORT = "an Azure OpenAI deployment with something to report";

export class Turns {
  #last = Number.POSITIVE_INFINITY;

  /** @param called policies that were called, and so have shown their configuration; shared by both callbacks. */
  constructor(private readonly called: Set<number>) {}

  /**
   * Marks a callback.
   * @param index of its policy in the pack; policies are asked in this order.
   * @param hasWork whether the policy has something to report.
   */
  mark<F extends object>(callback: F, index: number, hasWork: () => boolean): F {
    Object.defineProperty(callback, "__pulumiType", {
      get: () => {
        // Asked at or before the place of the last one: a new request begins, and its first policy must run. Two
        // requests at once can only make this true more often, never less: both start at the same policy.
        const first = index <= this.#last;
        this.#last = index;
        // A policy that was never called has not shown its configuration yet.
        if (first || !this.called.has(index) || hasWork()) {
          this.called.add(index);
          return undefined;
        }
        return NOTHING_TO_REPORT;
      },
    });
    return callback;
  }
}

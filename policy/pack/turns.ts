/**
 * Makes a dozen policies cost about as much as one. @pulumi/policy converts every resource again for every policy that
 * it calls. Before that, it reads `__pulumiType` of the callback, the mark of `validateResourceOfType`, and leaves the
 * policy out if the type does not match. Here a getter works that mark out: the first policy of a request always runs
 * and takes the resources; each later one runs only if it has something to report. If @pulumi/policy stops reading the
 * mark, every policy simply runs.
 */

/** A type that no resource has; Pulumi shows it as the type that the policy applies to. */
const NOTHING_TO_REPORT = "an Azure OpenAI deployment with something to report";

export class Turns {
  #last = Number.POSITIVE_INFINITY;

  /** @param called policies that were called, and so have shown their configuration; shared by both callbacks. */
  constructor(private readonly called: Set<number>) {}

  /**
   * Marks a callback.
   * @param index of its policy in the pack; policies are called in this order.
   * @param hasWork whether the policy has something to report.
   */
  mark<F extends object>(callback: F, index: number, hasWork: () => boolean): F {
    Object.defineProperty(callback, "__pulumiType", {
      get: () => {
        // An index that is not higher than the last one begins a new request, whose first policy must run. Two requests
        // at once can only make this true more often: both start at the same policy.
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

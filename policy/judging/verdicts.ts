/** Verdicts, each worked out once: many deployments of a plan differ in their names alone. */
import type { Edition } from "../../catalog/edition/edition";
import type { Alternative, Query, Verdict, VerdictOptions } from "../../catalog/query";
import { verdict } from "../../catalog/verdict/verdict";

/** Remembers the answers of the catalog. Answers are values, so deployments can share them. */
export class Verdicts {
  readonly #verdicts = new Map<string, Verdict>();
  readonly #alternatives = new Map<string, readonly Alternative[]>();

  constructor(
    readonly edition: Edition,
    readonly options: VerdictOptions,
  ) {}

  /** The verdict on a query. */
  of(query: Query): Verdict {
    const { model, version, sku, region, purpose, training, fineTuned } = query;
    const key = JSON.stringify([model, version, sku, region, purpose, training, fineTuned]);
    let found = this.#verdicts.get(key);
    if (!found) {
      found = verdict(this.edition, query, this.options);
      this.#verdicts.set(key, found);
    }
    return found;
  }

  /**
   * Alternatives that the caller works out.
   * @param key the same for deployments that have the same alternatives.
   */
  alternatives(key: string, work: () => readonly Alternative[]): readonly Alternative[] {
    let found = this.#alternatives.get(key);
    if (!found) {
      found = work();
      this.#alternatives.set(key, found);
    }
    return found;
  }
}

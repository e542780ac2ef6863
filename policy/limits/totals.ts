/** Totals over a stack: which changes of a deployment would make one larger than a limit allows. */
import { skuFacts } from "../../catalog/names/skus";
import type { Alternative, Query } from "../../catalog/query";
import { groupBy } from "../group-by";
import type { Share } from "./checks";
import type { LimitedJudgement, Limits } from "./limits";

/** Names the total to which a share belongs. */
export function totalKey({ limit, stack, model, region, sku }: Share): string {
  return JSON.stringify([limit.name, stack, model.toLowerCase(), region, skuFacts(sku).unit]);
}

interface Move {
  readonly key: string;
  readonly judgement: LimitedJudgement;
  readonly to: Query;
}

/** The totals of a plan, by the deployments that were seen so far. */
export class Totals {
  readonly #judgements = new Map<string, LimitedJudgement>();
  /** By account, the keys of its deployments. */
  readonly #inAccount = new Map<unknown, Set<string>>();
  /** By total, then by key of the deployment. */
  readonly #shares = new Map<string, Map<string, number>>();

  constructor(private readonly limits: Limits) {}

  add(key: string, judgement: LimitedJudgement): void {
    this.remove(key);
    this.#judgements.set(key, judgement);
    const account = judgement.deployment.within?.key;
    if (account !== undefined) this.#inAccount.set(account, (this.#inAccount.get(account) ?? new Set()).add(key));
    for (const share of judgement.placement?.shares ?? []) {
      const total = totalKey(share);
      const shares = this.#shares.get(total) ?? new Map<string, number>();
      this.#shares.set(total, shares.set(key, share.capacity));
    }
  }

  remove(key: string): void {
    const judgement = this.#judgements.get(key);
    for (const share of judgement?.placement?.shares ?? []) this.#shares.get(totalKey(share))?.delete(key);
    this.#inAccount.get(judgement?.deployment.within?.key)?.delete(key);
    this.#judgements.delete(key);
  }

  /**
   * A judgement without the alternatives that would make a total larger than its limit. A total that is too large already
   * has its own finding.
   * @param key of the deployment, which was added.
   */
  within(key: string, judgement: LimitedJudgement): LimitedJudgement {
    const { placement, judged } = judgement;
    if (!placement) return judgement;
    const fits = (to: Query) => !this.#exceeds(key, judgement, to);
    return {
      ...judgement,
      judged: judged.map((j) =>
        j.question.isElsewhere
          ? j
          : { ...j, verdict: { ...j.verdict, alternatives: j.verdict.alternatives.filter(fits) } },
      ),
      placement: {
        ...placement,
        accepts: (to) => placement.accepts(to) && fits(to),
        waysOut: () => {
          const { tried, alternatives, undocumented } = placement.waysOut();
          return { tried, alternatives: alternatives.filter(fits), undocumented: undocumented.filter(fits) };
        },
      },
    };
  }

  #exceeds(key: string, judgement: LimitedJudgement, to: Query | Alternative): boolean {
    const moves = [{ key, judgement, to }, ...this.#along(key, judgement, to)];
    const moving = new Set(moves.map((move) => move.key));
    const added = groupBy(
      moves.flatMap((move) => this.limits.sharesAfter(move.judgement, move.to)),
      totalKey,
    );
    const isOver = (share: Share) => this.#sum(totalKey(share)) > mostOf(share);
    const over = new Set((judgement.placement?.shares ?? []).filter(isOver).map(({ limit }) => limit));
    return [...added].some(([total, shares]) => {
      const [first] = shares;
      if (over.has(first.limit) || isOver(first)) return false;
      return this.#sum(total, moving) + shares.reduce((sum, { capacity }) => sum + capacity, 0) > mostOf(first);
    });
  }

  /** The other deployments of its account, which move to another region with it. */
  #along(key: string, { deployment, asked }: LimitedJudgement, to: Query | Alternative): Move[] {
    if (to.region === asked.region || ("alone" in to && to.alone)) return [];
    return [...(this.#inAccount.get(deployment.within?.key) ?? [])].flatMap((other): Move[] => {
      const judgement = this.#judgements.get(other);
      if (other === key || !judgement) return [];
      const { model, version, sku } = judgement.asked;
      if (model === undefined) return [];
      const query = { model, region: to.region };
      const named = { ...(version === undefined ? {} : { version }), ...(sku === undefined ? {} : { sku }) };
      return [{ key: other, judgement, to: { ...query, ...named } }];
    });
  }

  #sum(total: string, without: ReadonlySet<string> = NONE): number {
    let sum = 0;
    for (const [key, capacity] of this.#shares.get(total) ?? []) if (!without.has(key)) sum += capacity;
    return sum;
  }
}

const NONE: ReadonlySet<string> = new Set();

function mostOf({ limit }: Share): number {
  return limit.capacity?.total ?? Number.POSITIVE_INFINITY;
}

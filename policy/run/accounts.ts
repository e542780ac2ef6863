/**
 * The deployments of one account, which move together: a region that only one of them could be in is a smaller way out
 * than it looks. Region changes after which all of an account's deployments pass come before those that fit one alone.
 */

import type { Edition } from "../../catalog/edition/edition";
import { PUBLIC_REGION_IDS } from "../../catalog/names/regions";
import type { Alternative, Query, Verdict, VerdictOptions } from "../../catalog/query";
import { servingRegions } from "../../catalog/solver";
import { decide } from "../../catalog/verdict/decide";
import type { Judgement } from "../judging/judge";
import { candidatesOf, type Question } from "../judging/questions";
import type { LimitedJudgement, Limits } from "../limits/limits";
import { Totals } from "../limits/totals";

/** What the deployments of an account are judged by. */
export interface JudgedBy {
  readonly edition: Edition;
  readonly options: VerdictOptions;
  readonly limits: Limits | undefined;
}

/** A question that one or more deployments of an account ask, with the regions in which they pass. */
interface SharedQuestion {
  count: number;
  readonly passes: { has(region: string): boolean };
  /** Where they cannot be moved to. */
  readonly fails: ReadonlySet<string>;
}

/** A question whose answer would change with the account's region, and the answer. */
interface Moving {
  readonly question: Question;
  /** Absent where an unknown value decides. */
  readonly verdict?: Verdict;
}

/** By the answers of a judgement, which deployments that are alike share. */
const movingOf = new WeakMap<Judgement["judged"], readonly Moving[]>();

/** What would change with the account's region. */
function moving({ questions, judged }: Judgement): readonly Moving[] {
  const known = movingOf.get(judged);
  if (known) return known;
  const found = questions
    .filter(({ open, isElsewhere, isOfFineTuned }) => !isElsewhere && !isOfFineTuned && !open.includes("region"))
    .map((question) => {
      const verdict = judged.find((j) => j.question === question)?.verdict;
      return verdict ? { question, verdict } : { question };
    });
  movingOf.set(judged, found);
  return found;
}

/** What is kept of a deployment until somebody asks; the whole of it only where limits look at it. */
interface Member {
  readonly moving: readonly Moving[];
  readonly judgement?: LimitedJudgement;
}

/** One account. */
class Account {
  /** By key of the deployment: those whose needs were not asked for yet. */
  readonly #waiting = new Map<string, Member>();
  /** By key of the deployment: the keys of its needs. */
  readonly #taken = new Map<string, readonly string[]>();
  readonly #needs = new Map<string, SharedQuestion>();
  /** By region, how often a deployment does not pass there. */
  readonly #failures = new Map<string, number>();

  constructor(private readonly by: JudgedBy) {}

  get size(): number {
    return this.#waiting.size + this.#taken.size;
  }

  add(key: string, member: Member): void {
    this.#waiting.set(key, member);
  }

  remove(key: string): void {
    this.#waiting.delete(key);
    for (const its of this.#taken.get(key) ?? []) {
      const need = this.#needs.get(its);
      if (!need) continue;
      need.count -= 1;
      if (need.count === 0) this.#needs.delete(its);
      this.#count(need, -1);
    }
    this.#taken.delete(key);
  }

  /** Regions in which a deployment passes, and no other of the account is the worse for it. */
  regionsFor(judgement: Judgement): readonly string[] {
    this.#take();
    const own = moving(judgement).map((m) => this.#needs.get(this.#key(m, judgement)));
    return PUBLIC_REGION_IDS.filter(
      (region) => (this.#failures.get(region) ?? 0) === 0 && own.every((need) => need?.passes.has(region)),
    );
  }

  /** True where every deployment but this one passes in a region. */
  fitsOthers(judgement: Judgement, region: string): boolean {
    this.#take();
    const own = moving(judgement).filter((m) => this.#needs.get(this.#key(m, judgement))?.fails.has(region));
    return (this.#failures.get(region) ?? 0) === own.length;
  }

  /**
   * Works out what is needed, when it is first asked for: most accounts have nothing that would have to move. A
   * deployment that cannot be worked out stays waiting: nothing is said of an account of which not all is known.
   */
  #take(): void {
    for (const [key, { moving, judgement }] of this.#waiting) {
      const needs = moving.map((one) => {
        const its = this.#key(one, judgement);
        return [its, this.#needs.get(its) ?? { count: 0, ...this.#regionsOf(one, judgement) }] as const;
      });
      if (judgement && moving.length === 0) needs.push([`limits ${key}`, this.#heldToLimits(judgement)]);
      for (const [its, need] of needs) {
        need.count += 1;
        this.#needs.set(its, need);
        this.#count(need, 1);
      }
      const keys = needs.map(([its]) => its);
      this.#taken.set(key, keys);
      this.#waiting.delete(key);
    }
  }

  #count({ fails }: SharedQuestion, by: 1 | -1): void {
    for (const region of fails) this.#failures.set(region, (this.#failures.get(region) ?? 0) + by);
  }

  /** What the limits say depends on tags and stack; without limits, deployments of one kind are one. */
  #key({ question, verdict }: Moving, judgement: Judgement | undefined): string {
    const { urn, nested } = judgement?.deployment ?? {};
    return JSON.stringify([question, verdict?.status, this.by.limits ? [urn, nested] : []]);
  }

  /** Where a deployment of which no verdict is known keeps to the limits; what breaks one now is not made worse. */
  #heldToLimits(judgement: LimitedJudgement): SharedQuestion {
    const { limits } = this.by;
    const isFree = limits === undefined || (judgement.placement?.broken.length ?? 0) > 0;
    const fails = isFree ? [] : PUBLIC_REGION_IDS.filter((region) => limits.breaksIn(judgement, region));
    const failing = new Set(fails);
    return { count: 0, passes: { has: (region) => !failing.has(region) }, fails: failing };
  }

  #regionsOf(
    { question, verdict }: Moving,
    judgement: Judgement | undefined,
  ): Pick<SharedQuestion, "passes" | "fails"> {
    const { edition, options, limits } = this.by;
    const accepts = (q: Query) => (judgement && limits?.accepts(judgement, q)) ?? true;
    const { region: _, ...choice } = question.query;
    if (question.open.length > 0) {
      // An unknown value decides: nobody can ask for more than that one value passes.
      const mayPass = (region: string) => {
        const candidates = candidatesOf(edition, { ...question, query: { ...question.query, region } });
        for (const q of candidates) if (decide(edition, q, options).status !== "unavailable" && accepts(q)) return true;
        return false;
      };
      const fails = new Set(PUBLIC_REGION_IDS.filter((region) => !mayPass(region)));
      return { passes: new Set(PUBLIC_REGION_IDS.filter((region) => !fails.has(region))), fails };
    }
    const { fits } = servingRegions(edition, { label: "", choices: [choice], accepts }, options);
    // What is open where it is now, and passes nowhere, may stay so: the move does not make it worse.
    const isOpen = fits.size === 0 && (verdict?.status === "restricted" || verdict?.status === "undocumented");
    const isNoWorse = (q: Query) => isOpen && decide(edition, q, options).status === verdict.status && accepts(q);
    const fails = PUBLIC_REGION_IDS.filter((region) => !fits.has(region) && !isNoWorse({ ...question.query, region }));
    return { passes: fits, fails: new Set(fails) };
  }
}

/** The accounts of a plan, by the deployments that were seen so far. */
export class Accounts {
  readonly #accounts = new Map<unknown, Account>();
  /** By key of the deployment, the account that it is in. */
  readonly #of = new Map<string, Account>();

  /** Set where limits are about totals over the stack. */
  readonly #totals: Totals | undefined;

  constructor(private readonly by: JudgedBy) {
    this.#totals = by.limits?.hasTotals ? new Totals(by.limits) : undefined;
  }

  /**
   * Takes in a deployment that was judged, under the key that it has in its plan.
   * @param judgement on it, or on one that is like it but for the account that it is in.
   */
  add(key: string, judgement: LimitedJudgement, within = judgement.deployment.within): void {
    this.remove(key);
    this.#totals?.add(key, judgement);
    // Of one that could not be judged nobody knows where it would pass, but as far as limits tell.
    const its = moving(judgement);
    const isHeld = this.by.limits !== undefined && judgement.questions.length === 0 && !judgement.deployment.unread;
    if (!within || (its.length === 0 && !isHeld)) return;
    let account = this.#accounts.get(within.key);
    if (!account) {
      account = new Account(this.by);
      this.#accounts.set(within.key, account);
    }
    account.add(key, this.by.limits ? { moving: its, judgement } : { moving: its });
    this.#of.set(key, account);
  }

  /** Leaves out a deployment that was added, and may have changed since. */
  remove(key: string): void {
    this.#totals?.remove(key);
    this.#of.get(key)?.remove(key);
    this.#of.delete(key);
  }

  /**
   * How many deployments of an account were seen, and in which regions one of them would pass with all others.
   * @param judgement of a deployment that was added.
   */
  of(judgement: Judgement): { readonly deployments: number; readonly regions: readonly string[] } {
    const account = this.#accounts.get(judgement.deployment.within?.key);
    return { deployments: account?.size ?? 0, regions: account?.regionsFor(judgement) ?? [] };
  }

  /**
   * Puts what is offered in place of a deployment in the order of how little it changes for its account, and leaves out
   * what would make a total over the stack too large.
   * @param key of the deployment, which was added.
   */
  arrange(key: string, judgement: LimitedJudgement): LimitedJudgement {
    const arranged = isMovable(judgement) ? this.#arrange(judgement) : judgement;
    return this.#totals?.within(key, arranged) ?? arranged;
  }

  #arrange(judgement: LimitedJudgement): LimitedJudgement {
    const { within } = judgement.deployment;
    const account = within && this.#accounts.get(within.key);
    if (!account || account.size < 2) return judgement;
    const { judged, placement } = judgement;
    const arranged = (all: readonly Alternative[]) => {
      try {
        return arrange(all, judgement, within.name, account);
      } catch {
        // A fault of ours in another deployment must not cost this one its finding.
        return all;
      }
    };
    return {
      ...judgement,
      judged: judged.map((j) =>
        // Where it is trained in another account, that one would have to move.
        j.question.isElsewhere
          ? j
          : { ...j, verdict: { ...j.verdict, alternatives: arranged(j.verdict.alternatives) } },
      ),
      ...(placement
        ? {
            placement: {
              ...placement,
              waysOut: () => {
                const found = placement.waysOut();
                return { ...found, alternatives: arranged(found.alternatives) };
              },
            },
          }
        : {}),
    };
  }
}

/** True for a deployment whose ways out depend on others: those of its account, or of its stack where a total counts. */
export function dependsOnOthers(judgement: LimitedJudgement): boolean {
  return judgement.placement?.hasTotals === true || isMovable(judgement);
}

/** True for a deployment that may have a way out in another region. */
function isMovable({ judged, placement }: LimitedJudgement): boolean {
  return (
    (placement !== undefined && placement.broken.length > 0) ||
    judged.some((j) => j.verdict.alternatives.some((a) => a.region !== j.query.region))
  );
}

function arrange(
  all: readonly Alternative[],
  judgement: Judgement,
  name: string,
  account: Account,
): readonly Alternative[] {
  const here = judgement.asked.region;
  const alone = new Set(all.filter((a) => a.region !== here && !account.fitsOthers(judgement, a.region)));
  // Where it makes no difference, nothing need be said of it.
  if (alone.size === 0) return all;
  const others = { account: name, deployments: account.size - 1 };
  const inSharedAccount = all.filter((a) => !alone.has(a)).map((a) => (a.region === here ? a : { ...a, others }));
  return [...inSharedAccount, ...[...alone].map((a): Alternative => ({ ...a, alone: true }))];
}

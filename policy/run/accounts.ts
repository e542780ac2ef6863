/**
 * The deployments of one account, which move together. Changes to a region in which all deployments of the account pass
 * come before changes that only one of them could make.
 */

import type { Edition } from "../../catalog/edition/edition";
import { PUBLIC_REGION_IDS } from "../../catalog/names/regions";
import type { Alternative, Query, Verdict, VerdictOptions } from "../../catalog/query";
import { servingRegions } from "../../catalog/solver";
import { decide } from "../../catalog/verdict/decide";
import type { Judgement } from "../judging/judge";
import { candidatesOf, type Question, rulesOutFineTuned } from "../judging/questions";
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
  /** Regions that they cannot move to. */
  readonly fails: ReadonlySet<string>;
}

/** A question whose answer would change with the account's region, and the answer. */
interface MovingQuestion {
  readonly question: Question;
  /** Absent if an unknown value decides. */
  readonly verdict?: Verdict;
}

/** By the answers of a judgement, which like deployments share. */
const movingOf = new WeakMap<Judgement["judged"], readonly MovingQuestion[]>();

/** The questions whose answers would change with the account's region. */
function moving({ questions, judged }: Judgement): readonly MovingQuestion[] {
  const known = movingOf.get(judged);
  if (known) return known;
  const found = questions
    .filter(({ open, isElsewhere }) => !isElsewhere && !open.includes("region"))
    .map((question) => {
      const verdict = judged.find((j) => j.question === question)?.verdict;
      return verdict ? { question, verdict } : { question };
    });
  movingOf.set(judged, found);
  return found;
}

/** What is kept of a deployment until it is needed; all of it only if limits look at it. */
interface AccountMember {
  readonly moving: readonly MovingQuestion[];
  readonly judgement?: LimitedJudgement;
}

/** One account. */
class Account {
  /** By key: deployments whose questions were not looked at yet. */
  readonly #waiting = new Map<string, AccountMember>();
  /** By key of the deployment: the keys of its questions. */
  readonly #taken = new Map<string, readonly string[]>();
  readonly #needs = new Map<string, SharedQuestion>();
  /** By region, how often a deployment does not pass there. */
  readonly #failures = new Map<string, number>();

  constructor(private readonly by: JudgedBy) {}

  get size(): number {
    return this.#waiting.size + this.#taken.size;
  }

  add(key: string, member: AccountMember): void {
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

  /** Regions in which a deployment passes and no other deployment of the account gets worse. */
  regionsFor(judgement: Judgement): readonly string[] {
    this.#take();
    const own = moving(judgement).map((m) => this.#needs.get(this.#key(m, judgement)));
    return PUBLIC_REGION_IDS.filter(
      (region) => (this.#failures.get(region) ?? 0) === 0 && own.every((need) => need?.passes.has(region)),
    );
  }

  /** True if every deployment except this one passes in a region. */
  fitsOthers(judgement: Judgement, region: string): boolean {
    this.#take();
    const own = moving(judgement).filter((m) => this.#needs.get(this.#key(m, judgement))?.fails.has(region));
    return (this.#failures.get(region) ?? 0) === own.length;
  }

  /**
   * Works the questions out when they are first needed: in most accounts nothing has to move. A deployment that cannot
   * be worked out stays waiting, and nothing is said about its account.
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

  /** With limits, tags and stack matter; without limits, like deployments count as one question. */
  #key({ question, verdict }: MovingQuestion, judgement: Judgement | undefined): string {
    const { urn, nested } = judgement?.deployment ?? {};
    return JSON.stringify([question, verdict?.status, this.by.limits ? [urn, nested] : []]);
  }

  /** Where a deployment without a verdict keeps the limits; a limit that it breaks now is not made worse. */
  #heldToLimits(judgement: LimitedJudgement): SharedQuestion {
    const { limits } = this.by;
    const isFree = limits === undefined || (judgement.placement?.broken.length ?? 0) > 0;
    const fails = isFree ? [] : PUBLIC_REGION_IDS.filter((region) => limits.breaksIn(judgement, region));
    const failing = new Set(fails);
    return { count: 0, passes: { has: (region) => !failing.has(region) }, fails: failing };
  }

  #regionsOf(
    { question, verdict }: MovingQuestion,
    judgement: Judgement | undefined,
  ): Pick<SharedQuestion, "passes" | "fails"> {
    const { edition, options, limits } = this.by;
    const accepts = (q: Query) => (judgement && limits?.accepts(judgement, q)) ?? true;
    const { region: _, ...choice } = question.query;
    if (question.isOfFineTuned) {
      const isRuledOut = (q: Query) => rulesOutFineTuned(decide(edition, q, options)) || !accepts(q);
      const fails = PUBLIC_REGION_IDS.filter((region) => isRuledOut({ ...question.query, region }));
      const failing = new Set(fails);
      return { passes: { has: (region) => !failing.has(region) }, fails: failing };
    }
    if (question.open.length > 0) {
      // An unknown value decides: it is enough that one value could pass.
      const mayPass = (region: string) => {
        const candidates = candidatesOf(edition, { ...question, query: { ...question.query, region } });
        for (const q of candidates) if (decide(edition, q, options).status !== "unavailable" && accepts(q)) return true;
        return false;
      };
      const fails = new Set(PUBLIC_REGION_IDS.filter((region) => !mayPass(region)));
      return { passes: new Set(PUBLIC_REGION_IDS.filter((region) => !fails.has(region))), fails };
    }
    const { fits } = servingRegions(edition, { label: "", choices: [choice], accepts }, options);
    // A deployment that is open where it is now and passes nowhere may stay open: the move does not make it worse.
    const isOpen = fits.size === 0 && (verdict?.status === "restricted" || verdict?.status === "undocumented");
    const isNoWorse = (q: Query) => isOpen && decide(edition, q, options).status === verdict.status && accepts(q);
    const fails = PUBLIC_REGION_IDS.filter((region) => !fits.has(region) && !isNoWorse({ ...question.query, region }));
    return { passes: fits, fails: new Set(fails) };
  }
}

/** The accounts of a plan, with the deployments that were seen so far. */
export class Accounts {
  readonly #accounts = new Map<unknown, Account>();
  /** By key of the deployment, the account that it is in. */
  readonly #of = new Map<string, Account>();

  /** Set if limits are about totals over the stack. */
  readonly #totals: Totals | undefined;

  constructor(private readonly by: JudgedBy) {
    this.#totals = by.limits?.hasTotals ? new Totals(by.limits) : undefined;
  }

  /**
   * Takes a judged deployment, under its key in the plan.
   * @param judgement on it, or on a like one in another account.
   */
  add(key: string, judgement: LimitedJudgement, within = judgement.deployment.within): void {
    this.remove(key);
    this.#totals?.add(key, judgement);
    // Where a deployment that could not be judged would pass is unknown, except by the limits.
    const its = moving(judgement);
    const isHeld = this.by.limits !== undefined && !judgement.deployment.unread;
    if (!within || (its.length === 0 && !isHeld)) return;
    let account = this.#accounts.get(within.key);
    if (!account) {
      account = new Account(this.by);
      this.#accounts.set(within.key, account);
    }
    account.add(key, this.by.limits ? { moving: its, judgement } : { moving: its });
    this.#of.set(key, account);
  }

  /** Removes a deployment that may have changed since it was added. */
  remove(key: string): void {
    this.#totals?.remove(key);
    this.#of.get(key)?.remove(key);
    this.#of.delete(key);
  }

  /**
   * How many deployments of an account were seen, and in which regions one of them would pass together with all others.
   * @param judgement of a deployment that was added.
   */
  of(judgement: Judgement): { readonly deployments: number; readonly regions: readonly string[] } {
    const account = this.#accounts.get(judgement.deployment.within?.key);
    return { deployments: account?.size ?? 0, regions: account?.regionsFor(judgement) ?? [] };
  }

  /**
   * Orders the alternatives to a deployment by how little they change for its account, and leaves out those that would
   * make a total over the stack too large.
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
        // If azure-openai-guard fails on another deployment, this one must keep its finding.
        return all;
      }
    };
    return {
      ...judgement,
      judged: judged.map((j) =>
        // Another account trained the model: moving this one would not help.
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

/** True for a deployment whose ways out depend on others: those of its account, or of its stack if there is a total. */
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
  // If it makes no difference, nothing needs to be said.
  if (alone.size === 0) return all;
  const others = { account: name, deployments: account.size - 1 };
  const inSharedAccount = all.filter((a) => !alone.has(a)).map((a) => (a.region === here ? a : { ...a, others }));
  return [...inSharedAccount, ...[...alone].map((a): Alternative => ({ ...a, alone: true }))];
}

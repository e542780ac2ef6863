/**
 * The organisation's own limits, and whether a deployment keeps them. This folder may import judging/, plan/ and the
 * catalog. A limit is kept, broken or open. If it is broken for every value that an unknown one could have, it is
 * broken now; it is open only if the value decides.
 */

import type { Edition } from "../../catalog/edition/edition";
import type { Alternative, Query, VerdictOptions } from "../../catalog/query";
import type { Breach, Unverified } from "../finding";
import { alternativesTo, withCapacity } from "../judging/alternatives";
import type { JudgedQuestion, Judgement } from "../judging/judge";
import type { Question } from "../judging/questions";
import { capacityChecks, checksOf, type LimitCheck, type Share, shareOf } from "./checks";
import type { Limit } from "./limit";
import { scopeOf, type Truth } from "./scope";
import { changedSubject, type LimitSubject, type PlacementContext, subjectOf, subjectOfPlacement } from "./subject";
import { NOTHING_TRIED, type WaysOut, waysOutOf } from "./ways-out";

/** A limit that a deployment breaks. */
export interface BrokenLimit {
  readonly limit: Limit;
  readonly breach: Breach;
}

/** A limit that may be kept or broken: that depends on unknown values. */
export interface OpenLimit {
  readonly limit: Limit;
  readonly unverified: Unverified;
}

/** Which limits a deployment breaks, and which are open. */
export interface Placement {
  readonly broken: readonly BrokenLimit[];
  /** Limits that could not be checked, and the values that they need. */
  readonly open: readonly OpenLimit[];
  readonly shares: readonly Share[];
  /** What would pass both the document and the limits; worked out when it is called. */
  readonly waysOut: () => WaysOut;
  /** True if the deployment, changed to a query, keeps every limit except those of capacity. */
  readonly accepts: (query: Query) => boolean;
  /** True if a limit is about a total over the stack, so that other deployments count. */
  readonly hasTotals: boolean;
}

/** A judgement, with the deployment's placement if the organisation has limits. */
export interface LimitedJudgement extends Judgement {
  readonly placement?: Placement;
}

interface CompiledLimit {
  readonly limit: Limit;
  readonly holdsFor: (subject: LimitSubject) => Truth;
  /** The checks that another region, SKU, version or model could pass. */
  readonly checks: readonly LimitCheck[];
}

const compiled = new WeakMap<readonly Limit[], Limits>();

/** Limits, ready to check; made once for each list. */
export function compileLimits(limits: readonly Limit[]): Limits {
  let found = compiled.get(limits);
  if (!found) {
    found = new Limits(limits);
    compiled.set(limits, found);
  }
  return found;
}

/** What may be offered in place of a deployment. */
interface OfferedWaysOut {
  /** For each of its verdicts. */
  readonly alternatives: readonly (readonly Alternative[])[];
  readonly waysOut: () => WaysOut;
}

/** How many different answers are remembered; many deployments of a plan differ in their names alone. */
const MOST_KEPT = 5000;

export class Limits {
  readonly #limits: readonly CompiledLimit[];
  /** Every tag that decides on a limit. */
  readonly #tags: readonly string[];
  readonly #offered = new WeakMap<Edition, Map<string, OfferedWaysOut>>();

  constructor(readonly all: readonly Limit[]) {
    this.#limits = all.map((limit) => ({ limit, holdsFor: scopeOf(limit), checks: checksOf(limit) }));
    const tags = all.flatMap((limit) => [limit.for?.tags ?? {}, limit.notFor?.tags ?? {}].flatMap(Object.keys));
    this.#tags = [...new Set(tags)];
  }

  /**
   * Checks a deployment against the limits.
   * @returns the judgement with its placement, and with only those alternatives that the limits accept.
   */
  check(judgement: Judgement, edition: Edition, options: VerdictOptions): LimitedJudgement {
    if (judgement.deployment.unread) return judgement;
    const subject = subjectOf(judgement);
    const [broken, open, shares]: [BrokenLimit[], OpenLimit[], Share[]] = [[], [], []];
    for (const { limit, holdsFor, checks } of this.#limits) {
      const holds = holdsFor(subject);
      if (holds === false) continue;
      for (const check of [...checks, ...capacityChecks(limit)]) {
        const found = check(subject);
        if (found === undefined) continue;
        if (holds !== true) open.push({ limit, unverified: holds });
        else if ("reason" in found) broken.push({ limit, breach: found });
        else open.push({ limit, unverified: found });
      }
      if (limit.capacity?.total === undefined) continue;
      const share = shareOf(limit, subject);
      if (holds !== true) open.push({ limit, unverified: holds });
      else if ("capacity" in share) shares.push(share);
      else open.push({ limit, unverified: share });
    }
    const accepts = (query: Query) => this.#accepts(changedSubject(subject, query));
    const { judged } = judgement;
    if (broken.length === 0 && judged.every((j) => j.verdict.alternatives.length === 0)) {
      return {
        ...judgement,
        placement: { broken, open, shares, waysOut: () => NOTHING_TRIED, accepts, hasTotals: this.hasTotals },
      };
    }
    const { alternatives: accepted, waysOut } = this.#offer(judgement, subject, edition, options);
    return {
      ...judgement,
      judged: judged.map((j, i) => {
        const alternatives = withCapacity(accepted[i] ?? [], judgement.deployment, edition);
        return { ...j, verdict: { ...j.verdict, alternatives } };
      }),
      placement: { broken, open, shares, waysOut, accepts, hasTotals: this.hasTotals },
    };
  }

  /** True if a deployment, changed to a query, keeps every limit except those of capacity. */
  accepts(judgement: Judgement, query: Query): boolean {
    return this.#accepts(changedSubject(subjectOf(judgement), query));
  }

  /** True if a deployment would break a limit in another region, whatever its unknown values will be. */
  breaksIn(judgement: Judgement, region: string): boolean {
    const subject: LimitSubject = { ...subjectOf(judgement), region: { state: "known", value: region } };
    return this.#limits.some(({ holdsFor, checks }) => {
      if (holdsFor(subject) !== true) return false;
      return checks.some((check) => {
        const found = check(subject);
        return found !== undefined && "reason" in found;
      });
    });
  }

  #offer(judgement: Judgement, subject: LimitSubject, edition: Edition, options: VerdictOptions): OfferedWaysOut {
    const { judged, questions } = judgement;
    const { stack, sku } = subject;
    const tags = this.#tags.map(judgement.deployment.tag);
    const isJudged = (question: Question) => judged.some((j) => j.question === question);
    const key = JSON.stringify([stack, sku, tags, questions.map((q) => [q, isJudged(q)]), options]);
    let offered = this.#offered.get(edition);
    if (!offered || offered.size >= MOST_KEPT) {
      offered = new Map();
      this.#offered.set(edition, offered);
    }
    let found = offered.get(key);
    if (!found) {
      const accepts = (query: Query) => this.#accepts(changedSubject(subject, query));
      let waysOut: WaysOut | undefined;
      found = {
        alternatives: judged.map(({ question, verdict }: JudgedQuestion) =>
          // If it was trained in another account, the limits do not concern the region of that account.
          question.isElsewhere || (question.open.length === 0 && verdict.alternatives.every(accepts))
            ? verdict.alternatives
            : alternativesTo(question, { questions, isJudged }, edition, options, accepts),
        ),
        waysOut: () => {
          waysOut ??= waysOutOf(judgement, accepts, edition, options);
          return waysOut;
        },
      };
      offered.set(key, found);
    }
    return found;
  }

  /** The first limit that forbids a placement, except for totals over the stack. A limit that may hold counts too. */
  refusal(query: Query, { stack, deployment, capacity }: PlacementContext): BrokenLimit | OpenLimit | undefined {
    const subject = subjectOfPlacement(query, { stack, deployment, capacity });
    for (const { limit, holdsFor, checks } of this.#limits) {
      if (holdsFor(subject) === false) continue;
      const all = capacity === undefined ? checks : [...checks, ...capacityChecks(limit)];
      for (const check of all) {
        const found = check(subject);
        if (found === undefined) continue;
        if ("reason" in found) return { limit, breach: found };
        // The SKU plays no part in training.
        if (query.purpose !== "fine-tuning") return { limit, unverified: found };
      }
    }
    return undefined;
  }

  /** The limits with a total over the stack that hold, or may hold, for a placement. */
  totalsFor(query: Query, about: PlacementContext): readonly Limit[] {
    const subject = subjectOfPlacement(query, about);
    return this.#limits.flatMap(({ limit, holdsFor }) =>
      limit.capacity?.total !== undefined && holdsFor(subject) !== false ? [limit] : [],
    );
  }

  /** True if a limit is about a total over the stack. */
  get hasTotals(): boolean {
    return this.all.some(({ capacity }) => capacity?.total !== undefined);
  }

  /** What a deployment, changed to a query, adds to totals, if everything that decides is known. */
  sharesAfter(judgement: Judgement, query: Query): Share[] {
    const subject = changedSubject(subjectOf(judgement), query);
    return this.#limits.flatMap(({ limit, holdsFor }) => {
      if (limit.capacity?.total === undefined || holdsFor(subject) === false) return [];
      const share = shareOf(limit, subject);
      return "capacity" in share ? [share] : [];
    });
  }

  /** True if a subject keeps every limit except those of capacity, for which another place is no help. */
  #accepts(subject: LimitSubject): boolean {
    return this.#limits.every(
      ({ holdsFor, checks }) => holdsFor(subject) === false || checks.every((check) => check(subject) === undefined),
    );
  }
}

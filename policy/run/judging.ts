/**
 * The deployments of a run of the policy pack, judged as they come, each with regard to those of its account that were
 * seen so far; and what is to be said of an account at the end, where more of them came.
 */

import type { UnlevelledFinding } from "../finding";
import type { LimitedJudgement } from "../limits/limits";
import type { Within } from "../plan/deployment";
import type { Plan } from "../plan/plan";
import { stackOf } from "../plan/urn";
import type { RuleName } from "../rule-name";
import { RULES } from "../rules";
import { askOfDeployment } from "../rules/ask";
import type { RuleContext } from "../rules/rule";
import { Accounts, isMovable, movesOf } from "./accounts";
import type { InForce } from "./in-force";
import { judgeSafely } from "./judge-safely";

/** A deployment with what each rule finds in it. */
interface Judged {
  readonly judgement: LimitedJudgement | undefined;
  readonly findings: ReadonlyMap<RuleName, readonly UnlevelledFinding[]>;
}

/** What the session adds to a judgement. */
interface Reporting {
  readonly context: (rule: RuleName, urn: string) => RuleContext<Record<string, unknown>>;
  readonly waive: (finding: UnlevelledFinding) => UnlevelledFinding;
}

export class Judging {
  /** By key of the deployment: judged without regard to others of its account. */
  readonly #alone = new Map<string, LimitedJudgement | undefined>();
  readonly #judged = new Map<string, Judged>();
  /** The configuration by which they were judged. */
  #version: number | undefined;
  /** Those that were judged so far; at the end, with all that there are. Made when first needed. */
  #accounts: Accounts | undefined;
  /** What was found as the resources registered, where more deployments of the account may have come since. */
  #before: ReadonlyMap<string, Judged> = new Map();
  #isComplete = false;

  constructor(
    private readonly plan: Plan,
    private readonly by: InForce,
    private readonly reporting: Reporting,
  ) {}

  /** Judges a deployment without regard to others of its account, and keeps it at hand for these. */
  alone(key: string): LimitedJudgement | undefined {
    this.#keepUp();
    if (this.#alone.has(key)) return this.#alone.get(key);
    const { edition, options, limits } = this.by.judgedBy();
    const { accounts } = this.by.settings;
    const judgement = judgeSafely(edition, this.plan, key, accounts, options, undefined, limits);
    this.#alone.set(key, judgement);
    if (judgement) this.#accounts?.add(key, judgement);
    return judgement;
  }

  /** Judges a deployment, once. */
  judge(key: string): Judged {
    this.#keepUp();
    const known = this.#judged.get(key);
    if (known) return known;
    const alone = this.alone(key);
    const judgement = alone && isMovable(alone) ? this.#inAccounts().arrange(alone) : alone;
    const findings = new Map<RuleName, readonly UnlevelledFinding[]>();
    if (judgement) {
      for (const rule of RULES) {
        const context = this.reporting.context(rule.name, judgement.deployment.urn);
        const found = askOfDeployment(rule, judgement, context).map((f) => this.reporting.waive(f));
        if (found.length > 0) findings.set(rule.name, found);
      }
    }
    const judged = { judgement, findings };
    this.#judged.set(key, judged);
    return judged;
  }

  /** Leaves a deployment to be judged anew. */
  forget(key: string): void {
    this.#alone.delete(key);
    this.#judged.delete(key);
    this.#accounts?.remove(key);
  }

  /** Leaves all of them to be judged anew: the whole stack has been seen. */
  complete(): void {
    this.#before = new Map(this.#judged);
    this.#isComplete = true;
    this.#startOver();
  }

  /**
   * What is to be said of accounts of which a deployment was reported before the last of them was seen: which regions
   * are a way out for all of them.
   * @param isReported true for a deployment of which nothing more is said at the end.
   */
  ofAccounts(rule: RuleName, isReported: (key: string) => boolean): UnlevelledFinding[] {
    const found = new Map<unknown, UnlevelledFinding>();
    for (const [key, before] of this.#before) {
      const reported = before.findings.get(rule)?.find((f) => !f.waiver && f.waysOut.length > 0);
      if (!reported || !before.judgement || !isReported(key)) continue;
      const now = this.judge(key);
      const within = now.judgement?.deployment.within;
      if (!now.judgement || !within || found.has(within.key)) continue;
      // Other rules find the same as before, whatever has become of the ways out.
      if (changesOf(before, rule) === changesOf(now, rule)) continue;
      if (movesOf(before.judgement) === movesOf(now.judgement)) continue;
      const { deployments, regions } = this.#inAccounts().of(now.judgement);
      found.set(within.key, accountFinding(rule, within, deployments, regions, reported.urn));
    }
    return [...found.values()];
  }

  #inAccounts(): Accounts {
    if (!this.#accounts) {
      const accounts = new Accounts(this.by.judgedBy());
      for (const key of this.#isComplete ? this.plan.deployments : [...this.#alone.keys()]) {
        const judgement = this.alone(key);
        if (judgement) accounts.add(key, judgement);
      }
      this.#accounts = accounts;
    }
    return this.#accounts;
  }

  /** Configurations come one after the other, between the resources. */
  #keepUp(): void {
    if (this.#version === this.by.version) return;
    this.#version = this.by.version;
    const keys = [...this.#alone.keys()];
    this.#startOver();
    for (const key of keys) this.alone(key);
  }

  #startOver(): void {
    this.#alone.clear();
    this.#judged.clear();
    this.#accounts = undefined;
  }
}

function changesOf({ findings }: Judged, rule: RuleName): string {
  return JSON.stringify(findings.get(rule)?.map((f) => f.waysOut));
}

/** @param urn of a deployment in the account, where the account is no resource of the program. */
function accountFinding(
  rule: RuleName,
  { name, urn: own }: Within,
  deployments: number,
  regions: readonly string[],
  urn: string | undefined,
): UnlevelledFinding {
  const of = own ?? urn;
  const stack = stackOf(of);
  return {
    rule,
    about: "deployment",
    ...(of === undefined ? {} : { urn: of }),
    ...(stack === undefined ? {} : { stack }),
    asked: {},
    reason: "account-regions",
    facts: { kind: "account-regions", account: name, deployments, regions },
    citations: [],
    waysOut: regions.map((region) => ({ changes: [{ field: "region", values: [region] }] })),
    levelBound: "at most advisory",
    notes: [],
  };
}

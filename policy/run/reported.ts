/** What was reported before all resources were seen, and what the end of the run adds to it. */
import type { UnlevelledFinding, WayOut } from "../finding";
import type { LimitedJudgement } from "../limits/limits";
import { stackOf } from "../plan/urn";
import type { RuleName } from "../rule-name";
import type { Accounts } from "./accounts";

/** Findings that were reported before the end, by deployment and rule. */
export class Reported {
  readonly #byKey = new Map<string, Map<RuleName, readonly UnlevelledFinding[]>>();

  add(key: string, rule: RuleName, findings: readonly UnlevelledFinding[]): void {
    let rules = this.#byKey.get(key);
    if (!rules) {
      rules = new Map();
      this.#byKey.set(key, rules);
    }
    rules.set(rule, findings);
  }

  forget(key: string): void {
    this.#byKey.delete(key);
  }

  /** What was reported about a deployment. */
  of(key: string): ReadonlyMap<RuleName, readonly UnlevelledFinding[]> | undefined {
    return this.#byKey.get(key);
  }
}

/** Gives, for one deployment of a run after the other, the findings that were not reported before. */
export class UnreportedFindings {
  /** By rule: the accounts for which it has reported the regions in which all deployments pass. */
  readonly #said = new Map<RuleName, Set<unknown>>();

  constructor(
    private readonly reported: Reported,
    private readonly accounts: Accounts,
  ) {}

  /**
   * What is new about a deployment: findings that were not reported before and, if a reported finding has ways out that
   * do not hold for the whole account, the regions that do, once for each account.
   */
  about(
    key: string,
    judgement: LimitedJudgement,
    findings: readonly UnlevelledFinding[],
  ): readonly UnlevelledFinding[] {
    const before = this.reported.of(key);
    if (!before) return findings;
    const news: UnlevelledFinding[] = [];
    for (const finding of findings) {
      const its = before.get(finding.rule)?.find((old) => isSame(old, finding));
      if (!its) news.push(finding);
      else if (!its.waiver && its.waysOut.length > 0 && movesIn(its) !== movesIn(finding)) {
        news.push(...this.#ofAccount(judgement, finding));
      }
    }
    return news;
  }

  #ofAccount(judgement: LimitedJudgement, { rule, urn: own }: UnlevelledFinding): UnlevelledFinding[] {
    const { within } = judgement.deployment;
    const said = this.#said.get(rule) ?? new Set();
    if (!within || said.has(within.key)) return [];
    this.#said.set(rule, said.add(within.key));
    const { deployments, regions } = this.accounts.of(judgement);
    // The account if it is a resource of the program, else the deployment in it.
    const urn = within.urn ?? own;
    const stack = stackOf(urn);
    return [
      {
        rule,
        about: "deployment",
        ...(urn === undefined ? {} : { urn }),
        ...(stack === undefined ? {} : { stack }),
        asked: {},
        reason: "account-regions",
        facts: { kind: "account-regions", account: within.name, deployments, regions },
        citations: [],
        waysOut: regions.length === 0 ? [] : [{ changes: [{ field: "region", values: regions }] }],
        levelBound: "at most advisory",
        notes: [],
      },
    ];
  }
}

/** True for two findings that are equal except for their ways out. */
function isSame(a: UnlevelledFinding, b: UnlevelledFinding): boolean {
  return identityOf(a) === identityOf(b);
}

function identityOf({ reason, nested, limit, asked, levelBound, facts, waiver }: UnlevelledFinding): string {
  const purpose = "judged" in facts ? facts.judged.purpose : undefined;
  const { model, version, sku, region } = asked;
  return JSON.stringify([
    reason,
    nested,
    limit,
    [model, version, sku, region],
    levelBound,
    facts.kind,
    purpose,
    waiver !== undefined,
  ]);
}

/** The ways out of a finding that matter to the account, as a text to compare: which values, and whether alone. */
function movesIn({ waysOut }: UnlevelledFinding): string {
  return JSON.stringify(waysOut.map(({ changes, account }: WayOut) => [changes, account?.kind === "alone"]));
}

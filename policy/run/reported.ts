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

/** Tells for the deployments of a run, one after the other, what was not reported before. */
export class UnreportedFindings {
  /** Accounts of which a rule has said which regions are a way out for all of their deployments. */
  readonly #said = new Map<RuleName, Set<unknown>>();

  constructor(
    private readonly reported: Reported,
    private readonly accounts: Accounts,
  ) {}

  /**
   * What is new about a deployment: findings that were not reported and, where a finding was reported with ways out
   * that no longer hold for the whole account, the regions that do, once for each account.
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
    // The account where it is a resource of the program, else the deployment in it.
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

/** True for two findings that say the same, whatever their ways out. */
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

/** The deployments that a run judges before its end, for a pack that reports them as their resources register. */
import type { UnlevelledFinding } from "../finding";
import { groupBy } from "../group-by";
import type { LimitedJudgement } from "../limits/limits";
import type { RuleName } from "../rule-name";
import { type Accounts, dependsOnOthers } from "./accounts";

/** What a run does for it. */
export interface EarlySteps {
  readonly judge: (key: string) => LimitedJudgement | undefined;
  readonly accounts: () => Accounts;
  readonly find: (judgement: LimitedJudgement) => readonly UnlevelledFinding[];
}

type ByRule = ReadonlyMap<RuleName, readonly UnlevelledFinding[]>;
const NOTHING: ByRule = new Map();

/** Judges each deployment once, and again after it was forgotten or after the basis changed. */
export class EarlyJudgements {
  readonly #judged = new Map<string, LimitedJudgement | undefined>();
  readonly #findings = new Map<string, ByRule>();
  #accounts: Accounts | undefined;

  constructor(private readonly steps: EarlySteps) {}

  findings(key: string): ByRule {
    const known = this.#findings.get(key);
    if (known) return known;
    const judgement = this.judge(key);
    if (!judgement) return NOTHING;
    const arranged = dependsOnOthers(judgement) ? this.#inAccounts().arrange(key, judgement) : judgement;
    const findings = groupBy(this.steps.find(arranged), (f) => f.rule);
    this.#findings.set(key, findings);
    return findings;
  }

  forget(key: string): void {
    this.#judged.delete(key);
    this.#findings.delete(key);
    this.#accounts?.remove(key);
  }

  /** Judges all of them again, by the basis of now. */
  startOver(): void {
    const keys = [...this.#judged.keys()];
    this.#judged.clear();
    this.#findings.clear();
    this.#accounts = undefined;
    for (const key of keys) this.judge(key);
  }

  judge(key: string): LimitedJudgement | undefined {
    if (this.#judged.has(key)) return this.#judged.get(key);
    const judgement = this.steps.judge(key);
    this.#judged.set(key, judgement);
    if (judgement) this.#accounts?.add(key, judgement);
    return judgement;
  }

  /** Made for the first deployment that may move: in most runs none has to. */
  #inAccounts(): Accounts {
    if (!this.#accounts) {
      this.#accounts = this.steps.accounts();
      for (const [key, judgement] of this.#judged) if (judgement) this.#accounts.add(key, judgement);
    }
    return this.#accounts;
  }
}

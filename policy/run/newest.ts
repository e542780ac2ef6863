/** How the newest embedded edition judges deployments, if an older one is in use because nobody chose an edition. */
import type { Edition } from "../../catalog/edition/edition";
import { DEFAULT_EDITION, embeddedEdition, newestEdition } from "../../catalog/edition/embedded";
import type { Status, Verdict, VerdictOptions } from "../../catalog/query";
import { decide } from "../../catalog/verdict/decide";
import { daysBetween } from "../days";
import type { PurposeVerdict, UnlevelledFinding } from "../finding";
import type { Judgement } from "../judging/judge";
import { DIFFERENCES, type Difference, type Tally } from "../tally";

/** An edition that nobody chose is reported from this age on, in days. */
const OLD = 180;

/** What decides whether the newest edition judges too. */
export interface EditionInUse {
  readonly edition: Edition;
  readonly isEditionChosen: boolean;
  readonly today: string;
}

/** Judges the deployments of a run by the newest embedded edition, which it reads when the first one comes. */
export class NewestEdition {
  readonly #entry = newestEdition();
  #deployments = 0;
  readonly #otherwise = new Map<Difference, number>();

  /** @returns undefined if somebody chose an edition, the one in use is young, or no other is newer. */
  static beside({ edition, isEditionChosen, today }: EditionInUse, options: VerdictOptions): NewestEdition | undefined {
    const { date, id } = edition.data;
    // Somebody passed any other edition in.
    if (isEditionChosen || id !== DEFAULT_EDITION || daysBetween(date, today) <= OLD || newestEdition().date <= date)
      return undefined;
    return new NewestEdition(options);
  }

  private constructor(private readonly options: VerdictOptions) {}

  /** Takes a deployment. */
  add({ judged }: Judgement): void {
    this.#deployments += 1;
    const [how] = judged
      .filter(({ unknown }) => unknown.length === 0)
      .flatMap((j) => this.#otherwiseThan(j) ?? [])
      // The one that matters most to the deployment.
      .sort((a, b) => DIFFERENCES.indexOf(a) - DIFFERENCES.indexOf(b));
    if (how !== undefined) this.#otherwise.set(how, (this.#otherwise.get(how) ?? 0) + 1);
  }

  get tally(): Tally | undefined {
    if (this.#deployments === 0) return undefined;
    const otherwise = Object.fromEntries(this.#otherwise);
    return { edition: this.#entry.id, deployments: this.#deployments, otherwise };
  }

  /** A finding, with a note if it blocks what the newest edition offers. */
  noted(finding: UnlevelledFinding): UnlevelledFinding {
    const { facts } = finding;
    if (facts.kind !== "verdict" || facts.judged.unknown.length > 0) return finding;
    if (facts.judged.verdict.status !== "unavailable" || this.#decide(facts.judged).status !== "available")
      return finding;
    return { ...finding, notes: [...finding.notes, { kind: "offered-since", edition: this.#entry.id }] };
  }

  #decide({ query }: PurposeVerdict) {
    return decide(embeddedEdition(this.#entry.id), query, this.options);
  }

  /** Deployments with the same query share the verdict. */
  readonly #known = new WeakMap<Verdict, Difference | "same">();

  #otherwiseThan(judged: PurposeVerdict): Difference | undefined {
    let known = this.#known.get(judged.verdict);
    if (known === undefined) {
      known = this.#compared(judged) ?? "same";
      this.#known.set(judged.verdict, known);
    }
    return known === "same" ? undefined : known;
  }

  #compared(judged: PurposeVerdict): Difference | undefined {
    const { status, reason } = this.#decide(judged);
    const before = judged.verdict;
    if (status === before.status && (reason === before.reason || status !== "restricted")) return undefined;
    if (reason === "retired") return "retired";
    if (reason === "existing-customers") return "existing";
    return BY_STATUS[status];
  }
}

const BY_STATUS: Readonly<Record<Status, Difference>> = {
  restricted: "limited",
  unavailable: "gone",
  available: "offered",
  undocumented: "undocumented",
};

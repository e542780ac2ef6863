/** Deployments that differ in their names alone: if nothing is found in one of them, the others need no judging. */
import type { Judgement } from "../judging/judge";
import type { LocatedDeployment } from "../plan/plan";
import type { Value } from "../plan/values";

/** For runs without limits only: limits look at tags, stacks and names too. */
export class Alike {
  readonly #silent = new Map<string, Judgement>();

  /**
   * Everything that rules and catalog look at in a deployment, in one text. Names are left out: findings show them, and
   * none depends on them.
   * @returns undefined for something that is not a deployment.
   */
  static textOf({ stated, located, trainingRegion, exists, isChanged }: LocatedDeployment): string | undefined {
    if (stated.unread) return undefined;
    const { account, region, configured } = located;
    const { format, model, version, sku, capacity, upgrade, purpose, training, source } = stated;
    const flags = `${exists}${isChanged}${stated.takesTurns}${stated.skuNote !== undefined}${account !== undefined}`;
    return (
      flags +
      textOf(format) +
      textOf(model) +
      textOf(version) +
      textOf(sku) +
      textOf(region.value) +
      textOf(capacity) +
      textOf(upgrade) +
      textOf(purpose) +
      textOf(training) +
      textOf(source) +
      textOf(trainingRegion?.value) +
      textOf(account?.purpose) +
      textOf(account?.training) +
      `${configured?.purpose}|${configured?.training}`
    );
  }

  /** The judgement on a deployment of this text in which nothing was found. */
  silent(text: string): Judgement | undefined {
    return this.#silent.get(text);
  }

  /** Keeps the judgement on a deployment in which nothing was found. */
  keep(text: string, judgement: Judgement): void {
    this.#silent.set(text, judgement);
  }
}

/** With its length, so that no pair of values looks like another pair. */
function textOf(value: Value | undefined): string {
  if (value === undefined) return "_";
  if (value.state === "absent") return "-";
  const text = value.state === "known" ? value.value : value.why;
  return `${value.state}${value.state === "known" && value.wasNumber ? "#" : ""}${text.length}:${text}`;
}

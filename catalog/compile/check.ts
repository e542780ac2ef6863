/** The shape of a check of authored files: what schemas cannot see. */

/** One check: a function from what was authored to what is wrong with it, so that each has a failing fixture. */
export interface LintCheck<Authored> {
  readonly name: string;
  readonly description: string;
  readonly check: (authored: Authored) => string[];
}

/**
 * Runs checks.
 * @returns one line per problem, `check: file: what is wrong`; empty where everything is sound.
 */
export function run<Authored>(checks: readonly LintCheck<Authored>[], authored: Authored): string[] {
  return checks.flatMap((c) => c.check(authored).map((problem) => `${c.name}: ${problem}`));
}

/** Values that stand more than once, each once. */
export function duplicates(values: readonly string[]): string[] {
  return [...new Set(values.filter((v, i) => values.indexOf(v) !== i))];
}

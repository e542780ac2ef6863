/** The shape of a check of authored files. Checks find what schemas cannot. */

/** One check: a function from authored files to their problems, so that a test can give it a bad fixture. */
export interface LintCheck<Authored> {
  readonly name: string;
  readonly description: string;
  readonly check: (authored: Authored) => string[];
}

/**
 * Runs checks.
 * @returns one line per problem, `check: file: what is wrong`; empty if there are none.
 */
export function run<Authored>(checks: readonly LintCheck<Authored>[], authored: Authored): string[] {
  return checks.flatMap((c) => c.check(authored).map((problem) => `${c.name}: ${problem}`));
}

/** The values that occur more than once, each once. */
export function duplicates(values: readonly string[]): string[] {
  return [...new Set(values.filter((v, i) => values.indexOf(v) !== i))];
}

/** How the newest embedded edition judges the deployments of a run, in numbers. */

/** How another edition judges a deployment, if it judges differently. */
export const DIFFERENCES = ["retired", "existing", "limited", "gone", "offered", "undocumented"] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** How the newest embedded edition judges the deployments of a run. */
export interface Tally {
  /** Id of the newest embedded edition. */
  readonly edition: string;
  readonly deployments: number;
  /** How many it judges differently, by how. */
  readonly otherwise: Readonly<Partial<Record<Difference, number>>>;
}

/** Adds up the tallies of several plans. */
export function sumOf(tallies: readonly Tally[]): Tally | undefined {
  const [first] = tallies;
  if (!first) return undefined;
  const otherwise = Object.fromEntries(
    DIFFERENCES.flatMap((how) => {
      const sum = tallies.reduce((all, tally) => all + (tally.otherwise[how] ?? 0), 0);
      return sum === 0 ? [] : [[how, sum]];
    }),
  );
  return { edition: first.edition, deployments: tallies.reduce((all, t) => all + t.deployments, 0), otherwise };
}

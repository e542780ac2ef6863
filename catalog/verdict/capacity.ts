/** Which capacities Azure accepts for a deployment, as the models list of its region states them. */
import type { Capacity } from "../edition/schema";

/** Why Azure refuses a capacity. */
export type CapacityProblem =
  | "capacity-below-minimum"
  | "capacity-above-maximum"
  | "capacity-off-step"
  | "capacity-not-allowed";

/**
 * Checks a capacity against what a models list states.
 * @returns undefined if the list allows it.
 */
export function capacityProblem(stated: Capacity, capacity: number): CapacityProblem | undefined {
  const { minimum = 0, maximum = Number.POSITIVE_INFINITY, step, allowed } = stated;
  if (capacity < minimum) return "capacity-below-minimum";
  if (capacity > maximum) return "capacity-above-maximum";
  if (allowed) return allowed.includes(capacity) ? undefined : "capacity-not-allowed";
  // Steps start at the minimum.
  return step && (capacity - minimum) % step !== 0 ? "capacity-off-step" : undefined;
}

/** The nearest allowed capacities, the smaller one first; empty if the list does not state enough. */
export function nearestCapacities(stated: Capacity, capacity: number): readonly number[] {
  const { minimum = 0, maximum = Number.POSITIVE_INFINITY, step = 1, allowed } = stated;
  const offStep = minimum + Math.floor((Math.min(capacity, maximum) - minimum) / (step || 1)) * (step || 1);
  const candidates = allowed ?? [minimum, offStep, offStep + (step || 1)];
  const accepted = candidates.filter((c) => c > 0 && capacityProblem(stated, c) === undefined);
  const below = accepted.filter((c) => c < capacity);
  const above = accepted.filter((c) => c > capacity);
  return [...(below.length > 0 ? [Math.max(...below)] : []), ...(above.length > 0 ? [Math.min(...above)] : [])];
}

/** The allowed capacities in words: "from 25 to 300 in steps of 25". */
export function capacityText({ minimum, maximum, step, allowed }: Capacity): string {
  return [
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined ? [] : [`${minimum === undefined ? "up to" : "to"} ${maximum}`]),
    ...(allowed ? [`only ${allowed.join(", ")}`] : step === undefined ? [] : [`in steps of ${step}`]),
  ].join(" ");
}

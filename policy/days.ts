/** Days from one date to another, both YYYY-MM-DD; negative where the second is the earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

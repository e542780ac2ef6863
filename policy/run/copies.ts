/** Findings in the copies of one loop of a template. */
import type { UnlevelledFinding } from "../finding";

/**
 * Merges findings that differ only in the number of the copy into the first of them, with their count.
 * @param findings in any order; all others stay as they are, in their order.
 */
export function mergeCopies<F extends UnlevelledFinding>(findings: readonly F[]): F[] {
  const waivers = new Map<object, number>();
  const merged = new Map<string, { readonly finding: F; copies: number }>();
  for (const [i, finding] of findings.entries()) {
    const { copyOf, urn, rule, reason, asked, limit, waiver } = finding;
    if (waiver && !waivers.has(waiver)) waivers.set(waiver, waivers.size);
    const byWaiver = waiver && waivers.get(waiver);
    const { model, version, sku, region } = asked;
    const key =
      copyOf === undefined
        ? `${i}`
        : JSON.stringify([copyOf, urn, rule, reason, model, version, sku, region, limit, byWaiver]);
    const found = merged.get(key);
    if (found) found.copies += 1;
    else merged.set(key, { finding, copies: 1 });
  }
  return [...merged.values()].map(({ finding, copies }) => (copies === 1 ? finding : { ...finding, copies }));
}

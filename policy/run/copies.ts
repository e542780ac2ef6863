/** What is found in the copies of one loop of a template. */
import type { Asked } from "../finding";
import type { Finding } from "../old-finding";
import { safe } from "../text";

interface OfCopy {
  readonly rule: string;
  readonly level?: string | undefined;
  readonly urn?: string;
  /** The loop of the template that makes the deployment. */
  readonly copyOf?: string;
  readonly asked: Asked;
  readonly reason: string;
  readonly limit?: string;
  readonly waiver?: object;
}

/**
 * Makes findings that differ only in the number of a copy one: the first of them, with how many they are.
 * @param findings in any order; the others stay as they are, and where they are.
 */
export function mergeCopies<F extends OfCopy>(
  findings: readonly F[],
): (Omit<F, "copyOf"> & { readonly copies?: number })[] {
  const waivers = new Map<object, number>();
  const merged = new Map<string, { readonly finding: F; copies: number }>();
  for (const [i, finding] of findings.entries()) {
    const { copyOf, urn, rule, level, reason, asked, limit, waiver } = finding;
    if (waiver && !waivers.has(waiver)) waivers.set(waiver, waivers.size);
    const by = waiver && waivers.get(waiver);
    const { model, version, sku, region } = asked;
    const key =
      copyOf === undefined
        ? `${i}`
        : JSON.stringify([copyOf, urn, rule, level, reason, model, version, sku, region, limit, by]);
    const found = merged.get(key);
    if (found) found.copies += 1;
    else merged.set(key, { finding, copies: 1 });
  }
  return [...merged.values()].map(({ finding: { copyOf: _, ...finding }, copies }) =>
    copies === 1 ? finding : { ...finding, copies },
  );
}

/** Says in the finding's text how many copies it is about. */
export function withCopies<F extends Pick<Finding, "copies" | "nested" | "message">>(finding: F): F {
  const { copies, nested, message } = finding;
  if (copies === undefined || nested === undefined) return finding;
  const line = `In the template: ${safe(nested)}`;
  return { ...finding, message: message.replace(`${line}.`, () => `${line}, and ${copies - 1} more copies of it.`) };
}

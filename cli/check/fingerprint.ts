/** Which finding of one run is which finding of another. */
import { createHash } from "node:crypto";
import type { Finding } from "../../policy/finding";

/** What makes a finding the same finding in another run. */
type Identity = Pick<Finding, "rule" | "urn" | "nested" | "reason" | "asked" | "limit" | "stack">;

/**
 * The fingerprint of a finding. It is made of the rule, the resource and which deployment of it (or else the stack), the
 * reason, the deployment that was asked for, and the name of the limit that is broken. Lines of the program, words and
 * the order of findings play no part; another version, SKU or region makes it another finding.
 * @returns 32 hexadecimal digits.
 */
export function fingerprint({ rule, urn, nested, reason, asked, limit, stack }: Identity): string {
  const { model, version, sku, region } = asked;
  const identity = JSON.stringify([
    ...[rule, urn, reason, model, version, sku, region],
    // Only where there is one, so that all other fingerprints stay what they were.
    ...(nested === undefined ? [] : [nested]),
    ...(limit === undefined ? [] : [{ limit }]),
    // A URN has it already.
    ...(urn !== undefined || stack === undefined ? [] : [{ stack }]),
  ]);
  return createHash("sha256").update(identity).digest("hex").slice(0, 32);
}

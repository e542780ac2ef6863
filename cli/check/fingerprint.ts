/** Recognises a finding of one run in another run. */
import { createHash } from "node:crypto";
import type { Finding } from "../../policy/finding";

/** The properties that identify a finding. */
type Identity = Pick<Finding, "rule" | "urn" | "nested" | "reason" | "asked" | "limit" | "stack">;

/**
 * The fingerprint of a finding. It is made from the rule, the resource and its deployment (or the stack), the reason,
 * the deployment that was asked for, and the name of the broken limit. It does not depend on lines of the program,
 * words, or the order of findings. Another version, SKU or region makes it another finding.
 * @returns 32 hexadecimal digits.
 */
export function fingerprint({ rule, urn, nested, reason, asked, limit, stack }: Identity): string {
  const { model, version, sku, region } = asked;
  const identity = JSON.stringify([
    ...[rule, urn, reason, model, version, sku, region],
    // Only if there is one, so that all other fingerprints stay the same.
    ...(nested === undefined ? [] : [nested]),
    ...(limit === undefined ? [] : [{ limit }]),
    // A URN has it already.
    ...(urn !== undefined || stack === undefined ? [] : [{ stack }]),
  ]);
  return createHash("sha256").update(identity).digest("hex").slice(0, 32);
}

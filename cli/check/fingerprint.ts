/** Which finding of one run is which finding of another. */
import { createHash } from "node:crypto";
import type { Finding } from "../../policy/old-finding";

/**
 * The fingerprint of a finding: of its rule, resource (and which deployment of it) or else stack, reason, what was asked for and
 * the organisation's limit that it breaks. Lines of the program, words of the message and the order of findings play no
 * part; another version, SKU or region makes it another finding.
 * @returns 32 hexadecimal digits.
 */
export function fingerprint({ rule, urn, nested, reason, asked, limit, stack }: Finding & { stack?: string }): string {
  const { model, version, sku, region } = asked;
  const identity = JSON.stringify([
    ...[rule, urn, reason, model, version, sku, region],
    // Only where there is one, so that all others stay what they were.
    ...(nested === undefined ? [] : [nested]),
    ...(limit === undefined ? [] : [{ limit }]),
    // A URN has it already.
    ...(urn !== undefined || stack === undefined ? [] : [{ stack }]),
  ]);
  return createHash("sha256").update(identity).digest("hex").slice(0, 32);
}

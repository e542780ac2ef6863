import type { Finding } from "../finding";
import { type Waiver, type Waiving, waiversFor } from "../waiver";
import { expiredLine } from "../words/words";

/** A finding with the waiver that covers it, or with a line that says whose waiver expired. */
export function waive<F extends Finding>(finding: F, by: Waiving): F & { readonly waiver?: Waiver } {
  const { waiver, expired } = waiversFor(finding, by);
  if (waiver) return { ...finding, waiver };
  return expired ? { ...finding, message: `${finding.message}\n${expiredLine(expired)}` } : finding;
}

import type { Finding } from "../old-finding";
import type { Waiver } from "../waiver";
import { expiredLine } from "../words/words";
import { type Waiving, waiversFor } from "./waivers";

/** A finding with the waiver that covers it, or with a line that says whose waiver expired. */
export function waive<F extends Finding>(finding: F, by: Waiving): F & { readonly waiver?: Waiver } {
  const { waiver, expired } = waiversFor(finding, by);
  if (waiver) return { ...finding, waiver };
  return expired ? { ...finding, message: `${finding.message}\n${expiredLine(expired)}` } : finding;
}

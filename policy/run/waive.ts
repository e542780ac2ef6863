import type { UnlevelledFinding } from "../finding";
import { type Waiving, waiversFor } from "./waivers";

/** A finding with the waiver that covers it, or with a note that its waiver expired. */
export function waive<F extends UnlevelledFinding>(finding: F, by: Waiving): F {
  const { waiver, expired } = waiversFor(finding, by);
  if (waiver) return { ...finding, waiver };
  return expired ? { ...finding, notes: [...finding.notes, { kind: "waiver-expired", waiver: expired }] } : finding;
}

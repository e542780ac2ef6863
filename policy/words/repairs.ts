/** Repairs: what was repaired, and what could have been. */
import type { Unrepaired } from "../finding";
import type { Repair } from "../judging/repair";
import { safe } from "../text";

/** What a repair changes: `sku.name "standard" is now "Standard"`. */
function repairText(repair: Repair): string {
  const place = safe(repair.place.join("."));
  if ("from" in repair) return `${safe(repair.from.join("."))} is moved to ${place}`;
  const { before, after, because } = repair;
  const change =
    before === undefined ? `${place} "${safe(after)}" is added` : `${place} ${safe(before)} is now "${safe(after)}"`;
  return because === undefined ? change : `${change}, ${because}`;
}

/** How the inputs of a resource were repaired. */
export function repairedLine(repairs: readonly Repair[]): string {
  return `Repaired: ${repairs.map(repairText).join("; ")}.`;
}

/** What would be repaired in a deployment, and why it is not. */
export function unrepairedLine(repairs: readonly Repair[], why: Unrepaired): string {
  return `${UNREPAIRED[why]}: ${repairs.map(repairText).join("; ")}.`;
}

const UNREPAIRED: Record<Unrepaired, string> = {
  "not here": "What a preview or an update repairs here",
  "not yet": "The update repairs it",
  "not told":
    "Not repaired, since Pulumi does not know the levels of a file that its configuration names (give the level remediate there)",
};

/** Waivers: those that cover a finding, expired ones, and those that cover nothing. */
import { written } from "../text";
import type { Waiver } from "../waiver";

/** " (OPS-1)", or nothing. */
function ticketText({ ticket }: Waiver): string {
  return ticket === undefined ? "" : ` (${written(ticket)})`;
}

/** "Waived until 2025-12-31 by Ann: migration planned (OPS-7)." */
export function waivedLine(waiver: Waiver): string {
  const reason = written(waiver.reason).replace(/\.$/, "");
  return `Waived until ${waiver.expires} by ${written(waiver.owner)}: ${reason}${ticketText(waiver)}.`;
}

/** A finding counts again because its waiver has expired. */
export function expiredLine(waiver: Waiver): string {
  const waiverText = `The waiver of ${written(waiver.owner)}${ticketText(waiver)}`;
  return `${waiverText} expired on ${waiver.expires}, so this finding counts again: fix it, or renew the waiver.`;
}

/** A waiver covers nothing. */
export function unusedLine(waiver: Waiver, isInForce: boolean): string {
  const { rule, urn, stack, deployment, owner, expires, ticket } = waiver;
  const what = [
    ...(stack === undefined ? [] : [`stack ${written(stack)}`]),
    ...(urn === undefined ? [] : [`urn ${written(urn)}`]),
    ...(deployment === undefined ? [] : [`deployment ${written(deployment)}`]),
  ].join(", ");
  const until = isInForce ? `until ${expires}` : `expired on ${expires}`;
  const by = [written(owner), until, ...(ticket === undefined ? [] : [written(ticket)])].join(", ");
  return `The waiver of ${rule} for ${what} (by ${by}) covers no finding.`;
}

/** Findings on capacities that Azure refuses, as the models list of the region states them. */
import type { Edition } from "../../catalog/edition/edition";
import { capacityProblem, capacityText, nearestCapacities } from "../../catalog/verdict/capacity";
import { findOffer } from "../../catalog/verdict/offer";
import type { RuleFinding } from "../finding";
import type { Judgement } from "../judging/judge";
import { known } from "../plan/values";

/**
 * Finds a capacity below the minimum, above the maximum or off the step of what the region's models list has for the
 * model version and SKU. It finds nothing where the list does not offer them at all: that is a finding of its own.
 */
export function capacityFindings({ deployment, asked, fineTuned }: Judgement, edition: Edition): RuleFinding[] {
  const { model, version, sku, region } = asked;
  const text = known(deployment.capacity);
  const capacity = text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
  if (capacity === undefined || model === undefined || sku === undefined || region === undefined) return [];
  // A version that is not known is not the default one.
  if (version === undefined && (fineTuned || deployment.version.state !== "absent")) return [];
  const offer = findOffer(edition, { model, ...(version === undefined ? {} : { version }), sku, region, fineTuned });
  const stated = offer?.capacity;
  const reason = stated && capacityProblem(stated, capacity);
  if (offer === undefined || stated === undefined || reason === undefined) return [];
  const values = nearestCapacities(stated, capacity);
  return [
    {
      reason,
      facts: { kind: "capacity-refused", capacity, stated, date: offer.listDate, fineTuned },
      citations: [{ ...offer.citation, says: `capacity ${capacityText(stated)}` }],
      ...(values.length > 0 ? { waysOut: [{ changes: [{ field: "listed-capacity", values }] }] } : {}),
    },
  ];
}

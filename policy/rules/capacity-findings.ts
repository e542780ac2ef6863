/** Capacities that Azure refuses, by the models list of the region. */
import type { Edition } from "../../catalog/edition/edition";
import { capacityProblem, capacityText, nearestCapacities } from "../../catalog/verdict/capacity";
import { findOffer } from "../../catalog/verdict/offer";
import type { RuleFinding } from "../finding";
import type { Judgement } from "../judging/judge";
import { known } from "../plan/values";

/**
 * Finds a capacity below the minimum, above the maximum or off the step that the region's models list states for the
 * model version and SKU. If the list does not offer them at all, another rule reports that.
 */
export function capacityFindings({ deployment, asked, fineTuned }: Judgement, edition: Edition): RuleFinding[] {
  const { model, version, sku, region } = asked;
  const text = known(deployment.capacity);
  const capacity = text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
  if (capacity === undefined || model === undefined || sku === undefined || region === undefined) return [];
  // An unknown version is not the default one.
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

import { findSku } from "../../catalog/names/skus";
import type { Judgement } from "../judging/judge";
import { placesOf, type Repair, respelt } from "../judging/repair";
import { known } from "../plan/values";
import type { Rule } from "./rule";

/** Reports which value prevented the check of a deployment, why, and how to make it known. */
export const unverifiedDeployment: Rule = {
  name: "unverified-deployment",
  displayName: "The deployment could be checked",
  description: "Every value that the check of a deployment needs should be known from the plan.",
  severity: "medium",
  defaultLevel: "advisory",
  remediationSteps: "Make the named value known before the update, as the message says.",
  settings: (z) => z.strictObject({}),
  deployment: (judgement) => {
    const { judged, deployment, placement } = judgement;
    const limits = placement?.open ?? [];
    const reported = new Set(judgement.unverified.map((u) => u.value));
    const unverified = [...judgement.unverified];
    for (const { unverified: open } of limits) {
      if (!reported.has(open.value)) unverified.push(open);
      reported.add(open.value);
    }
    if (unverified.length === 0) return [];
    const extent = deployment.unread ? "unread" : judged.length === 0 ? "not judged" : "judged";
    return [
      {
        reason: "unverified",
        facts: {
          kind: "unverified",
          deployment: deployment.name,
          extent,
          values: unverified,
          limits: [...new Set(limits.map(({ limit }) => limit))],
        },
        waysOut: unverified.map(({ value, fix }) => ({ changes: [{ field: "unverified", value, fix }] })),
      },
    ];
  },
  repair: (judgement) => {
    const { deployment } = judgement;
    const places = placesOf(deployment);
    if (!places) return [];
    const { misplaced } = places;
    return [
      ...formatRepair(places.format, known(deployment.format)),
      ...(misplaced
        ? [
            { place: misplaced.to, from: misplaced.from },
            ...respelt([...misplaced.to, "name"], misplaced.name, findSku(known(misplaced.name) ?? "")),
          ]
        : []),
      ...numberRepair(judgement, places.version),
    ];
  },
};

function formatRepair(place: Repair["place"], format: string | undefined): Repair[] {
  return format === undefined || format === "OpenAI"
    ? []
    : [{ place, before: JSON.stringify(format), after: "OpenAI" }];
}

/** A number whose digits are a version of the model. If they are not, as with 613, YAML may have dropped a zero. */
function numberRepair({ deployment: { version }, model }: Judgement, place: Repair["place"]): Repair[] {
  if (version.state !== "known" || !version.wasNumber || !model?.byVersion.has(version.value)) return [];
  return [{ place, before: version.value, after: version.value }];
}

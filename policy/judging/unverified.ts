/** Unknown values of a deployment: why they are unknown, and what would make them known. */
import type { Unverified } from "../finding";
import type { PlannedDeployment } from "../plan/deployment";
import { ABSENT, type Value } from "../plan/values";

/** A value that can decide about a deployment, and can be unknown. */
export type OpenValue = "version" | "sku" | "region";

/** What would make a value known. */
export const FIX = {
  model: {
    fix: "Set it to the name of a model, as a plain value or from stack configuration, not from another resource's output.",
    sets: { model: { name: "MODEL" } },
  },
  version: {
    fix: "Set it to a version of the model, in quotes, or take it from stack configuration.",
    sets: { model: { version: "VERSION" } },
  },
  sku: { fix: "Set sku.name from a plain value or from stack configuration.", sets: { sku: { name: "SKU" } } },
} as const;

/** True for a value that is given, and unknown. An omitted value is not open: ARM has rules for it. */
export function isOpen(value: Value): boolean {
  return value.state === "unknown" || value.state === "invalid";
}

/** Why a value is unknown: completes "‹value› is …". */
export function whyOpen(value: Value): string {
  return "why" in value ? value.why : "not given";
}

/** Why a value is unknown, and what to do about it. */
export function unverifiedValue(
  name: OpenValue,
  { regionFrom, regionFix }: Pick<PlannedDeployment, "regionFrom" | "regionFix">,
  value: Value,
): Unverified {
  const why = whyOpen(value);
  if (name !== "region") return { value: name, why, ...FIX[name] };
  return { value: name, why: regionFrom === "" ? why : `${why} (it comes from ${regionFrom})`, fix: regionFix };
}

/** Why the region in which a model was trained is unknown, although `model.source` names the account. */
export function unverifiedSource({
  trainingRegion = ABSENT,
  trainingFix = "",
}: Pick<PlannedDeployment, "trainingRegion" | "trainingFix">): Unverified {
  return { value: "model.source", why: whyOpen(trainingRegion), fix: trainingFix };
}

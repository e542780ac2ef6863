/** What a deployment is for, as its tags or the settings declare it. */
import { TRAININGS } from "../../catalog/names/trainings";
import type { Purpose, Training } from "../../catalog/query";
import type { Unverified } from "../finding";
import type { PlannedDeployment } from "../plan/deployment";
import { known } from "../plan/values";
import { isOpen, whyOpen } from "./unverified";

const PURPOSE_TAG = { tags: { "aoai-purpose": "assistants" } };

const PURPOSES: readonly Purpose[] = ["inference", "fine-tuning", "assistants"];

/**
 * The purposes of a deployment. Every deployment is for inference unless its model is a fine-tuned one.
 * @param unverified takes the values that are unknown.
 */
export function purposesOf(
  { purpose: declared }: Pick<PlannedDeployment, "purpose">,
  fineTuned: boolean,
  unverified: Unverified[],
): Purpose[] {
  if (fineTuned) return ["fine-tuning"];
  const purposes = new Set<Purpose>(["inference"]);
  if (isOpen(declared)) {
    unverified.push({
      value: "purpose",
      why: whyOpen(declared),
      fix: "Give the tag aoai-purpose as a plain value.",
      sets: PURPOSE_TAG,
    });
  }
  for (const word of (known(declared) ?? "").toLowerCase().split(/\s+/).filter(Boolean)) {
    const purpose = PURPOSES.find((p) => p === word);
    if (purpose) purposes.add(purpose);
    else {
      unverified.push({
        value: "purpose",
        why: "not a known purpose",
        fix: "Set the tag aoai-purpose to fine-tuning, assistants, or both separated by a space.",
        sets: PURPOSE_TAG,
      });
    }
  }
  return [...purposes];
}

/**
 * The declared kind of training; undefined if nobody declared one.
 * @param unverified takes the values that are unknown.
 */
export function trainingOf(
  { training: declared }: Pick<PlannedDeployment, "training">,
  unverified: Unverified[],
): Training | undefined {
  const word = known(declared)?.toLowerCase();
  const training = TRAININGS.find((kind) => kind === word);
  if (training !== undefined) return training;
  if (declared.state !== "absent") {
    unverified.push({
      value: "training",
      why: "why" in declared ? declared.why : "not a known kind of training",
      fix: "Set the tag aoai-training to standard, data-zone, global or developer.",
      sets: { tags: { "aoai-training": "standard" } },
    });
  }
  return undefined;
}

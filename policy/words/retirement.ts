/** The end of a model. */
import type { Offer } from "../../catalog/query";
import { daysBetween } from "../days";
import type { Ending } from "../finding";
import { whereText } from "./names";

/**
 * When a deployment retires, by its source. A date that had passed when the source was written reads differently from
 * one that was planned then.
 * @returns the sentence after the model's name: "is scheduled to retire on …".
 */
export function retirementText(ending: Ending, today: string): string {
  const { stage, retires, asOf, retired } = ending;
  const where = whereText(ending);
  if (retired) {
    if (retires === undefined) return `is retired${where}`;
    return retires <= asOf ? `was retired on ${retires}${where}` : `is retired${where}; its date was ${retires}`;
  }
  if (retires === undefined) return `is being retired${where}; no date is given`;
  const isPreview = stage === "Preview";
  if (retires <= today) {
    return `${isPreview ? "could be retired from" : "was scheduled to retire on"} ${retires}${where}, as planned on ${asOf}`;
  }
  const days = daysBetween(today, retires);
  const left = ` (in ${days} day${days === 1 ? "" : "s"})`;
  return `${isPreview ? "is not retired before" : "is scheduled to retire on"} ${retires}${where}${left}`;
}

/** The end of an offer in a models list. */
export function endingOf({ sku, region, retires, listDate, retired, lifecycleStatus }: Offer): Ending {
  return {
    stage: lifecycleStatus === "Preview" ? "Preview" : "GA",
    ...(retires === undefined ? {} : { retires }),
    ...{ asOf: listDate, retired, sku, region },
  };
}

/** The end of a model. */
import type { Offer } from "../../catalog/query";
import { daysBetween } from "../days";

/**
 * When a deployment retires, as the models list of its region says. A date that had passed when the list was made is
 * told from one that was only planned then.
 * @returns the sentence after the model's name: "is scheduled to retire on …".
 */
export function retirementText({ sku, region, retires, listDate, retired }: Offer, today: string): string {
  const where = ` as ${sku} in ${region}`;
  if (retires === undefined) return `is ${retired ? "retired" : "being retired"}${where}; the list gives no date`;
  if (retired && retires > listDate) return `is retired${where}; the list gives ${retires} as its date`;
  if (retires <= listDate) return `was retired on ${retires}${where}`;
  if (retires <= today) return `was scheduled to retire on ${retires}${where}`;
  const days = daysBetween(today, retires);
  return `is scheduled to retire on ${retires}${where} (in ${days} day${days === 1 ? "" : "s"})`;
}

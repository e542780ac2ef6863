/** How old an edition is on the date of judgement. */
import { daysBetween } from "../../../policy/days";
import { count } from "../../../policy/words/names";

export function Age({ date, asOf }: { readonly date: string; readonly asOf: string }) {
  return <span class="unbroken">{count(Math.max(0, daysBetween(date, asOf)), "day")} old</span>;
}

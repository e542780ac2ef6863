/** Words about a model or version that is newer than the edition, so that the edition cannot know it. */
import type { NewerThanEdition } from "../../catalog/query";
import { daysBetween } from "../days";
import { nameText } from "./names";

/**
 * Explains that the edition cannot know a name, how old the edition is, and what helps.
 * @param today the date of judgement, YYYY-MM-DD.
 * @returns whole sentences, safe to print.
 */
export function newerLines({ field, name, edition, released, namedBy }: NewerThanEdition, today: string): string[] {
  const age = daysBetween(edition, today);
  const since = released === undefined ? "" : `, released on ${released},`;
  const helps =
    namedBy.length > 0
      ? `Edition ${namedBy.at(-1)} of this package names it: set catalog: { edition: latest } in the settings, or use --edition latest.`
      : "Get a newer edition: azure-openai-guard catalog refresh.";
  return [
    `The ${field} ${nameText(name)}${since} is newer than the edition of ${edition}, which is ${age} ${age === 1 ? "day" : "days"} old and cannot know it.`,
    helps,
  ];
}

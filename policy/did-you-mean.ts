/** Did you mean, as the end of a message: for the words of the settings and of the command line. */
import { nearestWord } from "../catalog/names/suggest";

export { nearestWord as nearest };

/**
 * Ends a message about a word that is none of those allowed.
 * @returns `did you mean "x"?` where one of them is near, else the list of them.
 */
export function didYouMean(asked: string, allowed: readonly string[]): string {
  const best = nearestWord(asked, allowed);
  return best === undefined ? `expected ${either(allowed)}` : `did you mean "${best}"?`;
}

/** "a, b or c" */
export function either(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** "Did you mean", for words in settings and on the command line. */
import { nearestWord } from "../catalog/names/suggest";

export { nearestWord as nearest };

/**
 * The end of a message about a word that is not allowed.
 * @returns `did you mean "x"?` if an allowed word is near, else the list of allowed words.
 */
export function didYouMean(asked: string, allowed: readonly string[]): string {
  const best = nearestWord(asked, allowed);
  return best === undefined ? `expected ${either(allowed)}` : `did you mean "${best}"?`;
}

/** "a, b or c" */
export function either(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

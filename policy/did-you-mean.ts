/** Did you mean, for the words of the settings and of the command line. The catalog has its own, for its names. */
import { distance } from "fastest-levenshtein";

/**
 * Ends a message about a word that is none of those allowed.
 * @returns `did you mean "x"?` where one of them is near, else the list of them.
 */
export function didYouMean(asked: string, allowed: readonly string[]): string {
  const best = nearest(asked, allowed);
  return best === undefined ? `expected ${either(allowed)}` : `did you mean "${best}"?`;
}

/** The word that was probably meant; undefined where none is near. */
export function nearest(asked: string, allowed: readonly string[]): string | undefined {
  const [best] = allowed
    .map((word) => ({ word, far: distance(asked.toLowerCase().slice(0, 64), word.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  const near = best !== undefined && best.far <= Math.max(1, Math.floor(best.word.length / 3));
  return near ? best.word : undefined;
}

/** "a, b or c" */
export function either(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

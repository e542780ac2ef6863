/** The parts of a query that have a fixed set of values. */
import { TRAININGS } from "../../catalog/names/trainings";
import type { Purpose, Training } from "../../catalog/query";
import { didYouMean } from "../../policy/did-you-mean";
import { quote } from "../../policy/escape";

export const PURPOSES: readonly Purpose[] = ["inference", "fine-tuning", "assistants"];

/** A word that is not allowed; the message names it and the nearest allowed one. */
export class WordError extends Error {}

/** A purpose by its name, without regard to case. */
export function parsePurpose(text: string): Purpose {
  return parseWord("purpose", text, PURPOSES);
}

/** A kind of training by its name, without regard to case. */
export function parseTraining(text: string): Training {
  return parseWord("training", text, TRAININGS);
}

function parseWord<T extends string>(what: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === text) ?? allowed.find((word) => word === text.toLowerCase());
  if (found !== undefined) return found;
  throw new WordError(`unknown ${what} ${quote(text)}; ${didYouMean(text, allowed)}`);
}

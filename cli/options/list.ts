/** Options that take several names. It does not load the catalog, because the grammar of a command needs it. */
import { InvalidArgumentError } from "commander";

/** Names with commas between. An option that is given several times, or takes several arguments, adds to them. */
export function parseList(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  // No name at all would mean no filter at all.
  if (names.includes("")) throw new InvalidArgumentError("Expected names with commas between.");
  return [...before, ...names];
}

/** The value of `--granted`, given once or several times. It may be empty, like many variables of a pipeline. */
export function parseGranted(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Options that take several names. It knows no catalog: the grammar of a command must not wait for one. */
import { InvalidArgumentError } from "commander";

/** Names with commas between; an option that is given several times, or takes several arguments, adds to them. */
export function parseList(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  // No name at all would mean no filter at all.
  if (names.includes("")) throw new InvalidArgumentError("Expected names with commas between.");
  return [...before, ...names];
}

/** What `--granted` says, given once or several times. It may be empty, as a variable of a pipeline often is. */
export function parseGranted(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** `--granted`: access conditions that an organisation was granted. */
import type { Edition } from "../../catalog/edition/edition";
import { didYouMean } from "../../policy/did-you-mean";
import { quote } from "../../policy/escape";
import { accessIds } from "../../policy/schema/granted";
import { UsageError } from "../shell/context";

/** Access conditions that were granted, checked: a misspelt one would silently have no effect. */
export function checkGranted(edition: Edition, asked: readonly string[]): string[] {
  const known = accessIds(edition);
  return asked
    .flatMap((ids) => ids.split(","))
    .map((id) => id.trim())
    .filter((id) => id !== "")
    .map((id) => {
      const found = known.find((k) => k === id.toLowerCase());
      if (found !== undefined) return found;
      throw new UsageError(`unknown access condition ${quote(id)} in --granted; ${didYouMean(id, known)}`);
    });
}

/** `--region`: a region by any of its names. */
import { findRegion } from "../catalog/regions";
import { suggestRegions } from "../catalog/suggest";
import { UsageError } from "./command";
import { quote } from "./escape";

/**
 * The id of a region that was given by id or display name.
 * @throws UsageError where no Azure region has that name.
 */
export function checkRegion(name: string): string {
  const region = findRegion(name);
  if (region) return region.id;
  const near = suggestRegions(name);
  const hint =
    near.length > 0 ? `did you mean ${near.join(" or ")}?` : 'expected an id or a display name: eastus2, "East US 2"';
  throw new UsageError(`unknown region ${quote(name)} in --region; ${hint}`);
}

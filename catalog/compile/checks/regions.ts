import { REGIONS, type Region, regionKey } from "../../names/regions";
import { duplicates } from "../check";

/** Checks regions.json itself: ids unique, and no name that means two regions. */
export function checkRegions(regions: readonly Region[] = REGIONS): string[] {
  const owners = new Map<string, string>();
  const problems = duplicates(regions.map((r) => r.id)).map((id) => `regions.json: ${id} is listed twice`);
  for (const r of regions) {
    for (const name of [r.id, r.displayName, r.japaneseName, ...(r.otherNames ?? [])]) {
      if (name === undefined) continue;
      const owner = owners.get(regionKey(name));
      if (owner !== undefined && owner !== r.id) problems.push(`regions.json: "${name}" means ${owner} and ${r.id}`);
      owners.set(regionKey(name), r.id);
    }
  }
  return problems;
}

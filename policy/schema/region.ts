/** Regions in settings. */
import type { z } from "zod";
import { findRegion, REGIONS } from "../../catalog/names/regions";
import { suggestRegions } from "../../catalog/names/suggest";
import { safe } from "../text";

/** What is wrong with the name of a region; undefined for one that Azure has. */
function regionProblem(name: string): string | undefined {
  if (findRegion(name) !== undefined) return undefined;
  const [near] = suggestRegions(name);
  const hint = near === undefined ? "" : `; did you mean "${near}"?`;
  return `expected an Azure region, found "${safe(name)}"${hint}`;
}

/** The schema of a region, by id or display name. */
export function regionSchema(zod: typeof z) {
  return zod
    .string()
    .superRefine((name, context) => {
      const message = regionProblem(name);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    })
    .describe("Azure region, by id or display name.")
    .meta({ examples: REGIONS.map((r) => r.id) });
}

/**
 * The schema of moves from region to region. None may lead to the start of another one: the account would move on at
 * the next run.
 */
export function movesSchema(zod: typeof z) {
  return zod.record(zod.string(), regionSchema(zod)).superRefine((moves, context) => {
    const ids = Object.keys(moves).map((from) => findRegion(from)?.id);
    for (const [i, [from, to]] of Object.entries(moves).entries()) {
      const target = findRegion(to)?.id;
      const message =
        regionProblem(from) ??
        (ids.indexOf(ids[i]) < i
          ? "this region is given twice"
          : target !== undefined && ids.includes(target)
            ? "expected a region that no account is moved out of"
            : undefined);
      if (message !== undefined) context.addIssue({ code: "custom", path: [from], message });
    }
  });
}

/** Regions in settings. */
import type { z } from "zod";
import { findRegion, REGIONS } from "../../catalog/regions";
import { suggestRegions } from "../../catalog/suggest";
import { safe } from "../words";

/** The schema of a region, by id or display name. */
export function regionSchema(zod: typeof z) {
  return zod
    .string()
    .superRefine((name, context) => {
      if (findRegion(name) !== undefined) return;
      const [near] = suggestRegions(name);
      const hint = near === undefined ? "" : `; did you mean "${near}"?`;
      context.addIssue({ code: "custom", message: `expected an Azure region, found "${safe(name)}"${hint}` });
    })
    .describe("Azure region, by id or display name.")
    .meta({ examples: REGIONS.map((r) => r.id) });
}

/** Access that Microsoft grants: which ids there are is a matter of the edition. */
import type { z } from "zod";
import type { Edition } from "../../catalog/edition/edition";
import { embeddedGrantableIds } from "../../catalog/edition/embedded";
import { grantableIds } from "../../catalog/verdict/access";

/** Ids of the access conditions that an edition has, and of those of the embedded ones: settings outlive an edition. */
export function accessIds(edition: Edition): readonly string[] {
  return [...new Set([...embeddedGrantableIds(), ...grantableIds(edition)])];
}

/** The schema of what an organisation was granted. */
export function grantedSchema(zod: typeof z, edition: Edition) {
  return zod
    .array(zod.enum(accessIds(edition)))
    .describe("Ids of the access conditions that Microsoft granted to the organisation.");
}

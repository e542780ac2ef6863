/** Access that Microsoft grants: which ids there are is a matter of the edition. */
import type { z } from "zod";
import type { Edition } from "../../catalog/edition/edition";

/** Ids of the access conditions that an edition has. */
export function accessIds(edition: Edition): readonly string[] {
  const { models } = edition.data;
  return [
    ...new Set(models.flatMap((m) => m.versions.flatMap((v) => Object.values(v.access).map((access) => access.id)))),
  ];
}

/** The schema of what an organisation was granted. */
export function grantedSchema(zod: typeof z, edition: Edition) {
  return zod
    .array(zod.enum(accessIds(edition)))
    .describe("Ids of the access conditions that Microsoft granted to the organisation.");
}

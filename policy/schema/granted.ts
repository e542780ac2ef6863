/** Access that Microsoft grants: the edition in force knows the ids. */
import type { z } from "zod";
import type { Edition } from "../../catalog/edition/edition";
import { embeddedGrantableIds } from "../../catalog/edition/embedded";
import { grantableIds } from "../../catalog/verdict/access";
import { didYouMean } from "../did-you-mean";
import { safe } from "../text";

/** Ids of the access conditions of an edition and of all embedded ones: settings outlive an edition. */
export function accessIds(edition?: Edition): readonly string[] {
  return [...new Set([...embeddedGrantableIds(), ...(edition === undefined ? [] : grantableIds(edition))])];
}

/**
 * The schema of what an organisation was granted. It takes any text, because an edition file has its own ids, and is
 * not open when settings are read. {@link grantedProblem} checks the ids.
 */
export function grantedSchema(zod: typeof z) {
  return zod
    .array(
      zod
        .string()
        .regex(/\S/, "expected an id, found none")
        .meta({ examples: [...embeddedGrantableIds()] }),
    )
    .describe("Ids of the access that Microsoft granted to the organisation.");
}

/**
 * What is wrong with an id of granted access: a misspelt one would silently have no effect.
 * @param edition the edition in force; the embedded editions count too. If omitted, only they count.
 * @returns undefined if the id is known.
 */
export function grantedProblem(id: string, edition?: Edition): string | undefined {
  // Most ids are of embedded editions, so no other edition needs to be searched.
  if (embeddedGrantableIds().includes(id)) return undefined;
  const known = accessIds(edition);
  return known.includes(id) ? undefined : `"${safe(id)}" is not known; ${didYouMean(id, known)}`;
}

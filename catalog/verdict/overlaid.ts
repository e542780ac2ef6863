/** Applies an organisation's own statements to a decision. */
import type { Edition } from "../edition/edition";
import { citeStatement } from "../edition/overlay";
import type { OverlayStatement } from "../edition/statement";
import type { Sku } from "../names/skus";
import type { Condition, Decision, Purpose } from "../query";

/** The deployment that statements are compared with; names in the catalog's spelling. */
export interface Overlaid {
  readonly model: string;
  readonly version: string;
  /** Absent for training, where the SKU does not matter. */
  readonly sku?: Sku;
  readonly region: string;
  readonly purpose: Purpose;
}

/**
 * Applies the overlay to a decision. If one statement removes a deployment, no other can add it.
 * @param underlying decides without the overlay.
 */
export function overlaid(edition: Edition, asked: Overlaid, underlying: () => Decision): Decision {
  const { overlay } = edition;
  if (!overlay) return underlying();
  const matching = overlay.inForce.filter((s) => speaksOf(s, asked));
  const taken = matching.find((s) => s.effect === "unavailable");
  const added = matching.find((s) => s.effect === "available");
  const says = taken ?? added;
  if (!says) return underlying();
  const citation = citeStatement(says, overlay.date);
  const decision = underlying();
  const passes = decision.status === "available";
  if (taken) {
    return {
      status: "unavailable",
      reason: "overlay",
      cite: () => [citation, ...(passes || decision.status === "restricted" ? decision.cite() : [])],
      ...(passes ? { contradicted: decision.cite } : {}),
    };
  }
  if (passes) return decision;
  const { status, cite, conditions, offer } = decision;
  return {
    status: "available",
    reason: "overlay",
    cite: () => [citation, ...(status === "unavailable" ? cite() : [])],
    conditions: () => [
      { kind: "overlay", text: conditionText(says), citation } satisfies Condition,
      ...(conditions?.() ?? []),
    ],
    ...(status === "unavailable" ? { contradicted: cite } : {}),
    ...(offer ? { offer } : {}),
  };
}

function speaksOf(statement: OverlayStatement, asked: Overlaid): boolean {
  const { effect, model, version, sku, regions, purpose } = statement;
  const same = (a: string | undefined, b: string) => a === undefined || a.toLowerCase() === b.toLowerCase();
  const forPurpose = purpose ?? (effect === "available" ? "inference" : asked.purpose);
  return (
    same(model, asked.model) &&
    same(version, asked.version) &&
    (sku === undefined || sku === asked.sku) &&
    (regions === undefined || regions.includes(asked.region)) &&
    forPurpose === asked.purpose
  );
}

function conditionText({ reason, from, expires, owner }: OverlayStatement): string {
  return `Only by the ${from}, until ${expires}${owner === undefined ? "" : `, by ${owner}`}: ${reason}`;
}

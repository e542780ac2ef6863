/** Access conditions: what only customers with granted access, or existing customers, can deploy. */
import type { Edition, IndexedVersion } from "../edition/edition";
import type { VersionFacts } from "../edition/schema";
import type { Sku } from "../names/skus";
import type { Condition, Decision } from "../query";
import { isGranted, type VersionQuestion } from "./asking";
import { cite } from "./citation";
import { existingCustomersId, type Life, lifeConditions, lifecycleOf } from "./lifecycle";

type Access = NonNullable<VersionFacts["access"]["Standard"]>;

/** The access condition on a SKU. The document has conditions on two SKUs; a condition on both applies to every SKU. */
function accessTo({ access }: IndexedVersion, sku: Sku): Access | undefined {
  if (sku === "Standard" || sku === "GlobalStandard") return access[sku];
  return access.Standard?.id === access.GlobalStandard?.id ? access.Standard : undefined;
}

/**
 * The status of an offered deployment: open to all, or only to customers with granted access.
 * @param life what is known about its retirement; it is not retired.
 * @returns status and reason, with their conditions.
 */
export function offered(
  asking: VersionQuestion,
  life: Life | undefined,
): Pick<Decision, "status" | "reason" | "conditions" | "lifecycle"> {
  const { edition, facts, sku, model, version, options } = asking;
  const access = asking.fineTuned ? undefined : accessTo(facts, sku);
  const conditions = (): Condition[] => [
    ...(access
      ? [
          {
            kind: "limited-access" as const,
            access: access.id,
            text: access.condition,
            citation: cite(edition, access.place, access.condition),
          },
        ]
      : []),
    ...(life ? lifeConditions(asking, life) : []),
  ];
  const rest = { conditions, ...(life ? { lifecycle: () => lifecycleOf(asking, life) } : {}) };
  if (access && !isGranted(access.id, options)) return { status: "restricted", reason: "limited-access", ...rest };
  const isClosed = life?.stage === "Deprecated" && !asking.fineTuned;
  if (isClosed && !isGranted(existingCustomersId(model.name, version), options)) {
    return { status: "restricted", reason: "existing-customers", ...rest };
  }
  return { status: "available", reason: "listed", ...rest };
}

/** The id by which an organisation declares access to training by invitation, or closed to new customers. */
export function trainingAccessId(model: string, version: string): string {
  return `${model}-${version}-training`.toLowerCase();
}

/** Every id that an organisation can declare as granted under an edition, sorted. */
export function grantableIds(edition: Edition): string[] {
  const ids = new Set<string>();
  for (const { name, versions, unversioned } of edition.models.values()) {
    for (const facts of [...versions, ...(unversioned ? [unversioned] : [])]) {
      for (const access of Object.values(facts.access)) ids.add(access.id);
      const isDeprecated =
        facts.schedule?.some((row) => row.lifecycle === "Deprecated") ||
        facts.listings?.some((entry) => entry.facts.status === "Deprecating");
      if (isDeprecated) ids.add(existingCustomersId(name, facts.version));
      const { training, fineTunedSchedule } = facts;
      if (training?.invitation || training?.existingCustomers || fineTunedSchedule?.existingCustomers) {
        ids.add(trainingAccessId(name, facts.version));
      }
    }
  }
  return [...ids].sort();
}

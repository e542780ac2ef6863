/** Verdicts on deployments for Assistants. */
import type { Decision } from "../query";
import { uniqueCitations, type VersionQuestion } from "./asking";
import { cite, citeRegion } from "./citation";
import { decideInference, regionNotListed } from "./inference";
import { skuNotCovered } from "./unknown";

/** Decides on a deployment for Assistants in a region of the public cloud. */
export function decideAssistants(asking: VersionQuestion, region: string): Decision {
  const { edition, facts, sku } = asking;
  const table = edition.tables.assistants;
  if ((sku !== "Standard" && sku !== "GlobalStandard") || !table) return withoutTable(asking);
  const column = facts.assistants;
  if (!column) {
    return {
      status: "unavailable",
      reason: "not-supported-by-assistants",
      cite: () => [cite(edition, table.place, "the table has no column for this model version")],
    };
  }
  if (sku === "GlobalStandard") {
    if (table.rows[region] === undefined) return regionNotListed(asking, [column], region);
    return decideInference(asking, region);
  }
  if (column.regions[region] === undefined) return regionNotListed(asking, [column], region);
  const citeCell = () => citeRegion(edition, column, region);
  if (!edition.lists.has(region)) return { status: "available", reason: "listed", cite: () => [citeCell()] };
  // A model that a region cannot deploy cannot serve Assistants there either.
  const deployed = decideInference(asking, region);
  const says = deployed.status === "unavailable" ? [citeCell()] : [];
  return {
    ...deployed,
    cite: () => uniqueCitations([...deployed.cite(), citeCell()]),
    contradicted: () => uniqueCitations([...(deployed.contradicted?.() ?? []), ...says]),
  };
}

function withoutTable({ edition, sku }: VersionQuestion): Decision {
  if (edition.tables.assistants) return skuNotCovered(edition, sku);
  return {
    status: "undocumented",
    reason: "sku-not-covered",
    cite: () => [
      cite(edition, { section: edition.data.document.titleInDocument }, "the pages have no table of Assistants"),
    ],
  };
}

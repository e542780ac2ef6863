/** Verdicts on deployments of fine-tuned models, by models lists or by the pages about fine-tuning. */
import type { RegionStatement } from "../edition/schema";
import { skuFacts } from "../names/skus";
import type { Decision } from "../query";
import { offered } from "./access";
import { nameOf, type VersionQuestion } from "./asking";
import { cite, citeAbsence, citeRegion } from "./citation";
import { lifeOf } from "./lifecycle";
import { decideListed } from "./listed";

/** Decides on a deployment of a model that was fine-tuned from the query's version. */
export function decideFineTuned(asking: VersionQuestion, region: string): Decision {
  const { edition, facts, sku } = asking;
  const documented = () => decideByPages(asking, region);
  const list = edition.lists.get(region);
  if (list) return decideListed(asking, list, region, documented);
  if (!edition.trainingPage) {
    return {
      status: "undocumented",
      reason: "no-region-table",
      cite: () => {
        const place = facts.named[0];
        return place ? [cite(edition, place, `says nothing of deploying fine-tuned models as ${sku}`)] : [];
      },
    };
  }
  return documented();
}

function decideByPages(asking: VersionQuestion, region: string): Decision {
  const { edition, facts, sku } = asking;
  const { training } = facts;
  if (!training?.deployments) {
    return {
      status: "unavailable",
      reason: "not-fine-tunable",
      cite: () => {
        const page = edition.trainingPage?.place;
        return page ? [cite(edition, page, `the table has no row for ${nameOf(asking)}`)] : [];
      },
    };
  }
  const { reach, billing } = skuFacts(sku);
  const { standard = [], provisioned = [] } = facts.fineTunedDeployments ?? {};
  if (billing === "provisioned") {
    // The page says "provisioned" without naming the SKU; it certainly means the regional one.
    return decideByRegions(asking, provisioned, region, reach === "region");
  }
  if (sku === "Standard") return decideByRegions(asking, standard, region, true);
  if (!training.deployments.skus.includes(sku)) return skuNotOffered(asking);
  const elsewhere = regionLacksSku(asking, region);
  if (elsewhere) return elsewhere;
  return { ...offered(asking, lifeOf(facts, sku, true)), cite: () => [citeOptions(asking)] };
}

function citeOptions({ edition, facts }: VersionQuestion) {
  const { training } = facts;
  const options = training?.deployments;
  const place = { ...(training?.place ?? { section: "" }), ...(options ? { column: options.column } : {}) };
  return cite(edition, place, [options?.says, options?.note].filter(Boolean).join("; "));
}

function skuNotOffered(asking: VersionQuestion): Decision {
  return { status: "unavailable", reason: "sku-not-listed", cite: () => [citeOptions(asking)] };
}

/** @param isStated whether the page names the SKU, or only its kind. */
function decideByRegions(
  asking: VersionQuestion,
  statements: readonly RegionStatement[],
  region: string,
  isStated: boolean,
): Decision {
  const { edition, facts, sku } = asking;
  if (statements.length === 0) return skuNotOffered(asking);
  const listing = statements.filter((s) => s.regions[region] !== undefined);
  const cited = (listing.length > 0 ? listing : statements).map((s) => citeRegion(edition, s, region));
  if (listing.length === 0) return { status: "unavailable", reason: "region-not-listed", cite: () => cited };
  if (!isStated) return { status: "undocumented", reason: "sku-not-stated", cite: () => cited };
  return { ...offered(asking, lifeOf(facts, sku, true)), cite: () => cited };
}

/** The verdict on a region that offers no model with the SKU, and so no fine-tuned one either. */
function regionLacksSku({ edition, sku }: VersionQuestion, region: string): Decision | undefined {
  const { billing } = skuFacts(sku);
  if (billing === "developer") return undefined;
  const pages = edition.pages.get(sku) ?? [];
  if (pages.some((table) => table.regions[region] !== undefined)) return undefined;
  return {
    status: "unavailable",
    reason: "region-not-listed",
    cite: () => citeAbsence(edition, sku, region, `no table of ${sku} has a column for ${region}`),
  };
}

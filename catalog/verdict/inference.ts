/** Verdicts on deployments for inference. The first step that applies decides. */
import type { RegionStatement } from "../edition/schema";
import { type Sku, skuFacts } from "../names/skus";
import type { Citation, Decision } from "../query";
import { offered } from "./access";
import { nameOf, releasedAfter, type VersionQuestion } from "./asking";
import { cite, citeAbsence, citeRegion } from "./citation";
import { decideFineTuned } from "./fine-tuned";
import { citeLife, lifeOf, retired } from "./lifecycle";
import { addedByList, decideListed } from "./listed";
import { findOffer } from "./offer";
import { skuNotCovered } from "./unknown";

/** Decides on a deployment in a region of the public cloud. */
export function decideInference(asking: VersionQuestion, region: string): Decision {
  const { edition, facts, sku, fineTuned } = asking;
  const life = lifeOf(facts, sku, fineTuned);
  if (life?.retired) return withTick(asking, region, retired(asking, life));
  if (fineTuned) return decideFineTuned(asking, region);
  if (skuFacts(sku).fineTunedOnly && edition.knowsFineTuned) return fineTunedOnly(asking, region);
  const list = edition.lists.get(region);
  if (list) return decideListed(asking, list, region, () => decideDocumented(asking, region));
  return addedByList(asking, region) ?? decideDocumented(asking, region);
}

/** Adds citations of tables that still tick a retired version, after the source that retires it. */
function withTick(asking: VersionQuestion, region: string, decision: Decision): Decision {
  const ticked = (): Citation[] => {
    const documented = decideDocumented(asking, region);
    const isListed = documented.status === "available" || documented.status === "restricted";
    return isListed && !asking.fineTuned ? documented.cite() : [];
  };
  const { edition, model, version, sku, fineTuned } = asking;
  return {
    ...decision,
    cite: () => [...decision.cite(), ...ticked()],
    contradicted: ticked,
    offer: () => findOffer(edition, { model: model.name, version, sku, region, fineTuned }),
  };
}

function fineTunedOnly(asking: VersionQuestion, region: string): Decision {
  const { edition, model, sku } = asking;
  return {
    status: "unavailable",
    reason: "fine-tuned-only",
    cite: () => {
      const page = edition.trainingPage?.place;
      const list = edition.lists.get(region);
      const says = `${sku} takes models that were fine-tuned from ${model.name}, not the base model`;
      if (page) return [cite(edition, page, says)];
      return list ? [cite(edition, { from: list.source, section: "format OpenAI" }, says)] : [];
    },
  };
}

/** Decides only by the document and pages of the documentation. */
function decideDocumented(asking: VersionQuestion, region: string): Decision {
  const { edition, facts, sku } = asking;
  if (!edition.tabled.includes(sku)) return skuNotCovered(edition, sku);
  const statements = facts.inference[sku] ?? [];
  const listing = statements.filter((s) => s.regions[region] !== undefined);
  if (listing.length > 0) return listed(asking, region, listing);

  const { assistants } = facts;
  if (sku === "Standard" && assistants?.regions[region] !== undefined) {
    return {
      status: "undocumented",
      reason: "assistants-only",
      cite: () => [assistants, ...statements].map((s) => citeRegion(edition, s, region)),
    };
  }
  if (statements.length > 0) {
    return regionNotInTable(asking, region) ?? regionNotListed(asking, statements, region);
  }
  if (facts.skuNotStated) return decideAnySku(asking, facts.skuNotStated, region);
  return decideWithoutTable(asking, region);
}

/** The verdict on a listed deployment. */
function listed(asking: VersionQuestion, region: string, listing: readonly RegionStatement[]): Decision {
  const { edition, facts, sku, fineTuned } = asking;
  const status = offered(asking, lifeOf(facts, sku, fineTuned));
  return {
    ...status,
    cite: () => [
      ...listing.map((s) => citeRegion(edition, s, region)),
      ...(status.reason === "existing-customers" ? citeLife(asking) : []),
      ...citeSuperseded(asking, region, true),
    ],
    contradicted: () => citeSuperseded(asking, region, true),
  };
}

/** The verdict on a region that the tables of a SKU lack, if they are known to lack some regions. */
function regionNotInTable({ edition, sku }: VersionQuestion, region: string): Decision | undefined {
  const pages = edition.pages.get(sku);
  if (!skuFacts(sku).tablesOmitRegions || !pages || pages.some((table) => table.regions[region] !== undefined)) {
    return undefined;
  }
  return {
    status: "undocumented",
    reason: "region-not-in-table",
    cite: () => citeAbsence(edition, sku, region, `no table of ${sku} has a column for ${region}`),
  };
}

/** The verdict on a region that the statements about a version and SKU do not have. */
export function regionNotListed(
  asking: VersionQuestion,
  statements: readonly RegionStatement[],
  region: string,
): Decision {
  const { edition, sku } = asking;
  const cited = () => {
    const pages = edition.pages.get(sku);
    const isPaged = pages !== undefined && statements.every((s) => pages.some((table) => table.source === s.source));
    if (!isPaged) return statements.map((s) => citeRegion(edition, s, region));
    const there = statements.filter((s) => edition.tables[s.source]?.rows[region] !== undefined);
    if (there.length > 0) return there.map((s) => citeRegion(edition, s, region));
    const inSome = pages.some((table) => table.regions[region] !== undefined);
    return citeAbsence(
      edition,
      sku,
      region,
      inSome ? `the table has no row for ${nameOf(asking)}` : `no table of ${sku} has a column for ${region}`,
    );
  };
  return {
    status: "unavailable",
    reason: "region-not-listed",
    cite: () => [...cited(), ...citeSuperseded(asking, region, false)],
    contradicted: () => citeSuperseded(asking, region, false),
  };
}

/** Decides by lists of regions without a SKU. */
function decideAnySku(asking: VersionQuestion, statements: readonly RegionStatement[], region: string): Decision {
  const { edition, sku } = asking;
  const listing = statements.filter((s) => s.regions[region] !== undefined);
  if (listing.length === 0) return regionNotListed(asking, statements, region);
  if (sku === "Standard") return listed(asking, region, listing);
  return {
    status: "undocumented",
    reason: "sku-not-stated",
    cite: () => listing.map((s) => ({ ...citeRegion(edition, s, region), says: `${region}, and no SKU is stated` })),
  };
}

/** Decides on a version that no table or list of the SKU mentions. */
function decideWithoutTable(asking: VersionQuestion, region: string): Decision {
  const { edition, facts, sku } = asking;
  const dropped = facts.dropped?.[sku];
  if (dropped) {
    return {
      status: "unavailable",
      reason: "sku-not-listed",
      cite: () => [...citeMissingVersion(asking, region), ...citeSuperseded(asking, region, false)],
      contradicted: () => citeSuperseded(asking, region, false),
    };
  }
  const gap = sku === "Standard" || sku === "GlobalStandard" ? facts.notReproduced?.[sku] : undefined;
  if (gap) {
    return {
      status: "undocumented",
      reason: "table-not-reproduced",
      cite: () => [cite(edition, gap.place, gap.statement)],
    };
  }
  const older = olderPage(asking);
  if (older !== undefined) {
    return {
      status: "undocumented",
      reason: "source-older",
      cite: () =>
        citeAbsence(
          edition,
          sku,
          region,
          `the page is of ${older}, before ${nameOf(asking)} was released: it cannot know it`,
        ),
    };
  }
  const others = edition.tabled.filter((s) => facts.inference[s]);
  if (others.length > 0) {
    return {
      status: "unavailable",
      reason: "sku-not-listed",
      cite: () => [...citeMissingVersion(asking, region), ...others.flatMap((s) => citeOther(asking, s, others))],
    };
  }
  return {
    status: "undocumented",
    reason: "no-region-table",
    cite: () => {
      const place = facts.named[0];
      return place ? [cite(edition, place, "names the model, and no table or list says where it is offered")] : [];
    },
  };
}

function citeMissingVersion({ edition, sku }: VersionQuestion, region: string): Citation[] {
  const line = (edition.pages.get(sku) ?? []).some((table) => table.regionsAre === "columns") ? "row" : "column";
  return citeAbsence(edition, sku, region, `the table has no ${line} for this model version`);
}

/** Cites another SKU's place for the version: all lists of the document, or one table of a page with tabs. */
function citeOther({ edition, facts }: VersionQuestion, sku: Sku, others: readonly Sku[]): Citation[] {
  const statements = facts.inference[sku] ?? [];
  const shown = edition.pages.has(sku) ? statements.slice(0, 1) : statements;
  return shown.map(({ place }) => cite(edition, place, `has it for ${others.join(", ")} only`));
}

/** The date of the newest page of a SKU, if it is older than the date in the version: it cannot know it. */
function olderPage(asking: VersionQuestion): string | undefined {
  const newest = asking.edition.pageDates.get(asking.sku);
  return newest !== undefined && releasedAfter(asking, newest) ? newest : undefined;
}

/** Cites the document if a newer table disagrees with it. */
function citeSuperseded({ edition, facts, sku }: VersionQuestion, region: string, isOffered: boolean): Citation[] {
  const superseded = facts.superseded?.[sku];
  if (!superseded || superseded.some((s) => s.regions[region] !== undefined) === isOffered) return [];
  return superseded
    .filter((s) => isOffered || s.regions[region] !== undefined)
    .map((s) => citeRegion(edition, s, region));
}

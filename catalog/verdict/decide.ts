/**
 * The decision behind a verdict: may this model version be deployed with this SKU in this region, for this purpose,
 * as far as the document says? The steps stand in the order in which they are asked; the first that applies answers.
 */

import {
  type Edition,
  findModel,
  findVersion,
  type IndexedModel,
  type IndexedVersion,
  LIST_SECTION,
  type RegionList,
} from "../edition/edition";
import type { DocumentSku, RegionStatement, VersionFacts } from "../edition/schema";
import { findRegion, type Region } from "../names/regions";
import { findSku, type Sku } from "../names/skus";
import { suggestModels, suggestRegions, suggestSkus, suggestVersions } from "../names/suggest";
import type { Citation, Condition, Decision, Query, Reason, VerdictOptions } from "../query";
import { cite, citeRegion } from "./citation";
import { citeMissing, findOffer } from "./offer";
import { type Overlaid, overlaid } from "./overlaid";

/**
 * Status and reason of a query, without alternatives: what a verdict is made of, and what the search for alternatives
 * asks.
 * @returns a decision whose citations and conditions are made only when they are asked for.
 */
export function decide(edition: Edition, query: Query, options: VerdictOptions = {}): Decision {
  const model = query.model.length > LONGEST_NAME ? undefined : findModel(edition, query.model);
  if (!model) return modelNotListed(edition, query);
  if (query.version !== undefined) {
    const facts =
      query.version.length > LONGEST_NAME && !model.unversioned ? undefined : findVersion(model, query.version);
    return facts
      ? decideVersion(edition, query, query.version, model, facts, options)
      : versionNotListed(edition, query.version, query.region, model);
  }
  const list = listOf(edition, query.region);
  const listed = list?.models.get(model.name.toLowerCase());
  if (listed && query.purpose !== "fine-tuning") {
    // The service picks a default version, or at any rate one that the region has.
    const named =
      listed.defaultVersion === undefined ? [...listed.versions.values()] : [{ version: listed.defaultVersion }];
    const candidates = named.flatMap(({ version }) => findVersion(model, version) ?? []);
    if (candidates.length > 0) return decideEveryVersion(edition, query, model, candidates, options);
  }
  // Where the document speaks, a version of another region's list is none that it could mean.
  const documented = model.versions.filter((v) => !v.listOnly || listed?.versions.has(v.version.toLowerCase()));
  if (model.unversioned && documented.length === 0) {
    return decideVersion(edition, query, "", model, model.unversioned, options);
  }
  return decideEveryVersion(edition, query, model, documented.length > 0 ? documented : model.versions, options);
}

function listOf(edition: Edition, region: string): RegionList | undefined {
  if (edition.lists.size === 0) return undefined;
  return edition.lists.get(findRegion(region)?.id ?? "");
}

/** No name of a model, version or SKU comes near this; longer ones are junk, and are not worth folding their case. */
const LONGEST_NAME = 512;

/** How far a query got before it failed: a later step is nearer to what was meant. */
const STEPS: readonly Reason[] = [
  "sku-unknown",
  "region-unknown",
  "cloud-not-covered",
  "sku-not-covered",
  "not-fine-tunable",
  "not-supported-by-assistants",
  "no-region-table",
  "sku-not-listed",
  "table-not-reproduced",
  "no-global-training",
  "assistants-only",
  "region-not-listed",
  "limited-access",
  "overlay",
  "listed",
];

/** @param candidates versions of the model that a deployment without a version may turn out to be; at least one. */
function decideEveryVersion(
  edition: Edition,
  query: Query,
  model: IndexedModel,
  candidates: readonly IndexedVersion[],
  options: VerdictOptions,
): Decision {
  const judged = candidates.map((facts) => ({
    version: facts.version,
    decision: decideVersion(edition, query, facts.version, model, facts, options),
  }));
  const versions = judged.map(({ version, decision }) => ({
    version,
    status: decision.status,
    reason: decision.reason,
  }));
  const furthest = judged.reduce((a, b) =>
    STEPS.indexOf(b.decision.reason) > STEPS.indexOf(a.decision.reason) ? b : a,
  );
  if (judged.every((j) => j.decision.status === furthest.decision.status)) {
    return {
      ...furthest.decision,
      cite: () => uniqueCitations(judged.flatMap((j) => j.decision.cite())),
      conditions: () => uniqueConditions(judged.flatMap((j) => j.decision.conditions?.() ?? [])),
      contradicted: () => uniqueCitations(judged.flatMap((j) => j.decision.contradicted?.() ?? [])),
      versions,
      // Only a version that is certain has an offer that is.
      offer: judged.length === 1 ? furthest.decision.offer : undefined,
    };
  }
  return {
    status: "undocumented",
    reason: "default-version-unknown",
    cite: () => uniqueCitations(judged.flatMap((j) => j.decision.cite())),
    versions,
  };
}

function uniqueCitations(all: readonly Citation[]): Citation[] {
  return [...new Map(all.map((c) => [`${c.date}\n${c.section}\n${c.row}\n${c.column}\n${c.says}`, c])).values()];
}

function uniqueConditions(all: readonly Condition[]): Condition[] {
  return [...new Map(all.map((c) => [c.text, c])).values()];
}

function decideVersion(
  edition: Edition,
  query: Query,
  version: string,
  model: IndexedModel,
  facts: IndexedVersion,
  options: VerdictOptions,
): Decision {
  if (query.purpose === "fine-tuning") {
    return decideRegion(
      edition,
      query,
      (region) => ({ model: model.name, version, region, purpose: "fine-tuning" }),
      (region) => decideFineTuning(edition, query, version, model, facts, region),
    );
  }
  const asked = query.sku ?? "Standard";
  const sku = asked.length > LONGEST_NAME ? undefined : findSku(asked);
  if (sku === undefined) return skuUnknown(edition, query.sku ?? "");
  const asking: Asking = { edition, model, version, facts, sku, options };
  const purpose = query.purpose ?? "inference";
  return decideRegion(
    edition,
    query,
    (region) => ({ model: model.name, version, sku, region, purpose }),
    (region) => (purpose === "assistants" ? decideAssistants(asking, region) : decideInference(asking, region)),
  );
}

/** What is asked of a region, names resolved. */
interface Asking {
  readonly edition: Edition;
  readonly model: IndexedModel;
  /** As asked for, or as it may turn out to be; "" where the document names the model without any. */
  readonly version: string;
  readonly facts: IndexedVersion;
  readonly sku: Sku;
  readonly options: VerdictOptions;
}

/**
 * What holds in the region of a query, with the overlay on top: also in clouds of which the edition says nothing.
 * @param asked what the overlay is asked of a region.
 * @param next decides on a region of the public cloud, as the edition has it.
 */
function decideRegion(
  edition: Edition,
  query: Query,
  asked: (region: string) => Overlaid,
  next: (region: string) => Decision,
): Decision {
  const region = findRegion(query.region);
  if (!region) {
    return {
      status: "unavailable",
      reason: "region-unknown",
      cite: () => [
        cite(
          edition,
          { section: "モデルの概要テーブルとリージョンの可用性" },
          "no table and no list names such a region",
        ),
      ],
      didYouMean: once(() => suggestRegions(query.region).map((id) => ({ field: "region" as const, region: id }))),
    };
  }
  return overlaid(edition, asked(region.id), () =>
    region.cloud === "AzureCloud" ? next(region.id) : cloudNotCovered(edition, region),
  );
}

function cloudNotCovered(edition: Edition, region: Region): Decision {
  return {
    status: "undocumented",
    reason: "cloud-not-covered",
    cite: () => [
      cite(
        edition,
        { section: edition.data.document.titleInDocument },
        `the document covers the public cloud and refers to another page for Azure Government; ${region.id} is in ${region.cloud}`,
      ),
    ],
  };
}

/** The search for alternatives and the verdict both ask; comparing names is the dear part of a misspelt query. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function modelNotListed(edition: Edition, query: Query): Decision {
  return {
    status: "unavailable",
    reason: "model-not-listed",
    cite: () => [
      cite(edition, { section: edition.data.document.titleInDocument }, "the document names no such model anywhere"),
      ...citeList(edition, query.region, "no entry for such a model"),
    ],
    didYouMean: once(() =>
      suggestModels(edition, query.model, query.version).map((s) => ({ field: "model" as const, ...s })),
    ),
  };
}

/** Cites the models list of a region as a whole, where there is one. */
function citeList(edition: Edition, region: string, says: string): Citation[] {
  const list = listOf(edition, region);
  return list ? [cite(edition, { from: list.source, section: LIST_SECTION }, says)] : [];
}

function versionNotListed(edition: Edition, version: string, region: string, model: IndexedModel): Decision {
  return {
    status: "unavailable",
    reason: "version-not-listed",
    cite: () => [
      ...citeList(edition, region, `no entry for such a version of ${model.name}`),
      ...model.versions.flatMap((v) => {
        const place = v.named[0];
        return place ? [cite(edition, place, `names ${model.name} ${v.version}`)] : [];
      }),
    ],
    didYouMean: once(() =>
      suggestVersions(model, version).map((v) => ({ field: "version" as const, model: model.name, version: v })),
    ),
  };
}

/** Where the document speaks of deployment types, and so of SKUs. */
const DEPLOYMENT_TYPES = { section: "モデルの概要テーブルとリージョンの可用性 › デプロイの種類別モデル" };

function skuUnknown(edition: Edition, sku: string): Decision {
  return {
    status: "unavailable",
    reason: "sku-unknown",
    cite: () => [
      cite(edition, DEPLOYMENT_TYPES, "no deployment type of that name, and Azure Resource Manager knows none"),
    ],
    didYouMean: once(() => suggestSkus(sku).map((s) => ({ field: "sku" as const, sku: s }))),
  };
}

function skuNotCovered(edition: Edition, sku: Sku): Decision {
  return {
    status: "undocumented",
    reason: "sku-not-covered",
    cite: () => [
      cite(
        edition,
        DEPLOYMENT_TYPES,
        `the document has region tables for Standard and Global Standard, none for ${sku}`,
      ),
    ],
  };
}

function isDocumentSku(sku: Sku): sku is DocumentSku {
  return sku === "Standard" || sku === "GlobalStandard";
}

function decideInference(asking: Asking, region: string): Decision {
  const list = asking.edition.lists.get(region);
  return list ? decideListed(asking, list, region) : decideDocumented(asking, region);
}

/** A region whose models list is known: the list alone decides, and the document is shown where it disagrees. */
function decideListed(asking: Asking, list: RegionList, region: string): Decision {
  const { edition, model, version, sku, options } = asking;
  const listed = list.models.get(model.name.toLowerCase());
  if (!listed?.versions.get(version.toLowerCase())?.skus[sku]) {
    return {
      status: "unavailable",
      reason: "region-not-listed",
      cite: () => [
        citeMissing(edition, list.source, listed, { model: model.name, version, sku }),
        ...citeDisagreement(asking, region, false),
      ],
      contradicted: () => citeDisagreement(asking, region, false),
    };
  }
  const access = accessTo(asking.facts, sku);
  const open = !access || options.granted?.includes(access.id);
  const offer = once(() => findOffer(edition, { model: model.name, version, sku, region }));
  return {
    status: open ? "available" : "restricted",
    reason: open ? "listed" : "limited-access",
    cite: () => {
      const found = offer();
      return [...(found ? [found.citation] : []), ...citeDisagreement(asking, region, true)];
    },
    contradicted: () => citeDisagreement(asking, region, true),
    conditions: () => conditionsOf(edition, access),
    offer,
  };
}

/** What the document says of a combination, where it offers what a list does not, or rules out what a list offers. */
function citeDisagreement(asking: Asking, region: string, offered: boolean): Citation[] {
  const documented = decideDocumented(asking, region);
  const disagrees = offered
    ? documented.status === "unavailable"
    : documented.status === "available" || documented.status === "restricted";
  return disagrees ? documented.cite() : [];
}

/** The access condition on a SKU. The document states conditions on its two SKUs; one that is on both is on any. */
function accessTo(facts: VersionFacts, sku: Sku): Access | undefined {
  if (isDocumentSku(sku)) return facts.access[sku];
  const { Standard: standard, GlobalStandard: global } = facts.access;
  return standard?.id === global?.id ? standard : undefined;
}

type Access = NonNullable<VersionFacts["access"][DocumentSku]>;

function conditionsOf(edition: Edition, access: Access | undefined): Condition[] {
  return access
    ? [
        {
          kind: "limited-access",
          access: access.id,
          text: access.condition,
          citation: cite(edition, access.place, access.condition),
        },
      ]
    : [];
}

/** A region as the document has it. */
function decideDocumented({ edition, facts, sku, options }: Asking, region: string): Decision {
  if (!edition.tabled.includes(sku)) return skuNotCovered(edition, sku);
  const statements = facts.inference[sku] ?? [];
  const listing = statements.filter((s) => s.regions[region] !== undefined);
  const superseded = facts.superseded?.[sku];
  if (listing.length > 0) return listed(edition, facts, sku, region, listing, superseded, options);

  const assistants = facts.assistants;
  if (sku === "Standard" && assistants?.regions[region] !== undefined) {
    return {
      status: "undocumented",
      reason: "assistants-only",
      cite: () => [assistants, ...statements].map((s) => citeRegion(edition, s, region)),
    };
  }
  if (statements.length > 0) return regionNotListed(edition, statements, region, superseded);

  const dropped = facts.dropped?.[sku];
  if (dropped) {
    return {
      status: "unavailable",
      reason: "sku-not-listed",
      cite: () => [cite(edition, dropped.place, NO_COLUMN), ...citeSuperseded(edition, superseded, region, false)],
      contradicted: () => citeSuperseded(edition, superseded, region, false),
    };
  }
  const gap = isDocumentSku(sku) ? facts.notReproduced?.[sku] : undefined;
  if (gap) {
    return {
      status: "undocumented",
      reason: "table-not-reproduced",
      cite: () => [cite(edition, gap.place, gap.statement)],
    };
  }
  const others = edition.tabled.filter((s) => facts.inference[s]);
  if (others.length > 0) {
    return {
      status: "unavailable",
      reason: "sku-not-listed",
      cite: () => [
        ...missingColumn(edition, sku),
        ...others.flatMap((s) =>
          (facts.inference[s] ?? []).map(({ place }) => cite(edition, place, `has it for ${others.join(", ")} only`)),
        ),
      ],
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

const NO_COLUMN = "the table has no column for this model version";

function missingColumn(edition: Edition, sku: Sku): Citation[] {
  const newer = edition.data.docs.filter((table) => table.use === sku);
  const table = edition.tables[sku === "Standard" ? "standard" : "global-standard"];
  const places = newer.length > 0 || !isDocumentSku(sku) || !table ? newer : [table];
  return places.map(({ place }) => cite(edition, place, NO_COLUMN));
}

/** Cites what the document says, where a newer table says otherwise. */
function citeSuperseded(
  edition: Edition,
  superseded: readonly RegionStatement[] | undefined,
  region: string,
  offered: boolean,
): Citation[] {
  if (!superseded || superseded.some((s) => s.regions[region] !== undefined) === offered) return [];
  return superseded
    .filter((s) => offered || s.regions[region] !== undefined)
    .map((s) => citeRegion(edition, s, region));
}

function listed(
  edition: Edition,
  facts: VersionFacts,
  sku: Sku,
  region: string,
  listing: readonly RegionStatement[],
  superseded: readonly RegionStatement[] | undefined,
  options: VerdictOptions,
): Decision {
  const access = accessTo(facts, sku);
  const open = !access || options.granted?.includes(access.id);
  return {
    status: open ? "available" : "restricted",
    reason: open ? "listed" : "limited-access",
    cite: () => [
      ...listing.map((s) => citeRegion(edition, s, region)),
      ...citeSuperseded(edition, superseded, region, true),
    ],
    contradicted: () => citeSuperseded(edition, superseded, region, true),
    conditions: () => conditionsOf(edition, access),
  };
}

function regionNotListed(
  edition: Edition,
  statements: readonly RegionStatement[],
  region: string,
  superseded?: readonly RegionStatement[],
): Decision {
  return {
    status: "unavailable",
    reason: "region-not-listed",
    cite: () => [
      ...statements.map((s) => citeRegion(edition, s, region)),
      ...citeSuperseded(edition, superseded, region, false),
    ],
    contradicted: () => citeSuperseded(edition, superseded, region, false),
  };
}

function decideFineTuning(
  edition: Edition,
  query: Query,
  version: string,
  model: IndexedModel,
  facts: IndexedVersion,
  region: string,
): Decision {
  const tuning = facts.fineTuning;
  const list = edition.lists.get(region);
  // Standard training stands in the document only; global training also in the models lists.
  if (!tuning && (facts.trainedIn === undefined || query.training === "standard")) return notFineTunable(edition);
  if (!tuning && !list) {
    return {
      status: "undocumented",
      reason: "no-region-table",
      cite: () =>
        facts.trainedIn === undefined
          ? []
          : [citeTraining(edition, facts.trainedIn, model, facts.version, true), ...notFineTunable(edition).cite()],
    };
  }
  const globally = tuning?.global === true || (list !== undefined && facts.trainedIn !== undefined);
  if (tuning && query.training === "global" && !globally) {
    return {
      status: "unavailable",
      reason: "no-global-training",
      cite: () => [cite(edition, tuning.globalPlace, "-")],
    };
  }
  const listed = list?.models.get(model.name.toLowerCase())?.versions.get(version.toLowerCase());
  const inGlobalList = tuning?.global ? edition.globalTraining?.regions[region] : undefined;
  const globalEntry =
    facts.globalRegions === undefined || facts.globalRegions[region] !== undefined ? inGlobalList : undefined;
  const standard = query.training !== "global" && tuning?.standard.regions[region] !== undefined;
  const global = query.training !== "standard" && (list ? listed?.globalTraining === true : globalEntry !== undefined);
  const citeGlobal = () => [
    ...(list ? [citeTraining(edition, list.source, model, version, listed?.globalTraining === true)] : []),
    // The document beside a list only where the two disagree.
    ...(tuning && (!list || (listed?.globalTraining === true) !== (globalEntry !== undefined))
      ? [
          cite(edition, tuning.globalPlace, tuning.global ? (edition.globalTraining?.tick ?? "") : "-"),
          ...(tuning.global && edition.globalTraining
            ? [
                cite(
                  edition,
                  edition.globalTraining.place,
                  globalEntry ? `${globalEntry.label} (${region})` : `${region} is not in the list`,
                ),
              ]
            : []),
        ]
      : []),
  ];
  const citeStandard = () => (tuning ? [citeRegion(edition, tuning.standard, region)] : []);
  if (!standard && !global) {
    return {
      status: "unavailable",
      reason: "region-not-listed",
      cite: () => [
        ...(query.training === "global" ? [] : citeStandard()),
        ...(query.training === "standard" ? [] : citeGlobal()),
      ],
    };
  }
  return {
    status: "available",
    reason: "listed",
    cite: () => [...(standard ? citeStandard() : []), ...(global ? citeGlobal() : [])],
    conditions: () => (global ? globalConditions(edition, region) : []),
  };
}

function notFineTunable(edition: Edition): Decision {
  return {
    status: "unavailable",
    reason: "not-fine-tunable",
    cite: () => {
      const table = edition.tables["fine-tuning"];
      return table ? [cite(edition, table.place, "the table has no row for this model version")] : [];
    },
  };
}

function citeTraining(edition: Edition, source: string, model: IndexedModel, version: string, has: boolean): Citation {
  return cite(
    edition,
    { from: source, section: LIST_SECTION, row: `${model.name} ${version}` },
    has ? "globalFineTune: true" : "no globalFineTune",
  );
}

function globalConditions(edition: Edition, region: string): Condition[] {
  if (!edition.globalTraining) return [];
  const { place, condition, regions } = edition.globalTraining;
  const texts = [condition, regions[region]?.condition].filter((t): t is string => t !== undefined);
  return texts.map((text) => ({ kind: "training" as const, text, citation: cite(edition, place, text) }));
}

function decideAssistants(asking: Asking, region: string): Decision {
  const { edition, facts, sku } = asking;
  if (!isDocumentSku(sku)) return skuNotCovered(edition, sku);
  const column = facts.assistants;
  const table = edition.tables.assistants;
  if (!column) {
    return {
      status: "unavailable",
      reason: "not-supported-by-assistants",
      cite: () => (table ? [cite(edition, table.place, "the table has no column for this model version")] : []),
    };
  }
  if (sku === "Standard") {
    if (column.regions[region] === undefined) return regionNotListed(edition, [column], region);
    const citeCell = () => citeRegion(edition, column, region);
    const list = edition.lists.get(region);
    if (!list) return { status: "available", reason: "listed", cite: () => [citeCell()] };
    // What a region does not deploy at all serves no purpose there.
    const deployed = decideListed(asking, list, region);
    const says = deployed.status === "unavailable" ? [citeCell()] : [];
    return {
      ...deployed,
      cite: () => uniqueCitations([...deployed.cite(), citeCell()]),
      contradicted: () => uniqueCitations([...(deployed.contradicted?.() ?? []), ...says]),
    };
  }
  if (table?.rows[region] === undefined) return regionNotListed(edition, [column], region);
  return decideInference(asking, region);
}

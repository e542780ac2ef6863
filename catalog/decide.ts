/**
 * The decision behind a verdict: may this model version be deployed with this SKU in this region, for this purpose,
 * as far as the document says? The steps stand in the order in which they are asked; the first that applies answers.
 */
import { type Citation, cite, citeRegion } from "./citation";
import { type Edition, findModel, findVersion, type IndexedModel } from "./edition";
import { findRegion } from "./regions";
import type { DocumentSku, Region, RegionStatement, VersionFacts } from "./schema";
import { findSku, type Sku } from "./skus";
import { suggestModels, suggestRegions, suggestSkus, suggestVersions } from "./suggest";

export type Purpose = "inference" | "fine-tuning" | "assistants";
export type Training = "standard" | "global";

/** The one question that every surface asks. Names and versions compare without regard to case. */
export interface Query {
  readonly model: string;
  /** Omitted: the service picks its default version, which the document does not name. */
  readonly version?: string;
  /** As ARM names it; omitted means `Standard`, as ARM does. */
  readonly sku?: string;
  /** ARM id or display name, English or Japanese. */
  readonly region: string;
  /** `inference` where omitted. */
  readonly purpose?: Purpose;
  /** Fine-tuning only: the kind of training, where it is known. */
  readonly training?: Training;
}

export type Status = "available" | "restricted" | "unavailable" | "undocumented";

export type Reason =
  | "listed"
  | "limited-access"
  | "model-not-listed"
  | "version-not-listed"
  | "sku-unknown"
  | "region-unknown"
  | "cloud-not-covered"
  | "sku-not-covered"
  | "region-not-listed"
  | "assistants-only"
  | "table-not-reproduced"
  | "sku-not-listed"
  | "no-region-table"
  | "default-version-unknown"
  | "not-fine-tunable"
  | "no-global-training"
  | "not-supported-by-assistants";

/** Something that holds beside the status: who has access, what a preview means. */
export interface Condition {
  /** What an organisation names to declare that it was granted access; absent for other conditions. */
  readonly access?: string;
  readonly text: string;
  readonly citation: Citation;
}

/** What an asker can know that the document does not. */
export interface VerdictOptions {
  /** Ids of access conditions that the organisation was granted, e.g. `gpt-image-1`. */
  readonly granted?: readonly string[];
}

/** A name that the catalog does not have, and the nearest that it has. */
export interface DidYouMean {
  readonly field: "model" | "version" | "sku" | "region";
  readonly model?: string;
  readonly version?: string;
  readonly sku?: string;
  readonly region?: string;
}

/** One of the versions that were judged because the query names none. */
export interface VersionStatus {
  readonly version: string;
  readonly status: Status;
  readonly reason: Reason;
}

/** A status with what is needed to explain it; the part of a verdict that is cheap. */
export interface Decision {
  readonly status: Status;
  readonly reason: Reason;
  readonly cite: () => Citation[];
  readonly conditions?: () => Condition[];
  readonly didYouMean?: () => DidYouMean[];
  readonly versions?: readonly VersionStatus[];
}

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
    return facts ? decideVersion(edition, query, facts, options) : versionNotListed(edition, query.version, model);
  }
  if (model.unversioned) return decideVersion(edition, query, model.unversioned, options);
  return decideEveryVersion(edition, query, model, options);
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
  "listed",
];

function decideEveryVersion(edition: Edition, query: Query, model: IndexedModel, options: VerdictOptions): Decision {
  const judged = model.versions.map((facts) => ({
    version: facts.version,
    decision: decideVersion(edition, query, facts, options),
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
      versions,
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
  return [...new Map(all.map((c) => [`${c.section}\n${c.row}\n${c.column}\n${c.says}`, c])).values()];
}

function uniqueConditions(all: readonly Condition[]): Condition[] {
  return [...new Map(all.map((c) => [c.text, c])).values()];
}

function decideVersion(edition: Edition, query: Query, facts: VersionFacts, options: VerdictOptions): Decision {
  if (query.purpose === "fine-tuning") {
    return decideRegion(edition, query, (region) => decideFineTuning(edition, query, facts, region.id));
  }
  const asked = query.sku ?? "Standard";
  const sku = asked.length > LONGEST_NAME ? undefined : findSku(asked);
  if (sku === undefined) return skuUnknown(edition, query.sku ?? "");
  return decideRegion(edition, query, (region) =>
    query.purpose === "assistants"
      ? decideAssistants(edition, facts, sku, region.id, options)
      : decideInference(edition, facts, sku, region.id, options),
  );
}

function decideRegion(edition: Edition, query: Query, next: (region: Region) => Decision): Decision {
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
  if (region.cloud !== "AzureCloud") {
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
  return next(region);
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
    ],
    didYouMean: once(() =>
      suggestModels(edition, query.model, query.version).map((s) => ({ field: "model" as const, ...s })),
    ),
  };
}

function versionNotListed(edition: Edition, version: string, model: IndexedModel): Decision {
  return {
    status: "unavailable",
    reason: "version-not-listed",
    cite: () =>
      model.versions.flatMap((v) => {
        const place = v.named[0];
        return place ? [cite(edition, place, `names ${model.name} ${v.version}`)] : [];
      }),
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

function decideInference(
  edition: Edition,
  facts: VersionFacts,
  sku: Sku,
  region: string,
  options: VerdictOptions,
): Decision {
  if (!isDocumentSku(sku)) return skuNotCovered(edition, sku);
  const statements = facts.inference[sku] ?? [];
  const listing = statements.filter((s) => s.regions[region] !== undefined);
  if (listing.length > 0) return listed(edition, facts, sku, region, listing, options);

  const assistants = facts.assistants;
  if (sku === "Standard" && assistants?.regions[region] !== undefined) {
    return {
      status: "undocumented",
      reason: "assistants-only",
      cite: () => [assistants, ...statements].map((s) => citeRegion(edition, s, region)),
    };
  }
  if (statements.length > 0) return regionNotListed(edition, statements, region);

  const gap = facts.notReproduced?.[sku];
  if (gap) {
    return {
      status: "undocumented",
      reason: "table-not-reproduced",
      cite: () => [cite(edition, gap.place, gap.statement)],
    };
  }
  const other = facts.inference[sku === "Standard" ? "GlobalStandard" : "Standard"];
  if (other) {
    return {
      status: "unavailable",
      reason: "sku-not-listed",
      cite: () => [
        ...missingColumn(edition, sku),
        ...other.map((s) =>
          cite(edition, s.place, `has it for ${sku === "Standard" ? "GlobalStandard" : "Standard"} only`),
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

function missingColumn(edition: Edition, sku: DocumentSku): Citation[] {
  const table = edition.data.tables[sku === "Standard" ? "standard" : "global-standard"];
  return table ? [cite(edition, table.place, "the table has no column for this model version")] : [];
}

function listed(
  edition: Edition,
  facts: VersionFacts,
  sku: DocumentSku,
  region: string,
  listing: readonly RegionStatement[],
  options: VerdictOptions,
): Decision {
  const access = facts.access[sku];
  const open = !access || options.granted?.includes(access.id);
  return {
    status: open ? "available" : "restricted",
    reason: open ? "listed" : "limited-access",
    cite: () => listing.map((s) => citeRegion(edition, s, region)),
    conditions: () =>
      access
        ? [{ access: access.id, text: access.condition, citation: cite(edition, access.place, access.condition) }]
        : [],
  };
}

function regionNotListed(edition: Edition, statements: readonly RegionStatement[], region: string): Decision {
  return {
    status: "unavailable",
    reason: "region-not-listed",
    cite: () => statements.map((s) => citeRegion(edition, s, region)),
  };
}

function decideFineTuning(edition: Edition, query: Query, facts: VersionFacts, region: string): Decision {
  const tuning = facts.fineTuning;
  if (!tuning) {
    return {
      status: "unavailable",
      reason: "not-fine-tunable",
      cite: () => {
        const table = edition.data.tables["fine-tuning"];
        return table ? [cite(edition, table.place, "the table has no row for this model version")] : [];
      },
    };
  }
  const standard = query.training !== "global" && tuning.standard.regions[region] !== undefined;
  const globalEntry = tuning.global ? edition.data.globalTraining.regions[region] : undefined;
  const global = query.training !== "standard" && globalEntry !== undefined;
  if (query.training === "global" && !tuning.global) {
    return {
      status: "unavailable",
      reason: "no-global-training",
      cite: () => [cite(edition, tuning.globalPlace, "-")],
    };
  }
  const citeGlobal = () => [
    cite(edition, tuning.globalPlace, tuning.global ? edition.data.globalTraining.tick : "-"),
    ...(tuning.global
      ? [
          cite(
            edition,
            edition.data.globalTraining.place,
            globalEntry ? `${globalEntry.label} (${region})` : `${region} is not in the list`,
          ),
        ]
      : []),
  ];
  const citeStandard = () => [citeRegion(edition, tuning.standard, region)];
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

function globalConditions(edition: Edition, region: string): Condition[] {
  const { place, condition, regions } = edition.data.globalTraining;
  const texts = [condition, regions[region]?.condition].filter((t): t is string => t !== undefined);
  return texts.map((text) => ({ text, citation: cite(edition, place, text) }));
}

function decideAssistants(
  edition: Edition,
  facts: VersionFacts,
  sku: Sku,
  region: string,
  options: VerdictOptions,
): Decision {
  if (!isDocumentSku(sku)) return skuNotCovered(edition, sku);
  const column = facts.assistants;
  const table = edition.data.tables.assistants;
  if (!column) {
    return {
      status: "unavailable",
      reason: "not-supported-by-assistants",
      cite: () => (table ? [cite(edition, table.place, "the table has no column for this model version")] : []),
    };
  }
  if (sku === "Standard") {
    if (column.regions[region] === undefined) return regionNotListed(edition, [column], region);
    return { status: "available", reason: "listed", cite: () => [citeRegion(edition, column, region)] };
  }
  if (table?.rows[region] === undefined) return regionNotListed(edition, [column], region);
  return decideInference(edition, facts, sku, region, options);
}

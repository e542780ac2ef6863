/** Model, version, SKU and region that do not go together: which of them is to blame. */

import { findModel, type IndexedModel } from "../../catalog/edition/edition";
import { findRegion, PUBLIC_REGION_IDS } from "../../catalog/names/regions";
import { findSku } from "../../catalog/names/skus";
import type { Citation, Decision, Query, Reason, Verdict } from "../../catalog/query";
import { anySku } from "../../catalog/solver";
import { decide } from "../../catalog/verdict/decide";
import { findOffer } from "../../catalog/verdict/offer";
import { verdict } from "../../catalog/verdict/verdict";
import { either } from "../did-you-mean";
import { safe } from "../text";
import { few } from "../words/names";
import { because } from "../words/reasons";
import { changePhrases } from "../words/ways-out";
import { accessNotes } from "./access";
import {
  type Blame,
  type Case,
  count,
  elsewhere,
  importNote,
  NO_MODEL,
  type Offered,
  offeredIn,
  otherFormat,
  otherVersions,
  type Said,
  sentence,
} from "./case";
import { ended } from "./ended";
import type { RecognisedError } from "./recognise";

const NAMES: Partial<Record<Reason, Blame>> = {
  "model-not-listed": "model",
  "version-not-listed": "version",
  "sku-unknown": "sku",
  "region-unknown": "region",
};

/** Model, version, SKU and region that do not go together: which of them is to blame. */
export function combination(c: Case): Said {
  const { error, asked, edition, options } = c;
  const { model, version, sku, region } = asked;
  const foreign = otherFormat(c);
  if (foreign) return foreign;
  if (model === undefined) {
    return {
      blame: "unknown",
      why: NO_MODEL,
      notes: [
        "Give the whole message, or ask for the deployment: azure-openai-guard explain MODEL VERSION --sku SKU --region REGION.",
      ],
    };
  }
  if (c.isFineTuned) return fineTuned(c);
  const indexed = findModel(edition, model);
  if (indexed && sku !== undefined && findSku(sku) === "DeveloperTier") return developerTier(c, model, indexed);
  const query = { model, ...(version === undefined ? {} : { version }), ...(sku === undefined ? {} : { sku }) };
  const skus = sku === undefined ? anySku(edition) : [sku];

  // Names are looked at first; without a region, that is as far as one question goes.
  const probe = verdict(edition, { ...query, sku: skus[0], region: region ?? "" }, options);
  const named = region === undefined && probe.reason === "region-unknown" ? undefined : NAMES[probe.reason];
  if ((named === "model" || named === "version") && error.kind !== "model-not-supported") {
    return newerThanCatalog(c, named, probe.citations);
  }
  if (named !== undefined) {
    const known = named === "version" ? versionsText(indexed) : "";
    const changes = region === undefined ? [] : changePhrases(probe.alternatives);
    return {
      blame: named,
      why: sentence(`The ${named === "sku" ? "SKU" : named}: ${because(probe)}${known}`),
      status: probe.status,
      reason: probe.reason,
      citations: probe.citations,
      didYouMean: probe.didYouMean ?? [],
      waysOut: changes.length > 0 ? changes : otherVersions(c, query),
      notes:
        named === "model" || named === "version"
          ? [`It may be newer than the catalog, which is of ${edition.data.date}. ${importNote(region)}`]
          : [],
    };
  }
  if (probe.reason === "cloud-not-covered") return unknown(c, { ...query, sku: skus[0] });

  const all = skus.map((s) => ({ sku: s, offered: offeredIn(c, { ...query, sku: s }) }));
  const best = all.find((a) => a.offered.regions.length > 0)?.sku ?? skus[0];
  if (region !== undefined) {
    const id = findRegion(region)?.id ?? "";
    const here = all.filter((a) => a.offered.regions.includes(id));
    if (here.length > 0) {
      const open = here.filter((a) => a.offered.available.includes(id)).map((a) => a.sku);
      return offeredHere(c, query, open.length > 0 ? open : here.map((a) => a.sku), open.length === 0);
    }
    const statuses = skus.map((s) => decide(edition, { ...query, sku: s, region }, options).status);
    // With an SKU that is not known, only what is ruled out with every one that the document speaks of is ruled out.
    if (sku !== undefined && statuses[0] === "undocumented") return unknown(c, { ...query, sku });
    const answer = verdict(edition, { ...query, sku: best, region }, options);
    if (answer.status === "available" || answer.status === "restricted") {
      // It is offered, and retired.
      return ended(c);
    }
    const blame = all.some((a) => a.offered.regions.length > 0)
      ? "region"
      : sku !== undefined && isOffered(c, query)
        ? "sku"
        : otherVersions(c, query).length > 0
          ? "version"
          : "unknown";
    const isOpen = statuses.includes("undocumented");
    return {
      blame,
      certain: !isOpen,
      why:
        blame === "unknown"
          ? notSaid(answer)
          : sentence(`${BLAMED[blame]}: ${because(answer)}${blame === "region" ? elsewhereText(all) : ""}`),
      status: answer.status,
      reason: answer.reason,
      citations: answer.citations,
      waysOut: changePhrases(answer.alternatives),
      notes: [
        ...(isOpen
          ? [
              "The message does not name the SKU, and of some SKUs the catalog does not say whether this region has them.",
            ]
          : []),
        ...misread(error, blame),
      ],
    };
  }
  const places = all.filter((a) => a.offered.regions.length > 0);
  if (places.length > 0) return somewhere(c, query, places);
  if (all.some((a) => a.offered.open)) return unknown(c, { ...query, sku: skus[0] });
  return nowhere(c, { ...query, sku: skus[0] });
}

/** Offered in some regions, and which one is asked about is not known. */
function somewhere(c: Case, query: Omit<Query, "region">, places: readonly Place[]): Said {
  const { error, asked, edition, options } = c;
  const [first] = places;
  const isRestricted = places.every((a) => a.offered.available.length === 0);
  const sku = first?.sku;
  const answer = verdict(
    edition,
    { ...query, ...(sku === undefined ? {} : { sku }), region: first?.offered.regions[0] ?? "" },
    options,
  );
  const where = places.map((a) => `${safe(a.sku)} in ${count(a.offered.regions.length, "region")}`).join(", as ");
  return {
    blame: isRestricted ? "access" : "region",
    certain: false,
    why: `The region, unless the account is in one of those that offer it: it is offered as ${where}${isRestricted ? ", and to customers alone to whom Microsoft granted access" : ""}.`,
    citations: answer.citations,
    waysOut: places.map(({ offered, sku }) => {
      const regions = isRestricted ? offered.regions : offered.available;
      return `${asked.sku === undefined ? `sku ${sku} in ` : ""}region ${few(regions, "region")}`;
    }),
    waysOutUntested: isRestricted,
    notes: [
      ...(isRestricted ? accessNotes(answer.conditions.map(({ text }) => `The document: ${text}`)) : []),
      "The text does not tell the region of the account: give it with --region REGION for a definite answer.",
      ...misread(error, "region"),
    ],
  };
}

/** Ruled out in every region. */
function nowhere(c: Case, query: Omit<Query, "region">): Said {
  const { asked, edition, options } = c;
  const answer = verdict(edition, { ...query, region: "eastus" }, options);
  const skus = asked.sku === undefined ? [] : elsewhere(c, query, anySku(edition));
  const versions = skus.length > 0 ? [] : otherVersions(c, query);
  const blame = asked.sku !== undefined && isOffered(c, query) ? "sku" : versions.length > 0 ? "version" : "unknown";
  return {
    blame,
    why:
      blame === "unknown"
        ? notSaid(answer)
        : sentence(
            `${BLAMED[blame]}: ${answer.reason === "region-not-listed" ? "no region offers it" : because(answer)}`,
          ),
    status: answer.status,
    reason: answer.reason,
    citations: ofNoRegion(answer.citations),
    waysOut: [...skus, ...versions],
  };
}

/** True where the model version is offered with any SKU, in any region, to anybody. */
function isOffered(c: Case, query: Omit<Query, "region">): boolean {
  return anySku(c.edition).some((sku) => offeredIn(c, { ...query, sku }).regions.length > 0);
}

interface Place {
  readonly sku: string;
  readonly offered: Offered;
}

function notSaid(answer: Verdict): string {
  return sentence(`The catalog does not say: ${because(answer)}`);
}

/** Citations that do not speak of one region, where there are some: none was asked about. */
function ofNoRegion(citations: readonly Citation[]): readonly Citation[] {
  const general = citations.filter((c) => c.row === undefined);
  return general.length > 0 ? general : citations;
}

/** By its message, Azure knows the model and the version: the catalog is older than they, or younger. */
function newerThanCatalog(
  { error, asked, edition }: Case,
  what: "model" | "version",
  citations: readonly Citation[],
): Said {
  const where =
    error.kind === "sku-not-in-region" ? "the region, with this SKU" : "the SKU, which may hang on the region";
  return {
    blame: "unknown",
    why: `The catalog does not know the ${what}; Azure does, and by its word it is ${where}.`,
    citations,
    notes: [
      `The ${what} is newer than the catalog, which is of ${edition.data.date}, or was retired before. ${importNote(asked.region)}`,
    ],
  };
}

const BLAMED = { region: "The region", sku: "The SKU", version: "The version" } as const;

/** That a message which names the SKU and the model means the region. */
function misread({ kind }: RecognisedError, blame: Blame): string[] {
  if (blame !== "region" || kind !== "sku-not-for-model") return [];
  return ["Azure's message names the SKU; what does not fit is the region, since others offer this SKU."];
}

export function scaleType(c: Case): Said {
  const said = combination(c);
  if (said.blame !== "region") return said;
  const legacy =
    "This is Azure's older wording: it names the SKU and the model, and what is behind it is mostly the region.";
  return { ...said, notes: [legacy, ...(said.notes ?? [])] };
}

function elsewhereText(all: readonly Place[]): string {
  const [first] = all.filter((a) => a.offered.regions.length > 0);
  return first ? `, and offers it as ${safe(first.sku)} in ${count(first.offered.regions.length, "other region")}` : "";
}

function versionsText(model: IndexedModel | undefined): string {
  const names = model?.versions.map((v) => v.version) ?? [];
  return names.length > 0 ? `: it names ${names.join(", ")}` : "";
}

/** The catalog has nothing against it, or no more than that access has to be granted. */
function offeredHere(c: Case, query: Omit<Query, "region">, skus: readonly string[], isRestricted: boolean): Said {
  const { asked, edition, options } = c;
  const region = asked.region ?? "";
  const [sku = ""] = skus;
  const answer = verdict(edition, { ...query, sku, region }, options);
  const shared = {
    status: answer.status,
    reason: answer.reason,
    citations: answer.citations,
    waysOut: changePhrases(answer.alternatives),
  };
  if (isRestricted) {
    return {
      ...shared,
      blame: "access",
      why: "Access: only customers to whom Microsoft granted it can deploy it there.",
      notes: accessNotes(answer.conditions.map(({ text }) => `The document: ${text}`)),
    };
  }
  if (answer.reason === "default-version-unknown") {
    const named = (offered: boolean) =>
      (answer.versions ?? []).filter((v) => (v.status === "available") === offered).map((v) => v.version);
    return {
      ...shared,
      blame: "version",
      certain: false,
      why: `The version, which the message does not name: the catalog offers ${either(named(true))} there, and not ${either(named(false))}.`,
    };
  }
  const isStandard = asked.sku !== undefined && findSku(sku) === "Standard";
  return {
    ...shared,
    blame: "nothing",
    why: `Nothing that the catalog knows of: as of ${edition.data.date} it has this as available${asked.sku === undefined ? ` as ${skus.join(", ")}` : ""}.`,
    notes: [
      "What Azure refuses is newer than the catalog, or is about the subscription: a retirement since then, access that it was not granted, a quota of 0.",
      ...(isStandard
        ? [
            "If the program sets another SKU: one that stands inside properties is not read, and Standard is taken. It belongs beside properties.",
          ]
        : []),
      importNote(region),
    ],
  };
}

/** The catalog does not say. */
function unknown(c: Case, query: Omit<Query, "region">): Said {
  const { edition, options, asked } = c;
  const region =
    asked.region ??
    PUBLIC_REGION_IDS.find((r) => isOpenQuestion(decide(edition, { ...query, region: r }, options))) ??
    "";
  const answer = verdict(edition, { ...query, region }, options);
  const skus = anySku(edition).filter((s) => s !== query.sku);
  return {
    blame: "unknown",
    why: notSaid(answer),
    ...(asked.region === undefined ? {} : { status: answer.status, reason: answer.reason }),
    citations: asked.region === undefined ? ofNoRegion(answer.citations) : answer.citations,
    waysOut: asked.region === undefined ? elsewhere(c, query, skus) : changePhrases(answer.alternatives),
    notes: [importNote(asked.region)],
  };
}

/** True where the catalog says nothing of any region, which one region is as good an example of as another. */
function isOpenQuestion({ status, reason }: Decision): boolean {
  return status === "undocumented" && reason !== "assistants-only";
}

function fineTuned({ asked, edition }: Case): Said {
  const { model = "", version, sku, region } = asked;
  const offer =
    region === undefined || version === undefined
      ? undefined
      : findOffer(edition, { model, version, ...(sku === undefined ? {} : { sku }), region, fineTuned: true });
  if (offer) {
    return {
      blame: "nothing",
      why: "Nothing that the catalog knows of: the region's models list offers it for fine-tuned models.",
      citations: [offer.citation],
      notes: [importNote(region)],
    };
  }
  return {
    blame: "unknown",
    why: "The catalog does not say: it is a fine-tuned model, and the document tells where models can be trained, not where they can be deployed afterwards.",
    notes: [
      "Where a fine-tuned model is deployed outside the account that it was trained in, model.source or model.sourceAccount has to name that account.",
      importNote(region),
    ],
  };
}

function developerTier(c: Case, model: string, { name }: IndexedModel): Said {
  const { edition, options, asked } = c;
  const { version, region } = asked;
  const query = { model, ...(version === undefined ? {} : { version }) };
  return {
    blame: "sku",
    why: `The SKU: DeveloperTier takes fine-tuned models only, and ${name} is a base model.`,
    waysOut:
      region === undefined
        ? elsewhere(c, query, anySku(edition))
        : changePhrases(verdict(edition, { ...query, sku: "DeveloperTier", region }, options).alternatives),
  };
}

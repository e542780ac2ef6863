/** Which part of a combination is to blame, by what the catalog offers: in the region, in others, or nowhere. */

import { findRegion, PUBLIC_REGION_IDS } from "../../catalog/names/regions";
import { findSku } from "../../catalog/names/skus";
import type { Citation, Decision, Query, Verdict } from "../../catalog/query";
import { anySku } from "../../catalog/solver";
import { decide } from "../../catalog/verdict/decide";
import { verdict } from "../../catalog/verdict/verdict";
import { either } from "../did-you-mean";
import { safe } from "../text";
import { count, few } from "../words/names";
import { because } from "../words/reasons";
import { changePhrases } from "../words/ways-out";
import { accessNotes } from "./access";
import {
  type Blame,
  type Case,
  type Explanation,
  elsewhere,
  importNote,
  type OfferedRegions,
  offeredIn,
  otherVersions,
  sentence,
} from "./case";
import { ended } from "./ended";
import type { RecognisedError } from "./recognise";

/**
 * The region is known. If the message names no SKU, a combination is ruled out only if no SKU of the edition offers it
 * there.
 */
export function inRegion(c: Case, { region, ...query }: Query, places: readonly SkuOffer[]): Explanation {
  const { error, edition, options } = c;
  const { sku } = query;
  const id = findRegion(region)?.id ?? "";
  const here = places.filter((a) => a.offered.regions.includes(id));
  if (here.length > 0) {
    const open = here.filter((a) => a.offered.available.includes(id)).map((a) => a.sku);
    return offeredHere(c, query, open.length > 0 ? open : here.map((a) => a.sku), open.length === 0);
  }
  const statuses = places.map((a) => decide(edition, { ...query, sku: a.sku, region }, options).status);
  if (sku !== undefined && statuses[0] === "undocumented") return unknown(c, query);
  const offering = places.find((a) => a.offered.regions.length > 0);
  const best = (offering ?? places[0])?.sku;
  const judged = verdict(edition, { ...query, ...(best === undefined ? {} : { sku: best }), region }, options);
  const blame =
    judged.reason === "retired"
      ? "version"
      : offering
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
        ? doesNotSay(judged)
        : sentence(`${BLAMED[blame]}: ${because(judged)}${blame === "region" ? elsewhereText(places) : ""}`),
    status: judged.status,
    reason: judged.reason,
    citations: judged.citations,
    waysOut: changePhrases(judged.alternatives),
    notes: [
      ...(isOpen
        ? [
            "The message does not name the SKU, and for some SKUs the catalog does not say whether this region has them.",
          ]
        : []),
      ...misleading(error, blame),
    ],
  };
}

/** Some regions offer it, and the region of the account is unknown. */
export function somewhere(c: Case, query: Omit<Query, "region">, places: readonly SkuOffer[]): Explanation {
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
    why: `The region, unless the account is in one of those that offer it: it is offered as ${where}${isRestricted ? ", and only to customers to whom Microsoft granted access" : ""}.`,
    citations: answer.citations,
    waysOut: places.map(({ offered, sku }) => {
      const regions = isRestricted ? offered.regions : offered.available;
      return `${asked.sku === undefined ? `sku ${sku} in ` : ""}region ${few(regions, "region")}`;
    }),
    waysOutUntested: isRestricted,
    notes: [
      ...(isRestricted ? accessNotes(answer.conditions.map(({ text }) => `The document: ${text}`)) : []),
      ASK_REGION,
      ...misleading(error, "region"),
    ],
  };
}

/** The edition rules it out in every region. */
export function nowhere(c: Case, query: Omit<Query, "region">): Explanation {
  const { asked, edition, options } = c;
  const answer = verdict(edition, { ...query, region: "eastus" }, options);
  const skus = asked.sku === undefined ? [] : elsewhere(c, query, anySku(edition));
  const versions = skus.length > 0 ? [] : otherVersions(c, query);
  const blame = asked.sku !== undefined && isOffered(c, query) ? "sku" : versions.length > 0 ? "version" : "unknown";
  return {
    blame,
    why:
      blame === "unknown"
        ? doesNotSay(answer)
        : sentence(
            `${BLAMED[blame]}: ${answer.reason === "region-not-listed" ? "no region offers it" : because(answer)}`,
          ),
    status: answer.status,
    reason: answer.reason,
    citations: ofNoRegion(answer.citations),
    waysOut: [...skus, ...versions],
  };
}

/** True if some region offers the model version with some SKU. */
function isOffered(c: Case, query: Omit<Query, "region">): boolean {
  return anySku(c.edition).some((sku) => offeredIn(c, { ...query, sku }).regions.length > 0);
}

export const ASK_REGION =
  "The text does not tell the region of the account: give it with --region REGION for a definite answer.";

/** An SKU, and where it is offered. */
interface SkuOffer {
  readonly sku: string;
  readonly offered: OfferedRegions;
}

function doesNotSay(answer: Verdict): string {
  return sentence(`The catalog does not say: ${because(answer)}`);
}

/** Citations that are not about a single region, if there are any: the message names no region. */
function ofNoRegion(citations: readonly Citation[]): readonly Citation[] {
  const general = citations.filter((c) => c.row === undefined);
  return general.length > 0 ? general : citations;
}

const BLAMED = { region: "The region", sku: "The SKU", version: "The version" } as const;

/** A note, if the message names the SKU and means the region. */
function misleading({ kind }: RecognisedError, blame: Blame): string[] {
  if (blame !== "region" || kind !== "sku-not-for-model") return [];
  return ["Azure's message names the SKU; it is the region that does not fit, since others offer this SKU."];
}

function elsewhereText(all: readonly SkuOffer[]): string {
  const [first] = all.filter((a) => a.offered.regions.length > 0);
  return first ? `, and offers it as ${safe(first.sku)} in ${count(first.offered.regions.length, "other region")}` : "";
}

/** The catalog lists it there, freely or for customers with access. */
function offeredHere(
  c: Case,
  query: Omit<Query, "region">,
  skus: readonly string[],
  isRestricted: boolean,
): Explanation {
  const { asked, edition, options } = c;
  const region = asked.region ?? "";
  const [sku = ""] = skus;
  const answer = verdict(edition, { ...query, sku, region }, options);
  // A date that was planned when the source was written has come, and Azure refuses: the plan was kept.
  const retires = answer.lifecycle?.retires;
  if (retires !== undefined && retires <= options.today) return ended(c, sku);
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
      why: "Access: only customers to whom Microsoft granted it can deploy the model there.",
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
    why: `Nothing that the catalog knows: as of ${edition.data.date} it lists this as available${asked.sku === undefined ? ` as ${skus.join(", ")}` : ""}.`,
    notes: [
      "The reason is newer than the catalog, or lies in the subscription: a retirement since then, access that it was not granted, a quota of 0.",
      ...(isStandard
        ? [
            "If the program sets another SKU inside properties, Azure ignores it and takes Standard: move the SKU beside properties.",
          ]
        : []),
      importNote(region),
    ],
  };
}

/** The catalog does not say. */
export function unknown(c: Case, query: Omit<Query, "region">): Explanation {
  const { edition, options, asked } = c;
  const region =
    asked.region ??
    PUBLIC_REGION_IDS.find((r) => isOpenQuestion(decide(edition, { ...query, region: r }, options))) ??
    "";
  const answer = verdict(edition, { ...query, region }, options);
  const skus = anySku(edition).filter((s) => s !== query.sku);
  return {
    blame: "unknown",
    why: doesNotSay(answer),
    ...(asked.region === undefined ? {} : { status: answer.status, reason: answer.reason }),
    citations: asked.region === undefined ? ofNoRegion(answer.citations) : answer.citations,
    waysOut: asked.region === undefined ? elsewhere(c, query, skus) : changePhrases(answer.alternatives),
    notes: [importNote(asked.region)],
  };
}

/** True if the catalog is silent about all regions, so that any region is an example. */
function isOpenQuestion({ status, reason }: Decision): boolean {
  return status === "undocumented" && reason !== "assistants-only";
}

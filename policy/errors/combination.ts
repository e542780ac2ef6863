/** A combination of model, version, SKU and region that Azure refuses: which of the four is to blame. */

import { findModel, type IndexedModel } from "../../catalog/edition/edition";
import { findSku } from "../../catalog/names/skus";
import type { Reason, Verdict } from "../../catalog/query";
import { anySku } from "../../catalog/solver";
import { verdict } from "../../catalog/verdict/verdict";
import { newerLines } from "../words/newer";
import { because } from "../words/reasons";
import { changePhrases } from "../words/ways-out";
import { ASK_REGION, inRegion, nowhere, somewhere, unknown } from "./blame";
import {
  type Blame,
  type Case,
  type Explanation,
  elsewhere,
  importNote,
  NO_MODEL,
  offeredIn,
  otherFormat,
  otherVersions,
  sentence,
} from "./case";
import { fineTuned } from "./fine-tuned";

const NAMES: Partial<Record<Reason, Blame>> = {
  "model-not-listed": "model",
  "version-not-listed": "version",
  "sku-unknown": "sku",
  "region-unknown": "region",
};

/** Judges a combination that Azure refuses. */
export function combination(c: Case): Explanation {
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

  // Names first: without a region, one query can judge nothing else.
  const probe = verdict(edition, { ...query, sku: skus[0], region: region ?? "" }, options);
  const named = region === undefined && probe.reason === "region-unknown" ? undefined : NAMES[probe.reason];
  if ((named === "model" || named === "version") && error.kind !== "model-not-supported") {
    return newerThanCatalog(c, named, probe);
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
          ? (newerNotes(probe, options.today) ?? [
              `It may be newer than the catalog, which is of ${edition.data.date}. ${importNote(region)}`,
            ])
          : [],
    };
  }
  if (probe.reason === "cloud-not-covered") return unknown(c, { ...query, sku: skus[0] });

  const places = skus.map((s) => ({ sku: s, offered: offeredIn(c, { ...query, sku: s }) }));
  if (region !== undefined) return inRegion(c, { ...query, region }, places);
  const offering = places.filter((a) => a.offered.regions.length > 0);
  if (offering.length > 0) return somewhere(c, query, offering);
  if (places.some((a) => a.offered.open)) return unknown(c, { ...query, sku: skus[0] });
  return nowhere(c, { ...query, sku: skus[0] });
}

/**
 * The message shows that Azure knows the model and the version: they are newer than the catalog, or were retired before
 * it.
 */
function newerThanCatalog(
  { error, asked, edition, options }: Case,
  what: "model" | "version",
  probe: Verdict,
): Explanation {
  const where =
    error.kind === "sku-not-in-region" ? "the region, with this SKU" : "the SKU, which may depend on the region";
  return {
    blame: "unknown",
    why: `The catalog does not know the ${what}; Azure does, and its message blames ${where}.`,
    citations: probe.citations,
    notes: newerNotes(probe, options.today) ?? [
      `The ${what} is newer than the catalog, which is of ${edition.data.date}, or was retired before. ${importNote(asked.region)}`,
    ],
  };
}

/** Where an embedded edition names what the catalog does not know: how to ask that one. */
function newerNotes({ newerThanEdition: newer }: Verdict, today: string): string[] | undefined {
  return newer && newer.namedBy.length > 0 ? newerLines(newer, today) : undefined;
}

/** Azure's older wording of a combination that it refuses. */
export function scaleType(c: Case): Explanation {
  const answer = combination(c);
  if (answer.blame !== "region") return answer;
  const legacy = "This is Azure's older wording: it names the SKU and the model, and mostly means the region.";
  return { ...answer, notes: [legacy, ...(answer.notes ?? [])] };
}

/** "is not supported in current region": Azure blames the region, and does not name it. */
export function notInCurrentRegion(c: Case): Explanation {
  const { asked } = c;
  const { why, certain: _, notes = [], ...answer } = combination(c);
  const isKnown = asked.region !== undefined;
  if (isKnown && answer.blame === "region") return { ...answer, why, notes };
  return {
    ...answer,
    blame: "region",
    certain: true,
    why: isKnown
      ? "The region: by Azure's message it does not offer the model version."
      : "The region of the account, which the message does not name: it does not offer the model version.",
    notes: [
      ...(isKnown ? [why] : []),
      ...notes.filter((note) => note !== ASK_REGION),
      ...(isKnown ? [] : ["Which region is it? Give it with --region REGION for an answer about that region."]),
    ],
  };
}

function versionsText(model: IndexedModel | undefined): string {
  const names = model?.versions.map((v) => v.version) ?? [];
  return names.length > 0 ? `: it names ${names.join(", ")}` : "";
}

function developerTier(c: Case, model: string, { name }: IndexedModel): Explanation {
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

/** Models and versions that take no new deployments any more. */

import { findModel, findVersion } from "../../catalog/edition/edition";
import { cite } from "../../catalog/verdict/citation";
import { findOffer } from "../../catalog/verdict/offer";
import { retirementText } from "../words/retirement";
import { type Case, importNote, NO_MODEL, otherFormat, otherModel, otherVersions, type Said, sentence } from "./case";

/** Retired, or on its way out: since when, what the document names in its place, and what is newer. */
export function ended(c: Case): Said {
  const { error, asked, edition, options } = c;
  const { model, version, sku, region } = asked;
  const foreign = otherFormat(c);
  if (foreign) return foreign;
  const isModel = error.kind === "model-closed";
  const shared = { blame: isModel ? ("model" as const) : ("version" as const), why: sentence(whatText(c)) };
  const indexed = model === undefined ? undefined : findModel(edition, model);
  const facts = indexed && (version === undefined ? indexed.unversioned : findVersion(indexed, version));
  const { replaced, retiring } = facts ?? (isModel ? (indexed?.versions.find((v) => v.replaced) ?? {}) : {});
  const query = {
    model: model ?? "",
    ...(version === undefined ? {} : { version }),
    ...(sku === undefined ? {} : { sku }),
  };
  const offer =
    version === undefined || sku === undefined || region === undefined
      ? undefined
      : findOffer(edition, { model: query.model, version, sku, region });
  const by = replaced && [replaced.by.model, replaced.by.version].filter(Boolean).join(" ");
  const known = replaced ?? retiring ?? (offer?.retires === undefined && !offer?.retired ? undefined : offer);
  const newer = indexed && !isModel ? otherVersions(c, query, { newer: true }) : [];
  const replacement = replaced ? { ...replaced.by, ...(sku === undefined ? {} : { sku }) } : undefined;
  // A replacement that is another version of the same model is said as one, and once.
  const isVersion = replacement?.version !== undefined && findModel(edition, replacement.model) === indexed;
  const isSaid = isVersion && newer.some((way) => way.startsWith(`version ${replacement.version} `));
  return {
    ...shared,
    citations: [
      ...(offer ? [offer.citation] : []),
      ...[replaced, retiring].flatMap((s) => (s ? [cite(edition, s.place, s.statement)] : [])),
    ],
    waysOut: [
      ...newer,
      ...(replacement === undefined || isSaid
        ? []
        : otherModel(c, replacement, isVersion ? `version ${replacement.version}` : undefined)),
    ],
    notes: [
      ...(by ? [`The document names ${by} as its replacement.`] : []),
      ...(offer && (offer.retires !== undefined || offer.retired)
        ? [`As the region's list has it, it ${retirementText(offer, options.today)}.`]
        : []),
      ...(model === undefined ? [NO_MODEL] : []),
      ...(indexed || model === undefined ? [] : [`The catalog, of ${edition.data.date}, does not know the model.`]),
      ...(indexed && !known ? [`The catalog, of ${edition.data.date}, does not know of it yet.`] : []),
      ...(offer ? [] : [`Other versions may have gone the same way since ${edition.data.date}. ${importNote(region)}`]),
    ],
  };
}

function whatText({ error }: Case): string {
  if (error.kind === "model-closed") return "The model: it takes no new deployments";
  if (error.kind === "deprecating") return "The version: it is on its way out and takes no new deployments";
  return error.since === undefined
    ? "The version: it is retired"
    : `The version: it has been retired since ${error.since}`;
}

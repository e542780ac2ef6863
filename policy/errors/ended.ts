/** Models and versions that take no new deployments any more. */

import { findModel, findVersion } from "../../catalog/edition/edition";
import { cite } from "../../catalog/verdict/citation";
import { findOffer } from "../../catalog/verdict/offer";
import { either } from "../did-you-mean";
import { endingOf, retirementText } from "../words/retirement";
import {
  type Case,
  type Explanation,
  importNote,
  NO_MODEL,
  offeredIn,
  otherFormat,
  otherModel,
  otherVersions,
  sentence,
} from "./case";

/**
 * "Creating account deployment is not supported by the model": Azure says so where the program gives no version and
 * the model's default version takes no new deployments.
 */
export function modelClosed(c: Case): Explanation {
  const { asked, edition } = c;
  const { model, version, sku } = asked;
  const indexed = model === undefined ? undefined : findModel(edition, model);
  if (model === undefined || version !== undefined || !indexed) return ended(c);
  const query = { model, ...(sku === undefined ? {} : { sku }) };
  const versions = otherVersions(c, query);
  const granted = indexed.versions
    .map((v) => v.version)
    .filter((v) =>
      ["Standard", "GlobalStandard"].some((s) => offeredIn(c, { model, version: v, sku: s }).regions.length),
    );
  const replaced = [indexed.unversioned, ...indexed.versions].find((v) => v?.replaced)?.replaced;
  return {
    blame: "version",
    why: "The version: the program most likely gives none, and the model's default version takes no new deployments any more.",
    citations: replaced ? [cite(edition, replaced.place, replaced.statement)] : [],
    waysOut: [
      ...versions,
      ...(replaced ? otherModel(c, { ...replaced.by, ...(sku === undefined ? {} : { sku }) }) : []),
    ],
    notes: [
      'Pin a version that is offered, in quotes: properties: { model: { version: "VERSION" } }, in TypeScript and in YAML alike.',
      ...(versions.length > 0
        ? []
        : granted.length > 0
          ? [
              `The catalog, of ${edition.data.date}, has ${either(granted)} only for customers to whom Microsoft granted access; everybody else needs another model.`,
            ]
          : [`The catalog, of ${edition.data.date}, offers no version of it: choose another model.`]),
      ...(asked.region === undefined ? [] : [importNote(asked.region)]),
    ],
  };
}

/** Retired, or on its way out: since when, what the document names as replacement, and what is newer. */
export function ended(c: Case): Explanation {
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
  // A replacement that is another version of the same model is offered once, as a version.
  const isVersion = replacement?.version !== undefined && findModel(edition, replacement.model) === indexed;
  const isAnswer = isVersion && newer.some((way) => way.startsWith(`version ${replacement.version} `));
  return {
    ...shared,
    citations: [
      ...(offer ? [offer.citation] : []),
      ...[replaced, retiring].flatMap((s) => (s ? [cite(edition, s.place, s.statement)] : [])),
    ],
    waysOut: [
      ...newer,
      ...(replacement === undefined || isAnswer
        ? []
        : otherModel(c, replacement, isVersion ? `version ${replacement.version}` : undefined)),
    ],
    notes: [
      ...(by ? [`The document names ${by} as its replacement.`] : []),
      ...(offer && (offer.retires !== undefined || offer.retired)
        ? [`By the region's models list, it ${retirementText(endingOf(offer), options.today)}.`]
        : []),
      ...(model === undefined ? [NO_MODEL] : []),
      ...(indexed || model === undefined ? [] : [`The catalog, of ${edition.data.date}, does not know the model.`]),
      ...(indexed && !known ? [`The catalog, of ${edition.data.date}, still has it; Azure's message is newer.`] : []),
      ...(offer ? [] : [`Other versions may be retired since ${edition.data.date}, too. ${importNote(region)}`]),
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

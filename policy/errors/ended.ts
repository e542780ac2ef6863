/** Models and versions that no longer take new deployments. */

import { findModel, findVersion, type IndexedModel, type IndexedVersion } from "../../catalog/edition/edition";
import { findSku } from "../../catalog/names/skus";
import type { Citation, Lifecycle } from "../../catalog/query";
import { cite } from "../../catalog/verdict/citation";
import { lifecycleOf, lifeOf } from "../../catalog/verdict/lifecycle";
import { either } from "../did-you-mean";
import type { Ending } from "../finding";
import { sourceText } from "../words/citations";
import { retirementText } from "../words/retirement";
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
 * "Creating account deployment is not supported by the model": Azure says so if the program gives no version and the
 * model's default version takes no new deployments.
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

/**
 * Retired, or about to be: since when, its replacement in the document, and newer models and versions.
 * @param judgedSku the SKU that the catalog was asked about, if the message names none.
 */
export function ended(c: Case, judgedSku = c.asked.sku): Explanation {
  const { error, asked, edition, options } = c;
  const { model, version, region } = asked;
  const foreign = otherFormat(c);
  if (foreign) return foreign;
  const isModel = error.kind === "model-closed";
  const indexed = model === undefined ? undefined : findModel(edition, model);
  const facts = indexed && (version === undefined ? indexed.unversioned : findVersion(indexed, version));
  const { replaced, retiring } = facts ?? (isModel ? (indexed?.versions.find((v) => v.replaced) ?? {}) : {});
  const life = facts && lifeIn(c, indexed, facts, judgedSku);
  const ending = life && endingIn(life, { sku: judgedSku, region });
  const sku = asked.sku === undefined ? {} : { sku: asked.sku };
  const query = { model: model ?? "", ...(version === undefined ? {} : { version }), ...sku };
  const next = replaced?.by ?? life?.replacement;
  const replacementName = next && [next.model, next.version].filter(Boolean).join(" ");
  const newer = indexed && !isModel && !c.isFineTuned ? otherVersions(c, query, { newer: true }) : [];
  const replacement = next && !c.isFineTuned ? { ...next, ...sku } : undefined;
  // A replacement that is another version of the same model is offered once, as a version.
  const isVersion = replacement?.version !== undefined && findModel(edition, replacement.model) === indexed;
  const isAnswer = isVersion && newer.some((way) => way.startsWith(`version ${replacement.version} `));
  const isKnown = replaced !== undefined || retiring !== undefined || ending !== undefined;
  const [told] = life?.citations ?? [];
  return {
    blame: isModel ? "model" : "version",
    why: sentence(whatText(c, ending)),
    // What was planned when the source was written may have happened, or been postponed.
    ...(isAzuresWord(c) || ending?.retired ? {} : { certain: false }),
    citations: [
      ...(ending ? (life?.citations ?? []) : []),
      // The row of a schedule names the replacement too.
      ...[replaced, retiring]
        .flatMap((s) => (s ? [cite(edition, s.place, s.statement)] : []))
        .filter(({ section, row }) => !ending || !life?.citations.some((c) => c.section === section && c.row === row)),
    ],
    waysOut: [
      ...newer,
      ...(replacement === undefined || isAnswer
        ? []
        : otherModel(c, replacement, isVersion ? `version ${replacement.version}` : undefined)),
    ],
    notes: [
      ...(replacementName ? [`The document names ${replacementName} as its replacement.`] : []),
      ...(ending && told && isAzuresWord(c)
        ? [`By ${toldBy(told)}, it ${retirementText(ending, options.today)}.`]
        : []),
      ...(model === undefined ? [NO_MODEL] : []),
      ...(indexed || model === undefined ? [] : [`The catalog, of ${edition.data.date}, does not know the model.`]),
      ...(indexed && !isKnown ? [`The catalog, of ${edition.data.date}, still has it; Azure's message is newer.`] : []),
      ...(ending ? [] : [`Other versions may be retired since ${edition.data.date}, too. ${importNote(region)}`]),
    ],
  };
}

/** What schedules and models lists say about the life of the deployment that was asked for. */
function lifeIn(
  { edition, isFineTuned }: Case,
  model: IndexedModel,
  facts: IndexedVersion,
  name = "Standard",
): Lifecycle | undefined {
  const sku = findSku(name);
  const life = sku && lifeOf(facts, sku, isFineTuned);
  return life && lifecycleOf({ edition, model }, life);
}

/** The end of a life; undefined if it has none yet. */
function endingIn(life: Lifecycle, { sku, region }: { sku?: string; region?: string }): Ending | undefined {
  const { stage, retires, asOf, retired } = life;
  if (!retired && retires === undefined) return undefined;
  return {
    ...{ stage, asOf, retired },
    ...(retires === undefined ? {} : { retires }),
    ...(sku === undefined ? {} : { sku }),
    ...(region === undefined ? {} : { region }),
  };
}

function toldBy(citation: Citation): string {
  return citation.source === "list" ? `the models list of ${citation.date}` : sourceText(citation);
}

/** True if Azure's own message says that it takes no new deployments. */
function isAzuresWord({ error }: Case): boolean {
  return ["model-closed", "deprecated", "deprecating"].includes(error.kind);
}

function whatText(c: Case, ending: Ending | undefined): string {
  const { error, options } = c;
  if (error.kind === "model-closed") return "The model: it takes no new deployments";
  if (error.kind === "deprecating") return "The version: it is on its way out and takes no new deployments";
  if (error.since !== undefined) return `The version: it has been retired since ${error.since}`;
  if (isAzuresWord(c) || !ending) return "The version: it is retired";
  return `The version: it ${retirementText(ending, options.today)}${ending.retired ? "" : ", and Azure refuses it"}`;
}

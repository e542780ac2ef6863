/** Access to models, and quota: they depend on the subscription. The catalog cannot know them, and says so. */

import { type Edition, findModel, findVersion, type IndexedModel } from "../../catalog/edition/edition";
import { findRegion, PUBLIC_REGION_IDS } from "../../catalog/names/regions";
import { findSku } from "../../catalog/names/skus";
import type { VerdictOptions } from "../../catalog/query";
import { anySku } from "../../catalog/solver";
import { alternatives } from "../../catalog/verdict/alternatives";
import { cite } from "../../catalog/verdict/citation";
import { decide } from "../../catalog/verdict/decide";
import { safe } from "../text";
import { few } from "../words/names";
import { changePhrases } from "../words/ways-out";
import { accessNotes } from "./access";
import { type Case, type Explanation, NO_MODEL, type OfferedRegions, offeredIn, otherFormat, sentence } from "./case";
import { combination } from "./combination";

/** The subscription lacks a model: the document's access conditions, and other deployments that it offers. */
export function modelAccess(c: Case): Explanation {
  const { asked, edition, options } = c;
  const { model, version, sku, region } = asked;
  const foreign = otherFormat(c);
  if (foreign) return foreign;
  const indexed = model === undefined ? undefined : findModel(edition, model);
  const facts = indexed && (version === undefined ? indexed.versions : [findVersion(indexed, version)]);
  const access = new Map((facts ?? []).flatMap((f) => Object.values(f?.access ?? {}).map((a) => [a.id, a] as const)));
  const conditions = [...access.values()].map((a) => a.condition);
  const judged =
    indexed && !c.isFineTuned ? combination({ ...c, error: { ...c.error, kind: "model-not-supported" } }) : undefined;
  const isRuledOut = judged !== undefined && judged.status === "unavailable";
  const query = { model: model ?? "", ...(version === undefined ? {} : { version }) };
  return {
    blame: "access",
    why:
      model === undefined
        ? "Access: the subscription lacks what Azure asks for, for a model or for an account."
        : "Access: the subscription was not granted this model.",
    citations: [...access.values()]
      .map((a) => cite(edition, a.place, a.condition))
      .concat(isRuledOut ? [...(judged.citations ?? [])] : []),
    waysOut:
      indexed && sku !== undefined && region !== undefined
        ? changePhrases(
            alternatives(
              edition,
              { ...query, sku, region },
              decide(edition, { ...query, sku, region }, options),
              options,
            ),
          )
        : [],
    waysOutUntested: true,
    notes: [
      ...accessNotes(conditions.map((text) => `The document: ${text}`)),
      ...(model === undefined ? [NO_MODEL] : []),
      ...(model !== undefined && conditions.length === 0
        ? [
            `The catalog, of ${edition.data.date}, has no access condition for this model: the condition may be newer, or one of the subscription itself.`,
          ]
        : []),
      ...(isRuledOut ? [`Besides, the catalog rules it out. ${judged.why}`] : []),
    ],
  };
}

/** The model that the label of a quota means: labels spell names of models differently. */
export function labelled(edition: Edition, label: string): IndexedModel | undefined {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const wanted = bare(label);
  return [...edition.models.values()].find((m) => bare(m.name) === wanted || bare(m.name) === `gpt${wanted}`);
}

export function quota(c: Case): Explanation {
  const { error, asked, edition, options } = c;
  const model = asked.model === undefined ? undefined : findModel(edition, asked.model);
  const sku = asked.sku === undefined ? "Standard" : (findSku(asked.sku) ?? asked.sku);
  const here = asked.region === undefined ? undefined : findRegion(asked.region)?.id;
  const name = model?.name ?? "";
  const offered = model ? offeredIn(c, { model: name, sku }) : undefined;
  const same = offered?.available.filter((r) => r !== here) ?? [];
  const others = model
    ? anySku(edition)
        .filter((s) => s !== sku)
        .filter(
          (s) =>
            offeredIn(c, { model: name, sku: s }, here === undefined ? PUBLIC_REGION_IDS : [here]).available.length > 0,
        )
    : [];
  const nearestRegions = here === undefined ? same : nearFirst(edition, name, sku, here, same, options);
  return {
    blame: "quota",
    why: sentence(`Quota: ${figures(error)}`),
    waysOut: [
      ...(error.quota && error.quota.available > 0 ? [`capacity ${error.quota.available}`] : []),
      ...(nearestRegions.length > 0 ? [`region ${few(nearestRegions, "region")}`] : []),
      ...(others.length > 0 ? [`sku ${few(others, "SKU")}${here === undefined ? "" : " in this region"}`] : []),
    ],
    waysOutUntested: true,
    notes: [
      "The catalog cannot tell how much quota a subscription has. It is counted by region, model and SKU; Standard counts in thousands of tokens per minute.",
      ...(asked.sku === undefined && model ? ["The message names no SKU; Standard was assumed."] : []),
      ...(model && offered && same.length === 0 ? [noRegions(model.name, sku, here, offered)] : []),
      ...(asked.model !== undefined && !model ? ["The catalog has no model of the name in the quota."] : []),
      `See what is in use: az cognitiveservices usage list --location ${here ?? "REGION"}. Lower the capacity of other deployments, or delete them; a deleted account holds its quota until it is purged. Ask for more at https://aka.ms/oai/stuquotarequest.`,
    ],
  };
}

function figures({ quota }: Case["error"]): string {
  if (!quota) return "less is left than the deployment asks for";
  const { required, available, used, limit } = quota;
  const inUse = used === undefined || limit === undefined ? "" : ` (${used} of ${limit} in use)`;
  const lack = required - available;
  const so = lack > 0 ? `${lack} too few` : "that is not enough";
  return `the deployment asks for ${required}, and ${available} ${available === 1 ? "is" : "are"} left${inUse}: ${so}`;
}

/** Why there is no other region whose quota could have something left. A quota is for all versions of a model. */
function noRegions(model: string, sku: string, here: string | undefined, { regions, open }: OfferedRegions): string {
  const other = here === undefined ? "" : "other ";
  const what = `${model}, in any version, as ${safe(sku)}`;
  if (open) return `The catalog does not say which ${other}regions offer ${what}.`;
  return regions.some((r) => r !== here)
    ? `The catalog has ${what} in ${other}regions only for customers to whom Microsoft granted access.`
    : `The catalog has no ${other === "" ? "" : other}region that offers ${what}.`;
}

/** Regions in the order of alternatives: the nearest first. */
function nearFirst(
  edition: Edition,
  model: string,
  sku: string,
  from: string,
  regions: readonly string[],
  options: VerdictOptions,
): readonly string[] {
  const order = (findModel(edition, model)?.versions ?? []).flatMap(({ version }) => {
    const query = { model, version, sku, region: from };
    return alternatives(edition, query, decide(edition, query, options), options)
      .filter((a) => a.change === "region")
      .map((a) => a.region);
  });
  const near = [...new Set(order)].filter((r) => regions.includes(r));
  return [...near, ...regions.filter((r) => !near.includes(r))];
}

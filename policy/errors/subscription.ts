/** What hangs on the subscription: access, quota, and accounts. The catalog cannot tell, and says so. */

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
import { accessNotes, WHERE_ACCESS } from "./access";
import { type Case, NO_MODEL, type Offered, offeredIn, otherFormat, type Said, sentence } from "./case";
import { combination } from "./combination";

/** The subscription lacks a model: what the document says of access to it, and where else it would be the same. */
export function modelAccess(c: Case): Said {
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
        ? "Access: the subscription lacks what Azure asks of it, for a model or for an account."
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
            `The catalog, of ${edition.data.date}, knows of no condition for this model: it may be newer, or the subscription is of a kind (free, student, sponsored) that does not get it.`,
          ]
        : []),
      ...(isRuledOut ? [`Besides, the catalog rules it out. ${judged.why}`] : []),
    ],
  };
}

export function accountAccess({ error }: Case): Said {
  return {
    blame: "access",
    why: `Access: the subscription may not create an account of the kind ${safe(error.accountKind ?? "")}${error.accountSku === undefined ? "" : ` with SKU ${safe(error.accountSku)}`}.`,
    notes: [
      "This is about the account, not about a model: no deployment was tried yet.",
      "The catalog cannot tell what a subscription was granted: free, student and sponsored ones often may not, and some regions are closed to new accounts.",
      WHERE_ACCESS,
    ],
  };
}

/** The model that the label of a quota means, labels being written otherwise than names; undefined where none is. */
export function labelled(edition: Edition, label: string): IndexedModel | undefined {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const wanted = bare(label);
  return [...edition.models.values()].find((m) => bare(m.name) === wanted || bare(m.name) === `gpt${wanted}`);
}

export function quota(c: Case): Said {
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
  const nearest = here === undefined ? same : nearFirst(edition, name, sku, here, same, options);
  return {
    blame: "quota",
    why: sentence(`Quota: ${figures(error)}`),
    waysOut: [
      ...(error.quota && error.quota.available > 0 ? [`capacity ${error.quota.available}`] : []),
      ...(nearest.length > 0 ? [`region ${few(nearest, "region")}`] : []),
      ...(others.length > 0 ? [`sku ${few(others, "SKU")}${here === undefined ? "" : " in this region"}`] : []),
    ],
    waysOutUntested: true,
    notes: [
      "The catalog cannot tell how much quota a subscription has. It is counted by region, model and SKU; Standard counts in thousands of tokens per minute.",
      ...(asked.sku === undefined && model ? ["The message names no SKU; it was taken for Standard."] : []),
      ...(model && offered && same.length === 0 ? [noRegions(model.name, sku, here, offered)] : []),
      ...(asked.model !== undefined && !model ? ["The catalog has no model of the name that the quota has."] : []),
      `See what is in use: az cognitiveservices usage list --location ${here ?? "REGION"}. Lower the capacity of other deployments, or delete them; a deleted account holds its quota until it is purged. More is asked for at https://aka.ms/oai/stuquotarequest.`,
    ],
  };
}

function figures({ quota }: Case["error"]): string {
  if (!quota) return "less is left than the deployment asks for";
  const { required, available, used, limit } = quota;
  const inUse = used === undefined || limit === undefined ? "" : ` (${used} of ${limit} in use)`;
  const lack = required - available;
  const so = lack > 0 ? `${lack} ${lack === 1 ? "is" : "are"} lacking` : "it does not suffice";
  return `${required} asked for, ${available} left${inUse}, so ${so}`;
}

/** Why no other region is offered in whose quota there may be something left: a quota is of no version, so of any. */
function noRegions(model: string, sku: string, here: string | undefined, { regions, open }: Offered): string {
  const other = here === undefined ? "" : "other ";
  const what = `${model}, in any version, as ${safe(sku)}`;
  if (open) return `The catalog does not say which ${other}regions offer ${what}.`;
  return regions.some((r) => r !== here)
    ? `The catalog has ${what} in ${other}regions for those alone to whom Microsoft granted access.`
    : `The catalog has no ${other === "" ? "" : other}region that offers ${what}.`;
}

/** Regions in the order of alternatives: the nearest to the one that was asked for first. */
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

export function accountRegion(c: Case): Said {
  const { asked, error, edition } = c;
  const id = asked.region === undefined ? undefined : findRegion(asked.region)?.id;
  const offers = id === undefined ? [] : regionsWithOffers(c).filter((r) => r === id);
  const region = asked.region === undefined ? "" : ` ${safe(asked.region)}`;
  const what =
    error.kind === "account-kind"
      ? `accounts of the kind ${safe(error.accountKind ?? "")}`
      : "accounts of Cognitive Services";
  return {
    blame: "region",
    why: `The region: Azure has no ${what} in${region === "" ? " it" : region}${id === undefined || offers.length > 0 ? "" : ", and the catalog has no model there"}.`,
    waysOut: [
      `region ${few(
        regionsWithOffers(c).filter((r) => r !== id),
        "region",
      )}`,
    ],
    waysOutUntested: true,
    notes: [
      "This is about the account, not about a model: no deployment was tried yet. Choose the region by the models that it is to have.",
      ...(offers.length > 0
        ? [
            `The catalog, of ${edition.data.date}, has models there: the account's kind may be misspelt, or the subscription may not use the region.`,
          ]
        : []),
    ],
  };
}

/** Regions in which any model is offered, those with most of them first. */
function regionsWithOffers(c: Case): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name } of c.edition.models.values()) {
    for (const sku of ["Standard", "GlobalStandard"]) {
      for (const region of offeredIn(c, { model: name, sku }).available)
        counts.set(region, (counts.get(region) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([region]) => region);
}

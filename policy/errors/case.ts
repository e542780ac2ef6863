/** What all explanations share: the error, the explanation, and where the catalog offers things. */

import { type Edition, findModel } from "../../catalog/edition/edition";
import { findRegion, PUBLIC_REGION_IDS } from "../../catalog/names/regions";
import { findSku } from "../../catalog/names/skus";
import { releaseOf } from "../../catalog/names/versions";
import type { Citation, DidYouMean, Query, Reason, Status, VerdictOptions } from "../../catalog/query";
import { anySku } from "../../catalog/solver";
import { decide } from "../../catalog/verdict/decide";
import { newestFirst } from "../../catalog/verdict/passing";
import { safe } from "../text";
import { few } from "../words/names";
import type { RecognisedError } from "./recognise";

/**
 * What is to blame: a part of the deployment, a property of the subscription that a catalog cannot know, or nothing
 * that the catalog knows.
 */
export type Blame =
  | "model"
  | "version"
  | "sku"
  | "region"
  | "format"
  | "capacity"
  | "settings"
  | "quota"
  | "access"
  | "account"
  | "order"
  | "policy"
  | "nothing"
  | "unknown";

/** The explanation of one error. Everything is safe to print. */
export interface Explanation {
  readonly blame: Blame;
  /** One sentence. */
  readonly why: string;
  /** False if the answer depends on something that the text does not tell for certain, mostly the region. */
  readonly certain?: boolean;
  /** Status and reason of the verdict, if the catalog judged one deployment. */
  readonly status?: Status;
  readonly reason?: Reason;
  readonly citations?: readonly Citation[];
  readonly didYouMean?: readonly DidYouMean[];
  /** What would pass, in words, the smallest change first. */
  readonly waysOut?: readonly string[];
  /** True if the ways out may meet the same obstacle: quota, access. */
  readonly waysOutUntested?: boolean;
  /** Notes, in whole sentences. */
  readonly notes?: readonly string[];
}

/** An error to explain. */
export interface Case {
  readonly error: RecognisedError;
  /** The deployment that it is about; for a fine-tuned model, with its base model. */
  readonly asked: Partial<Query>;
  readonly isFineTuned: boolean;
  readonly edition: Edition;
  readonly options: VerdictOptions & { readonly today: string };
}

/** Where the catalog offers something, and whether it leaves that open for some region. */
export interface OfferedRegions {
  /** Regions that offer it, including those that need granted access. */
  readonly regions: readonly string[];
  /** Regions that offer it without further access: these are ways out. */
  readonly available: readonly string[];
  readonly open: boolean;
}

/** The regions that offer a model with an SKU; without a version, in any version. */
export function offeredIn(
  { edition, options }: Case,
  { model, version, sku }: Omit<Query, "region">,
  among: readonly string[] = PUBLIC_REGION_IDS,
): OfferedRegions {
  const named = findModel(edition, model)?.versions.map((v) => v.version) ?? [];
  const versions = version !== undefined ? [version] : named.length > 0 ? named : [undefined];
  const regions: string[] = [];
  const available: string[] = [];
  let open = false;
  for (const region of among) {
    const statuses = versions.map(
      (v) => decide(edition, { model, ...(v === undefined ? {} : { version: v }), sku, region }, options).status,
    );
    open ||= statuses.includes("undocumented");
    if (statuses.includes("available")) available.push(region);
    if (statuses.includes("available") || statuses.includes("restricted")) regions.push(region);
  }
  return { regions, available, open };
}

/** "sku GlobalStandard in region eastus2, westus (and 3 more regions)", for each SKU that some region offers. */
export function elsewhere(c: Case, query: Omit<Query, "region">, skus: readonly string[]): string[] {
  return skus.flatMap((sku) => {
    const { available } = offeredIn(c, { ...query, sku });
    return available.length > 0 ? [`sku ${sku} in region ${few(available, "region")}`] : [];
  });
}

/**
 * "version 2024-08-06 as GlobalStandard in this region": other versions of the model, in this region if it offers any,
 * else in every region that does.
 * @param newer true to leave out older versions.
 */
export function otherVersions(
  c: Case,
  { model, version, sku }: Omit<Query, "region">,
  { newer = false }: { readonly newer?: boolean } = {},
): string[] {
  return inRegions(c, (regions) =>
    newestFirst(c.edition, model)
      .filter((v) => v.toLowerCase() !== version?.toLowerCase() && !(newer && isOlder(v, version)))
      .flatMap((v) =>
        offeredAs(c, { model, version: v, ...(sku === undefined ? {} : { sku }) }, `version ${v}`, regions),
      )
      .slice(0, 3),
  );
}

/**
 * "model gpt-4o-mini 2024-07-18 as Standard in this region": another model, in this region if it offers it, else in
 * every region that does.
 * @param name how to call it, if not as a model.
 */
export function otherModel(
  c: Case,
  by: Omit<Query, "region">,
  name = `model ${[by.model, by.version].filter(Boolean).join(" ")}`,
): string[] {
  return inRegions(c, (regions) => offeredAs(c, by, name, regions));
}

function inRegions({ asked }: Case, ways: (regions: readonly string[]) => string[]): string[] {
  const here = asked.region === undefined ? undefined : findRegion(asked.region)?.id;
  const inThis = here === undefined ? [] : ways([here]);
  return inThis.length > 0 ? inThis : ways(PUBLIC_REGION_IDS);
}

/** With the same SKU if possible, else with another one. */
function offeredAs(c: Case, query: Omit<Query, "region">, name: string, regions: readonly string[]): string[] {
  const asked = findSku(query.sku ?? "");
  for (const sku of new Set([...(asked === undefined ? [] : [asked]), ...anySku(c.edition)])) {
    const offered = offeredIn(c, { ...query, sku }, regions).available;
    if (offered.length === 0) continue;
    return [
      `${name} as ${sku} in ${regions === PUBLIC_REGION_IDS ? `region ${few(offered, "region")}` : "this region"}`,
    ];
  }
  return [];
}

function isOlder(version: string, than: string | undefined): boolean {
  return than !== undefined && releaseOf(version) < releaseOf(than);
}

/** How to learn what one subscription may deploy in a region. */
export function importNote(region: string | undefined): string {
  const id = (region === undefined ? undefined : findRegion(region)?.id) ?? "REGION";
  return `Ask Azure what this subscription may deploy there: az cognitiveservices model list --location ${id} > ${id}.json; then azure-openai-guard catalog import --arm ${id}.json --out catalog.json, and this again with --edition catalog.json.`;
}

/** Explains a model of another vendor, or one of OpenAI's under a wrong format; undefined if the format is right. */
export function otherFormat({ error, asked, edition }: Case): Explanation | undefined {
  const { format } = error;
  if (format === undefined || format.toLowerCase() === "openai") return undefined;
  if (asked.model !== undefined && findModel(edition, asked.model)) {
    return {
      blame: "format",
      why: `The format: ${safe(asked.model)} is a model of the format OpenAI, and not of ${safe(format)}.`,
      notes: ['Set model.format to "OpenAI".'],
    };
  }
  return {
    blame: "unknown",
    why: `The catalog does not say: it is about models of the format OpenAI, and this one's is ${safe(format)}.`,
  };
}

export const NO_MODEL = "The message does not name the model, so the catalog cannot be asked.";

export function sentence(text: string): string {
  return `${text}.`;
}

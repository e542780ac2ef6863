/** What a refresh changes, as data: new, gone, retiring soon, and used-up quota. */

import { type Edition, findModel, findVersion } from "../../../catalog/edition/edition";
import { type CellChange, diffEditions } from "../../../catalog/import/diff";
import { PUBLIC_REGION_IDS } from "../../../catalog/names/regions";
import { SKUS, type Sku } from "../../../catalog/names/skus";
import type { Query } from "../../../catalog/query";
import { modelVersions } from "../../../catalog/verdict/cell";
import { decide } from "../../../catalog/verdict/decide";
import { lifeOf } from "../../../catalog/verdict/lifecycle";
import { isOffered } from "../../../catalog/verdict/use";
import { dateAfter } from "../../../policy/days";
import type { FileImpact } from "../impact";
import { entriesOf, membersOf, type RegionAnswer } from "./azure";

/** Deployments with the same change in the same regions. */
export interface OfferChange {
  readonly model: string;
  readonly version: string;
  readonly uses: readonly string[];
  readonly regions: readonly string[];
  /** The new status if it is no longer offered: "unavailable", "retired"; `unknown` if nothing names it any more. */
  readonly to: string;
}

/** A model version whose SKUs retire on one day. */
export interface Retirement {
  readonly day: string;
  readonly model: string;
  readonly version: string;
  readonly skus: readonly string[];
  /** For models that were fine-tuned from it. */
  readonly fineTuned?: true;
  /** The version is a preview: the day is the first on which it may be retired. */
  readonly notBefore?: true;
  readonly replacement?: string;
}

/** A pool of quota with nothing left. */
export interface UsedQuota {
  readonly region: string;
  readonly name: string;
  readonly used: number;
  readonly limit: number;
}

export interface News {
  readonly from: EditionHead;
  readonly to: EditionHead;
  readonly file: string;
  readonly regions: {
    /** Regions with a new list. */
    readonly refreshed: readonly string[];
    /** Those of them that offer no OpenAI model. */
    readonly withoutOffer: readonly string[];
    /** Regions that keep the list of an earlier refresh. */
    readonly kept: readonly { readonly region: string; readonly date: string }[];
    readonly failed: readonly { readonly region: string; readonly why: string }[];
  };
  readonly models: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly versions: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly gained: readonly OfferChange[];
  readonly lost: readonly OfferChange[];
  readonly retiring: readonly Retirement[];
  readonly quota: readonly UsedQuota[];
  /** Present if plans or states were given. */
  readonly impact?: readonly FileImpact[];
}

interface EditionHead {
  readonly id: string;
  readonly date: string;
  readonly hash: string;
}

/** How many days ahead a summary looks. */
export const RETIRING_WITHIN = 90;

/**
 * Compares the editions before and after.
 * @param today the day from which retirements count, YYYY-MM-DD.
 */
export function newsOf(
  from: Edition,
  to: Edition,
  today: string,
): Pick<News, "from" | "to" | "models" | "versions" | "gained" | "lost" | "retiring"> {
  const { models, versions, cells } = diffEditions(from, to);
  const head = ({ id, data }: Edition): EditionHead => ({ id, date: data.date, hash: data.hash });
  const gained = offers(cells.filter((c) => isOffered(c.to) && !isOffered(c.from)));
  // Lists also name retired models, but a model that nobody can deploy is not news.
  const offered = new Set(gained.flatMap(({ model, version }) => [model, `${model} ${version}`]));
  const deployable = (names: readonly string[]) => names.filter((name) => offered.has(name));
  return {
    from: head(from),
    to: head(to),
    models: { ...models, added: deployable(models.added) },
    versions: { ...versions, added: deployable(versions.added) },
    gained,
    lost: offers(cells.filter((c) => isOffered(c.from) && !isOffered(c.to))),
    retiring: retirementsOf(to, today, dateAfter(today, RETIRING_WITHIN)),
  };
}

/** Groups uses of a model version that change in the same regions. */
function offers(cells: readonly CellChange[]): OfferChange[] {
  const changes = new Map<string, OfferChange & { readonly uses: string[] }>();
  for (const { model, version, use, regions, to = "unknown" } of cells) {
    const sorted = [...regions].sort();
    const key = JSON.stringify([model, version, to, sorted]);
    const change = changes.get(key) ?? { model, version, uses: [], regions: sorted, to };
    changes.set(key, change);
    change.uses.push(use);
  }
  return [...changes.values()];
}

/**
 * The retirements after one day and until another, the nearest first, by retirement schedules and models lists,
 * as a verdict reads them. A version and SKU that nobody can deploy any more is not news.
 */
function retirementsOf(edition: Edition, after: string, until: string): Retirement[] {
  const found = new Map<string, Retirement & { readonly skus: Sku[] }>();
  for (const { model, version } of modelVersions(edition)) {
    const known = findModel(edition, model);
    const facts = known && findVersion(known, version);
    for (const fineTuned of [undefined, true] as const) {
      for (const sku of SKUS) {
        const life = facts && lifeOf(facts, sku, fineTuned === true);
        if (!life || life.retired || life.retires === undefined) continue;
        if (life.retires <= after || life.retires > until) continue;
        if (!isOfferedSomewhere(edition, { model, version, sku, ...(fineTuned ? { fineTuned } : {}) })) continue;
        const replacement =
          life.replacement && [life.replacement.model, life.replacement.version].filter(Boolean).join(" ");
        const retirement: Omit<Retirement, "skus"> = {
          day: life.retires,
          model,
          version,
          ...(fineTuned ? { fineTuned } : {}),
          ...(life.stage === "Preview" ? { notBefore: true as const } : {}),
          ...(replacement ? { replacement } : {}),
        };
        const key = JSON.stringify(retirement);
        const merged = found.get(key) ?? { ...retirement, skus: [] };
        found.set(key, merged);
        merged.skus.push(sku);
      }
    }
  }
  const order = (r: Retirement) => `${r.day} ${r.model} ${r.version}`;
  return [...found.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function isOfferedSomewhere(edition: Edition, query: Omit<Query, "region">): boolean {
  return PUBLIC_REGION_IDS.some((region) => isOffered(decide(edition, { ...query, region }).status));
}

/** The used-up pools of OpenAI quota in usage lists. */
export function usedUp(answers: readonly RegionAnswer[]): UsedQuota[] {
  return answers.flatMap(({ region, usage }) =>
    entriesOf(usage?.value).flatMap((entry) => {
      const { name, currentValue: used, limit } = membersOf(entry);
      const { value } = membersOf(name);
      if (typeof value !== "string" || typeof used !== "number" || typeof limit !== "number") return [];
      return value.startsWith("OpenAI.") && limit > 0 && used >= limit ? [{ region, name: value, used, limit }] : [];
    }),
  );
}

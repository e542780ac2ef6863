/** What a refresh brings, as data: new, gone, retiring soon, and quota that is used up. */
import type { Edition } from "../../../catalog/edition/edition";
import type { ListedVersion } from "../../../catalog/edition/schema";
import { type CellChange, diffEditions } from "../../../catalog/import/diff";
import { isOffered } from "../../../catalog/verdict/use";
import type { FileImpact } from "../impact";
import { entriesOf, membersOf, type RegionAnswer } from "./azure";

/** Deployments that are offered in the same way in the same regions. */
export interface OfferChange {
  readonly model: string;
  readonly version: string;
  readonly uses: readonly string[];
  readonly regions: readonly string[];
  /** The new status where it is no longer offered: "unavailable", "retired"; `unknown` where nothing names it any more. */
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
  readonly replacement?: string;
}

/** A pool of quota with nothing left in it. */
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
    /** Regions whose list was got. */
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
  /** Present where plans or states were given. */
  readonly impact?: readonly FileImpact[];
}

interface EditionHead {
  readonly id: string;
  readonly date: string;
  readonly hash: string;
}

/** How far ahead a summary looks, in days. */
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
  // Lists name retired models too: what nobody can deploy is no news.
  const offered = new Set(gained.flatMap(({ model, version }) => [model, `${model} ${version}`]));
  const deployable = (names: readonly string[]) => names.filter((name) => offered.has(name));
  return {
    from: head(from),
    to: head(to),
    models: { ...models, added: deployable(models.added) },
    versions: { ...versions, added: deployable(versions.added) },
    gained,
    lost: offers(cells.filter((c) => isOffered(c.from) && !isOffered(c.to))),
    retiring: retirementsOf(to, today, dayAfter(today, RETIRING_WITHIN)),
  };
}

/** Uses of a model version that change in the same regions stand together. */
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

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * What the models lists have as due to retire after one day and until another, the nearest first. A retirement holds in
 * every region: of several days the one of the newest list counts, and of lists of one day the later.
 */
function retirementsOf({ data }: Edition, after: string, until: string): Retirement[] {
  const days = new Map<string, Retirement & { readonly asOf: string }>();
  for (const { source, models } of [...Object.values(data.lists), ...Object.values(data.additions ?? {})]) {
    const asOf = data.sources[source]?.date ?? data.date;
    for (const [model, versions] of Object.entries(models)) {
      for (const [version, listed] of Object.entries(versions)) {
        const { replacement: by, status } = listed;
        for (const { sku, day, fineTuned } of status === "Deprecated" ? [] : daysOf(listed)) {
          const key = JSON.stringify([model, version, sku, fineTuned]);
          const known = days.get(key);
          if (known && `${known.asOf} ${known.day}` >= `${asOf} ${day}`) continue;
          const replacement = by && [by.model, by.version].filter(Boolean).join(" ");
          days.set(key, {
            asOf,
            day,
            model,
            version,
            skus: [sku],
            ...(fineTuned ? { fineTuned: true as const } : {}),
            ...(replacement ? { replacement } : {}),
          });
        }
      }
    }
  }
  const found = new Map<string, Retirement & { readonly skus: string[] }>();
  for (const { asOf: _, skus, ...retirement } of days.values()) {
    if (retirement.day <= after || retirement.day > until) continue;
    const key = JSON.stringify(retirement);
    const merged = found.get(key) ?? { ...retirement, skus: [] };
    found.set(key, merged);
    merged.skus.push(...skus);
  }
  const order = (r: Retirement) => `${r.day} ${r.model} ${r.version}`;
  return [...found.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function daysOf({ skus, fineTuned, retires }: ListedVersion) {
  const offered = Object.entries(skus).map(([sku, o]) => ({ sku, day: o?.retires ?? retires, fineTuned: false }));
  const tuned = Object.entries(fineTuned ?? {}).map(([sku, o]) => ({ sku, day: o?.retires, fineTuned: true }));
  return [...offered, ...tuned].flatMap(({ day, ...rest }) => (day === undefined ? [] : [{ ...rest, day }]));
}

/** Pools of OpenAI quota that are used up, as usage lists have them. */
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

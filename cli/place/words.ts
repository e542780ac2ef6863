/** The sentences about layouts: why a layout has its rank, and how many regions it takes. */
import { findRegion } from "../../catalog/names/regions";
import type { Layout, PlacedNeed, Serving } from "../../catalog/solver";
import { safe } from "../../policy/text";
import { count, few } from "../../policy/words/names";
import { choiceText, requestText } from "./request";
import { deployments, type Exceeded, type Placing, requestOf } from "./result";

/** "swedencentral (Sweden)" */
export function regionText(id: string): string {
  const region = findRegion(id);
  return region ? `${id} (${region.displayName}, ${region.geography})` : id;
}

/** The line above the layouts: how many regions it takes, and how certain that is. */
export function placingHeadline({ asked, found, accounts, layouts, exceeded }: Placing): string {
  const all = count(deployments(asked.map((a) => a.request)), "deployment");
  if (found.size === 0) return `No layout: not every request has a region.`;
  const least = found.isSmallest
    ? `${found.size}`
    : `${found.size} (at least ${found.atLeast}: the search for fewer stopped early)`;
  if (accounts !== undefined && found.size > accounts) {
    const none = found.atLeast > accounts ? "No layout" : "No layout was found";
    return `${none} in ${count(accounts, "account")}: ${all} need ${least} regions.`;
  }
  if (exceeded.length > 0) return `No layout: each of those tried breaks a limit of the capacity in a region.`;
  const ways = `${found.isTotal ? found.total : `more than ${found.total}`}`;
  if (found.size === 1) {
    return found.total === 1
      ? `One region serves all (${all}).`
      : `Each of ${ways} regions serves all by itself (${all}).`;
  }
  const how = found.total === 1 && found.isTotal ? "in one way" : `in ${ways} ways`;
  const order = found.isRanked || layouts.length < 2 ? "" : " The search stopped early: there may be better layouts.";
  return `No region serves all (${all}); ${least} regions do, ${how}.${order}`;
}

/** How many deployments of a plan or a state fit unchanged. */
export function presentOf({ asked, isPlan }: Placing): { readonly fit: number; readonly of: number } | undefined {
  if (!isPlan) return undefined;
  const fitting = asked.filter(({ request, serving }) => {
    const region = findRegion(request.present?.region ?? "")?.id ?? "";
    return serving.fits.get(region)?.changes.length === 0;
  });
  return { fit: deployments(fitting.map((a) => a.request)), of: deployments(asked.map((a) => a.request)) };
}

/** Why a layout has its rank: one line for each part of the score, in order. */
export function reasons(placing: Placing, layout: Layout): string[] {
  const { prefer, isPlan, asked } = placing;
  const all = deployments(asked.map((a) => a.request));
  return [
    ...(prefer.length > 0 ? [preferredText(placing, layout, all)] : []),
    ...(isPlan ? [changesText(layout, all)] : []),
    ...choiceTexts(placing, layout),
  ];
}

function preferredText({ prefer }: Placing, { score }: Layout, all: number): string {
  const parts = prefer.flatMap(({ name }, i) => {
    const count = score.preferred[i] ?? 0;
    if (count === 0) return [];
    return [`${count === all ? "all" : `${count} of ${all}`} in ${safe(name)}`];
  });
  return parts.length === 0 ? "none where it is preferred" : `${parts.join(", ")}, as preferred`;
}

/** How many deployments stay, and what changes in the others. */
function changesText({ regions }: Layout, all: number): string {
  const placed = regions.flatMap((r) => r.placed);
  const known = placed.filter((p) => p.need.present?.region !== undefined);
  const stay = deploymentsIn(known.filter((p) => p.fit.changes.length === 0));
  const parts = (["region", "version", "sku"] as const).flatMap((part) => {
    const changing = deploymentsIn(placed.filter((p) => p.fit.changes.includes(part)));
    const noun = part === "sku" ? "SKU" : part;
    return changing === 0 ? [] : [`${changing} ${changing === 1 ? "changes its" : "change their"} ${noun}`];
  });
  const open = all - deploymentsIn(known);
  return [
    `${stay === all ? "all stay" : `${stay} of ${all} ${stay === 1 ? "stays" : "stay"}`} as ${all === 1 ? "it is" : "they are"}`,
    ...parts,
    ...(open > 0 ? [`the present region of ${open} is not known`] : []),
  ].join("; ");
}

function deploymentsIn(placed: readonly PlacedNeed[]): number {
  return deployments(placed.map((p) => p.need));
}

/** The requests that do not get their best choice. */
function choiceTexts(placing: Placing, { regions }: Layout): string[] {
  return regions.flatMap(({ region, placed }) =>
    placed.flatMap(({ need, fit }) => {
      if (fit.rank === 0 || fit.doubt !== undefined) return [];
      const best = bestOf(placing.asked.find((a) => a.serving.need === need)?.serving);
      const name = requestOf(placing, need)?.names[0];
      const what = `${name === undefined ? "" : `${safe(name)}: `}${choiceText(fit.query)}`;
      return [
        `${what}, since ${best === undefined ? "the first choice" : choiceText(best)} is not offered in ${region}`,
      ];
    }),
  );
}

function bestOf(serving: Serving | undefined) {
  return [...(serving?.fits.values() ?? [])].find((fit) => fit.rank === 0)?.query;
}

/** A request on one line, safe to print. */
export function nameOf(placing: Placing, { need }: { readonly need: Serving["need"] }): string {
  const request = requestOf(placing, need);
  return request ? safe(requestText(request)) : "";
}

/** One line for each request of a set: the request and its regions. */
export function setLines(placing: Placing, set: readonly Serving[]): string[] {
  return set.map(({ need, fits }) => {
    const where = [...fits.keys()];
    return `${nameOf(placing, { need })}: ${where.length === 0 ? "no region" : fewer(where)}`;
  });
}

/** Lists more names than other messages do: the reader compares them to find a way out. */
function fewer(names: readonly string[]): string {
  return names.length <= 10 ? names.join(", ") : few(names, "region");
}

/** A total that every layout would break. */
export function exceededText({ limit, region, model, total, most }: Exceeded): string {
  return `limit "${safe(limit)}" allows ${safe(model)} ${most} in a region over the stack; in ${region} it would have ${total}`;
}

/** Why a request has no region: because of the document, its capacity, or a filter. */

import type { Edition } from "../../catalog/edition/edition";
import { PUBLIC_REGION_IDS } from "../../catalog/names/regions";
import type { Citation, NewerThanEdition, Query, Reason, Status, VerdictOptions } from "../../catalog/query";
import { capacityAt, choicesOf, type Need, servingRegions } from "../../catalog/solver";
import { capacityText } from "../../catalog/verdict/capacity";
import { decide } from "../../catalog/verdict/decide";
import { findOffer } from "../../catalog/verdict/offer";
import { verdict } from "../../catalog/verdict/verdict";
import { citationLines } from "../../policy/words/citations";
import { few } from "../../policy/words/names";
import { newerLines } from "../../policy/words/newer";
import { because } from "../../policy/words/reasons";
import { didYouMeanLine } from "../../policy/words/verdicts";
import type { PlaceFilter, Refusal } from "./filters";
import { choiceText, type Request } from "./request";

export interface Nowhere {
  /** The cause: the document or a list, the capacity, or a filter. */
  readonly cause: "document" | "capacity" | "filter";
  /** The verdict on the nearest query, if the document is the cause. */
  readonly status?: Status;
  readonly reason?: Reason;
  /** Set if the model or version is newer than the edition. */
  readonly newerThanEdition?: NewerThanEdition;
  /** Sentences without full stops. */
  readonly says: readonly string[];
  readonly citations: readonly Citation[];
}

/** The nearest to available first. */
const STATUSES: readonly Status[] = ["available", "restricted", "undocumented", "unavailable"];

/** Who can deploy what is restricted. */
const GRANTED = "if your organisation was granted access";
const ACCESS: Partial<Record<Reason, string>> = {
  "existing-customers": "if your subscription has deployed it before",
};

/** Says why, and what would pass instead. */
export function whyNowhere(
  edition: Edition,
  request: Request,
  need: Need,
  filter: PlaceFilter,
  options: VerdictOptions,
): Nowhere {
  const why = causeOf(edition, request, need, filter, options);
  // Every model in the edition is older than one that it cannot know.
  if (why.newerThanEdition) return why;
  const out = wayOut(edition, request, need, options);
  return out === undefined ? why : { ...why, says: [...why.says, out] };
}

/** Another SKU, else another version, or both: the first choice that has regions. */
function wayOut(edition: Edition, request: Request, need: Need, options: VerdictOptions): string | undefined {
  const { model, version, sku, purpose, training } = request;
  const open = [
    ...(sku === undefined ? [] : [{ version }]),
    ...(version === undefined ? [] : [{ sku }]),
    ...(sku === undefined || version === undefined ? [] : [{}]),
  ];
  for (const stated of open) {
    const choices = choicesOf(edition, {
      model,
      ...stated,
      ...(purpose === undefined ? {} : { purpose }),
      ...(training === undefined || purpose !== "fine-tuning" ? {} : { training }),
    });
    const fits = [...servingRegions(edition, { ...need, choices }, options).fits.values()];
    const best = fits.find((fit) => fit.rank === 0)?.query;
    if (!best) continue;
    const regions = fits.filter(({ rank }) => rank === 0).map(({ query }) => query.region);
    return `to pass: ${choiceText(best)}, in ${few(regions, "region")}`;
  }
  return undefined;
}

function causeOf(
  edition: Edition,
  request: Request,
  need: Need,
  filter: PlaceFilter,
  options: VerdictOptions,
): Nowhere {
  const { choices, capacity, label } = need;
  const all = choices.flatMap((c) => PUBLIC_REGION_IDS.map((region) => ({ ...c, region })));
  const within = all.filter((query) => filter(query, request.about) === undefined);
  // The user who gave a filter wants the reason for the regions that it leaves.
  const here = within.length > 0 ? within : all;
  const isLess = new Set(here.map((q) => q.region)).size < PUBLIC_REGION_IDS.length;
  const offered = servingRegions(edition, { label, choices, ...(capacity === undefined ? {} : { capacity }) }, options);
  const queries = [...offered.fits.values()].map((f) => f.query);
  const refusals = queries.map((query) => filter(query, request.about));
  const isElsewhere = isLess && refusals.length > 0 && refusals.every((refusal) => refusal !== undefined);
  if (queries.length > 0 && !isElsewhere) return filteredOut(edition, request, queries, filter);
  const accepts = need.accepts === undefined ? {} : { accepts: need.accepts };
  const small = capacity === undefined ? [] : servingQueries(edition, { label, choices, ...accepts }, options);
  const why =
    capacity !== undefined && small.length > 0
      ? tooLarge(edition, small, capacity)
      : nearest(edition, here, isLess, options);
  if (!isElsewhere) return why;
  const names = [...new Set(refusals.flatMap((refusal) => refusal?.by ?? []))].map(filterName);
  const others = `${queries.length} other region${queries.length === 1 ? "" : "s"}, which ${names.join(" and ")} ${names.length === 1 ? "leaves" : "leave"} out`;
  return { ...why, cause: "filter", says: [...why.says, `the catalog has it in ${others}`] };
}

function servingQueries(edition: Edition, need: Need, options: VerdictOptions): Query[] {
  return [...servingRegions(edition, need, options).fits.values()].map((f) => f.query);
}

/** The name of a filter: its option, or the name of a limit. */
function filterName(refusedBy: string): string {
  return refusedBy.startsWith("--") ? refusedBy : `limit "${refusedBy}"`;
}

function filteredOut(edition: Edition, request: Request, queries: readonly Query[], filter: PlaceFilter): Nowhere {
  const byRefusal = new Map<string, { readonly refusal: Refusal; readonly regions: string[] }>();
  for (const query of queries) {
    const refusal = filter(query, request.about);
    const by = refusal?.by ?? "its other purpose";
    const known = byRefusal.get(by);
    if (known) known.regions.push(query.region);
    else byRefusal.set(by, { refusal: refusal ?? { by, what: "fine-tuning is not offered" }, regions: [query.region] });
  }
  const ruledOut = [...byRefusal.values()].map(({ refusal, regions }) => {
    return `${filterName(refusal.by)} rules out ${regions.length} of them (${refusal.what})`;
  });
  const [first] = queries;
  return {
    cause: "filter",
    says: [
      `the catalog has it in ${few(
        queries.map((q) => q.region),
        "region",
      )}`,
      ...ruledOut,
    ],
    citations: first ? decide(edition, first).cite() : [],
  };
}

function tooLarge(edition: Edition, queries: readonly Query[], capacity: number): Nowhere {
  const lists = queries.flatMap((query) => {
    const stated = capacityAt(edition, query, capacity);
    const citation = findOffer(edition, query)?.citation;
    if (!stated || !citation) return [];
    return [{ text: `${query.region} ${capacityText(stated)}`, citation }];
  });
  return {
    cause: "capacity",
    says: [
      `no models list allows capacity ${capacity}: ${few(
        lists.map((l) => l.text),
        "region",
      )}`,
    ],
    citations: lists.slice(0, 3).map((l) => l.citation),
  };
}

/**
 * What the document says about the query that comes nearest to passing.
 * @param isLess true if the queries do not cover every region.
 */
function nearest(edition: Edition, queries: readonly Query[], isLess: boolean, options: VerdictOptions): Nowhere {
  const decided = queries.map((query) => ({ query, status: decide(edition, query, options).status }));
  const status = STATUSES.find((s) => decided.some((d) => d.status === s)) ?? "unavailable";
  const nearestQueries = decided.filter((d) => d.status === status);
  const [first] = nearestQueries;
  if (!first) return { cause: "document", says: [], citations: [] };
  const answer = verdict(edition, first.query, options);
  const regions = few([...new Set(nearestQueries.map((d) => d.query.region))], "region");
  const access = answer.conditions.flatMap((c) => c.access ?? []);
  const { newerThanEdition: newer } = answer;
  const { today = edition.data.date } = options;
  const says = {
    // A query that is available but does not fit has only a source older than the lists.
    available: `in ${regions}, only a source that is older than the models lists offers it`,
    restricted: `in ${regions}, ${because(answer)}`,
    undocumented: isLess
      ? `the document does not say that it is offered in ${regions}: ${because(answer)}`
      : `the document does not say that it is offered anywhere: in ${regions}, ${because(answer)}`,
    unavailable: `not offered in ${isLess ? regions : "any region"}: ${because(answer)}`,
  }[status];
  return {
    cause: "document",
    status: answer.status,
    reason: answer.reason,
    ...(newer ? { newerThanEdition: newer } : {}),
    says: [
      says,
      ...(newer ? newerLines(newer, today).map((line) => line.replace(/\.$/, "")) : []),
      ...(access.length > 0 ? [`${ACCESS[answer.reason] ?? GRANTED}, say so with --granted ${access[0]}`] : []),
      ...didYouMeanLine(answer.didYouMean),
    ],
    citations: answer.citations.slice(0, 3),
  };
}

/** The lines about a request without a region. */
export function nowhereLines({ says, citations }: Nowhere): string[] {
  return [...says.map(sentence), ...citationLines(citations)];
}

function sentence(text: string): string {
  const upper = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(upper) ? upper : `${upper}.`;
}

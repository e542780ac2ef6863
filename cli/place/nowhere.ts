/** Why there is no region for a request: because of the document, of its capacity, or of what was asked for besides. */

import type { Edition } from "../../catalog/edition/edition";
import { PUBLIC_REGION_IDS } from "../../catalog/names/regions";
import type { Citation, Query, Reason, Status, VerdictOptions } from "../../catalog/query";
import { capacityAt, choicesOf, type Need, servingRegions } from "../../catalog/solver";
import { capacityText } from "../../catalog/verdict/capacity";
import { decide } from "../../catalog/verdict/decide";
import { findOffer } from "../../catalog/verdict/offer";
import { verdict } from "../../catalog/verdict/verdict";
import { citationLines } from "../../policy/words/citations";
import { few } from "../../policy/words/names";
import { because } from "../../policy/words/reasons";
import { didYouMeanLine } from "../../policy/words/verdicts";
import type { PlaceFilter, Refusal } from "./filters";
import { choiceText, type Request } from "./request";

export interface Nowhere {
  /** What it fails for: what the document or a list says, or what was asked for besides. */
  readonly cause: "document" | "capacity" | "filter";
  /** What the catalog says of what comes nearest, where it is the document that it fails for. */
  readonly status?: Status;
  readonly reason?: Reason;
  /** Sentences without their stops. */
  readonly says: readonly string[];
  readonly citations: readonly Citation[];
}

/** The nearest to available first. */
const STATUSES: readonly Status[] = ["available", "restricted", "undocumented", "unavailable"];

/** Tells why, and what would do in its place. */
export function whyNowhere(
  edition: Edition,
  request: Request,
  need: Need,
  filter: PlaceFilter,
  options: VerdictOptions,
): Nowhere {
  const why = causeOf(edition, request, need, filter, options);
  const out = wayOut(edition, request, need, options);
  return out === undefined ? why : { ...why, says: [...why.says, out] };
}

/** Another SKU or, where none would do, another version, or both: the first choice that has regions. */
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
  const offered = servingRegions(edition, { label, choices, ...(capacity === undefined ? {} : { capacity }) }, options);
  if (offered.fits.size > 0)
    return filteredOut(
      edition,
      request,
      [...offered.fits.values()].map((f) => f.query),
      filter,
    );
  if (capacity !== undefined) {
    const small = [...servingRegions(edition, { label, choices }, options).fits.values()].map((f) => f.query);
    if (small.length > 0) return tooLarge(edition, small, capacity);
  }
  return undocumented(
    edition,
    choices.flatMap((c) => PUBLIC_REGION_IDS.map((region) => ({ ...c, region }))),
    options,
  );
}

function filteredOut(edition: Edition, request: Request, queries: readonly Query[], filter: PlaceFilter): Nowhere {
  const byRefusal = new Map<string, { readonly refusal: Refusal; readonly regions: string[] }>();
  for (const query of queries) {
    const refusal = filter(query, request.about);
    const by = refusal?.by ?? "what else it is for";
    const known = byRefusal.get(by);
    if (known) known.regions.push(query.region);
    else byRefusal.set(by, { refusal: refusal ?? { by, what: "fine-tuning is not offered" }, regions: [query.region] });
  }
  const ruledOut = [...byRefusal.values()].map(({ refusal, regions }) => {
    const name = refusal.by.startsWith("--") ? refusal.by : `limit "${refusal.by}"`;
    return `${name} rules out ${regions.length} of them (${refusal.what})`;
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

/** What the document says, by the query that comes nearest to passing. */
function undocumented(edition: Edition, queries: readonly Query[], options: VerdictOptions): Nowhere {
  const decided = queries.map((query) => ({ query, status: decide(edition, query, options).status }));
  const status = STATUSES.find((s) => decided.some((d) => d.status === s)) ?? "unavailable";
  const nearestQueries = decided.filter((d) => d.status === status);
  const [first] = nearestQueries;
  if (!first) return { cause: "document", says: [], citations: [] };
  const answer = verdict(edition, first.query, options);
  const regions = few(
    nearestQueries.map((d) => d.query.region),
    "region",
  );
  const access = answer.conditions.flatMap((c) => c.access ?? []);
  const says = {
    // What passes and is no fit is retired.
    available: `it is retired in ${regions}`,
    restricted: `in ${regions}, ${because(answer)}`,
    undocumented: `the document does not say that it is offered anywhere: in ${regions}, ${because(answer)}`,
    unavailable: `not offered in any region: ${because(answer)}`,
  }[status];
  return {
    cause: "document",
    status: answer.status,
    reason: answer.reason,
    says: [
      says,
      ...(access.length > 0 ? [`if your organisation was granted access, say so with --granted ${access[0]}`] : []),
      ...didYouMeanLine(answer.didYouMean),
    ],
    citations: answer.citations.slice(0, 3),
  };
}

/** What is said of a request without a region, on one line each. */
export function nowhereLines({ says, citations }: Nowhere): string[] {
  return [...says.map(sentence), ...citationLines(citations)];
}

function sentence(text: string): string {
  const upper = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(upper) ? upper : `${upper}.`;
}

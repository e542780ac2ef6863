/** Layouts for programs. `version` increases when a key disappears or changes its meaning. */

import type { Layout, Serving } from "../../../catalog/solver";
import { decide } from "../../../catalog/verdict/decide";
import { escapeJson } from "../../../policy/escape";
import type { Request } from "../request";
import { type Placing, requestOf } from "../result";
import { presentOf, reasons } from "../words";

const VERSION = 1;

/** @param top the most layouts to write. */
export function placingJson(placing: Placing, top: number): string {
  const { tool, edition, asOf, asked, prefer, accounts, found, leastBad, contradictions, exceeded, notes } = placing;
  const indexOf = ({ need }: Pick<Serving, "need">) => asked.findIndex((a) => a.serving.need === need);
  const value = {
    version: VERSION,
    tool,
    edition: {
      id: edition.id,
      document: edition.data.document.title,
      date: edition.data.date,
      hash: edition.data.hash,
    },
    asOf,
    requests: asked.map(({ request, serving, nowhere }) => ({
      ...requestValue(request),
      regions: [...serving.fits.keys()],
      ...(nowhere ? { nowhere } : {}),
    })),
    prefer: prefer.map((p) => p.name),
    ...(accounts === undefined ? {} : { accounts }),
    present: presentOf(placing),
    /** How many regions it takes; 0 if a request has none. */
    regions: found.size,
    isSmallest: found.isSmallest,
    isRanked: found.isRanked,
    total: found.total,
    isTotal: found.isTotal,
    layouts: placing.layouts.slice(0, top).map((layout) => layoutValue(placing, layout, indexOf)),
    ...(leastBad
      ? {
          leastBad: {
            why: leastBad.why,
            ...layoutValue(placing, leastBad.layout, indexOf),
            leftOut: leastBad.leftOut.map((serving) => indexOf(serving)),
          },
        }
      : {}),
    others: placing.others,
    exceeded,
    contradictions: {
      sets: contradictions.sets.map((set) => set.map((serving) => indexOf(serving))),
      total: contradictions.total,
      isTotal: contradictions.isTotal,
      isSmallest: contradictions.isSmallest,
    },
    notes,
  };
  return `${escapeJson(JSON.stringify(value, null, 2))}\n`;
}

function requestValue({
  names,
  count,
  model,
  version,
  sku,
  purpose,
  training,
  alsoTrained,
  capacity,
  present,
}: Request) {
  return { names, count, model, version, sku, purpose, training, alsoTrained, capacity, present };
}

function layoutValue(placing: Placing, layout: Layout, indexOf: (serving: Pick<Serving, "need">) => number) {
  return {
    score: layout.score,
    reasons: reasons(placing, layout),
    regions: layout.regions.map(({ region, placed }) => ({
      region,
      placed: placed.map(({ need, fit }) => {
        const { model, version, sku } = fit.query;
        const { status, reason, cite } = decide(placing.edition, fit.query, placing.options);
        return {
          request: indexOf({ need }),
          names: requestOf(placing, need)?.names ?? [],
          model,
          version,
          sku,
          capacity: need.capacity,
          count: need.count ?? 1,
          changes: fit.changes,
          ...(fit.doubt === undefined ? {} : { status, reason }),
          citations: cite(),
        };
      }),
    })),
  };
}

/** Limits of a model's total capacity in a region of the stack: only a layout as a whole can break them. */

import { findSku, skuFacts } from "../../catalog/names/skus";
import type { Layout } from "../../catalog/solver";
import { limitsOf } from "../../policy/rules/placement";
import type { Settings } from "../../policy/settings";
import { limitsIn } from "./filters";
import type { Exceeded, ServedRequest } from "./result";

/** True if the organisation has such limits. */
export function hasTotals(settings: Settings): boolean {
  return limitsIn(settings).some((limit) => limit.capacity?.total !== undefined);
}

/** The totals that a layout exceeds, if capacities are given. */
export function exceededBy(layout: Layout, asked: readonly ServedRequest[], settings: Settings): Exceeded[] {
  if (!hasTotals(settings)) return [];
  const sums = new Map<string, Exceeded>();
  for (const { region, placed } of layout.regions) {
    for (const { need, fit } of placed) {
      const about = asked.find((a) => a.serving.need === need)?.request.about;
      if (!about || need.capacity === undefined) continue;
      const { model, sku } = fit.query;
      for (const limit of limitsOf(settings.rules)?.totalsFor(fit.query, about) ?? []) {
        const unit = skuFacts(findSku(sku ?? "Standard") ?? "Standard").unit;
        const key = JSON.stringify([limit.name, about.stack, model.toLowerCase(), region, unit]);
        const before = sums.get(key)?.total ?? 0;
        const total = before + need.capacity * (need.count ?? 1);
        sums.set(key, { limit: limit.name, region, model, total, most: limit.capacity?.total ?? 0 });
      }
    }
  }
  return [...sums.values()].filter(({ total, most }) => total > most);
}

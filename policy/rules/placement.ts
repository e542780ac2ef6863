import type { RuleFinding, WayOut } from "../finding";
import { groupBy } from "../group-by";
import type { Share } from "../limits/checks";
import type { PlacementSettings } from "../limits/limit";
import { type BrokenLimit, compileLimits, type LimitedJudgement, type Limits } from "../limits/limits";
import { placementSchema } from "../limits/schema";
import { totalKey } from "../limits/totals";
import type { WaysOut } from "../limits/ways-out";
import type { PlannedDeployment } from "../plan/deployment";
import type { RuleName } from "../rule-name";
import { waysOutFrom } from "../way-out";
import type { Rule, RuleSettings } from "./rule";

/**
 * The limits in force; undefined if there are none.
 * @param rules what the settings say about each rule.
 * @param isOff tells whether a rule is off. In Pulumi's engine, a rule may be on that the settings file disables.
 */
export function limitsOf(
  rules: ReadonlyMap<RuleName, RuleSettings>,
  isOff = (rule: RuleName) => rules.get(rule)?.level === "disabled",
): Limits | undefined {
  const { limits } = (rules.get(placement.name)?.settings ?? {}) as PlacementSettings;
  return limits === undefined || limits.length === 0 || isOff(placement.name) ? undefined : compileLimits(limits);
}

/** Holds deployments to the limits that the organisation set itself. */
export const placement: Rule<PlacementSettings> = {
  name: "placement",
  displayName: "The organisation's own limits are kept",
  description: "A deployment must keep to the limits that its organisation set: regions, SKUs, models, capacity.",
  severity: "high",
  defaultLevel: "mandatory",
  remediationSteps: "Take what the message offers, or ask the owner of the limit.",
  settings: placementSchema,
  deployment: (judgement) => {
    const { placement } = judgement;
    if (!placement || placement.broken.length === 0) return [];
    const isMovable = placement.broken.some((b) => b.breach.part !== "capacity");
    const waysOut = isMovable ? placement.waysOut() : undefined;
    return placement.broken.map((b) => brokenFinding(b, judgement.fineTuned, waysOut));
  },
  stack: {
    needs: ({ placement }) => placement !== undefined && placement.shares.length > 0,
    find: (_, judgements) => totals(judgements),
  },
};

function brokenFinding({ limit, breach }: BrokenLimit, fineTuned: boolean, offered: WaysOut | undefined): RuleFinding {
  const most = limit.capacity?.deployment;
  const waysOut: readonly WayOut[] =
    breach.part !== "capacity"
      ? waysOutFrom(offered?.alternatives ?? [])
      : most === undefined
        ? []
        : [{ changes: [{ field: "capacity", most, inTotal: false }] }];
  const undocumented =
    breach.part !== "capacity" && offered?.tried && waysOut.length === 0
      ? waysOutFrom(offered.undocumented)
      : undefined;
  return {
    reason: breach.reason,
    limit: limit.name,
    facts: { kind: "limit-broken", limit, breach, fineTuned, ...(undocumented ? { undocumented } : {}) },
    waysOut,
  };
}

/** What a deployment adds to a total, and which deployment it is. */
type TotalPart = Share & Pick<PlannedDeployment, "name" | "nested">;

/** Totals of a stack that are over a limit: per limit, model, region and unit of capacity. */
function totals(judgements: readonly LimitedJudgement[]): RuleFinding[] {
  const parts = judgements.flatMap(({ deployment: { name, nested }, placement }) =>
    (placement?.shares ?? []).map(
      (share): TotalPart => ({ ...share, name, ...(nested === undefined ? {} : { nested }) }),
    ),
  );
  // All of one stack, so the stack in the keys makes no difference.
  const groups = groupBy(parts, totalKey);
  // The order of the resources must not matter.
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => totalFinding(group));
}

function totalFinding(group: readonly TotalPart[]): RuleFinding[] {
  const [first] = group;
  const most = first?.limit.capacity?.total;
  const total = group.reduce((sum, part) => sum + part.capacity, 0);
  if (!first || most === undefined || total <= most) return [];
  const { limit, model, region } = first;
  const skus = [...new Set(group.map((part) => part.sku))];
  const [sku] = skus;
  const parts = [...group].sort((a, b) => b.capacity - a.capacity || compareNames(a, b));
  return [
    {
      reason: "total-capacity-over",
      limit: limit.name,
      asked: { model, region, ...(skus.length === 1 && sku !== undefined ? { sku } : {}) },
      facts: {
        kind: "total-over",
        limit,
        skus,
        total,
        most,
        parts: parts.map(({ name, nested, capacity }) => ({
          name,
          ...(nested === undefined ? {} : { nested }),
          capacity,
        })),
      },
      waysOut: [{ changes: [{ field: "capacity", most, inTotal: true }] }],
    },
  ];
}

function compareNames(a: TotalPart, b: TotalPart): number {
  const [x, y] = [a, b].map(({ name, nested = "" }) => JSON.stringify([name, nested]));
  return (x ?? "") < (y ?? "") ? -1 : 1;
}

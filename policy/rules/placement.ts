import { skuFacts } from "../../catalog/names/skus";
import type { Judgement } from "../judging/judge";
import type { Share } from "../limits/checks";
import type { Limit, PlacementSettings } from "../limits/limit";
import { type Broken, compileLimits, type Limits } from "../limits/limits";
import { placementSchema } from "../limits/schema";
import type { WaysOut } from "../limits/ways-out";
import type { RuleName } from "../rule-name";
import { breachText } from "../words/limits";
import { changePhrases, modelName, safe, written } from "../words/words";
import { finding, type Rule } from "./old-rule";
import type { RuleSettings } from "./rule";

/**
 * The limits in force; undefined where there are none.
 * @param rules what the settings say of each rule.
 * @param isOff whether this rule is off. The settings say so, but for a run in which somebody else sets the levels: in
 *   Pulumi's engine, a rule may be on that the settings file disables.
 */
export function limitsOf(
  rules: ReadonlyMap<RuleName, RuleSettings>,
  isOff = rules.get("placement")?.level === "disabled",
): Limits | undefined {
  const { limits } = (rules.get("placement")?.settings ?? {}) as PlacementSettings;
  return limits === undefined || limits.length === 0 || isOff ? undefined : compileLimits(limits);
}

/** How many deployments of a total are named; the rest is added up. */
const FEW = 10;

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
    return placement.broken.map((b) => brokenFinding(judgement, b, waysOut));
  },
  stack: (_, limited) =>
    totals(limited.flatMap((j) => (j.placement?.shares ?? []).map((share) => ({ ...share, of: j })))),
};

/** The limit "eu-only" of platform@example.com */
function limitText({ name, owner }: Limit): string {
  return `the limit "${written(name)}"${owner === undefined ? "" : ` of ${written(owner)}`}`;
}

function brokenFinding(judgement: Judgement, broken: Broken, waysOut: WaysOut | undefined) {
  const { sku, region } = judgement.asked;
  const subject = [
    judgement.fineTuned ? "A fine-tuned model: " : "",
    modelName(judgement.asked),
    sku === undefined ? "" : ` as ${safe(sku)}`,
    region === undefined ? "" : ` in ${safe(region)}`,
  ].join("");
  const changes =
    broken.breach.part === "capacity"
      ? [`capacity ${broken.limit.capacity?.deployment} or less`]
      : changePhrases(waysOut?.alternatives ?? []);
  return finding("placement", judgement, {
    reason: broken.breach.reason,
    limit: broken.limit.name,
    message: [
      `${subject} breaks ${limitText(broken.limit)}: ${breachText(broken.limit, broken.breach)}.`,
      ...(changes.length > 0 ? [`To pass: ${changes.join("; or ")}.`] : []),
      ...(changes.length === 0 && waysOut?.tried ? nothingLines(waysOut) : []),
    ].join("\n"),
    changes,
  });
}

function nothingLines({ undocumented }: WaysOut): string[] {
  const none = "Nothing that the document offers in its place keeps to the limits.";
  if (undocumented.length === 0) return [none];
  return [`${none} Within them the document leaves open: ${changePhrases(undocumented).join("; or ")}.`];
}

/** A share, and whose it is. */
type Part = Share & { readonly of: Judgement };

/** Totals that are over: of a limit, over a stack, per model, region and way of counting. */
function totals(parts: readonly Part[]) {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const { limit, stack, model, region, sku } = part;
    const key = JSON.stringify([limit.name, stack, model.toLowerCase(), region, skuFacts(sku).unit]);
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  // In one order, whatever the order of the resources.
  return [...groups.keys()].sort().flatMap((key) => totalFindings(groups.get(key) ?? []));
}

function totalFindings(group: readonly Part[]) {
  const [first] = group;
  const most = first?.limit.capacity?.total;
  const sum = group.reduce((total, part) => total + part.capacity, 0);
  if (!first || most === undefined || sum <= most) return [];
  const { limit, model, region, stack } = first;
  const skus = [...new Set(group.map((part) => part.sku))];
  const parts = [...group].sort((a, b) => b.capacity - a.capacity || (nameOf(a) < nameOf(b) ? -1 : 1));
  const rest = parts.slice(FEW);
  const named = parts.slice(0, FEW).map((part) => `${nameOf(part)} ${part.capacity}`);
  if (rest.length > 0) named.push(`${rest.length} more ${rest.reduce((total, part) => total + part.capacity, 0)}`);
  const [sku] = skus;
  return [
    {
      rule: "placement" as const,
      asked: { model, region, ...(skus.length === 1 && sku !== undefined ? { sku } : {}) },
      reason: "total-capacity-over",
      limit: limit.name,
      message: [
        `${safe(model)} as ${skus.join(" and ")} in ${region} breaks ${limitText(limit)}: ` +
          `capacity ${sum} in total over stack ${safe(stack)}, ${sum - most} more than ${most}.`,
        `It adds up from: ${named.join(", ")}.`,
        `To pass: capacity ${most} or less in total.`,
      ].join("\n"),
      citations: [],
      changes: [`capacity ${most} or less in total`],
    },
  ];
}

function nameOf({ of: { deployment } }: Part): string {
  return safe(deployment.nested === undefined ? deployment.name : `${deployment.name} (${deployment.nested})`);
}

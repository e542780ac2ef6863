import type { Judgement } from "../judging/judge";
import type { Limit, PlacementSettings } from "../limits/limit";
import type { Broken, Fitting, Share } from "../limits/limits";
import { unitOf } from "../limits/names";
import { placementSchema } from "../limits/schema";
import { changePhrases, modelName, safe, written } from "../words/words";
import { finding, type Rule } from "./old-rule";

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
    const isMovable = placement.broken.some((b) => b.change === undefined);
    const fitting = isMovable ? placement.fitting() : undefined;
    return placement.broken.map((b) => brokenFinding(judgement, b, fitting));
  },
  stack: (_, limited) =>
    totals(limited.flatMap((j) => (j.placement?.shares ?? []).map((share) => ({ ...share, of: j })))),
};

/** The limit "eu-only" of platform@example.com */
function limitText({ name, owner }: Limit): string {
  return `the limit "${written(name)}"${owner === undefined ? "" : ` of ${written(owner)}`}`;
}

function brokenFinding(judgement: Judgement, broken: Broken, fitting: Fitting | undefined) {
  const { sku, region } = judgement.asked;
  const subject = [
    judgement.fineTuned ? "A fine-tuned model: " : "",
    modelName(judgement.asked),
    sku === undefined ? "" : ` as ${safe(sku)}`,
    region === undefined ? "" : ` in ${safe(region)}`,
  ].join("");
  const changes = broken.change === undefined ? changePhrases(fitting?.alternatives ?? []) : [broken.change];
  return finding("placement", judgement, {
    reason: broken.reason,
    limit: broken.limit.name,
    message: [
      `${subject} breaks ${limitText(broken.limit)}: ${broken.what}.`,
      ...(changes.length > 0 ? [`To pass: ${changes.join("; or ")}.`] : []),
      ...(changes.length === 0 && fitting?.tried ? nothingLines(fitting) : []),
    ].join("\n"),
    changes,
  });
}

function nothingLines({ unsaid }: Fitting): string[] {
  const none = "Nothing that the document offers in its place keeps to the limits.";
  if (unsaid.length === 0) return [none];
  return [`${none} Within them the document leaves open: ${changePhrases(unsaid).join("; or ")}.`];
}

/** A share, and whose it is. */
type Part = Share & { readonly of: Judgement };

/** Totals that are over: of a limit, over a stack, per model, region and way of counting. */
function totals(parts: readonly Part[]) {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const { limit, stack, model, region, sku } = part;
    const key = JSON.stringify([limit.name, stack, model.toLowerCase(), region, unitOf(sku)]);
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

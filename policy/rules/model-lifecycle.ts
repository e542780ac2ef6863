import { type Edition, findModel, findVersion } from "../../catalog/edition/edition";
import { findSku } from "../../catalog/names/skus";
import type { Lifecycle } from "../../catalog/query";
import { cite } from "../../catalog/verdict/citation";
import { lifeOf, lifecycleOf as toLifecycle } from "../../catalog/verdict/lifecycle";
import { defaultVersion } from "../../catalog/verdict/offer";
import { daysBetween } from "../days";
import type { Ending, RuleFinding, WayOut } from "../finding";
import type { Judgement } from "../judging/judge";
import { replacementOf, successors } from "./outlasting";
import type { Rule } from "./rule";

interface LifecycleSettings {
  failWithinDays?: number;
  warnWithinDays?: number;
}

/**
 * Most retirements are announced a year ahead. A quarter is enough time to move; a finding before that would be noise.
 */
const DEFAULT_WARN_WITHIN_DAYS = 90;

/** Reports models that are retired, retiring or replaced, and names the replacement. */
export const modelLifecycle: Rule<LifecycleSettings> = {
  name: "model-lifecycle",
  displayName: "The model has a future",
  description: "A deployment's model should be neither replaced nor retired, nor soon to be.",
  severity: "medium",
  defaultLevel: "advisory",
  remediationSteps: "Plan the move to the replacement, or to the version, that the message names.",
  settings: (z) =>
    z.strictObject({
      failWithinDays: z
        .int()
        .min(0)
        .optional()
        .describe("Blocks a model that is retired, or retires within this number of days. Default: off."),
      warnWithinDays: z.int().min(0).optional().describe("Reports a model that retires within this number of days."),
    }),
  defaults: { warnWithinDays: DEFAULT_WARN_WITHIN_DAYS },
  deployment: (judgement, context) => {
    const { edition, settings, today } = context;
    const { facts, deployment } = judgement;
    const life = lifecycleOf(judgement, edition);
    const ending = endOf(judgement, life, settings, today);
    const parts = [
      ...(facts?.retiring ? [{ code: "retiring" as const, ...facts.retiring }] : []),
      // The source of its end names the replacement in the same place.
      ...(facts?.replaced && !(ending && life?.replacement) ? [{ code: "replaced" as const, ...facts.replaced }] : []),
    ];
    const isLegacy = life?.stage === "Legacy" && !ending && parts.length === 0;
    if (parts.length === 0 && !ending && !isLegacy) return [];
    const named = facts?.replaced?.by ?? (ending || isLegacy ? life?.replacement : undefined);
    const replacement = named && replacementOf(judgement, named, context);
    const isCertain = ending?.code === "retired";
    const finding: RuleFinding = {
      reason: ending?.code ?? parts[0]?.code ?? "legacy",
      facts: {
        kind: "lifecycle",
        ...(ending ? { ending: ending.ending } : {}),
        states: [...parts.map((p) => p.code), ...(isLegacy ? ["legacy" as const] : [])],
        ...(named ? { replacement: replacement?.named ?? named, isReplacementOffered: replacement !== undefined } : {}),
        ...(isCertain && deployment.isChanged ? { mayBeMoved: true as const } : {}),
        today,
      },
      citations: [
        ...(ending || isLegacy ? (life?.citations ?? retiredCitations(judgement)) : []),
        ...parts.map((p) => cite(edition, p.place, p.statement)),
      ],
      // The replacement comes first, as the document names it.
      waysOut: [
        ...(replacement ? [replacement.wayOut] : []),
        ...(ending ? successors(judgement, life, context) : []).filter((way) => !isSame(way, replacement?.wayOut)),
      ],
    };
    if (ending?.fails) return [{ ...finding, levelBound: "at least mandatory" }];
    if (!isCertain || context.isLevelGiven) return [finding];
    // A pack learns only at the end what exists, and so which level the finding has.
    if (deployment.exists === undefined) return [{ ...finding, awaitsExistence: true }];
    return [deployment.exists ? finding : { ...finding, levelBound: "at least mandatory" }];
  },
};

function isSame(a: WayOut, b: WayOut | undefined): boolean {
  return b !== undefined && JSON.stringify(a.changes) === JSON.stringify(b.changes);
}

/** What schedules and models lists say about the life of a deployment's model, even if they do not offer it there. */
function lifecycleOf({ deployment, asked, fineTuned }: Judgement, edition: Edition): Lifecycle | undefined {
  const { model: name, version, region } = asked;
  const model = name === undefined ? undefined : findModel(edition, name);
  const sku = asked.sku === undefined ? undefined : findSku(asked.sku);
  // An unknown value cannot be looked up; unverified-deployment reports it.
  if (!model || sku === undefined) return undefined;
  if (version === undefined && (fineTuned || deployment.version.state !== "absent" || region === undefined)) {
    return undefined;
  }
  const judged = version ?? defaultVersion(edition, model.name, region ?? "");
  const facts = judged === undefined ? model.unversioned : findVersion(model, judged);
  const life = facts && lifeOf(facts, sku, fineTuned);
  return life && toLifecycle({ edition, model }, life);
}

/** The citations for a retirement that holds for every value that an open one could have. */
function retiredCitations({ judged }: Judgement) {
  return judged.find((j) => j.verdict.reason === "retired")?.verdict.citations ?? [];
}

/** The end of a deployment that is near enough to report, and whether a setting makes it block. */
function endOf(
  { judged, asked }: Judgement,
  life: Lifecycle | undefined,
  { failWithinDays, warnWithinDays = DEFAULT_WARN_WITHIN_DAYS }: LifecycleSettings,
  today: string,
): { readonly code: string; readonly fails: boolean; readonly ending: Ending } | undefined {
  const retired = life?.retired === true || judged.some((j) => j.verdict.reason === "retired");
  const { retires, asOf = "", stage = "Retired" } = life ?? {};
  const { sku, region } = asked;
  const ending: Ending = {
    stage,
    ...(retires === undefined ? {} : { retires }),
    asOf,
    retired,
    ...(sku === undefined ? {} : { sku }),
    ...(region === undefined ? {} : { region }),
  };
  const left = retires === undefined ? undefined : daysBetween(today, retires);
  const passed = retired || (left !== undefined && left <= 0);
  const fails = failWithinDays !== undefined && (passed || (left !== undefined && left <= failWithinDays));
  if (passed) return { code: retired ? "retired" : "retirement-passed", fails, ending };
  if (fails || (left !== undefined && left <= warnWithinDays) || stage === "Deprecated") {
    return { code: "retires", fails, ending };
  }
  return undefined;
}

import type { Edition } from "../../catalog/edition/edition";
import type { Alternative, Offer } from "../../catalog/query";
import { cite } from "../../catalog/verdict/citation";
import { findOffer } from "../../catalog/verdict/offer";
import { verdict } from "../../catalog/verdict/verdict";
import { daysBetween } from "../days";
import type { Judgement } from "../judging/judge";
import { waysOutFrom } from "../way-out";
import type { Rule, RuleContext } from "./rule";

interface LifecycleSettings {
  failWithinDays?: number;
  warnWithinDays?: number;
}

/** Most retirements are announced a year ahead; a quarter is time enough to move, and no noise before. */
const DEFAULT_WARN_WITHIN_DAYS = 90;

/** Says which models are retired, retiring or replaced, and by what they are replaced. */
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
        .describe("Blocks what is retired, or retires within this number of days. Off where omitted."),
      warnWithinDays: z.int().min(0).optional().describe("Gives advice on what retires within this number of days."),
    }),
  defaults: { warnWithinDays: DEFAULT_WARN_WITHIN_DAYS },
  deployment: (judgement, context) => {
    const { edition, settings, today } = context;
    const { facts } = judgement;
    const parts = [
      ...(facts?.retiring ? [{ code: "retiring" as const, ...facts.retiring }] : []),
      ...(facts?.replaced ? [{ code: "replaced" as const, ...facts.replaced }] : []),
    ];
    const offer = offerOf(judgement, edition);
    const ending = offer && endOf(offer, settings, today);
    if (parts.length === 0 && !ending) return [];
    const citations = [...(ending ? [offer.citation] : []), ...parts.map((p) => cite(edition, p.place, p.statement))];
    const by = facts?.replaced?.by;
    const successorsOf = ending ? waysOutFrom(successors(judgement, offer, context)) : [];
    return [
      {
        reason: ending?.code ?? parts[0]?.code ?? "replaced",
        facts: {
          kind: "lifecycle",
          ...(ending ? { ending: offer } : {}),
          states: parts.map((p) => p.code),
          ...(by ? { replacement: by } : {}),
          today,
        },
        citations,
        // The replacement comes first, as the document names it.
        waysOut: [...(by ? [{ changes: [{ field: "model" as const, values: [by] }] }] : []), ...successorsOf],
        ...(ending?.fails ? { levelBound: "at least mandatory" } : {}),
      },
    ];
  },
};

/** What the models list of the region says of the deployment. */
function offerOf({ deployment, asked, fineTuned }: Judgement, edition: Edition): Offer | undefined {
  const { model, version, sku, region } = asked;
  // What is not known cannot be looked up; unverified-deployment says so.
  if (model === undefined || region === undefined || sku === undefined) return undefined;
  if (version === undefined && (fineTuned || deployment.version.state !== "absent")) return undefined;
  return findOffer(edition, { model, ...(version === undefined ? {} : { version }), sku, region, fineTuned });
}

/** Whether an offer comes to its end soon enough to speak of it, and whether that blocks. */
function endOf(
  { retired, retires, lifecycleStatus }: Offer,
  { failWithinDays, warnWithinDays = DEFAULT_WARN_WITHIN_DAYS }: LifecycleSettings,
  today: string,
): { readonly code: string; readonly fails: boolean } | undefined {
  const left = retires === undefined ? undefined : daysBetween(today, retires);
  const passed = retired || (left !== undefined && left <= 0);
  const fails = failWithinDays !== undefined && (passed || (left !== undefined && left <= failWithinDays));
  if (passed) return { code: retired ? "retired" : "retirement-passed", fails };
  if (fails || (left !== undefined && left <= warnWithinDays) || lifecycleStatus === "Deprecating") {
    return { code: "retires", fails };
  }
  return undefined;
}

/** What would outlive an offer: newer versions in the same region where there are some, else whatever passes. */
function successors(judgement: Judgement, offer: Offer, { edition, granted, today }: RuleContext<LifecycleSettings>) {
  // Standard training is a matter of the base model; where a fine-tuned one can move is not in any list.
  if (judgement.fineTuned) return [];
  const { model, version, sku, region, retires } = offer;
  const until = retires !== undefined && retires > today ? retires : today;
  const purpose = judgement.judged.find((j) => j.purpose === "assistants") && ("assistants" as const);
  const query = { model, version, sku, region, ...(purpose ? { purpose } : {}) };
  const all = verdict(edition, query, { granted, today: until }).alternatives;
  const isOlder = (a: Alternative) => isDate(version) && isDate(a.version) && a.version < version;
  const newer = all.filter((a) => a.change === "version" && !isOlder(a));
  if (newer.length > 0) return newer;
  return all.filter((a) => !isOlder(a));
}

function isDate(version: string | undefined): version is string {
  return version !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(version);
}

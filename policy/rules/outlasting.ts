/** What a deployment can move to that outlasts its model: it passes for every purpose of the deployment. */
import { findModel } from "../../catalog/edition/edition";
import type { Alternative, Lifecycle, Query } from "../../catalog/query";
import { decide } from "../../catalog/verdict/decide";
import { newestFirst, retiresSoon } from "../../catalog/verdict/passing";
import { verdict } from "../../catalog/verdict/verdict";
import type { WayOut } from "../finding";
import type { LimitedJudgement } from "../limits/limits";
import { waysOutFrom } from "../way-out";
import type { RuleContext } from "./rule";

type OutlastingContext = Pick<RuleContext<object>, "edition" | "granted" | "today">;

/** A model, and its version if it has versions. */
interface NamedModel {
  readonly model: string;
  readonly version?: string;
}

/**
 * What would outlast a model: newer versions in the same region if there are any, else every alternative that passes.
 * @param life of the model; undefined if only its verdict says that it is retired.
 */
export function successors(
  judgement: LimitedJudgement,
  life: Lifecycle | undefined,
  context: OutlastingContext,
): WayOut[] {
  // Standard training depends on the base model, and no list says where a fine-tuned model can move.
  const query = queryOf(judgement);
  if (judgement.fineTuned || !query) return [];
  const { edition, granted, today } = context;
  const { retires } = life ?? {};
  const until = retires !== undefined && retires > today ? retires : today;
  const all = verdict(edition, query, { granted, today: until })
    .alternatives.filter((a) => (a.retires === undefined || a.retires > until) && passesAll(judgement, a, context))
    // The others of the account, which work where they are, stay there.
    .map((a): Alternative => (a.region === query.region ? a : { ...a, alone: true }));
  const isOlder = (a: Alternative) => isDate(query.version) && isDate(a.version) && a.version < query.version;
  const newer = all.filter((a) => a.change === "version" && !isOlder(a));
  return waysOutFrom(newer.length > 0 ? newer : all.filter((a) => !isOlder(a)));
}

/**
 * The replacement that a source names, if it passes in place of the deployment.
 * @returns undefined if no version of it passes, or if that is not known.
 */
export function replacementOf(
  judgement: LimitedJudgement,
  { model, version }: NamedModel,
  context: OutlastingContext,
): { readonly named: NamedModel; readonly wayOut: WayOut } | undefined {
  const query = queryOf(judgement);
  if (judgement.fineTuned || !query) return undefined;
  const { edition, granted, today } = context;
  const { version: _, ...rest } = query;
  const versions = version === undefined ? newestFirst(edition, model) : [version];
  const candidates = versions.length > 0 ? versions : findModel(edition, model) ? [undefined] : [];
  for (const its of candidates) {
    const candidate = { ...rest, model, ...(its === undefined ? {} : { version: its }) };
    if (!passesAll(judgement, candidate, context)) continue;
    const retires = retiresSoon(edition, candidate, { granted, today });
    if (retires !== undefined && retires <= today) continue;
    const named = { model, ...(its === undefined ? {} : { version: its }) };
    return {
      named,
      wayOut: { changes: [{ field: "model", values: [named] }], ...(retires === undefined ? {} : { retires }) },
    };
  }
  return undefined;
}

/** The deployment as a question about inference; undefined unless all of it is known. */
function queryOf({ asked, deployment }: LimitedJudgement): Query | undefined {
  const { model, version, sku, region } = asked;
  if (model === undefined || sku === undefined || region === undefined) return undefined;
  if (version === undefined && deployment.version.state !== "absent") return undefined;
  return { model, ...(version === undefined ? {} : { version }), sku, region };
}

/** True for a change that passes for every purpose of the deployment, and keeps to the limits. */
function passesAll(
  { judged, placement }: LimitedJudgement,
  to: Query,
  { edition, granted, today }: OutlastingContext,
): boolean {
  if (placement && !placement.accepts(to)) return false;
  const purposes = [{ purpose: "inference" as const }, ...judged.map(({ query }) => query)];
  return purposes.every(({ purpose = "inference", ...query }) => {
    const training = "training" in query ? query.training : undefined;
    const { model, version, sku, region } = to;
    const asked: Query = {
      ...{ model, region, purpose },
      ...(version === undefined ? {} : { version }),
      ...(sku === undefined || purpose === "fine-tuning" ? {} : { sku }),
      ...(training === undefined || purpose !== "fine-tuning" ? {} : { training }),
    };
    return decide(edition, asked, { granted, today }).status === "available";
  });
}

function isDate(version: string | undefined): version is string {
  return version !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(version);
}

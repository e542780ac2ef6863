/** What limits are checked against: a deployment, now or after a change, with each value known or not. */
import type { Query } from "../../catalog/query";
import type { Unverified } from "../finding";
import type { Judgement } from "../judging/judge";
import { FIX, unverifiedValue, whyOpen } from "../judging/unverified";
import type { PlannedDeployment } from "../plan/deployment";
import { stackOf } from "../plan/urn";
import { ABSENT, type Value } from "../plan/values";

/** A deployment as the limits see it. */
export interface LimitSubject {
  /** As project/stack; undefined if it is unknown. */
  readonly stack: string | undefined;
  readonly model: Value;
  readonly version: Value;
  readonly sku: Value;
  readonly region: Value;
  readonly capacity: Value;
  readonly deployment: Pick<PlannedDeployment, "tag" | "regionFrom" | "regionFix">;
}

/** What is known about a placement beside its query. */
export interface PlacementContext {
  /** As project/stack; undefined if it is unknown. */
  readonly stack: string | undefined;
  readonly deployment: Pick<PlannedDeployment, "tag" | "regionFrom" | "regionFix">;
  readonly capacity?: number;
}

/** A deployment of the plan. */
export function subjectOf({ deployment, asked, judged, model }: Judgement): LimitSubject {
  const knownOr = (value: string | undefined, or: Value): Value =>
    value === undefined ? or : { state: "known", value };
  // The default of the region's list, if the edition has such a list.
  const offer = judged.find((j) => j.purpose === "inference")?.verdict.offer;
  const capacity =
    deployment.capacity.state === "absent"
      ? knownOr(offer?.capacity?.default?.toString(), deployment.capacity)
      : deployment.capacity;
  return {
    stack: stackOf(deployment.urn) ?? "",
    model: knownOr(model?.name ?? asked.model, deployment.model),
    // The version of a fine-tuned model is that of its base, or not known at all.
    version: knownOr(
      asked.version ?? offer?.version,
      deployment.version.state === "known" ? { state: "absent" } : deployment.version,
    ),
    sku: knownOr(asked.sku, deployment.sku),
    region: deployment.region,
    capacity,
    deployment,
  };
}

/** A deployment after the change that a query asks about. */
export function changedSubject(subject: LimitSubject, query: Query): LimitSubject {
  const value = (text: string): Value => ({ state: "known", value: text });
  const training = query.purpose === "fine-tuning";
  return {
    ...subject,
    model: value(query.model),
    version: query.version === undefined ? { state: "absent" } : value(query.version),
    // The SKU plays no part in training.
    sku: query.sku === undefined && training ? subject.sku : value(query.sku ?? "Standard"),
    region: value(query.region),
  };
}

/** Something that is to be placed, and is no deployment of a plan. */
export function subjectOfPlacement(query: Query, { stack, deployment, capacity }: PlacementContext): LimitSubject {
  return {
    ...changedSubject({ ...NOTHING_KNOWN, stack, deployment }, query),
    capacity: capacity === undefined ? ABSENT : { state: "known", value: String(capacity) },
  };
}

const NOTHING_KNOWN = { model: ABSENT, version: ABSENT, sku: ABSENT, region: ABSENT, capacity: ABSENT };

/** Why a value that a limit needs is missing. */
export function missing(part: "model" | "version" | "sku" | "region", s: LimitSubject): Unverified {
  if (part === "version" && s.version.state === "absent") {
    return {
      value: "version",
      why: "not given: the service picks it",
      fix: "Set model.version.",
      sets: FIX.version.sets,
    };
  }
  if (part !== "model") return unverifiedValue(part, s.deployment, s[part]);
  return { value: "model", why: whyOpen(s.model), ...FIX.model };
}

/** The capacity as a number, or why it is not one. */
export function amountOf({ capacity }: LimitSubject): number | Unverified {
  const fixed = { fix: "Set sku.capacity to a plain whole number.", sets: { sku: { capacity: 10 } } };
  if (capacity.state === "absent") {
    return { value: "capacity", why: "not given, and the service's default is not documented", ...fixed };
  }
  if (capacity.state !== "known") return { value: "capacity", why: capacity.why, ...fixed };
  const amount = Number(capacity.value);
  return /^\d+$/.test(capacity.value) && Number.isSafeInteger(amount)
    ? amount
    : { value: "capacity", why: "not a whole number", ...fixed };
}

/** An organisation's own statements on top of an edition: a private preview, a region that is closed to us. */

import type { Sku } from "../names/skus";
import type { Citation, Condition, Decision, Purpose } from "../query";
import { type Edition, type IndexedModel, newVersion } from "./edition";

/** One statement of an overlay. What it leaves out it says of all there is of that kind. */
export interface OverlayStatement {
  readonly effect: "available" | "unavailable";
  /** Needed for `available`. */
  readonly model?: string;
  readonly version?: string;
  readonly sku?: Sku;
  /** Ids of regions. */
  readonly regions?: readonly string[];
  /** Omitted: inference for `available`, every purpose for `unavailable`. */
  readonly purpose?: Purpose;
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it holds, YYYY-MM-DD. */
  readonly expires: string;
  /** What it stands in, as a citation names it: "overlay of azure-openai-guard.yaml". */
  readonly from: string;
}

/** The statements of an edition, sorted out. */
export interface Overlay {
  /** The day as of which it holds: that of judgement. */
  readonly date: string;
  readonly inForce: readonly OverlayStatement[];
  readonly expired: readonly OverlayStatement[];
  /** Statements in force that change nothing: what they take away no source names. */
  readonly idle: readonly OverlayStatement[];
}

/**
 * An edition with an organisation's statements on top. Verdicts, alternatives and suggestions respect them; the
 * edition's own data, and so its hash, stays what it is.
 * @param today the date of judgement, YYYY-MM-DD: what is expired by then does not count.
 */
export function withOverlay(edition: Edition, statements: readonly OverlayStatement[], today: string): Edition {
  if (statements.length === 0) return edition;
  const inForce = statements.filter((s) => today <= s.expires);
  const models = new Map(edition.models);
  const skus = new Set(edition.skus);
  for (const [index, { effect, model, version, sku }] of statements.entries()) {
    const statement = statements[index];
    if (effect !== "available" || model === undefined || !statement || !inForce.includes(statement)) continue;
    models.set(model.toLowerCase(), named(models.get(model.toLowerCase()), model, version, statement));
    if (sku) skus.add(sku);
  }
  const overlay: Overlay = {
    date: today,
    inForce,
    expired: statements.filter((s) => !inForce.includes(s)),
    idle: inForce.filter((s) => s.effect === "unavailable" && !isNamed(edition, s)),
  };
  return { ...edition, models, skus, overlay };
}

function isNamed(edition: Edition, { model, version }: OverlayStatement): boolean {
  if (model === undefined) return true;
  const known = edition.models.get(model.toLowerCase());
  if (!known) return false;
  return version === undefined || known.unversioned !== undefined || known.byVersion.has(version.toLowerCase());
}

/** A model with the version that a statement adds, where no source of the edition names it. */
function named(
  known: IndexedModel | undefined,
  name: string,
  version: string | undefined,
  statement: OverlayStatement,
): IndexedModel {
  const model = known ?? { name, versions: [], byVersion: new Map() };
  if (version === undefined ? known !== undefined : model.byVersion.has(version.toLowerCase())) return model;
  // Nothing but the statement says where it is offered: elsewhere nobody says.
  const place = { section: statement.reason, from: statement.from };
  const facts = { ...newVersion(model, version ?? "", place), listOnly: true as const };
  if (version === undefined) return { ...model, unversioned: facts };
  return {
    ...model,
    versions: [...model.versions, facts],
    byVersion: new Map([...model.byVersion, [version.toLowerCase(), facts]]),
  };
}

/** What a statement is held against; names as the catalog has them. */
export interface Overlaid {
  readonly model: string;
  readonly version: string;
  /** Absent for training, in which the SKU plays no part. */
  readonly sku?: Sku;
  readonly region: string;
  readonly purpose: Purpose;
}

/**
 * A decision with the overlay on top. What one statement takes away no other adds.
 * @param underlying decides as the edition has it.
 */
export function overlaid(edition: Edition, asked: Overlaid, underlying: () => Decision): Decision {
  const { overlay } = edition;
  if (!overlay) return underlying();
  const matching = overlay.inForce.filter((s) => speaksOf(s, asked));
  const taken = matching.find((s) => s.effect === "unavailable");
  const added = matching.find((s) => s.effect === "available");
  const says = taken ?? added;
  if (!says) return underlying();
  const citation = citeStatement(says, overlay.date);
  const decision = underlying();
  const passes = decision.status === "available";
  if (taken) {
    return {
      status: "unavailable",
      reason: "overlay",
      cite: () => [citation, ...(passes || decision.status === "restricted" ? decision.cite() : [])],
      ...(passes ? { contradicted: decision.cite } : {}),
    };
  }
  if (passes) return decision;
  const { status, cite, conditions, offer } = decision;
  return {
    status: "available",
    reason: "overlay",
    cite: () => [citation, ...(status === "unavailable" ? cite() : [])],
    conditions: () => [{ text: conditionText(says), citation } satisfies Condition, ...(conditions?.() ?? [])],
    ...(status === "unavailable" ? { contradicted: cite } : {}),
    ...(offer ? { offer } : {}),
  };
}

function speaksOf(statement: OverlayStatement, asked: Overlaid): boolean {
  const { effect, model, version, sku, regions, purpose } = statement;
  const same = (a: string | undefined, b: string) => a === undefined || a.toLowerCase() === b.toLowerCase();
  const forPurpose = purpose ?? (effect === "available" ? "inference" : asked.purpose);
  return (
    same(model, asked.model) &&
    same(version, asked.version) &&
    (sku === undefined || sku === asked.sku) &&
    (regions === undefined || regions.includes(asked.region)) &&
    forPurpose === asked.purpose
  );
}

/** Cites a statement as a place in the overlay. */
export function citeStatement(statement: OverlayStatement, date: string): Citation {
  const { effect, model, version, sku, regions, purpose, owner, expires, reason, from } = statement;
  const what = [model ?? "every model", version, sku && `as ${sku}`, purpose && `for ${purpose}`]
    .filter((part) => part !== undefined)
    .join(" ");
  const where = regions === undefined ? "in every region" : `in ${regions.join(", ")}`;
  return {
    document: from,
    date,
    source: "overlay",
    section: reason,
    says: `${effect}: ${what} ${where}, until ${expires}${owner === undefined ? "" : `, by ${owner}`}`,
  };
}

function conditionText({ reason, from, expires, owner }: OverlayStatement): string {
  return `Only by the ${from}, until ${expires}${owner === undefined ? "" : `, by ${owner}`}: ${reason}`;
}

/** Adds an organisation's own statements to an edition: a private preview, a region that it closed for itself. */

import type { Citation } from "../query";
import { type Edition, type IndexedModel, newVersion } from "./edition";
import type { Overlay, OverlayStatement } from "./statement";

/**
 * Adds an organisation's statements to an edition. Verdicts, alternatives and suggestions respect them; the
 * edition's own data, and so its hash, does not change.
 * @param today the date of judgement, YYYY-MM-DD: statements that expired before it do not count.
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

/** A model with the version that a statement adds, if no source of the edition names it. */
function named(
  known: IndexedModel | undefined,
  name: string,
  version: string | undefined,
  statement: OverlayStatement,
): IndexedModel {
  const model = known ?? { name, versions: [], byVersion: new Map() };
  if (version === undefined ? known !== undefined : model.byVersion.has(version.toLowerCase())) return model;
  // Only the statement says where it is offered.
  const place = { section: statement.reason, from: statement.from };
  const facts = { ...newVersion(model, version ?? "", place), listOnly: true as const };
  if (version === undefined) return { ...model, unversioned: facts };
  return {
    ...model,
    versions: [...model.versions, facts],
    byVersion: new Map([...model.byVersion, [version.toLowerCase(), facts]]),
  };
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

/** Reads the names that people type for parts of a matrix. */

import type { Edition } from "../../catalog/edition/edition";
import { findRegion } from "../../catalog/names/regions";
import { findSku } from "../../catalog/names/skus";
import { suggestModels } from "../../catalog/names/suggest";
import type { Query } from "../../catalog/query";
import type { ModelVersion } from "../../catalog/verdict/cell";
import { decide } from "../../catalog/verdict/decide";
import { CELL_STATUSES, type CellStatus, USES, type Use } from "../../catalog/verdict/use";
import { nearest } from "../../policy/did-you-mean";
import { quote } from "../../policy/escape";
import { match } from "../../policy/glob";
import { isPattern } from "../../policy/limits/names";
import { newerLines } from "../../policy/words/newer";
import { GEOGRAPHIES, meaningsOf, unknownName, unknownSku } from "../options/names";
import { UsageError } from "../shell/context";

/** Uses other than SKUs, as options name them (`standard-training`, `assistants`) and as tables do. */
const WORDS: Readonly<Record<string, Use>> = Object.fromEntries(
  USES.filter((use) => findSku(use) === undefined).map((use) => [use.toLowerCase().replaceAll(" ", "-"), use]),
);

/** A SKU, or another use, by its name. */
export function parseUse(word: string): Use {
  const lower = word.toLowerCase();
  const use = findSku(word) ?? Object.values(WORDS).find((u) => WORDS[lower] === u || u.toLowerCase() === lower);
  if (use !== undefined) return use;
  throw unknownSku(word, "--sku", [...USES.filter((u) => findSku(u)), ...Object.keys(WORDS)]);
}

/**
 * Finds models by a name or a pattern such as `gpt-4o*`.
 * @throws UsageError if the edition has none; it says so if the edition is too old to know the model.
 */
export function parseModels(
  edition: Edition,
  rows: readonly ModelVersion[],
  text: string,
  today: string,
): readonly string[] {
  const found = matchingNames(
    rows.map((r) => r.model),
    text,
  );
  if (found.length > 0) return found;
  if (!isPattern(text)) refuseNewer(edition, { model: text }, `model ${quote(text)} in --model`, today);
  const near = isPattern(text) ? [] : suggestModels(edition, text).map((s) => s.model);
  throw unknownName("model", text, "--model", near, 'a name of the edition, or a pattern that fits one: "gpt-4o*"');
}

/**
 * Finds versions, of any model, by a name or a pattern such as `2024-*`.
 * @throws UsageError if the edition has none; it says so if the edition is too old to know the version.
 */
export function parseVersions(
  edition: Edition,
  rows: readonly ModelVersion[],
  text: string,
  today: string,
): readonly string[] {
  const versioned = rows.filter((row) => row.version !== "");
  const names = versioned.map((r) => r.version);
  const found = matchingNames(names, text);
  if (found.length > 0) return found;
  if (!isPattern(text)) {
    for (const model of new Set(versioned.map((r) => r.model))) {
      refuseNewer(edition, { model, version: text }, `version ${quote(text)} in --model-version`, today);
    }
  }
  const near = isPattern(text) ? undefined : nearest(text, names);
  const example = 'a version of the edition, or a pattern that fits one: "2024-*"';
  throw unknownName("version", text, "--model-version", [near ?? []].flat(), example);
}

/** Refuses a name that is newer than the edition, and so not a misspelling. */
function refuseNewer(edition: Edition, name: Pick<Query, "model" | "version">, what: string, today: string): void {
  const newer = decide(edition, { ...name, region: "eastus" }).newerThanEdition?.();
  if (newer) throw new UsageError(`unknown ${what}. ${newerLines(newer, today).join(" ")}`);
}

/** Patterns are the same as in `place` and the settings: `*` matches any characters, `?` one. */
function matchingNames(names: readonly string[], text: string): readonly string[] {
  const lower = text.toLowerCase();
  const exact = names.find((name) => name.toLowerCase() === lower);
  if (exact !== undefined) return [exact];
  return [...new Set(names)].filter((name) => isPattern(text) && match(lower, name.toLowerCase()) === "whole");
}

/** Finds geographies by the name of one, or of a group such as Europe. */
export function parseGeography(text: string): readonly string[] {
  const regions = meaningsOf("--geography", [text], GEOGRAPHIES);
  return [...new Set(regions.flatMap((id) => findRegion(id)?.geography ?? []))];
}

/** A status of a cell. */
export function parseStatus(text: string): CellStatus {
  const found = CELL_STATUSES.find((status) => status === text.toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(text, CELL_STATUSES);
  throw unknownName("status", text, "--status", [near ?? []].flat(), `one of ${CELL_STATUSES.join(", ")}`);
}

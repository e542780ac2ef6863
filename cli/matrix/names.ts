/** What people type for the parts of a matrix. */

import type { Edition } from "../../catalog/edition/edition";
import { findRegion } from "../../catalog/names/regions";
import { findSku } from "../../catalog/names/skus";
import { suggestModels } from "../../catalog/names/suggest";
import type { ModelVersion } from "../../catalog/verdict/cell";
import { CELL_STATUSES, type CellStatus, USES, type Use } from "../../catalog/verdict/use";
import { nearest } from "../../policy/did-you-mean";
import { match } from "../../policy/glob";
import { isPattern } from "../../policy/limits/names";
import { GEOGRAPHIES, meaningsOf, unknownName, unknownSku } from "../options/names";

/** Uses that are no SKU, as options name them; as tables do, they may be named too. */
const WORDS: Readonly<Record<string, Use>> = {
  "standard-training": "standard training",
  "global-training": "global training",
  assistants: "Assistants",
};

/** A SKU, or another use, by its name. */
export function parseUse(word: string): Use {
  const lower = word.toLowerCase();
  const use = findSku(word) ?? Object.values(WORDS).find((u) => WORDS[lower] === u || u.toLowerCase() === lower);
  if (use !== undefined) return use;
  throw unknownSku(word, "--sku", [...USES.filter((u) => findSku(u)), ...Object.keys(WORDS)]);
}

/** The models that a name, or a pattern such as `gpt-4o*`, means. */
export function parseModels(edition: Edition, rows: readonly ModelVersion[], text: string): readonly string[] {
  const found = named(
    rows.map((r) => r.model),
    text,
  );
  if (found.length > 0) return found;
  const near = isPattern(text) ? [] : suggestModels(edition, text).map((s) => s.model);
  throw unknownName("model", text, "--model", near, 'a name of the edition, or a pattern that fits one: "gpt-4o*"');
}

/** The versions of any model that a name, or a pattern such as `2024-*`, means. */
export function parseVersions(rows: readonly ModelVersion[], text: string): readonly string[] {
  const names = rows.map((r) => r.version).filter((version) => version !== "");
  const found = named(names, text);
  if (found.length > 0) return found;
  const near = isPattern(text) ? undefined : nearest(text, names);
  const example = 'a version of the edition, or a pattern that fits one: "2024-*"';
  throw unknownName("version", text, "--model-version", [near ?? []].flat(), example);
}

/** Patterns are those of `place` and of the settings: `*` for any characters, `?` for one. */
function named(names: readonly string[], text: string): readonly string[] {
  const lower = text.toLowerCase();
  const exact = names.find((name) => name.toLowerCase() === lower);
  if (exact !== undefined) return [exact];
  return [...new Set(names)].filter((name) => isPattern(text) && match(lower, name.toLowerCase()) === "whole");
}

/** The geographies that a name of one, or of a group of them such as Europe, means. */
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

/** What people type for the parts of a matrix. */
import picomatch from "picomatch";
import type { ModelVersion } from "../../catalog/cell";
import type { Edition } from "../../catalog/edition";
import { findRegion } from "../../catalog/regions";
import { findSku } from "../../catalog/skus";
import { suggestModels, suggestRegions, suggestSkus } from "../../catalog/suggest";
import { CELL_STATUSES, type CellStatus, USES, type Use } from "../../catalog/use";
import { didYouMean } from "../../policy/nearest";
import { UsageError } from "../command";
import { quote } from "../escape";
import type { MatrixRegion } from "./view";

/** Uses that are no SKU, as options name them. */
const WORDS: Readonly<Record<string, Use>> = {
  "standard-training": "standard training",
  "global-training": "global training",
  assistants: "Assistants",
};

/** A SKU, or another use, by its name. */
export function parseUse(word: string): Use {
  const use = findSku(word) ?? WORDS[word.toLowerCase()];
  if (use !== undefined) return use;
  const near = suggestSkus(word);
  const all = [...USES.filter((u) => findSku(u)), ...Object.keys(WORDS)];
  throw new UsageError(
    `--sku ${quote(word)}: ${near.length > 0 ? `did you mean ${near.join(" or ")}?` : `expected one of ${all.join(", ")}`}`,
  );
}

/** A region by its id or one of its names. */
export function parseRegion(name: string): string {
  const region = findRegion(name);
  if (region?.cloud === "AzureCloud") return region.id;
  if (region) throw new UsageError(`--region ${quote(name)}: the document covers the public cloud only`);
  throw new UsageError(`--region ${quote(name)}: no Azure region has that name${did(suggestRegions(name))}`);
}

/** The models that a name, or a pattern such as `gpt-4o*`, means. */
export function parseModels(edition: Edition, rows: readonly ModelVersion[], text: string): readonly string[] {
  const names = [...new Set(rows.map((r) => r.model))];
  const exact = names.find((name) => name.toLowerCase() === text.toLowerCase());
  if (exact !== undefined) return [exact];
  if (picomatch.scan(text).isGlob) {
    const matches = picomatch(text, { nocase: true });
    const found = names.filter((name) => matches(name));
    if (found.length > 0) return found;
    throw new UsageError(`--model ${quote(text)}: the edition names no model that fits`);
  }
  const near = suggestModels(edition, text).map((s) => s.model);
  throw new UsageError(`--model ${quote(text)}: the edition names no such model${did(near)}`);
}

/** The versions of any model that a name, or a pattern such as `2024-*`, means. */
export function parseVersions(rows: readonly ModelVersion[], text: string): readonly string[] {
  const names = [...new Set(rows.map((r) => r.version))].filter((version) => version !== "");
  const matches = picomatch(text, { nocase: true });
  const found = names.filter((name) => name.toLowerCase() === text.toLowerCase() || matches(name));
  if (found.length > 0) return found;
  throw new UsageError(
    `--model-version ${quote(text)}: no such version is among the models; ${didYouMean(text, names)}`,
  );
}

/** A geography, or a group of them such as Europe. */
export function parseGeography(regions: readonly MatrixRegion[], text: string): readonly string[] {
  const lower = text.toLowerCase();
  const found = regions.filter((r) => [r.geography, r.geographyGroup].some((name) => name?.toLowerCase() === lower));
  if (found.length > 0) return [...new Set(found.map((r) => r.geography))];
  const names = [...new Set(regions.flatMap((r) => [r.geography, r.geographyGroup ?? r.geography]))];
  throw new UsageError(
    `--geography ${quote(text)}: no region of the public cloud lies there; ${didYouMean(text, names)}`,
  );
}

/** A status of a cell. */
export function parseStatus(text: string): CellStatus {
  const found = CELL_STATUSES.find((status) => status === text.toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(`--status ${quote(text)}: ${didYouMean(text, CELL_STATUSES)}`);
}

function did(near: readonly string[]): string {
  return near.length > 0 ? `: did you mean ${near.join(" or ")}?` : "";
}

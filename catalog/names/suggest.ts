/** Did you mean: the names of the catalog that lie nearest to a name that it does not have. */
import { distance } from "fastest-levenshtein";
import type { Edition, IndexedModel } from "../edition/edition";
import { PUBLIC_REGION_IDS, regionKey } from "./regions";
import { SKUS } from "./skus";

/** Names longer than this are junk, not typing errors; comparing them would only cost time. */
const LONGEST = 64;
const MOST = 3;

/** Punctuation and case are what people get wrong most (gpt-3.5-turbo, gpt4o), so they do not count. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function nearest<T>(asked: string, candidates: readonly { key: string; value: T }[]): T[] {
  if (asked === "" || asked.length > LONGEST) return [];
  // More than a quarter of a name wrong is another name.
  const allowed = Math.max(1, Math.floor(asked.length / 4));
  return candidates
    .map((c, order) => ({ value: c.value, order, far: distance(asked, c.key) }))
    .filter((c) => c.far <= allowed)
    .sort((a, b) => a.far - b.far || a.order - b.order)
    .slice(0, MOST)
    .map((c) => c.value);
}

export interface ModelSuggestion {
  readonly model: string;
  readonly version?: string;
}

/**
 * Models for a name that the edition does not have. People write the version into the model name and family names
 * for ARM names, so the name is compared with model names and with model and version together.
 */
export function suggestModels(edition: Edition, model: string, version?: string): ModelSuggestion[] {
  if (model.length > LONGEST || (version ?? "").length > LONGEST) return [];
  const whole = bare(model + (version ?? ""));
  const name = bare(model);
  if (name === "") return [];
  const { models, together } = modelNames(edition);
  // The very name and version, differently cut or spelt, leaves nothing to choose.
  const spelt = together.filter((c) => c.key === whole || c.key === name);
  const exact = spelt.length > 0 ? spelt : models.filter((c) => c.key === name);
  if (exact.length > 0) return exact.slice(0, MOST).map((c) => c.value);
  const begins = (c: { key: string }) => name.length >= 5 && c.key.startsWith(name);
  const found = [...models.filter(begins), ...together.filter(begins)].map((c) => c.value);
  return unique(found.length > 0 ? found : nearest(name, models)).slice(0, MOST);
}

interface ModelNames {
  readonly models: readonly { key: string; value: ModelSuggestion }[];
  /** Model and version in one word. */
  readonly together: readonly { key: string; value: ModelSuggestion }[];
}

const namesCache = new WeakMap<Edition, ModelNames>();

/** The names of an edition, made ready to be compared. */
function modelNames(edition: Edition): ModelNames {
  let names = namesCache.get(edition);
  if (!names) {
    const models = [...edition.models.values()];
    names = {
      models: models.map((m) => ({ key: bare(m.name), value: { model: m.name } })),
      together: models.flatMap((m) =>
        m.versions.map((v) => ({ key: bare(m.name + v.version), value: { model: m.name, version: v.version } })),
      ),
    };
    namesCache.set(edition, names);
  }
  return names;
}

/** A model whose name is suggested already needs no version beside it. */
function unique(found: readonly ModelSuggestion[]): ModelSuggestion[] {
  const bareModels = new Set(found.filter((s) => s.version === undefined).map((s) => s.model));
  return found.filter((s) => s.version === undefined || !bareModels.has(s.model));
}

/** Versions of a model for one that the document does not name. */
export function suggestVersions(model: IndexedModel, version: string): string[] {
  return nearest(
    bare(version),
    model.versions.map((v) => ({ key: bare(v.version), value: v.version })),
  );
}

const SKU_NAMES = SKUS.map((s) => ({ key: bare(s), value: s }));
const REGION_NAMES = PUBLIC_REGION_IDS.map((id) => ({ key: id, value: id }));

/** SKUs for a name that ARM does not know. */
export function suggestSkus(sku: string): string[] {
  return nearest(bare(sku), SKU_NAMES);
}

/** Region ids for a name that no Azure region has. */
export function suggestRegions(region: string): string[] {
  if (region.length > LONGEST) return [];
  return nearest(regionKey(region), REGION_NAMES);
}

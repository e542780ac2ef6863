/** "Did you mean": the names nearest to an unknown name. No other code compares names like this. */
import { distance } from "fastest-levenshtein";
import type { Edition, IndexedModel } from "../edition/edition";
import { PUBLIC_REGION_IDS, PUBLIC_REGIONS, regionKey } from "./regions";
import { SKUS } from "./skus";
import { dateOfTimestamp } from "./versions";

/** Longer names are not typing errors; comparing them would only cost time. */
const LONGEST = 64;
const MOST = 3;

/** No literal, because the tables of Unicode take a while and few runs need them. */
const PUNCTUATION = String.raw`[^\p{L}\p{N}]`;
let punctuation: RegExp | undefined;

/** Removes punctuation and case, which people get wrong most often (gpt-3.5-turbo, gpt4o). */
export function bareName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

interface Candidate<T> {
  readonly key: string;
  readonly value: T;
}

/** The candidates within a distance that depends on the length of a name, the nearest first. */
function within<T>(asked: string, candidates: readonly Candidate<T>[], allowed: (key: string) => number): T[] {
  if (asked === "" || asked.length > LONGEST) return [];
  const found: { readonly value: T; readonly order: number; readonly far: number }[] = [];
  for (const [order, { key, value }] of candidates.entries()) {
    const most = allowed(key);
    // The distance of two names is at least the difference of their lengths.
    if (Math.abs(key.length - asked.length) > most) continue;
    const far = distance(asked, key);
    if (far <= most) found.push({ value, order, far });
  }
  return found.sort((a, b) => a.far - b.far || a.order - b.order).map((c) => c.value);
}

function nearestCandidates<T>(asked: string, candidates: readonly Candidate<T>[]): T[] {
  // If more than a quarter of a name is wrong, it is another name.
  const allowed = Math.max(1, Math.floor(asked.length / 4));
  return within(asked, candidates, () => allowed).slice(0, MOST);
}

/** The word of a list that the user probably meant; undefined if none is near. For options, settings and the like. */
export function nearestWord(asked: string, words: readonly string[]): string | undefined {
  const candidates = words.map((word) => ({ key: word.toLowerCase(), value: word }));
  return within(asked.toLowerCase().slice(0, LONGEST), candidates, (key) => Math.max(1, Math.floor(key.length / 3)))[0];
}

export interface ModelSuggestion {
  readonly model: string;
  readonly version?: string;
}

/** The generation of a model, the first digit of its name: gpt-5 is never a misspelt gpt-4. */
function generation(name: string): string | undefined {
  return /\d/.exec(name)?.[0];
}

function sameGeneration(a: string, b: string): boolean {
  const [of, other] = [generation(a), generation(b)];
  return of === undefined || other === undefined || of === other;
}

/**
 * Suggests models for an unknown name. People write the version into the model name, and family names
 * instead of ARM names, so this compares the name with model names and with model and version together.
 */
export function suggestModels(edition: Edition, model: string, version?: string): ModelSuggestion[] {
  if (model.length > LONGEST || (version ?? "").length > LONGEST) return [];
  const whole = bareName(model + (version ?? ""));
  const name = bareName(model);
  if (name === "") return [];
  const { models, together } = modelNames(edition);
  // The same name and version, only split or spelt differently, needs no other suggestion.
  const spelt = together.filter((c) => c.key === whole || c.key === name);
  const exact = spelt.length > 0 ? spelt : models.filter((c) => c.key === name);
  if (exact.length > 0) return exact.slice(0, MOST).map((c) => c.value);
  const begins = (c: Candidate<ModelSuggestion>) =>
    name.length >= 5 && c.key.startsWith(name) && sameGeneration(model, c.value.model);
  const found = [...models.filter(begins), ...together.filter(begins)].map((c) => c.value);
  const near = () =>
    nearestCandidates(
      name,
      models.filter((c) => sameGeneration(model, c.value.model)),
    );
  return unique(found.length > 0 ? found : near()).slice(0, MOST);
}

interface ModelNames {
  readonly models: readonly Candidate<ModelSuggestion>[];
  /** Model and version in one word. */
  readonly together: readonly Candidate<ModelSuggestion>[];
}

const namesCache = new WeakMap<Edition, ModelNames>();

/** The names of an edition, prepared for comparison. */
function modelNames(edition: Edition): ModelNames {
  let names = namesCache.get(edition);
  if (!names) {
    const models = [...edition.models.values()];
    names = {
      models: models.map((m) => ({ key: bareName(m.name), value: { model: m.name } })),
      together: models.flatMap((m) =>
        m.versions.map((v) => ({ key: bareName(m.name + v.version), value: { model: m.name, version: v.version } })),
      ),
    };
    namesCache.set(edition, names);
  }
  return names;
}

/** Drops a model with version if the model alone is suggested already. */
function unique(found: readonly ModelSuggestion[]): ModelSuggestion[] {
  const bareModels = new Set(found.filter((s) => s.version === undefined).map((s) => s.model));
  return found.filter((s) => s.version === undefined || !bareModels.has(s.model));
}

/** Suggests versions of a model for an unknown one; a timestamp means its date. */
export function suggestVersions(model: IndexedModel, version: string): string[] {
  const date = dateOfTimestamp(version);
  if (date !== undefined) return model.versions.map((v) => v.version).filter((v) => v === date);
  return nearestCandidates(
    bareName(version),
    model.versions.map((v) => ({ key: bareName(v.version), value: v.version })),
  );
}

const SKU_NAMES = SKUS.map((s) => ({ key: bareName(s), value: s }));

/** Suggests SKUs for a name that ARM does not know. */
export function suggestSkus(sku: string): string[] {
  return nearestCandidates(bareName(sku), SKU_NAMES);
}

const REGION_NAMES = PUBLIC_REGION_IDS.map((id) => ({ key: id, value: id }));

/** The words of regions' names: "east", "us", "2". */
const wordsOf = (displayName: string) =>
  displayName
    .toLowerCase()
    .replace(/(north|south)(?=east|west)/g, "$1 ")
    .split(/\s+/);
const WORDS = [...new Set(PUBLIC_REGIONS.flatMap((r) => wordsOf(r.displayName)))].sort((a, b) => b.length - a.length);
const DIRECTIONS = new Set(["north", "south", "east", "west", "central"]);
const REGION_WORDS = PUBLIC_REGIONS.map((r) => ({ id: r.id, words: wordsOf(r.displayName) }));

/** Cuts a name into words of regions' names, digits apart; undefined if something is left over. */
function cut(name: string): string[] | undefined {
  const words: string[] = [];
  for (let rest = name; rest !== ""; ) {
    const word = /^\d+/.exec(rest)?.[0] ?? WORDS.find((w) => rest.startsWith(w));
    if (word === undefined) return undefined;
    words.push(word);
    rest = rest.slice(word.length);
  }
  return words;
}

/** Regions with the same words in another order, or without one or two of them: a place, and at least one more. */
function byWords(words: readonly string[]): string[] {
  const places = words.filter((w) => !DIRECTIONS.has(w) && !/^\d/.test(w));
  const found = REGION_WORDS.filter(
    (r) =>
      r.words.length > 1 && r.words.every((w) => words.includes(w)) && places.every((place) => r.words.includes(place)),
  ).map((r) => ({ id: r.id, missing: words.length - r.words.length }));
  const least = Math.min(...found.map((r) => r.missing));
  return found.filter((r) => r.missing === least && r.missing <= 2).map((r) => r.id);
}

/** Suggests region ids for an unknown name: slips such as "US East 2", "westeurope1" or "southeastus". */
export function suggestRegions(region: string): string[] {
  if (region.length > LONGEST) return [];
  punctuation ??= new RegExp(PUNCTUATION, "gu");
  const key = regionKey(region).replace(punctuation, "");
  const words = cut(key);
  const found = words === undefined ? [] : byWords(words);
  const sameWords = found.filter((id) => id.length === key.length);
  if (sameWords.length > 0) return sameWords.slice(0, MOST);
  const slips = within(key, REGION_NAMES, () => 1);
  if (slips.length > 0) return slips.slice(0, MOST);
  if (found.length > 0) return found.slice(0, MOST);
  // A known region with something after it, as long as that is the smaller part.
  const begins = PUBLIC_REGION_IDS.filter((id) => key.startsWith(id) && key.length - id.length <= id.length * 0.4);
  const longest = begins.sort((a, b) => b.length - a.length)[0];
  if (longest !== undefined) return [longest];
  // If all words are known but make no region together, it is not a typing error.
  return words === undefined ? nearestCandidates(key, REGION_NAMES) : [];
}

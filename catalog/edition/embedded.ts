/**
 * The embedded editions. The compile step has checked them, so opening one only parses and indexes it. Each edition loads
 * when it is first used: a run that uses one does not pay for the others.
 */
import index from "../editions/index.json";
import { bareName } from "../names/suggest";
import { DEFAULT_EDITION } from "./default";
import { type Edition, indexEdition } from "./edition";
import type { EditionData } from "./schema";

/** One line of the index of embedded editions. */
export interface EditionEntry {
  /** Permanent: a project that names it keeps its verdicts. */
  readonly id: string;
  readonly date: string;
  readonly title: string;
  /** In the folder of editions. */
  readonly file: string;
  /** What the edition covers, in words. */
  readonly covers: string;
}

/** The embedded editions, the oldest first. */
export const INDEX: readonly EditionEntry[] = index;

/** The ids of the embedded editions, the oldest first. */
export const EMBEDDED: readonly string[] = INDEX.map(({ id }) => id);

export { DEFAULT_EDITION };

/** The word that means the newest embedded edition. */
export const LATEST = "latest";

/** The newest of the embedded editions. */
export function newestEdition(): EditionEntry {
  return INDEX.reduce((a, b) => (b.date > a.date ? b : a));
}

/** The id of the embedded edition that a name (an id or `latest`) means; undefined for a file. */
export function embeddedId(name: string): string | undefined {
  return name === LATEST ? newestEdition().id : EMBEDDED.find((id) => id === name);
}

const loaded = new Map<string, Edition>();

/**
 * An embedded edition.
 * @param id one of {@link EMBEDDED}.
 * @throws Error for any other id.
 */
export function embeddedEdition(id: string): Edition {
  const known = loaded.get(id);
  if (known) return known;
  const entry = INDEX.find((e) => e.id === id);
  if (!entry) throw new Error(`there is no embedded edition ${id}`);
  // An import would read every edition at the start. The bundler packs what the pattern matches.
  const edition = indexEdition(require(`../editions/${entry.file}`) as EditionData);
  loaded.set(id, edition);
  return edition;
}

/** The edition that judges if nobody chooses one. */
export function defaultEdition(): Edition {
  return embeddedEdition(DEFAULT_EDITION);
}

interface EditionNames {
  readonly models: Readonly<Record<string, readonly string[]>>;
  readonly grantable: readonly string[];
}
let names: Readonly<Record<string, EditionNames>> | undefined;

/** The names of all embedded editions by id. Reads names.json, not the editions. */
function namesById(): Readonly<Record<string, EditionNames>> {
  names ??= require("../editions/names.json") as Readonly<Record<string, EditionNames>>;
  return names;
}

/** Every id that an organisation can declare as granted under any embedded edition. */
export function embeddedGrantableIds(): readonly string[] {
  return [...new Set(Object.values(namesById()).flatMap(({ grantable }) => grantable))];
}

/** A name that newer editions have. */
export interface NamedLater {
  /** In the spelling of the newest of those editions. */
  readonly model: string;
  readonly version?: string;
  /** Ids of the editions, the oldest first. */
  readonly editions: readonly string[];
}

/**
 * Whether an embedded edition newer than a date names a model, or a version of it. Reads names.json, not the
 * editions.
 * @returns undefined if none does.
 */
export function namedLater(date: string, model: string, version?: string): NamedLater | undefined {
  const found = INDEX.filter((e) => e.date > date).flatMap(({ id }): (NamedLater & { readonly id: string })[] => {
    const named = Object.entries(namesById()[id]?.models ?? {}).find(([name]) => bareName(name) === bareName(model));
    if (!named) return [];
    if (version === undefined) return [{ id, model: named[0], editions: [] }];
    const known = named[1].find((v) => bareName(v) === bareName(version));
    return known === undefined ? [] : [{ id, model: named[0], version: known, editions: [] }];
  });
  const last = found.at(-1);
  if (!last) return undefined;
  const { id: _, ...newest } = last;
  return { ...newest, editions: found.map(({ id }) => id) };
}

/** The model versions that newer editions name, by edition. */
export interface LaterNames {
  readonly id: string;
  /** "gpt-5 2025-08-07"; only the model if it has no versions. */
  readonly names: readonly string[];
}

/** The names in embedded editions newer than a date, the oldest edition first. Reads names.json, not the editions. */
export function laterNames(date: string): LaterNames[] {
  return INDEX.filter((e) => e.date > date).map(({ id }) => ({
    id,
    names: Object.entries(namesById()[id]?.models ?? {}).flatMap(([model, versions]) =>
      versions.length > 0 ? versions.map((version) => `${model} ${version}`) : [model],
    ),
  }));
}

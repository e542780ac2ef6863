/** Removes from an edition what an import replaces. */
import { CatalogFileError } from "../edition/checked";
import type { DocsTable, EditionData, VersionFacts } from "../edition/schema";
import { SKUS } from "../names/skus";
import type { ImportedTables } from "./pages";

/** The parts of an edition that pages can replace. */
export type Replaceable = Pick<EditionData, "models" | "tables" | "docs" | "schedules" | "training">;

/** The document's own tables that a complete set of pages replaces. */
const INFERENCE_TABLES: readonly string[] = ["standard", "global-standard", "assistants"];

/**
 * The rest of an edition without what imported pages replace. Pages replace their own older content, and older tables of
 * a use that they cover completely. Once pages cover every SKU, they replace all that the document says about inference: its
 * tables, lists for single models, access conditions and Assistants, since today's documentation has no other place for
 * them. The pages may come in one import or in several. A schedule replaces what the document
 * says about retirement.
 * @throws CatalogFileError if the edition has a newer table than the pages.
 */
export function withoutReplaced(base: EditionData, pages: ImportedTables): Replaceable {
  refuseOlder(base, pages);
  const isReplaced = (from: string | undefined) => from !== undefined && pages.sources[from] !== undefined;
  const before = base.docs.filter(({ whole, place }) => whole && !isReplaced(place.from)).map(({ use }) => use);
  const stated = new Set([...pages.stated, ...before]);
  const isComplete = SKUS.every((sku) => sku === "DeveloperTier" || stated.has(sku));
  const isStated = (table: DocsTable) => pages.stated.has(table.use) || (isComplete && table.use === "assistants");
  const docs = base.docs.filter((table) => !isReplaced(table.place.from) && !isStated(table));
  const isScheduled = pages.schedules.length > 0;
  const schedules = isScheduled ? [] : base.schedules;
  const training = base.training.filter(({ place }) => !isReplaced(place.from));
  const models = isScheduled ? withoutLifecycle(base.models) : base.models;
  if (!isComplete) return { models, tables: base.tables, docs, schedules, training };
  const named = new Set(
    [
      ...[...docs, ...pages.docs].flatMap((table) => table.models),
      ...[...schedules, ...pages.schedules].flatMap(({ rows }) => rows),
    ].map(nameKey),
  );
  return {
    models: withoutInference(models, named, !stated.has("standard-training")),
    tables: Object.fromEntries(Object.entries(base.tables).filter(([source]) => !INFERENCE_TABLES.includes(source))),
    docs,
    schedules,
    training,
  };
}

/** An older table never replaces a newer one. The same page may be imported again with the same date. */
function refuseOlder(base: EditionData, { docs, sources, stated }: ImportedTables): void {
  for (const { use, place } of docs) {
    const source = sources[place.from ?? ""];
    if (!source || !stated.has(use)) continue;
    const newer = base.docs.find((table) => table.use === use && dateOf(base, table) > source.date);
    if (newer) {
      throw new CatalogFileError(
        `${nameOf(place)}: is of ${source.date}, and ${base.id} has ${use} as of ${dateOf(base, newer)}: ${nameOf(newer.place)}`,
      );
    }
  }
}

function nameOf({ from = "" }: DocsTable["place"]): string {
  return from.replace(/^docs:/, "");
}

function dateOf({ sources }: EditionData, { place }: DocsTable): string {
  return sources[place.from ?? ""]?.date ?? "";
}

/** Models without what the document says about previews, replacements and retirements. */
function withoutLifecycle(models: EditionData["models"]): EditionData["models"] {
  return models.map((model) => ({
    ...model,
    versions: model.versions.map(({ preview: _, replaced: __, retiring: ___, ...rest }) => rest),
  }));
}

/**
 * Models with only what the edition says about other purposes. A version that the pages lack stays only if the
 * edition says how it can be trained.
 * @param named keys of the model versions that the pages have.
 */
function withoutInference(
  models: EditionData["models"],
  named: ReadonlySet<string>,
  isTrainingKept: boolean,
): EditionData["models"] {
  return models.flatMap((model) => {
    const versions = model.versions.flatMap((facts): VersionFacts[] => {
      const { inference: _, skuNotStated: __, assistants: ___, notReproduced: ____, access: _____, ...rest } = facts;
      const isNamed = named.has(nameKey({ model: model.name, version: facts.version }));
      return isNamed || (isTrainingKept && facts.fineTuning) ? [{ ...rest, inference: {}, access: {} }] : [];
    });
    return versions.length > 0 ? [{ ...model, versions }] : [];
  });
}

function nameKey({ model, version }: { readonly model: string; readonly version: string }): string {
  return `${model} ${version}`.toLowerCase();
}

/** What an import takes out of the edition that it starts from. */
import { CatalogFileError } from "../edition/checked";
import type { DocsTable, EditionData, VersionFacts } from "../edition/schema";
import { SKUS } from "../names/skus";
import type { ImportedTables } from "./pages";

/** The parts of an edition that pages can replace. */
export type Replaceable = Pick<EditionData, "models" | "docs" | "schedules" | "training">;

/**
 * What is left of an edition beside imported pages. Pages replace what the same page said before, and older tables of a
 * use that they state all of. Pages that state every SKU replace all that the edition says on inference, lists of single
 * models and Assistants included, since today's documentation has no other place for it.
 * @throws CatalogFileError where the edition has a newer table than the pages.
 */
export function withoutReplaced(base: EditionData, pages: ImportedTables): Replaceable {
  refuseOlder(base, pages);
  const isReplaced = (from: string | undefined) => from !== undefined && pages.sources[from] !== undefined;
  const isComplete = SKUS.every((sku) => sku === "DeveloperTier" || pages.stated.has(sku));
  const isStated = (table: DocsTable) => pages.stated.has(table.use) || (isComplete && table.use === "assistants");
  const left = {
    docs: base.docs.filter((table) => !isReplaced(table.place.from) && !isStated(table)),
    schedules: pages.schedules.length > 0 ? [] : base.schedules,
    training: base.training.filter(({ place }) => !isReplaced(place.from)),
  };
  return { ...left, models: isComplete ? withoutInference(base.models, pages) : base.models };
}

/** A newer table is never replaced by an older one; of a page that is imported again, the date may be the same. */
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

/**
 * Models with what the edition says on other purposes. A version that the pages do not have stays only where the
 * edition says how it can be trained.
 */
function withoutInference(models: EditionData["models"], pages: ImportedTables): EditionData["models"] {
  const named = new Set(
    [...pages.docs.flatMap(({ models }) => models), ...pages.schedules.flatMap(({ rows }) => rows)].map(nameKey),
  );
  const isTrainingKept = !pages.stated.has("standard-training");
  return models.flatMap((model) => {
    const versions = model.versions.flatMap((facts): VersionFacts[] => {
      const { inference: _, skuNotStated: __, assistants: ___, notReproduced: ____, ...rest } = facts;
      const isNamed = named.has(nameKey({ model: model.name, version: facts.version }));
      return isNamed || (isTrainingKept && facts.fineTuning) ? [{ ...rest, inference: {} }] : [];
    });
    return versions.length > 0 ? [{ ...model, versions }] : [];
  });
}

function nameKey({ model, version }: { readonly model: string; readonly version: string }): string {
  return `${model} ${version}`.toLowerCase();
}

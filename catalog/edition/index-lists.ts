/** Indexes the models lists of regions. */
import { SKUS, type Sku } from "../names/skus";
import { type Models, modelOf, newVersion, put } from "./index-models";
import type { ListedModel, RegionList } from "./indexed";
import type { EditionData, ListedVersion, ModelsList } from "./schema";

/** What a citation names as the section of a models list, which has no headings. */
export const LIST_SECTION = "format OpenAI";

/**
 * Indexes models lists by region, and adds their models to the edition, so that it knows them in every region.
 * @param skus collects the SKUs that they offer.
 */
export function addLists(
  models: Models,
  data: EditionData,
  lists: Readonly<Record<string, ModelsList>>,
  skus: Set<Sku>,
): Map<string, RegionList> {
  const indexed = new Map<string, RegionList>();
  for (const [region, list] of Object.entries(lists)) {
    const listed = Object.entries(list.models).map(([name, versions]) => indexListed(name, versions));
    indexed.set(region, { source: list.source, models: new Map(listed.map((m) => [m.name.toLowerCase(), m])) });
    const asOf = data.sources[list.source]?.date ?? data.date;
    for (const { name, versions } of listed) {
      for (const facts of versions.values()) {
        addListed(models, name, facts, { region, source: list.source, asOf, facts });
        for (const sku of SKUS) if (facts.skus[sku]) skus.add(sku);
      }
    }
  }
  return indexed;
}

function indexListed(name: string, versions: Record<string, ListedVersion>): ListedModel {
  const listed = Object.entries(versions).map(([version, facts]) => ({ ...facts, version }));
  const defaults = listed.filter((v) => v.default);
  return {
    name,
    versions: new Map(listed.map((v) => [v.version.toLowerCase(), v])),
    // If there are two defaults, nobody can tell which one counts.
    ...(defaults.length === 1 ? { defaultVersion: defaults[0]?.version } : {}),
  };
}

function addListed(
  models: Models,
  name: string,
  { version, globalTraining }: ListedVersion & { readonly version: string },
  entry: NonNullable<ReturnType<typeof newVersion>["listings"]>[number],
): void {
  const model = modelOf(models, name);
  const known = model.byVersion.get(version.toLowerCase());
  const place = { from: entry.source, section: LIST_SECTION, row: `${model.name} ${version}` };
  const facts = known ?? { ...newVersion(model, version, place), listOnly: true as const };
  put(model, {
    ...facts,
    listings: [...(facts.listings ?? []), entry],
    ...(globalTraining && facts.trainedIn === undefined ? { trainedIn: entry.source } : {}),
  });
}

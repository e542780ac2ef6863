/**
 * The models list of Azure Resource Manager, what one subscription may deploy in one region: the answer of
 * `az cognitiveservices model list` and of GET .../locations/REGION/models, in one piece or in pages.
 */
import { z } from "zod";
import { CatalogFileError, checked } from "../edition/checked";
import { type Capacity, type ListedVersion, listedName, type ModelsList, type Source } from "../edition/schema";
import { findRegion } from "../names/regions";
import { findSku, SKUS, type Sku } from "../names/skus";

/** One file, parsed. */
export interface ArmInput {
  readonly name: string;
  readonly sha256: string;
  readonly value: unknown;
  /** The region, where whoever gave the file named it: lists of older API versions do not say it themselves. */
  readonly region?: string;
}

/** What was read of the list of one region, and what was left out. */
export interface ListSummary {
  readonly region: string;
  readonly files: readonly string[];
  /** Entries of all formats and account kinds. */
  readonly entries: number;
  /** Entries of format OpenAI by account kind; they were merged. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly models: number;
  readonly versions: number;
  /** Model versions by SKU. */
  readonly offered: Readonly<Partial<Record<Sku, number>>>;
  /** Model versions by SKU for models fine-tuned from them. */
  readonly fineTuned: Readonly<Partial<Record<Sku, number>>>;
  readonly leftOut: {
    /** Entries of other formats than OpenAI, by format. */
    readonly formats: Readonly<Record<string, number>>;
    /** SKUs that no deployment of Azure OpenAI has, by name, in model versions. */
    readonly skus: Readonly<Record<string, number>>;
    /** Model versions that no known SKU is left for. */
    readonly versions: readonly string[];
  };
  /** Where account kinds, or several files, say different things of one model version. */
  readonly differences: readonly string[];
}

/** What a set of lists gives to an edition. */
export interface ImportedLists {
  readonly sources: Record<string, Source>;
  readonly lists: Record<string, ModelsList>;
  readonly summaries: readonly ListSummary[];
}

const optionalText = z.string().nullish();
const entrySchema = z.looseObject({
  id: optionalText,
  location: optionalText,
  kind: optionalText,
  model: z.looseObject({ format: z.string() }),
});
type Entry = z.infer<typeof entrySchema>;

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T|$)/, "expected a date")
  .transform((text) => text.slice(0, 10))
  .nullish();
const units = z.int().nonnegative().nullish();
const modelSchema = z.looseObject({
  name: listedName,
  version: listedName,
  isDefaultVersion: z.boolean().nullish(),
  lifecycleStatus: optionalText,
  capabilities: z.record(z.string(), z.unknown()).nullish(),
  deprecation: z.looseObject({ inference: day, fineTune: day }).nullish(),
  skus: z
    .array(
      z.looseObject({
        name: z.string(),
        usageName: optionalText,
        deprecationDate: day,
        capacity: z.looseObject({ minimum: units, maximum: units, step: units, default: units }).nullish(),
      }),
    )
    .nullish(),
});
type ListedModel = z.infer<typeof modelSchema>;

/** Whose word counts where account kinds differ: a deployment of Azure OpenAI is on an account of the first. */
const KINDS = ["OpenAI", "AIServices", "MaaS"];

/**
 * Reads models lists.
 * @param retrieved the day on which they were got, YYYY-MM-DD.
 * @throws CatalogFileError where a file is no models list, does not tell its region, is not all of its pages, or
 *   where no entry of a region is of format OpenAI.
 */
export function importLists(inputs: readonly ArmInput[], retrieved: string): ImportedLists {
  const regions = new Map<string, RegionInput>();
  const seen = new Map<string, ArmInput>();
  // A list that is given twice, once with its region, has that region.
  const regionOfTwin = (sha: string) => inputs.find((i) => i.sha256 === sha && i.region !== undefined)?.region;
  for (const one of inputs) {
    const region = one.region ?? regionOfTwin(one.sha256);
    const input = region === undefined ? one : { ...one, region };
    const twin = seen.get(input.sha256);
    if (twin && twin.region === input.region) continue;
    if (twin) throw new CatalogFileError(`${input.name}: is the same list as ${twin.name}, given for another region`);
    seen.set(input.sha256, input);
    const pages = pagesOf(input);
    const entries = pages.flatMap((page) => page.entries);
    if (entries.length === 0) {
      throw new CatalogFileError(`${input.name}: the list is empty: expected the models of a region`);
    }
    entries.forEach(({ entry, place }) => {
      const region = regionOf(entry, input, place);
      const found: RegionInput = regions.get(region) ?? { files: new Map(), entries: [], pages: 0, continued: [] };
      regions.set(region, found);
      found.entries.push({ entry, place });
      if (!found.files.has(input)) {
        found.files.set(input, pages);
        found.pages += pages.length;
        found.continued.push(...pages.filter((page) => page.continued).map(() => input.name));
      }
    });
  }
  const imported: ImportedLists & { summaries: ListSummary[] } = { sources: {}, lists: {}, summaries: [] };
  for (const [region, input] of [...regions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (input.continued.length >= input.pages) {
      throw new CatalogFileError(
        `${input.continued.at(-1)}: its nextLink leads to a further page of ${region}, which was not given: give all pages`,
      );
    }
    const source = `arm:${region}`;
    const { models, summary } = readRegion(region, input);
    imported.sources[source] = {
      kind: "arm",
      title: `Models list of Azure Resource Manager, ${region}`,
      date: retrieved,
      region,
      files: [...input.files.keys()].map(({ name, sha256 }) => ({ name, sha256 })),
    };
    imported.lists[region] = { source, models };
    imported.summaries.push(summary);
  }
  return imported;
}

interface RegionInput {
  readonly files: Map<ArmInput, readonly Page[]>;
  readonly entries: { readonly entry: Entry; readonly place: string }[];
  pages: number;
  /** Files of the pages that are not the last. */
  readonly continued: string[];
}

interface Page {
  readonly entries: readonly { readonly entry: Entry; readonly place: string }[];
  readonly continued: boolean;
}

const NO_LIST =
  "is no models list: expected an array of models, or an object with such an array as its value, as az cognitiveservices model list gives it";

function pagesOf({ name, value }: ArmInput): Page[] {
  const isPage = (item: unknown): item is { value: unknown[]; nextLink?: unknown } =>
    typeof item === "object" && item !== null && Array.isArray((item as { value?: unknown }).value);
  const page = (list: readonly unknown[], at: string, nextLink?: unknown): Page => ({
    continued: typeof nextLink === "string" && nextLink !== "",
    entries: list.map((item, index) => {
      const place = `${name}: ${at}[${index}]`;
      const error = errorOf(item);
      if (error !== undefined) throw new CatalogFileError(`${place}: is an error of Azure, not a model: ${error}`);
      if (typeof (item as { model?: { format?: unknown } } | null)?.model?.format !== "string") {
        // The list of another service, most often.
        throw new CatalogFileError(`${name}: is no models list: ${at}[${index}] has no model with its format`);
      }
      return { entry: checked(place, item, entrySchema), place };
    }),
  });
  if (isPage(value)) return [page(value.value, "value", value.nextLink)];
  const error = errorOf(value);
  if (error !== undefined) throw new CatalogFileError(`${name}: is an error of Azure, not a models list: ${error}`);
  if (!Array.isArray(value)) throw new CatalogFileError(`${name}: ${NO_LIST}`);
  if (value.some(isPage)) {
    return value.map((item, index) => {
      if (!isPage(item))
        throw new CatalogFileError(`${name}: [${index}]: expected a page with its value, as the others`);
      return page(item.value, `[${index}].value`, item.nextLink);
    });
  }
  return [page(value, "")];
}

/** The code of an error that was saved instead of an answer; its message may hold anything. */
function errorOf(value: unknown): string | undefined {
  const code = (value as { error?: { code?: unknown } } | null)?.error?.code;
  return typeof code === "string" && /^\w{1,60}$/.test(code) ? code : undefined;
}

function regionOf({ location, id }: Entry, input: ArmInput, place: string): string {
  const stated = location || /\/locations\/([^/]+)\//i.exec(id ?? "")?.[1];
  const name = stated ?? input.region;
  if (name === undefined) {
    throw new CatalogFileError(
      `${place}: has neither a location nor an id that names one: give the file with its region, as in eastus2=FILE`,
    );
  }
  const region = findRegion(name);
  if (!region) throw new CatalogFileError(`${place}: location: no Azure region has the name ${JSON.stringify(name)}`);
  if (region.cloud !== "AzureCloud") {
    throw new CatalogFileError(
      `${place}: location: ${region.id} is in ${region.cloud}, expected the public Azure cloud`,
    );
  }
  const given = input.region === undefined ? undefined : findRegion(input.region)?.id;
  if (given !== undefined && given !== region.id) {
    throw new CatalogFileError(`${place}: location: is ${region.id}, and the file was given as the list of ${given}`);
  }
  return region.id;
}

interface Version {
  readonly model: ListedModel;
  readonly kind: string;
  readonly offered: Map<Sku, ListedVersion["skus"][Sku]>;
  readonly fineTuned: Map<Sku, ListedVersion["skus"][Sku]>;
}

function readRegion(region: string, input: RegionInput): { models: ModelsList["models"]; summary: ListSummary } {
  const formats = new Map<string, number>();
  const kinds = new Map<string, number>();
  const otherSkus = new Map<string, Set<string>>();
  const differences = new Set<string>();
  const read: { model: ListedModel; kind: string; key: string }[] = [];
  for (const { entry, place } of input.entries) {
    if (entry.model.format !== "OpenAI") {
      count(formats, entry.model.format);
      continue;
    }
    const model = checked(`${place}.model`, entry.model, modelSchema);
    const kind = entry.kind ?? "";
    count(kinds, kind);
    read.push({ model, kind, key: `${model.name} ${model.version}` });
  }
  if (read.length === 0) {
    throw new CatalogFileError(
      `${[...input.files.keys()][0]?.name}: no entry of ${region} is of format OpenAI, found ${[...formats.keys()].join(", ")}`,
    );
  }
  const rank = (kind: string) => (KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length);
  read.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : rank(a.kind) - rank(b.kind)));

  const versions = new Map<string, Version>();
  const kindsOf = new Map<string, Set<string>>();
  for (const { model, kind, key } of read) {
    const first = versions.get(key);
    const version = first ?? { model, kind, offered: new Map(), fineTuned: new Map() };
    versions.set(key, version);
    kindsOf.set(key, (kindsOf.get(key) ?? new Set()).add(kind));
    if (first && facts(first.model) !== facts(model)) {
      differences.add(
        `${key}: ${first.kind} and ${kind} differ in lifecycle, default or training; ${first.kind} counts`,
      );
    }
    for (const item of model.skus ?? []) {
      const sku = findSku(item.name);
      if (!sku) {
        otherSkus.set(item.name, (otherSkus.get(item.name) ?? new Set()).add(key));
        continue;
      }
      const tuned = item.usageName?.endsWith("-finetune") === true;
      const into = tuned ? version.fineTuned : version.offered;
      const retires = item.deprecationDate ?? (tuned ? undefined : model.deprecation?.inference);
      const capacity = capacityOf(item.capacity);
      const offer = { ...(retires ? { retires } : {}), ...(capacity ? { capacity } : {}) };
      const known = into.get(sku);
      if (!known) {
        if (first) differences.add(`${key} ${sku}: offered for accounts of kind ${kind}, not of ${first.kind}`);
        into.set(sku, offer);
      } else if (JSON.stringify(known) !== JSON.stringify(offer)) {
        differences.add(
          `${key} ${sku}: ${version.kind} and ${kind} differ in retirement or capacity; ${version.kind} counts`,
        );
      }
    }
  }

  const models: Record<string, Record<string, ListedVersion>> = {};
  const empty: string[] = [];
  const [offered, fineTuned] = [new Map<Sku, number>(), new Map<Sku, number>()];
  for (const [key, version] of versions) {
    if (version.offered.size + version.fineTuned.size === 0) {
      empty.push(key);
      continue;
    }
    for (const sku of version.offered.keys()) count(offered, sku);
    for (const sku of version.fineTuned.keys()) count(fineTuned, sku);
    const { name, version: id } = version.model;
    models[name] = { ...models[name], [id]: listedVersion(version) };
  }
  if (Object.keys(models).length === 0) {
    throw new CatalogFileError(
      `${[...input.files.keys()][0]?.name}: no model of ${region} has a SKU that a deployment can have`,
    );
  }
  return {
    models,
    summary: {
      region,
      files: [...input.files.keys()].map((file) => file.name),
      entries: input.entries.length,
      kinds: Object.fromEntries(kinds),
      models: Object.keys(models).length,
      versions: versions.size - empty.length,
      offered: bySku(offered),
      fineTuned: bySku(fineTuned),
      leftOut: {
        formats: Object.fromEntries(formats),
        skus: Object.fromEntries([...otherSkus].map(([sku, of]) => [sku, of.size])),
        versions: empty,
      },
      differences: [...differences],
    },
  };
}

function bySku(counts: ReadonlyMap<Sku, number>): Partial<Record<Sku, number>> {
  return Object.fromEntries(SKUS.flatMap((sku) => (counts.has(sku) ? [[sku, counts.get(sku)]] : [])));
}

/** What of an entry stands once per model version, to be compared. */
function facts(model: ListedModel): string {
  const { isDefaultVersion, lifecycleStatus, deprecation, capabilities } = model;
  return JSON.stringify([
    isDefaultVersion === true,
    lifecycleStatus ?? "",
    deprecation?.fineTune ?? "",
    isTrue(capabilities?.globalFineTune),
  ]);
}

/** Capabilities are written as text. */
function isTrue(capability: unknown): boolean {
  return String(capability).toLowerCase() === "true";
}

function listedVersion({ model, offered, fineTuned }: Version): ListedVersion {
  const { isDefaultVersion, lifecycleStatus, deprecation, capabilities } = model;
  return {
    ...(lifecycleStatus ? { status: lifecycleStatus } : {}),
    ...(isDefaultVersion ? { default: true } : {}),
    ...(deprecation?.fineTune ? { trainingRetires: deprecation.fineTune } : {}),
    ...(isTrue(capabilities?.globalFineTune) ? { globalTraining: true } : {}),
    skus: Object.fromEntries(offered),
    ...(fineTuned.size > 0 ? { fineTuned: Object.fromEntries(fineTuned) } : {}),
  };
}

type ArmCapacity = NonNullable<ListedModel["skus"]>[number]["capacity"];

function capacityOf(stated: ArmCapacity): Capacity | undefined {
  const members = (["minimum", "maximum", "step", "default"] as const).flatMap((name) => {
    const value = stated?.[name];
    return value === null || value === undefined ? [] : [[name, value] as const];
  });
  return members.length > 0 ? Object.fromEntries(members) : undefined;
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

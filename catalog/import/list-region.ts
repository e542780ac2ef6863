/** Reads the entries of one region's models list. */
import { z } from "zod";
import { checked } from "../edition/checked";
import { type Capacity, type ListedVersion, listedName, type ModelsList } from "../edition/schema";
import { findSku, SKUS, type Sku } from "../names/skus";
import type { PlacedEntry } from "./list-file";

/** What the entries of one region contain, and what was left out. */
export interface RegionCounts {
  /** Entries of all formats and account kinds. */
  readonly entries: number;
  /** Entries of format OpenAI by account kind, before merging. */
  readonly kinds: Readonly<Record<string, number>>;
  /** OpenAI models that the list names, offered or not. */
  readonly named: number;
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
    /** Model versions without any SKU that a deployment can have. */
    readonly versions: readonly string[];
  };
  /** Model versions on which account kinds, or several files, differ. */
  readonly differences: readonly string[];
}

const optionalText = z.string().nullish();
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T|$)/, "expected a date")
  .transform((text) => text.slice(0, 10))
  .nullish();
const units = z.int().nonnegative().nullish();
const abilities = z.record(z.string(), z.unknown()).nullish();
const modelSchema = z.looseObject({
  name: listedName,
  version: listedName,
  isDefaultVersion: z.boolean().nullish(),
  lifecycleStatus: optionalText,
  capabilities: abilities,
  finetuneCapabilities: abilities,
  deprecation: z.looseObject({ inference: day, fineTune: day }).nullish(),
  replacementConfig: z
    .looseObject({
      targetModelName: listedName.nullish(),
      targetModelVersion: listedName.nullish(),
      autoUpgradeStartDate: day,
    })
    .nullish(),
  skus: z
    .array(
      z.looseObject({
        name: z.string(),
        usageName: optionalText,
        deprecationDate: day,
        capacity: z
          .looseObject({
            minimum: units,
            maximum: units,
            step: units,
            default: units,
            allowedValues: z.array(z.int().nonnegative()).nullish(),
          })
          .nullish(),
      }),
    )
    .nullish(),
});
type RawModel = z.infer<typeof modelSchema>;
type ListedSku = NonNullable<RawModel["skus"]>[number];
type ListedOffer = NonNullable<ListedVersion["skus"][Sku]>;

/** Account kinds by priority if they differ: deployments of Azure OpenAI are in accounts of the first. */
const KINDS = ["OpenAI", "AIServices", "MaaS"];

/**
 * Reads the entries of one region.
 * @param retrieved the day of the list, YYYY-MM-DD.
 * @throws CatalogFileError naming the file and the entry that it cannot read.
 */
export function readRegion(
  list: readonly PlacedEntry[],
  retrieved: string,
): { readonly models: ModelsList["models"]; readonly counts: RegionCounts } {
  const formats = new Map<string, number>();
  const kinds = new Map<string, number>();
  const read: { model: RawModel; kind: string; key: string }[] = [];
  for (const { entry, place } of list) {
    if (entry.model.format !== "OpenAI") {
      count(formats, entry.model.format);
      continue;
    }
    const model = checked(`${place}.model`, entry.model, modelSchema);
    const kind = entry.kind ?? "";
    count(kinds, kind);
    read.push({ model, kind, key: `${model.name} ${model.version}` });
  }
  const rank = (kind: string) => (KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length);
  read.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : rank(a.kind) - rank(b.kind)));
  const merged = new Merged();
  for (const { model, kind, key } of read) merged.add(key, model, kind);

  const models: Record<string, Record<string, ListedVersion>> = {};
  const empty: string[] = [];
  const [offered, fineTuned] = [new Map<Sku, number>(), new Map<Sku, number>()];
  for (const [key, version] of merged.versions) {
    const { name, version: id } = version.model;
    const deployable = version.offered.size + version.fineTuned.size > 0;
    if (!deployable) empty.push(key);
    // A retired version without SKUs still says for every region that it is retired.
    if (!deployable && !(version.model.skus?.length === 0 && isRetired(version.model, retrieved))) continue;
    for (const sku of version.offered.keys()) count(offered, sku);
    for (const sku of version.fineTuned.keys()) count(fineTuned, sku);
    models[name] = { ...models[name], [id]: listedVersion(version) };
  }
  const deployed = [...merged.versions].filter(([key]) => !empty.includes(key)).map(([, { model }]) => model.name);
  return {
    models,
    counts: {
      entries: list.length,
      kinds: Object.fromEntries(kinds),
      named: new Set(read.map(({ model }) => model.name)).size,
      models: new Set(deployed).size,
      versions: deployed.length,
      offered: bySku(offered),
      fineTuned: bySku(fineTuned),
      leftOut: {
        formats: Object.fromEntries(formats),
        skus: Object.fromEntries([...merged.otherSkus].map(([sku, of]) => [sku, of.size])),
        versions: empty,
      },
      differences: [...merged.differences],
    },
  };
}

/** A version of a model, merged from the entries of all account kinds. */
interface Version {
  readonly model: RawModel;
  readonly kind: string;
  readonly offered: Map<Sku, ListedOffer>;
  readonly fineTuned: Map<Sku, ListedOffer>;
}

/** Merges entries of one model version: the first account kind counts, the others add what it lacks. */
class Merged {
  readonly versions = new Map<string, Version>();
  readonly otherSkus = new Map<string, Set<string>>();
  readonly differences = new Set<string>();

  add(key: string, model: RawModel, kind: string): void {
    const first = this.versions.get(key);
    const version = first ?? { model, kind, offered: new Map(), fineTuned: new Map() };
    this.versions.set(key, version);
    if (first && facts(first.model) !== facts(model)) {
      this.differences.add(
        `${key}: ${first.kind} and ${kind} differ in lifecycle, default or training; ${first.kind} counts`,
      );
    }
    const known = (model.skus ?? []).flatMap((item) => {
      const sku = findSku(item.name);
      if (!sku) this.otherSkus.set(item.name, (this.otherSkus.get(item.name) ?? new Set()).add(key));
      return sku ? [{ sku, item }] : [];
    });
    for (const { sku, item } of known) {
      const tuned = isForFineTuned(
        sku,
        item,
        known.flatMap((other) => (other.sku === sku ? [other.item] : [])),
      );
      const into = tuned ? version.fineTuned : version.offered;
      const offer = offerOf(item);
      const before = into.get(sku);
      if (!before) {
        if (first) this.differences.add(`${key} ${sku}: offered for accounts of kind ${kind}, not of ${first.kind}`);
        into.set(sku, offer);
      } else if (JSON.stringify(before) !== JSON.stringify(offer)) {
        this.differences.add(
          `${key} ${sku}: ${version.kind} and ${kind} differ in retirement, capacity or quota pool; ${version.kind} counts`,
        );
      }
    }
  }
}

/**
 * Whether an item of `skus` is for fine-tuned models: its usage name says so; or, if no usage name does, it is the
 * later of two items of the same SKU. DeveloperTier takes only fine-tuned models.
 * @param same all items of this SKU, including the item.
 */
function isForFineTuned(sku: Sku, item: ListedSku, same: readonly ListedSku[]): boolean {
  const named = ({ usageName }: ListedSku) => usageName?.endsWith("-finetune") === true;
  if (sku === "DeveloperTier" || named(item)) return true;
  if (same.length < 2 || same.some(named)) return false;
  return same.some((other) => dateOf(other) < dateOf(item)) && same.every((other) => dateOf(other) <= dateOf(item));
}

/** An item without a date sorts last. */
function dateOf({ deprecationDate }: ListedSku): string {
  return deprecationDate ?? "9999-12-31";
}

function isRetired({ lifecycleStatus, deprecation }: RawModel, retrieved: string): boolean {
  const ended = deprecation?.inference;
  return lifecycleStatus === "Deprecated" || (ended != null && lifecycleStatus !== "Preview" && ended <= retrieved);
}

function offerOf({ deprecationDate, capacity, usageName }: ListedSku): ListedOffer {
  const stated = capacityOf(capacity);
  return {
    ...(deprecationDate ? { retires: deprecationDate } : {}),
    ...(stated ? { capacity: stated } : {}),
    ...(usageName && listedName.safeParse(usageName).success ? { usageName } : {}),
  };
}

function capacityOf(stated: ListedSku["capacity"]): Capacity | undefined {
  const { minimum, maximum, step, allowedValues, default: usual } = stated ?? {};
  const capacity: Capacity = {
    ...(minimum == null ? {} : { minimum }),
    ...(maximum == null ? {} : { maximum }),
    ...(step == null ? {} : { step }),
    ...(allowedValues?.length ? { allowed: allowedValues } : {}),
    ...(usual == null ? {} : { default: usual }),
  };
  return Object.keys(capacity).length > 0 ? capacity : undefined;
}

/** The facts of an entry that apply to the whole model version, as text to compare. */
function facts(model: RawModel): string {
  const { skus, ...own } = listedVersion({ model, kind: "", offered: new Map(), fineTuned: new Map() });
  return JSON.stringify(own);
}

/** Newer answers list the abilities of fine-tuning separately. */
function canTrain({ capabilities, finetuneCapabilities }: RawModel, ability: string): boolean {
  return String((finetuneCapabilities ?? capabilities)?.[ability]).toLowerCase() === "true";
}

function listedVersion({ model, offered, fineTuned }: Version): ListedVersion {
  const { isDefaultVersion, lifecycleStatus, deprecation } = model;
  const { targetModelName: target, targetModelVersion, autoUpgradeStartDate: from } = model.replacementConfig ?? {};
  return {
    ...(lifecycleStatus ? { status: lifecycleStatus } : {}),
    ...(isDefaultVersion ? { default: true } : {}),
    ...(deprecation?.inference ? { retires: deprecation.inference } : {}),
    ...(deprecation?.fineTune ? { trainingRetires: deprecation.fineTune } : {}),
    ...(canTrain(model, "globalFineTune") ? { globalTraining: true } : {}),
    ...(canTrain(model, "devTierFineTune") ? { developerTraining: true } : {}),
    ...(target
      ? {
          replacement: {
            model: target,
            ...(targetModelVersion ? { version: targetModelVersion } : {}),
            ...(from ? { from } : {}),
          },
        }
      : {}),
    skus: Object.fromEntries(offered),
    ...(fineTuned.size > 0 ? { fineTuned: Object.fromEntries(fineTuned) } : {}),
  };
}

function bySku(counts: ReadonlyMap<Sku, number>): Partial<Record<Sku, number>> {
  return Object.fromEntries(SKUS.flatMap((sku) => (counts.has(sku) ? [[sku, counts.get(sku)]] : [])));
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Retirement: what schedules and models lists say about a model version with a SKU, and what follows from it. */
import { type Edition, type IndexedVersion, LIST_SECTION, type ListEntry } from "../edition/edition";
import type { FineTunedEntry, ScheduleEntry } from "../edition/indexed";
import type { DocumentPlace, LifecycleWord } from "../edition/schema";
import type { Sku } from "../names/skus";
import type { Citation, Condition, Decision, Lifecycle } from "../query";
import { nameOf, type VersionQuestion } from "./asking";
import { cite } from "./citation";

/** What one source says: a word, a date or both, for the version or for the SKU. */
interface ScheduleStatement {
  readonly asOf: string;
  readonly place: DocumentPlace;
  readonly says: string;
  readonly stage?: LifecycleWord;
  readonly retires?: string;
  readonly replacement?: { readonly model: string; readonly version?: string };
}

/** The life of a version with a SKU; without citations, which are expensive to make. */
export interface Life {
  readonly stage: LifecycleWord;
  readonly retires?: string;
  readonly asOf: string;
  readonly retired: boolean;
  readonly replacement?: { readonly model: string; readonly version?: string };
  readonly said: readonly ScheduleStatement[];
}

/** The documentation's words for those of a models list. */
const WORDS: Readonly<Record<string, LifecycleWord>> = {
  Preview: "Preview",
  GenerallyAvailable: "GA",
  Legacy: "Legacy",
  Deprecating: "Deprecated",
  Deprecated: "Retired",
};

const cache = new WeakMap<IndexedVersion, Map<string, Life | undefined>>();

/**
 * The life of a version with a SKU. A date of the SKU overrides one of the version; of two dates of the same kind, the
 * newer source counts, and of two sources of the same day the later date. Azure retires a version and SKU in all regions
 * at once, so one region's list applies to all.
 * @param fineTuned true for models that were fine-tuned from it: they retire by their own dates.
 * @returns undefined if no source says anything.
 */
export function lifeOf(facts: IndexedVersion, sku: Sku, fineTuned: boolean): Life | undefined {
  if (!facts.schedule && !facts.listings && !facts.fineTunedSchedule) return undefined;
  const key = fineTuned ? `${sku} fine-tuned` : sku;
  let known = cache.get(facts);
  if (!known) {
    known = new Map();
    cache.set(facts, known);
  }
  if (!known.has(key)) known.set(key, workOut(facts, sku, fineTuned));
  return known.get(key);
}

function workOut(facts: IndexedVersion, sku: Sku, fineTuned: boolean): Life | undefined {
  const { schedule = [], listings = [] } = facts;
  const ofSku = [
    ...(fineTuned ? [] : schedule.flatMap((row) => scheduledSku(row, sku))),
    ...listings.flatMap((entry) => listedSku(entry, sku, fineTuned)),
  ];
  const ofVersion = fineTuned
    ? [...(facts.fineTunedSchedule?.retires ? [scheduledTuned(facts.fineTunedSchedule)] : [])]
    : [...schedule.map(scheduled), ...listings.flatMap((entry) => listedVersion(entry, sku))];
  // A fine-tuned model keeps running when its base model is closed, so the base's word does not apply.
  const stages = fineTuned ? [] : ofVersion.filter((said) => said.stage !== undefined);
  const stage = newest(stages);
  const dated = newest(ofSku.filter(hasDate)) ?? newest(ofVersion.filter(hasDate));
  if (!stage && !dated) return undefined;
  const word = stage?.stage ?? "GA";
  const retires = dated?.retires;
  const isPast = retires !== undefined && dated !== undefined && retires <= dated.asOf;
  const replacement = newest(ofVersion.filter((said) => said.replacement))?.replacement;
  const said = [...ofSku, ...ofVersion].filter((s) =>
    s.asOf === stage?.asOf && s.stage === word
      ? true
      : dated !== undefined && s.asOf === dated.asOf && s.retires !== undefined && s.place.from === dated.place.from,
  );
  return {
    stage: word,
    ...(retires === undefined ? {} : { retires }),
    asOf: (dated ?? stage)?.asOf ?? "",
    retired: word === "Retired" || (isPast && word !== "Preview"),
    ...(replacement ? { replacement } : {}),
    // Many lists say the same; the first of each source is enough.
    said: [...new Map(said.map((s) => [`${s.place.from?.replace(/:.*/, "")} ${s.place.row} ${s.says}`, s])).values()],
  };
}

const hasDate = (said: ScheduleStatement) => said.retires !== undefined;

function newest(all: readonly ScheduleStatement[]): ScheduleStatement | undefined {
  return all.reduce<ScheduleStatement | undefined>((best, said) => {
    if (!best || said.asOf > best.asOf) return said;
    if (said.asOf < best.asOf) return best;
    return (said.retires ?? "") > (best.retires ?? "") ? said : best;
  }, undefined);
}

function scheduled(row: ScheduleEntry): ScheduleStatement {
  const { place, asOf, lifecycle, retires, replacement } = row;
  return {
    asOf,
    place,
    says: scheduleText(row),
    stage: lifecycle,
    ...(retires === undefined ? {} : { retires }),
    ...(replacement ? { replacement } : {}),
  };
}

function scheduleText({ lifecycle, retires, replacement }: ScheduleEntry): string {
  const date = lifecycle === "Preview" ? "not retired before" : "retirement date";
  return [
    lifecycle,
    ...(retires === undefined ? [] : [`${date} ${retires}`]),
    ...(replacement ? [`replacement ${[replacement.model, replacement.version].filter(Boolean).join(" ")}`] : []),
  ].join(", ");
}

function scheduledSku({ place, asOf, skus }: ScheduleEntry, sku: Sku): ScheduleStatement[] {
  const retires = skus?.[sku];
  return retires === undefined ? [] : [{ asOf, place, says: `${sku}: retirement date ${retires}`, retires }];
}

function scheduledTuned({ place, asOf, retires }: FineTunedEntry): ScheduleStatement {
  return { asOf, place, says: `deployment retirement date ${retires}`, ...(retires ? { retires } : {}) };
}

function listPlace({ source }: ListEntry, version: string, sku?: Sku): DocumentPlace {
  return { from: source, section: LIST_SECTION, row: version, ...(sku ? { column: sku } : {}) };
}

function listedSku({ facts, ...entry }: ListEntry, sku: Sku, fineTuned: boolean): ScheduleStatement[] {
  const retires = (fineTuned ? facts.fineTuned : facts.skus)?.[sku]?.retires;
  if (retires === undefined) return [];
  const place = listPlace({ ...entry, facts }, facts.version, sku);
  return [{ asOf: entry.asOf, place, says: `retires ${retires}`, retires }];
}

function listedVersion(entry: ListEntry, sku: Sku): ScheduleStatement[] {
  const { facts, asOf } = entry;
  const stage = facts.status === undefined ? undefined : WORDS[facts.status];
  const { retires, replacement } = facts;
  // A list that does not offer the SKU has no dates for it.
  if (stage === undefined && (retires === undefined || !facts.skus[sku])) return [];
  return [
    {
      asOf,
      place: listPlace(entry, facts.version),
      says: [facts.status, retires && `retires ${retires}`].filter(Boolean).join(", "),
      ...(stage === undefined ? {} : { stage }),
      ...(retires === undefined ? {} : { retires }),
      ...(replacement ? { replacement: { model: replacement.model, version: replacement.version } } : {}),
    },
  ];
}

/** The citations of a life; for a list, the row names the model. */
function citationsOf(edition: Edition, life: Life, model: string): Citation[] {
  return life.said.map(({ place, says }) => {
    const isList = place.from !== undefined && edition.data.sources[place.from]?.kind === "arm";
    return cite(edition, isList ? { ...place, row: `${model} ${place.row ?? ""}`.trim() } : place, says);
  });
}

/** Cites what sources say about the life of the query's version and SKU. */
export function citeLife({ edition, model, facts, sku, fineTuned }: VersionQuestion): Citation[] {
  const life = lifeOf(facts, sku, fineTuned);
  return life ? citationsOf(edition, life, model.name) : [];
}

/** A life in the form of a verdict. */
export function lifecycleOf({ edition, model }: Pick<VersionQuestion, "edition" | "model">, life: Life): Lifecycle {
  const { said: _, ...rest } = life;
  return { ...rest, citations: citationsOf(edition, life, model.name) };
}

/** The verdict on a version that is certainly retired, even if a table still ticks it. */
export function retired(asking: VersionQuestion, life: Life): Decision {
  return {
    status: "unavailable",
    reason: "retired",
    cite: () => citationsOf(asking.edition, life, asking.model.name),
    lifecycle: () => lifecycleOf(asking, life),
  };
}

/** The id by which an organisation declares that it has deployed a version before it was deprecated. */
export function existingCustomersId(model: string, version: string): string {
  return `${model}-${version}`.toLowerCase();
}

/**
 * The conditions that follow from the stage of a life and the date of judgement.
 * @returns a condition for Preview, Legacy and Deprecated, and one if a scheduled day has passed.
 */
export function lifeConditions(asking: VersionQuestion, life: Life): Condition[] {
  const { edition, model, version, options } = asking;
  const name = nameOf(asking);
  const [citation] = citationsOf(edition, life, model.name);
  if (!citation) return [];
  const conditions: Condition[] = [];
  const { stage, retires, asOf, replacement } = life;
  const next = replacement ? `; ${[replacement.model, replacement.version].filter(Boolean).join(" ")} replaces it` : "";
  if (stage === "Preview") {
    conditions.push({ kind: "preview", text: `${name} is in preview: not for production.`, citation });
  }
  if (stage === "Legacy") {
    conditions.push({ kind: "legacy", text: `${name} is legacy: newer models exist${next}.`, citation });
  }
  if (stage === "Deprecated" && !asking.fineTuned) {
    conditions.push({
      kind: "existing-customers",
      access: existingCustomersId(model.name, version),
      text: `${name} is deprecated: only a subscription that has deployed this very version before can deploy it${next}.`,
      citation,
    });
  }
  if (!life.retired && retires !== undefined && options.today !== undefined && retires <= options.today) {
    const planned = stage === "Preview" ? "could be retired from" : "was scheduled to retire on";
    conditions.push({
      kind: "retirement-due",
      text: `${name} ${planned} ${retires}, as planned on ${asOf}.`,
      citation,
    });
  }
  return conditions;
}

/** A query with resolved names, as the steps of a verdict pass it on. */
import type { Edition, IndexedModel, IndexedVersion } from "../edition/edition";
import type { Sku } from "../names/skus";
import type { Citation, Condition, Query, Training, VerdictOptions } from "../query";

/** A question about one version of a model; the steps get the region separately. */
export interface VersionQuestion {
  readonly edition: Edition;
  readonly model: IndexedModel;
  /** The query's version, or one that a query without a version may mean; "" if the document names no versions. */
  readonly version: string;
  readonly facts: IndexedVersion;
  /** Not used for training, where the SKU does not matter. */
  readonly sku: Sku;
  readonly training?: Training;
  /** True for a deployment of a model that was fine-tuned from this version. */
  readonly fineTuned: boolean;
  readonly options: VerdictOptions;
}

/** "gpt-4o 2024-11-20" */
export function nameOf({ model, version }: Pick<VersionQuestion, "model" | "version">): string {
  return version === "" ? model.name : `${model.name} ${version}`;
}

/** Whether the question's version was released after a day, by the date that is its name. */
export function releasedAfter({ version }: Pick<VersionQuestion, "version">, day: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(version) && version > day;
}

/** Whether the organisation declared the access that a condition asks for. */
export function isGranted(id: string, { granted }: VerdictOptions): boolean {
  return granted?.includes(id) === true;
}

/** The part of a query that is about training. */
export function trainingOf(query: Query): Pick<VersionQuestion, "training"> {
  return query.training === undefined ? {} : { training: query.training };
}

/** Citations, each once. */
export function uniqueCitations(all: readonly Citation[]): Citation[] {
  return [...new Map(all.map((c) => [citationKey(c), c])).values()];
}

function citationKey(c: Citation): string {
  return `${c.document}\n${c.date}\n${c.section}\n${c.tab}\n${c.row}\n${c.column}\n${c.says}`;
}

/** Conditions, each once. */
export function uniqueConditions(all: readonly Condition[]): Condition[] {
  return [...new Map(all.map((c) => [c.text, c])).values()];
}

/** A function that computes its value on the first call, and remembers it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

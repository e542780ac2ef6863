/** Ways out as data: the alternatives of a verdict, grouped by kind. */
import type { Alternative, Change } from "../catalog/query";
import type { AccountMove, FieldChange, WayOut } from "./finding";
import { groupBy } from "./group-by";

/** At most this many kinds of change are offered: a list of every change that passes helps nobody. */
const MOST_KINDS = 3;

/**
 * The ways out that alternatives give.
 * @param alternatives the smallest change first.
 * @returns one for each kind of change, for the first few kinds, in the same order.
 */
export function waysOutFrom(alternatives: readonly Alternative[]): WayOut[] {
  const kinds = groupBy(
    alternatives,
    ({ change, alone, retires, capacity }) => `${change}${alone ? " alone" : ""}${retires ? " due" : ""} ${capacity}`,
  );
  return [...kinds.values()].slice(0, MOST_KINDS).map(([first, ...others]) => {
    const { change, retires, capacity } = first;
    const account = accountMove(first);
    // Those that retire on another day would be told with a wrong one.
    const all: AlikeAlternatives = [first, ...others.filter((other) => other.retires === retires)];
    const { changes, ...where } = CHANGES[change](all);
    return {
      changes: capacity === undefined ? changes : [...changes, { field: "listed-capacity", values: [capacity] }],
      ...where,
      ...(account ? { account } : {}),
      ...(retires === undefined ? {} : { retires }),
    };
  });
}

type AlikeAlternatives = readonly [Alternative, ...Alternative[]];

const CHANGES: Record<Change, (all: AlikeAlternatives) => Pick<WayOut, "changes" | "staysInRegion">> = {
  region: (all) => ({ changes: [regions(all)] }),
  sku: (all) => ({ changes: [skus(all)], staysInRegion: true }),
  training: ([first]) => ({
    changes: [{ field: "training", values: [first.training ?? "standard"] }],
    staysInRegion: true,
  }),
  version: (all) => ({ changes: [versions(all)], staysInRegion: true }),
  model: (all) => ({ changes: [models(all)] }),
  "sku and region": (all) => bothChanges(all, skus, regions, (a, b) => a.sku === b.sku),
  "sku and version": (all) => bothChanges(all, skus, versions, (a, b) => a.sku === b.sku),
  "version and region": (all) => bothChanges(all, versions, regions, (a, b) => a.version === b.version),
  "model and region": (all) =>
    bothChanges(all, models, regions, (a, b) => a.model === b.model && a.version === b.version),
};

/** Two changes: the first value of one, and every value of the other that goes with it. */
function bothChanges(
  all: AlikeAlternatives,
  one: (all: AlikeAlternatives) => FieldChange,
  other: (all: AlikeAlternatives) => FieldChange,
  isSame: (a: Alternative, b: Alternative) => boolean,
) {
  const [first, ...rest] = all;
  return { changes: [one([first]), other([first, ...rest.filter((a) => isSame(a, first))])] };
}

function regions(all: AlikeAlternatives): FieldChange {
  return { field: "region", values: distinct(all.map((a) => a.region)) };
}

function skus(all: AlikeAlternatives): FieldChange {
  return { field: "sku", values: distinct(all.map((a) => a.sku ?? "Standard")) };
}

function versions(all: AlikeAlternatives): FieldChange {
  return { field: "version", values: distinct(all.map((a) => a.version ?? "")) };
}

function models(all: AlikeAlternatives): FieldChange {
  return {
    field: "model",
    values: all.map(({ model, version }) => ({ model, ...(version === undefined ? {} : { version }) })),
  };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function accountMove({ others, alone }: Alternative): AccountMove | undefined {
  if (alone) return { kind: "alone" };
  return others && { kind: "together", account: others.account, others: others.deployments };
}

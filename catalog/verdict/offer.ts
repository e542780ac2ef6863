/** What the models list of a region says about one deployment: retirement, capacity, default version. */

import { type Edition, LIST_SECTION, type ListedModel } from "../edition/edition";
import type { ListedVersion } from "../edition/schema";
import { findRegion } from "../names/regions";
import { findSku, type Sku } from "../names/skus";
import type { Citation, Offer } from "../query";
import { cite } from "./citation";

/** What to look for; names compare without regard to case. */
export interface OfferQuery {
  readonly model: string;
  /** Omitted: the default version, if the list names it. */
  readonly version?: string;
  /** Default: `Standard`, as in ARM. */
  readonly sku?: string;
  readonly region: string;
  /** True for a model fine-tuned from this version, which has its own SKUs, dates and capacities. */
  readonly fineTuned?: boolean;
}

/**
 * The offer of a models list.
 * @returns undefined if the edition has no list of the region, or the list does not offer it.
 */
export function findOffer(edition: Edition, query: OfferQuery): Offer | undefined {
  const region = findRegion(query.region)?.id;
  const sku = findSku(query.sku ?? "Standard");
  const list = region === undefined ? undefined : edition.lists.get(region);
  const model = list?.models.get(query.model.toLowerCase());
  const asked = query.version ?? model?.defaultVersion;
  const version = asked === undefined ? undefined : model?.versions.get(asked.toLowerCase());
  if (!list || region === undefined || sku === undefined || !model || !version) return undefined;
  const offered = (query.fineTuned ? version.fineTuned : version.skus)?.[sku];
  if (!offered) return undefined;
  const listDate = edition.data.sources[list.source]?.date ?? edition.data.date;
  const { capacity } = offered;
  const retires = offered.retires ?? (query.fineTuned ? undefined : version.retires);
  const says = [
    query.fineTuned ? "offered for fine-tuned models" : "offered",
    ...(version.status === undefined ? [] : [version.status]),
    ...(retires === undefined ? [] : [`retires ${retires}`]),
  ];
  return {
    model: model.name,
    version: version.version,
    sku,
    region,
    isDefaultVersion: model.defaultVersion === version.version,
    ...(version.status === undefined ? {} : { lifecycleStatus: version.status }),
    ...(retires === undefined ? {} : { retires }),
    listDate,
    // A preview does not retire before its day, but may later.
    retired:
      version.status === "Deprecated" || (version.status !== "Preview" && retires !== undefined && retires <= listDate),
    ...(capacity === undefined ? {} : { capacity }),
    citation: cite(
      edition,
      { from: list.source, section: LIST_SECTION, row: `${model.name} ${version.version}`, column: sku },
      says.join(", "),
    ),
  };
}

/** The version that a region deploys if none is given; undefined if no list says. */
export function defaultVersion(edition: Edition, model: string, region: string): string | undefined {
  return edition.lists.get(findRegion(region)?.id ?? "")?.models.get(model.toLowerCase())?.defaultVersion;
}

/** The day of a region's models list; undefined if the edition has none. */
export function listDate(edition: Edition, region: string): string | undefined {
  const list = edition.lists.get(findRegion(region)?.id ?? "");
  return list && (edition.data.sources[list.source]?.date ?? edition.data.date);
}

/** Cites the place in a region's list where a combination that it lacks would be. */
export function citeMissing(
  edition: Edition,
  source: string,
  listed: ListedModel | undefined,
  asked: { readonly model: string; readonly version: string; readonly sku: Sku },
): Citation {
  const version = listed?.versions.get(asked.version.toLowerCase());
  return cite(
    edition,
    { from: source, section: LIST_SECTION, ...(listed ? { row: rowOf(listed, version) } : {}) },
    missingText(listed, version, asked),
  );
}

function rowOf(listed: ListedModel, version: { readonly version: string } | undefined): string {
  return version ? `${listed.name} ${version.version}` : listed.name;
}

function missingText(
  listed: ListedModel | undefined,
  version: ListedVersion | undefined,
  asked: { readonly model: string; readonly version: string; readonly sku: Sku },
): string {
  if (!listed) return `no entry for ${asked.model}`;
  if (!version) {
    const versions = [...listed.versions.values()].map((v) => v.version);
    return `no entry for version ${asked.version}; it has ${versions.join(", ")}`;
  }
  if (version.fineTuned?.[asked.sku]) return `${asked.sku} is offered for fine-tuned models only`;
  const skus = Object.keys(version.skus);
  return skus.length === 0 ? "offered for fine-tuned models only" : `offered as ${skus.join(", ")}`;
}

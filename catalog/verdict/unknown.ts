/** Verdicts on names that the edition or Azure does not know. */
import { type Edition, findModel, type IndexedModel, LIST_SECTION, type RegionList } from "../edition/edition";
import { namedLater } from "../edition/embedded";
import type { DocumentPlace } from "../edition/schema";
import { findRegion, type Region } from "../names/regions";
import type { Sku } from "../names/skus";
import { bareName, suggestModels, suggestRegions, suggestSkus, suggestVersions } from "../names/suggest";
import { dateOfTimestamp, dateOfVersion } from "../names/versions";
import type { Citation, Decision, NewerThanEdition, Query } from "../query";
import { once } from "./asking";
import { cite } from "./citation";

/** Names of models, versions and SKUs are far shorter; changing the case of longer ones would only cost time. */
export const LONGEST_NAME = 512;

/** The models list of the query's region, if the edition has one. */
export function listOf(edition: Edition, region: string): RegionList | undefined {
  if (edition.lists.size === 0) return undefined;
  return edition.lists.get(findRegion(region)?.id ?? "");
}

/** Cites the models list of a region as a whole, if there is one. */
function citeList(edition: Edition, region: string, says: string): Citation[] {
  const list = listOf(edition, region);
  return list ? [cite(edition, { from: list.source, section: LIST_SECTION }, says)] : [];
}

/**
 * Whether an unknown name is newer than the edition: its version is a date after the edition's,
 * or a newer embedded edition names it.
 */
function newerThan(
  edition: Edition,
  field: NewerThanEdition["field"],
  model: string,
  version: string | undefined,
): NewerThanEdition | undefined {
  if (model.length > LONGEST_NAME || (version ?? "").length > LONGEST_NAME) return undefined;
  const { date } = edition.data;
  const released = version === undefined || dateOfTimestamp(version) ? undefined : dateOfVersion(version);
  const isNewer = released !== undefined && released > date;
  // The same letters as a known name are a misspelling, even if a newer edition has that name.
  const isNamed = (name: string) => bareName(name) === bareName(field === "model" ? model : (version ?? ""));
  const names = field === "model" ? [...edition.models.values()].map((m) => m.name) : versionsOf(edition, model);
  if (names.some(isNamed)) return undefined;
  const later = namedLater(date, model, field === "version" ? version : undefined);
  if (!isNewer && !later) return undefined;
  return {
    field,
    name: (field === "model" ? later?.model : later?.version) ?? (field === "model" ? model : (version ?? "")),
    edition: date,
    ...(isNewer ? { released } : {}),
    namedBy: later?.editions ?? [],
  };
}

function versionsOf(edition: Edition, model: string): readonly string[] {
  return findModel(edition, model)?.versions.map((v) => v.version) ?? [];
}

/** The verdict on a model that no source of the edition names. */
export function modelNotListed(edition: Edition, query: Query): Decision {
  const newer = once(() => newerThan(edition, "model", query.model, query.version));
  const suggested = once(() => suggestModels(edition, query.model, query.version));
  const didYouMean = once(() => {
    if (newer()) return [];
    return suggested().map((s) => ({ field: "model" as const, ...s }));
  });
  return {
    status: "unavailable",
    reason: "model-not-listed",
    cite: () => [
      cite(edition, { section: edition.data.document.titleInDocument }, "the document names no such model anywhere"),
      ...citeList(edition, query.region, "no entry for such a model"),
    ],
    didYouMean,
    newerThanEdition: newer,
  };
}

/** The verdict on an unknown version of a known model. */
export function versionNotListed(edition: Edition, version: string, region: string, model: IndexedModel): Decision {
  const newer = once(() => newerThan(edition, "version", model.name, version));
  return {
    status: "unavailable",
    reason: "version-not-listed",
    cite: () => [
      ...citeList(edition, region, `no entry for such a version of ${model.name}`),
      ...model.versions.flatMap((v) => {
        const place = v.named[0];
        return place ? [cite(edition, place, `names ${model.name} ${v.version}`)] : [];
      }),
    ],
    didYouMean: once(() =>
      newer()
        ? []
        : suggestVersions(model, version).map((v) => ({ field: "version" as const, model: model.name, version: v })),
    ),
    newerThanEdition: newer,
  };
}

/** The document's section about deployment types, and so SKUs. */
function deploymentTypes({ data }: Edition): DocumentPlace {
  const { sections, titleInDocument } = data.document;
  return { section: sections?.deploymentTypes ?? titleInDocument };
}

/** The verdict on a SKU that Azure Resource Manager does not know. */
export function skuUnknown(edition: Edition, sku: string): Decision {
  return {
    status: "unavailable",
    reason: "sku-unknown",
    cite: () => [
      cite(edition, deploymentTypes(edition), "no deployment type of that name, and Azure Resource Manager knows none"),
    ],
    didYouMean: once(() => suggestSkus(sku).map((s) => ({ field: "sku" as const, sku: s }))),
  };
}

/** The verdict on a SKU without a table in the edition. */
export function skuNotCovered(edition: Edition, sku: Sku): Decision {
  const names = edition.tabled.join(", ").replace(/, ([^,]*)$/, " and $1");
  return {
    status: "undocumented",
    reason: "sku-not-covered",
    cite: () => [
      cite(edition, deploymentTypes(edition), `the document has region tables for ${names}, none for ${sku}`),
    ],
  };
}

/** The verdict on a region that is not one of Azure's. */
export function regionUnknown(edition: Edition, name: string): Decision {
  const { sections, titleInDocument } = edition.data.document;
  return {
    status: "unavailable",
    reason: "region-unknown",
    cite: () => [
      cite(edition, { section: sections?.availability ?? titleInDocument }, "no table and no list names such a region"),
    ],
    didYouMean: once(() => suggestRegions(name).map((id) => ({ field: "region" as const, region: id }))),
  };
}

/** The verdict on a region of a sovereign cloud. */
export function cloudNotCovered(edition: Edition, region: Region): Decision {
  return {
    status: "undocumented",
    reason: "cloud-not-covered",
    cite: () => [
      cite(
        edition,
        { section: edition.data.document.titleInDocument },
        `the document covers the public cloud only; ${region.id} is in ${region.cloud}`,
      ),
    ],
  };
}

/** Azure regions: which names mean which region, and which regions are near each other. */

import regionsJson from "./regions.json";

/**
 * Microsoft's data zones: a data zone SKU processes data anywhere in the zone of the account's region.
 *
 * The documentation names the zones US, EU and APAC and sorts its tables of data zone SKUs by geography, not by zone: the
 * tab "Europe" also has columns for Norway and Switzerland. These two are not in the European Union, and no
 * page says that their data stays within it. So they have no zone here, and a limit to the zone EU does
 * not let them pass. Ireland (northeurope) is a member state and has columns: its zone is EU.
 */
export const DATA_ZONES = ["EU", "US", "APAC"] as const;
export type DataZone = (typeof DATA_ZONES)[number];

/** One Azure region, as regions.json has it. */
export interface Region {
  /** As Azure Resource Manager names it: `eastus2`. */
  readonly id: string;
  readonly displayName: string;
  readonly japaneseName?: string;
  /** Other spellings in documents, including machine translations and broken words. */
  readonly otherNames?: readonly string[];
  readonly geography: string;
  readonly geographyGroup: string | null;
  /** Absent if no data zone SKU is offered, or no document says which zone it is. */
  readonly dataZone?: DataZone;
  readonly cloud: string;
}

/** Every Azure region, including sovereign clouds, in the order of regions.json. */
export const REGIONS: readonly Region[] = regionsJson as Region[];

/** The regions of the public cloud, the only ones that the document covers. */
export const PUBLIC_REGIONS: readonly Region[] = REGIONS.filter((r) => r.cloud === "AzureCloud");

export const PUBLIC_REGION_IDS: readonly string[] = PUBLIC_REGIONS.map((r) => r.id);

/**
 * Region names differ in case, in blanks ("East US 2", "eastus2"), in a geography in front ("(US) East US 2", as the
 * portal writes it) and, in Japanese, in the width of digits.
 */
export function regionKey(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/^\s*\([A-Za-z ]+\)/, "")
    .replace(/\s+/g, "")
    .toLowerCase();
}

const byId: ReadonlyMap<string, Region> = new Map(REGIONS.map((region) => [region.id, region]));

/** Regions by all their names; made when the first name is not an id. */
let byKey: Map<string, Region> | undefined;

function regionsByKey(): ReadonlyMap<string, Region> {
  if (byKey) return byKey;
  byKey = new Map();
  for (const region of REGIONS) {
    for (const name of [region.id, region.displayName, region.japaneseName, ...(region.otherNames ?? [])]) {
      if (name !== undefined) byKey.set(regionKey(name), region);
    }
  }
  return byKey;
}

/**
 * Finds a region by name.
 * @param name ARM id ("eastus2"), display name in English or Japanese ("East US 2", "米国東部 2"); case and blanks do
 *   not matter.
 * @returns the region, or undefined if no Azure region has that name.
 */
export function findRegion(name: string): Region | undefined {
  // The common case, an ARM id as it stands, needs no normalising.
  return byId.get(name) ?? (name.length > 100 ? undefined : regionsByKey().get(regionKey(name)));
}

/** Azure's geographies in member states of the European Union; "Europe" is Ireland and the Netherlands. */
const EU_GEOGRAPHIES: ReadonlySet<string> = new Set([
  "Austria",
  "Belgium",
  "Denmark",
  "Europe",
  "France",
  "Germany",
  "Italy",
  "Poland",
  "Spain",
  "Sweden",
]);

/** True for a region in a member state of the European Union. */
export function isInEu({ geography }: Region): boolean {
  return EU_GEOGRAPHIES.has(geography);
}

/** 0 same geography, 1 same geography group (Europe, Asia Pacific …), 2 elsewhere. */
export function distance(from: Region | undefined, to: Region | undefined): 0 | 1 | 2 {
  if (!from || !to) return 2;
  if (from.geography === to.geography) return 0;
  return from.geographyGroup !== null && from.geographyGroup === to.geographyGroup ? 1 : 2;
}

/** Azure regions: which names mean which region, and which regions lie near one another. */

import type { Region } from "../edition/schema";
import regionsJson from "./regions.json";

/** Every Azure region, sovereign clouds included, in the order of regions.json. */
export const REGIONS: readonly Region[] = regionsJson as Region[];

/** The regions of the public cloud, the only ones that the document covers. */
export const PUBLIC_REGIONS: readonly Region[] = REGIONS.filter((r) => r.cloud === "AzureCloud");

export const PUBLIC_REGION_IDS: readonly string[] = PUBLIC_REGIONS.map((r) => r.id);

/** Region names differ in case, in blanks ("East US 2", "eastus2") and, in Japanese, in the width of digits. */
export function regionKey(name: string): string {
  return name.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
}

const byName = new Map<string, Region>();
for (const region of REGIONS) {
  for (const name of [region.id, region.displayName, region.japaneseName, ...(region.otherNames ?? [])]) {
    if (name !== undefined) byName.set(regionKey(name), region);
  }
}

/**
 * The region that a name means.
 * @param name ARM id ("eastus2"), display name in English or Japanese ("East US 2", "米国東部 2"); case and blanks do
 *   not matter.
 * @returns the region, or undefined where no Azure region has that name.
 */
export function findRegion(name: string): Region | undefined {
  // The common case, an ARM id as it stands, needs no normalising.
  return byName.get(name) ?? (name.length > 100 ? undefined : byName.get(regionKey(name)));
}

/** 0 same geography, 1 same geography group (Europe, Asia Pacific …), 2 elsewhere. */
export function distance(from: Region | undefined, to: Region | undefined): 0 | 1 | 2 {
  if (!from || !to) return 2;
  if (from.geography === to.geography) return 0;
  return from.geographyGroup !== null && from.geographyGroup === to.geographyGroup ? 1 : 2;
}

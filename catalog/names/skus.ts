/** Deployment SKUs that Azure Resource Manager knows, by the name that `sku.name` carries. */
export const SKUS = [
  "Standard",
  "GlobalStandard",
  "DataZoneStandard",
  "ProvisionedManaged",
  "GlobalProvisionedManaged",
  "DataZoneProvisionedManaged",
  "GlobalBatch",
  "DataZoneBatch",
  "DeveloperTier",
] as const;
export type Sku = (typeof SKUS)[number];

const byName = new Map<string, Sku>(SKUS.flatMap((sku) => [[sku, sku] as const, [sku.toLowerCase(), sku] as const]));

/** The SKU that a name means, without regard to case; undefined where ARM knows none of that name. */
export function findSku(name: string): Sku | undefined {
  return byName.get(name) ?? byName.get(name.toLowerCase());
}

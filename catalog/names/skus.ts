/**
 * Deployment SKUs: one table with everything that the project knows about them. All code that depends on a SKU asks this
 * table, so a new SKU is one entry here. Imports nothing.
 */

/** Where a SKU processes data: in any geography, in the data zone of the account's region, or in that region. */
export type Reach = "global" | "zone" | "region";

/** The unit of capacity: thousands of tokens a minute, provisioned throughput units, or enqueued batch tokens. */
export type CapacityUnit = "tokens" | "provisioned" | "batch";

/** How a SKU is paid. */
export type Billing = "pay-as-you-go" | "provisioned" | "batch" | "developer";

interface SkuRow {
  /** Its names in the documentation's headings and titles; see {@link findSkuByTitle}. */
  readonly titles: readonly [string, ...string[]];
  readonly reach: Reach;
  readonly unit: CapacityUnit;
  readonly billing: Billing;
  /** SKUs to offer instead, the nearest first: the same kind of billing is the smaller change. */
  readonly substitutes: readonly string[];
  /** True for a SKU that takes only fine-tuned models. */
  readonly fineTunedOnly?: true;
  /** True if the documentation's tables leave out regions that do offer the SKU. */
  readonly tablesOmitRegions?: true;
}

const PAYG = ["GlobalStandard", "DataZoneStandard", "Standard"] as const;

const TABLE = {
  Standard: {
    titles: ["Standard", "Standard/Regional", "Regional Standard"],
    reach: "region",
    unit: "tokens",
    billing: "pay-as-you-go",
    substitutes: ["GlobalStandard", "DataZoneStandard"],
  },
  GlobalStandard: {
    titles: ["Global Standard"],
    reach: "global",
    unit: "tokens",
    billing: "pay-as-you-go",
    substitutes: ["DataZoneStandard", "Standard"],
  },
  DataZoneStandard: {
    titles: ["Data Zone Standard"],
    reach: "zone",
    unit: "tokens",
    billing: "pay-as-you-go",
    substitutes: ["GlobalStandard", "Standard"],
  },
  ProvisionedManaged: {
    titles: ["Regional Provisioned Managed", "Regional Provisioned", "Provisioned Managed", "Provisioned"],
    reach: "region",
    unit: "provisioned",
    billing: "provisioned",
    substitutes: ["GlobalProvisionedManaged", "DataZoneProvisionedManaged", ...PAYG],
  },
  GlobalProvisionedManaged: {
    titles: ["Global Provisioned Managed", "Global Provisioned"],
    reach: "global",
    unit: "provisioned",
    billing: "provisioned",
    substitutes: ["DataZoneProvisionedManaged", "ProvisionedManaged", ...PAYG],
    tablesOmitRegions: true,
  },
  DataZoneProvisionedManaged: {
    titles: ["Data Zone Provisioned Managed", "Data Zone Provisioned"],
    reach: "zone",
    unit: "provisioned",
    billing: "provisioned",
    substitutes: ["GlobalProvisionedManaged", "ProvisionedManaged", ...PAYG],
  },
  GlobalBatch: {
    titles: ["Global Batch"],
    reach: "global",
    unit: "batch",
    billing: "batch",
    substitutes: ["DataZoneBatch", ...PAYG],
  },
  DataZoneBatch: {
    titles: ["Data Zone Batch"],
    reach: "zone",
    unit: "batch",
    billing: "batch",
    substitutes: ["GlobalBatch", ...PAYG],
  },
  DeveloperTier: {
    titles: ["Developer"],
    reach: "global",
    unit: "tokens",
    billing: "developer",
    substitutes: PAYG,
    fineTunedOnly: true,
  },
} as const satisfies Readonly<Record<string, SkuRow>>;

/** A deployment SKU that Azure Resource Manager knows, by the name that `sku.name` carries. */
export type Sku = keyof typeof TABLE;

/** What the project knows about a SKU. */
export interface SkuFacts extends SkuRow {
  readonly name: Sku;
  readonly substitutes: readonly Sku[];
}

/** All SKUs, in the order in which tables show them. */
export const SKUS = Object.keys(TABLE) as unknown as readonly [Sku, ...Sku[]];

const facts: ReadonlyMap<Sku, SkuFacts> = new Map(
  SKUS.map((name) => [name, { name, ...(TABLE[name] as SkuRow & { substitutes: readonly Sku[] }) }]),
);

/** The facts of a SKU. */
export function skuFacts(sku: Sku): SkuFacts {
  return facts.get(sku) ?? { name: sku, ...TABLE.Standard };
}

const widest: Readonly<Record<Reach, number>> = { global: 0, zone: 1, region: 2 };

function paidBy(billing: Billing): Sku[] {
  return SKUS.filter((sku) => skuFacts(sku).billing === billing).sort(
    (a, b) => widest[skuFacts(a).reach] - widest[skuFacts(b).reach],
  );
}

/** Pay-as-you-go SKUs; those that most regions offer come first. */
export const PAY_AS_YOU_GO: readonly Sku[] = paidBy("pay-as-you-go");

/** All SKUs in the order in which the solver tries them: pay-as-you-go, provisioned, batch, developer. */
export const BY_PREFERENCE: readonly Sku[] = [
  ...PAY_AS_YOU_GO,
  ...paidBy("provisioned"),
  ...paidBy("batch"),
  ...paidBy("developer"),
];

const byName = new Map<string, Sku>(SKUS.flatMap((sku) => [[sku, sku] as const, [sku.toLowerCase(), sku] as const]));

/** Finds a SKU by name, without regard to case; undefined if ARM has no such SKU. */
export function findSku(name: string): Sku | undefined {
  return byName.get(name) ?? byName.get(name.toLowerCase());
}

const titleKey = (title: string) => title.toLowerCase().replace(/[^a-z]/g, "");
const byTitle = new Map<string, Sku>(
  SKUS.flatMap((sku) => skuFacts(sku).titles.map((title) => [titleKey(title), sku] as const)),
);

/**
 * Finds the SKU of a deployment type in the documentation, such as a heading; undefined if there is none.
 * Case, blanks and punctuation do not matter: "Global standard", "Data Zone standard", "Standard/Regional".
 */
export function findSkuByTitle(title: string): Sku | undefined {
  return byTitle.get(titleKey(title));
}

/** Editions based on the embedded one, with invented lists in the shape of Azure's answers. */
import { type Edition, indexEdition } from "../../catalog/edition/edition";
import { defaultEdition } from "../../catalog/edition/embedded";
import { contentHash, sha256 } from "../../catalog/edition/provenance";
import type { EditionData } from "../../catalog/edition/schema";
import { type Imported, importEdition } from "../../catalog/import/import";

export interface ListedSku {
  readonly name: string;
  readonly usageName?: string | null;
  readonly deprecationDate?: string | null;
  readonly capacity?: unknown;
}

/** A SKU of a models list; `-finetune` goes into its usage name. */
export const sku = (name: string, retires?: string, capacity?: unknown): ListedSku => ({
  name: name.replace("*", ""),
  usageName: `OpenAI.${name.replace("*", "-finetune")}`.replace(/^(.*)-finetune(.*)$/, "$1$2-finetune"),
  ...(retires ? { deprecationDate: `${retires}T00:00:00Z` } : {}),
  ...(capacity ? { capacity } : {}),
});

/** An entry of a models list, as the REST answer has it. */
export function entry(
  location: string,
  name: string,
  version: string,
  skus: readonly (string | ListedSku)[],
  model: Record<string, unknown> = {},
  kind = "OpenAI",
): Record<string, unknown> {
  return {
    id: `/subscriptions/0/providers/Microsoft.CognitiveServices/locations/${location}/models/OpenAI.${name}.${version}`,
    type: "Microsoft.CognitiveServices/locations/models",
    name: `OpenAI.${name}.${version}`,
    location,
    kind,
    skuName: "S0",
    model: {
      format: "OpenAI",
      name,
      version,
      lifecycleStatus: "GenerallyAvailable",
      isDefaultVersion: false,
      capabilities: { chatCompletion: "true" },
      skus: skus.map((s) => (typeof s === "string" ? sku(s) : s)),
      ...model,
    },
  };
}

/** Entries as the Azure CLI prints them: without region, id and name. */
export const azShape = (entries: readonly Record<string, unknown>[]) =>
  entries.map(({ kind, model, skuName }) => ({ description: null, kind, model, skuName }));

/** A list as in a file. */
export const file = (value: unknown, name = "list.json", region?: string) => ({
  name,
  sha256: sha256(JSON.stringify(value)),
  value,
  ...(region === undefined ? {} : { region }),
});

export const OPTIONS = { id: "refreshed", date: "2026-02-02", retrieved: "2026-02-01" };

/** Imports values, each as a file. */
export function imported(values: readonly unknown[], options = OPTIONS): Imported {
  return importEdition(
    defaultEdition().data,
    { arm: values.map((value, i) => file(value, `list-${i}.json`)) },
    options,
  );
}

/** Two closed regions, eastus2 and japaneast. */
export const EASTUS2 = [
  entry(
    "EastUS2",
    "gpt-4.1",
    "2025-04-14",
    [
      sku("Standard", "2027-01-01"),
      sku("GlobalStandard", "2027-01-01", { maximum: 1000, default: 10 }),
      sku("DataZoneStandard"),
      sku("ProvisionedManaged", "2027-01-01", { minimum: 25, maximum: 300, step: 25 }),
      sku("GlobalStandard*", "2028-01-01", { maximum: 2000, default: 50 }),
      sku("DeveloperTier*"),
    ],
    { isDefaultVersion: true, capabilities: { globalFineTune: "true" } },
  ),
  entry("EastUS2", "gpt-4o", "2024-05-13", [sku("Standard", "2026-01-01")], { lifecycleStatus: "Deprecating" }),
  entry("EastUS2", "gpt-4o", "2024-11-20", ["Standard", "GlobalStandard"], { isDefaultVersion: true }),
  entry("EastUS2", "gpt-9", "2026-01-01", ["GlobalStandard", "DataZoneStandard"], {
    capabilities: { globalFineTune: "true" },
  }),
  entry("EastUS2", "gpt-9", "2026-03-03", ["GlobalStandard"]),
  entry("EastUS2", "gpt-image-1", "2025-04-15", ["GlobalStandard", "DataZoneStandard"]),
  entry("EastUS2", "o1-mini", "2024-09-12", [sku("GlobalStandard", "2025-11-17")], { lifecycleStatus: "Deprecated" }),
];
export const JAPANEAST = [
  entry("japaneast", "gpt-9", "2026-01-01", ["GlobalStandard"]),
  entry("japaneast", "gpt-4o", "2024-11-20", [sku("GlobalStandard", "2027-01-01")]),
];

/** An edition in which eastus2 and japaneast are closed. */
export const refreshed = (): Edition => indexEdition(imported([EASTUS2, { value: JAPANEAST }]).data);

/** Hostile text that would run if not escaped: a version, a title, a heading and a condition of an edition. */
export const HOSTILE = "</script><img src=x onerror=alert(1)>\u001b";

/** A valid edition with hostile names: gpt-4o has the versions `=1+1` and {@link HOSTILE}. */
export function hostileEdition(payload = HOSTILE): EditionData {
  const data = structuredClone(defaultEdition().data);
  const versions = data.models.find((m) => m.name === "gpt-4o")?.versions ?? [];
  for (const [i, version] of ["=1+1", payload].entries()) {
    const facts = versions[i];
    if (facts) Object.assign(facts, { version, described: [{ ...facts.described[0], description: payload }] });
    for (const statement of facts?.inference.Standard ?? []) statement.place.section = payload;
  }
  data.document.title = `"${payload}\u202e`;
  data.id = "hostile";
  data.hash = contentHash(data);
  return data;
}

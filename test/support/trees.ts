/** Resources with any value anywhere, most of them nearly right, since junk is never read further. */
import type { PlanResource } from "../../policy/plan/resource";
import type { Random } from "./random";
import { randomTemplate, UNKNOWN } from "./templates";

type Json = Record<string, unknown>;

const TYPES = [
  "azure-native:cognitiveservices:Deployment",
  "azure-native:cognitiveservices/v20241001:Deployment",
  "azure-native_cognitiveservices_v20240601preview:cognitiveservices:Deployment",
  "azure-native:cognitiveservices:Account",
  "azure-native:resources:ResourceGroup",
  "azure-native:resources:Resource",
  "azure:cognitive/deployment:Deployment",
  "azure:cognitive/account:Account",
  "azurerm:index/cognitiveDeployment:CognitiveDeployment",
  "azurerm:index/cognitiveAccount:CognitiveAccount",
  "m:tf:azurerm_cognitive_deployment",
  "m:tf:azurerm_cognitive_account",
  "m:tf:azapi_resource",
  "azure-native:machinelearningservices:EndpointDeployment",
  "acme:cognitive:ModelDeployment",
  "pulumi:providers:azure-native",
  "azapi:index/resource:Resource",
  "azapi:index/updateResource:UpdateResource",
  "azapi:index/resourceAction:ResourceAction",
  "azure-native:storage:StorageAccount",
];
const TEMPLATE = "azure-native:resources:Deployment";

const ODD: readonly unknown[] = [
  ...[UNKNOWN, "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", "[unknown]", "[secret]"],
  ...[
    "",
    "gpt-4o",
    "gpt-4.1-nano",
    "2025-04-14",
    "OpenAI",
    "Mistral",
    "eastus",
    "East US",
    "Standard",
    "GlobalStandard",
    "x",
  ],
  "Microsoft.CognitiveServices/accounts/deployments@2024-10-01",
  "Microsoft.CognitiveServices/accounts@2024-10-01",
  "/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/odd",
  ...["y".repeat(2000), "\u001b[31m\n\u202e", "::error::x", "##vso[x]", null, 613, 0.1, Number.NaN, true],
  { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" },
  { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: "not json" },
  { "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", value: "gpt-4o" },
  JSON.parse('{"__proto__": {"name": "gpt-4o"}}'),
];
const KEYS = ["model", "name", "version", "format", "sku", "properties", "location", "tags", "environment", "capacity"];

/** Any value of a property tree. */
export function randomProperty(random: Random, depth = 2): unknown {
  if (depth <= 0 || !random.once(5)) return random.of(ODD);
  if (random.once(2)) return random.list(3, () => randomProperty(random, depth - 1));
  return Object.fromEntries(random.list(4, () => [random.of(KEYS), randomProperty(random, depth - 1)]));
}

/** Inputs of a deployment, an account or a resource group, some of them odd or left out. */
function randomInputs(random: Random): unknown {
  if (random.once(15)) return randomProperty(random);
  const any = () => randomProperty(random);
  const some = (usual: unknown) => (random.once(3) ? any() : usual);
  const model = () =>
    some({ format: some("OpenAI"), name: some("gpt-4o"), version: some("2024-08-06"), source: any() });
  const inputs: Json = {
    accountName: some("odd"),
    resourceGroupName: some("rg"),
    cognitiveAccountId: any(),
    name: some("odd"),
    location: some("eastus"),
    tags: some({ "aoai-purpose": some("assistants") }),
    sku: some({ name: some("Standard"), capacity: some(1) }),
    model: random.once(2) ? [model()] : model(),
    type: some("Microsoft.CognitiveServices/accounts/deployments@2024-10-01"),
    parentId: any(),
    body: some({ properties: { model: model() }, sku: any() }),
    properties: some({ model: model(), versionUpgradeOption: any(), scaleSettings: any(), sku: any(), type: any() }),
  };
  for (const key of Object.keys(inputs)) if (random.once(4)) delete inputs[key];
  return inputs;
}

/**
 * A resource of any type that a plan looks at.
 * @param number makes its URN unique.
 */
export function randomResource(random: Random, number?: number): PlanResource {
  const isTemplate = random.once(6);
  const type = isTemplate ? TEMPLATE : random.of(TYPES);
  const name = `odd${number ?? random.below(4)}`;
  const urn = `urn:pulumi:dev::app::${type}::${name}`;
  return {
    urn,
    type,
    name,
    inputs: isTemplate
      ? {
          resourceGroupName: "rg",
          properties: { template: randomTemplate(random, 1), parameters: randomProperty(random) },
        }
      : randomInputs(random),
    ...(random.once(3) ? { outputs: randomProperty(random) } : {}),
    ...(random.once(8) ? { external: true } : {}),
    ...(random.once(3) ? { propertyDependencies: { accountName: [urn, "x"], location: [] } } : {}),
    ...(random.once(4) ? { parent: random.of(["urn:pulumi:dev::app::m:index:Module::m", urn]) } : {}),
  };
}

/** Some resources. */
export function randomResources(random: Random, most = 6): PlanResource[] {
  return random.list(most, () => randomResource(random));
}

/** The given number of resources, each with its own URN. */
export function manyResources(random: Random, count: number): PlanResource[] {
  return Array.from({ length: count }, (_, number) => randomResource(random, number));
}

/** Terraform's providers and modules under Pulumi are read like azure-native; unread types are reported. */
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../../catalog/edition/embedded";
import { Session } from "../../../../policy/pack/session";
import type { PlanResource } from "../../../../policy/plan/resource";
import { RULES } from "../../../../policy/rules";
import { checkPlan } from "../../../../policy/run/check-plan";
import { parseSettings } from "../../../../policy/settings";
import { account, deployment, UNKNOWN, urn } from "../../plans";

const found = (resources: readonly PlanResource[]) =>
  checkPlan(resources, { edition: defaultEdition(), settings: parseSettings(undefined), today: "2025-07-01" }).findings;
const rules = (resources: readonly PlanResource[]) => found(resources).map((f) => `${f.rule} ${f.reason}`);

const BLOCKED = "model-availability region-not-listed";
const OPEN = "unverified-deployment unverified";
const NANO = { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" };
const SKU = { name: "GlobalStandard", capacity: 10 };
const CLOSED = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "AAAB" };

const resource = (type: string, name: string, inputs: unknown, more: Partial<PlanResource> = {}): PlanResource => ({
  urn: urn(type, name),
  type,
  name,
  inputs,
  ...more,
});

const PROVIDER = "azurerm:index/cognitiveDeployment:CognitiveDeployment";
const PROVIDER_ACCOUNT = "azurerm:index/cognitiveAccount:CognitiveAccount";
const ID = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/oai";

const ofProvider = (location: unknown, inputs: Record<string, unknown> = {}) => [
  resource(PROVIDER_ACCOUNT, "oai", { name: "oai", location, kind: "OpenAI", resourceGroupName: "rg" }),
  resource(
    PROVIDER,
    "nano",
    { name: "nano", cognitiveAccountId: UNKNOWN, model: NANO, sku: SKU, ...inputs },
    { propertyDependencies: { cognitiveAccountId: [urn(PROVIDER_ACCOUNT, "oai")] } },
  ),
];

const MODULE = urn("openai:index:Module", "m");
const ofModule = (location: unknown, inputs: Record<string, unknown> = {}, kind = "cognitive_account") => [
  resource("openai:index:Module", "m", { location }),
  resource(
    `openai:tf:azurerm_${kind}`,
    "this",
    { name: "oai", location, resource_group_name: "rg" },
    { parent: MODULE },
  ),
  resource(
    "openai:tf:azurerm_cognitive_deployment",
    "chat",
    { name: "chat", cognitive_account_id: UNKNOWN, model: [NANO], sku: [SKU], ...inputs },
    { parent: MODULE },
  ),
];

describe("Terraform under Pulumi", () => {
  it.each<[string, (region: string) => PlanResource[]]>([
    ["a provider, its account found by dependency", (region) => ofProvider(region)],
    ["a provider, its account found by id", (region) => ofProvider(region, { cognitiveAccountId: ID })],
    ["a provider, blocks as lists of one", (region) => ofProvider(region, { model: [NANO], sku: [SKU] })],
    ["a region as Terraform writes it", (region) => ofProvider(region === "eastus" ? "East US" : "East US 2")],
    ["a module, its account the only one of the module", (region) => ofModule(region)],
    ["a module, its account found by id", (region) => ofModule(region, { cognitive_account_id: ID })],
    ["a module with AI services", (region) => ofModule(region, {}, "ai_services")],
    [
      "the older block scale",
      (region) =>
        ofModule(region === "eastus" ? "polandcentral" : "eastus2", {
          model: [{ format: "OpenAI", name: "gpt-35-turbo", version: "0125" }],
          sku: undefined,
          scale: [{ type: "Standard" }],
        }),
    ],
    [
      "a template of a provider",
      (region) => [
        resource("azurerm:index/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment", "t", {
          resourceGroupName: "rg",
          templateContent: JSON.stringify({
            resources: [
              { type: "Microsoft.CognitiveServices/accounts", name: "a", location: region },
              {
                type: "Microsoft.CognitiveServices/accounts/deployments",
                name: "a/chat",
                sku: SKU,
                properties: { model: NANO, versionUpgradeOption: "NoAutoUpgrade" },
              },
            ],
          }),
        }),
      ],
    ],
    [
      "azapi in a module",
      (region) => [
        resource("m:tf:azapi_resource", "a", {
          type: "Microsoft.CognitiveServices/accounts@2024-10-01",
          name: "oai",
          parent_id: "/subscriptions/s/resourceGroups/rg",
          location: region,
        }),
        resource("m:tf:azapi_resource", "d", {
          type: "Microsoft.CognitiveServices/accounts/deployments@2024-10-01",
          name: "chat",
          parent_id: ID,
          body: { properties: { model: NANO, versionUpgradeOption: "NoAutoUpgrade" }, sku: SKU },
        }),
      ],
    ],
  ])("%s", (_, make) => {
    const rest = (all: string[]) => all.filter((rule) => !rule.startsWith("model-lifecycle"));
    expect(rest(rules(make("eastus")))).toEqual([BLOCKED]);
    expect(rest(rules(make("eastus2")))).toEqual([]);
  });

  it.each<[string, PlanResource[], string[]]>([
    ["an unknown model", ofModule("eastus", { model: UNKNOWN }), [OPEN]],
    [
      "an unknown version, whatever it will be",
      ofProvider("eastus", { model: { ...NANO, version: UNKNOWN } }),
      [BLOCKED],
    ],
    ["a secret SKU", ofModule("eastus", { sku: [{ name: "[secret]" }] }), [OPEN]],
    ["a closed secret as model block", ofModule("eastus", { model: CLOSED }), [OPEN]],
    ["an opened secret", ofModule("eastus", { model: { ...CLOSED, plaintext: JSON.stringify([NANO]) } }), [BLOCKED]],
    ["an unknown location", ofModule(UNKNOWN), [OPEN]],
    ["two model blocks", ofModule("eastus", { model: [NANO, NANO] }), [OPEN]],
    ["inputs that --target left out", [resource(PROVIDER, "nano", {})], []],
  ])("%s", (_, resources, expected) => {
    expect(rules(resources)).toEqual(expected);
  });

  it("does not use an account of another module, or one of two", () => {
    const [module, account, chat] = ofModule("eastus") as [PlanResource, PlanResource, PlanResource];
    expect(rules([module, { ...account, parent: urn("openai:index:Module", "other") }, chat])).toEqual([OPEN]);
    expect(rules([module, account, { ...account, urn: `${account.urn}2` }, chat])).toEqual([OPEN]);
  });
});

describe("unread types", () => {
  const ENDPOINT = "azure-native:machinelearningservices:EndpointDeployment";
  const endpoint = (type: unknown, name = "chat", token = ENDPOINT) =>
    resource(token, name, { endpointName: "Azure.OpenAI", properties: { type, model: NANO } });

  it.each<[string, PlanResource, string[]]>([
    ["an endpoint deployment of Azure OpenAI", endpoint("Azure.OpenAI"), [OPEN]],
    ["one whose type is not known", endpoint(UNKNOWN), [OPEN]],
    ["one whose type is secret", endpoint("[secret]"), [OPEN]],
    [
      "one with an API version",
      endpoint("azure.openai", "v", ENDPOINT.replace("services:", "services/v20250101:")),
      [OPEN],
    ],
    ["one of another kind", endpoint("managedOnlineDeployment"), []],
    ["a deployment of another provider", resource("acme:cognitive:ModelDeployment", "x", { model: "gpt-4o" }), [OPEN]],
    [
      "one of a Terraform module of another name",
      resource("m:tf:my_cognitive_model_deployment", "x", { a: 1 }),
      [OPEN],
    ],
    ["a component", { ...resource("acme:ai:CognitiveDeployment", "x", { a: 1 }), isComponent: true }, []],
    ["a deployment of something else", resource("kubernetes:apps/v1:Deployment", "x", { a: 1 }), []],
  ])("%s", (_, one, expected) => {
    expect(rules([one])).toEqual(expected);
  });

  const many = [
    endpoint("Azure.OpenAI", "b"),
    endpoint("Azure.OpenAI", "a"),
    endpoint("Azure.OpenAI", "c"),
    resource("acme:cognitive:ModelDeployment", "x", { a: 1 }),
  ];

  it("are reported once each, in any order, and do not count as deployments", () => {
    for (const order of [many, [...many].reverse()]) {
      const { findings, deployments } = checkPlan(order, {
        edition: defaultEdition(),
        settings: parseSettings(undefined),
        today: "2025-07-01",
      });
      expect(deployments).toBe(0);
      expect(findings.map((f) => f.urn)).toEqual([urn("acme:cognitive:ModelDeployment", "x"), urn(ENDPOINT, "a")]);
      expect(JSON.stringify(findings[1])).toContain("(3 resources in this plan)");
      expect(JSON.stringify(findings[0])).not.toContain("resources in this plan");
    }
  });

  it("are reported once each by the pack, and do not affect others", () => {
    const session = new Session(defaultEdition(), "2025-07-01");
    const bad = deployment({ model: NANO.name, version: NANO.version, sku: SKU.name });
    const all = [account("eastus"), bad, ...many];
    for (const r of all) for (const rule of RULES) session.register(rule.name, () => r, r.urn);
    expect(session.findings("model-availability", bad.urn)).toHaveLength(1);
    session.complete("model-availability", () => all.map((r) => ({ ...r, propertyDependencies: {} })));
    expect(session.remaining("unverified-deployment").map((f) => f.urn)).toEqual([
      urn("acme:cognitive:ModelDeployment", "x"),
      urn(ENDPOINT, "a"),
    ]);
  });
});

/** The forms of a deployment's inputs, account and region, one line each. */
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import type { PlanResource } from "../../../policy/plan/resource";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { account, type Case, deployment, plan, UNKNOWN, urn } from "../plans";

const found = (resources: readonly PlanResource[], settings?: unknown) =>
  checkPlan(resources, { edition: defaultEdition(), settings: parseSettings(settings), today: "2025-07-01" }).findings;
const rules = (resources: readonly PlanResource[], settings?: unknown) =>
  found(resources, settings).map((f) => `${f.rule} ${f.reason}`);

const NANO: Case = { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard", region: "eastus" };
const BLOCKED = "model-availability region-not-listed";
const OPEN = "unverified-deployment unverified";

describe("values", () => {
  it.each<[string, Case, string[]]>([
    ["a display name of a region", { ...NANO, region: "East US" }, [BLOCKED]],
    ["a Japanese region", { ...NANO, region: "米国東部" }, [BLOCKED]],
    ["a lower-case SKU", { model: "gpt-4o", version: "2024-11-20", sku: "standard" }, []],
    ["no SKU: Standard", { model: "gpt-4o", version: "2024-11-20" }, []],
    [
      "no SKU where Standard is not offered",
      { model: "gpt-4.1", version: "2025-04-14" },
      ["model-availability sku-not-listed"],
    ],
    ["an unknown SKU name", { ...NANO, sku: "Premium" }, ["model-availability sku-unknown"]],
    ["an unknown region name", { ...NANO, region: "mars" }, ["model-availability region-unknown"]],
    [
      "a numeric version that is listed",
      { model: "gpt-35-turbo", version: 1106, sku: "Standard", region: "westus" },
      [OPEN, "model-lifecycle replaced"],
    ],
    [
      "a numeric version that is not",
      { model: "gpt-4", version: 613, sku: "Standard" },
      ["model-availability version-not-listed", OPEN],
    ],
    ["a null version", { ...NANO, region: "eastus2", version: null }, ["pinned-version version-omitted"]],
    ["a model that is a number", { ...NANO, model: 4 }, [OPEN]],
    ["a model that is an object", { ...NANO, model: { a: 1 } }, [OPEN]],
    ["an empty model", { ...NANO, model: "" }, [OPEN]],
    ["an unknown SKU value", { model: "gpt-4.1", version: "2025-04-14", sku: UNKNOWN }, [OPEN]],
    [
      "an unknown SKU value of an unknown model",
      { model: "gpt-9", version: "1", sku: UNKNOWN },
      ["known-model model-not-listed"],
    ],
    ["an unknown region", { ...NANO, region: UNKNOWN }, [OPEN]],
    [
      "an unknown region with an unlisted version",
      { ...NANO, version: "1999-01-01", region: UNKNOWN },
      ["model-availability version-not-listed"],
    ],
    ["[unknown], as the CLI prints it", { ...NANO, model: "[unknown]" }, [OPEN]],
    ["[secret], as the CLI prints it", { ...NANO, model: "[secret]" }, [OPEN]],
    [
      "a model of another vendor",
      { inputs: { accountName: "openai", properties: { model: { format: "Mistral", name: "m", version: "1" } } } },
      [],
    ],
    [
      "a wrong format for an OpenAI model",
      {
        inputs: {
          accountName: "openai",
          properties: { model: { format: "Azure", name: "gpt-4.1", version: "2025-04-14" } },
          sku: { name: "GlobalStandard" },
        },
      },
      [OPEN],
    ],
    [
      "an unknown format of a model that is not listed",
      {
        inputs: {
          accountName: "openai",
          properties: { model: { format: UNKNOWN, name: "DeepSeek-R1", version: "1" } },
        },
      },
      [OPEN],
    ],
    [
      "a misspelt format of a model that is not listed",
      { inputs: { accountName: "openai", properties: { model: { format: "Open AI", name: "gpt-9", version: "1" } } } },
      ["known-model model-not-listed", OPEN],
    ],
    [
      "a fine-tuned model with a SKU that Azure does not know",
      { model: "gpt-4o-mini-2024-07-18.ft-0123456789abcdef", version: "1", sku: "Foo", region: "northcentralus" },
      ["model-availability sku-unknown"],
    ],
    [
      "a SKU nested in properties",
      {
        inputs: {
          accountName: "openai",
          properties: {
            model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" },
            sku: { name: "GlobalStandard" },
          },
        },
      },
      ["model-availability sku-not-listed", OPEN],
    ],
    [
      "legacy scaleSettings",
      {
        inputs: {
          accountName: "openai",
          properties: {
            model: { format: "OpenAI", name: "gpt-4o", version: "2024-11-20" },
            scaleSettings: { scaleType: "Standard" },
          },
        },
      },
      [],
    ],
    ["inputs that --target left out", { inputs: {} }, []],
    [
      "upgrades by itself",
      { ...NANO, region: "eastus2", upgrade: "OnceCurrentVersionExpired" },
      ["pinned-version upgrades-itself"],
    ],
    ["a sovereign region", { ...NANO, region: "usgovvirginia" }, ["undocumented-availability cloud-not-covered"]],
    ["a purpose that nobody knows", { ...NANO, region: "eastus2", tags: { "aoai-purpose": "training" } }, [OPEN]],
    [
      "both purposes",
      {
        model: "gpt-4o",
        version: "2024-08-06",
        sku: "Standard",
        region: "eastus",
        tags: { "aoai-purpose": "fine-tuning assistants" },
      },
      ["fine-tuning-region region-not-listed"],
    ],
    [
      "a purpose in another case",
      {
        model: "gpt-4o",
        version: "2024-08-06",
        sku: "Standard",
        region: "eastus",
        tags: { "AOAI-Purpose": "fine-tuning" },
      },
      ["fine-tuning-region region-not-listed"],
    ],
    ["an empty purpose", { ...NANO, region: "eastus2", tags: { "aoai-purpose": "" } }, [OPEN]],
    [
      "global training that is not offered",
      {
        model: "gpt-4o",
        version: "2024-08-06",
        sku: "Standard",
        tags: { "aoai-purpose": "fine-tuning", "aoai-training": "global" },
      },
      ["fine-tuning-region no-global-training"],
    ],
    [
      "a purpose on the account",
      {
        model: "gpt-4o",
        version: "2024-08-06",
        sku: "Standard",
        region: "northcentralus",
        accountTags: { "aoai-purpose": "assistants" },
      },
      ["assistants-region region-not-listed"],
    ],
    [
      "a fine-tuned model with a suffix",
      { model: "gpt-4.1-mini-2025-04-14.ft-0123456789abcdef-acme", version: "1", region: "westeurope" },
      ["fine-tuning-region region-not-listed"],
    ],
    [
      "a fine-tuned model of an unknown base",
      { model: "davinci-9.ft-0123456789abcdef", version: "1" },
      ["known-model model-not-listed"],
    ],
    [
      "only Assistants are offered",
      {
        model: "gpt-4",
        version: "1106-Preview",
        sku: "Standard",
        region: "australiaeast",
        tags: { "aoai-purpose": "assistants" },
      },
      ["preview-model preview", "model-lifecycle replaced"],
    ],
  ])("%s", (_, c, expected) => {
    expect(rules(plan(c))).toEqual(expected);
  });

  it("opens a secret whose plain text is in the file, but not an encrypted one", () => {
    const secret = (more: object) => ({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ...more,
    });
    expect(rules(plan({ ...NANO, model: secret({ plaintext: '"gpt-4.1-nano"' }) }))).toEqual([BLOCKED]);
    expect(rules(plan({ ...NANO, model: secret({ ciphertext: "AAAB" }) }))).toEqual([OPEN]);
  });
});

describe("type tokens", () => {
  it.each([
    "azure-native:cognitiveservices:Deployment",
    "azure-native:cognitiveservices/v20241001:Deployment",
    "azure-native_cognitiveservices_v20240601preview:cognitiveservices:Deployment",
    "azure-native_cognitiveservices_v20240601preview:cognitiveservices/v20240601preview:Deployment",
  ])("%s", (type) => {
    const versioned = type.replace(/Deployment$/, "Account");
    const resources = [
      { ...account("eastus"), type: versioned, urn: urn(versioned, "openai") },
      { ...deployment(NANO), type, urn: urn(type, "chat") },
    ];
    expect(rules(resources)).toEqual([BLOCKED]);
  });

  it("the generic resource of azure-native, in the parts of its path", () => {
    const type = "azure-native:resources:Resource";
    const generic = (name: string, inputs: object, dependsOn?: string): PlanResource => ({
      urn: urn(type, name),
      type,
      name,
      inputs: { resourceProviderNamespace: "Microsoft.CognitiveServices", resourceGroupName: "rg", ...inputs },
      ...(dependsOn ? { propertyDependencies: { parentResourcePath: [dependsOn] } } : {}),
    });
    const owner = (location: string) =>
      generic("owner", { resourceType: "accounts", parentResourcePath: "", resourceName: "openai", location });
    const body = {
      resourceType: "deployments",
      resourceName: "chat",
      sku: { name: NANO.sku },
      properties: {
        model: { format: "OpenAI", name: NANO.model, version: NANO.version },
        versionUpgradeOption: "NoAutoUpgrade",
      },
    };
    const forms: PlanResource[] = [
      generic("chat", { ...body, parentResourcePath: "accounts/openai" }),
      generic("chat", { ...body, parentResourcePath: "", resourceType: "accounts/OpenAI/deployments" }),
      generic("chat", { ...body, parentResourcePath: UNKNOWN }, urn(type, "owner")),
    ];
    for (const chat of forms) {
      expect(rules([owner("eastus"), chat])).toEqual([BLOCKED]);
      expect(rules([owner("eastus2"), chat])).toEqual([]);
      expect(rules([chat])).toEqual([OPEN]);
    }
    expect(
      rules([generic("other", { resourceProviderNamespace: "Microsoft.Web", resourceType: "deployments" })]),
    ).toEqual([]);

    const resource = { type: "Microsoft.CognitiveServices/accounts/deployments", name: "openai/chat", ...body };
    for (const resourceType of ["deployments", "deploymentStacks"]) {
      const inputs = { resourceProviderNamespace: "Microsoft.Resources", resourceType, resourceName: "t" };
      const template = generic("t", { ...inputs, properties: { template: { resources: [resource] } } });
      expect(rules([owner("eastus"), template])).toEqual([BLOCKED]);
      expect(rules([owner("eastus2"), template])).toEqual([]);
      expect(rules([generic("t", { ...inputs, properties: UNKNOWN })])).toEqual([OPEN]);
    }
  });

  it.each<[unknown, unknown, string[]]>([
    [UNKNOWN, "deployments", [OPEN]],
    ["Microsoft.CognitiveServices", UNKNOWN, [OPEN]],
    ["[secret]", UNKNOWN, [OPEN]],
    [UNKNOWN, "storageAccounts", []],
    ["Microsoft.Web", UNKNOWN, []],
  ])("the generic resource of namespace %s and type %s", (resourceProviderNamespace, resourceType, expected) => {
    const type = "azure-native:resources:Resource";
    const inputs = { resourceProviderNamespace, resourceType };
    expect(rules([{ urn: urn(type, "x"), type, name: "x", inputs }])).toEqual(expected);
  });

  it("the classic provider, by account id", () => {
    const type = "azure:cognitive/account:Account";
    const owner: PlanResource = {
      urn: urn(type, "openai"),
      type,
      name: "openai",
      inputs: { name: "openai", resourceGroupName: "rg", location: "East US", kind: "OpenAI" },
    };
    const classic = (accountId: string, dependsOn?: string): PlanResource => ({
      urn: urn("azure:cognitive/deployment:Deployment", "chat"),
      type: "azure:cognitive/deployment:Deployment",
      name: "chat",
      inputs: {
        cognitiveAccountId: accountId,
        model: { format: "OpenAI", name: NANO.model, version: NANO.version },
        sku: { name: NANO.sku },
      },
      ...(dependsOn ? { propertyDependencies: { cognitiveAccountId: [dependsOn] } } : {}),
    });
    const id = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/openai";
    expect(rules([owner, classic(id)])).toEqual([BLOCKED]);
    expect(rules([owner, classic(UNKNOWN, owner.urn)])).toEqual([BLOCKED]);
  });
});

describe("the region", () => {
  const GROUP = "azure-native:resources:ResourceGroup";
  const group = (location: unknown, name = "rg"): PlanResource => ({
    urn: urn(GROUP, name),
    type: GROUP,
    name,
    inputs: { resourceGroupName: name, ...(location === undefined ? {} : { location }) },
  });
  const PROVIDER = "pulumi:providers:azure-native";
  const provider = (location: string): PlanResource => ({
    urn: urn(PROVIDER, "default"),
    type: PROVIDER,
    name: "default",
    inputs: { location },
  });
  const chat = deployment(NANO);
  const without = { ...account(undefined), inputs: { accountName: "openai", resourceGroupName: "rg" } };

  it.each<[string, PlanResource[], string[]]>([
    ["of the account, not of its resource group", [group("eastus"), account("eastus2"), chat], []],
    ["of the resource group, where the account has none", [group("eastus"), without, chat], [BLOCKED]],
    [
      "of the provider, before the resource group's",
      [provider("eastus2"), group("eastus"), { ...without, provider: `${urn(PROVIDER, "default")}::some-id` }, chat],
      [],
    ],
    [
      "of the group, which has it from the provider",
      [provider("eastus"), { ...group(undefined), provider: urn(PROVIDER, "default") }, without, chat],
      [BLOCKED],
    ],
    [
      "of the resource group that an unknown location was made from",
      [group("eastus"), { ...account(UNKNOWN), propertyDependencies: { location: [urn(GROUP, "rg")] } }, chat],
      [BLOCKED],
    ],
    [
      "unknown where the location was made from something else",
      [
        group("eastus"),
        { ...account(UNKNOWN), propertyDependencies: { location: [urn("random:index:Pick", "x")] } },
        chat,
      ],
      [OPEN],
    ],
    ["unknown where nothing tells", [without, chat], [OPEN]],
    [
      "unknown where two accounts have the name",
      [
        { ...account("eastus"), urn: urn("azure-native:cognitiveservices:Account", "a") },
        { ...account("eastus2"), urn: urn("azure-native:cognitiveservices:Account", "b") },
        chat,
      ],
      [OPEN],
    ],
    [
      "of an account that is only read",
      [{ ...account(undefined), inputs: {}, outputs: { name: "openai", location: "eastus" }, external: true }, chat],
      [BLOCKED],
    ],
  ])("%s", (_, resources, expected) => {
    expect(rules(resources)).toEqual(expected);
  });

  it("of an account in the setting, by name or resource id, in upper or lower case", () => {
    const id = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/OpenAI";
    for (const key of ["OPENAI", "openai"]) {
      const settings = { "known-model": { accounts: { [key]: { region: "eastus" } } } };
      expect(rules([chat], settings)).toEqual([BLOCKED]);
    }
    const tuned = deployment({ model: "gpt-4o-mini-2024-07-18.ft-0123456789abcdef", version: "1", source: id });
    const trained = (region: string) => ({ "model-availability": { accounts: { [id]: { region } } } });
    expect(rules([account("westus"), tuned], trained("swedencentral"))).toEqual([]);
    expect(rules([account("swedencentral"), tuned], trained("westus"))).toEqual([
      "fine-tuning-region region-not-listed",
    ]);
    expect(rules([account("swedencentral"), tuned])).toEqual(
      // The account of the plan has the same name as the source.
      [],
    );
  });
});

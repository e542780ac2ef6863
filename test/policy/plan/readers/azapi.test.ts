/** azapi resources, whose `type` says what they are: each form fires, and does not once repaired. */

import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../../catalog/edition/embedded";
import type { PlanResource } from "../../../../policy/plan/resource";
import { checkPlan } from "../../../../policy/run/check-plan";
import { parseSettings } from "../../../../policy/settings";
import { account, deployment, UNKNOWN, urn } from "../../plans";
import { message } from "../../said";

const TOKEN = "azapi:index/resource:Resource";
const UPDATE = "azapi:index/updateResource:UpdateResource";
const DEPLOYMENT = "Microsoft.CognitiveServices/accounts/deployments@2024-10-01";
const ACCOUNT = "Microsoft.CognitiveServices/accounts@2024-10-01";
const GROUP_ID = "/subscriptions/0/resourceGroups/rg";
const ACCOUNT_ID = `${GROUP_ID}/providers/Microsoft.CognitiveServices/accounts/openai`;
const BAD = "eastus";
const GOOD = "eastus2";
const BLOCKED = "model-availability region-not-listed";
const OPEN = "unverified-deployment unverified";

type Json = Record<string, unknown>;

const found = (resources: readonly PlanResource[]) =>
  checkPlan(resources, { edition: defaultEdition(), settings: parseSettings(undefined), today: "2025-07-01" }).findings;
const rules = (resources: readonly PlanResource[]) => found(resources).map((f) => `${f.rule} ${f.reason}`);

const resource = (name: string, inputs: Json, more: Partial<PlanResource> = {}): PlanResource => ({
  urn: urn(more.type ?? TOKEN, name),
  type: TOKEN,
  name,
  inputs,
  ...more,
});
const BODY = {
  sku: { name: "GlobalStandard", capacity: 1 },
  properties: {
    model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" },
    versionUpgradeOption: "NoAutoUpgrade",
  },
};
const owner = (location: unknown, inputs: Json = {}, more: Partial<PlanResource> = {}) =>
  resource(
    "account",
    { type: ACCOUNT, name: "openai", parentId: GROUP_ID, location, body: { kind: "OpenAI" }, ...inputs },
    more,
  );
const chat = (inputs: Json = {}, more: Partial<PlanResource> = {}) =>
  resource("chat", { type: DEPLOYMENT, name: "chat", parentId: ACCOUNT_ID, body: BODY, ...inputs }, more);

const action = (method: unknown, body: unknown, more: Json = {}) =>
  resource(
    "action",
    { type: DEPLOYMENT, resourceId: `${ACCOUNT_ID}/deployments/chat`, method, body, ...more },
    { type: "azapi:index/resourceAction:ResourceAction" },
  );

describe("an azapi deployment", () => {
  const made = (type: string) => ({ propertyDependencies: { parentId: [urn(type, "account")] } });

  it.each<[string, (region: string) => PlanResource[]]>([
    ["in an azapi account, by its id", (region) => [owner(region), chat()]],
    ["in an azapi account that is new", (region) => [owner(region), chat({ parentId: UNKNOWN }, made(TOKEN))]],
    [
      "in an azure-native account, by its id",
      (region) => [account(region), chat({ parentId: ACCOUNT_ID.replace("openai", "OpenAI") })],
    ],
    [
      "in an azure-native account that is new",
      (region) => [
        account(region),
        chat(
          { parentId: UNKNOWN },
          { propertyDependencies: { parentId: [urn("azure-native:cognitiveservices:Account", "openai")] } },
        ),
      ],
    ],
    [
      "in a classic account that is new",
      (region) => [
        {
          urn: urn("azure:cognitive/account:Account", "account"),
          type: "azure:cognitive/account:Account",
          name: "account",
          inputs: { name: UNKNOWN, location: region },
        },
        chat({ parentId: UNKNOWN }, made("azure:cognitive/account:Account")),
      ],
    ],
    ["with a body that is text", (region) => [owner(region), chat({ body: JSON.stringify(BODY) })]],
    [
      "with a type in another case and version",
      (region) => [owner(region), chat({ type: DEPLOYMENT.toUpperCase().replace("2024", "2025") })],
    ],
    ["under a shorter token", (region) => [owner(region), chat({}, { type: "azapi:index:Resource" })]],
    [
      "in an account whose body has the location",
      (region) => [owner(undefined, { body: { location: region } }), chat()],
    ],
    [
      "in an account that takes the provider's default location",
      (region) => [
        resource("default", { defaultLocation: region }, { type: "pulumi:providers:azapi" }),
        owner(undefined, {}, { provider: `${urn("pulumi:providers:azapi", "default")}::some-id` }),
        chat(),
      ],
    ],
    [
      "in an account whose location is made from that of its resource group",
      (region) => [
        resource("rg", { type: "Microsoft.Resources/resourceGroups@2024-03-01", name: "rg", location: region }),
        owner(UNKNOWN, {}, { propertyDependencies: { location: [urn(TOKEN, "rg")] } }),
        chat(),
      ],
    ],
    [
      "in an account that is only read",
      (region) => [
        owner(
          undefined,
          {},
          {
            inputs: {},
            outputs: { type: ACCOUNT, name: "openai", location: region, parentId: GROUP_ID },
            external: true,
          },
        ),
        chat(),
      ],
    ],
    ["as an update that changes the model", (region) => [owner(region), chat({}, { type: UPDATE })]],
    [
      "as an update by resource id",
      (region) => [
        owner(region),
        chat({ parentId: undefined, resourceId: `${ACCOUNT_ID}/deployments/chat` }, { type: UPDATE }),
      ],
    ],
    ["as an action that puts it", (region) => [owner(region), action("PUT", BODY)]],
    ["as an action that patches its model", (region) => [owner(region), action("PATCH", BODY)]],
    [
      "as an action on its account",
      (region) => [
        owner(region),
        action("PUT", BODY, { type: ACCOUNT, resourceId: ACCOUNT_ID, action: "deployments/chat" }),
      ],
    ],
    [
      "with the names of its body in another case",
      (region) => [
        owner(undefined, { body: { Location: region } }),
        chat({
          body: {
            Sku: { Name: "GlobalStandard" },
            Properties: { Model: BODY.properties.model, VersionUpgradeOption: "NoAutoUpgrade" },
          },
        }),
      ],
    ],
    [
      "as an update in another case",
      (region) => [owner(region), chat({ body: { SKU: BODY.sku, Properties: BODY.properties } }, { type: UPDATE })],
    ],
    [
      "in a deployment stack",
      (region) => [
        owner(region),
        resource("stack", {
          type: "Microsoft.Resources/deploymentStacks@2024-03-01",
          name: "s",
          parentId: GROUP_ID,
          body: {
            Properties: { Template: { resources: [{ type: DEPLOYMENT.split("@")[0], name: "openai/chat", ...BODY }] } },
          },
        }),
      ],
    ],
    [
      "in an ARM template",
      (region) => [
        owner(region),
        resource("template", {
          type: "Microsoft.Resources/deployments@2022-09-01",
          name: "t",
          parentId: GROUP_ID,
          body: {
            properties: {
              template: {
                parameters: { name: { type: "string" } },
                resources: [{ type: DEPLOYMENT.split("@")[0], name: "[parameters('name')]", ...BODY }],
              },
              parameters: { name: { value: "openai/chat" } },
            },
          },
        }),
      ],
    ],
  ])("%s", (_, make) => {
    expect(rules(make(BAD))).toEqual([BLOCKED]);
    expect(rules(make(GOOD))).toEqual([]);
  });

  it.each<[string, PlanResource[], string[]]>([
    ["a body that is not known", [owner(BAD), chat({ body: UNKNOWN })], [OPEN]],
    ["a body that is no JSON", [owner(BAD), chat({ body: "{" })], [OPEN]],
    ["no body", [owner(BAD), chat({ body: undefined })], [OPEN]],
    ["a type that is not known", [chat({ type: UNKNOWN })], [OPEN]],
    ["an account that is not in the plan", [chat()], [OPEN]],
    ["an account without a location", [owner(undefined), chat()], [OPEN]],
    [
      "an account without a location in a resource group that has one: azapi does not take it from there",
      [
        resource("rg", { type: "Microsoft.Resources/resourceGroups@2024-03-01", name: "rg", location: BAD }),
        owner(undefined),
        chat(),
      ],
      [OPEN],
    ],
    ["an update that leaves model and SKU", [owner(BAD), chat({ body: { tags: {} } }, { type: UPDATE })], []],
    [
      "an update of the SKU alone",
      [owner(BAD), chat({ body: { sku: { name: "Standard", capacity: 5 } } }, { type: UPDATE })],
      [OPEN],
    ],
    ["an update of a sensitive body", [owner(BAD), chat({ body: {}, sensitiveBody: BODY }, { type: UPDATE })], [OPEN]],
    [
      "an update of a secret body",
      [owner(BAD), chat({ body: {}, sensitiveBody: "[secret]" }, { type: UPDATE })],
      [OPEN],
    ],
    [
      "a SKU in a sensitive body",
      [owner(GOOD), chat({ body: { properties: BODY.properties }, sensitiveBody: { sku: BODY.sku } })],
      [OPEN],
    ],
    [
      "a template with parameters in a sensitive body",
      [
        owner(GOOD),
        resource("template", {
          type: "Microsoft.Resources/deployments@2022-09-01",
          parentId: GROUP_ID,
          body: {
            properties: {
              template: {
                parameters: { sku: { type: "string", defaultValue: "Standard" } },
                resources: [
                  {
                    type: DEPLOYMENT.split("@")[0],
                    name: "openai/chat",
                    ...BODY,
                    sku: { name: "[parameters('sku')]" },
                  },
                ],
              },
            },
          },
          sensitiveBody: { properties: { parameters: { sku: { value: "GlobalStandard" } } } },
        }),
      ],
      [OPEN],
    ],
    ["an action that only asks", [owner(BAD), action("GET", BODY)], []],
    ["an action without a method, which is a POST", [owner(BAD), action(undefined, BODY)], []],
    ["an action of a method that is not known", [owner(BAD), action(UNKNOWN, BODY)], [OPEN]],
    ["an action on a type that is not known", [action("PUT", BODY, { type: UNKNOWN })], [OPEN]],
    ["an action on a path that is not known", [action("PUT", BODY, { type: ACCOUNT, action: UNKNOWN })], [OPEN]],
    ["an action that patches a tag", [owner(BAD), action("PATCH", { tags: {} })], []],
    [
      "an action on another type",
      [action("PUT", BODY, { type: "Microsoft.Web/sites@2023-01-01", action: UNKNOWN })],
      [],
    ],
    ["a purpose in another case", [owner(GOOD), chat({ tags: { "AOAI-Purpose": "x" } })], [OPEN]],
    ["a purpose of its account in another case", [owner(GOOD, { tags: { "AOAI-Purpose": "x" } }), chat()], [OPEN]],
    ["another type", [resource("x", { type: "Microsoft.Storage/storageAccounts@2023-01-01" })], []],
    ["another resource of azapi", [chat({}, { type: "azapi:index/dataPlaneResource:DataPlaneResource" })], []],
    [
      "a SKU inside of properties",
      [
        owner(GOOD),
        chat({
          body: {
            properties: { ...BODY.properties, model: { ...BODY.properties.model, name: "gpt-4.1" }, sku: BODY.sku },
          },
        }),
      ],
      ["model-availability sku-not-listed", OPEN],
    ],
    [
      "legacy scaleSettings",
      [
        owner(GOOD),
        chat({
          body: {
            properties: {
              model: { format: "OpenAI", name: "gpt-4o", version: "2024-11-20" },
              versionUpgradeOption: "NoAutoUpgrade",
              scaleSettings: { scaleType: "Standard" },
            },
          },
        }),
      ],
      [],
    ],
    [
      "legacy scaleSettings of another type",
      [owner(GOOD), chat({ body: { properties: { ...BODY.properties, scaleSettings: { scaleType: "Manual" } } } })],
      [OPEN],
    ],
    ["a purpose in its tags", [owner(GOOD), chat({ tags: { "aoai-purpose": "nothing" } })], [OPEN]],
    ["a purpose in its body's tags", [owner(GOOD), chat({ body: { ...BODY, tags: { "aoai-purpose": "x" } } })], [OPEN]],
    ["a purpose of its account", [owner(GOOD, { body: { tags: { "aoai-purpose": "x" } } }), chat()], [OPEN]],
  ])("%s", (_, resources, expected) => {
    expect(rules(resources)).toEqual(expected);
  });

  it("can be the account of an azure-native deployment", () => {
    const native = deployment({ model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard" });
    expect(rules([owner(BAD), native])).toEqual([BLOCKED]);
    expect(rules([owner(GOOD), native])).toEqual([]);
  });

  it("that updates another says which values are not known", () => {
    const [open] = found([owner(BAD), chat({ body: { sku: { name: "Standard" } } }, { type: UPDATE })]);
    expect(message(open)).toContain("model is not changed by the update, and not in the plan");
  });
});

/** Inline ARM templates: every form of a deployment fires, and does not once repaired. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../../catalog/edition/embedded";
import { fingerprint } from "../../../../cli/check/fingerprint";
import { Session } from "../../../../policy/pack/session";
import type { PlanResource } from "../../../../policy/plan/resource";
import { RULES } from "../../../../policy/rules";
import { checkPlan } from "../../../../policy/run/check-plan";
import { parseSettings } from "../../../../policy/settings";
import { account, deployment, UNKNOWN, urn } from "../../plans";
import { message } from "../../said";

const TYPE = "azure-native:resources:Deployment";
const GROUP = "azure-native:resources:ResourceGroup";
const BAD = "eastus";
const GOOD = "eastus2";

type Json = Record<string, unknown>;
/** A case for a region: a bad region must give a finding, a good one must not. */
type Make = (region: string) => unknown;

const check = (resources: readonly PlanResource[], settings?: unknown) =>
  checkPlan(resources, {
    edition: defaultEdition(),
    settings: parseSettings({ "deployment-order": "disabled", ...Object(settings) }),
    today: "2025-07-01",
  });
const found = (resources: readonly PlanResource[]) => check(resources).findings;
const rules = (resources: readonly PlanResource[]) => found(resources).map((f) => `${f.rule} ${f.reason}`);

/** A Pulumi resource that deploys a template. */
function deploys(template: unknown, more: Json = {}, inputs: Json = {}): PlanResource {
  return {
    urn: urn(TYPE, "openai-template"),
    type: TYPE,
    name: "openai-template",
    inputs: { resourceGroupName: "rg", properties: { mode: "Incremental", template, ...more }, ...inputs },
  };
}
const group = (location: string): PlanResource => ({
  urn: urn(GROUP, "rg"),
  type: GROUP,
  name: "rg",
  inputs: { resourceGroupName: "rg", location },
});

const ACCOUNT = "Microsoft.CognitiveServices/accounts";
const owner = (location: unknown, more: Json = {}): Json => ({
  type: ACCOUNT,
  apiVersion: "2024-10-01",
  name: "acct",
  kind: "OpenAI",
  location,
  sku: { name: "S0" },
  ...more,
});
const NANO = { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" };
const chat = (more: Json = {}): Json => ({
  type: `${ACCOUNT}/deployments`,
  apiVersion: "2024-10-01",
  name: "acct/chat",
  sku: { name: "GlobalStandard", capacity: 1 },
  properties: { model: NANO, versionUpgradeOption: "NoAutoUpgrade" },
  ...more,
});
const nested = (template: unknown, more: Json = {}, properties: Json = {}): Json => ({
  type: "Microsoft.Resources/deployments",
  apiVersion: "2022-09-01",
  name: "nested",
  properties: { mode: "Incremental", template, ...properties },
  ...more,
});
const INNER = { expressionEvaluationOptions: { scope: "inner" } };

const BLOCKED = "model-availability region-not-listed";
const OPEN = "unverified-deployment unverified";

describe("a template", () => {
  it.each<[string, Make, ((region: string) => Json)?]>([
    ["with names as they are", (region) => ({ resources: [owner(region), chat()] })],
    ["as text", (region) => JSON.stringify({ resources: [owner(region), chat()] })],
    [
      "in another case",
      (region) => {
        const { type, ...rest } = chat();
        return { Resources: [owner(region), { ...rest, TYPE: type }] };
      },
    ],
    [
      "with the names of a deployment in another case",
      (region) => {
        const { sku, properties, ...rest } = chat();
        const Properties = {
          Model: { Format: NANO.format, NAME: NANO.name, Version: NANO.version },
          versionupgradeoption: "NoAutoUpgrade",
        };
        return { resources: [owner(region), { ...rest, SKU: { Name: "GlobalStandard" }, Properties }] };
      },
    ],
    [
      "with blanks around a type",
      (region) => ({ resources: [owner(region), chat({ type: ` ${ACCOUNT}/deployments ` })] }),
    ],
    [
      "with a deployment stack, whose template has parameters of its own",
      (region) => ({
        parameters: { name: { defaultValue: "other/chat" } },
        resources: [
          owner(region),
          nested(
            {
              parameters: { name: { defaultValue: "acct/chat" } },
              resources: [chat({ name: "[parameters('name')]" })],
            },
            { type: "Microsoft.Resources/deploymentStacks" },
          ),
        ],
      }),
    ],
    [
      "with a deployment nested in its account",
      (region) => ({ resources: [owner(region, { resources: [chat({ type: "deployments", name: "chat" })] })] }),
    ],
    [
      "with the name made by concat",
      (region) => ({
        parameters: { account: { type: "string", defaultValue: "acct" } },
        resources: [
          owner(region, { name: "[parameters('account')]" }),
          chat({ name: "[concat(parameters('account'), '/chat')]" }),
        ],
      }),
    ],
    [
      "with the name made by format",
      (region) => ({
        variables: { account: "acct" },
        resources: [
          owner(region, { name: "[variables('account')]" }),
          chat({ name: "[format('{0}/{1}', variables('account'), 'chat')]" }),
        ],
      }),
    ],
    [
      "with a name that only Azure can make",
      (region) => ({
        variables: { account: "[format('ai-{0}', uniqueString(resourceGroup().id))]" },
        resources: [
          owner(region, { name: "[variables('account')]" }),
          chat({ name: "[format('{0}/{1}', variables('account'), 'chat')]" }),
        ],
      }),
    ],
    [
      "with a deployment whose account only dependsOn tells",
      (region) => ({
        parameters: { full: { type: "string" } },
        resources: [
          owner(region),
          chat({ name: "[parameters('full')]", dependsOn: [`[resourceId('${ACCOUNT}', 'acct')]`] }),
        ],
      }),
      () => ({ parameters: { full: { value: UNKNOWN } } }),
    ],
    [
      "with dependsOn of an account whose name is made",
      (region) => ({
        parameters: { full: { type: "string" }, account: { type: "string", defaultValue: "[newGuid()]" } },
        resources: [
          owner(region, { name: "[parameters('account')]" }),
          chat({ name: "[parameters('full')]", dependsOn: [`[resourceId('${ACCOUNT}', parameters('account'))]`] }),
        ],
      }),
      () => ({ parameters: { full: { value: UNKNOWN } } }),
    ],
    [
      "of symbolic names",
      (region) => ({
        languageVersion: "2.0",
        parameters: { full: { type: "string" } },
        resources: {
          openai: owner(region),
          chat: chat({ name: "[parameters('full')]", dependsOn: ["openai"] }),
        },
      }),
      () => ({ parameters: { full: { value: UNKNOWN } } }),
    ],
    [
      "whose location is a parameter",
      () => ({
        parameters: { location: { type: "string" } },
        resources: [owner("[parameters('location')]"), chat()],
      }),
      (region) => ({ parameters: { location: { value: region } } }),
    ],
    [
      "whose parameters are text",
      () => ({
        parameters: { location: { type: "string" } },
        resources: [owner("[parameters('LOCATION')]"), chat()],
      }),
      (region) => ({ parameters: JSON.stringify({ location: { value: region } }) }),
    ],
    [
      "whose location is a default",
      (region) => ({
        parameters: { location: { type: "string", defaultValue: region } },
        resources: [owner("[parameters('location')]"), chat()],
      }),
    ],
    [
      "with models in a list that is gone through",
      (region) => ({
        parameters: { models: { type: "array" } },
        resources: [
          owner(region),
          chat({
            name: "[concat('acct/', parameters('models')[copyIndex()].name)]",
            copy: { name: "deployments", count: "[length(parameters('models'))]", mode: "serial", batchSize: 1 },
            sku: "[if(contains(parameters('models')[copyIndex()], 'sku'), parameters('models')[copyIndex()].sku, createObject('name', 'GlobalStandard'))]",
            properties: {
              model: "[parameters('models')[copyIndex('deployments')].model]",
              versionUpgradeOption: "NoAutoUpgrade",
            },
          }),
        ],
      }),
      () => ({ parameters: { models: { value: [{ name: "chat", model: NANO }] } } }),
    ],
    [
      "with models in a variable",
      (region) => ({
        variables: { models: [{ n: "gpt-4.1-nano", v: "2025-04-14" }] },
        resources: [
          owner(region),
          chat({
            copy: { name: "loop", count: 1 },
            properties: {
              model: {
                format: "OpenAI",
                name: "[variables('models')[copyIndex()].n]",
                version: "[variables('models')[copyIndex()].v]",
              },
              versionUpgradeOption: "NoAutoUpgrade",
            },
          }),
        ],
      }),
    ],
    [
      "in a template, evaluated outside",
      (region) => ({
        parameters: { name: { type: "string", defaultValue: "acct" } },
        resources: [
          nested({
            parameters: { name: { type: "string", defaultValue: "another" } },
            resources: [owner(region, { name: "[parameters('name')]" }), chat()],
          }),
        ],
      }),
    ],
    [
      "in a template, evaluated inside",
      (region) => ({
        parameters: { location: { type: "string", defaultValue: region } },
        resources: [
          nested(
            {
              parameters: { where: { type: "string" }, model: { type: "string", defaultValue: "gpt-4.1-nano" } },
              resources: [
                owner("[parameters('where')]"),
                chat({
                  properties: {
                    model: { ...NANO, name: "[parameters('model')]" },
                    versionUpgradeOption: "NoAutoUpgrade",
                  },
                }),
              ],
            },
            {},
            { ...INNER, parameters: { where: { value: "[parameters('location')]" } } },
          ),
        ],
      }),
    ],
    [
      "with account and deployment in two templates, under a name that only Azure can make",
      (region) => ({
        variables: { name: "[uniqueString(resourceGroup().id)]" },
        resources: [
          nested(
            { parameters: { n: { type: "string" } }, resources: [owner(region, { name: "[parameters('n')]" })] },
            {},
            { ...INNER, parameters: { n: { value: "[variables('name')]" } } },
          ),
          nested(
            {
              parameters: { account: { type: "string" } },
              resources: [chat({ name: "[format('{0}/chat', parameters('account'))]" })],
            },
            {},
            { ...INNER, parameters: { account: { value: "[variables('name')]" } } },
          ),
        ],
      }),
    ],
    [
      "copied with its nested template",
      (region) => ({
        variables: { regions: [GOOD, region] },
        resources: [
          nested(
            {
              resources: [
                owner("[variables('regions')[copyIndex()]]", { name: "[concat('a', copyIndex())]" }),
                chat({ name: "[concat('a', copyIndex(), '/chat')]" }),
              ],
            },
            { copy: { name: "regions", count: "[length(variables('regions'))]" } },
          ),
        ],
      }),
    ],
    [
      "given by a variable",
      (region) => ({
        variables: { "$fxv#0": { resources: [owner(region), chat()] } },
        resources: [nested("[variables('$fxv#0')]")],
      }),
    ],
    [
      "given by a parameter, with an inner scope and expressions of its own",
      (region) => ({
        parameters: {
          t: {
            type: "object",
            defaultValue: {
              parameters: { where: { type: "string" } },
              resources: [owner("[[parameters('where')]"), chat()],
            },
          },
        },
        resources: [nested("[parameters('t')]", {}, { ...INNER, parameters: { where: { value: region } } })],
      }),
    ],
    [
      "given by a text in base64",
      (region) => ({
        variables: { text: Buffer.from(JSON.stringify({ resources: [owner(region), chat()] })).toString("base64") },
        resources: [nested("[json(base64ToString(variables('text')))]")],
      }),
    ],
    [
      "given by an expression, with its account beside it",
      (region) => ({
        variables: { "$fxv#0": { resources: [chat()] } },
        resources: [
          owner(region),
          nested("[variables('$fxv#0')]", {}, { expressionEvaluationOptions: { scope: "Outer" } }),
        ],
      }),
    ],
    [
      "whose properties an expression gives",
      (region) => ({
        variables: { p: { mode: "Incremental", template: { resources: [owner(region), chat()] } } },
        resources: [{ ...nested(undefined), properties: "[variables('p')]" }],
      }),
    ],
    [
      "nested by itself without a word, in language version 2.0",
      (region) => ({
        languageVersion: "2.0",
        parameters: { region: { type: "string", defaultValue: "westus" } },
        resources: {
          inner: nested(
            { parameters: { region: { type: "string" } }, resources: [owner("[parameters('region')]"), chat()] },
            {},
            { parameters: { region: { value: region } } },
          ),
        },
      }),
    ],
    [
      "with models that lambdas pick",
      (region) => ({
        variables: {
          all: [
            { name: "chat", model: NANO, on: true },
            { name: "off", model: { ...NANO, name: "gpt-9" }, on: false },
          ],
          on: "[filter(variables('all'), lambda('m', lambdaVariables('m').on))]",
        },
        resources: [
          owner(region),
          chat({
            copy: { name: "d", count: "[length(variables('on'))]" },
            name: "[concat('acct/', variables('on')[copyIndex()].name)]",
            properties: { model: "[variables('on')[copyIndex()].model]", versionUpgradeOption: "NoAutoUpgrade" },
          }),
        ],
      }),
    ],
    ["with a true condition", (region) => ({ resources: [owner(region), chat({ condition: "[equals('a', 'a')]" })] })],
    [
      "with a condition that cannot be told",
      (region) => ({ resources: [owner(region), chat({ condition: "[equals(reference('x').y, 'a')]" })] }),
    ],
    [
      "with legacy scaleSettings",
      (region) => ({
        resources: [
          owner(region === BAD ? "japaneast" : region),
          chat({
            sku: undefined,
            properties: {
              model: { format: "OpenAI", name: "gpt-4o", version: "2024-08-06" },
              versionUpgradeOption: "NoAutoUpgrade",
              scaleSettings: { scaleType: "Standard" },
            },
          }),
        ],
      }),
    ],
  ])("%s", (_, make, more) => {
    expect(rules([deploys(make(BAD), more?.(BAD))])).toEqual([BLOCKED]);
    expect(rules([deploys(make(GOOD), more?.(GOOD))])).toEqual([]);
  });

  it.each([
    "azure-native:resources:Deployment",
    "azure-native:resources:DeploymentAtScope",
    "azure-native:resources:DeploymentAtSubscriptionScope",
    "azure-native:resources:DeploymentAtManagementGroupScope",
    "azure-native:resources:DeploymentAtTenantScope",
    "azure-native:resources/v20240301:Deployment",
    "azure-native_resources_v20240301:resources:Deployment",
    "azure-native_resources_v20240301:resources/v20240301:DeploymentAtScope",
  ])("under the token %s", (type) => {
    const resource = (region: string) => ({ ...deploys({ resources: [owner(region), chat()] }), type });
    expect(rules([resource(BAD)])).toEqual([BLOCKED]);
    expect(rules([resource(GOOD)])).toEqual([]);
  });

  it.each([
    "azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment",
    "azure:core/subscriptionTemplateDeployment:SubscriptionTemplateDeployment",
    "azure:core/tenantTemplateDeployment:TenantTemplateDeployment",
    "azure:management/groupTemplateDeployment:GroupTemplateDeployment",
  ])("of the classic provider, under the token %s", (type) => {
    const template = {
      parameters: { location: { type: "string" } },
      resources: [owner("[parameters('location')]"), chat()],
    };
    const resource = (region: string): PlanResource => ({
      urn: urn(type, "t"),
      type,
      name: "t",
      inputs: {
        resourceGroupName: "rg",
        templateContent: JSON.stringify(template),
        parametersContent: JSON.stringify({ location: { value: region } }),
      },
    });
    expect(rules([resource(BAD)])).toEqual([BLOCKED]);
    expect(rules([resource(GOOD)])).toEqual([]);
  });

  it.each([
    "azure-native:resources:DeploymentStackAtResourceGroup",
    "azure-native:resources:DeploymentStackAtSubscription",
    "azure-native_resources_v20240301:resources:DeploymentStackAtManagementGroup",
  ])("of a deployment stack, under the token %s", (type) => {
    const resource = (region: string): PlanResource => ({
      urn: urn(type, "t"),
      type,
      name: "t",
      inputs: { resourceGroupName: "rg", template: { resources: [owner(region), chat()] } },
    });
    expect(rules([resource(BAD)])).toEqual([BLOCKED]);
    expect(rules([resource(GOOD)])).toEqual([]);
  });
});

describe("resourceGroup().location", () => {
  const template = { resources: [owner("[resourceGroup().location]"), chat()] };
  const asParameter = {
    parameters: { location: { type: "string", defaultValue: "[resourceGroup().location]" } },
    resources: [owner("[parameters('location')]"), chat()],
  };

  it.each<[string, PlanResource, string[]]>([
    ["is that of the resource group that is deployed to", deploys(template), [BLOCKED]],
    ["also as the default of a parameter", deploys(asParameter), [BLOCKED]],
    [
      "also where the group's name is not known",
      {
        ...deploys(template, {}, { resourceGroupName: UNKNOWN }),
        propertyDependencies: { resourceGroupName: [urn(GROUP, "rg")] },
      },
      [BLOCKED],
    ],
    ["is not known for a group that is not in the plan", deploys(template, {}, { resourceGroupName: "other" }), [OPEN]],
    [
      "is that of the nested template's own group",
      deploys({ resources: [nested(template, { resourceGroup: "rg" }, INNER)] }, {}, { resourceGroupName: "other" }),
      [BLOCKED],
    ],
    [
      "is that of the outer group where it is evaluated outside",
      deploys({ resources: [nested(template, { resourceGroup: "other" })] }),
      [BLOCKED],
    ],
  ])("%s", (_, resource, expected) => {
    expect(rules([group(BAD), resource])).toEqual(expected);
    if (expected[0] === BLOCKED) expect(rules([group(GOOD), resource])).toEqual([]);
  });

  it("is the deployment's location for a resource group in the template itself", () => {
    const type = "azure-native:resources:DeploymentAtSubscriptionScope";
    const resource = (location: string): PlanResource => ({
      urn: urn(type, "t"),
      type,
      name: "t",
      inputs: {
        location,
        properties: {
          template: {
            resources: [
              { type: "Microsoft.Resources/resourceGroups", name: "made", location: "[deployment().location]" },
              nested(template, { resourceGroup: "made" }, INNER),
            ],
          },
        },
      },
    });
    expect(rules([resource(BAD)])).toEqual([BLOCKED]);
    expect(rules([resource(GOOD)])).toEqual([]);
  });
});

describe("accounts and deployments in different places:", () => {
  it("a deployment of the program in an account of a template", () => {
    const inProgram = deployment({ inputs: { ...chat(), accountName: "acct", resourceGroupName: "rg" } });
    expect(rules([deploys({ resources: [owner(BAD)] }), inProgram])).toEqual([BLOCKED]);
    expect(rules([deploys({ resources: [owner(GOOD)] }), inProgram])).toEqual([]);
  });

  it("a deployment of a template in an account of the program, by name or by what its parameters are made from", () => {
    const template = {
      parameters: { account: { type: "string" } },
      resources: [chat({ name: "[concat(parameters('account'), '/chat')]" })],
    };
    const by = (value: string, dependsOn: string[] = []): PlanResource => ({
      ...deploys(template, { parameters: { account: { value } } }),
      propertyDependencies: { properties: dependsOn },
    });
    const made = account(BAD);
    expect(rules([made, by("openai")])).toEqual([BLOCKED]);
    expect(rules([account(GOOD), by("openai")])).toEqual([]);
    expect(rules([{ ...made, inputs: { kind: "OpenAI", location: BAD } }, by(UNKNOWN, [made.urn])])).toEqual([BLOCKED]);
    expect(rules([made, by(UNKNOWN)])).toEqual([OPEN]);
  });

  it("an existing account, which the template only names", () => {
    const template = { languageVersion: "2.0", resources: { a: owner(undefined, { existing: true }), c: chat() } };
    expect(rules([deploys(template)])).toEqual([OPEN]);
    const settings = { "model-availability": { accounts: { acct: { region: BAD } } } };
    expect(check([deploys(template)], settings).findings.map((f) => f.reason)).toEqual(["region-not-listed"]);
  });

  it("two accounts of a template, each with its own deployment", () => {
    const template = {
      resources: [
        owner(BAD, { name: "one" }),
        owner(GOOD, { name: "two" }),
        chat({ name: "one/chat" }),
        chat({ name: "two/chat" }),
      ],
    };
    expect(found([deploys(template)]).map((f) => f.nested)).toEqual(["deployment chat of account one"]);
  });
});

describe("an unknown part", () => {
  it.each<[string, Json, Json?]>([
    ["a template that is only linked", { templateLink: { uri: "https://example.com/t.json" } }],
    ["a template that is not known yet", { template: UNKNOWN }],
    ["a secret template", { template: "[secret]" }],
    ["a template that is text and not JSON", { template: "{" }],
    ["a template that is a list", { template: 7 }],
    ["resources that are not known yet", { template: { resources: UNKNOWN } }],
    ["one resource that is not known yet", { template: { resources: [UNKNOWN] } }],
    ["resources that an expression makes", { template: { resources: "[variables('x')]" } }],
    ["a type that an expression makes", { template: { resources: [{ type: "[variables('x')]" }] } }],
    ["a nested template that is linked", { template: { resources: [nested(undefined, {}, { templateLink: {} })] } }],
    ["a nested template that is an expression", { template: { resources: [nested("[variables('x')]")] } }],
    [
      "a nested template whose scope is not known",
      { template: { resources: [nested({}, {}, { expressionEvaluationOptions: { scope: UNKNOWN } })] } },
    ],
    ["too many copies", { template: { resources: [chat({ copy: { name: "x", count: 1_000_000_000 } })] } }],
  ])("%s is reported once, and does not count as a deployment", (_, properties) => {
    const resource = deploys(undefined, properties);
    const report = check([resource]);
    expect(report.findings.map((f) => `${f.rule} ${f.reason}`)).toEqual([OPEN]);
    expect(message(report.findings[0])).toMatch(/^What openai-template deploys could not be checked\.\n/);
    expect(report.deployments).toBe(0);
  });

  it("is not reported in a template without deployments", () => {
    const storage = { type: "Microsoft.Storage/storageAccounts", name: "x", copy: { name: "x", count: 1e9 } };
    expect(rules([deploys({ resources: [storage, owner(BAD)] })])).toEqual([]);
    expect(rules([deploys({})])).toEqual([]);
  });

  it("is reported for one deployment, and the others are judged", () => {
    const template = {
      parameters: { model: { type: "string" }, key: { type: "securestring" } },
      resources: [
        owner(BAD),
        chat({
          name: "acct/open",
          properties: { model: { ...NANO, name: "[parameters('model')]", version: UNKNOWN } },
        }),
        chat({ name: "acct/secret", properties: { model: { ...NANO, name: "[parameters('key')]" } } }),
        chat({ name: "acct/made", properties: { model: { ...NANO, name: "[reference('x').name]" } } }),
        chat(),
      ],
    };
    const report = check([deploys(template, { parameters: { model: { value: UNKNOWN }, key: { value: "hunter2" } } })]);
    expect(report.deployments).toBe(4);
    expect(report.findings.map((f) => [f.rule, f.nested])).toEqual([
      ["model-availability", "deployment chat of account acct"],
      ["unverified-deployment", "deployment open of account acct"],
      ["unverified-deployment", "deployment secret of account acct"],
      ["unverified-deployment", "deployment made of account acct"],
    ]);
    const [, open, secret, made] = report.findings.map((f) => message(f));
    expect(open).toContain("model is not known before the update");
    expect(secret).toContain("model is a secret that the plan does not show");
    expect(made).toContain("made by the template function reference(), which azure-openai-guard does not evaluate");
    expect(JSON.stringify(report)).not.toContain("hunter2");
  });

  it("parameters of a linked file override defaults, and are not known", () => {
    const template = {
      parameters: { location: { type: "string", defaultValue: GOOD } },
      resources: [owner("[parameters('location')]"), chat()],
    };
    expect(rules([deploys(template, { parametersLink: { uri: "https://example.com/p.json" } })])).toEqual([OPEN]);
    expect(rules([deploys(template, { parameters: UNKNOWN })])).toEqual([OPEN]);
  });

  it("an unknown number of copies does not hide what does not depend on it", () => {
    const copy = { name: "x", count: "[length(parameters('names'))]" };
    const template = (more: Json) => ({
      parameters: { names: { type: "array" } },
      resources: [owner(BAD), chat({ name: "[concat('acct/', parameters('names')[copyIndex()])]", copy, ...more })],
    });
    const given = { parameters: { names: { value: UNKNOWN } } };
    expect(rules([deploys(template({}), given)])).toEqual([BLOCKED]);
    const properties = { model: { ...NANO, name: "[parameters('names')[copyIndex()]]" } };
    expect(rules([deploys(template({ properties }), given)])).toEqual([OPEN]);
  });

  it("a false condition deploys nothing", () => {
    const no = { condition: "[equals('a', 'b')]" };
    expect(rules([deploys({ resources: [owner(BAD), chat(no)] })])).toEqual([]);
    // The account, if there is one, is not made here.
    expect(rules([deploys({ resources: [owner(BAD, no), chat()] })])).toEqual([OPEN]);
    expect(rules([deploys({ resources: [nested({ resources: [owner(BAD), chat()] }, no)] })])).toEqual([]);
  });

  it("a SKU inside properties is reported", () => {
    const properties = {
      model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" },
      sku: { name: "GlobalStandard" },
      versionUpgradeOption: "NoAutoUpgrade",
    };
    expect(rules([deploys({ resources: [owner(GOOD), chat({ sku: undefined, properties })] })])).toEqual([
      "model-availability sku-not-listed",
      OPEN,
    ]);
  });
});

describe("several deployments of one resource", () => {
  const template = {
    resources: [
      owner(BAD),
      chat(),
      chat({ name: "acct/titles" }),
      chat({ name: "[concat('acct/', newGuid())]" }),
      chat({
        name: "[concat('acct/c', copyIndex())]",
        copy: { name: "x", count: 2 },
        properties: { model: { ...NANO, name: "gpt-4.1" }, versionUpgradeOption: "NoAutoUpgrade" },
      }),
    ],
  };

  it("are distinguished in words and by fingerprint", () => {
    const { findings, deployments } = check([deploys(template)]);
    expect(deployments).toBe(5);
    expect(findings.map((f) => f.nested)).toEqual([
      "deployment chat of account acct",
      "deployment titles of account acct",
      "deployment at resources[3] of account acct",
    ]);
    expect(new Set(findings.map((f) => f.urn))).toEqual(new Set([urn(TYPE, "openai-template")]));
    expect(new Set(findings.map(fingerprint)).size).toBe(3);
    expect(message(findings[1]).split("\n").slice(0, 2)).toEqual([
      "gpt-4.1-nano 2025-04-14 cannot be deployed as GlobalStandard in eastus: the document does not offer it in this region.",
      "In the template: deployment titles of account acct.",
    ]);
  });

  it("are reported once each by the pack, waiting ones at the end of the stack", () => {
    const session = new Session(defaultEdition(), "2025-07-01");
    const waiting = chat({ name: "acct/waits", properties: { model: { ...NANO, name: UNKNOWN } } });
    const resource = deploys({ resources: [...template.resources, waiting] });
    for (const rule of RULES) session.register(rule.name, () => resource, resource.urn);
    expect(session.isSettled(resource.urn)).toBe(true);
    const first = RULES.flatMap((rule) => [...session.findings(rule.name, resource.urn)]);
    expect(first.map((f) => f.rule)).toEqual(Array(3).fill("model-availability"));
    session.complete("model-availability", () => [{ ...resource, propertyDependencies: {} }]);
    const rest = RULES.flatMap((rule) => session.remaining(rule.name)).filter(
      (f) => f.rule !== "catalog-age" && f.rule !== "deployment-order",
    );
    expect(rest.map((f) => [f.rule, f.nested])).toEqual([
      ["unverified-deployment", "deployment waits of account acct"],
    ]);
    // The update after a preview starts again, here with a smaller template.
    const repaired = deploys({ resources: [owner(GOOD), chat()] });
    session.register("model-availability", () => repaired, repaired.urn);
    expect(RULES.flatMap((rule) => [...session.findings(rule.name, repaired.urn)])).toEqual([]);
    expect(session.remaining("unverified-deployment")).toEqual([]);
  });

  it("are read through the proxies of a policy", () => {
    const throwing = (target: object): object =>
      new Proxy(target, {
        get: (obj, key) => {
          const field: unknown = Reflect.get(obj, key);
          if (field === UNKNOWN) throw new Error("UnknownValueError");
          return field !== null && typeof field === "object" ? throwing(field) : field;
        },
      });
    const inputs = throwing({
      resourceGroupName: UNKNOWN,
      properties: {
        template: {
          parameters: { names: { type: "array" }, x: { type: "string" } },
          resources: [owner(BAD), chat(), chat({ name: "[parameters('names')[0]]", tags: UNKNOWN })],
        },
        parameters: { names: { value: [UNKNOWN] }, x: { value: UNKNOWN } },
        debugSetting: UNKNOWN,
      },
    });
    expect(rules([{ ...deploys(undefined), inputs }])).toEqual([BLOCKED, OPEN]);
  });

  it("are the same from a state, where secrets are closed objects", () => {
    const closed = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "AAAB" };
    const opened = { ...closed, plaintext: JSON.stringify(BAD) };
    const template = {
      parameters: { location: { type: "string" } },
      resources: [owner("[parameters('location')]"), chat()],
    };
    const given = (value: unknown) => deploys(template, { parameters: { location: { value } } });
    expect(rules([given(opened)])).toEqual([BLOCKED]);
    expect(rules([given(closed)])).toEqual([OPEN]);
    expect(message(found([given(closed)])[0])).toContain("a secret that the plan does not show");
    expect(rules([deploys(template, { parameters: closed })])).toEqual([OPEN]);
    expect(rules([deploys(closed)])).toEqual([OPEN]);
  });
});

describe("hostile templates", () => {
  const deep = (n: number): unknown =>
    n === 0 ? { resources: [owner(BAD), chat()] } : { resources: [nested(deep(n - 1))] };
  const loop = { name: "x", count: 800 };

  it.each<[string, unknown]>([
    ["templates in templates without end", deep(2000)],
    [
      "copies of copies of copies",
      {
        resources: [
          nested(
            {
              resources: [
                nested({ resources: [nested({ resources: [chat({ copy: loop })] }, { copy: loop })] }, { copy: loop }),
              ],
            },
            { copy: loop },
          ),
        ],
      },
    ],
    ["more accounts than Azure takes", { resources: Array(20).fill(owner(BAD, { copy: loop, name: "x" })) }],
    [
      "copies of an object with many properties",
      {
        variables: { o: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, i])) },
        resources: [chat({ copy: loop, properties: "[union(variables('o'), createObject('x', copyIndex()))]" })],
      },
    ],
    ["a million resources", { resources: Array(1_100_000).fill({ type: "x" }) }],
  ])("%s end in one report", (_, template) => {
    const { findings } = check([deploys(template)]);
    expect(findings.map((f) => f.reason)).toContain("unverified");
  });

  it("what was read before the limit still counts", () => {
    const many = nested(
      { resources: [nested({ resources: [owner(GOOD, { name: "other" })] }, { copy: loop })] },
      { copy: { ...loop, count: 700 } },
    );
    const found = rules([deploys({ resources: [owner(BAD), chat(), many] })]);
    expect(found).toEqual([BLOCKED, OPEN]);
  });

  it("a key named __proto__ is a key", () => {
    const text =
      '{"variables":{"__proto__":"acct"},"resources":[{"type":"Microsoft.CognitiveServices/accounts/deployments","name":"[concat(variables(\'__proto__\'),\'/chat\')]",' +
      '"__proto__":{"sku":{"name":"GlobalStandard"}},"properties":{"__proto__":{"model":1},"model":{"format":"OpenAI","name":"gpt-4.1-nano","version":"2025-04-14"}}}]}';
    const [first] = found([deploys(JSON.parse(text))]);
    expect(first?.nested).toBe("deployment chat of account acct");
    expect(({} as Json).model).toBeUndefined();
  });

  const SPECIAL = [
    UNKNOWN,
    "[secret]",
    "[",
    "[]",
    "[[x]",
    "[copyIndex()]",
    "[variables('a')]",
    "[parameters('a')]",
    "",
  ];
  const WORDS = [
    ...["type", "name", "location", "resources", "properties", "template", "parameters", "variables", "copy", "count"],
    ...["model", "sku", "condition", "existing", "dependsOn", "__proto__", "constructor", "value", "defaultValue", "a"],
  ];
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "medium" },
      fc.constantFrom<unknown>(...SPECIAL, null, 0, -1, 1e9, true, Number.NaN),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...WORDS), tie("any"), { maxKeys: 6 }),
    ),
  })).any;
  const resource = fc.record(
    {
      type: fc.oneof(
        fc.constantFrom<unknown>(ACCOUNT, `${ACCOUNT}/deployments`, "Microsoft.Resources/deployments", "deployments"),
        value,
      ),
      name: value,
      location: value,
      copy: fc.oneof(value, fc.record({ name: value, count: fc.oneof(value, fc.integer({ max: 5 })) })),
      condition: value,
      sku: value,
      resources: fc.oneof(value, fc.array(value, { maxLength: 2 })),
      properties: fc.oneof(value, fc.record({ template: value, model: value, parameters: value })),
      dependsOn: value,
      tags: value,
    },
    { requiredKeys: ["type"] },
  );
  const anyTemplate = fc.oneof(
    value,
    fc.record({
      resources: fc.oneof(fc.array(resource, { maxLength: 4 }), fc.dictionary(fc.string(), resource, { maxKeys: 3 })),
      variables: value,
      parameters: value,
    }),
  );

  it("never throw, and do not change the judgement of other resources", () => {
    const known = [account(BAD), deployment({ model: NANO.name, version: NANO.version, sku: "GlobalStandard" })];
    const alone = found(known);
    expect(alone.map((f) => f.rule)).toEqual(["model-availability"]);
    fc.assert(
      fc.property(anyTemplate, value, (template, parameters) => {
        const all = found([...known, deploys(template, { parameters })]);
        expect(all.filter((f) => f.urn === known[1]?.urn)).toEqual(alone);
        for (const f of all) expect(message(f).length).toBeLessThan(5000);
      }),
      { numRuns: 1000 },
    );
  });
});

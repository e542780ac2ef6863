/** Templates as the Bicep compiler writes them: modules in modules, each a nested template with an inner scope. */

type Json = Record<string, unknown>;

const ACCOUNT = "Microsoft.CognitiveServices/accounts";
const INNER = { scope: "inner" };

/** A module: an account with deployments in a copy loop over a parameter, and the usual other content. */
function accountModule(region: string, comment: string): Json {
  return {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    languageVersion: "2.0",
    contentVersion: "1.0.0.0",
    metadata: { _generator: { name: "bicep" }, description: comment },
    definitions: {
      deployment: {
        type: "object",
        properties: { name: { type: "string" }, model: { type: "object" }, sku: { type: "object", nullable: true } },
        metadata: { description: comment },
      },
    },
    parameters: {
      name: { type: "string" },
      location: { type: "string", defaultValue: region },
      tags: { type: "object", defaultValue: {}, metadata: { description: comment } },
      deployments: { type: "array", items: { $ref: "#/definitions/deployment" }, defaultValue: [] },
    },
    variables: { unused: { text: comment } },
    resources: {
      account: {
        type: ACCOUNT,
        apiVersion: "2024-10-01",
        name: "[parameters('name')]",
        location: "[parameters('location')]",
        kind: "OpenAI",
        tags: "[parameters('tags')]",
        sku: { name: "S0" },
        properties: { customSubDomainName: "[toLower(parameters('name'))]", notes: comment },
      },
      deployments: {
        copy: { name: "deployments", count: "[length(coalesce(parameters('deployments'), createArray()))]" },
        type: `${ACCOUNT}/deployments`,
        apiVersion: "2024-10-01",
        name: "[format('{0}/{1}', parameters('name'), coalesce(parameters('deployments'), createArray())[copyIndex()].name)]",
        properties: {
          model: "[coalesce(parameters('deployments'), createArray())[copyIndex()].model]",
          raiPolicyName: "[tryGet(coalesce(parameters('deployments'), createArray())[copyIndex()], 'raiPolicyName')]",
          versionUpgradeOption: "NoAutoUpgrade",
        },
        sku: "[coalesce(tryGet(coalesce(parameters('deployments'), createArray())[copyIndex()], 'sku'), createObject('name', 'GlobalStandard', 'capacity', 1))]",
        dependsOn: ["account"],
      },
    },
    outputs: { id: { type: "string", value: `[resourceId('${ACCOUNT}', parameters('name'))]` } },
  };
}

/** The content of a compiled program. */
export interface Compiled {
  readonly modules: number;
  /** Deployments of each module. */
  readonly deployments: number;
  /** Modules without any Azure OpenAI resource for each one with some. */
  readonly others?: number;
  /** Extra characters of text in each module. */
  readonly padding?: number;
}

/** A compiled program: each module inside another one. */
export function compiled(region: string, { modules, deployments, others = 0, padding = 0 }: Compiled): Json {
  const comment = "x".repeat(padding);
  const list = Array.from({ length: deployments }, (_, i) => ({
    name: `chat${i}`,
    model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" },
  }));
  const nested = (name: string, template: Json, parameters: Json): Json => ({
    type: "Microsoft.Resources/deployments",
    apiVersion: "2022-09-01",
    name,
    properties: { expressionEvaluationOptions: INNER, mode: "Incremental", parameters, template },
  });
  const storage = {
    languageVersion: "2.0",
    parameters: { name: { type: "string" } },
    resources: { s: { type: "Microsoft.Storage/storageAccounts", name: "[parameters('name')]", notes: comment } },
  };
  const wrapper = (i: number): Json => ({
    languageVersion: "2.0",
    parameters: { prefix: { type: "string" }, deployments: { type: "array" } },
    variables: { name: "[format('{0}-ai', parameters('prefix'))]" },
    resources: {
      ai: nested("[format('ai-{0}', uniqueString(deployment().name))]", accountModule(region, comment), {
        name: { value: "[variables('name')]" },
        deployments: { value: "[parameters('deployments')]" },
      }),
      ...Object.fromEntries(
        Array.from({ length: others }, (_, n) => [
          `s${n}`,
          nested(`s${n}`, storage, { name: { value: `s${i}x${n}` } }),
        ]),
      ),
    },
  });
  return {
    languageVersion: "2.0",
    contentVersion: "1.0.0.0",
    variables: { deployments: list },
    resources: Object.fromEntries(
      Array.from({ length: modules }, (_, i) => [
        `module${i}`,
        nested(`module${i}`, wrapper(i), {
          prefix: { value: `p${i}` },
          deployments: { value: "[variables('deployments')]" },
        }),
      ]),
    ),
  };
}

/**
 * An ARM template, as Bicep compiles one, that deploys an account and a list of models in one resource.
 *
 * Passes: both models are offered in eastus2, where the resource group is and so, by the template's default, the
 * account. The template is read as Azure would read it: its parameters, variables and loops, and a name that only Azure
 * can make. With the group in eastus, `model-availability` blocks it for the deployment titles.
 */
import * as resources from "@pulumi/azure-native/resources";

const group = new resources.ResourceGroup("openai", { location: "eastus2" });

const template = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: {
    location: { type: "string", defaultValue: "[resourceGroup().location]" },
    models: { type: "array" },
  },
  variables: { account: "[format('openai-{0}', uniqueString(resourceGroup().id))]" },
  resources: [
    {
      type: "Microsoft.CognitiveServices/accounts",
      apiVersion: "2024-10-01",
      name: "[variables('account')]",
      location: "[parameters('location')]",
      kind: "OpenAI",
      sku: { name: "S0" },
      properties: { customSubDomainName: "[variables('account')]" },
    },
    {
      // An account takes one change at a time, so its deployments come one after the other.
      copy: { name: "deployments", count: "[length(parameters('models'))]", mode: "serial", batchSize: 1 },
      type: "Microsoft.CognitiveServices/accounts/deployments",
      apiVersion: "2024-10-01",
      name: "[format('{0}/{1}', variables('account'), parameters('models')[copyIndex()].name)]",
      sku: { name: "GlobalStandard", capacity: "[parameters('models')[copyIndex()].capacity]" },
      properties: {
        model: "[parameters('models')[copyIndex()].model]",
        versionUpgradeOption: "NoAutoUpgrade",
      },
      dependsOn: ["[resourceId('Microsoft.CognitiveServices/accounts', variables('account'))]"],
    },
  ],
};

new resources.Deployment("openai", {
  resourceGroupName: group.name,
  properties: {
    mode: "Incremental",
    template,
    parameters: {
      models: {
        value: [
          { name: "chat", capacity: 50, model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" } },
          { name: "titles", capacity: 20, model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" } },
        ],
      },
    },
  },
});

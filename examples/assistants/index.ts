/**
 * An account for an application that uses the Assistants API.
 *
 * Passes: the tag declares the purpose, and the document has gpt-4o 2024-08-06 in eastus2 both in its Assistants table
 * and in its Standard table.
 */
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as resources from "@pulumi/azure-native/resources";

const group = new resources.ResourceGroup("assistants", { location: "eastus2" });

const account = new cognitiveservices.Account("openai", {
  resourceGroupName: group.name,
  location: "eastus2",
  kind: "OpenAI",
  sku: { name: "S0" },
  tags: { "aoai-purpose": "assistants" },
});

new cognitiveservices.Deployment("assistant", {
  resourceGroupName: group.name,
  accountName: account.name,
  deploymentName: "assistant",
  sku: { name: "Standard", capacity: 30 },
  properties: {
    model: { format: "OpenAI", name: "gpt-4o", version: "2024-08-06" },
    versionUpgradeOption: "NoAutoUpgrade",
  },
});

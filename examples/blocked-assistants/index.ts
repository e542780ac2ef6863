/**
 * The Assistants API in a region that has the model and does not have Assistants.
 *
 * Blocked by `assistants-region`: gpt-4o 2024-08-06 is a fine Standard deployment in northcentralus, but the Assistants
 * table has no row for northcentralus. The message names the nearest regions that have it, eastus first.
 */
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as resources from "@pulumi/azure-native/resources";

const group = new resources.ResourceGroup("assistants", { location: "northcentralus" });

const account = new cognitiveservices.Account("openai", {
  resourceGroupName: group.name,
  location: "northcentralus",
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

/**
 * A chat application in eastus whose small model is not offered there.
 *
 * Blocked by `model-availability`: gpt-4.1-nano 2025-04-14 as GlobalStandard in eastus. The Global Standard table has
 * "-" in that cell, although gpt-4.1 and gpt-4.1-mini have a tick in the same row. The message names the nearest
 * regions that have it, eastus2 first. The other deployment passes.
 */
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as resources from "@pulumi/azure-native/resources";

const group = new resources.ResourceGroup("chat", { location: "eastus" });

const account = new cognitiveservices.Account("openai", {
  resourceGroupName: group.name,
  location: group.location,
  kind: "OpenAI",
  sku: { name: "S0" },
});

const chat = new cognitiveservices.Deployment("chat", {
  resourceGroupName: group.name,
  accountName: account.name,
  deploymentName: "chat",
  sku: { name: "GlobalStandard", capacity: 50 },
  properties: {
    model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" },
    versionUpgradeOption: "NoAutoUpgrade",
  },
});

new cognitiveservices.Deployment(
  "titles",
  {
    resourceGroupName: group.name,
    accountName: account.name,
    deploymentName: "titles",
    sku: { name: "GlobalStandard", capacity: 20 },
    properties: {
      model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" },
      versionUpgradeOption: "NoAutoUpgrade",
    },
  },
  { dependsOn: [chat] },
);

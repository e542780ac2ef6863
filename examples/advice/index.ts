/**
 * Three deployments in westus3 that nothing blocks, each with advice.
 *
 * - legacy: `model-lifecycle` (gpt-4o-mini replaces gpt-35-turbo) and `pinned-version` (it upgrades by itself).
 * - chat: `undocumented-availability` (the document says that gpt-4o has Global Standard, and has no table for it).
 * - images: `limited-access` (Microsoft grants access to gpt-image-1) and `preview-model`. With
 *   ../policy-config/granted.json only the latter is left.
 */
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as resources from "@pulumi/azure-native/resources";

const group = new resources.ResourceGroup("studio", { location: "westus3" });

const account = new cognitiveservices.Account("openai", {
  resourceGroupName: group.name,
  location: "westus3",
  kind: "OpenAI",
  sku: { name: "S0" },
});

const legacy = new cognitiveservices.Deployment("legacy", {
  resourceGroupName: group.name,
  accountName: account.name,
  deploymentName: "legacy",
  sku: { name: "Standard", capacity: 20 },
  properties: {
    model: { format: "OpenAI", name: "gpt-35-turbo", version: "0125" },
    versionUpgradeOption: "OnceNewDefaultVersionAvailable",
  },
});

const chat = new cognitiveservices.Deployment(
  "chat",
  {
    resourceGroupName: group.name,
    accountName: account.name,
    deploymentName: "chat",
    sku: { name: "GlobalStandard", capacity: 50 },
    properties: {
      model: { format: "OpenAI", name: "gpt-4o", version: "2024-11-20" },
      versionUpgradeOption: "NoAutoUpgrade",
    },
  },
  { dependsOn: [legacy] },
);

new cognitiveservices.Deployment(
  "images",
  {
    resourceGroupName: group.name,
    accountName: account.name,
    deploymentName: "images",
    sku: { name: "GlobalStandard", capacity: 1 },
    properties: {
      model: { format: "OpenAI", name: "gpt-image-1", version: "2025-04-15" },
      versionUpgradeOption: "NoAutoUpgrade",
    },
  },
  { dependsOn: [chat] },
);

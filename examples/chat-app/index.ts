/**
 * A chat application: an Azure OpenAI account with a large and a small model.
 *
 * Passes: the document lists both deployments in swedencentral (Pulumi.dev.yaml) and in eastus2 (the default), both
 * versions are pinned, and neither model is in preview or replaced.
 */
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

const region = new pulumi.Config().get("region") ?? "eastus2";

const group = new resources.ResourceGroup("chat", { location: region });

const account = new cognitiveservices.Account("openai", {
  resourceGroupName: group.name,
  location: region,
  kind: "OpenAI",
  sku: { name: "S0" },
  properties: { customSubDomainName: `chat-app-${pulumi.getStack()}` },
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

// An account takes one change at a time, so its deployments come one after the other.
const titles = new cognitiveservices.Deployment(
  "titles",
  {
    resourceGroupName: group.name,
    accountName: account.name,
    deploymentName: "titles",
    sku: { name: "Standard", capacity: 20 },
    properties: {
      model: { format: "OpenAI", name: "gpt-4o-mini", version: "2024-07-18" },
      versionUpgradeOption: "NoAutoUpgrade",
    },
  },
  { dependsOn: [chat] },
);

export const endpoint = account.properties.endpoint;
export const deploymentNames = [chat.name, titles.name];

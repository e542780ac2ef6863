/**
 * A model under the name that OpenAI gives it. Azure has it under another.
 *
 * Blocked by `known-model`: the document names no gpt-3.5-turbo, and the message asks whether gpt-35-turbo was meant.
 * With that name the deployment passes, with the advice of `model-lifecycle` that gpt-4o-mini replaces it.
 */
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as resources from "@pulumi/azure-native/resources";

const group = new resources.ResourceGroup("chat", { location: "eastus" });

const account = new cognitiveservices.Account("openai", {
  resourceGroupName: group.name,
  location: "eastus",
  kind: "OpenAI",
  sku: { name: "S0" },
});

new cognitiveservices.Deployment("chat", {
  resourceGroupName: group.name,
  accountName: account.name,
  deploymentName: "chat",
  sku: { name: "Standard", capacity: 20 },
  properties: {
    model: { format: "OpenAI", name: "gpt-3.5-turbo", version: "0125" },
    versionUpgradeOption: "NoAutoUpgrade",
  },
});

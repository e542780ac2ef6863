/**
 * A fine-tuned model in a region where its base model cannot be trained.
 *
 * Blocked by `fine-tuning-region`: gpt-4o-mini 2024-07-18 can be trained in northcentralus and swedencentral only, and
 * there is no global training for it. No tag is needed: the name of the model says that it is a fine-tuned one.
 */
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as resources from "@pulumi/azure-native/resources";

const group = new resources.ResourceGroup("support", { location: "westus" });

const account = new cognitiveservices.Account("openai", {
  resourceGroupName: group.name,
  location: "westus",
  kind: "OpenAI",
  sku: { name: "S0" },
});

new cognitiveservices.Deployment("support", {
  resourceGroupName: group.name,
  accountName: account.name,
  deploymentName: "support",
  sku: { name: "Standard", capacity: 20 },
  properties: {
    model: { format: "OpenAI", name: "gpt-4o-mini-2024-07-18.ft-0123456789abcdef", version: "1" },
    versionUpgradeOption: "NoAutoUpgrade",
  },
});

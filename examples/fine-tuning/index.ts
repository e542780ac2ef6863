/**
 * An account in which models are trained, and the model that came out of it.
 *
 * Passes: the tags declare the account to be for fine-tuning with standard training, and gpt-4o-mini 2024-07-18, the
 * base of the fine-tuned model, can be trained in swedencentral.
 */
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as resources from "@pulumi/azure-native/resources";

const group = new resources.ResourceGroup("training", { location: "swedencentral" });

const account = new cognitiveservices.Account("openai", {
  resourceGroupName: group.name,
  location: "swedencentral",
  kind: "OpenAI",
  sku: { name: "S0" },
  tags: { "aoai-purpose": "fine-tuning", "aoai-training": "standard" },
});

// The training job gives the model its name: base name, base version, ".ft-" and an id.
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

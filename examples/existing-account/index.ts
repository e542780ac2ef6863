/**
 * A deployment in an account that another program made. Nothing here says in which region that account is.
 *
 * Passes with ../policy-config/existing-accounts.json, which says that shared-openai is in swedencentral. Without it
 * `unverified-deployment` gives the advice that the region cannot be known from the plan, and nothing is blocked.
 */
import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";

new cognitiveservices.Deployment("summaries", {
  resourceGroupName: "shared",
  accountName: "shared-openai",
  deploymentName: "summaries",
  sku: { name: "Standard", capacity: 20 },
  properties: {
    model: { format: "OpenAI", name: "gpt-4o-mini", version: "2024-07-18" },
    versionUpgradeOption: "NoAutoUpgrade",
  },
});

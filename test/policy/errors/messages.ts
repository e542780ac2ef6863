/** Azure's messages, each with its parts, and the layouts in which tools log them. */
import type { ErrorParts } from "../../../policy/errors/parts";
import type { ErrorKind } from "../../../policy/errors/wordings";

const ACCOUNT = "/subscriptions/0/resourceGroups/apps/providers/Microsoft.CognitiveServices/accounts/chat";

export const MESSAGES: readonly (readonly [message: string, kind: ErrorKind, parts: ErrorParts])[] = [
  [
    "The specified SKU 'Standard' for model 'gpt-4o 2024-05-13' is not supported in this region 'francecentral'.",
    "sku-not-in-region",
    { sku: "Standard", model: "gpt-4o", version: "2024-05-13", region: "francecentral" },
  ],
  [
    "The specified SKU 'GlobalStandard' for model 'gpt-4 turbo-2024-04-09' is not supported in this region 'eastus2'.",
    "sku-not-in-region",
    { sku: "GlobalStandard", model: "gpt-4", version: "turbo-2024-04-09", region: "eastus2" },
  ],
  [
    "The specified SKU 'DeveloperTier' of account deployment is not supported by the model 'gpt-4.1' version: '2025-04-14'.",
    "sku-not-for-model",
    { sku: "DeveloperTier", model: "gpt-4.1", version: "2025-04-14" },
  ],
  [
    "The specified SKU 'Standard' of account deployment is not supported by the model 'gpt-5-mini'.",
    "sku-not-for-model",
    { sku: "Standard", model: "gpt-5-mini" },
  ],
  [
    "The specified scale type 'Standard' of account deployment is not supported by the model 'gpt-4' version: '0613'.",
    "scale-type",
    { sku: "Standard", model: "gpt-4", version: "0613" },
  ],
  [
    "The specified scale type 'Standard' of account deployment is not supported by the model 'gpt-4o'.",
    "scale-type",
    { sku: "Standard", model: "gpt-4o" },
  ],
  [
    "The model 'Format: OpenAI, Name: gpt-4, Version: 1' of account deployment is not supported.",
    "model-not-supported",
    { format: "OpenAI", model: "gpt-4", version: "1" },
  ],
  [
    "The model 'Publisher: , Format: OpenAI, Name: gpt-35-turbo, Version: 2024-05-13, Source: , SourceAccount: ' of account deployment is not supported.",
    "model-not-supported",
    { format: "OpenAI", model: "gpt-35-turbo", version: "2024-05-13" },
  ],
  [
    "The model 'Format:Cohere,Name:command-x,Version:1' of account deployment is not supported.",
    "model-not-supported",
    { format: "Cohere", model: "command-x", version: "1" },
  ],
  [
    "Creating account deployment is not supported by the model 'text-davinci-003'. This is usually because there are better models available for the similar functionality.",
    "model-closed",
    { model: "text-davinci-003" },
  ],
  [
    "The model 'Format: OpenAI, Name: gpt-4, Version: 1106-Preview' has been deprecated since 02/13/2025 00:00:00.",
    "deprecated",
    { format: "OpenAI", model: "gpt-4", version: "1106-Preview", since: "2025-02-13" },
  ],
  [
    "The model 'Format:OpenAI,Name:gpt-4o-mini,Version:2024-07-18' is in deprecating state and cannot be used for new deployments.",
    "deprecating",
    { format: "OpenAI", model: "gpt-4o-mini", version: "2024-07-18" },
  ],
  [
    "The current subscription does not have access to this model 'Format:OpenAI,Name:gpt-image-1,Version:2025-04-15'.",
    "no-model-access",
    { format: "OpenAI", model: "gpt-image-1", version: "2025-04-15" },
  ],
  [
    "The current subscription does not have feature required by this model 'Format: OpenAI, Name: gpt-4, Version: 0613' and SKU 'Standard' on location EASTUS.",
    "no-model-feature",
    { format: "OpenAI", model: "gpt-4", version: "0613", sku: "Standard", region: "EASTUS" },
  ],
  [
    "The subscription does not have QuotaId/Feature required by SKU 'S0' from kind 'OpenAI' or contains blocked QuotaId/Feature.",
    "no-account-access",
    { accountSku: "S0", accountKind: "OpenAI" },
  ],
  ["It's not allowed to create new accounts with type 'OpenAI'.", "account-closed", { accountKind: "OpenAI" }],
  [
    "This operation require 240 new capacity in quota Tokens Per Minute (thousands) - Text-Embedding-Ada-002, which is bigger than the current available capacity 0. The current quota usage is 240 and the quota limit is 240 for quota Tokens Per Minute (thousands) - Text-Embedding-Ada-002.",
    "quota",
    { model: "Text-Embedding-Ada-002", quota: { required: 240, available: 0, used: 240, limit: 240 } },
  ],
  [
    "This operation require 80 new capacity in quota Tokens Per Minute (thousands) - gpt-4o - GlobalStandard, which is bigger than the current available capacity 8. The current quota usage is 0 and the quota limit is 8 for quota Tokens Per Minute (thousands) - gpt-4o - GlobalStandard.",
    "quota",
    { model: "gpt-4o", sku: "GlobalStandard", quota: { required: 80, available: 8, used: 0, limit: 8 } },
  ],
  [
    "This operation require 1000 new capacity in quota One Thousand Tokens Per Minute - gpt-4.1 - DataZoneStandard, which is bigger than the current available capacity 83. The current quota usage is 3250 and the quota limit is 3333.",
    "quota",
    { model: "gpt-4.1", sku: "DataZoneStandard", quota: { required: 1000, available: 83, used: 3250, limit: 3333 } },
  ],
  [
    "The specified capacity '60' of account deployment is bigger than available capacity '0' for UsageName 'Tokens Per Minute (thousands) - GPT-35-Turbo'.",
    "quota-usage-name",
    { model: "GPT-35-Turbo", quota: { required: 60, available: 0 } },
  ],
  [
    "The specified capacity '10' of account deployment should be at least 15 and no more than 30000.",
    "capacity-range",
    { capacity: { asked: 10, minimum: 15, maximum: 30000 } },
  ],
  [
    "The specified capacity ' ' of account deployment should be greater than 0 and no more than 3.",
    "capacity-range",
    { capacity: { minimum: 1, maximum: 3 } },
  ],
  ["The sku of model deployment is not provided.", "sku-missing", {}],
  ["The deployment sku name 'S0' is invalid.", "sku-invalid", { sku: "S0" }],
  [
    "The scale settings of account deployment is deprecated since API version '2023-05-01', please use 'sku' instead.",
    "scale-settings",
    {},
  ],
  [
    "The account type 'AIServices' is either invalid or unavailable in given region.",
    "account-kind",
    { accountKind: "AIServices" },
  ],
  [
    "The provided location 'canadaeast' is not available for resource type 'Microsoft.CognitiveServices/accounts'. List of available regions for the resource type is 'global,australiaeast,eastus'.",
    "account-location",
    { region: "canadaeast" },
  ],
  [
    "The model Format: OpenAI, Name: text-embedding-3-large, Version: 1, Source:  is not supported in current region.",
    "model-not-in-region",
    { format: "OpenAI", model: "text-embedding-3-large", version: "1" },
  ],
  [
    "The specified capacity '-1780' of account deployment should be at least 1 and no more than 1000000.",
    "capacity-range",
    { capacity: { asked: -1780, minimum: 1, maximum: 1000000 } },
  ],
  [
    `Another operation is being performed on the parent resource '${ACCOUNT}'. Please try again later.`,
    "request-conflict",
    {},
  ],
  [
    `An existing resource with ID '${ACCOUNT}' has been soft-deleted. To restore the resource, you must specify 'restore' to be 'true' in the property.`,
    "deleted-account",
    {},
  ],
  [
    "Please pick a different name. The subdomain name 'chat' is not available as it's already used by a resource.",
    "domain-in-use",
    {},
  ],
  [
    `Call to Microsoft.CognitiveServices/accounts failed. Error message: Account ${ACCOUNT} in state Accepted`,
    "account-not-ready",
    {},
  ],
  [
    "The resource 'chat' already exists in location 'westus' in resource group 'apps'. A resource with the same name cannot be created in location 'eastus'. Please select a new resource name.",
    "account-elsewhere",
    { existingRegion: "westus", region: "eastus" },
  ],
  ["Resource 'chat' was disallowed by policy. Policy identifiers: 'x'.", "policy-denied", {}],
  ["Resource 'chat' was disallowed by Azure: see the details.", "region-denied", {}],
  [
    "ModelProviderData is required for Anthropic model deployments but was not provided.",
    "provider-data",
    { vendor: "Anthropic" },
  ],
];

/** What tools put before every line. */
export const PREFIXES = [
  "",
  "    ",
  "│ ",
  "  │   ",
  "> ",
  "| ",
  "2025-07-01T10:22:33.1234567Z ",
  "2025-07-01T10:22:33.1234567Z ##[error]",
  "[2025-07-01T10:22:33.123Z] ",
  "10:22:33.123 ",
  "[ERROR] ",
  "::error file=infra/main.ts,line=3::",
  "build\tDeploy it\t2025-07-01T10:22:33.1234567Z ",
  "api-1  | ",
  "\u001b[31m│\u001b[0m ",
] as const;

/** Breaks lines only between words. */
export function wrapSoft(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1] ?? "";
    if (last !== "" && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}

/** Breaks lines at a column, also inside words. */
export function wrapHard(text: string, width: number): string[] {
  return text.match(new RegExp(`[^]{1,${width}}`, "g")) ?? [];
}

/** A message as a string in JSON, in a string in JSON, and so on. */
export function nested(text: string, levels: number): string {
  let out = text;
  for (let i = 0; i < levels; i++) out = JSON.stringify({ error: { code: "X", message: out } });
  return out;
}

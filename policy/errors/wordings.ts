/**
 * The messages of Azure that are recognised, in the words that Azure uses. Case, white space and quotes do not count
 * where they are looked for; what stands in braces is a value.
 */

/** What is read out of a message. */
export type Slot =
  | "sku"
  | "model"
  | "version"
  /** "gpt-4o 2024-05-13" */
  | "modelVersion"
  /** "Publisher: , Format: OpenAI, Name: gpt-4, Version: 1, Source: , SourceAccount: " */
  | "identity"
  | "region"
  | "required"
  | "available"
  | "used"
  | "limit"
  /** "Tokens Per Minute (thousands) - gpt-4o - GlobalStandard" */
  | "quota"
  /** 02/13/2025 */
  | "date"
  | "accountSku"
  | "accountKind"
  | "capacity"
  | "above"
  | "minimum"
  | "maximum";

export interface Wording {
  /** Azure's code of the error. */
  readonly code: string;
  /** The message; where it is seen in several forms, the one that says more comes first. */
  readonly texts: readonly string[];
  /** What Azure means by it, for the documentation. */
  readonly means: string;
  /** True where the code is used for nothing else: it is recognised where it stands without the message. */
  readonly alone?: true;
}

/** One entry for each message that means something of its own. */
export const WORDINGS = {
  "sku-not-in-region": {
    code: "InvalidResourceProperties",
    texts: ["The specified SKU '{sku}' for model '{modelVersion}' is not supported in this region '{region}'"],
    means: "the region does not offer the model version with this SKU",
  },
  "sku-not-for-model": {
    code: "InvalidResourceProperties",
    texts: [
      "The specified SKU '{sku}' of account deployment is not supported by the model '{model}' version: '{version}'",
      "The specified SKU '{sku}' of account deployment is not supported by the model '{model}' version '{version}'",
      "The specified SKU '{sku}' of account deployment is not supported by the model '{model}'",
      "The specified SKU '{sku}' of account deployment is not supported by the model",
    ],
    means: "the SKU is not offered for the model version: in this region, or at all",
  },
  "scale-type": {
    code: "InvalidResourceProperties",
    texts: [
      "The specified scale type '{sku}' of account deployment is not supported by the model '{model}' version: '{version}'",
      "The specified scale type '{sku}' of account deployment is not supported by the model '{model}' version '{version}'",
      "The specified scale type '{sku}' of account deployment is not supported by the model '{model}'",
      "The specified scale type '{sku}' of account deployment is not supported by the model",
      "The specified scale type is not supported for the given model",
    ],
    means: "older wording of the same, of API versions before SKUs; mostly it is the region",
  },
  "model-not-supported": {
    code: "DeploymentModelNotSupported",
    texts: ["The model '{identity}' of account deployment is not supported"],
    means: "no such model version, or none in this region",
    alone: true,
  },
  "model-closed": {
    code: "DeploymentModelNotSupported",
    texts: ["Creating account deployment is not supported by the model '{model}'"],
    means: "the model takes no new deployments",
  },
  deprecated: {
    code: "ServiceModelDeprecated",
    texts: [
      "The model '{identity}' has been deprecated since {date} 00:00:00",
      "The model '{identity}' has been deprecated since {date}",
      "The model '{identity}' has been deprecated",
    ],
    means: "the model version is retired",
    alone: true,
  },
  deprecating: {
    code: "ServiceModelDeprecating",
    texts: [
      "The model '{identity}' is in deprecating state and cannot be used for new deployments",
      "The model '{identity}' is in deprecating state",
    ],
    means: "the model version is on its way out and takes no new deployments",
    alone: true,
  },
  "no-model-access": {
    code: "SpecialFeatureOrQuotaIdRequired",
    texts: ["The current subscription does not have access to this model '{identity}'"],
    means: "the subscription was not granted the model",
    alone: true,
  },
  "no-model-feature": {
    code: "SpecialFeatureOrQuotaIdRequired",
    texts: [
      "The current subscription does not have feature required by this model '{identity}' and SKU '{sku}' on location {region}.",
      "The current subscription does not have feature required by this model '{identity}' and SKU '{sku}' on location {region}",
      "The current subscription does not have feature required by this model '{identity}'",
    ],
    means: "the subscription was not granted the model with this SKU in this region",
  },
  "no-account-access": {
    code: "SpecialFeatureOrQuotaIdRequired",
    texts: ["The subscription does not have QuotaId/Feature required by SKU '{accountSku}' from kind '{accountKind}'"],
    means: "the subscription may not create such an account: its kind, its country, or the region",
  },
  "account-closed": {
    code: "ApiSetDisabledForCreation",
    texts: ["It's not allowed to create new accounts with type '{accountKind}'"],
    means: "the subscription may not create such an account",
  },
  quota: {
    code: "InsufficientQuota",
    texts: [
      "This operation require {required} new capacity in quota {quota}, which is bigger than the current available capacity {available}. The current quota usage is {used} and the quota limit is {limit} for quota",
      "This operation require {required} new capacity in quota {quota}, which is bigger than the current available capacity {available}. The current quota usage is {used} and the quota limit is {limit}",
      "This operation require {required} new capacity in quota {quota}, which is bigger than the current available capacity {available}",
      "This operation requires {required} new capacity in quota {quota}, which is bigger than the current available capacity {available}. The current quota usage is {used} and the quota limit is {limit} for quota",
      "This operation requires {required} new capacity in quota {quota}, which is bigger than the current available capacity {available}. The current quota usage is {used} and the quota limit is {limit}",
      "This operation requires {required} new capacity in quota {quota}, which is bigger than the current available capacity {available}",
    ],
    means: "the subscription has too little quota left",
    alone: true,
  },
  "quota-usage-name": {
    code: "InsufficientQuota",
    texts: [
      "The specified capacity '{required}' of account deployment is bigger than available capacity '{available}' for UsageName '{quota}'",
    ],
    means: "older wording of the same",
  },
  "capacity-range": {
    code: "InvalidCapacity",
    texts: [
      "The specified capacity '{capacity}' of account deployment should be at least {minimum} and no more than {maximum}",
      "The specified capacity '{capacity}' of account deployment should be at least {minimum}",
      "The specified capacity '{capacity}' of account deployment should be greater than {above} and no more than {maximum}",
    ],
    means: "the capacity is outside what the SKU takes, or outside the quota",
  },
  "sku-missing": {
    code: "InvalidResourceProperties",
    texts: ["The sku of model deployment is not provided"],
    means: "a deployment that exists is updated without its SKU",
  },
  "sku-invalid": {
    code: "InvalidResourceProperties",
    texts: ["The deployment sku name '{sku}' is invalid"],
    means: "there is no deployment SKU of that name; S0 is one of accounts",
  },
  "scale-settings": {
    code: "InvalidResourceProperties",
    texts: ["The scale settings of account deployment is deprecated since API version"],
    means: "the program sets scaleSettings, which newer API versions do not take",
  },
  "account-kind": {
    code: "InvalidApiSetId",
    texts: ["The account type '{accountKind}' is either invalid or unavailable in given region"],
    means: "the region has no accounts of this kind",
  },
  "account-location": {
    code: "LocationNotAvailableForResourceType",
    texts: [
      "The provided location '{region}' is not available for resource type 'Microsoft.CognitiveServices/accounts'",
      "The provided location '{region}' is not available for resource type 'Microsoft.CognitiveServices/accounts/deployments'",
    ],
    means: "the region has no accounts of Cognitive Services",
  },
} as const satisfies Record<string, Wording>;

export type ErrorKind = keyof typeof WORDINGS;

export const ERROR_KINDS = Object.keys(WORDINGS) as readonly ErrorKind[];

/** Codes that say what is the matter without a message, with what they are taken for. */
export const ALONE: ReadonlyMap<string, ErrorKind> = new Map(
  ERROR_KINDS.flatMap((kind) => {
    const wording: Wording = WORDINGS[kind];
    return wording.alone ? [[wording.code, kind] as const] : [];
  }),
);

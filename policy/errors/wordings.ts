/**
 * The messages of Azure that explain-error recognises, in Azure's words. The search ignores case, white space and
 * quotes; a word in braces is a value that it reads.
 */

/** The values that a message can have. */
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
  | "maximum"
  /** The name or id of an account or deployment. Nobody prints it: a log may hold secrets. */
  | "resource"
  /** The region in which an account exists already. */
  | "existingRegion"
  /** "Anthropic" */
  | "vendor";

export interface Wording {
  /** Azure's code of the error. */
  readonly code: string;
  /** The message; of several forms, the one that tells most comes first. */
  readonly texts: readonly string[];
  /** What Azure means by it, for the documentation. */
  readonly means: string;
  /**
   * Set if Azure uses the code for nothing else, so that the code counts without the message: `part` if the message
   * would tell more, `all` if the code tells everything that the explanation needs.
   */
  readonly codeSays?: "part" | "all";
}

/** One entry for each message with its own meaning. */
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
    codeSays: "part",
  },
  "model-not-in-region": {
    code: "DeploymentModelNotSupported",
    texts: ["The model '{identity}' is not supported in current region"],
    means: "the account's region does not offer the model version",
  },
  "model-closed": {
    code: "DeploymentModelNotSupported",
    texts: ["Creating account deployment is not supported by the model '{model}'"],
    means:
      "the model takes no new deployments; without a version in the program, mostly its default version takes none",
  },
  deprecated: {
    code: "ServiceModelDeprecated",
    texts: [
      "The model '{identity}' has been deprecated since {date} 00:00:00",
      "The model '{identity}' has been deprecated since {date}",
      "The model '{identity}' has been deprecated",
    ],
    means: "the model version is retired",
    codeSays: "part",
  },
  deprecating: {
    code: "ServiceModelDeprecating",
    texts: [
      "The model '{identity}' is in deprecating state and cannot be used for new deployments",
      "The model '{identity}' is in deprecating state",
    ],
    means: "the model version is on its way out and takes no new deployments",
    codeSays: "part",
  },
  "no-model-access": {
    code: "SpecialFeatureOrQuotaIdRequired",
    texts: ["The current subscription does not have access to this model '{identity}'"],
    means: "the subscription was not granted the model",
    codeSays: "part",
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
    codeSays: "part",
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
  "request-conflict": {
    code: "RequestConflict",
    texts: ["Another operation is being performed on the parent resource '{resource}'"],
    means: "the account is busy with another of its deployments",
    codeSays: "all",
  },
  "deleted-account": {
    code: "FlagMustBeSetForRestore",
    texts: ["An existing resource with ID '{resource}' has been soft-deleted"],
    means: "an account of this name was deleted, and Azure still keeps it",
    codeSays: "all",
  },
  "domain-in-use": {
    code: "CustomDomainInUse",
    texts: ["The subdomain name '{resource}' is not available as it's already used by a resource"],
    means: "another account, perhaps a deleted one, has the same subdomain",
    codeSays: "all",
  },
  "account-not-ready": {
    code: "AccountProvisioningStateInvalid",
    texts: ["Call to Microsoft.CognitiveServices/accounts failed. Error message: Account {resource} in state"],
    means: "the account was not ready yet, or one of its deployments was being made",
    codeSays: "all",
  },
  "account-elsewhere": {
    code: "InvalidResourceLocation",
    texts: [
      "The resource '{resource}' already exists in location '{existingRegion}' in resource group '{resource}'. A resource with the same name cannot be created in location '{region}'",
    ],
    means: "an account of this name exists in another region, and an account cannot move",
    codeSays: "all",
  },
  "policy-denied": {
    code: "RequestDisallowedByPolicy",
    texts: ["Resource '{resource}' was disallowed by policy"],
    means: "a policy of the organisation forbids it, often because of the region",
    codeSays: "all",
  },
  "region-denied": {
    code: "RequestDisallowedByAzure",
    texts: ["Resource '{resource}' was disallowed by Azure"],
    means: "the subscription may use only some regions",
    codeSays: "all",
  },
  "provider-data": {
    code: "InvalidModelProviderData",
    texts: ["ModelProviderData is required for {vendor} model deployments"],
    means: "the deployment is of another vendor's model and lacks what that vendor asks for",
    codeSays: "all",
  },
} as const satisfies Record<string, Wording>;

export type ErrorKind = keyof typeof WORDINGS;

export const ERROR_KINDS = Object.keys(WORDINGS) as readonly ErrorKind[];

/** The kind that a code means without a message. */
export const KIND_OF_CODE: ReadonlyMap<string, ErrorKind> = new Map(
  ERROR_KINDS.flatMap((kind) => {
    const wording: Wording = WORDINGS[kind];
    return wording.codeSays ? [[wording.code, kind] as const] : [];
  }),
);

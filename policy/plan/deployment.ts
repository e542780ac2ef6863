/** What the readers make of resources: deployments, accounts and resource groups with each value known or not. */
import type { Value } from "./values";

/** A deployment as its inputs state it, before its account is known. */
export interface DeploymentInputs {
  readonly urn: string;
  readonly name: string;
  readonly format: Value;
  readonly model: Value;
  readonly version: Value;
  readonly sku: Value;
  /** Something about how the SKU stands in the inputs that the reader of a finding must know. */
  readonly skuNote?: string;
  readonly upgrade: Value;
  readonly accountName: Value;
  readonly resourceGroupName: Value;
  /** Resource id of the account, where the type refers to it so (classic provider). */
  readonly accountId: Value;
  /** The account that a fine-tuned model was trained in, by resource id or name. */
  readonly source: Value;
  readonly purpose: Value;
  readonly training: Value;
  /** Input properties that name the account, for `propertyDependencies`. */
  readonly accountProperties: readonly string[];
}

/** An account (Microsoft.CognitiveServices/accounts) as its inputs state it. */
export interface AccountInputs {
  readonly urn: string;
  readonly name: string;
  readonly accountName: Value;
  readonly resourceGroupName: Value;
  readonly location: Value;
  readonly purpose: Value;
  readonly training: Value;
}

/** A resource group as its inputs state it. */
export interface ResourceGroupInputs {
  readonly urn: string;
  readonly name: string;
  readonly groupName: Value;
  readonly location: Value;
}

/** An account that the program does not create, as a setting describes it. */
export interface KnownAccount {
  readonly region: string;
  readonly kind?: string;
  /** Purposes, separated by a space. */
  readonly purpose?: string;
  readonly training?: "standard" | "global";
}

/** A deployment with the region of its account: what is judged. */
export interface PlannedDeployment {
  readonly urn: string;
  readonly name: string;
  readonly format: Value;
  readonly model: Value;
  readonly version: Value;
  readonly sku: Value;
  readonly skuNote?: string;
  readonly upgrade: Value;
  readonly region: Value;
  /** Where the region comes from, in words: "the location of account x". */
  readonly regionFrom: string;
  /** What would make an unknown region known. */
  readonly regionFix: string;
  /** The region in which a fine-tuned model was trained, where another account than the deployment's own is named. */
  readonly trainingRegion?: Value;
  readonly purpose: Value;
  readonly training: Value;
}

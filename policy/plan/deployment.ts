/** What the readers make of resources: deployments, accounts and resource groups with each value known or not. */
import type { Training } from "../../catalog/query";
import type { TemplateNode } from "./arm/order";
import type { Value } from "./values";

/** Tells a tag by its name, in any case, as Azure does. Looks nothing up before it is asked. */
export type TagReader = (name: string) => Value;

/** What a reader makes of one resource. */
export interface Reading {
  readonly deployments?: readonly DeploymentInputs[];
  readonly accounts?: readonly AccountInputs[];
  readonly groups?: readonly ResourceGroupInputs[];
}

/** Something in which deployments may stand, and that could not be looked into. */
export interface Unread {
  /** What it is: "the template". */
  readonly value: string;
  /** Completes "‹value› is …". */
  readonly why: string;
  readonly fix: string;
  /** The type token, where nothing is read of resources of this type: it is reported once, whatever their number. */
  readonly type?: string;
}

/** Where the values of a deployment stand in the inputs of its resource, by the names of the properties. */
export interface ValuePaths {
  readonly format: readonly string[];
  readonly model: readonly string[];
  readonly version: readonly string[];
  /** Absent where none is given. */
  readonly sku?: readonly string[];
  /** A SKU that stands where Azure ignores it, and the property that it belongs into. */
  readonly misplaced?: { readonly from: readonly string[]; readonly to: readonly string[]; readonly name: Value };
}

/** What a deployment's own inputs state. */
interface StatedDeployment {
  /** URN of the Pulumi resource that it is, or in whose template it stands. */
  readonly urn: string;
  readonly name: string;
  /** The place in the template of the loop that makes it: the copies of one loop differ in their number alone. */
  readonly copyOf?: string;
  /** Where it stands in a template: tells which others Azure makes before it. */
  readonly node?: TemplateNode;
  /** Set where its provider makes one request about an account at a time, or tries again where Azure refuses one. */
  readonly takesTurns?: true;
  /** Which one it is where its resource makes several: "deployment chat of account openai". */
  readonly nested?: string;
  /** Its name in the template of its resource, where the template tells it. */
  readonly nestedName?: string;
  /** Set where this is no deployment, but something that may hold some. */
  readonly unread?: Unread;
  readonly format: Value;
  readonly model: Value;
  readonly version: Value;
  readonly sku: Value;
  /** Something about how the SKU stands in the inputs that the reader of a finding must know. */
  readonly skuNote?: string;
  /** `sku.capacity`, as text. */
  readonly capacity: Value;
  readonly upgrade: Value;
  /** Absent where the resource is none that is repaired: what stands in a template is its author's. */
  readonly places?: ValuePaths;
  readonly tag: TagReader;
  readonly purpose: Value;
  readonly training: Value;
}

/** A deployment as its inputs state it, before its account is known. */
export interface DeploymentInputs extends StatedDeployment {
  readonly accountName: Value;
  readonly resourceGroupName: Value;
  /** Resource id of the account, where the type refers to it so (classic provider). */
  readonly accountId: Value;
  /** The account itself, where it stands beside the deployment in the same template. */
  readonly account?: AccountInputs;
  /** The account that a fine-tuned model was trained in, by resource id or name. */
  readonly source: Value;
  /** Input properties that name the account, for `propertyDependencies`. */
  readonly accountProperties: readonly string[];
  /** Set in a Terraform module, whose resources show no dependencies: its account is the only one of the module. */
  readonly isInModule?: true;
}

/** An account (Microsoft.CognitiveServices/accounts) as its inputs state it. */
export interface AccountInputs {
  readonly urn: string;
  readonly name: string;
  readonly accountName: Value;
  readonly resourceGroupName: Value;
  readonly location: Value;
  /** Name of the resource group whose location it takes, where it says so. */
  readonly locationGroup?: Value;
  /** Who fills in a location that it does not give. */
  readonly fallback: "provider and group" | "provider" | "none";
  /** The setting of its provider that gives a location; `location` if omitted. */
  readonly providerSetting?: string;
  /** Set for an account whose location can be repaired: where it stands, and of which kind the account is. */
  readonly movable?: { readonly place: readonly string[]; readonly kind: Value };
  readonly tag: TagReader;
  readonly purpose: Value;
  readonly training: Value;
}

/** A resource group as its inputs state it. */
export interface ResourceGroupInputs {
  readonly urn: string;
  readonly name: string;
  readonly groupName: Value;
  readonly location: Value;
  /** The setting of its provider that gives a location; `location` if omitted. */
  readonly providerSetting?: string;
}

/** An account that the program does not create, as a setting describes it. */
export interface KnownAccount {
  readonly region: string;
  readonly kind?: string;
  /** Purposes, separated by a space. */
  readonly purpose?: string;
  readonly training?: Training;
}

/** The account of a deployment, so far as it can be told which others stand in it. */
export interface Within {
  /** The same for all deployments of one account, and only for these. */
  readonly key: unknown;
  readonly name: string;
  /** URN of the resource that it is, or in whose template it stands; absent where the program does not create it. */
  readonly urn?: string;
}

/**
 * A deployment with the region of its account: what is judged. Its tags and purposes are its own or, where it does not
 * have them, those of its account.
 */
export interface PlannedDeployment extends StatedDeployment {
  /** The account that it stands in; absent where it cannot be told from others. */
  readonly within?: Within;
  readonly region: Value;
  /** Where the region comes from, in words: "the location of account x". */
  readonly regionFrom: string;
  /** What would make an unknown region known. */
  readonly regionFix: string;
  /** The region in which a fine-tuned model was trained, where another account than the deployment's own is named. */
  readonly trainingRegion?: Value;
  /** What would make that region known. */
  readonly trainingFix?: string;
  /** True where it exists already, false where it is about to be made; absent where nobody can tell. */
  readonly exists?: boolean;
  /** Set where it exists, the update changes it, and nobody tells whether it had this model, version and SKU before. */
  readonly isChanged?: true;
  /** Keys of the entries of the setting `accounts` that describe its account, or that of its training. */
  readonly accountEntries: readonly string[];
}

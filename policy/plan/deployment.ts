/** What the readers make of resources: deployments, accounts and resource groups with each value known or not. */
import type { Training } from "../../catalog/query";
import type { TemplateNode } from "./arm/order";
import type { Value } from "./values";

/** Gives a tag by its name, in any case, as in Azure. It looks up only what it is asked for. */
export type TagReader = (name: string) => Value;

/** What a reader makes of one resource. */
export interface Reading {
  readonly deployments?: readonly DeploymentInputs[];
  readonly accounts?: readonly AccountInputs[];
  readonly groups?: readonly ResourceGroupInputs[];
}

/** Something that may hold deployments, and could not be read. */
export interface Unread {
  /** What it is: "the template". */
  readonly value: string;
  /** Completes "‹value› is …". */
  readonly why: string;
  readonly fix: string;
  /** The type token, if resources of this type are not read: it is reported once, whatever their number. */
  readonly type?: string;
}

/** The paths of a deployment's values in the inputs of its resource. */
export interface ValuePaths {
  readonly format: readonly string[];
  readonly model: readonly string[];
  readonly version: readonly string[];
  /** Absent if none is given. */
  readonly sku?: readonly string[];
  /** A SKU in a place where Azure ignores it, and the path where it belongs. */
  readonly misplaced?: { readonly from: readonly string[]; readonly to: readonly string[]; readonly name: Value };
}

/** What a deployment's own inputs state. */
interface StatedDeployment {
  /** URN of its Pulumi resource, or of the one whose template holds it. */
  readonly urn: string;
  readonly name: string;
  /** The path in the template of the loop that makes it: the copies of one loop differ in their number alone. */
  readonly copyOf?: string;
  /** Its place in the order of a template: tells which others Azure makes before it. */
  readonly node?: TemplateNode;
  /** Set if its provider makes one request about an account at a time, or tries again when Azure refuses one. */
  readonly takesTurns?: true;
  /** Which one it is, if its resource makes several: "deployment chat of account openai". */
  readonly nested?: string;
  /** Its name in the template of its resource, if the template tells it. */
  readonly nestedName?: string;
  /** Set if this is not a deployment, but something that may hold some. */
  readonly unread?: Unread;
  readonly format: Value;
  readonly model: Value;
  readonly version: Value;
  readonly sku: Value;
  /** A remark on the SKU in the inputs that the reader of a finding must know. */
  readonly skuNote?: string;
  /** `sku.capacity`, as text. */
  readonly capacity: Value;
  readonly upgrade: Value;
  /** Absent if the resource is not repaired: a template belongs to its author. */
  readonly places?: ValuePaths;
  readonly tag: TagReader;
  readonly purpose: Value;
  readonly training: Value;
}

/** A deployment as its inputs state it, before its account is known. */
export interface DeploymentInputs extends StatedDeployment {
  readonly accountName: Value;
  readonly resourceGroupName: Value;
  /** Resource id of the account, if the type refers to it by id (classic provider). */
  readonly accountId: Value;
  /** The account itself, if it is in the same template. */
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
  /** Name of the resource group whose location it takes, if it says so. */
  readonly locationGroup?: Value;
  /** What fills in a location that it does not give. */
  readonly fallback: "provider and group" | "provider" | "none";
  /** The setting of its provider that gives a location; `location` if omitted. */
  readonly providerSetting?: string;
  /** Set for an account whose location can be repaired: the path of its location, and its kind. */
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

/** The account of a deployment: it identifies the other deployments in it. */
export interface DeploymentAccount {
  /** The same for all deployments of one account, and only for these. */
  readonly key: unknown;
  readonly name: string;
  /** URN of its resource, or of the one whose template holds it; absent if the program does not create it. */
  readonly urn?: string;
}

/**
 * A deployment with the region of its account: what is judged. A tag or purpose that it does not have is that of its
 * account.
 */
export interface PlannedDeployment extends StatedDeployment {
  /** Its account; absent if it could be one of several. */
  readonly within?: DeploymentAccount;
  readonly region: Value;
  /** Where the region comes from, in words: "the location of account x". */
  readonly regionFrom: string;
  /** What would make an unknown region known. */
  readonly regionFix: string;
  /** The region in which a fine-tuned model was trained, if the deployment names another account than its own. */
  readonly trainingRegion?: Value;
  /** What would make that region known. */
  readonly trainingFix?: string;
  /** True if it exists already, false if it is about to be made; absent if that is unknown. */
  readonly exists?: boolean;
  /** Set if it exists, the update changes it, and it is unknown whether it had this model, version and SKU before. */
  readonly isChanged?: true;
  /** Keys of the entries of the setting `accounts` that describe its account, or that of its training. */
  readonly accountEntries: readonly string[];
}

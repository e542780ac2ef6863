/**
 * Thin copies of the classes of @pulumi/azure-native: the same type tokens, inputs and outputs, without the seconds
 * that importing the SDK costs. Output properties are registered as the SDK registers them (an undefined input each),
 * so that `account.name` is an unknown output at preview. As in the SDK every class extends CustomResource directly:
 * Pulumi counts the frames between a constructor and the program to tell the source position of a resource.
 */
import * as pulumi from "@pulumi/pulumi";

/** Inputs of a resource: plain values or outputs, at any depth. */
export type Args = Readonly<Record<string, unknown>>;

/** azure-native:resources:ResourceGroup */
export class ResourceGroup extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly location: pulumi.Output<string>;

  constructor(name: string, args: Args = {}, opts?: pulumi.CustomResourceOptions) {
    super("azure-native:resources:ResourceGroup", name, withOutputs(args, "location", "properties", "tags"), opts);
  }
}

/** azure-native:cognitiveservices:Account */
export class Account extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly location: pulumi.Output<string>;
  declare readonly kind: pulumi.Output<string>;

  constructor(name: string, args: Args = {}, opts?: pulumi.CustomResourceOptions) {
    const props = withOutputs(args, "etag", "identity", "kind", "location", "properties", "sku", "systemData", "tags");
    super("azure-native:cognitiveservices:Account", name, props, opts);
  }

  /** An account that exists already: the engine reads it and does not manage it. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Account {
    return new Account(name, {}, { ...opts, id });
  }
}

/** azure-native:cognitiveservices:Deployment */
export class Deployment extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;

  constructor(name: string, args: Args, opts?: pulumi.CustomResourceOptions) {
    const props = withOutputs(args, "etag", "properties", "sku", "systemData", "tags");
    super("azure-native:cognitiveservices:Deployment", name, props, opts);
  }
}

/** azure-native:storage:StorageAccount */
export class StorageAccount extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly location: pulumi.Output<string>;

  constructor(name: string, args: Args, opts?: pulumi.CustomResourceOptions) {
    const props = withOutputs(args, "kind", "location", "sku", "tags");
    super("azure-native:storage:StorageAccount", name, props, opts);
  }
}

/** An explicit azure-native provider: `new Provider("west", { location: "westeurope" })`. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: Args = {}, opts?: pulumi.ResourceOptions) {
    super("azure-native", name, { ...args }, opts);
  }
}

/**
 * Any other resource, by its type token. Name the outputs that the program reads:
 * `new Custom("random:index/randomString:RandomString", "suffix", { length: 4 }, ["result"]).output("result")`.
 */
export class Custom extends pulumi.CustomResource {
  constructor(
    type: string,
    name: string,
    args: Args,
    declared: readonly string[] = [],
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(type, name, { ...unset(declared), ...args }, opts);
  }

  /** An output property by its name. */
  output<T = unknown>(property: string): pulumi.Output<T> {
    const output = (this as unknown as Record<string, pulumi.Output<T> | undefined>)[property];
    if (output === undefined) {
      throw new Error(`${property} is not among the inputs and declared outputs of this resource`);
    }
    return output;
  }
}

function withOutputs(args: Args, ...declared: readonly string[]): Record<string, unknown> {
  return { ...unset(["azureApiVersion", "name", "type", ...declared]), ...args };
}

function unset(properties: readonly string[]): Record<string, undefined> {
  return Object.fromEntries(properties.map((property) => [property, undefined]));
}

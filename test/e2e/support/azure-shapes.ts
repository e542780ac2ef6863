/**
 * What the real azure-native provider knows about the resource types in the end-to-end tests: which properties
 * are in the path of the resource, which of them gets a default name, and what a response contains. At preview the
 * provider answers with the response's properties only, so a shape decides what a policy can see in validateStack.
 */

/** A JSON object between Pulumi and a provider. */
export type Properties = Record<string, unknown>;

/** The shape of one property of a response. */
export type Shape =
  | "string"
  | "number"
  | "boolean"
  | { readonly properties: Readonly<Record<string, Shape>> }
  | { readonly items: Shape }
  | { readonly values: Shape };

/** One resource type of azure-native. */
export interface ResourceType {
  readonly apiVersion: string;
  /** The ARM path: `{parameter}` is filled in with the input of that name. */
  readonly path: string;
  /** The provider fills in an omitted location: see defaultLocation in the provider. */
  readonly autoLocation: boolean;
  /** Properties without which the provider's Check fails. */
  readonly required: readonly string[];
  readonly response: Readonly<Record<string, Shape>>;
}

/** Represents an unknown value in properties over gRPC. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const tags: Shape = { values: "string" };
const sku: Shape = {
  properties: { capacity: "number", family: "string", name: "string", size: "string", tier: "string" },
};
const systemData: Shape = {
  properties: {
    createdAt: "string",
    createdBy: "string",
    createdByType: "string",
    lastModifiedAt: "string",
    lastModifiedBy: "string",
    lastModifiedByType: "string",
  },
};
const callRateLimit: Shape = { properties: { count: "number", renewalPeriod: "number" } };
const common = { azureApiVersion: "string", id: "string", name: "string", type: "string" } as const;

const resourceGroupPath = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";
const accountPath = `${resourceGroupPath}/providers/Microsoft.CognitiveServices/accounts/{accountName}`;

/** By module and name: `cognitiveservices:Account`. */
export const azureNativeTypes: Readonly<Record<string, ResourceType>> = {
  "resources:ResourceGroup": {
    apiVersion: "2024-03-01",
    path: resourceGroupPath,
    autoLocation: true,
    required: ["location"],
    response: {
      ...common,
      location: "string",
      managedBy: "string",
      properties: { properties: { provisioningState: "string" } },
      tags,
    },
  },
  // An inline ARM template: the response does not repeat the template.
  "resources:Deployment": {
    apiVersion: "2024-03-01",
    path: `${resourceGroupPath}/providers/Microsoft.Resources/deployments/{deploymentName}`,
    autoLocation: false,
    required: ["resourceGroupName", "properties"],
    response: {
      ...common,
      location: "string",
      properties: {
        properties: {
          correlationId: "string",
          mode: "string",
          provisioningState: "string",
          templateHash: "string",
          timestamp: "string",
        },
      },
      tags,
    },
  },
  "cognitiveservices:Account": {
    apiVersion: "2025-06-01",
    path: accountPath,
    autoLocation: true,
    required: ["resourceGroupName"],
    response: {
      ...common,
      etag: "string",
      identity: { properties: { principalId: "string", tenantId: "string", type: "string" } },
      kind: "string",
      location: "string",
      properties: {
        properties: {
          callRateLimit,
          customSubDomainName: "string",
          dateCreated: "string",
          disableLocalAuth: "boolean",
          endpoint: "string",
          endpoints: { values: "string" },
          internalId: "string",
          isMigrated: "boolean",
          networkAcls: { properties: { bypass: "string", defaultAction: "string" } },
          provisioningState: "string",
          publicNetworkAccess: "string",
          restrictOutboundNetworkAccess: "boolean",
        },
      },
      sku,
      systemData,
      tags,
    },
  },
  "cognitiveservices:Deployment": {
    apiVersion: "2025-06-01",
    path: `${accountPath}/deployments/{deploymentName}`,
    autoLocation: false,
    required: ["accountName", "resourceGroupName"],
    response: {
      ...common,
      etag: "string",
      properties: {
        properties: {
          callRateLimit,
          capabilities: { values: "string" },
          capacitySettings: { properties: { designatedCapacity: "number", priority: "number" } },
          currentCapacity: "number",
          dynamicThrottlingEnabled: "boolean",
          model: {
            properties: {
              callRateLimit,
              format: "string",
              name: "string",
              publisher: "string",
              source: "string",
              sourceAccount: "string",
              version: "string",
            },
          },
          parentDeploymentName: "string",
          provisioningState: "string",
          raiPolicyName: "string",
          rateLimits: { items: { properties: { count: "number", key: "string", renewalPeriod: "number" } } },
          scaleSettings: { properties: { activeCapacity: "number", capacity: "number", scaleType: "string" } },
          spilloverDeploymentName: "string",
          versionUpgradeOption: "string",
        },
      },
      sku,
      systemData,
      tags,
    },
  },
  "storage:StorageAccount": {
    apiVersion: "2024-01-01",
    path: `${resourceGroupPath}/providers/Microsoft.Storage/storageAccounts/{accountName}`,
    autoLocation: true,
    required: ["resourceGroupName", "location", "kind", "sku"],
    response: {
      ...common,
      accessTier: "string",
      creationTime: "string",
      kind: "string",
      location: "string",
      primaryLocation: "string",
      provisioningState: "string",
      sku: { properties: { name: "string", tier: "string" } },
      tags,
    },
  },
};

/**
 * Finds the shape of a type token, with or without an API version in its module
 * (`azure-native:cognitiveservices/v20241001:Deployment`) or package (`azure-native_cognitiveservices_v20240601preview:…`).
 */
export function resourceType(token: string): ResourceType | undefined {
  const [pkg = "", module = "", name = ""] = token.split(":");
  return pkg.startsWith("azure-native") ? azureNativeTypes[`${module.split("/")[0]}:${name}`] : undefined;
}

/** The inputs in the path of a resource; the last one is its name. */
export function pathParameters(type: ResourceType): string[] {
  return [...type.path.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1] ?? "")
    .filter((name) => name !== "subscriptionId");
}

/**
 * Which input gets a default name, and how: a resource that is unique within its resource group or wider gets a random
 * suffix, a child of another resource only its name in the program.
 */
export function autoName(type: ResourceType): { property: string; random: boolean } {
  const parameters = pathParameters(type);
  return { property: parameters.at(-1) ?? "name", random: parameters.length <= 2 };
}

/**
 * The outputs that the provider promises at preview: every property of the response, with the input's value if the
 * input has the same property, otherwise unknown. An omitted object is one unknown, not an object of unknowns.
 */
export function previewOutputs(inputs: Properties, shapes: Readonly<Record<string, Shape>>): Properties {
  return Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key, previewValue(inputs[key], shape)]));
}

function previewValue(value: unknown, shape: Shape): unknown {
  if (typeof shape === "string") {
    return typeof value === shape ? value : UNKNOWN;
  }
  if ("items" in shape) {
    return Array.isArray(value) ? value.map((item) => previewValue(item, shape.items)) : UNKNOWN;
  }
  if (!isObject(value)) {
    return UNKNOWN;
  }
  return "properties" in shape ? previewOutputs(value, shape.properties) : mapValues(value, shape.values, previewValue);
}

/** The outputs of a real update: the inputs that the response repeats. The caller adds what Azure adds. */
export function knownOutputs(inputs: Properties, shapes: Readonly<Record<string, Shape>>): Properties {
  const outputs: Properties = {};
  for (const [key, shape] of Object.entries(shapes)) {
    const value = inputs[key];
    if (value !== undefined && value !== null) {
      outputs[key] =
        isObject(value) && typeof shape === "object" && "properties" in shape
          ? knownOutputs(value, shape.properties)
          : value;
    }
  }
  return outputs;
}

/** The inputs with a wrong type, in the words of the provider's Check. */
export function typeMismatches(inputs: Properties, shapes: Readonly<Record<string, Shape>>, prefix = ""): string[] {
  return Object.entries(shapes).flatMap(([key, shape]) => {
    const value = inputs[key];
    const path = prefix + key;
    if (value === UNKNOWN || value === undefined || value === null) {
      return [];
    }
    if (typeof shape === "object") {
      return isObject(value) && "properties" in shape ? typeMismatches(value, shape.properties, `${path}.`) : [];
    }
    return typeof value === shape ? [] : [`'${path}' should be of type '${shape}' but got a ${typeof value}`];
  });
}

/** True for a JSON object, false for an array, null or a plain value. */
export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues(value: Properties, shape: Shape, map: (value: unknown, shape: Shape) => unknown): Properties {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item, shape)]));
}

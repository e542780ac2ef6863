/**
 * Resources of the azure-native provider, under every form of its type tokens: the default version
 * (`azure-native:cognitiveservices:Deployment`), an explicit API version
 * (`azure-native:cognitiveservices/v20241001:Deployment`) and a local package
 * (`azure-native_cognitiveservices_v20240601preview:cognitiveservices:Deployment`).
 */
import { EXACT, readDeploymentBody } from "../arm/body";
import { unreadDeployment } from "../arm/unread";
import type { AccountInputs, DeploymentInputs, Reading, ResourceGroupInputs, ValuePaths } from "../deployment";
import type { PlanResource } from "../resource";
import { ABSENT, has, known, own, read, toValue, type Value, whyUnknown } from "../values";
import { accountNamed, groupNamed, inputOrOutput } from "./read-only";
import type { Reader, TemplateReading } from "./reader";
import { readInlineTemplate } from "./template";

const DEPLOYMENT = /^azure-native(?:_[\w-]+)?:cognitiveservices(?:\/\w+)?:Deployment$/;
const ACCOUNT = /^azure-native(?:_[\w-]+)?:cognitiveservices(?:\/\w+)?:Account$/;
const RESOURCE_GROUP = /^azure-native(?:_[\w-]+)?:resources(?:\/\w+)?:ResourceGroup$/;
/** Any ARM resource, in parts: `Microsoft.CognitiveServices` + `accounts/openai` + `deployments` + a name. */
const GENERIC = /^azure-native(?:_[\w-]+)?:resources(?:\/\w+)?:Resource$/;

/** Its types of namespace `Microsoft.Resources` that deploy a template. */
const TEMPLATE = /^deployment(?:s|stacks)$/i;

/** True for every resource of azure-native. */
export function isAzureNative(type: string): boolean {
  return type.startsWith("azure-native");
}

/** Deployments, accounts and resource groups of azure-native, and any ARM resource written by hand. */
export const azureNative: Reader = {
  types: new RegExp([DEPLOYMENT, ACCOUNT, RESOURCE_GROUP, GENERIC].map(({ source }) => source).join("|")),
  read: readAzureNative,
};

function readAzureNative(r: PlanResource): Reading | TemplateReading | undefined {
  if (DEPLOYMENT.test(r.type)) return { deployments: [readDeployment(r)] };
  if (ACCOUNT.test(r.type)) return { accounts: [readAccount(r)] };
  if (RESOURCE_GROUP.test(r.type)) return { groups: [readResourceGroup(r)] };
  return GENERIC.test(r.type) ? readGeneric(r) : undefined;
}

function readGeneric(r: PlanResource): Reading | TemplateReading | undefined {
  const part = (name: string) => read(r.inputs, [name]);
  for (const name of ["resourceProviderNamespace", "resourceType"]) {
    const value = part(name);
    if (value.state !== "unknown") continue;
    const unread = { value: name, why: value.why, fix: "Set it from a plain value." };
    return mayDeploy(part) ? { deployments: [unreadDeployment(r, unread)] } : undefined;
  }
  const namespace = known(part("resourceProviderNamespace"))?.toLowerCase();
  const type = known(part("resourceType")) ?? "";
  if (namespace === "microsoft.resources" && TEMPLATE.test(type)) {
    const owner = { resourceGroupName: part("resourceGroupName"), location: own(r.inputs, "location") };
    const properties = own(r.inputs, "properties");
    const from = whyUnknown(properties) === undefined ? properties : { template: properties };
    return readInlineTemplate(r, from, { ...owner, properties: ["properties"] });
  }
  if (namespace !== "microsoft.cognitiveservices") return undefined;
  if (type.toLowerCase() === "accounts") return { accounts: [readAccount(r, part("resourceName"))] };
  if (!/(?:^|\/)deployments$/i.test(type)) return undefined;
  const parent = part("parentResourcePath");
  const path = `${known(parent) ?? ""}/${type}`;
  const accountName = parent.state === "unknown" ? parent : toValue(/(?:^|\/)accounts\/([^/]+)\//i.exec(path)?.[1]);
  return { deployments: [{ ...readDeployment(r), accountName, accountProperties: ["parentResourcePath"] }] };
}

/** True if the resource may make deployments, by what is known about its namespace and type. */
function mayDeploy(part: (name: string) => Value): boolean {
  const namespace = known(part("resourceProviderNamespace")) ?? "microsoft.resources";
  const type = known(part("resourceType")) ?? "deployments";
  return (
    /^microsoft\.(?:cognitiveservices|resources)$/i.test(namespace) && /(?:^|\/)deployment(?:s|stacks)$/i.test(type)
  );
}

/** A `Microsoft.CognitiveServices/accounts/deployments` resource. */
function readDeployment(r: PlanResource): DeploymentInputs {
  const body = readDeploymentBody(r.inputs, r.inputs, EXACT);
  // No spread: an object that is copied and then grows is slow to make, and there may be thousands.
  return {
    urn: r.urn,
    name: r.name,
    format: body.format,
    model: body.model,
    version: body.version,
    sku: body.sku,
    skuNote: body.skuNote,
    capacity: body.capacity,
    upgrade: body.upgrade,
    tag: body.tag,
    source: body.source,
    purpose: body.purpose,
    training: body.training,
    places: placesIn(r.inputs, body.skuNote !== undefined),
    accountName: read(r.inputs, ["accountName"]),
    resourceGroupName: read(r.inputs, ["resourceGroupName"]),
    accountId: ABSENT,
    accountProperties: ACCOUNT_PROPERTIES,
  };
}

/** What names the account. */
const ACCOUNT_PROPERTIES = ["accountName"];

const PLACES: ValuePaths = {
  format: ["properties", "model", "format"],
  model: ["properties", "model", "name"],
  version: ["properties", "model", "version"],
};
const PLACES_WITH_SKU: ValuePaths = { ...PLACES, sku: ["sku", "name"] };

function placesIn(inputs: unknown, isMisplaced: boolean): ValuePaths {
  if (has(inputs, "sku")) return PLACES_WITH_SKU;
  const from = ["properties", "sku"];
  const name = isMisplaced ? read(inputs, [...from, "name"]) : ABSENT;
  // Without a name in it, it may not be meant for a SKU.
  return name.state === "known" ? { ...PLACES, misplaced: { from, to: ["sku"], name } } : PLACES;
}

/** A `Microsoft.CognitiveServices/accounts` resource. */
function readAccount(r: PlanResource, name: Value = inputOrOutput(r, ["accountName"], ["name"])): AccountInputs {
  return accountNamed(r, name, read(r.inputs, ["resourceGroupName"]));
}

/** A `Microsoft.Resources/resourceGroups` resource. */
function readResourceGroup(r: PlanResource): ResourceGroupInputs {
  return groupNamed(r, inputOrOutput(r, ["resourceGroupName"], ["name"]));
}

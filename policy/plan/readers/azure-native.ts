/**
 * Resources of the azure-native provider, under every form of its type tokens: the default version
 * (`azure-native:cognitiveservices:Deployment`), an explicit API version
 * (`azure-native:cognitiveservices/v20241001:Deployment`) and a local package
 * (`azure-native_cognitiveservices_v20240601preview:cognitiveservices:Deployment`).
 */
import type { AccountInputs, DeploymentInputs, Reading, ResourceGroupInputs } from "../deployment";
import type { PlanResource } from "../resource";
import { ABSENT, known, read, toValue, type Value } from "../values";
import { readDeploymentBody } from "./arm-body";
import { inputOrOutput } from "./read-only";
import { accountTags } from "./tags";

const DEPLOYMENT = /^azure-native(?:_[\w-]+)?:cognitiveservices(?:\/\w+)?:Deployment$/;
const ACCOUNT = /^azure-native(?:_[\w-]+)?:cognitiveservices(?:\/\w+)?:Account$/;
const RESOURCE_GROUP = /^azure-native(?:_[\w-]+)?:resources(?:\/\w+)?:ResourceGroup$/;
/** Any ARM resource, in parts: `Microsoft.CognitiveServices` + `accounts/openai` + `deployments` + a name. */
const GENERIC = /^azure-native(?:_[\w-]+)?:resources(?:\/\w+)?:Resource$/;

/** Reads a resource; undefined for one that is none of these types. */
export function readAzureNative(r: PlanResource): Reading | undefined {
  if (DEPLOYMENT.test(r.type)) return { deployments: [readDeployment(r)] };
  if (ACCOUNT.test(r.type)) return { accounts: [readAccount(r)] };
  if (RESOURCE_GROUP.test(r.type)) return { groups: [readResourceGroup(r)] };
  return GENERIC.test(r.type) ? readGeneric(r) : undefined;
}

function readGeneric(r: PlanResource): Reading | undefined {
  const part = (name: string) => read(r.inputs, [name]);
  if (known(part("resourceProviderNamespace"))?.toLowerCase() !== "microsoft.cognitiveservices") return undefined;
  const type = known(part("resourceType")) ?? "";
  if (type.toLowerCase() === "accounts") return { accounts: [readAccount(r, part("resourceName"))] };
  if (!/(?:^|\/)deployments$/i.test(type)) return undefined;
  const parent = part("parentResourcePath");
  const path = `${known(parent) ?? ""}/${type}`;
  const accountName = parent.state === "unknown" ? parent : toValue(/(?:^|\/)accounts\/([^/]+)\//i.exec(path)?.[1]);
  return { deployments: [{ ...readDeployment(r), accountName, accountProperties: ["parentResourcePath"] }] };
}

/** A `Microsoft.CognitiveServices/accounts/deployments` resource. */
function readDeployment(r: PlanResource): DeploymentInputs {
  return {
    urn: r.urn,
    name: r.name,
    ...readDeploymentBody(r.inputs),
    accountName: read(r.inputs, ["accountName"]),
    resourceGroupName: read(r.inputs, ["resourceGroupName"]),
    accountId: ABSENT,
    accountProperties: ["accountName"],
  };
}

/** A `Microsoft.CognitiveServices/accounts` resource. */
function readAccount(r: PlanResource, name: Value = inputOrOutput(r, ["accountName"], ["name"])): AccountInputs {
  return {
    urn: r.urn,
    name: r.name,
    accountName: name,
    resourceGroupName: read(r.inputs, ["resourceGroupName"]),
    location: inputOrOutput(r, ["location"]),
    fallback: "provider and group",
    tag: accountTags(r),
    purpose: inputOrOutput(r, ["tags", "aoai-purpose"]),
    training: inputOrOutput(r, ["tags", "aoai-training"]),
  };
}

/** A `Microsoft.Resources/resourceGroups` resource. */
function readResourceGroup(r: PlanResource): ResourceGroupInputs {
  return {
    urn: r.urn,
    name: r.name,
    groupName: inputOrOutput(r, ["resourceGroupName"], ["name"]),
    location: inputOrOutput(r, ["location"]),
  };
}

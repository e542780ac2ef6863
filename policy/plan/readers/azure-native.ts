/**
 * Resources of the azure-native provider, under every form of its type tokens: the default version
 * (`azure-native:cognitiveservices:Deployment`), an explicit API version
 * (`azure-native:cognitiveservices/v20241001:Deployment`) and a local package
 * (`azure-native_cognitiveservices_v20240601preview:cognitiveservices:Deployment`).
 */
import type { AccountInputs, DeploymentInputs, Reading, ResourceGroupInputs } from "../deployment";
import type { PlanResource } from "../resource";
import { ABSENT, read } from "../values";
import { readDeploymentBody } from "./arm-body";
import { inputOrOutput } from "./read-only";

const DEPLOYMENT = /^azure-native(?:_[\w-]+)?:cognitiveservices(?:\/\w+)?:Deployment$/;
const ACCOUNT = /^azure-native(?:_[\w-]+)?:cognitiveservices(?:\/\w+)?:Account$/;
const RESOURCE_GROUP = /^azure-native(?:_[\w-]+)?:resources(?:\/\w+)?:ResourceGroup$/;

/** Reads a resource; undefined for one that is none of these types. */
export function readAzureNative(r: PlanResource): Reading | undefined {
  if (DEPLOYMENT.test(r.type)) return { deployments: [readDeployment(r)] };
  if (ACCOUNT.test(r.type)) return { accounts: [readAccount(r)] };
  return RESOURCE_GROUP.test(r.type) ? { groups: [readResourceGroup(r)] } : undefined;
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
function readAccount(r: PlanResource): AccountInputs {
  return {
    urn: r.urn,
    name: r.name,
    accountName: inputOrOutput(r, ["accountName"], ["name"]),
    resourceGroupName: read(r.inputs, ["resourceGroupName"]),
    location: inputOrOutput(r, ["location"]),
    fallback: "provider and group",
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

/**
 * Resources of the azure-native provider, under every form of its type tokens: the default version
 * (`azure-native:cognitiveservices:Deployment`), an explicit API version
 * (`azure-native:cognitiveservices/v20241001:Deployment`) and a local package
 * (`azure-native_cognitiveservices_v20240601preview:cognitiveservices:Deployment`).
 */
import type { AccountInputs, DeploymentInputs, ResourceGroupInputs } from "../deployment";
import type { PlanResource } from "../resource";
import { ABSENT, has, own, read, toValue } from "../values";
import { inputOrOutput } from "./read-only";

const DEPLOYMENT = /^azure-native(?:_[\w-]+)?:cognitiveservices(?:\/\w+)?:Deployment$/;
const ACCOUNT = /^azure-native(?:_[\w-]+)?:cognitiveservices(?:\/\w+)?:Account$/;
const RESOURCE_GROUP = /^azure-native(?:_[\w-]+)?:resources(?:\/\w+)?:ResourceGroup$/;

export function isDeployment(type: string): boolean {
  return DEPLOYMENT.test(type);
}
export function isAccount(type: string): boolean {
  return ACCOUNT.test(type);
}
export function isResourceGroup(type: string): boolean {
  return RESOURCE_GROUP.test(type);
}

/** Reads a `Microsoft.CognitiveServices/accounts/deployments` resource. */
export function readDeployment(r: PlanResource): DeploymentInputs {
  const inputs = r.inputs;
  const source = read(inputs, ["properties", "model", "source"]);
  return {
    urn: r.urn,
    name: r.name,
    format: read(inputs, ["properties", "model", "format"]),
    model: read(inputs, ["properties", "model", "name"]),
    version: read(inputs, ["properties", "model", "version"], true),
    ...readSku(inputs),
    upgrade: read(inputs, ["properties", "versionUpgradeOption"]),
    accountName: read(inputs, ["accountName"]),
    resourceGroupName: read(inputs, ["resourceGroupName"]),
    accountId: ABSENT,
    source: source.state === "absent" ? read(inputs, ["properties", "model", "sourceAccount"]) : source,
    purpose: read(inputs, ["tags", "aoai-purpose"]),
    training: read(inputs, ["tags", "aoai-training"]),
    accountProperties: ["accountName"],
  };
}

/** `sku.name`; without it Azure deploys as Standard, whatever stands nested where it does not belong. */
function readSku(inputs: unknown): Pick<DeploymentInputs, "sku" | "skuNote"> {
  const sku = read(inputs, ["sku", "name"]);
  if (sku.state !== "absent" || has(inputs, "sku")) return { sku };
  const properties = own(inputs, "properties");
  const scaleType = own(own(properties, "scaleSettings"), "scaleType");
  if (scaleType !== undefined) {
    const value = toValue(scaleType);
    if (value.state !== "known" || value.value.toLowerCase() === "standard") return { sku: value };
    return { sku: { state: "invalid", why: "only the legacy scaleSettings, not of type Standard" } };
  }
  if (has(properties, "sku")) {
    return {
      sku,
      skuNote:
        "sku stands inside properties, where Azure ignores it: the deployment becomes Standard. Move sku beside properties.",
    };
  }
  return { sku };
}

/** Reads a `Microsoft.CognitiveServices/accounts` resource. */
export function readAccount(r: PlanResource): AccountInputs {
  return {
    urn: r.urn,
    name: r.name,
    accountName: inputOrOutput(r, ["accountName"], ["name"]),
    resourceGroupName: read(r.inputs, ["resourceGroupName"]),
    location: inputOrOutput(r, ["location"]),
    purpose: inputOrOutput(r, ["tags", "aoai-purpose"]),
    training: inputOrOutput(r, ["tags", "aoai-training"]),
  };
}

/** Reads a `Microsoft.Resources/resourceGroups` resource. */
export function readResourceGroup(r: PlanResource): ResourceGroupInputs {
  return {
    urn: r.urn,
    name: r.name,
    groupName: inputOrOutput(r, ["resourceGroupName"], ["name"]),
    location: inputOrOutput(r, ["location"]),
  };
}

/** Resources of the classic azure provider: `azure:cognitive/deployment:Deployment` and its accounts. */
import type { AccountInputs, DeploymentInputs, ResourceGroupInputs } from "../deployment";
import type { PlanResource } from "../resource";
import { ABSENT, has, read, type Value } from "../values";
import { inputOrOutput } from "./read-only";

const ACCOUNTS = new Set([
  "azure:cognitive/account:Account",
  "azure:cognitive/aIServices:AIServices",
  "azure:cognitive/aiServices:AiServices",
]);

export function isDeployment(type: string): boolean {
  return type === "azure:cognitive/deployment:Deployment";
}
export function isAccount(type: string): boolean {
  return ACCOUNTS.has(type);
}
export function isResourceGroup(type: string): boolean {
  return type === "azure:core/resourceGroup:ResourceGroup";
}

/** Reads a classic deployment; `scale` is what `sku` was called before. */
export function readDeployment(r: PlanResource): DeploymentInputs {
  const inputs = r.inputs;
  const sku: Value = has(inputs, "sku") ? read(inputs, ["sku", "name"]) : read(inputs, ["scale", "type"]);
  return {
    urn: r.urn,
    name: r.name,
    format: read(inputs, ["model", "format"]),
    model: read(inputs, ["model", "name"]),
    version: read(inputs, ["model", "version"], true),
    sku,
    upgrade: read(inputs, ["versionUpgradeOption"]),
    accountName: ABSENT,
    resourceGroupName: ABSENT,
    accountId: read(inputs, ["cognitiveAccountId"]),
    source: ABSENT,
    purpose: ABSENT,
    training: ABSENT,
    accountProperties: ["cognitiveAccountId"],
  };
}

/** Reads a classic account. */
export function readAccount(r: PlanResource): AccountInputs {
  return {
    urn: r.urn,
    name: r.name,
    accountName: inputOrOutput(r, ["name"]),
    resourceGroupName: inputOrOutput(r, ["resourceGroupName"]),
    location: inputOrOutput(r, ["location"]),
    purpose: inputOrOutput(r, ["tags", "aoai-purpose"]),
    training: inputOrOutput(r, ["tags", "aoai-training"]),
  };
}

/** Reads a classic resource group. */
export function readResourceGroup(r: PlanResource): ResourceGroupInputs {
  return {
    urn: r.urn,
    name: r.name,
    groupName: inputOrOutput(r, ["name"]),
    location: inputOrOutput(r, ["location"]),
  };
}

/**
 * Resources of azapi, which takes any ARM resource by its type (`Microsoft.CognitiveServices/accounts/deployments@…`)
 * and the body that ARM takes.
 * https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource
 */
import { unreadDeployment } from "../arm/template";
import type { AccountInputs, DeploymentInputs, Reading } from "../deployment";
import type { PlanResource } from "../resource";
import { ABSENT, has, known, own, read, toValue, untold, type Value } from "../values";
import { parsed, readDeploymentBody } from "./arm-body";
import { inputOrOutput } from "./read-only";
import { accountTags, tagReader } from "./tags";
import { readInlineTemplate } from "./template";

const RESOURCE = /^azapi:index(?:\/resource)?:Resource$/;
const UPDATE = /^azapi:index(?:\/updateResource)?:UpdateResource$/;

/** Reads a resource; undefined for one that is not of azapi, or of an ARM type that makes no deployment. */
export function readAzapi(r: PlanResource): Reading | undefined {
  const updates = UPDATE.test(r.type);
  if (!updates && !RESOURCE.test(r.type)) return undefined;
  const type = inputOrOutput(r, ["type"]);
  if (type.state === "unknown") {
    const unread = { value: "type", why: type.why, fix: "Set it from a plain value, with the version behind the @." };
    return { deployments: [unreadDeployment(r, unread)] };
  }
  const body = parsed(own(r.inputs, "body"));
  switch (known(type)?.split("@")[0]?.toLowerCase()) {
    case "microsoft.cognitiveservices/accounts/deployments":
      if (!updates) return { deployments: [readDeployment(r, body)] };
      return changesModel(body) ? { deployments: [readUpdate(r, body)] } : undefined;
    case "microsoft.cognitiveservices/accounts":
      return updates ? undefined : { accounts: [readAccount(r, body)] };
    case "microsoft.resources/resourcegroups":
      if (updates) return undefined;
      return {
        groups: [{ urn: r.urn, name: r.name, groupName: inputOrOutput(r, ["name"]), location: locationOf(r, body) }],
      };
    case "microsoft.resources/deployments": {
      if (updates) return undefined;
      const owner = { resourceGroupName: groupIn(read(r.inputs, ["parentId"])), location: own(r.inputs, "location") };
      const from = untold(body) === undefined ? own(body, "properties") : { template: body };
      return readInlineTemplate(r, from, { ...owner, properties: ["body"] });
    }
    default:
      return undefined;
  }
}

function readDeployment(r: PlanResource, body: unknown): DeploymentInputs {
  return {
    urn: r.urn,
    name: r.name,
    ...readDeploymentBody(body, has(r.inputs, "tags") ? r.inputs : body),
    accountName: ABSENT,
    resourceGroupName: ABSENT,
    accountId: read(r.inputs, ["parentId"]),
    accountProperties: ["parentId"],
  };
}

/** True for a body that says something of model or SKU: all else leaves the deployment as it was judged before. */
function changesModel(body: unknown): boolean {
  return untold(body) !== undefined || has(body, "sku") || has(own(body, "properties"), "model");
}

/** An update of a deployment that exists: what it does not give stays as it is, and only Azure knows how that is. */
function readUpdate(r: PlanResource, body: unknown): DeploymentInputs {
  const inputs = readDeployment(r, body);
  const kept = (value: Value): Value =>
    value.state === "absent" ? { state: "unknown", why: "not changed by the update, and not in the plan" } : value;
  const id = read(r.inputs, ["resourceId"]);
  const account = known(id)?.replace(/\/deployments\/[^/]*\/?$/i, "");
  return {
    ...inputs,
    model: kept(inputs.model),
    version: kept(inputs.version),
    sku: kept(inputs.sku),
    capacity: kept(inputs.capacity),
    tag: (name) => kept(inputs.tag(name)),
    ...(id.state === "absent" ? {} : { accountId: account === undefined ? id : toValue(account) }),
    accountProperties: id.state === "absent" ? ["parentId"] : ["resourceId"],
  };
}

function readAccount(r: PlanResource, body: unknown): AccountInputs {
  const tag = (name: string) => {
    const value = inputOrOutput(r, ["tags", name]);
    return value.state === "absent" ? read(body, ["tags", name]) : value;
  };
  return {
    urn: r.urn,
    name: r.name,
    accountName: inputOrOutput(r, ["name"]),
    resourceGroupName: groupIn(inputOrOutput(r, ["parentId"])),
    location: locationOf(r, body),
    fallback: "provider",
    tag: (name) => {
      const value = accountTags(r)(name);
      return value.state === "absent" ? tagReader(body)(name) : value;
    },
    purpose: tag("aoai-purpose"),
    training: tag("aoai-training"),
  };
}

/** The resource's own location goes before its body's. */
function locationOf(r: PlanResource, body: unknown): Value {
  const location = inputOrOutput(r, ["location"]);
  return location.state === "absent" ? read(body, ["location"]) : location;
}

/** The resource group in a resource id. */
function groupIn(id: Value): Value {
  if (id.state !== "known") return id;
  return toValue(/\/resourceGroups\/([^/]+)/i.exec(id.value)?.[1]);
}

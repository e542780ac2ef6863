/**
 * Resources of azapi, which takes any ARM resource by its type (`Microsoft.CognitiveServices/accounts/deployments@…`)
 * and its ARM body. https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource
 */
import { parsed, readDeploymentBody } from "../arm/body";
import { purposesIn, tagReader } from "../arm/tags";
import { hasAny, pick, readAny } from "../arm/tree";
import { ACCOUNT, DEPLOYMENT, GROUP, STACK, TEMPLATE } from "../arm/types";
import { unreadDeployment } from "../arm/unread";
import type { AccountInputs, DeploymentInputs, Reading } from "../deployment";
import type { PlanResource } from "../resource";
import { ABSENT, has, known, own, read, toValue, UnknownValue, type Value, whyUnknown } from "../values";
import { accountTags, inputOrOutput } from "./read-only";
import type { Reader, TemplateReading } from "./reader";
import { readInlineTemplate } from "./template";

const RESOURCE = /^azapi:index(?:\/resource)?:Resource$/;
const ACTION = /^azapi:index(?:\/resourceAction)?:ResourceAction$/;
const UPDATE = /^azapi:index(?:\/updateResource)?:UpdateResource$/;

/** Resources, updates and actions of azapi. */
export const azapi: Reader = {
  types: /^azapi:index(?:\/(?:resource|resourceAction|updateResource))?:(?:Resource|ResourceAction|UpdateResource)$/,
  read: readAzapi,
  // Their inputs tell what they make.
  mayMakeDeployments: true,
  terraformTypes: {
    azapi_resource: "azapi:index/resource:Resource",
    azapi_update_resource: "azapi:index/updateResource:UpdateResource",
    azapi_resource_action: "azapi:index/resourceAction:ResourceAction",
  },
};

/** The setting of the provider that gives a location to resources without one. */
const LOCATION_SETTING = "defaultLocation";

function readAzapi(r: PlanResource): Reading | TemplateReading | undefined {
  if (ACTION.test(r.type)) return readAction(r);
  const updates = UPDATE.test(r.type);
  if (!updates && !RESOURCE.test(r.type)) return undefined;
  const type = inputOrOutput(r, ["type"]);
  if (type.state === "unknown") {
    const unread = { value: "type", why: type.why, fix: "Set it from a plain value, with the version behind the @." };
    return { deployments: [unreadDeployment(r, unread)] };
  }
  const body = bodyOf(r);
  switch (known(type)?.split("@")[0]?.toLowerCase()) {
    case DEPLOYMENT:
      if (!updates) return { deployments: [readDeployment(r, body)] };
      return changesModel(body) || changesModel(sensitiveOf(r)) ? { deployments: [readUpdate(r, body)] } : undefined;
    case ACCOUNT:
      return updates ? undefined : { accounts: [readAccount(r, body)] };
    case GROUP:
      if (updates) return undefined;
      return {
        groups: [
          {
            ...{ urn: r.urn, name: r.name, groupName: inputOrOutput(r, ["name"]) },
            ...{ location: locationOf(r, body), providerSetting: LOCATION_SETTING },
          },
        ],
      };
    case TEMPLATE:
    case STACK:
      return updates ? undefined : readTemplateBody(r, body, "parentId");
    default:
      return undefined;
  }
}

/**
 * An action that puts or patches a deployment or a template: by its id, or by the id of its parent with the rest of the
 * path as `action`.
 */
function readAction(r: PlanResource): Reading | TemplateReading | undefined {
  const part = (name: string) => read(r.inputs, [name]);
  const [method, type, id, action] = [part("method"), part("type"), part("resourceId"), part("action")];
  const verb = method.state === "absent" ? "POST" : known(method)?.toUpperCase();
  if (verb !== undefined && verb !== "PUT" && verb !== "PATCH") return undefined;
  const on = known(type)?.split("@")[0] ?? "";
  if (type.state !== "unknown" && !/^microsoft\.(?:cognitiveservices|resources)\//i.test(on)) return undefined;
  const path = action.state === "absent" ? `${on}/_` : `${on}/_/${(known(action) ?? "").replace(/^\//, "")}`;
  const deploys = /microsoft\.cognitiveservices\/accounts\/(?:[^/]+\/)?deployments\/[^/]+\/?$/i.test(path);
  const template = /microsoft\.resources\/deployment(?:s|stacks)\/[^/]+\/?$/i.test(path);
  const open = [type, action].some((value) => value.state === "unknown");
  if (!open && !deploys && !template) return undefined;
  for (const name of ["type", "action", "method"]) {
    const value = part(name);
    if (value.state !== "unknown") continue;
    return { deployments: [unreadDeployment(r, { value: name, why: value.why, fix: "Set it from a plain value." })] };
  }
  const body = bodyOf(r);
  if (template) return readTemplateBody(r, body, "resourceId");
  const full = known(id) === undefined || action.state === "absent" ? id : toValue(`${known(id)}/${known(action)}`);
  if (verb === "PATCH") {
    return changesModel(body) || changesModel(sensitiveOf(r))
      ? { deployments: [readUpdate(r, body, full)] }
      : undefined;
  }
  return {
    deployments: [{ ...readDeployment(r, body), accountId: accountIn(full), accountProperties: ["resourceId"] }],
  };
}

function bodyOf(r: PlanResource): unknown {
  return parsed(own(r.inputs, "body"));
}

/** What azapi merges into the body. Only which properties it gives is looked at, never a value. */
function sensitiveOf(r: PlanResource): unknown {
  return parsed(own(r.inputs, "sensitiveBody"));
}

/** A template in the body of a deployment or deployment stack. */
function readTemplateBody(r: PlanResource, body: unknown, owner: "parentId" | "resourceId"): Reading | TemplateReading {
  const from = whyUnknown(body) === undefined ? pick(body, "properties") : { template: body };
  const sensitive = sensitiveOf(r);
  const properties = pick(sensitive, "properties");
  const hidden = whyUnknown(sensitive) ?? whyUnknown(properties);
  const overlaid = (name: string) =>
    hidden !== undefined || hasAny(properties, name) ? new UnknownValue(SENSITIVE) : pick(from, name);
  const whole =
    sensitive === undefined
      ? from
      : { template: pick(from, "template") ?? overlaid("template"), parameters: overlaid("parameters") };
  return readInlineTemplate(r, whole, {
    resourceGroupName: groupIn(read(r.inputs, [owner])),
    location: own(r.inputs, "location") ?? pick(body, "location"),
    properties: ["body"],
  });
}

const SENSITIVE = "given in sensitiveBody, which azure-openai-guard does not look into";

function readDeployment(r: PlanResource, body: unknown): DeploymentInputs {
  const inputs = readDeploymentBody(body, has(r.inputs, "tags") ? r.inputs : body);
  return {
    urn: r.urn,
    name: r.name,
    ...inputs,
    ...(changesModel(sensitiveOf(r)) ? modelOrUnknown(inputs, SENSITIVE) : {}),
    accountName: ABSENT,
    resourceGroupName: ABSENT,
    accountId: read(r.inputs, ["parentId"]),
    accountProperties: ["parentId"],
    ...(has(r.inputs, "locks") || has(r.inputs, "retry") ? { takesTurns: true } : {}),
  };
}

/** True for a body with a model or a SKU. Without them, the deployment stays as it was judged before. */
function changesModel(body: unknown): boolean {
  const properties = pick(body, "properties");
  return (
    whyUnknown(body) !== undefined ||
    whyUnknown(properties) !== undefined ||
    hasAny(body, "sku") ||
    hasAny(properties, "model")
  );
}

/** Model and SKU as unknown if the body does not give them, because something else does. */
function modelOrUnknown(inputs: Pick<DeploymentInputs, "model" | "version" | "sku" | "capacity">, why: string) {
  return {
    model: orUnknown(inputs.model, why),
    version: orUnknown(inputs.version, why),
    sku: orUnknown(inputs.sku, why),
    capacity: orUnknown(inputs.capacity, why),
  };
}

function orUnknown(value: Value, why: string): Value {
  return value.state === "absent" ? { state: "unknown", why } : value;
}

/**
 * An update of a deployment that exists: what it does not give stays as it is in Azure, which the plan does not show.
 */
function readUpdate(r: PlanResource, body: unknown, id = read(r.inputs, ["resourceId"])): DeploymentInputs {
  const inputs = readDeployment(r, body);
  const why = "not changed by the update, and not in the plan";
  return {
    ...inputs,
    ...modelOrUnknown(inputs, why),
    tag: (name) => orUnknown(inputs.tag(name), why),
    ...(id.state === "absent" ? {} : { accountId: accountIn(id) }),
    accountProperties: id.state === "absent" ? ["parentId"] : ["resourceId"],
  };
}

function readAccount(r: PlanResource, body: unknown): AccountInputs {
  const tag = (name: string) => {
    const value = accountTags(r)(name);
    return value.state === "absent" ? tagReader(body)(name) : value;
  };
  return {
    urn: r.urn,
    name: r.name,
    accountName: inputOrOutput(r, ["name"]),
    resourceGroupName: groupIn(inputOrOutput(r, ["parentId"])),
    location: locationOf(r, body),
    fallback: "provider",
    providerSetting: LOCATION_SETTING,
    tag,
    ...purposesIn(tag),
  };
}

/** The resource's own location overrides its body's. */
function locationOf(r: PlanResource, body: unknown): Value {
  const location = inputOrOutput(r, ["location"]);
  return location.state === "absent" ? readAny(body, ["location"]) : location;
}

/** The account's id in that of a deployment. */
function accountIn(id: Value): Value {
  return id.state === "known" ? toValue(id.value.replace(/\/deployments\/[^/]*\/?$/i, "")) : id;
}

/** The resource group in a resource id. */
function groupIn(id: Value): Value {
  if (id.state !== "known") return id;
  return toValue(/\/resourceGroups\/([^/]+)/i.exec(id.value)?.[1]);
}

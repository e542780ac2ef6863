/**
 * Resources of Terraform providers and modules that Pulumi runs: `azurerm:index/cognitiveDeployment:CognitiveDeployment`
 * of a provider, `NAME:tf:azurerm_cognitive_deployment` of a module. The classic azure provider and azapi are made from
 * the same Terraform resources, so each is read as its twin there. Names are in snake_case in a module, and a block may
 * be a list of one.
 * https://www.pulumi.com/docs/iac/using-pulumi/extending-pulumi/use-terraform-module/
 */
import type { AccountInputs, DeploymentInputs, Reading } from "../deployment";
import { own, whyUnknown } from "../values";
import { azapi } from "./azapi";
import { classic } from "./classic";
import type { Reader, TemplateReading } from "./reader";
import { templateDeployment } from "./template";

/** Terraform's names of the resources, without "azurerm", and the types of their twins. */
const TWINS: Readonly<Record<string, readonly [type: string, reader: Reader]>> = {
  cognitivedeployment: ["azure:cognitive/deployment:Deployment", classic],
  cognitiveaccount: ["azure:cognitive/account:Account", classic],
  aiservices: ["azure:cognitive/aIServices:AIServices", classic],
  resourcegroup: ["azure:core/resourceGroup:ResourceGroup", classic],
  resourcegrouptemplatedeployment: [
    "azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment",
    templateDeployment,
  ],
  subscriptiontemplatedeployment: [
    "azure:core/subscriptionTemplateDeployment:SubscriptionTemplateDeployment",
    templateDeployment,
  ],
  managementgrouptemplatedeployment: [
    "azure:management/groupTemplateDeployment:GroupTemplateDeployment",
    templateDeployment,
  ],
  tenanttemplatedeployment: ["azure:core/tenantTemplateDeployment:TenantTemplateDeployment", templateDeployment],
  azapiresource: ["azapi:index/resource:Resource", azapi],
  azapiupdateresource: ["azapi:index/updateResource:UpdateResource", azapi],
  azapiresourceaction: ["azapi:index/resourceAction:ResourceAction", azapi],
};

/** The properties that the twins read. */
const PROPERTIES = [
  ...["name", "location", "kind", "tags", "resourceGroupName", "cognitiveAccountId", "versionUpgradeOption"],
  ...["model", "sku", "scale", "templateContent", "parametersContent", "templateSpecVersionId"],
  ...["type", "parentId", "resourceId", "method", "action", "body", "sensitiveBody", "locks", "retry"],
];
const BLOCKS: ReadonlySet<string> = new Set(["model", "sku", "scale"]);

const TYPE =
  /^[\w-]+:(?:tf:(?:azurerm_)?(?<module>\w+)|index\/(?<provider>cognitiveDeployment|cognitiveAccount|aiServices|resourceGroup|(?:resourceGroup|subscription|managementGroup|tenant)TemplateDeployment):\w+)$/;

/** Terraform's own providers and modules. */
export const terraform: Reader = {
  types:
    /^[\w-]+:(?:tf:(?:azurerm_(?:cognitive_(?:deployment|account)|ai_services|resource_group|(?:resource_group|subscription|management_group|tenant)_template_deployment)|azapi_(?:resource|update_resource|resource_action))|index\/(?:cognitiveDeployment|cognitiveAccount|aiServices|resourceGroup|(?:resourceGroup|subscription|managementGroup|tenant)TemplateDeployment):\w+)$/,
  read: (r) => {
    const found = TYPE.exec(r.type)?.groups;
    const [type, reader] = TWINS[(found?.module ?? found?.provider ?? "").replaceAll("_", "").toLowerCase()] ?? [];
    if (type === undefined || reader === undefined) return undefined;
    const isOfModule = found?.module !== undefined;
    const twin = { ...r, type, inputs: twinInputs(r.inputs), outputs: twinInputs(r.outputs) };
    return withoutRepairs(reader.read(twin), isOfModule);
  },
};

/** The inputs under the names of the twin, with blocks that are objects. */
function twinInputs(inputs: unknown): unknown {
  if (inputs === null || typeof inputs !== "object" || whyUnknown(inputs) !== undefined) return inputs;
  const result: Record<string, unknown> = Object.create(null);
  for (const name of PROPERTIES) {
    const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const value = own(inputs, name) ?? own(inputs, snake);
    if (value !== undefined) result[name] = BLOCKS.has(name) ? block(value) : value;
  }
  return result;
}

/** A block: Terraform writes one that may be given once as a list of one. */
function block(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? own(value, "0") : value;
}

/** Repairs name the properties of the twin, which are not those of the resource. */
function withoutRepairs(
  reading: Reading | TemplateReading | undefined,
  isOfModule: boolean,
): Reading | TemplateReading | undefined {
  if (!reading || "template" in reading) return reading;
  const { deployments, accounts, groups } = reading;
  return {
    ...(deployments ? { deployments: deployments.map((d) => ownDeployment(d, isOfModule)) } : {}),
    ...(accounts ? { accounts: accounts.map(({ movable: _, ...account }): AccountInputs => account) } : {}),
    ...(groups ? { groups } : {}),
  };
}

function ownDeployment({ places: _, ...deployment }: DeploymentInputs, isOfModule: boolean): DeploymentInputs {
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return {
    ...deployment,
    accountProperties: deployment.accountProperties.flatMap((name) => [...new Set([name, snake(name)])]),
    ...(isOfModule ? { isInModule: true } : {}),
  };
}

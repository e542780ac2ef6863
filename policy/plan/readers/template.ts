/**
 * ARM templates that a program deploys as one resource: azure-native's `resources:Deployment`, its scopes and deployment
 * stacks, and the template deployments of the classic provider.
 */
import { parsed } from "../arm/body";
import { givenIn } from "../arm/given";
import { isTooLong, TOO_LONG, tooLarge } from "../arm/limits";
import type { TemplateOwner } from "../arm/resources";
import { pick } from "../arm/tree";
import { unreadDeployment, unreadTemplate } from "../arm/unread";
import type { Reading } from "../deployment";
import type { PlanResource } from "../resource";
import { own, read, whyUnknown } from "../values";
import type { Reader, TemplateReading } from "./reader";

const DEPLOYMENT =
  /^azure-native(?:_[\w-]+)?:resources(?:\/\w+)?:Deployment(?:At(?:Subscription|ManagementGroup|Tenant)?Scope)?$/;
const STACK =
  /^azure-native(?:_[\w-]+)?:resources(?:\/\w+)?:DeploymentStackAt(?:ResourceGroup|Subscription|ManagementGroup)$/;
const CLASSIC = {
  group: "azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment",
  subscription: "azure:core/subscriptionTemplateDeployment:SubscriptionTemplateDeployment",
  managementGroup: "azure:management/groupTemplateDeployment:GroupTemplateDeployment",
  tenant: "azure:core/tenantTemplateDeployment:TenantTemplateDeployment",
} as const;
const CLASSIC_TYPES: ReadonlySet<string> = new Set(Object.values(CLASSIC));

/** Resources of azure-native and of the classic provider that deploy a template. */
export const templateDeployment: Reader = {
  types: new RegExp([DEPLOYMENT.source, STACK.source, ...[...CLASSIC_TYPES].map((type) => `^${type}$`)].join("|")),
  read: readTemplateDeployment,
  terraformTypes: {
    azurerm_resource_group_template_deployment: CLASSIC.group,
    azurerm_subscription_template_deployment: CLASSIC.subscription,
    azurerm_management_group_template_deployment: CLASSIC.managementGroup,
    azurerm_tenant_template_deployment: CLASSIC.tenant,
  },
};

function readTemplateDeployment(r: PlanResource): Reading | TemplateReading | undefined {
  if (DEPLOYMENT.test(r.type)) {
    const properties = own(r.inputs, "properties");
    // If the properties are unknown as a whole, so is the template.
    const from = whyUnknown(properties) === undefined ? properties : { template: properties };
    return inline(r, from, ["properties"]);
  }
  if (STACK.test(r.type)) return inline(r, r.inputs, ["template", "parameters"]);
  if (!CLASSIC_TYPES.has(r.type)) return undefined;
  const template = own(r.inputs, "templateContent");
  const link = own(r.inputs, "templateSpecVersionId");
  const from = {
    template,
    parameters: own(r.inputs, "parametersContent"),
    ...(link === undefined ? {} : { templateLink: link }),
  };
  return inline(r, from, ["templateContent", "parametersContent"]);
}

/** `template` and `parameters`, each an object or the text of one, or links to them. */
function inline(r: PlanResource, from: unknown, properties: readonly string[]): Reading | TemplateReading {
  return readInlineTemplate(r, from, {
    resourceGroupName: read(r.inputs, ["resourceGroupName"]),
    location: own(r.inputs, "location"),
    properties,
  });
}

/** Reads a template in a property tree, with the parameters beside it. */
export function readInlineTemplate(
  { urn, name }: PlanResource,
  from: unknown,
  owner: Pick<TemplateOwner, "resourceGroupName" | "location" | "properties">,
): Reading | TemplateReading {
  const raw = pick(from, "template");
  if (typeof raw === "string" && isTooLong(raw)) {
    const unread = { value: "the template", why: tooLarge(TOO_LONG), fix: "Split the template." };
    return { deployments: [unreadDeployment({ urn, name }, unread)] };
  }
  const template = parsed(raw);
  if (template === undefined || whyUnknown(template) !== undefined) {
    const linked = pick(from, "templateLink") !== undefined;
    return { deployments: [unreadDeployment({ urn, name }, unreadTemplate(template, linked))] };
  }
  const given = givenIn(parsed(pick(from, "parameters")), pick(from, "parametersLink"));
  return { template: { template, given, owner: { urn, name, ...owner } } };
}

/** Resources of the classic azure provider: `azure:cognitive/deployment:Deployment` and its accounts. */
import type { AccountInputs, DeploymentInputs, Reading, ResourceGroupInputs } from "../deployment";
import type { PlanResource } from "../resource";
import { ABSENT, has, read, type Value } from "../values";
import { accountNamed, groupNamed, inputOrOutput } from "./read-only";
import type { Reader } from "./reader";

const DEPLOYMENT = "azure:cognitive/deployment:Deployment";
const ACCOUNT = "azure:cognitive/account:Account";
const AI_SERVICES = "azure:cognitive/aIServices:AIServices";
const GROUP = "azure:core/resourceGroup:ResourceGroup";
const ACCOUNTS: ReadonlySet<string> = new Set([ACCOUNT, AI_SERVICES, "azure:cognitive/aiServices:AiServices"]);

/** Deployments, accounts and resource groups of the classic azure provider. */
export const classic: Reader = {
  types: new RegExp(`^(?:${[DEPLOYMENT, ...ACCOUNTS, GROUP].join("|")})$`),
  read: readClassic,
  terraformTypes: {
    azurerm_cognitive_deployment: DEPLOYMENT,
    azurerm_cognitive_account: ACCOUNT,
    azurerm_ai_services: AI_SERVICES,
    azurerm_resource_group: GROUP,
  },
};

function readClassic(r: PlanResource): Reading | undefined {
  if (r.type === DEPLOYMENT) return { deployments: [readDeployment(r)] };
  if (ACCOUNTS.has(r.type)) return { accounts: [readAccount(r)] };
  return r.type === GROUP ? { groups: [readResourceGroup(r)] } : undefined;
}

/** A classic deployment; `scale` is what `sku` was called before. */
function readDeployment(r: PlanResource): DeploymentInputs {
  const inputs = r.inputs;
  const place = has(inputs, "sku") ? ["sku", "name"] : ["scale", "type"];
  return {
    urn: r.urn,
    name: r.name,
    format: read(inputs, ["model", "format"]),
    model: read(inputs, ["model", "name"]),
    version: read(inputs, ["model", "version"], true),
    sku: read(inputs, place),
    capacity: read(inputs, [has(inputs, "sku") ? "sku" : "scale", "capacity"], true),
    upgrade: read(inputs, ["versionUpgradeOption"]),
    places: {
      format: ["model", "format"],
      model: ["model", "name"],
      version: ["model", "version"],
      sku: place,
    },
    // A classic deployment takes no tags.
    tag: () => ABSENT,
    accountName: ABSENT,
    resourceGroupName: ABSENT,
    accountId: read(inputs, ["cognitiveAccountId"]),
    source: ABSENT,
    purpose: ABSENT,
    training: ABSENT,
    accountProperties: ["cognitiveAccountId"],
    // The Terraform provider locks the account while a request about it runs.
    takesTurns: true,
  };
}

/** A classic account. The kind of an AIServices resource is fixed. */
function readAccount(r: PlanResource): AccountInputs {
  const account = accountNamed(r, inputOrOutput(r, ["name"]), inputOrOutput(r, ["resourceGroupName"]));
  const { movable } = account;
  const kind: Value = { state: "known", value: "AIServices" };
  return movable && r.type !== ACCOUNT ? { ...account, movable: { ...movable, kind } } : account;
}

/** A classic resource group. */
function readResourceGroup(r: PlanResource): ResourceGroupInputs {
  return groupNamed(r, inputOrOutput(r, ["name"]));
}

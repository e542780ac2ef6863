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

/** Terraform's names of the resources that are read, each with the type token of its twin and the twin's reader. */
const TWINS: ReadonlyMap<string, readonly [type: string, reader: Reader]> = new Map(
  [classic, templateDeployment, azapi].flatMap((reader) =>
    Object.entries(reader.terraformTypes ?? {}).map(([name, type]) => [name, [type, reader]] as const),
  ),
);

/** Names of the resources in Pulumi's package of the azurerm provider, each with Terraform's name. */
const IN_PACKAGE: ReadonlyMap<string, string> = new Map(
  [...TWINS.keys()].flatMap((name) =>
    name.startsWith("azurerm_") ? [[camelCase(name.slice("azurerm_".length)), name] as const] : [],
  ),
);

function camelCase(snake: string): string {
  return snake.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function snakeCase(camel: string): string {
  return camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The properties that the twins read. */
const PROPERTIES = [
  ...["name", "location", "kind", "tags", "resourceGroupName", "cognitiveAccountId", "versionUpgradeOption"],
  ...["model", "sku", "scale", "templateContent", "parametersContent", "templateSpecVersionId"],
  ...["type", "parentId", "resourceId", "method", "action", "body", "sensitiveBody", "locks", "retry"],
];
const BLOCKS: ReadonlySet<string> = new Set(["model", "sku", "scale"]);

const TYPES = new RegExp(
  `^[\\w-]+:(?:tf:(?<inModule>${[...TWINS.keys()].join("|")})|index/(?<inPackage>${[...IN_PACKAGE.keys()].join("|")}):\\w+)$`,
);

/** Terraform's own providers and modules. */
export const terraform: Reader = {
  types: TYPES,
  read: (r) => {
    const { inModule, inPackage = "" } = TYPES.exec(r.type)?.groups ?? {};
    const [type, reader] = TWINS.get(inModule ?? IN_PACKAGE.get(inPackage) ?? "") ?? [];
    if (type === undefined || reader === undefined) return undefined;
    const twin = { ...r, type, inputs: twinInputs(r.inputs), outputs: twinInputs(r.outputs) };
    return withoutRepairs(reader.read(twin), inModule !== undefined);
  },
};

/** The Terraform module that a type belongs to; undefined if its resources stand in no module. */
export function moduleOf(type: string): string | undefined {
  const at = type.indexOf(":tf:");
  return at === -1 ? undefined : type.slice(0, at);
}

/** The inputs under the names of the twin, with blocks that are objects. */
function twinInputs(inputs: unknown): unknown {
  if (inputs === null || typeof inputs !== "object" || whyUnknown(inputs) !== undefined) return inputs;
  const result: Record<string, unknown> = Object.create(null);
  for (const name of PROPERTIES) {
    const value = own(inputs, name) ?? own(inputs, snakeCase(name));
    if (value !== undefined) result[name] = BLOCKS.has(name) ? block(value) : value;
  }
  return result;
}

/** A block: Terraform writes one that may be given once as a list of one. */
function block(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? own(value, "0") : value;
}

/** Removes the paths for repairs: they name properties of the twin, not of the resource. */
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
  return {
    ...deployment,
    accountProperties: deployment.accountProperties.flatMap((name) => [...new Set([name, snakeCase(name)])]),
    ...(isOfModule ? { isInModule: true } : {}),
  };
}

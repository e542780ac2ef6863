/** Small plans for tests: resources like in a preview. */
import type { PlanResource } from "../../policy/plan/resource";

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const urn = (type: string, name: string) => `urn:pulumi:dev::app::${type}::${name}`;

const DEPLOYMENT = "azure-native:cognitiveservices:Deployment";
const ACCOUNT = "azure-native:cognitiveservices:Account";

/** The parts of a case; everything else is as in most programs. */
export interface Case {
  region?: unknown;
  model?: unknown;
  version?: unknown;
  sku?: unknown;
  tags?: unknown;
  accountTags?: unknown;
  upgrade?: unknown;
  source?: unknown;
  /** Replaces all inputs of the deployment. */
  inputs?: unknown;
}

export function account(region: unknown, tags?: unknown, name = "openai"): PlanResource {
  return {
    urn: urn(ACCOUNT, name),
    type: ACCOUNT,
    name,
    inputs: { accountName: name, resourceGroupName: "rg", kind: "OpenAI", location: region, ...(tags ? { tags } : {}) },
  };
}

export function deployment(c: Case, name = "chat"): PlanResource {
  const model = {
    format: "OpenAI",
    name: c.model,
    ...("version" in c ? { version: c.version } : {}),
    ...("source" in c ? { source: c.source } : {}),
  };
  return {
    urn: urn(DEPLOYMENT, name),
    type: DEPLOYMENT,
    name,
    inputs: c.inputs ?? {
      accountName: "openai",
      resourceGroupName: "rg",
      properties: { model, versionUpgradeOption: "upgrade" in c ? c.upgrade : "NoAutoUpgrade" },
      ...("sku" in c ? { sku: { name: c.sku, capacity: 1 } } : {}),
      ...("tags" in c ? { tags: c.tags } : {}),
    },
  };
}

/** An account with one deployment. */
export function plan(c: Case): PlanResource[] {
  return [account("region" in c ? c.region : "eastus2", c.accountTags), deployment(c)];
}

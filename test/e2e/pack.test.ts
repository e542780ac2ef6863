/** The compiled pack in a real Pulumi engine: what a developer at `pulumi preview` sees. */
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { Account, Deployment, Provider, ResourceGroup } from "./support/resources";
import { describeWithPulumi, preview, type RunResult, Workspace } from "./support/workspace";

const PACK = join(__dirname, "..", "..");
const packs = [PACK];

interface Model {
  name: pulumi.Input<string>;
  version?: pulumi.Input<string>;
  sku?: string;
}

const deployment = (name: string, account: pulumi.Input<string>, group: pulumi.Input<string>, model: Model) =>
  new Deployment(name, {
    accountName: account,
    resourceGroupName: group,
    properties: {
      model: { format: "OpenAI", name: model.name, version: model.version },
      versionUpgradeOption: "NoAutoUpgrade",
    },
    ...(model.sku ? { sku: { name: model.sku, capacity: 1 } } : {}),
  });

/** A resource group, an account and one deployment, all new, as most programs have them. */
const stack = (region: string | undefined, model: Model, tags?: Record<string, string>) => async () => {
  const group = new ResourceGroup("rg", { location: region });
  const account = new Account("openai", {
    resourceGroupName: group.name,
    location: region,
    kind: "OpenAI",
    sku: { name: "S0" },
    tags,
  });
  deployment("chat", account.name, group.name, model);
};

const NANO: Model = { name: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard" };
const summary = (r: RunResult) => r.violations.map((v) => `${v.policy} ${v.level} ${v.urn.split("::").at(-1)}`);

describeWithPulumi("pulumi preview", () => {
  it("blocks, names the cell and the regions where it would pass", async () => {
    const result = await preview(stack("eastus", NANO), { packs });
    expect(summary(result)).toEqual(["model-availability mandatory chat"]);
    console.log(result.violations, result.stdout, result.stderr, result.diagnostics);
    expect(result.ok).toBe(false);
  });
});

/** Repairs in a real Pulumi engine: inputs before and after, and what is left alone. */
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { Account, Deployment, ResourceGroup } from "./support/resources";
import { describeWithPulumi, Workspace } from "./support/workspace";

const packs = [join(__dirname, "..", "..")];

const program = async () => {
  const group = new ResourceGroup("rg", { location: "eastus2" });
  const account = new Account("openai", { resourceGroupName: group.name, location: "eastus2", kind: "OpenAI" });
  new Deployment("chat", {
    accountName: account.name,
    resourceGroupName: group.name,
    tags: { unknown: account.id, secret: pulumi.secret("hush") },
    properties: {
      model: { format: "openai", name: "GPT-4.1" },
      versionUpgradeOption: "NoAutoUpgrade",
      sku: { name: "globalstandard", capacity: pulumi.secret(3) },
    },
  });
};

const ALL = {
  "known-model": "remediate",
  "unverified-deployment": "remediate",
  "pinned-version": "remediate",
  "model-availability": "remediate",
};

describeWithPulumi("probe", () => {
  it("shows", async () => {
    const w = await Workspace.create();
    const result = await w.preview(program, { packs, packConfigs: [ALL] });
    console.log(result.stdout, result.stderr);
    console.log(JSON.stringify(result.remediations, null, 1));
    console.log(JSON.stringify(result.violations, null, 1));
    const json = JSON.parse(await w.previewJson(program, { packs, packConfigs: [ALL] }));
    console.log(JSON.stringify(json.steps.at(-1), null, 1));
    const up = await w.up(program, { packs, packConfigs: [ALL] });
    console.log(up.stdout, up.stderr, JSON.stringify(w.azure().at(-1), null, 1));
    const again = await w.preview(program, { packs, packConfigs: [ALL] });
    console.log(again.stdout, JSON.stringify(again.steps));
    console.log(await w.stateFile());
    expect(result.ok).toBe(true);
  });
});

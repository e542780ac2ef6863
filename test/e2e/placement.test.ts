/** The organisation's own limits in a real Pulumi engine: each fires in a preview, and is silent once the program keeps it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { PACK } from "./support/packs";
import { Account, Deployment, ResourceGroup } from "./support/resources";
import { describeWithPulumi, type RunResult, temporaryDirectory, Workspace } from "./support/workspace";

const packs = [PACK];

interface Chat {
  readonly model: { readonly name: string; readonly version: string };
  readonly sku: string;
  readonly capacity?: pulumi.Input<number>;
}

/** A production account in a region, and deployments by name. */
const program = (region: string, deployments: Readonly<Record<string, Chat>>) => async () => {
  const group = new ResourceGroup("rg", { location: region });
  const account = new Account("openai", {
    resourceGroupName: group.name,
    location: region,
    kind: "OpenAI",
    tags: { environment: "production" },
  });
  let dependsOn: pulumi.Resource[] = [];
  for (const [name, { model, sku, capacity }] of Object.entries(deployments)) {
    const inputs = {
      accountName: account.name,
      resourceGroupName: group.name,
      properties: { model: { format: "OpenAI", ...model }, versionUpgradeOption: "NoAutoUpgrade" },
      sku: { name: sku, ...(capacity === undefined ? {} : { capacity }) },
    };
    dependsOn = [new Deployment(name, inputs, { dependsOn })];
  }
};

const GPT41 = { name: "gpt-4.1", version: "2025-04-14" };
const GPT4O = { name: "gpt-4o", version: "2024-11-20" };

const LIMITS = `placement:
  limits:
    - { name: of regions, for: { tags: { environment: prod* } }, regions: { allowed: [swedencentral, France Central] } }
    - { name: of geographies, geographies: { denied: [United States] } }
    - { name: of data zones, dataZones: { allowed: [EU] } }
    - { name: of SKUs, skus: { denied: [Global*] } }
    - { name: of models, models: { allowed: [gpt-4o 2024-*] } }
    - { name: of processing, owner: platform@example.com, processing: [EU] }
    - { name: of capacity, capacity: { deployment: 50, total: 90 } }
    - { name: of other stacks, for: { stacks: ["*/prod"] }, capacity: { deployment: 0 } }
    - { name: of other tags, notFor: { tags: { environment: production } }, capacity: { deployment: 0 } }
`;

/** A preview with the settings file that the environment names. */
async function preview(text: string, run: () => Promise<void>): Promise<RunResult> {
  const file = join(temporaryDirectory("limits-"), "azure-openai-guard.yaml");
  writeFileSync(file, text);
  const workspace = await Workspace.create({ env: { AZURE_OPENAI_GUARD_CONFIG: file } });
  return workspace.preview(run, { packs });
}

/** Which deployment, or the stack, breaks which limit. */
const broken = (r: RunResult) =>
  r.violations
    .map((v) => {
      const limit = /breaks the limit "(.*?)"/.exec(v.message)?.[1];
      const total = v.message.includes("in total") ? " (total)" : "";
      return `${v.policy} ${v.level}: ${limit}${total}`;
    })
    .sort();

describeWithPulumi("limits", () => {
  it("fire one by one, with ways out", async () => {
    const chat = { model: GPT41, sku: "GlobalStandard" };
    const run = program("eastus2", { chat: { ...chat, capacity: 60 }, titles: { ...chat, capacity: 40 } });
    const result = await preview(LIMITS, run);
    expect(result.ok).toBe(false);
    const each = ["data zones", "geographies", "models", "processing", "regions", "SKUs"];
    expect(broken(result)).toEqual(
      [...each, ...each, "capacity", "capacity (total)"].map((limit) => `placement mandatory: of ${limit}`).sort(),
    );
    const said = result.violations.map((v) => v.message).join("\n");
    expect(said).toMatch(
      /gpt-4\.1 2025-04-14 as GlobalStandard in eastus2 breaks the limit "of processing" of platform@example\.com: GlobalStandard processes data in any geography; allowed: EU\./,
    );
    expect(said).toMatch(
      /capacity 100 in total over stack e2e\/test, 10 more than 90\.\n\s*It adds up from: chat 60, titles 40\./,
    );
  });

  it("are silent if the program keeps them", async () => {
    const chat = { model: GPT4O, sku: "Standard" };
    const run = program("swedencentral", { chat: { ...chat, capacity: 50 }, titles: { ...chat, capacity: 40 } });
    const result = await preview(LIMITS, run);
    expect(broken(result)).toEqual([]);
    expect(result.ok).toBe(true);
  });

  it("come from Pulumi's configuration too, and unknown values are reported", async () => {
    const workspace = await Workspace.create();
    const limits = [{ name: "quota", capacity: { deployment: 50 }, regions: { allowed: ["swedencentral"] } }];
    const chat = { model: GPT4O, sku: "Standard" };
    const run = async () => {
      const other = new ResourceGroup("other", { location: "swedencentral" });
      const unknown = other.id.apply((id) => id.length);
      await program("swedencentral", { chat: { ...chat, capacity: 51 }, titles: { ...chat, capacity: unknown } })();
    };
    const result = await workspace.preview(run, { packs, packConfigs: [{ placement: { limits } }] });
    expect(result.violations.map((v) => `${v.policy} ${v.level}`).sort()).toEqual([
      "placement mandatory",
      "unverified-deployment advisory",
    ]);
    const said = result.violations.map((v) => v.message).join("\n");
    expect(said).toContain("capacity 51 is more than 50.");
    expect(said).toMatch(
      /capacity is not known before the update\.[^\n]*\n\s*It is not known whether it keeps to the limit "quota"\./,
    );
    expect(result.ok).toBe(false);
  });
});

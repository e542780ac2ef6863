/** `pulumi preview` with this pack, as one file and as a folder, against a folder whose only policy does nothing. */
import { appendFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { Account, Deployment, ResourceGroup, StorageAccount } from "../test/e2e/support/resources";
import { createPack, describeWithPulumi, Workspace } from "../test/e2e/support/workspace";
import { compared, rounds } from "./measure.mjs";

const PACKS = {
  "one file": resolve(__dirname, "../dist/bin/azure-openai-guard-pack"),
  folder: resolve(__dirname, ".."),
};
const EMPTY = `
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("empty", {
  policies: [{
    name: "nothing",
    description: "Does nothing.",
    enforcementLevel: "mandatory",
    validateResource: () => {},
    validateStack: () => {},
  }],
});
`;

/** A group, an account, good deployments (ten at most), and storage accounts up to the number of resources. */
const programOf = (resources: number) => async () => {
  const group = new ResourceGroup("rg", { location: "eastus2" });
  if (resources === 1) return;
  const account = new Account("openai", {
    resourceGroupName: group.name,
    location: "eastus2",
    kind: "OpenAI",
    sku: { name: "S0" },
  });
  let previous: Deployment | undefined;
  for (let i = 2; i < resources; i++) {
    if (i < 12) {
      previous = new Deployment(
        `chat${i}`,
        {
          accountName: account.name,
          resourceGroupName: group.name,
          properties: {
            model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" },
            versionUpgradeOption: "NoAutoUpgrade",
          },
          sku: { name: "GlobalStandard", capacity: 1 },
        },
        previous ? { dependsOn: [previous] } : {},
      );
    } else {
      new StorageAccount(`store${i}`, {
        resourceGroupName: group.name,
        location: "eastus2",
        kind: "StorageV2",
        sku: { name: "Standard_LRS" },
        tags: { purpose: "bench", number: String(i) },
      });
    }
  }
};

describeWithPulumi("preview", () => {
  it.each([
    { resources: 1, count: 9, warmUps: 1, seconds: 120 },
    { resources: 500, count: 5, warmUps: 1, seconds: 180 },
    // A minute each; the earlier previews are the warm-up.
    { resources: 5000, count: 3, warmUps: 0, seconds: 360 },
  ])("$resources resources", async ({ resources, count, warmUps, seconds }) => {
    const workspace = await Workspace.create();
    const program = programOf(resources);
    const previewWith = (path: string) => async () => {
      const { ok, stderr, violations } = await workspace.preview(program, { packs: [path] });
      expect({ ok, stderr, violations }).toMatchObject({ ok: true, violations: [] });
    };
    const actions = Object.entries({ ...PACKS, empty: createPack("empty", EMPTY) });
    const times = await rounds(count, Object.fromEntries(actions.map(([name, path]) => [name, previewWith(path)])), {
      warmUps,
      seconds,
    });
    for (const name of Object.keys(PACKS)) {
      const result = { resources, name, ...compared(times[name] ?? [], times.empty ?? []) };
      appendFileSync(process.env.AOG_BENCH_RESULTS ?? "", `${JSON.stringify(result)}\n`);
    }
  });
});

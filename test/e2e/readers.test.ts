/** Deployments in ARM templates and azapi resources, in a real Pulumi engine and on every surface. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { cli } from "../cli/support";
import { PACK } from "./support/packs";
import { Account, Custom, Deployment, ResourceGroup } from "./support/resources";
import { analyze, describeWithPulumi, preview, type RunResult, Workspace } from "./support/workspace";

const ROOT = join(__dirname, "..", "..");
const packs = [PACK];
const summary = (r: RunResult) => r.violations.map((v) => `${v.policy} ${v.level} ${v.urn.split("::").at(-1)}`);
/** A violation's message without the policy's description, which Pulumi puts before it. */
const words = (r: RunResult) => r.violations.map((v) => v.message.split("\n").slice(1).join("\n"));

/** As Bicep compiles it: a name that only Azure can make, and a loop over a list of models. */
const template = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: {
    location: { type: "string", defaultValue: "[resourceGroup().location]" },
    models: { type: "array" },
    note: { type: "string", defaultValue: "" },
  },
  variables: { account: "[format('ai-{0}', uniqueString(resourceGroup().id))]" },
  resources: [
    {
      type: "Microsoft.CognitiveServices/accounts",
      apiVersion: "2024-10-01",
      name: "[variables('account')]",
      location: "[parameters('location')]",
      kind: "OpenAI",
      sku: { name: "S0" },
      properties: { customSubDomainName: "[variables('account')]", userOwnedStorage: "[parameters('note')]" },
    },
    {
      copy: { name: "deployments", count: "[length(parameters('models'))]", mode: "serial", batchSize: 1 },
      type: "Microsoft.CognitiveServices/accounts/deployments",
      apiVersion: "2024-10-01",
      name: "[format('{0}/{1}', variables('account'), parameters('models')[copyIndex()].name)]",
      sku: { name: "GlobalStandard", capacity: 1 },
      properties: {
        model: "[parameters('models')[copyIndex()].model]",
        versionUpgradeOption: "NoAutoUpgrade",
      },
      dependsOn: ["[resourceId('Microsoft.CognitiveServices/accounts', variables('account'))]"],
    },
  ],
};
const model = (name: pulumi.Input<string>) => ({ format: "OpenAI", name, version: "2025-04-14" });

/** A template with two deployments, one of which is offered only in eastus2; and more, with unknown values. */
const templateProgram = (region: string, more?: (group: ResourceGroup) => object) => async () => {
  const group = new ResourceGroup("rg", { location: region });
  const models = [
    { name: "chat", model: model("gpt-4.1") },
    { name: "titles", model: model("gpt-4.1-nano") },
  ];
  new Custom("azure-native:resources:Deployment", "openai-template", {
    resourceGroupName: group.name,
    properties: { mode: "Incremental", template, parameters: { models: { value: models }, ...more?.(group) } },
  });
};

const azapiProgram = (region: string) => async () => {
  const group = new ResourceGroup("rg", { location: region });
  const account = new Custom("azapi:index/resource:Resource", "account", {
    type: "Microsoft.CognitiveServices/accounts@2024-10-01",
    name: "openai",
    parentId: group.id,
    location: group.location,
    body: { kind: "OpenAI", sku: { name: "S0" } },
  });
  new Custom("azapi:index/resource:Resource", "chat", {
    type: "Microsoft.CognitiveServices/accounts/deployments@2024-10-01",
    name: "chat",
    parentId: account.id,
    body: {
      sku: { name: "GlobalStandard", capacity: 1 },
      properties: { model: model("gpt-4.1-nano"), versionUpgradeOption: "NoAutoUpgrade" },
    },
  });
};

/** `check` over a text that the real CLI wrote. */
async function check(text: string): Promise<{ rule: string; urn: string; message: string }[]> {
  const { stdout } = await cli(["check", "--format", "json", "-"], text);
  return (
    JSON.parse(stdout) as { files: { findings: { rule: string; urn: string; message: string }[] }[] }
  ).files.flatMap((f) => f.findings);
}

describeWithPulumi("an inline ARM template", () => {
  it("blocks its one bad deployment by name, and passes once repaired", async () => {
    const result = await preview(templateProgram("eastus"), { packs });
    expect(summary(result)).toEqual(["model-availability mandatory openai-template"]);
    expect(words(result)[0]).toMatch(
      /^gpt-4\.1-nano 2025-04-14 cannot be deployed as GlobalStandard in eastus: .*\nIn the template: deployment titles\.\n/,
    );
    expect((await preview(templateProgram("eastus2"), { packs })).violations).toEqual([]);
  });

  it("is still read if some of it is not known before the update", async () => {
    const unknown = (group: ResourceGroup) => ({ note: { value: group.id } });
    const blocked = await preview(templateProgram("eastus", unknown), { packs });
    expect(summary(blocked)).toEqual(["model-availability mandatory openai-template"]);
    const models = (group: ResourceGroup) => ({
      models: { value: [{ name: "chat", model: model(group.id.apply(() => "gpt-4.1")) }] },
    });
    const open = await preview(templateProgram("eastus", models), { packs });
    expect(summary(open)).toEqual(["unverified-deployment advisory openai-template"]);
    expect(words(open)[0]).toContain("model is not known before the update");
  });

  it("stops an update before it is deployed", async () => {
    const workspace = await Workspace.create();
    const result = await workspace.up(templateProgram("eastus"), { packs });
    expect(result.ok).toBe(false);
    expect(workspace.azure().map((o) => o.type)).not.toContain("azure-native:resources:Deployment");
  });

  it("finds the account of a deployment in the program, and the reverse", async () => {
    const program = (region: string) => async () => {
      const group = new ResourceGroup("rg", { location: region });
      const account = new Account("openai", { resourceGroupName: group.name, location: region, kind: "OpenAI" });
      const resources = [
        { type: "Microsoft.CognitiveServices/accounts", name: "templated", location: region, kind: "OpenAI" },
        {
          type: "Microsoft.CognitiveServices/accounts/deployments",
          name: "[concat(parameters('account'), '/titles')]",
          sku: { name: "GlobalStandard", capacity: 1 },
          properties: { model: model("gpt-4.1-nano"), versionUpgradeOption: "NoAutoUpgrade" },
        },
      ];
      new Custom("azure-native:resources:Deployment", "openai-template", {
        resourceGroupName: group.name,
        properties: {
          mode: "Incremental",
          template: { parameters: { account: { type: "string" } }, resources },
          parameters: { account: { value: account.name } },
        },
      });
      new Deployment("chat", {
        accountName: "templated",
        resourceGroupName: group.name,
        properties: { model: model("gpt-4.1-nano"), versionUpgradeOption: "NoAutoUpgrade" },
        sku: { name: "GlobalStandard", capacity: 1 },
      });
    };
    expect(summary(await preview(program("eastus"), { packs }))).toEqual([
      "model-availability mandatory chat",
      "model-availability mandatory openai-template",
    ]);
    expect((await preview(program("eastus2"), { packs })).violations).toEqual([]);
  });
});

describeWithPulumi("an azapi deployment", () => {
  it("is blocked, and passes once repaired", async () => {
    const result = await preview(azapiProgram("eastus"), { packs });
    expect(summary(result)).toEqual(["model-availability mandatory chat"]);
    expect((await preview(azapiProgram("eastus2"), { packs })).violations).toEqual([]);
  });
});

describeWithPulumi("template and azapi", () => {
  it.each([
    ["a template", templateProgram("eastus")],
    ["azapi", azapiProgram("eastus")],
  ])(
    "%s has the same result in preview, check of plan, plan file and state, and policy analyze",
    async (_, program) => {
      const workspace = await Workspace.create();
      const result = await workspace.preview(program, { packs });
      const expected = [["model-availability", result.violations[0]?.urn, words(result)[0]]];
      const files = [await workspace.previewJson(program), await workspace.planFile(program)];
      await workspace.up(program);
      const state = await workspace.stateFile();
      for (const text of [...files, state]) {
        expect((await check(text)).map((f) => [f.rule, f.urn, f.message])).toEqual(expected);
      }
      const file = join(workspace.directory, "state.json");
      writeFileSync(file, state);
      const analyzed = await analyze(file, ROOT);
      expect(analyzed.violations.map((v, i) => [v.policy, v.urn, words(analyzed)[i]])).toEqual(expected);
    },
  );
});

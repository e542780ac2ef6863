/**
 * The fake azure-native provider shows policies the same as the real one. The other end-to-end tests
 * depend on this: a fake that shows more than the real provider would hide the cases that break packs.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { expect, it } from "vitest";
import { UNKNOWN } from "./support/azure-shapes";
import { createProbe, type Probe, type Seen } from "./support/probe-pack";
import { Account, type Args, Custom, Deployment, Provider, ResourceGroup, StorageAccount } from "./support/resources";
import {
  analyze,
  createPack,
  describeWithPulumi,
  type RunOptions,
  Workspace,
  type WorkspaceOptions,
} from "./support/workspace";

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shared";
const existing = `${group}/providers/Microsoft.CognitiveServices/accounts/existing`;
const model = { format: "OpenAI", name: "gpt-4o", version: "2024-08-06" };

const urn = (type: string, name: string) => `urn:pulumi:test::e2e::azure-native:${type}::${name}`;
const deployment = (name: string, args: Args) =>
  new Deployment(name, { resourceGroupName: "shared", properties: { model }, ...args });

/** A new group with a new account and a new deployment. */
const threeNew: PulumiFn = async () => {
  const rg = new ResourceGroup("rg", { location: "westus" });
  const account = new Account("openai", { resourceGroupName: rg.name, kind: "OpenAI", location: rg.location });
  deployment("gpt", {
    resourceGroupName: rg.name,
    accountName: account.name,
    properties: { model: { format: "OpenAI", name: "gpt-4o" } },
    sku: { name: "Standard" },
  });
};

/** A pack with one mandatory policy, which no deployment passes. */
const noDeployments = () =>
  createPack(
    "no-deployments",
    `const { PolicyPack } = require("@pulumi/policy");
    new PolicyPack("no-deployments", { policies: [{
      name: "no-deployments", description: "No deployments.", enforcementLevel: "mandatory",
      validateResource: ({ type }, report) => { if (type.endsWith(":Deployment")) report("Not this one."); },
    }] });`,
  );
const notThisOne = {
  policy: "no-deployments",
  level: "mandatory",
  urn: urn("cognitiveservices:Deployment", "gpt"),
  message: "No deployments.\nNot this one.",
};

const named = (resources: readonly Seen[] | undefined, name: string): Seen => {
  const found = resources?.find((resource) => resource.name === name);
  if (found === undefined) {
    throw new Error(`${name} was not among ${resources?.map((resource) => resource.name).join(", ") ?? "nothing"}`);
  }
  return found;
};
const input = (probe: Probe, name: string) => named(probe.resources(), name);
const inStack = (probe: Probe, name: string) => named(probe.stacks()[0], name);

async function previewed(program: PulumiFn, options: RunOptions & WorkspaceOptions = {}): Promise<Probe> {
  const probe = createProbe();
  const workspace = await Workspace.create(options);
  const result = await workspace.preview(program, { ...options, packs: [probe.directory] });
  expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(workspace.azure()).toEqual([]);
  return probe;
}

describeWithPulumi.concurrent("a new deployment at preview", () => {
  it("shows its inputs to validateResource, with the default name and without unset values", async () => {
    const { props } = input(await previewed(threeNew), "gpt");
    expect(props).toEqual({
      accountName: UNKNOWN,
      azureApiVersion: "2025-06-01",
      deploymentName: "gpt",
      properties: { model: { format: "OpenAI", name: "gpt-4o" } },
      resourceGroupName: UNKNOWN,
      sku: { name: "Standard" },
    });
  });

  it("shows the shape of the response to validateStack: without names in its path, with unset values unknown", async () => {
    const { props } = inStack(await previewed(threeNew), "gpt");
    expect(Object.keys(props).sort()).toEqual(
      ["azureApiVersion", "etag", "id", "name", "properties", "sku", "systemData", "tags", "type"].sort(),
    );
    expect(props).toMatchObject({
      id: UNKNOWN,
      name: UNKNOWN,
      sku: { name: "Standard", capacity: UNKNOWN },
      properties: {
        model: { format: "OpenAI", name: "gpt-4o", version: UNKNOWN },
        versionUpgradeOption: UNKNOWN,
        scaleSettings: UNKNOWN,
      },
    });
  });

  it("drops from validateStack what the response lacks, such as a SKU inside properties", async () => {
    const probe = await previewed(async () => {
      deployment("gpt", { accountName: "existing", properties: { model, sku: { name: "Standard" } } });
    });
    expect(input(probe, "gpt").props.properties).toHaveProperty("sku");
    expect(inStack(probe, "gpt").props.properties).not.toHaveProperty("sku");
    expect(inStack(probe, "gpt").props.sku).toBe(UNKNOWN);
  });

  it("names its account only in the property dependencies", async () => {
    const { propertyDependencies } = inStack(await previewed(threeNew), "gpt");
    expect(propertyDependencies).toMatchObject({ accountName: ["openai"], resourceGroupName: ["rg"] });
  });
});

describeWithPulumi.concurrent("default names", () => {
  it("have a random suffix if they are unique in a group or wider, and none for a child", async () => {
    const probe = await previewed(async () => {
      new ResourceGroup("rg", { location: "westus" });
      new Account("openai", { resourceGroupName: "shared", location: "westus" });
      new StorageAccount("files", { resourceGroupName: "shared", location: "westus", kind: "StorageV2", sku: {} });
      deployment("gpt", { accountName: "existing" });
    });
    expect(input(probe, "rg").props.resourceGroupName).toMatch(/^rg[0-9a-f]{8}$/);
    expect(input(probe, "openai").props.accountName).toMatch(/^openai[0-9a-f]{8}$/);
    expect(input(probe, "files").props.accountName).toMatch(/^files[0-9a-f]{8}$/);
    expect(input(probe, "gpt").props.deploymentName).toBe("gpt");
  });

  it("are marked as generated in the state, where policies do not see it", async () => {
    const probe = createProbe();
    const workspace = await Workspace.create();
    const program = async () => {
      new Account("made-up", { resourceGroupName: "shared", location: "westus" });
      new Account("given", { resourceGroupName: "shared", location: "westus", accountName: "given" });
    };
    await workspace.up(program, { packs: [probe.directory] });
    const mark = "__createBeforeDelete";
    expect(workspace.azure().map(({ inputs }) => [inputs.accountName === "given", inputs[mark]])).toEqual(
      expect.arrayContaining([
        [true, undefined],
        [false, true],
      ]),
    );
    expect(input(probe, "made-up").props).not.toHaveProperty(mark);
  });
});

describeWithPulumi.concurrent("the location of an account that gives none", () => {
  const account = (args: Args) => async () => {
    new Account("openai", { resourceGroupName: "shared", ...args });
  };

  it("comes from the provider's configuration", async () => {
    const probe = await previewed(account({}), { config: { "azure-native:location": "swedencentral" } });
    expect(input(probe, "openai").props.location).toBe("swedencentral");
    expect(inStack(probe, "openai").props.location).toBe("swedencentral");
    expect(input(probe, "openai").provider).toMatchObject({ location: "swedencentral" });
  });

  it("comes from an explicit provider before the default one", async () => {
    const program = async () => {
      const provider = new Provider("north", { location: "northeurope" });
      new Account("openai", { resourceGroupName: "shared" }, { provider });
    };
    const probe = await previewed(program, { config: { "azure-native:location": "swedencentral" } });
    expect(input(probe, "openai").props.location).toBe("northeurope");
  });

  it("comes from its resource group, if that exists in Azure", async () => {
    const probe = await previewed(account({}), { groups: { [group]: { location: "uksouth" } } });
    expect(input(probe, "openai").props.location).toBe("uksouth");
  });

  it("is unknown if the resource group is new", async () => {
    const probe = await previewed(async () => {
      const rg = new ResourceGroup("rg", { location: "westus" });
      new Account("openai", { resourceGroupName: rg.name });
    });
    expect(input(probe, "openai").props.location).toBe(UNKNOWN);
    expect(inStack(probe, "openai").props.location).toBe(UNKNOWN);
  });

  it("is absent if Azure does not know the resource group's name", async () => {
    const probe = await previewed(account({}));
    expect(input(probe, "openai").props).not.toHaveProperty("location");
    expect(inStack(probe, "openai").props.location).toBe(UNKNOWN);
  });
});

describeWithPulumi.concurrent("Check", () => {
  it("has no effect with unknown provider configuration: no defaults, and nothing in validateStack", async () => {
    const probe = await previewed(async () => {
      const suffix = new Custom("random:index/randomString:RandomString", "suffix", { length: 4 }, ["result"]);
      const provider = new Provider("unknown", { location: suffix.output("result") });
      new Account("openai", { resourceGroupName: "shared", kind: "OpenAI" }, { provider });
    });
    expect(input(probe, "openai").props).toEqual({ kind: "OpenAI", resourceGroupName: "shared" });
    expect(inStack(probe, "openai").props).toEqual({});
  });

  const refusals: [string, PulumiFn, string][] = [
    [
      "a resource group without a location",
      async () => {
        new ResourceGroup("rg");
      },
      "missing required property 'location'. Either set it explicitly or configure it with",
    ],
    [
      "a version that is a number",
      async () => {
        deployment("gpt", { accountName: "existing", properties: { model: { ...model, version: 613 } } });
      },
      "'properties.model.version' should be of type 'string' but got a number",
    ],
  ];
  it.each(refusals)("refuses %s", async (_, program, reason) => {
    const { ok, diagnostics } = await (await Workspace.create()).preview(program);
    expect(ok).toBe(false);
    expect(diagnostics.map(({ message }) => message).join("\n")).toContain(reason);
  });
});

describeWithPulumi.concurrent("what policies are not shown", () => {
  it("with --target a new resource outside the target comes with no properties, in both callbacks", async () => {
    const probe = await previewed(threeNew, { target: [urn("resources:ResourceGroup", "rg")] });
    expect(input(probe, "openai").props).toEqual({});
    expect(inStack(probe, "openai").props).toEqual({});
    expect(input(probe, "rg").props.location).toBe("westus");
  });

  it("with --target an existing resource outside the target comes with its old inputs", async () => {
    const account = (location: string) => async () => {
      new ResourceGroup("rg", { location: "westus" });
      new Account("openai", { resourceGroupName: "shared", accountName: "openai", location });
    };
    const probe = createProbe();
    const workspace = await Workspace.create();
    await workspace.up(account("westus"));
    await workspace.preview(account("eastus"), {
      packs: [probe.directory],
      target: [urn("resources:ResourceGroup", "rg")],
    });
    expect(input(probe, "openai").props.location).toBe("westus");
  });

  it("an account that is read with get() is in neither callback, and a dependency on it is an empty list", async () => {
    const program = async () => {
      deployment("gpt", { accountName: Account.get("read", existing).name });
    };
    const probe = await previewed(program, { accounts: { [existing]: { location: "japaneast" } } });
    expect(probe.resources().map(({ name }) => name)).not.toContain("read");
    expect(probe.stacks()[0]?.map(({ name }) => name)).not.toContain("read");
    expect(input(probe, "gpt").props.accountName).toBe("existing");
    expect(inStack(probe, "gpt").propertyDependencies?.accountName).toEqual([]);
  });

  it("an inline ARM template is in validateResource only", async () => {
    const properties = { mode: "Incremental", template: { resources: [] } };
    const probe = await previewed(async () => {
      new Custom("azure-native:resources:Deployment", "arm", { resourceGroupName: "shared", properties });
    });
    expect(input(probe, "arm").props.properties).toEqual(properties);
    expect(inStack(probe, "arm").props.properties).not.toHaveProperty("template");
  });
});

describeWithPulumi.concurrent("the engine", () => {
  const many: PulumiFn = async () => {
    for (const i of Array.from({ length: 40 }, (_, n) => n)) {
      deployment(`d${String(i).padStart(2, "0")}`, { accountName: "existing" });
    }
  };

  it("calls validateResource for one resource after the other", async () => {
    const probe = await previewed(many);
    expect(probe.resources()).toHaveLength(42);
    expect(probe.oneByOne()).toBe(true);
  });

  it("passes resources to validateStack in another order than registration", async () => {
    const probe = await previewed(many);
    const names = probe.stacks()[0]?.map(({ name }) => name) ?? [];
    // The order is random; forty-two resources will not come in order by chance.
    expect(names).toHaveLength(42);
    expect(names).not.toEqual(probe.resources().map(({ name }) => name));
  });
});

describeWithPulumi.concurrent("reading from Azure", () => {
  it("answers getAccount with an account that the test declares", async () => {
    const program = async () => {
      const args = { accountName: "existing", resourceGroupName: "shared" };
      const account = await runtime.invoke("azure-native:cognitiveservices:getAccount", args);
      deployment("gpt", { accountName: account.name, tags: { region: account.location } });
    };
    const probe = await previewed(program, { accounts: { [existing]: { location: "japaneast" } } });
    expect(input(probe, "gpt").props).toMatchObject({ accountName: "existing", tags: { region: "japaneast" } });
  });

  it("fails for an account that nobody declared", async () => {
    const workspace = await Workspace.create();
    const { ok } = await workspace.preview(async () => {
      Account.get("read", existing);
    });
    expect(ok).toBe(false);
  });
});

describeWithPulumi.concurrent("a real update", () => {
  it("makes every output known, and is recorded", async () => {
    const probe = createProbe();
    const workspace = await Workspace.create();
    const { ok } = await workspace.up(threeNew, { packs: [probe.directory] });
    expect(ok).toBe(true);
    const created = workspace.azure();
    expect(created.map(({ operation, type }) => [operation, type])).toEqual([
      ["create", "azure-native:resources:ResourceGroup"],
      ["create", "azure-native:cognitiveservices:Account"],
      ["create", "azure-native:cognitiveservices:Deployment"],
    ]);
    const [rg, account] = created;
    expect(input(probe, "gpt").props).toMatchObject({
      accountName: account?.outputs.name,
      resourceGroupName: rg?.outputs.name,
    });
    expect(inStack(probe, "gpt").props).toMatchObject({ name: "gpt", sku: { name: "Standard" } });
    expect(JSON.stringify(probe.stacks())).not.toContain(UNKNOWN);
  });

  it("is stopped by a mandatory violation before the resource is made", async () => {
    const workspace = await Workspace.create();
    const { ok, violations } = await workspace.up(threeNew, { packs: [noDeployments()] });
    expect(ok).toBe(false);
    expect(violations).toEqual([notThisOne]);
    expect(workspace.azure().map(({ type }) => type)).not.toContain("azure-native:cognitiveservices:Deployment");
  });

  it("changes nothing in a second run: names and locations stay", async () => {
    const workspace = await Workspace.create();
    await workspace.up(threeNew);
    const { steps } = await workspace.preview(threeNew);
    expect(steps.map(({ op }) => op)).toEqual(["same", "same", "same", "same", "same"]);
  });

  it("finds the location of a new group", async () => {
    const workspace = await Workspace.create();
    await workspace.up(async () => {
      const rg = new ResourceGroup("rg", { location: "westus" });
      new Account("openai", { resourceGroupName: rg.name });
    });
    expect(workspace.azure().at(-1)?.inputs.location).toBe("westus");
  });
});

describeWithPulumi.concurrent("plans and states as files", () => {
  const source = [
    'import * as pulumi from "@pulumi/pulumi";',
    "class Deployment extends pulumi.CustomResource {",
    "  constructor(name: string, args: pulumi.Inputs) {",
    '    super("azure-native:cognitiveservices:Deployment", name, args);',
    "  }",
    "}",
    "export const made = new Deployment(",
    '  "gpt", { accountName: "existing", resourceGroupName: "shared", properties: {} });',
  ].join("\n");
  const token = "azure-native:cognitiveservices:Deployment";
  const line = "project:///index.ts#7,21";

  it("`preview --json` has inputs and source position of each planned resource", async () => {
    const workspace = await Workspace.create();
    const { steps } = JSON.parse(await workspace.previewJson(workspace.program("index.ts", source)));
    const states = steps.map((step: { newState: { type: string } }) => step.newState);
    const { inputs, sourcePosition } = states.find(({ type }: { type: string }) => type === token);
    expect(inputs).toMatchObject({ accountName: "existing", deploymentName: "gpt" });
    expect(sourcePosition).toBe(line);
  });

  it("an exported state has them as well, and a plan file has the inputs without the position", async () => {
    const workspace = await Workspace.create();
    const program = workspace.program("index.ts", source);
    const { goal } = JSON.parse(await workspace.planFile(program)).resourcePlans[urn(token.slice(13), "gpt")];
    expect(goal.inputDiff.adds).toMatchObject({ accountName: "existing", deploymentName: "gpt" });
    expect(goal).not.toHaveProperty("sourcePosition");

    await workspace.up(program);
    const { resources } = JSON.parse(await workspace.stateFile()).deployment;
    const state = resources.find(({ type }: { type: string }) => type === token);
    expect(state.sourcePosition).toBe(line);
  });

  it("an exported state shows a pack what get() read: as a resource without inputs", async () => {
    const workspace = await Workspace.create({ accounts: { [existing]: { location: "japaneast" } } });
    await workspace.up(async () => {
      deployment("gpt", { accountName: Account.get("read", existing).name });
    });
    const file = join(workspace.directory, "state.json");
    writeFileSync(file, await workspace.stateFile());
    const probe = createProbe();
    expect((await analyze(file, probe.directory)).ok).toBe(true);
    expect(input(probe, "read").props).toEqual({});
    expect(inStack(probe, "read").props).toMatchObject({ name: "existing", location: "japaneast", kind: "OpenAI" });
    expect(inStack(probe, "gpt").propertyDependencies?.accountName).toEqual(["read"]);
  });

  it("`policy analyze` reports violations and fails on a mandatory one", async () => {
    const workspace = await Workspace.create();
    await workspace.up(threeNew);
    const file = join(workspace.directory, "state.json");
    writeFileSync(file, await workspace.stateFile());
    const { ok, violations } = await analyze(file, noDeployments());
    expect(ok).toBe(false);
    expect(violations).toEqual([notThisOne]);
  });
});

describeWithPulumi.concurrent("other packages", () => {
  it("a local package of azure-native behaves as azure-native does", async () => {
    const type = "azure-native_cognitiveservices_v20240601preview:cognitiveservices:Account";
    const probe = await previewed(async () => {
      new Custom(type, "openai", { resourceGroupName: "shared", location: "westus" });
    });
    expect(input(probe, "openai").props.accountName).toMatch(/^openai[0-9a-f]{8}$/);
    expect(inStack(probe, "openai").props).not.toHaveProperty("accountName");
  });

  it("a token with an API version is the same type", async () => {
    const type = "azure-native:cognitiveservices/v20241001:Deployment";
    const args = { accountName: "existing", resourceGroupName: "shared", properties: { model } };
    const probe = await previewed(async () => {
      new Custom(type, "gpt", args);
    });
    expect(inStack(probe, "gpt").props).toMatchObject({ name: UNKNOWN, properties: { model } });
  });

  it("classic azure returns its inputs, with a default name and an unknown id", async () => {
    const probe = await previewed(async () => {
      const account = new Custom("azure:cognitive/account:Account", "openai", { location: "westus", kind: "OpenAI" });
      new Custom("azure:cognitive/deployment:Deployment", "gpt", { cognitiveAccountId: account.id, model });
    });
    expect(inStack(probe, "openai").props.name).toMatch(/^openai[0-9a-f]{8}$/);
    expect(inStack(probe, "openai").props.location).toBe("westus");
    expect(input(probe, "gpt").props.cognitiveAccountId).toBe(UNKNOWN);
    expect(inStack(probe, "gpt").propertyDependencies?.cognitiveAccountId).toEqual(["openai"]);
  });

  it("the SDK's classes show the same as the thin ones", async () => {
    const azure = await import("@pulumi/azure-native");
    const sdk = await previewed(async () => {
      const rg = new azure.resources.ResourceGroup("rg", { location: "westus" });
      const account = new azure.cognitiveservices.Account("openai", {
        resourceGroupName: rg.name,
        kind: "OpenAI",
        location: rg.location,
      });
      new azure.cognitiveservices.Deployment("gpt", {
        resourceGroupName: rg.name,
        accountName: account.name,
        properties: { model: { format: "OpenAI", name: "gpt-4o" } },
        sku: { name: "Standard" },
      });
    });
    const thin = await previewed(threeNew);
    for (const name of ["rg", "openai", "gpt"]) {
      expect(Object.keys(input(sdk, name).props)).toEqual(Object.keys(input(thin, name).props));
      expect(inStack(sdk, name).props).toEqual(inStack(thin, name).props);
      expect(inStack(sdk, name).propertyDependencies).toEqual(inStack(thin, name).propertyDependencies);
    }
  });
});

/** The compiled pack in a real Pulumi engine: what a developer at `pulumi preview` sees. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { PACK } from "./support/packs";
import { Account, Deployment, Provider, ResourceGroup } from "./support/resources";
import { analyze, describeWithPulumi, preview, type RunResult, Workspace } from "./support/workspace";

const packs = [PACK];

interface Model {
  name: pulumi.Input<string>;
  version?: pulumi.Input<string>;
  sku?: string;
}

const deployment = (
  name: string,
  account: pulumi.Input<string>,
  group: pulumi.Input<string>,
  model: Model,
  options?: pulumi.CustomResourceOptions,
) => {
  const inputs = {
    accountName: account,
    resourceGroupName: group,
    properties: {
      model: { format: "OpenAI", name: model.name, version: model.version },
      versionUpgradeOption: "NoAutoUpgrade",
    },
    ...(model.sku ? { sku: { name: model.sku, capacity: 1 } } : {}),
  };
  return new Deployment(name, inputs, options);
};

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

const urnOf = (type: string, name: string) => `urn:pulumi:test::e2e::azure-native:cognitiveservices:${type}::${name}`;

describeWithPulumi("pulumi preview", () => {
  it("blocks, names the cell and the regions where it would pass", async () => {
    const result = await preview(stack("eastus", NANO), { packs });
    expect(result.ok).toBe(false);
    expect(summary(result)).toEqual(["model-availability mandatory chat"]);
    const message = result.violations[0]?.message;
    expect(message).toContain("gpt-4.1-nano 2025-04-14 cannot be deployed as GlobalStandard in eastus");
    expect(message).toContain(
      "Global Standard table, row eastus, column gpt-4.1-nano 2025-04-14 (グローバル標準 › Global-Standard モデルの提供状況, イーストアス (eastus)): -",
    );
    expect(message).toContain("To pass: region eastus2, northcentralus, westus (and 16 more regions).");
  });

  it("judges secret values, and shows their place instead", async () => {
    const result = await preview(stack("eastus", { ...NANO, name: pulumi.secret(NANO.name) }), { packs });
    expect(summary(result)).toEqual(["model-availability mandatory chat"]);
    const message = result.violations[0]?.message;
    expect(message).toContain("[secret] 2025-04-14 cannot be deployed as GlobalStandard in eastus");
    expect(message).toContain("[secret] stands for what Pulumi keeps secret: properties.model.name of chat.");
    expect(message).not.toContain(NANO.name);
  });

  it("is silent about the repaired program", async () => {
    const result = await preview(stack("eastus2", NANO), { packs });
    expect(result.violations).toEqual([]);
    expect(result.ok).toBe(true);
  });

  it("takes an omitted location from the resource group", async () => {
    const program = async () => {
      const group = new ResourceGroup("rg", { location: "eastus" });
      const account = new Account("openai", {
        resourceGroupName: group.name,
        location: group.location,
        kind: "OpenAI",
      });
      deployment("chat", account.name, group.name, NANO);
    };
    expect(summary(await preview(program, { packs }))).toEqual(["model-availability mandatory chat"]);
  });

  it("takes an omitted location from the provider's configuration", async () => {
    const program = stack(undefined, NANO);
    const blocked = await preview(program, { packs, config: { "azure-native:location": "eastus" } });
    expect(summary(blocked)).toEqual(["model-availability mandatory chat"]);
    const clean = await preview(program, { packs, config: { "azure-native:location": "East US 2" } });
    expect(clean.violations).toEqual([]);
  });

  it("takes an omitted location from an explicit provider", async () => {
    const program = async () => {
      const provider = new Provider("west", { location: "westeurope" });
      const group = new ResourceGroup("rg", {}, { provider });
      const account = new Account("openai", { resourceGroupName: group.name, kind: "OpenAI" }, { provider });
      deployment("chat", account.name, group.name, { name: "o4-mini", version: "2025-04-16", sku: "GlobalStandard" });
    };
    expect(summary(await preview(program, { packs }))).toEqual(["model-availability mandatory chat"]);
  });

  it("judges by the account's region if its resource group is in another", async () => {
    const program = (account: string) => async () => {
      const group = new ResourceGroup("rg", { location: "eastus" });
      const openai = new Account("openai", { resourceGroupName: group.name, location: account, kind: "OpenAI" });
      deployment("chat", openai.name, group.name, NANO);
    };
    expect((await preview(program("eastus2"), { packs })).violations).toEqual([]);
    expect(summary(await preview(program("norwayeast"), { packs }))).toEqual(["model-availability mandatory chat"]);
  });

  it("judges an existing account by the accounts setting, and says what is missing without it", async () => {
    const program = async () => {
      deployment("chat", "shared-openai", "shared-rg", NANO);
    };
    const without = await preview(program, { packs });
    expect(summary(without)).toEqual(["unverified-deployment advisory chat"]);
    expect(without.violations[0]?.message).toContain("the program does not create account shared-openai");
    expect(without.violations[0]?.message).toContain("accounts: { shared-openai: { region: REGION } }");
    const config = (region: string) => [{ "model-availability": { accounts: { "Shared-OpenAI": { region } } } }];
    const blocked = await preview(program, { packs, packConfigs: config("eastus") });
    expect(summary(blocked)).toEqual(["model-availability mandatory chat"]);
    expect((await preview(program, { packs, packConfigs: config("eastus2") })).violations).toEqual([]);
  });

  it("finds the one bad deployment among 50 made in a loop", async () => {
    const program = async () => {
      const group = new ResourceGroup("rg", { location: "eastus2" });
      const account = new Account("openai", { resourceGroupName: group.name, location: "eastus2", kind: "OpenAI" });
      for (let i = 0; i < 50; i += 1) {
        deployment(`d${i}`, account.name, group.name, i === 37 ? { ...NANO, sku: "Standard" } : NANO);
      }
    };
    const packConfigs = [{ "deployment-order": "disabled" }];
    expect(summary(await preview(program, { packs, packConfigs }))).toEqual(["model-availability mandatory d37"]);
  });

  it("offers regions for the whole account, and corrects them at the end if other deployments came later", async () => {
    const program = async () => {
      const group = new ResourceGroup("rg", { location: "francecentral" });
      const names = { accountName: "acct", resourceGroupName: group.name };
      const account = new Account("openai", { ...names, location: "francecentral", kind: "OpenAI" });
      const chat = { name: "gpt-4o", version: "2024-05-13", sku: "Standard" };
      const first = deployment("chat", "acct", "rg", chat, { dependsOn: [account] });
      const second = deployment("titles", "acct", "rg", NANO, { dependsOn: [first] });
      deployment("notes", "acct", "rg", chat, { dependsOn: [second] });
    };
    const { violations } = await preview(program, { packs });
    expect(violations.map((v) => `${v.policy} ${v.level} ${v.urn.split("::").at(-1)}`).sort()).toEqual([
      "model-availability advisory openai",
      "model-availability mandatory chat",
      "model-availability mandatory notes",
    ]);
    const [chat, notes, account] = ["chat", "notes", "openai"].map((name) =>
      violations
        .find((v) => v.urn.endsWith(`::${name}`))
        ?.message.split("\n")
        .find((line) => line.startsWith("To pass")),
    );
    expect(chat).toMatch(/^To pass: region swedencentral, eastus, eastus2 \(and 4 more regions\); or version/);
    expect(notes).toMatch(
      /^To pass: region swedencentral, eastus2, .*, with the 2 other deployments of account openai; or/,
    );
    expect(account).toMatch(/^To pass with all 3 deployments of account openai: region swedencentral, eastus2, /);
  });

  it("blocks the bad deployment beside one whose model is an unresolved output", async () => {
    const program = async () => {
      const group = new ResourceGroup("rg", { location: "eastus" });
      const account = new Account("openai", { resourceGroupName: group.name, location: "eastus", kind: "OpenAI" });
      const unknown = deployment("unknown", account.name, group.name, {
        name: account.id.apply(() => "gpt-4.1"),
        version: "2025-04-14",
        sku: "GlobalStandard",
      });
      deployment("bad", account.name, group.name, NANO, { dependsOn: unknown });
    };
    const result = await preview(program, { packs });
    expect(summary(result)).toEqual(["model-availability mandatory bad", "unverified-deployment advisory unknown"]);
    expect(result.violations[1]?.message).toContain("model is not known before the update");
  });

  it("blocks a deployment with an unknown version if no version would pass", async () => {
    const program = async () => {
      const group = new ResourceGroup("rg", { location: "eastus" });
      const account = new Account("openai", { resourceGroupName: group.name, location: "eastus", kind: "OpenAI" });
      deployment("chat", account.name, group.name, { ...NANO, version: account.id.apply(() => "2025-04-14") });
    };
    const result = await preview(program, { packs });
    expect(summary(result)).toEqual(["model-availability mandatory chat"]);
    expect(result.violations[0]?.message).toContain("whatever the version will be");
  });

  it("sees deployments inside component resources", async () => {
    class Chat extends pulumi.ComponentResource {
      constructor(name: string) {
        super("acme:ai:Chat", name);
        const group = new ResourceGroup("rg", { location: "eastus" }, { parent: this });
        const account = new Account("openai", { resourceGroupName: group.name, location: "eastus" }, { parent: this });
        new Deployment(
          "chat",
          {
            accountName: account.name,
            resourceGroupName: group.name,
            properties: { model: { format: "OpenAI", name: NANO.name, version: NANO.version } },
            sku: { name: NANO.sku, capacity: 1 },
          },
          { parent: this },
        );
      }
    }
    const program = async () => {
      new Chat("app");
    };
    expect(summary(await preview(program, { packs }))).toEqual(["model-availability mandatory chat"]);
  });

  it("judges only the targets of --target", async () => {
    const program = async () => {
      const group = new ResourceGroup("rg", { location: "eastus", resourceGroupName: "rg" });
      new Account("openai", { accountName: "acct", resourceGroupName: "rg", location: "eastus" }, { dependsOn: group });
      deployment("one", "acct", "rg", NANO);
      deployment("two", "acct", "rg", NANO);
    };
    const target = [urnOf("Deployment", "two"), urnOf("Account", "openai")];
    const result = await preview(program, { packs, target });
    expect(summary(result)).toEqual(["model-availability mandatory two"]);
  });

  it("is silent about a stack without Azure resources", async () => {
    const result = await preview(async () => ({ answer: 42 }), { packs });
    expect(result.violations).toEqual([]);
    expect(result.ok).toBe(true);
  });

  it("reports a deployment without a model as unverified, and fails nothing", async () => {
    const program = async () => {
      const group = new ResourceGroup("rg", { location: "eastus2" });
      const account = new Account("openai", { resourceGroupName: group.name, location: "eastus2" });
      const good = deployment("good", account.name, group.name, NANO);
      const inputs = {
        accountName: account.name,
        resourceGroupName: group.name,
        properties: { model: { format: "OpenAI" } },
      };
      new Deployment("odd", inputs, { dependsOn: good });
    };
    const result = await preview(program, { packs });
    expect(summary(result)).toEqual(["unverified-deployment advisory odd"]);
  });
});

describeWithPulumi("levels and settings", () => {
  it("changes a level by --policy-pack-config", async () => {
    const program = stack("eastus", NANO);
    const advisory = await preview(program, { packs, packConfigs: [{ "model-availability": "advisory" }] });
    expect(advisory.ok).toBe(true);
    expect(summary(advisory)).toEqual(["model-availability advisory chat"]);
    const disabled = await preview(program, { packs, packConfigs: [{ "model-availability": "disabled" }] });
    expect(disabled.violations).toEqual([]);
    const allOff = await preview(program, { packs, packConfigs: [{ all: "disabled", "known-model": "mandatory" }] });
    expect(allOff.violations).toEqual([]);
  });

  it("still reports if the policies before it are disabled", async () => {
    const program = stack("eastus", { ...NANO, version: undefined });
    const only = { all: "disabled", "pinned-version": "mandatory" };
    const result = await preview(program, { packs, packConfigs: [only] });
    expect(summary(result)).toEqual(["pinned-version mandatory chat"]);
  });

  it("refuses a misspelt setting by name", async () => {
    const packConfigs = [{ "limited-access": { grantd: ["gpt-image-1"] } }];
    const result = await preview(stack("eastus2", NANO), { packs, packConfigs });
    expect(result.ok).toBe(false);
    expect(result.stdout + result.stderr).toContain("grantd");
  });

  it("applies the organisation's granted access", async () => {
    const program = stack("westus3", { name: "gpt-image-1", version: "2025-04-15", sku: "GlobalStandard" });
    const closed = await preview(program, { packs, packConfigs: [{ "preview-model": "disabled" }] });
    expect(summary(closed)).toEqual(["limited-access advisory chat"]);
    const granted = { "preview-model": "disabled", "limited-access": { granted: ["gpt-image-1"] } };
    expect((await preview(program, { packs, packConfigs: [granted] })).violations).toEqual([]);
  });

  it("gives one line for a stack with an old edition, not one per deployment", async () => {
    const program = async () => {
      const group = new ResourceGroup("rg", { location: "eastus2" });
      const account = new Account("openai", { resourceGroupName: group.name, location: "eastus2" });
      let dependsOn: pulumi.Resource[] = [];
      for (const name of ["a", "b", "c"]) {
        dependsOn = [deployment(name, account.name, group.name, NANO, { dependsOn })];
      }
    };
    const result = await preview(program, { packs, packConfigs: [{ "catalog-age": { maxAgeDays: 1 } }] });
    expect(result.violations.map((v) => v.policy)).toEqual(["catalog-age"]);
  });
});

describeWithPulumi("purposes", () => {
  const tuned: Model = { name: "gpt-4o-mini-2024-07-18.ft-0123456789abcdef", version: "1", sku: "Standard" };

  it("blocks a fine-tuned model outside its training regions", async () => {
    const result = await preview(stack("westus", tuned), { packs });
    expect(summary(result)).toEqual(["fine-tuning-region mandatory chat"]);
    expect(result.violations[0]?.message).toContain("To pass: region northcentralus, swedencentral.");
    expect((await preview(stack("swedencentral", tuned), { packs })).violations).toEqual([]);
  });

  it("blocks a declared Assistants purpose that the table does not have", async () => {
    const model: Model = { name: "gpt-4o", version: "2024-08-06", sku: "Standard" };
    const declared = { "aoai-purpose": "assistants" };
    const result = await preview(stack("northcentralus", model, declared), { packs });
    expect(summary(result)).toEqual(["assistants-region mandatory chat"]);
    expect((await preview(stack("eastus", model, declared), { packs })).violations).toEqual([]);
  });
});

describeWithPulumi("pulumi up", () => {
  it("--skip-preview is stopped before the deployment is created", async () => {
    const workspace = await Workspace.create();
    const result = await workspace.up(stack("eastus", NANO), { packs });
    expect(result.ok).toBe(false);
    expect(summary(result)).toEqual(["model-availability mandatory chat"]);
    const created = workspace.azure().map((o) => o.type);
    expect(created).toContain("azure-native:cognitiveservices:Account");
    expect(created).not.toContain("azure-native:cognitiveservices:Deployment");
  });

  it("creates a deployment that passes, and gives the same result for the exported state", async () => {
    const workspace = await Workspace.create();
    const result = await workspace.up(stack("eastus2", NANO), { packs, previewFirst: true });
    expect(result.violations).toEqual([]);
    expect(workspace.azure().map((o) => o.type)).toContain("azure-native:cognitiveservices:Deployment");
    const state = join(workspace.directory, "state.json");
    writeFileSync(state, await workspace.stateFile());
    expect((await analyze(state, PACK)).violations).toEqual([]);
  });
});

describeWithPulumi("pulumi policy analyze --file", () => {
  it("finds the bad deployment in an exported state", async () => {
    const workspace = await Workspace.create();
    await workspace.up(stack("eastus", NANO));
    const state = join(workspace.directory, "state.json");
    writeFileSync(state, await workspace.stateFile());
    const result = await analyze(state, PACK);
    expect(result.violations.map((v) => `${v.policy} ${v.level}`)).toEqual(["model-availability mandatory"]);
    expect(result.ok).toBe(false);
  });
});

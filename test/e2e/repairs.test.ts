/** Repairs in a real Pulumi engine: inputs before and after, what does not change, and a second run. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import type { Properties } from "./support/azure-shapes";
import { FOLDER, PACK } from "./support/packs";
import { Account, type Args, Deployment, ResourceGroup } from "./support/resources";
import {
  analyze,
  describeWithPulumi,
  preview,
  type RunResult,
  temporaryDirectory,
  Workspace,
} from "./support/workspace";

const packs = [PACK];
const REPAIRING = {
  "model-availability": "remediate",
  "known-model": "remediate",
  "unverified-deployment": "remediate",
  "pinned-version": "remediate",
};
const packConfigs = [REPAIRING];

interface App {
  readonly location?: string;
  /** Omitted: the provider generates a name, so that a preview does not know it. */
  readonly accountName?: string;
  readonly deployment: (account: Account) => Args;
  readonly options?: pulumi.CustomResourceOptions;
}

/** An account with one deployment. */
const app =
  ({ location = "eastus2", accountName = "openai", deployment, options }: App) =>
  async () => {
    const group = new ResourceGroup("rg", { location, resourceGroupName: "rg" });
    const given = accountName === "" ? {} : { accountName };
    const account = new Account(
      "openai",
      { ...given, resourceGroupName: "rg", location, kind: "OpenAI" },
      { dependsOn: group },
    );
    const named = accountName === "" ? account.name : accountName;
    const args = { accountName: named, resourceGroupName: "rg", ...deployment(account) };
    new Deployment("chat", args, { dependsOn: account, ...options });
  };

/** Everything that can be repaired, and values that are unknown or secret. */
const crooked = (account: Account): Args => ({
  tags: { unknown: account.id, secret: pulumi.secret("hush") },
  properties: {
    model: { format: "openai", name: "GPT-4.1" },
    versionUpgradeOption: "NoAutoUpgrade",
    raiPolicyName: account.id,
    sku: { name: "globalstandard", capacity: pulumi.secret(3) },
  },
});
/** The same after the repairs. */
const straight = (account: Account): Args => ({
  tags: { unknown: account.id, secret: pulumi.secret("hush") },
  properties: {
    model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" },
    versionUpgradeOption: "NoAutoUpgrade",
    raiPolicyName: account.id,
  },
  sku: { name: "GlobalStandard", capacity: pulumi.secret(3) },
});

const urnOf = (type: string, name: string) => `urn:pulumi:test::e2e::azure-native:cognitiveservices:${type}::${name}`;
const CHAT = urnOf("Deployment", "chat");
/** The part of a message about repairs. */
function repairText(message: string): string {
  const lines = message.split("\n").map((line) => line.trim());
  const at = lines.findIndex((line) => /^(Repaired|Not repaired|The update repairs|What a preview)/.test(line));
  return lines.slice(at).join(" ");
}
const summary = (r: RunResult) => r.violations.map((v) => `${v.policy} ${v.level} ${repairText(v.message)}`);
const repairs = (r: RunResult) => r.remediations.map((v) => `${v.policy} ${v.urn.split("::").at(-1)}`);
const ops = (r: RunResult) => [...new Set(r.steps.map((s) => s.op))];

/** The inputs of a resource in `pulumi preview --json`. */
function inputsOf(json: string, urn: string): Properties {
  const { steps }: { steps: { newState: { urn: string; inputs: Properties } }[] } = JSON.parse(json);
  return steps.find(({ newState }) => newState.urn === urn)?.newState.inputs ?? {};
}

const WRITE = "Write it this way in the program, and nothing is left to repair.";
const PINNED = `Repaired: properties.model.version "2025-04-14" is added, the only version on offer as GlobalStandard in eastus2. ${WRITE}`;

describeWithPulumi("a preview that repairs", () => {
  it("changes the inputs, except unknown or secret values", async () => {
    const workspace = await Workspace.create();
    const before = inputsOf(await workspace.previewJson(app({ deployment: crooked })), CHAT);
    expect(before).toMatchObject({
      properties: { model: { format: "openai", name: "GPT-4.1" }, sku: { name: "globalstandard" } },
    });
    const after = inputsOf(await workspace.previewJson(app({ deployment: crooked }), { packs, packConfigs }), CHAT);
    expect(after).toEqual(inputsOf(await workspace.previewJson(app({ deployment: straight })), CHAT));
    expect(after).toMatchObject({
      properties: { model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" }, raiPolicyName: UNKNOWN },
      sku: { name: "GlobalStandard", capacity: "[secret]" },
      tags: { unknown: UNKNOWN, secret: "[secret]" },
    });
  });

  it("reports every repair, and no finding about repaired values", async () => {
    const result = await preview(app({ deployment: crooked }), { packs, packConfigs });
    expect(result.ok).toBe(true);
    expect(repairs(result)).toEqual(["known-model chat", "unverified-deployment chat", "pinned-version chat"]);
    expect(summary(result)).toEqual([
      `known-model advisory Repaired: properties.model.name "GPT-4.1" is now "gpt-4.1". ${WRITE}`,
      `pinned-version advisory ${PINNED}`,
      `unverified-deployment advisory Repaired: properties.model.format "openai" is now "OpenAI"; properties.sku is moved to sku; sku.name "globalstandard" is now "GlobalStandard". ${WRITE}`,
    ]);
    expect(result.stdout).not.toContain("hush");
  });

  it("repairs nothing without the level", async () => {
    const result = await preview(app({ deployment: crooked }), { packs });
    expect(result.remediations).toEqual([]);
    expect(result.violations.map((v) => `${v.policy} ${v.level}`)).toEqual([
      "model-availability mandatory",
      "pinned-version advisory",
      "unverified-deployment advisory",
    ]);
  });

  it("repairs nothing in a correct program", async () => {
    const result = await preview(app({ deployment: straight }), { packs, packConfigs });
    expect(result.remediations).toEqual([]);
    expect(result.violations).toEqual([]);
  });

  it("takes the level from the settings file that the environment names", async () => {
    const file = join(temporaryDirectory("settings-"), "azure-openai-guard.yaml");
    writeFileSync(file, "pinned-version: remediate\nunverified-deployment: remediate\n");
    const workspace = await Workspace.create({ env: { AZURE_OPENAI_GUARD_CONFIG: file } });
    const result = await workspace.preview(app({ deployment: crooked }), { packs });
    expect(repairs(result)).toEqual(["unverified-deployment chat", "pinned-version chat"]);
  });

  it("says why it repairs nothing if Pulumi does not know the level", async () => {
    const file = join(temporaryDirectory("settings-"), "azure-openai-guard.yaml");
    writeFileSync(file, "pinned-version: remediate\nunverified-deployment: disabled\n");
    const result = await preview(app({ deployment: (a) => ({ ...straight(a), properties: { model: UNPINNED } }) }), {
      packs,
      packConfigs: [{ "catalog-age": { settingsFile: file } }],
    });
    expect(result.remediations).toEqual([]);
    expect(summary(result)).toEqual([
      expect.stringMatching(/^pinned-version mandatory Not repaired, since Pulumi does not know the levels of a file/),
    ]);
  });

  it("does not change properties in ignoreChanges", async () => {
    const options = { ignoreChanges: ["properties.model.version"] };
    const result = await preview(
      app({ deployment: (a) => ({ ...straight(a), properties: { model: UNPINNED } }), options }),
      {
        packs,
        packConfigs,
      },
    );
    expect(result.remediations).toEqual([]);
    expect(result.violations.map((v) => `${v.policy} ${v.level}`)).toEqual(["pinned-version mandatory"]);
  });
});

const UNPINNED = { format: "OpenAI", name: "gpt-4.1" };

describeWithPulumi("an update that repairs", () => {
  it("creates the repaired resources; a second run changes nothing and its state needs no repair", async () => {
    const workspace = await Workspace.create();
    const first = await workspace.up(app({ deployment: crooked }), { packs, packConfigs, previewFirst: true });
    expect(first.ok).toBe(true);
    expect(workspace.azure().at(-1)?.inputs).toMatchObject({
      properties: { model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" } },
      sku: { name: "GlobalStandard", capacity: 3 },
      tags: { secret: "hush" },
    });
    const made = workspace.azure().length;

    // The program is unchanged, so the run reports the repair again, but has nothing to do.
    const second = await workspace.up(app({ deployment: crooked }), { packs, packConfigs });
    expect(ops(second)).toEqual(["same"]);
    expect(repairs(second)).toEqual(repairs(first));
    expect(workspace.azure()).toHaveLength(made);

    const corrected = await workspace.preview(app({ deployment: straight }), { packs, packConfigs });
    expect([ops(corrected), corrected.remediations, corrected.violations]).toEqual([["same"], [], []]);

    const state = join(workspace.directory, "state.json");
    writeFileSync(state, await workspace.stateFile());
    const analyzed = await analyze(state, PACK, { packConfig: REPAIRING });
    expect([analyzed.remediations, analyzed.violations]).toEqual([[], []]);
  });

  it("pins a version once the account has a name; the preview before only announces it", async () => {
    const workspace = await Workspace.create();
    const deployment = (a: Account) => ({ ...straight(a), properties: { model: UNPINNED } });
    const unnamed = app({ accountName: "", deployment });
    const planned = await workspace.preview(unnamed, { packs, packConfigs });
    expect(planned.ok).toBe(true);
    expect(summary(planned)).toEqual([
      'pinned-version advisory The update repairs it: properties.model.version "2025-04-14" is added, the only version on offer as GlobalStandard in eastus2.',
    ]);
    const page = readFileSync(join(FOLDER, "docs", "repairs.md"), "utf8");
    expect(page).toContain(PINNED);
    expect(page).toContain(summary(planned)[0]?.replace("pinned-version advisory ", ""));
    const done = await workspace.up(unnamed, { packs, packConfigs });
    expect(summary(done)).toEqual([`pinned-version advisory ${PINNED}`]);
    expect(workspace.azure().at(-1)?.inputs).toMatchObject({ properties: { model: { version: "2025-04-14" } } });
  });

  it("is only announced by policy analyze, which changes nothing", async () => {
    const workspace = await Workspace.create();
    await workspace.up(app({ deployment: crooked }));
    const state = join(workspace.directory, "state.json");
    writeFileSync(state, await workspace.stateFile());
    const result = await analyze(state, PACK, { packConfig: REPAIRING });
    expect(repairs(result)).toEqual(["known-model chat", "unverified-deployment chat", "pinned-version chat"]);
    expect(result.violations.map((v) => `${v.policy} ${v.level}`)).toEqual([
      "model-availability mandatory",
      "pinned-version mandatory",
      "unverified-deployment mandatory",
    ]);
    expect(summary(result)).toEqual(
      expect.arrayContaining([expect.stringMatching(/What a preview or an update repairs here: .*sku is moved/)]),
    );
  });
});

describeWithPulumi("left as it is", () => {
  it("is a secret, or a value inside one", async () => {
    const deployment = (a: Account): Args => ({
      tags: { unknown: a.id },
      properties: {
        model: { format: "OpenAI", name: pulumi.secret("GPT-4.1"), version: "2025-04-14" },
        versionUpgradeOption: "NoAutoUpgrade",
        sku: pulumi.secret({ name: "globalstandard" }),
      },
    });
    const result = await preview(app({ deployment }), { packs, packConfigs });
    expect(result.remediations).toEqual([]);
    expect(result.violations.map((v) => `${v.policy} ${v.level}`)).toEqual([
      "model-availability mandatory",
      "unverified-deployment mandatory",
    ]);
    expect(result.violations[1]?.message).not.toContain("repairs");
  });

  it("is left out by --target: its state has what Azure has", async () => {
    const workspace = await Workspace.create();
    const deployment = (a: Account) => ({ ...straight(a), properties: { model: UNPINNED } });
    await workspace.up(app({ deployment }));
    const made = workspace.azure().length;
    await workspace.up(app({ deployment }), { packs, packConfigs, target: [urnOf("Account", "openai")] });
    expect(workspace.azure()).toHaveLength(made);
    const { resources }: { resources: { urn: string; inputs: Properties }[] } = JSON.parse(
      await workspace.stateFile(),
    ).deployment;
    expect(resources.find((r) => r.urn === CHAT)?.inputs.properties).toEqual({ model: UNPINNED });
    const whole = await workspace.preview(app({ deployment }), { packs, packConfigs });
    expect(whole.steps.filter((s) => s.op === "update").map((s) => s.urn)).toEqual([CHAT]);
  });
});

describeWithPulumi("moveRegions", () => {
  const moving = [
    { ...REPAIRING, "model-availability": { enforcementLevel: "remediate", moveRegions: { "East US": "eastus2" } } },
  ];
  const NANO = (): Args => ({
    properties: {
      model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" },
      versionUpgradeOption: "NoAutoUpgrade",
    },
    sku: { name: "GlobalStandard", capacity: 1 },
  });

  it("creates the account elsewhere, and its deployments are judged there", async () => {
    const program = app({ location: "eastus", accountName: "", deployment: NANO });
    expect((await preview(program, { packs, packConfigs })).ok).toBe(false);
    const workspace = await Workspace.create();
    const result = await workspace.up(program, { packs, packConfigs: moving, previewFirst: true });
    expect(result.ok).toBe(true);
    expect(summary(result)).toEqual([
      `model-availability advisory Repaired: location "eastus" is now "eastus2", as moveRegions has it. ${WRITE}`,
    ]);
    const account = workspace.azure().find((o) => o.urn === urnOf("Account", "openai"));
    expect(account?.inputs.location).toBe("eastus2");
    expect(ops(await workspace.preview(program, { packs, packConfigs: moving }))).toEqual(["same"]);
  });

  it("replaces an account that exists", async () => {
    const workspace = await Workspace.create();
    const program = app({ location: "eastus", deployment: NANO });
    await workspace.up(program);
    const result = await workspace.preview(program, { packs, packConfigs: moving });
    expect(result.steps.filter((s) => s.urn === urnOf("Account", "openai")).map((s) => s.op)).toContain("replace");
  });
});

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A hostile program in a real Pulumi engine: what the pack says does nothing, and shows no secret. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { hazardsIn, PAYLOADS } from "../support/payloads";
import { ONE_FILE } from "./support/packs";
import { Account, type Args, Deployment, ResourceGroup } from "./support/resources";
import { describeWithPulumi, type RunResult, Workspace } from "./support/workspace";

const packs = [ONE_FILE];

/** What the engine hands to a program cannot hold a half of a character, nor a zero byte. */
const SENT = PAYLOADS.map((payload) => payload.replaceAll(/[\ud800\0]/g, ""));
const NANO = { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" };

/** Everything that the pack says, without what Pulumi says itself. */
const saidIn = ({ violations, unchosen, diagnostics }: RunResult): string[] => [
  ...violations.map((v) => v.message),
  ...unchosen,
  ...diagnostics.map((d) => d.message),
];

/** For each payload an account and deployments that have it in every value that a message shows. */
const program = async () => {
  const group = new ResourceGroup("rg", { resourceGroupName: "rg", location: "eastus" });
  for (const [i, payload] of SENT.entries()) {
    const evil = `${payload}\n${payload}`;
    const account = new Account(
      `account-${i}`,
      { accountName: `a${i}${evil}`, resourceGroupName: "rg", location: "eastus", kind: "OpenAI" },
      { dependsOn: group },
    );
    const deploy = (name: string, properties: Args, sku: unknown = { name: "GlobalStandard", capacity: 1 }) =>
      new Deployment(
        `${name}-${i}`,
        { accountName: `a${i}${evil}`, resourceGroupName: "rg", deploymentName: evil, properties, sku },
        { dependsOn: account },
      );
    deploy("model", { model: { format: "OpenAI", name: evil, version: evil } });
    deploy("version", { model: { ...NANO, version: evil } });
    deploy("sku", { model: NANO }, { name: evil });
    deploy("format", { model: { ...NANO, format: evil } });
    deploy("blocked", { model: NANO, versionUpgradeOption: evil });
    deploy("crooked", { model: { format: "openai", name: "GPT-4.1-nano" } }, { name: "globalstandard" });
  }
};

const SETTINGS = JSON.stringify({
  placement: {
    limits: SENT.map((payload, i) => ({ name: `limit ${i} ${payload}`, regions: { allowed: ["swedencentral"] } })),
  },
  accounts: Object.fromEntries(SENT.map((payload) => [`none${payload}`, { region: "eastus" }])),
  waivers: SENT.map((payload, i) => ({
    rule: "model-availability",
    urn: `*::blocked-${i}`,
    reason: `r${payload}\n${payload}`,
    owner: `o${payload}\n${payload}`,
    expires: "2099-01-01",
  })),
  overlay: SENT.map((payload) => ({
    effect: "unavailable",
    model: NANO.name,
    regions: ["eastus"],
    reason: `r${payload}\n${payload}`,
    expires: "2099-01-01",
  })),
});

describeWithPulumi("a hostile program", () => {
  it("with hostile settings: no message can do anything", async () => {
    const workspace = await Workspace.create();
    writeFileSync(join(workspace.directory, "azure-openai-guard.yaml"), SETTINGS);
    const result = await workspace.preview(program, { packs });
    const said = saidIn(result);
    expect(result.violations.length).toBeGreaterThan(SENT.length * 5);
    expect(new Set(result.violations.map((v) => v.policy)).size).toBeGreaterThan(4);
    expect(said.flatMap(hazardsIn)).toEqual([]);
  });

  it("that is repaired: neither what was repaired nor why not can do anything", async () => {
    const workspace = await Workspace.create();
    const levels = ["model-availability", "known-model", "unverified-deployment", "pinned-version"];
    const config = Object.fromEntries(levels.map((rule) => [rule, "remediate"]));
    const result = await workspace.preview(program, { packs, packConfigs: [config] });
    const said = saidIn(result);
    expect(said.filter((text) => /Repaired/.test(text)).length).toBeGreaterThan(0);
    expect(said.flatMap(hazardsIn)).toEqual([]);
  });

  it.each([
    ["wrong settings", SENT.map((payload, i) => `${JSON.stringify(`x${i}${payload}\n${payload}`)}: 1\n`).join("")],
    ["settings that are no YAML", `::error::x\n##vso[x]y\n\u202e: [\n`],
    [
      "an edition that is not there",
      JSON.stringify({ catalog: { edition: `./${SENT.join("\n").replaceAll("/", "")}` } }),
    ],
  ])("with %s: the error cannot do anything", async (_, text) => {
    const workspace = await Workspace.create();
    writeFileSync(join(workspace.directory, "azure-openai-guard.yaml"), text);
    const result = await workspace.preview(async () => {}, { packs });
    const said = saidIn(result).join("\n");
    expect(result.ok).toBe(false);
    expect(said).toContain("azure-openai-guard");
    expect(hazardsIn(said)).toEqual([]);
  });

  it("in a folder whose name is hostile: nor can the name of its settings", async () => {
    const workspace = await Workspace.create();
    const folder = join(workspace.directory, "x\n::error::y ##vso[z]\u202e");
    mkdirSync(folder);
    const file = join(folder, "guard.yaml");
    writeFileSync(file, "known-model: advisory\n");
    const result = await workspace.preview(async () => {}, { packs, packConfigs: [{ all: { settingsFile: file } }] });
    expect(saidIn(result).flatMap(hazardsIn)).toEqual([]);
  });
});

describeWithPulumi("secrets, by the pack as one file", () => {
  const HIDDEN = ["acct-zqx", "chat-zqx", "gpt-4.1-nano", "lost-zqx"];

  it.each<[string, (value: string) => pulumi.Input<string>]>([
    ["secret", (value) => pulumi.secret(value)],
    ["made of a secret", (value) => pulumi.secret(value.slice(0, 3)).apply((start) => `${start}${value.slice(3)}`)],
  ])("names of account, deployment and model that are %s: judged, and their places stand instead", async (_, hide) => {
    const workspace = await Workspace.create();
    writeFileSync(
      join(workspace.directory, "azure-openai-guard.yaml"),
      JSON.stringify({ placement: { limits: [{ name: "eu", regions: { allowed: ["swedencentral"] } }] } }),
    );
    const result = await workspace.preview(
      async () => {
        const [accountName, deploymentName, model, lost] = HIDDEN.map(hide);
        const group = new ResourceGroup("rg", { resourceGroupName: "rg", location: "eastus" });
        const account = new Account(
          "openai",
          { accountName, resourceGroupName: "rg", location: "eastus", kind: "OpenAI" },
          { dependsOn: group },
        );
        for (const name of ["chat", "other", "lost"]) {
          new Deployment(
            name,
            {
              accountName: name === "lost" ? lost : accountName,
              resourceGroupName: "rg",
              deploymentName,
              properties: { model: { format: "OpenAI", name: model, version: "2025-04-14" } },
              sku: { name: "GlobalStandard", capacity: 1 },
            },
            { dependsOn: account },
          );
        }
      },
      { packs },
    );
    const said = saidIn(result).join("\n");
    expect(new Set(result.violations.map((v) => v.policy))).toEqual(
      new Set(["deployment-order", "model-availability", "placement", "unverified-deployment"]),
    );
    expect(said).toContain("[secret]");
    expect(said).toMatch(/keeps secret: properties\.model\.name of (chat|other|lost)/);
    expect(said).toContain("accountName of lost");
    expect(HIDDEN.filter((text) => said.includes(text))).toEqual([]);
  });
});

/** One deployment on every surface: the same rule and words for every file that the real CLI writes. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PACK } from "./support/packs";
import { Account, Deployment, ResourceGroup } from "./support/resources";
import { analyze, describeWithPulumi, Workspace } from "./support/workspace";

const ROOT = join(__dirname, "..", "..");

const bad = async () => {
  const group = new ResourceGroup("rg", { location: "eastus" });
  const account = new Account("openai", { resourceGroupName: group.name, location: group.location, kind: "OpenAI" });
  new Deployment("chat", {
    accountName: account.name,
    resourceGroupName: group.name,
    properties: { model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" } },
    sku: { name: "GlobalStandard", capacity: 1 },
  });
};

interface Report {
  files: { deployments: number; findings: { rule: string; level: string; message: string; urn: string }[] }[];
}

/** `check --format json -` over a text that the real CLI wrote. */
function check(input: string): { status: number | null; report: Report } {
  const main = join(ROOT, "dist", "cli", "main.js");
  const { status, stdout } = spawnSync(process.execPath, [main, "check", "--format", "json", "-"], {
    input,
    encoding: "utf8",
  });
  return { status, report: JSON.parse(stdout) as Report };
}

describeWithPulumi("the same deployment", () => {
  it("has the same result in preview, check of plan, plan file and state, and policy analyze", async () => {
    const workspace = await Workspace.create();
    const preview = await workspace.preview(bad, { packs: [PACK] });
    const [violation] = preview.violations;
    // Pulumi puts the policy's description before the message.
    const message = violation?.message.split("\n").slice(1).join("\n");
    expect(violation?.policy).toBe("model-availability");

    const files = [await workspace.previewJson(bad), await workspace.planFile(bad)];
    await workspace.up(bad);
    const state = await workspace.stateFile();
    for (const text of [...files, state]) {
      const { status, report } = check(text);
      expect(status).toBe(1);
      expect(report.files[0]?.findings.map(({ rule, level, urn }) => [rule, level, urn])).toEqual([
        ["model-availability", "mandatory", violation?.urn],
      ]);
      expect(report.files[0]?.findings[0]?.message).toBe(message);
    }
    const file = join(workspace.directory, "state.json");
    writeFileSync(file, state);
    const analyzed = await analyze(file, ROOT);
    expect(analyzed.violations.map((v) => [v.policy, v.urn])).toEqual([["model-availability", violation?.urn]]);
    expect(analyzed.violations[0]?.message).toBe(violation?.message);
  });

  it("is found in a state if the program only reads its account", async () => {
    const id = "/subscriptions/0/resourceGroups/shared/providers/Microsoft.CognitiveServices/accounts/shared-openai";
    const program = async () => {
      const account = Account.get("shared", id);
      new Deployment("chat", {
        accountName: account.name,
        resourceGroupName: "shared",
        properties: { model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" } },
        sku: { name: "GlobalStandard", capacity: 1 },
      });
    };
    const workspace = await Workspace.create({ accounts: { [id]: { location: "eastus", kind: "OpenAI" } } });
    const preview = await workspace.preview(program, { packs: [PACK] });
    expect(preview.violations.map((v) => v.policy)).toEqual(["unverified-deployment"]);
    await workspace.up(program);
    const state = await workspace.stateFile();
    expect(check(state).report.files[0]?.findings.map((f) => f.rule)).toEqual(["model-availability"]);
    const file = join(workspace.directory, "state.json");
    writeFileSync(file, state);
    expect((await analyze(file, ROOT)).violations.map((v) => v.policy)).toEqual(["model-availability"]);
  });
});

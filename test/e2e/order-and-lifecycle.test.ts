import { expect, it } from "vitest";
import { embeddedEdition } from "../../catalog/edition/embedded";
import { readInput } from "../../cli/inputs/recognise";
import { checkPlan } from "../../policy/run/check-plan";
import { parseSettings } from "../../policy/settings";
import { ONE_FILE, PACK } from "./support/packs";
import { Account, Deployment, ResourceGroup } from "./support/resources";
import { describeWithPulumi, preview, type RunResult, Workspace } from "./support/workspace";

const packs = [PACK];
const packConfigs = [{ "model-lifecycle": { catalog: { edition: "2026-10-05" } } }];
const RETIRED = { name: "gpt-5-chat", version: "2025-08-07" };
const CURRENT = { name: "gpt-4o", version: "2024-11-20" };

const program =
  (models: Readonly<Record<string, { name: string; version: string }>>, isOrdered = true) =>
  async () => {
    const group = new ResourceGroup("rg", { location: "eastus2" });
    const account = new Account("openai", {
      ...{ resourceGroupName: group.name, location: "eastus2", kind: "OpenAI", sku: { name: "S0" } },
    });
    let before: Deployment | undefined;
    for (const [name, model] of Object.entries(models)) {
      const inputs = {
        accountName: account.name,
        resourceGroupName: group.name,
        properties: { model: { format: "OpenAI", ...model }, versionUpgradeOption: "NoAutoUpgrade" },
        sku: { name: "GlobalStandard", capacity: 1 },
      };
      before = new Deployment(name, inputs, isOrdered && before ? { dependsOn: [before] } : {});
    }
  };

const summary = ({ violations }: RunResult, ...rules: string[]) =>
  violations.filter((v) => rules.includes(v.policy)).map((v) => `${v.policy} ${v.level} ${v.urn.split("::").at(-1)}`);

async function checked(plan: string, rule = "model-lifecycle") {
  async function* chunks() {
    yield Buffer.from(plan);
  }
  const { resources } = await readInput(chunks());
  const options = { edition: embeddedEdition("2026-10-05"), settings: parseSettings({}), today: "2026-11-26" };
  return checkPlan(resources, { ...options, isEditionChosen: true })
    .findings.filter((f) => f.rule === rule)
    .map((f) => `${f.rule} ${f.level} ${f.urn?.split("::").at(-1)}`);
}

describeWithPulumi("a retired model", () => {
  it("blocks a deployment that is about to be made, and is advice for one that exists", async () => {
    const workspace = await Workspace.create();
    const run = program({ chat: RETIRED });
    const planned = await workspace.preview(run, { packs, packConfigs });
    expect(summary(planned, "model-lifecycle", "model-availability")).toEqual(["model-lifecycle mandatory chat"]);
    expect(planned.ok).toBe(false);
    expect(await checked(await workspace.previewJson(run))).toEqual(["model-lifecycle mandatory chat"]);

    // Made before it was retired.
    expect((await workspace.up(run)).ok).toBe(true);
    const there = await workspace.preview(run, { packs, packConfigs });
    expect(summary(there, "model-lifecycle", "model-availability")).toEqual(["model-lifecycle advisory chat"]);
    expect(there.ok).toBe(true);
    expect(await checked(await workspace.stateFile())).toEqual(["model-lifecycle advisory chat"]);
  });

  it("blocks a deployment that the update moves to it, in the plan", async () => {
    const workspace = await Workspace.create();
    expect((await workspace.up(program({ chat: CURRENT }))).ok).toBe(true);
    const moved = await workspace.previewJson(program({ chat: RETIRED }));
    expect(await checked(moved)).toEqual(["model-lifecycle mandatory chat"]);
  });

  it("is advice in the pack for an update that moves a deployment to it, and says that the pack cannot know", async () => {
    const BEFORE = "Pulumi does not tell a policy pack what it was before";
    const told = (result: RunResult) => [
      ...summary(result, "model-lifecycle"),
      ...result.violations.filter((v) => v.message.includes(BEFORE)).map((v) => v.policy),
    ];
    const workspace = await Workspace.create();
    expect((await workspace.up(program({ chat: CURRENT }))).ok).toBe(true);
    const moved = await workspace.preview(program({ chat: RETIRED }), { packs, packConfigs });
    expect(told(moved)).toEqual(["model-lifecycle advisory chat", "model-lifecycle"]);
    // A deployment that does not change needs no finding.
    expect((await workspace.up(program({ chat: RETIRED }))).ok).toBe(true);
    const there = await workspace.preview(program({ chat: RETIRED }), { packs, packConfigs });
    expect(told(there)).toEqual(["model-lifecycle advisory chat"]);
    const strict = [{ "model-lifecycle": { catalog: { edition: "2026-10-05" }, failWithinDays: 0 } }];
    const blocked = await workspace.preview(program({ chat: RETIRED }), { packs, packConfigs: strict });
    expect(summary(blocked, "model-lifecycle")).toEqual(["model-lifecycle mandatory chat"]);
  });
});

describeWithPulumi("deployments of one account", () => {
  it("are reported without an order, and not with dependsOn", async () => {
    const models = { chat: CURRENT, titles: CURRENT };
    const unordered = await preview(program(models, false), { packs, packConfigs });
    expect(summary(unordered, "deployment-order")).toEqual(["deployment-order advisory titles"]);
    expect(unordered.violations.find((v) => v.policy === "deployment-order")?.message).toContain(
      "Let titles wait for chat: { dependsOn: [chat] } as its options",
    );
    expect(summary(await preview(program(models), { packs, packConfigs }), "deployment-order")).toEqual([]);
  });

  it.each([
    ["nodejs", "Let titles wait for chat: { dependsOn: [chat] } as its options\n"],
    ["yaml", `Let titles wait for chat: options: { dependsOn: ["$\{chat}"] }\n`],
  ] as const)("are ordered as a program in %s writes it", async (runtime, line) => {
    const workspace = await Workspace.create({ runtime });
    const { violations } = await workspace.preview(program({ chat: CURRENT, titles: CURRENT }, false), {
      // Pulumi starts it in the program's folder; the other pack has only the stack's tags, and this backend has none.
      packs: [ONE_FILE],
      packConfigs,
    });
    expect(`${violations.find((v) => v.policy === "deployment-order")?.message}\n`).toContain(line);
  });

  it("are silent once they exist", async () => {
    const workspace = await Workspace.create();
    const run = program({ chat: CURRENT, titles: CURRENT }, false);
    expect(await checked(await workspace.previewJson(run), "deployment-order")).toEqual([
      "deployment-order advisory titles",
    ]);
    expect((await workspace.up(run)).ok).toBe(true);
    expect(summary(await workspace.preview(run, { packs, packConfigs }), "deployment-order")).toEqual([]);
    expect(await checked(await workspace.stateFile(), "deployment-order")).toEqual([]);
  });
});

describeWithPulumi("an edition that nobody chose", () => {
  it("is reported once at the end of a preview, and not if an edition is chosen", async () => {
    const run = program({ chat: CURRENT, titles: CURRENT });
    const told = (await preview(run, { packs })).unchosen;
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /^.*\n?judged by the document of 2025-06-16 \(\d+ days old\), since no edition is chosen; edition /,
    );
    expect((await preview(run, { packs, packConfigs })).unchosen).toEqual([]);
  });
});

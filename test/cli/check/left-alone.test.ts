/** Deployments of other vendors' models: counted and named, and not judged. */
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { account, deployment } from "../../policy/plans";
import { cli } from "../support";

const of = (format: string, name: string) =>
  deployment(
    {
      inputs: {
        accountName: "openai",
        properties: { model: { format, name, version: "1" } },
        sku: { name: "GlobalStandard" },
      },
    },
    name,
  );
const state = (resources: readonly object[]) =>
  JSON.stringify({ version: 3, deployment: { manifest: { time: "2025-07-01T00:00:00Z" }, resources } });

describe("a deployment of another vendor's model", () => {
  it("is in the plan's report, with vendor and model", () => {
    const { deployments, findings, leftAlone } = checkPlan([account("eastus"), of("Mistral", "Mistral-large")], {
      edition: defaultEdition(),
      settings: parseSettings(undefined),
      today: "2025-07-01",
    });
    expect([deployments, findings]).toEqual([0, []]);
    expect(leftAlone.map(({ name, format, model }) => [name, format, model])).toEqual([
      ["Mistral-large", "Mistral", "Mistral-large"],
    ]);
  });

  it.each<[string, readonly object[], string | undefined]>([
    ["one", [of("Mistral", "m")], "1 deployment has another vendor's model (Mistral) and was left alone"],
    [
      "two",
      [of("Mistral", "m"), of("Cohere", "c")],
      "2 deployments have another vendor's model (Cohere, Mistral) and were left alone",
    ],
    ["none", [deployment({ model: "gpt-4o", version: "2024-11-20", sku: "Standard" })], undefined],
  ])("%s: the command says how many, and from whom", async (_, resources, note) => {
    const { stdout, exitCode } = await cli(
      ["check", "-", "--format", "json"],
      state([account("eastus2"), ...resources]),
    );
    const notes = (JSON.parse(stdout) as { files: { notes?: string[] }[] }).files[0]?.notes ?? [];
    expect(exitCode).toBe(0);
    expect(notes.join("\n")).toBe(note === undefined ? "" : `${note}: no edition covers it`);
  });
});

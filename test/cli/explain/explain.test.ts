/** `explain`: what a verdict and an overview hold, beyond the one-line cases. */
import { describe, expect, it } from "vitest";
import { cli } from "../support";

const nano = ["explain", "gpt-4.1-nano", "2025-04-14", "--sku", "GlobalStandard"];

describe("explain --json", () => {
  it("is the verdict, with the cell and every alternative", async () => {
    const { exitCode, stdout, stderr } = await cli([...nano, "--region", "eastus", "--json"]);
    const answer = JSON.parse(stdout);
    expect([exitCode, stderr]).toEqual([1, ""]);
    expect(answer).toMatchObject({ status: "unavailable", reason: "region-not-listed", conditions: [] });
    expect(answer.citations).toMatchObject([
      { table: "Global Standard", row: "イーストアス (eastus)", column: "gpt-4.1-nano、2025-04-14", says: "-" },
    ]);
    expect(answer.alternatives).toHaveLength(19);
    expect(answer.alternatives[0]).toEqual({
      change: "region",
      model: "gpt-4.1-nano",
      version: "2025-04-14",
      sku: "GlobalStandard",
      region: "eastus2",
    });
  });

  it("is the overview where no region is asked for", async () => {
    const { exitCode, stdout } = await cli(["explain", "gpt-4.1-nano", "--json"]);
    expect(exitCode).toBe(0);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({
      model: "gpt-4.1-nano",
      edition: "2025-06-16",
      versions: [{ version: "2025-04-14" }],
    });
    expect(Object.keys(answer.versions[0].inference.GlobalStandard[0].regions)).toHaveLength(19);
  });

  it.each([
    ["a model", ["gpt-4.1-nan"], ["gpt-4.1-nano"]],
    ["a version", ["gpt-4.1-nano", "2025-04-41"], ["2025-04-14"]],
    ["an SKU", ["gpt-4.1-nano", "--sku", "globalstandart"], ["GlobalStandard"]],
  ])("names %s that comes near", async (_what, args, near) => {
    const { exitCode, stdout } = await cli(["explain", ...args, "--json"]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: expect.any(String), didYouMean: expect.arrayContaining(near) });
  });
});

describe("explain --region", () => {
  // One region by each of its names: the answer must not depend on how it is written.
  it.each([["eastus2"], ["East US 2"], ["EASTUS2"], ["米国東部 2"]])("%s passes", async (region) => {
    const { exitCode, stdout, stderr } = await cli([...nano, "--region", region]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/: available\n/);
  });

  it.each([
    ["a misspelt region", ["--region", "eastus22"], /unavailable\n.+\(region-unknown\)\.\n {2}Did you mean eastus2 /],
    ["fine-tuning elsewhere", ["--region", "westus", "--purpose", "fine-tuning"], /unavailable\n/],
    ["Assistants", ["--region", "westus", "--purpose", "assistants"], /unavailable\n.+\(not-supported-by-assistants\)/],
  ])("%s is ruled out", async (_what, args, out) => {
    const { exitCode, stdout } = await cli([...nano, ...args]);
    expect(stdout).toMatch(out);
    expect(exitCode).toBe(1);
  });

  it("rules out no other cloud: the document does not speak of it", async () => {
    const { exitCode, stdout } = await cli([...nano, "--region", "chinaeast"]);
    expect(stdout).toMatch(/: undocumented\n.+\(cloud-not-covered\)/);
    expect(exitCode).toBe(0);
  });

  it("takes global training for fine-tuning alone", async () => {
    const args = ["explain", "gpt-4o-mini", "2024-07-18", "--region", "westus", "--purpose", "fine-tuning"];
    const { exitCode, stdout, stderr } = await cli([...args, "--training", "global"]);
    expect([exitCode, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(/unavailable\n.+\(no-global-training\)/);
  });
});

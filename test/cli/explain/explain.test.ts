/** `explain`: verdicts and overviews, beyond the one-line cases. */
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

  it("is the overview without a region", async () => {
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
  ])("suggests %s", async (_what, args, near) => {
    const { exitCode, stdout } = await cli(["explain", ...args, "--json"]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: expect.any(String), didYouMean: expect.arrayContaining(near) });
  });
});

describe("explain --region", () => {
  // One region by each of its names: the answer must not depend on the spelling.
  it.each([["eastus2"], ["East US 2"], ["EASTUS2"], ["米国東部 2"]])("%s passes", async (region) => {
    const { exitCode, stdout, stderr } = await cli([...nano, "--region", region]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/: available\n/);
  });

  it.each([
    [
      "a misspelt region",
      ["--region", "eastus22"],
      /unavailable\n.+\(region-unknown\)\.\n {2}Did you mean eastus2\?\n/,
    ],
    ["fine-tuning elsewhere", ["--region", "westus", "--purpose", "fine-tuning"], /unavailable\n/],
    ["Assistants", ["--region", "westus", "--purpose", "assistants"], /unavailable\n.+\(not-supported-by-assistants\)/],
  ])("%s is ruled out", async (_what, args, out) => {
    const { exitCode, stdout } = await cli([...nano, ...args]);
    expect(stdout).toMatch(out);
    expect(exitCode).toBe(1);
  });

  it("does not rule out other clouds, which the document does not cover", async () => {
    const { exitCode, stdout } = await cli([...nano, "--region", "chinaeast"]);
    expect(stdout).toMatch(/: undocumented\n.+\(cloud-not-covered\)/);
    expect(exitCode).toBe(0);
  });

  it("takes --training global only for fine-tuning", async () => {
    const args = ["explain", "gpt-4o-mini", "2024-07-18", "--region", "westus", "--purpose", "fine-tuning"];
    const { exitCode, stdout, stderr } = await cli([...args, "--training", "global"]);
    expect([exitCode, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(/unavailable\n.+\(no-global-training\)/);
  });
});

describe("explain --edition 2026-10-05", () => {
  const explain = (words: string, columns?: number) =>
    cli(["explain", ...words.split(" "), "--edition", "2026-10-05", "--no-color"], "", {
      today: () => "2026-11-26",
      ...(columns === undefined ? {} : { isTerminal: true, columns }),
    });
  const placesIn = (stdout: string) => [...stdout.matchAll(/^ {2}\[(\d+)\] (.+)$/gm)].map(([, n, text]) => [n, text]);

  it("names each table once, by number, with all of its tabs, for all versions and regions", async () => {
    const { stdout } = await explain("gpt-4o");
    const places = placesIn(stdout);
    expect(places.map(([n]) => Number(n))).toEqual(places.map((_, i) => i + 1));
    expect(new Set(places.map(([, text]) => text)).size).toBe(places.length);
    expect(places[0]?.[1]).toBe(
      '"Microsoft Learn, Model region availability for Standard deployment (All Geographies)" of 2026-10-05, Standard/Regional › Availability for Azure OpenAI in Foundry Models, tabs Americas, Asia Pacific, Europe',
    );
    // Three versions are offered as Standard, and refer to the same place.
    expect(stdout.match(/^ {2}Standard \(.+\) \[1\]$/gm)).toEqual([
      "  Standard (7 regions; existing customers only; retirement date 2026-12-09) [1]",
      "  Standard (8 regions; existing customers only; retirement date 2027-04-14) [1]",
      "  Standard (16 regions; legacy; retirement date 2027-04-14) [1]",
    ]);
    for (const [n] of places) expect(stdout).toMatch(new RegExp(`^ {2}\\S.*\\[${n}\\]`, "m"));
  });

  it("prints the places of every SKU of a region at the end, and does not cut cells", async () => {
    const { stdout } = await explain("gpt-5 2025-08-07 --region japaneast");
    expect(stdout).toContain(
      "\n  GlobalStandard: available: the documentation of 2026-10-05 lists this combination (listed). [1]\n",
    );
    expect(placesIn(stdout)[0]?.[1]).toMatch(/tab Asia Pacific, row gpt-5 2025-08-07, column japaneast: ✅$/);
    // No heading without content.
    expect(stdout).not.toMatch(/\ngpt-5 2025-08-07\n$/);
  });

  it.each(["gpt-4o", "gpt-5 2025-08-07 --region japaneast", "gpt-5 --sku Standard --region japaneast", "o3"])(
    "%s fits in a terminal, and says the same",
    async (words) => {
      const [wide, narrow] = [await explain(words), await explain(words, 80)];
      expect(narrow.stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
      const squeezed = (text: string) => text.replace(/\s+/g, " ");
      expect(squeezed(narrow.stdout)).toBe(squeezed(wide.stdout));
      expect(wide.stdout.split("\n").length).toBeLessThan(narrow.stdout.split("\n").length);
    },
  );

  it("offers a version that is due to retire with its own day", async () => {
    const { stdout } = await explain("gpt-5-chat 2025-08-07 --sku GlobalStandard --region eastus2");
    expect(stdout).toContain("\n  Would pass: model gpt-chat-latest 2026-08-06 (due to retire on 2026-12-02).\n");
  });

  it("names every kind of training", async () => {
    const { stdout } = await explain("gpt-4.1-mini");
    expect(stdout).toMatch(/^ {2}Fine-tuning, data zone training \(/m);
    expect(stdout).toMatch(/^ {2}Fine-tuning, developer training \(/m);
  });
});

describe("explain --region without --sku", () => {
  it.each([
    ["gpt-4.1-nano", "eastus2", 0, /GlobalStandard: available: .+\n[\s\S]+Standard: unavailable: /],
    ["gpt-4.1-nano", "eastus", 1, /: unavailable: [\s\S]+Would pass: .*eastus2/],
    ["dall-e-3", "swedencentral", 0, /Standard: available/],
    ["gpt-image-1", "westus3", 0, /GlobalStandard: restricted: [\s\S]+--granted gpt-image-1/],
    ["gpt4o", "eastus", 1, /^gpt4o in eastus: unavailable\n[\s\S]+Did you mean gpt-4o/],
    ["gpt-4o", "usgovvirginia", 0, /^gpt-4o in usgovvirginia: undocumented\n/],
  ])("%s in %s exits with %i", async (model, region, exit, out) => {
    const { exitCode, stdout } = await cli(["explain", model, "--region", region]);
    expect(stdout).toMatch(out);
    expect(exitCode).toBe(exit);
  });

  it("gives the best verdict as JSON, and the verdict for every SKU", async () => {
    const { stdout } = await cli(["explain", "gpt-4.1-nano", "--region", "eastus2", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      status: "available",
      sku: "GlobalStandard",
      skus: { Standard: { status: "unavailable" }, GlobalStandard: { status: "available" } },
    });
  });

  it.each([
    [["explain", "gpt-4o", "--region", ""], /--region is empty/],
    [["explain", "gpt-4o", "--region", " ", "--json"], /--region is empty/],
    [["explain", "gpt-4o", "--region", "eastus", "--sku", ""], /--sku is empty/],
    [["explain", ""], /MODEL is empty/],
    [["explain", "gpt-4o", ""], /VERSION is empty/],
    [["place", "gpt-4o::"], /"gpt-4o::": expected a version or an SKU behind the colon/],
    [["place", "gpt-4o:"], /behind the colon/],
    [["place", "gpt-4o:2024-11-20:"], /behind the colon/],
  ])("%j is a usage error", async (args, err) => {
    const { exitCode, stdout, stderr } = await cli(args);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(err);
  });
});

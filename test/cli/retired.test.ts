/** A certainly retired version is retired on every surface, and no surface offers it as a way out. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { defaultEdition } from "../../catalog/edition/embedded";
import { editionText } from "../../catalog/edition/provenance";
import { importEdition } from "../../catalog/import/import";
import { azShape, entry, file, sku } from "../catalog/support";
import { plan } from "../policy/plans";
import { cli } from "./support";

const directory = mkdtempSync(join(tmpdir(), "aog-retired-"));
afterAll(() => rmSync(directory, { recursive: true }));

const lists = importEdition(
  defaultEdition().data,
  {
    arm: [
      {
        ...file(
          azShape([
            entry("x", "gpt-4o", "2024-05-13", [sku("Standard", "2026-01-01"), sku("GlobalStandard", "2026-03-01")]),
            entry("x", "gpt-4o", "2024-11-20", ["Standard"]),
          ]),
          "eastus2.json",
        ),
        retrieved: "2026-02-01",
      },
    ],
  },
  { id: "lists", retrieved: "2026-02-01" },
);
const edition = join(directory, "lists.json");
writeFileSync(edition, editionText(lists.data));

const RETIRED = { model: "gpt-4o", version: "2024-05-13", sku: "Standard" };
// The region of its list, of another list, and a region that only the document covers.
describe.each(["eastus2", "swedencentral"])("gpt-4o 2024-05-13 as Standard in %s", (region) => {
  const run = (...args: string[]) => cli([...args, "--edition", edition], "", { today: () => "2026-04-01" });
  const asked = [RETIRED.model, RETIRED.version, "--sku", RETIRED.sku, "--region", region];

  it("explain: is retired", async () => {
    const { stdout, exitCode } = await run("explain", ...asked, "--json");
    const answer = JSON.parse(stdout);
    expect([exitCode, answer.status, answer.reason]).toEqual([1, "unavailable", "retired"]);
  });

  it("explain-error: blames the version", async () => {
    const text = `The specified SKU 'Standard' for model 'gpt-4o 2024-05-13' is not supported in this region '${region}'.`;
    const { stdout } = await run("explain-error", text, "--json");
    expect(JSON.parse(stdout).errors[0]).toMatchObject({ blame: "version", reason: "retired" });
    expect(stdout).not.toContain("does not know");
  });

  it("check: is reported, and no way out leads back to it", async () => {
    const saved = join(directory, `${region}.plan.json`);
    const steps = plan({ ...RETIRED, region }).map(({ urn, type, inputs }) => ({
      op: "create",
      urn,
      newState: { urn, type, inputs },
    }));
    writeFileSync(saved, JSON.stringify({ steps }));
    const { stdout, exitCode } = await run("check", saved, "--format", "json");
    const [{ findings }] = JSON.parse(stdout).files;
    expect([exitCode, findings.map((f: { level: string; reason: string }) => [f.level, f.reason])]).toEqual([
      1,
      expect.arrayContaining([["mandatory", "retired"]]),
    ]);
    expect(JSON.stringify(findings.map((f: { waysOut?: unknown }) => f.waysOut))).not.toContain("2024-05-13");
  });

  it("matrix: is retired", async () => {
    const { stdout } = await run("matrix", "--json", "--sku", "Standard", "--model", "gpt-4o", "--region", region);
    const [matrix]: { rows: { version: string; cells: { status: string; reason: string }[] }[] }[] =
      JSON.parse(stdout).matrices;
    const row = matrix?.rows.find((r) => r.version === "2024-05-13");
    expect(row?.cells).toMatchObject([{ region, status: "retired", reason: "retired" }]);
  });

  it("diff: was available, and is retired", async () => {
    const { stdout } = await cli(["catalog", "diff", "2025-06-16", edition, "--json"]);
    const cells: { model: string; version: string; use: string; to: string; regions: string[] }[] =
      JSON.parse(stdout).cells;
    const of = cells.filter((c) => c.version === "2024-05-13" && c.use === "Standard" && c.regions.includes(region));
    expect(of).toMatchObject([{ from: "available", to: "retired" }]);
  });

  it("place: has no region", async () => {
    const { stdout } = await run("place", "gpt-4o:2024-05-13:Standard", "--format", "json");
    expect(JSON.parse(stdout).layouts).toEqual([]);
  });
});

it("a date that has passed only since the list was made rules nothing out", async () => {
  const args = [
    "explain",
    "gpt-4o",
    "2024-05-13",
    "--sku",
    "GlobalStandard",
    "--region",
    "eastus2",
    "--edition",
    edition,
  ];
  const { stdout, exitCode } = await cli([...args, "--json"], "", { today: () => "2026-04-01" });
  const answer = JSON.parse(stdout);
  expect([exitCode, answer.status, answer.conditions.map((c: { text: string }) => c.text)]).toEqual([
    0,
    "available",
    ["gpt-4o 2024-05-13 was scheduled to retire on 2026-03-01, as planned on 2026-02-01."],
  ]);
});

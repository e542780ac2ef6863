/** `catalog import --docs`: files, directories and standard input; what the summary says, and what writes nothing. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeFiles } from "../../../cli/shell/output-files";
import { head, modelFirst, regionFirst } from "../../catalog/import/pages-support";
import { cli as run } from "../support";

let dir = "";
const at = (name: string) => join(dir, name);
/** Words that start with "@" are files of the test's directory. */
const cli = (words: string, stdin = "") =>
  run(
    words.split(" ").map((w) => w.replace(/@(.+)$/, (_, name: string) => at(name))),
    stdin,
    { writeFiles: (files) => writeFiles(files, "/"), today: () => "2026-11-26" },
  );

const BATCH = `${head("Model region availability for Batch deployment (All Geographies)", "08/28/2026")}## Global Batch

#### Availability for Azure OpenAI in Foundry Models

# [Americas](#tab/a)

${modelFirst(["eastus", "westus"], { "gpt-9 1": "x-" })}

---

#### Availability for other Foundry Models sold by Azure

# [Americas](#tab/a)

${modelFirst(["eastus"], { "Maker-9B 1": "x" })}
`;
const PRIORITY =
  head("Datazone standard model availability for priority processing") + regionFirst(["gpt-9 1"], { eastus: "x" });
const ZONE = head("Datazone standard model availability", "10/04/2026") + regionFirst(["gpt-9 1"], { eastus: "x" });
const WRAPPER = `${head("Region availability for Foundry Models sold by Azure")}[!INCLUDE [batch](../m/deployments-batch.md)]\n`;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "aog-pages-"));
  for (const name of ["pages", "pages/deep", "pages/.git", "none"]) mkdirSync(at(name));
  const files: Record<string, string> = {
    "pages/deployments-batch.md": BATCH,
    "pages/deep/zone.md": ZONE,
    "pages/.git/zone.md": "no page",
    "pages/priority.md": PRIORITY,
    "pages/quota.md": `${head("Quota")}| Tier | Limit |\n|---|---|\n| a | 1 |\n`,
    "pages/wrapper.md": WRAPPER,
    "pages/notes.txt": "no page",
    "bad.md": ZONE.replace("✅", "maybe"),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text);
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

describe("a directory", () => {
  it("is read completely; the summary says what each page gave, and why some were refused", async () => {
    const { stdout, stderr, exitCode } = await cli("catalog import --docs @pages --out @all.json");
    expect([exitCode, stderr]).toEqual([0, ""]);
    const { hash } = JSON.parse(readFileSync(at("all.json"), "utf8"));
    expect(stdout).toBe(`zone.md of 2026-10-04, "Datazone standard model availability"
  DataZoneStandard: 1 row, 1 cell, 1 tick (line 6)
deployments-batch.md of 2026-08-28, "Model region availability for Batch deployment (All Geographies)"
  GlobalBatch: 1 row, 2 cells, 1 tick (line 12)
  Left out: 1 table (line 22): models of vendors other than OpenAI
Refused: priority.md: is about priority processing, which fewer models and regions have than the SKU itself (title "Datazone standard model availability for priority processing")
Skipped: 1 page without a table of availability, of retirement or of fine-tuning: quota.md
Note: wrapper.md: only includes other pages, all of them given: ../m/deployments-batch.md

Edition 2026-10-04 of 2026-10-04, sha256 ${hash.slice(0, 12)}, on top of 2025-06-16: ${at("all.json")}
See what it changes: azure-openai-guard catalog diff 2025-06-16 ${at("all.json")}
`);
  });

  it("says the same as JSON", async () => {
    const { stdout } = await cli("catalog import --docs @pages --id json --out @json.json --json");
    const { tables, pages, leftOut, notes } = JSON.parse(stdout);
    expect(tables).toEqual([
      { file: "zone.md", line: 6, use: "DataZoneStandard", rows: 1, cells: 1, ticks: 1 },
      { file: "deployments-batch.md", line: 12, use: "GlobalBatch", rows: 1, cells: 2, ticks: 1 },
    ]);
    expect(pages.map((p: { file: string }) => p.file)).toEqual([
      "zone.md",
      "deployments-batch.md",
      "priority.md",
      "quota.md",
      "wrapper.md",
    ]);
    expect([leftOut.length, notes.length]).toEqual([1, 1]);
  });

  it("gives an edition that verify can make again from the pages", async () => {
    const { stdout, exitCode } = await cli(
      "catalog verify @all.json --source @pages/deployments-batch.md @pages/deep/zone.md",
    );
    expect(stdout).toContain("ok: sources: importing 2 files again gives the same");
    expect(exitCode).toBe(0);
  });
});

it("standard input is a page like the others", async () => {
  const { exitCode, stdout } = await cli("catalog import --docs - --id stdin --out @stdin.json", ZONE);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("standard input of 2026-10-04");
});

it("the id of an embedded edition is refused, also if it comes from the date", async () => {
  const words = "catalog import --base @all.json --docs DataZoneBatch=- --date 2025-06-16 --out @x.json";
  const { exitCode, stderr } = await cli(words, ZONE);
  expect([exitCode, existsSync(at("x.json"))]).toEqual([2, false]);
  expect(stderr).toContain('"2025-06-16" is the id of an embedded edition: give another --id');
});

describe("nothing is written", () => {
  it.each([
    ["@pages/priority.md @pages/deployments-batch.md", /priority\.md: is about priority processing/],
    ["@pages/quota.md", /quota\.md: no table of availability, of retirement or of fine-tuning \(title "Quota"\)/],
    ["@pages/wrapper.md", /wrapper\.md: only includes other pages: give \.\.\/m\/deployments-batch\.md/],
    ["@bad.md @pages", /bad\.md: line 8: expected ✅ or -, found "maybe"/],
    ["@none", /none: has no Markdown file/],
    ["DataZoneStandard=@pages", /is a directory: give single files with DataZoneStandard/],
    ["@nowhere.md", /nowhere\.md: cannot be read: there is no such file/],
  ])("of --docs %s", async (names, message) => {
    const { exitCode, stdout, stderr } = await cli(`catalog import --docs ${names} --out @bad.json`);
    expect(stderr).toMatch(message);
    expect([exitCode, stdout, existsSync(at("bad.json"))]).toEqual([2, "", false]);
  });
});

it.each([
  ["300,001 characters", "a\n\n".repeat(100_001), "more than 300,000 characters"],
  ["a paragraph without an end", `${"a".repeat(100)}\n`.repeat(400), "a paragraph of more than 30,000 characters"],
  ["a row without an end", `| ${"a ".repeat(20_000)}|\n`, "a paragraph of more than 30,000 characters"],
  ["marks that may be emphasis", "*a_".repeat(9000), "more than 1,000 of * _ [ in one paragraph"],
  ["marks that may be links", `${"[a](".repeat(100)}\n`.repeat(90), "more than 1,000 of * _ [ in one paragraph"],
  ["quotes in quotes", `${">".repeat(5000)} a\n`, "quotes or lists in more than 50 others"],
  ["lists in lists", `${"- ".repeat(5000)}a\n`, "quotes or lists in more than 50 others"],
])("a page with %s is refused before it is parsed", async (_, text, what) => {
  writeFileSync(at("large.md"), `${head("Datazone standard model availability")}${text}`);
  const { exitCode, stdout, stderr } = await cli("catalog import --docs @large.md --id large --out @large.json");
  expect([exitCode, stdout, stderr]).toEqual([
    2,
    "",
    `azure-openai-guard: ${at("large.md")}: is no page of the documentation: it has ${what}\n`,
  ]);
});

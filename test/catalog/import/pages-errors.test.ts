/** Faulty pages: every problem with file and line; pages about other subjects are refused with the reason. */
import { describe, expect, it } from "vitest";
import { CatalogFileError } from "../../../catalog/edition/checked";
import { head, modelFirst, type Page, readPages, regionFirst, ticksOf } from "./pages-support";

const GLOBAL = head("Global Standard model availability");
const ALL = head("Model region availability for Batch deployment (All Geographies)");
const rows = modelFirst(["eastus", "westus"], { "gpt-9 1": "x-", "gpt-9 2": "-x" });
const regions = regionFirst(["gpt-9 1", "gpt-9 2"], { eastus: "x-", westus: "-x" });

const SCHEDULE = `${head("include file", "10/05/2026")}## Foundry Models sold by Azure

### Azure OpenAI

| Model | Version | Lifecycle | Retirement date | Replacement |
|---|---|---|---|---|
| gpt-9 | 1 | GA | 2027-01-01 | — |
`;

describe("a wrong table is an error with its line", () => {
  it.each<[string, Page, string]>([
    [
      "a row with a cell more",
      ["a.md", `${GLOBAL}${regions}\n| uksouth | - | ✅ | - |\n`],
      "a.md: line 10: expected 3 cells, as the head has, found 4: a column is shifted",
    ],
    [
      "a row with a cell less",
      ["a.md", `${ALL}## Global Batch\n\n${rows}\n| gpt-9 | 3 | ✅ |\n`],
      "a.md: line 12: expected 4 cells, as the head has, found 3: a column is shifted",
    ],
    ["another mark", ["a.md", GLOBAL + regions.replace("| - |", "| soon |")], 'line 8: expected ✅ or -, found "soon"'],
    [
      "an empty cell",
      ["a.md", GLOBAL + regions.replace("| - |", "|  |")],
      "line 8: expected ✅ or -, found an empty cell",
    ],
    [
      "the mark of another layout",
      ["a.md", GLOBAL + regions.replace("| - |", "| ❌ |")],
      'expected ✅ or -, found "❌"',
    ],
    [
      "a tick with a footnote",
      ["a.md", GLOBAL + regions.replace("✅", "✅<sup>1</sup>")],
      'line 8: expected ✅ or -, found "✅" with the footnote 1',
    ],
    [
      "an unknown region in a row",
      ["a.md", GLOBAL + regions.replace("westus", "westus9")],
      'line 9: expected a region of the public Azure cloud, found "westus9"',
    ],
    [
      "a sovereign region in a column",
      ["a.md", `${ALL}## Global Batch\n\n${rows.replace("westus", "usgovvirginia")}`],
      'line 8: expected a region of the public Azure cloud, found "usgovvirginia"',
    ],
    [
      "a region twice, as rows",
      ["a.md", GLOBAL + regions.replace("westus", "East US")],
      "line 9: expected one row for eastus, found a second; the first is in line 8",
    ],
    [
      "a region twice, as columns",
      ["a.md", `${ALL}## Global Batch\n\n${rows.replace("westus", "East US")}`],
      "line 8: expected one column for eastus, found a second; the first is in line 8",
    ],
    [
      "a model version twice, as rows",
      ["a.md", `${ALL}## Global Batch\n\n${rows}\n| GPT-9 | 1 | - | - |\n`],
      "line 12: expected one row for GPT-9 1, found a second; the first is in line 10",
    ],
    [
      "a model version twice, as columns",
      ["a.md", GLOBAL + regions.replace("**2**", "**1**")],
      "line 6: expected one column for gpt-9, 1, found a second; the first is in line 6",
    ],
    [
      "an unknown head",
      ["a.md", GLOBAL + regions.replace("**gpt-9**, **2**", "GPT-9 and friends")],
      'line 6: expected a model and its version, as in **gpt-4.1**, **2025-04-14**, found "GPT-9 and friends"',
    ],
    [
      "no model in a row",
      ["a.md", `${ALL}## Global Batch\n\n${rows.replace("gpt-9 | 2", "the new one | 2")}`],
      'line 11: expected the name of a model, found "the new one"',
    ],
    ["no rows", ["a.md", GLOBAL + regionFirst(["gpt-9 1"], {})], "line 6: expected a row per region, found none"],
    [
      "a row of dashes that is two cells short",
      ["a.md", GLOBAL + regions.replace("|:---|:---:|:---:|", "|:---|")],
      "line 7: expected 3 cells in the row of dashes, as the head has, found 1",
    ],
    [
      "a tab without table",
      ["a.md", `${ALL}## Global Batch\n\n# [Americas](#tab/a)\n\n${rows}\n\n# [Europe](#tab/e)\n\nSoon\n`],
      'line 15: expected a table or "Not available" in the tab "Europe", found neither',
    ],
    [
      "a section that names no deployment type",
      ["a.md", `${ALL}## Batch of everything\n\n${rows}`],
      "line 8: cannot tell the deployment type, neither title nor headings name one: give the file with it, as in DataZoneStandard=FILE",
    ],
    [
      "a file name alone",
      ["standard-global.md", regions],
      "standard-global.md: line 1: cannot tell the deployment type",
    ],
    [
      "another deployment type than the user said",
      ["a.md", `${ALL}## Global Batch\n\n${rows}`, "DataZoneBatch"],
      "line 8: expected a table of DataZoneBatch, as the file was given, found one of GlobalBatch",
    ],
    [
      "regions where the user said fine-tuning",
      ["a.md", regions, "fine-tuning"],
      "line 1: expected a table of fine-tuning, found a table of regions",
    ],
    [
      "an unknown word of the schedule",
      ["a.md", SCHEDULE.replace("GA", "Sunset")],
      'line 12: expected Preview, GA, Legacy, Deprecated, Retired, found "Sunset"',
    ],
    [
      "no date in the schedule",
      ["a.md", SCHEDULE.replace("2027-01-01", "next year")],
      'line 12: expected a date, YYYY-MM-DD, or —, found "next year"',
    ],
    [
      "a replacement that names no model",
      ["a.md", SCHEDULE.replace("| — |", "| see below |")],
      'line 12: expected a model, with its version in brackets, or —, found "see below"',
    ],
  ])("%s", async (_, page, message) => {
    const read = readPages([page]);
    await expect(read).rejects.toThrow(CatalogFileError);
    await expect(read).rejects.toThrow(message);
  });

  it("all at once", async () => {
    const wrong = regions.replace("westus", "westus9").replace("eastus", "eastus9");
    await expect(readPages([["a.md", GLOBAL + wrong]])).rejects.toThrow(/line 8: .*eastus9.*\n.*line 9: .*westus9/);
  });

  it("except a row of dashes that is one cell short", async () => {
    const read = await readPages([["a.md", GLOBAL + regions.replace("|:---|:---:|:---:|", "|:---|:---:|")]]);
    expect(ticksOf(read)).toEqual({ "GlobalStandard gpt-9 1": ["eastus"], "GlobalStandard gpt-9 2": ["westus"] });
    expect(read.notes).toEqual(["a.md: line 7: the row of dashes has 2 cells, the head 3: read anyway"]);
  });
});

describe("a page about another subject is refused with the reason", () => {
  const priority = head("Datazone standard model availability for priority processing") + regions;
  const cases: [string, string, string][] = [
    ["priority processing", priority, "is about priority processing"],
    [
      "Azure Direct",
      head("Data zone standard availability for Azure Direct models") + regions,
      "is about Azure Direct models",
    ],
    [
      "the Marketplace",
      `${head("Marketplace models - region availability for Standard deployment (All Geographies)")}### Global standard\n\n${rows}`,
      "is about models that partners sell through Azure Marketplace",
    ],
    [
      "Azure Government, by the title",
      head("Standard model availability in Azure Government") + regions,
      "is about Azure Government",
    ],
    [
      "Azure Government, by the suffix",
      head("Standard model availability\ntitleSuffix: Azure OpenAI in Azure Government") + regions,
      "is about Azure Government",
    ],
    [
      "Azure Government, by the heading of a page without a title of its own",
      SCHEDULE.replace("sold by Azure", "sold by Azure in Azure Government"),
      "is about Azure Government",
    ],
    [
      "an agent service with tables of the same form",
      `${head("Models of an agent service")}# [Global standard](#tab/g)\n\n${regions}`,
      'no table of availability, of retirement or of fine-tuning (title "Models of an agent service"): line 8: the page\'s title',
    ],
    [
      "quota",
      `${head("Quota")}| Region | a |\n|---|---|\n`.replace("Region", "Tier"),
      'no table of availability, of retirement or of fine-tuning (title "Quota"): line 6: no known layout has its head: "Tier | a"',
    ],
    [
      "no table",
      `${head("Concepts")}Text.\n`,
      'no table of availability, of retirement or of fine-tuning (title "Concepts")',
    ],
  ];

  it.each(cases)("%s", async (_, text, reason) => {
    await expect(readPages([["datazone-standard.md", text]])).rejects.toThrow(`datazone-standard.md: ${reason}`);
  });

  it("also with good pages: nothing is read", async () => {
    const good: Page = ["b.md", GLOBAL + regions];
    await expect(readPages([good, ["a.md", priority]])).rejects.toThrow("a.md: is about priority processing");
  });

  it("skipped if it came from a directory, with the reason", async () => {
    const read = await readPages(
      [
        ["b.md", GLOBAL + regions],
        ["a.md", priority],
      ],
      true,
    );
    expect(read.pages.map(({ file, refused }) => [file, refused?.slice(0, 32)])).toEqual([
      ["b.md", undefined],
      ["a.md", "is about priority processing, wh"],
    ]);
    expect(Object.keys(read.sources)).toEqual(["docs:b.md"]);
  });

  it("but not if the directory has nothing else", async () => {
    await expect(readPages([["a.md", priority]], true)).rejects.toThrow("a.md: is about priority processing");
  });
});

describe("a page that only includes others", () => {
  const wrapper = `${head("Region availability for Foundry Models sold by Azure")}::: zone pivot="standard"

[!INCLUDE [deployments-standard](../includes/model-matrix/deployments-standard.md)]

::: zone-end

::: zone pivot="batch"

[!INCLUDE [deployments-batch](../includes/model-matrix/deployments-batch.md)]

::: zone-end
`;

  it("names them", async () => {
    await expect(readPages([["wrapper.md", wrapper]])).rejects.toThrow(
      "wrapper.md: only includes other pages: give ../includes/model-matrix/deployments-standard.md, ../includes/model-matrix/deployments-batch.md",
    );
  });

  it("says which of them were not given", async () => {
    const read = await readPages([
      ["wrapper.md", wrapper],
      ["deployments-batch.md", `${ALL}## Global Batch\n\n${rows}`],
    ]);
    expect(read.notes).toEqual([
      "wrapper.md: only includes other pages: ../includes/model-matrix/deployments-standard.md, ../includes/model-matrix/deployments-batch.md; not given: ../includes/model-matrix/deployments-standard.md",
    ]);
  });
});

it("two files of one name", async () => {
  const page: Page = ["a.md", GLOBAL + regions];
  await expect(readPages([page, page])).rejects.toThrow("a.md: two files have this name, expected one");
});

/** Each layout of availability pages: which cells it gives, for which SKU, and where they are cited. */
import { describe, expect, it } from "vitest";
import { head, modelFirst, type Page, readPages, regionFirst, ticksOf } from "./pages-support";

const L3_TITLE = "Model region availability for Standard deployment (All Geographies)";

/** A page of 2026: `##` is the SKU, tabs are geographies, `####` parts the vendors. */
const L3: Page = [
  "deployments-standard.md",
  `${head(L3_TITLE, "10/05/2026")}## Global Standard

For **global deployments**, text.

#### Availability for Azure OpenAI in Foundry Models

# [Americas](#tab/az-americas)

${modelFirst(["eastus", "westus"], { "gpt-9 2026-01-01": "xx", "model-router 1": "-x" })}

# [Europe](#tab/az-europe)

${modelFirst(["swedencentral"], { "gpt-9 2026-01-01": "-" })}

# [Asia Pacific](#tab/az-apac)

Not available

---

#### Availability for other Foundry Models sold by Azure

# [Americas](#tab/az-americas)

${modelFirst(["eastus", "westus2"], { "Maker-9B 1": "xx" })}

# [Europe](#tab/az-europe)

Not available
---

## DATA ZONE standard

# [Americas](#tab/az-americas)

${modelFirst(["eastus"], { "gpt-9 2026-01-01": "x" })}

---

## Standard/Regional

# [Europe](#tab/az-europe)

${modelFirst(["uksouth"], { "whisper 001": "x" })}
`,
];

describe("a page with tabs of geographies", async () => {
  const read = await readPages([L3]);

  it("gives the cells of each SKU, without other vendors", () => {
    expect(ticksOf(read)).toEqual({
      "GlobalStandard gpt-9 2026-01-01": ["eastus", "westus"],
      "GlobalStandard model-router 1": ["westus"],
      "DataZoneStandard gpt-9 2026-01-01": ["eastus"],
      "Standard whisper 001": ["uksouth"],
    });
    expect(read.leftOut).toEqual([
      { file: "deployments-standard.md", line: 35, what: "table", reason: "models of vendors other than OpenAI" },
    ]);
  });

  it("keeps each tab's own columns, its place and the page's date", () => {
    expect(read.docs.map(({ source, place, regions, whole }) => [source, place, Object.keys(regions), whole])).toEqual([
      [
        "deployments-standard.md:GlobalStandard:Americas",
        {
          from: "docs:deployments-standard.md",
          section: "Global Standard › Availability for Azure OpenAI in Foundry Models",
          tab: "Americas",
        },
        ["eastus", "westus"],
        true,
      ],
      [
        "deployments-standard.md:GlobalStandard:Europe",
        {
          from: "docs:deployments-standard.md",
          section: "Global Standard › Availability for Azure OpenAI in Foundry Models",
          tab: "Europe",
        },
        ["swedencentral"],
        true,
      ],
      [
        "deployments-standard.md:DataZoneStandard:Americas",
        { from: "docs:deployments-standard.md", section: "DATA ZONE standard", tab: "Americas" },
        ["eastus"],
        true,
      ],
      [
        "deployments-standard.md:Standard:Europe",
        { from: "docs:deployments-standard.md", section: "Standard/Regional", tab: "Europe" },
        ["uksouth"],
        true,
      ],
    ]);
    expect(read.sources["docs:deployments-standard.md"]).toMatchObject({
      kind: "docs",
      date: "2026-10-05",
      title: `Microsoft Learn, ${L3_TITLE}`,
    });
  });

  it("counts rows, cells and ticks per SKU", () => {
    expect(read.summaries).toEqual([
      { file: "deployments-standard.md", line: 14, use: "GlobalStandard", rows: 3, cells: 5, ticks: 3 },
      { file: "deployments-standard.md", line: 48, use: "DataZoneStandard", rows: 1, cells: 1, ticks: 1 },
      { file: "deployments-standard.md", line: 58, use: "Standard", rows: 1, cells: 1, ticks: 1 },
    ]);
  });
});

it.each([
  ["Global standard", "GlobalStandard"],
  ["Data Zone standard", "DataZoneStandard"],
  ["Standard/Regional", "Standard"],
  ["Standard", "Standard"],
  ["Global Provisioned Managed", "GlobalProvisionedManaged"],
  ["Data Zone provisioned managed", "DataZoneProvisionedManaged"],
  ["REGIONAL PROVISIONED MANAGED", "ProvisionedManaged"],
  ["Provisioned Managed", "ProvisionedManaged"],
  ["Global Batch", "GlobalBatch"],
  ["Data Zone Batch", "DataZoneBatch"],
])("the heading %j means %s, as ## and as ###, and as a tab", async (name, sku) => {
  const table = modelFirst(["eastus"], { "gpt-9 1": "x" });
  const pages: Page[] = [
    ["a.md", `${head("Region availability for Foundry Models sold by Azure (Standard)")}## ${name}\n\n${table}\n`],
    ["a.md", `${head(L3_TITLE)}### ${name}\n\n${table}\n`],
    ["a.md", `${head("Model region availability by Azure region (Americas)")}# [${name}](#tab/x)\n\n${table}\n`],
  ];
  for (const page of pages) expect(ticksOf(await readPages([page]))).toEqual({ [`${sku} gpt-9 1`]: ["eastus"] });
});

describe("pages of one geography, whose tabs are SKUs", () => {
  const page = (name: string, geography: string, region: string): Page => [
    `region-${name}.md`,
    `${head(`Model region availability by Azure region (${geography})`, "04/30/2026")}# [Global Standard](#tab/g)

${modelFirst([region], { "gpt-9 1": "x" })}

# [Data Zone Batch](#tab/b)

Not available

---
`,
  ];
  const all = [
    page("americas", "Americas", "eastus"),
    page("europe", "Europe", "uksouth"),
    page("asia-pacific", "Asia Pacific", "japaneast"),
    page("middle-east-africa", "ME&A", "uaenorth"),
  ];

  it("cover a SKU together", async () => {
    const read = await readPages(all);
    expect(ticksOf(read)).toEqual({ "GlobalStandard gpt-9 1": ["eastus", "uksouth", "japaneast", "uaenorth"] });
    expect(read.docs.map(({ source, whole }) => [source, whole])).toEqual([
      ["region-americas.md:GlobalStandard:Americas", true],
      ["region-europe.md:GlobalStandard:Europe", true],
      ["region-asia-pacific.md:GlobalStandard:Asia Pacific", true],
      ["region-middle-east-africa.md:GlobalStandard:Middle East & Africa", true],
    ]);
  });

  it("do not cover it if one is missing, and say so", async () => {
    const read = await readPages(all.slice(1));
    expect(read.docs.some(({ whole }) => whole)).toBe(false);
    expect(read.notes).toEqual(["GlobalStandard: no page of Americas: regions there stay as in the base edition"]);
  });
});

describe("a page with regions first", () => {
  const table = regionFirst(["gpt-9 1", "gpt-9-mini"], { eastus: "x-", "West US": "xx" });

  it.each([
    ["2024, back-ticked heads", table.replace(/\*\*/g, "`")],
    ["2025, bold heads", table],
  ])("of %s", async (_, text) => {
    const { docs } = await readPages([["any-name.md", `${head("Global Standard model availability")}${text}\n`]]);
    expect(docs).toEqual([
      {
        source: "any-name.md:GlobalStandard",
        use: "GlobalStandard",
        place: { from: "docs:any-name.md", section: "Global Standard model availability" },
        tick: "✅",
        regions: { eastus: "eastus", westus: "West US" },
        regionsAre: "rows",
        whole: true,
        models: [
          { model: "gpt-9", version: "1", label: "gpt-9, 1", regions: ["eastus", "westus"] },
          { model: "gpt-9-mini", version: "", label: "gpt-9-mini", regions: ["westus"] },
        ],
      },
    ]);
  });

  it.each([
    ["Standard model availability", "Standard whole"],
    ["Standard GPT-4 models", "Standard"],
    ["Standard GPT-35-Turbo models", "Standard"],
    ["Standard Embeddings models", "Standard"],
    ["Standard chat completions model availability", "Standard whole"],
    ["Standard audio model availability", "Standard"],
    ["Standard completions model availability", "Standard"],
    ["Standard image model availability", "Standard"],
    ["Global Standard model availability", "GlobalStandard whole"],
    ["Datazone standard model availability", "DataZoneStandard whole"],
    ["Provisioned model availability", "ProvisionedManaged whole"],
    ["Global Provisioned model availability", "GlobalProvisionedManaged whole"],
    ["Data zone provisioned managed  model availability", "DataZoneProvisionedManaged whole"],
    ["Global Batch model availability", "GlobalBatch whole"],
    ["Data zone batch model availability", "DataZoneBatch whole"],
  ])("titled %j is about %s", async (title, expected) => {
    const { docs } = await readPages([["x.md", head(title) + table]]);
    expect(docs.map(({ use, whole }) => `${use}${whole ? " whole" : ""}`)).toEqual([expected]);
  });

  it("by capability has a tab per group of models", async () => {
    const read = await readPages([
      [
        "standard-global-by-capability.md",
        `${head("Global Standard model availability - grouped by capability", "07/23/2026")}# [Chat models](#tab/chat)

${regionFirst(["gpt-9 1"], { eastus: "x", westus: "-" })}

# [Audio models](#tab/audio)

${regionFirst(["whisper-9 1"], { eastus: "-", westus: "x" })}
`,
      ],
    ]);
    expect(ticksOf(read)).toEqual({ "GlobalStandard gpt-9 1": ["eastus"], "GlobalStandard whisper-9 1": ["westus"] });
    expect(read.docs.map(({ place, whole }) => [place.tab, whole])).toEqual([
      ["Chat models", true],
      ["Audio models", true],
    ]);
  });

  it("with a title known to be wrong is read by its content, with a note", async () => {
    const read = await readPages([["global-batch-datazone.md", head("Global Batch model availability") + table]]);
    expect(read.docs.map(({ use }) => use)).toEqual(["DataZoneBatch"]);
    expect(read.notes).toEqual([
      "global-batch-datazone.md: line 6: the title says GlobalBatch, and global-batch-datazone.md is known to be about DataZoneBatch: read as that",
    ]);
  });

  it("has its own date, or the day of retrieval", async () => {
    const title = "Global Batch model availability";
    const read = await readPages([["a.md", head(title, "4/7/2025") + table]]);
    expect(read.sources["docs:a.md"]?.date).toBe("2025-04-07");
    const undated = await readPages([["a.md", head(title, "soon") + table]]);
    expect(undated.sources["docs:a.md"]?.date).toBe("2026-02-01");
    expect(undated.notes).toEqual(["a.md: has no date (ms.date): dated 2026-02-01, the day on which it was got"]);
  });
});

it("knows which SKUs the pages cover completely", async () => {
  const section = (name: string) => `## ${name}\n\n${modelFirst(["eastus"], { "gpt-9 1": "x" })}\n`;
  const { stated } = await readPages([["all.md", head(L3_TITLE) + section("Standard") + section("Global Batch")]]);
  expect([...stated]).toEqual(["Standard", "GlobalBatch"]);
});

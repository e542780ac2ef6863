/** Pages of fine-tuning, the retirement schedule and the page of deployment types. */
import { describe, expect, it } from "vitest";
import { head, type Page, readPages } from "./pages-support";

describe("the retirement schedule", async () => {
  const SCHEDULE: Page = [
    "concepts-model-retirement-schedule-content.md",
    `${head("include file", "10/05/2026")}## Foundry Models sold by Azure

### Azure OpenAI

| Model | Version | Lifecycle | Retirement date | Replacement |
|-------|---------|-----------|-----------------|-------------|
| gpt-9 | 2026-01-01 | GA | 2027-02-03 | — |
| gpt-8 | 1 | Retired | 2026-01-02 | gpt-9 (2026-01-01) |
| gpt-8 | 2 | Deprecated | — | gpt-9, gpt-9-mini |
| gpt-9-mini | 1 | Preview | 2026-12-01 | — |
| gpt-9-mini | 1 | Legacy | 2026-11-01 | — |

#### Fine-tuned models

| Model | Version | Training retirement date | Deployment retirement date |
|-------|---------|--------------------------|----------------------------|
| gpt-9 | 2026-01-01 | No earlier than 2027-02-03<sup>1</sup> | 2027-08-03 |
| gpt-8 | 1 | 2026-01-02 | — |

<sup>1</sup> For existing customers only.

### Maker

| Model | Version | Lifecycle | Retirement date | Replacement |
|-------|---------|-----------|-----------------|-------------|
| Maker-9B | 1 | GA | — | — |

### Microsoft

| Model | Version | Lifecycle | Retirement date | Replacement |
|-------|---------|-----------|-----------------|-------------|
| model-router | 1 | GA | 2027-05-20 | — |
| Own-Image | — | Preview | soon | — |

## Foundry Models from partners and community

### Microsoft

| Model | Version | Lifecycle | Retirement date | Replacement |
|-------|---------|-----------|-----------------|-------------|
| model-router | 2 | GA | 2027-05-20 | — |
`,
  ];
  const read = await readPages([SCHEDULE]);
  const file = "concepts-model-retirement-schedule-content.md";
  const from = `docs:${file}`;

  it("gives Azure OpenAI's rows in order, repeated ones twice, and model-router", () => {
    expect(read.schedules.map(({ place, rows }) => [place, rows])).toEqual([
      [
        { from, section: "Foundry Models sold by Azure › Azure OpenAI" },
        [
          { model: "gpt-9", version: "2026-01-01", label: "gpt-9 2026-01-01", lifecycle: "GA", retires: "2027-02-03" },
          {
            model: "gpt-8",
            version: "1",
            label: "gpt-8 1",
            lifecycle: "Retired",
            retires: "2026-01-02",
            replacement: { model: "gpt-9", version: "2026-01-01" },
          },
          {
            model: "gpt-8",
            version: "2",
            label: "gpt-8 2",
            lifecycle: "Deprecated",
            replacement: { model: "gpt-9" },
          },
          { model: "gpt-9-mini", version: "1", label: "gpt-9-mini 1", lifecycle: "Preview", retires: "2026-12-01" },
          { model: "gpt-9-mini", version: "1", label: "gpt-9-mini 1", lifecycle: "Legacy", retires: "2026-11-01" },
        ],
      ],
      [
        { from, section: "Foundry Models sold by Azure › Microsoft" },
        [{ model: "model-router", version: "1", label: "model-router 1", lifecycle: "GA", retires: "2027-05-20" }],
      ],
    ]);
  });

  it("is cited by its subject, since the page's title is only include file", () => {
    expect(read.sources[from]?.title).toBe("Microsoft Learn, Foundry Models retirement schedule");
  });

  it("gives the dates of fine-tuned models with their footnote", () => {
    expect(read.schedules.map(({ fineTuned }) => fineTuned)).toEqual([
      {
        place: { from, section: "Foundry Models sold by Azure › Azure OpenAI › Fine-tuned models" },
        rows: [
          {
            model: "gpt-9",
            version: "2026-01-01",
            label: "gpt-9 2026-01-01",
            trainingRetires: "2027-02-03",
            notEarlier: true,
            existingCustomers: "For existing customers only.",
            retires: "2027-08-03",
          },
          { model: "gpt-8", version: "1", label: "gpt-8 1", trainingRetires: "2026-01-02" },
        ],
      },
      undefined,
    ]);
    expect(read.summaries.map(({ use, rows }) => [use, rows])).toEqual([
      ["retirement schedule", 5],
      ["retirement of fine-tuned models", 2],
      ["retirement schedule", 1],
    ]);
  });

  it("leaves out tables and rows of other vendors", () => {
    expect(read.leftOut).toEqual([
      { file, line: 29, what: "table", reason: "models of vendors other than OpenAI" },
      {
        file,
        line: 44,
        what: "table",
        reason: "is about models that partners sell through Azure Marketplace",
      },
      { file, line: 38, what: "row", reason: "models of vendors other than OpenAI" },
    ]);
  });
});

describe("fine-tuning since October 2026", () => {
  const options = (extra = ""): Page => [
    "fine-tune-supported-models.md",
    `${head("Fine-tuning model support", "10/06/2026")}For supported serverless deployments, Global Standard, Data Zone Standard, and Developer are available unless a legend states otherwise. More.

| Model ID | Approach | Training types | Deployment options |
| --- | --- | --- | --- |
| \`Maker-9B\`<br>(preview) | Managed: ✅ (SFT)<br>Interactive: ❌ | Global | Serverless: ✅<sup>9</sup> |
| \`gpt-oss-9b\` | Managed: ✅ (SFT) | Global | Serverless: ✅<sup>9</sup> |
| \`gpt-9\`<br>(2026-01-01)<sup>1</sup> | Managed: ✅ (SFT, DPO)<br>Interactive: ❌ | Standard: ✅<br>Data zone: ❌<br>Global: ✅<br>Developer: ❌ | Serverless: ✅<sup>2</sup><br>Managed compute: ❌ |
| \`gpt-8\`<br>(1) | Managed: ✅ (RFT) | Standard: ❌<br>Data zone: ✅<br>Global: ✅<br>Developer: ✅ | Serverless: ✅<sup>3</sup> |
| \`gpt-7\` (1) | Managed: ✅ (SFT) | Standard: ❌<br>Data zone: ❌<br>Global: ✅<br>Developer: ❌ | Serverless: ✅ |
| \`gpt-6\` (1) | Managed: ✅ (SFT) | Standard: ❌<br>Data zone: ❌<br>Global: ✅<br>Developer: ❌ | Serverless: ❌ |
${extra}
**Legend**

- <sup>1</sup> Training requires an invitation.
- <sup>2</sup> Only Standard deployment type is supported. See elsewhere.
- <sup>3</sup> Developer deployment type is not supported.
- <sup>4</sup> Whatever else.
`,
  ];

  it("gives kinds, methods, invitations and the deployments that the legend allows", async () => {
    const { training, sources } = await readPages([options()]);
    expect(sources["docs:fine-tune-supported-models.md"]?.date).toBe("2026-10-06");
    expect(training[0]?.models[0]).toEqual({
      model: "gpt-9",
      version: "2026-01-01",
      label: "gpt-9 (2026-01-01)",
      kinds: ["standard", "global"],
      says: "Standard: ✅, Data zone: ❌, Global: ✅, Developer: ❌",
      column: "Training types",
      methods: ["SFT", "DPO"],
      invitation: "Training requires an invitation.",
      deployments: {
        skus: ["Standard"],
        says: "Serverless: ✅, Managed compute: ❌",
        column: "Deployment options",
        note: "Only Standard deployment type is supported. See elsewhere.",
      },
    });
    expect(training[0]?.models.map(({ model, kinds, deployments }) => [model, kinds, deployments?.skus])).toEqual([
      ["gpt-9", ["standard", "global"], ["Standard"]],
      [
        "gpt-8",
        ["data-zone", "global", "developer"],
        ["GlobalStandard", "DataZoneStandard", "Standard", "ProvisionedManaged"],
      ],
      ["gpt-7", ["global"], ["GlobalStandard", "DataZoneStandard", "DeveloperTier", "Standard", "ProvisionedManaged"]],
      ["gpt-6", ["global"], []],
    ]);
  });

  it.each([
    [
      "a footnote that says something else",
      "| `gpt-5` (1) | Managed: ✅ (SFT) | Global: ✅ | Serverless: ✅<sup>4</sup> |\n",
      'line 16: expected a footnote that says which deployment types are supported, found "Whatever else."',
    ],
    [
      "a footnote without text",
      "| `gpt-5` (1) | Managed: ✅ (SFT) | Global: ✅ | Serverless: ✅<sup>8</sup> |\n",
      "line 16: expected the text of footnote 8 below the table, found none",
    ],
    [
      "another kind",
      "| `gpt-5` (1) | Managed: ✅ (SFT) | Lunar: ✅ | Serverless: ✅ |\n",
      'line 16: expected standard, data zone, global, developer, found "lunar"',
    ],
    [
      "no mark",
      "| `gpt-5` (1) | Managed: ✅ (SFT) | Global | Serverless: ✅ |\n",
      'line 16: expected lines as in "Standard: ✅", found "Global"',
    ],
  ])("%s is an error", async (_, row, message) => {
    await expect(readPages([options(row)])).rejects.toThrow(message);
  });

  it("without the sentence on deployments is an error", async () => {
    const [name, text] = options();
    await expect(readPages([[name, text.replace("For supported", "For all")]])).rejects.toThrow(
      /line 8: expected the sentence "For supported serverless deployments/,
    );
  });

  it("has regions of global training, without those that footnotes exclude", async () => {
    const { docs } = await readPages([
      [
        "fine-tune-global-training-regions.md",
        `${head("Fine-tuning region support")}> [!NOTE]
> It's cheaper. It gives no [data residency](https://example.com).

| Foundry project region | Managed fine-tuning | Interactive training (preview) |
| --- | --- | --- |
| East US | ✅ | ✅ |
| Japan East | ✅<sup>1,2</sup> | ❌ |
| Poland Central | ✅<sup>1,3</sup> | ❌ |
| UAE North | ✅<sup>4</sup> | ✅ |
| West US | ❌ | ✅ |

- <sup>1</sup> Managed fine-tuning for \`Maker-9B\` and \`gpt-oss-9b\` isn't supported in this region.
- <sup>2</sup> Vision fine-tuning isn't supported in Japan East.
- <sup>3</sup> Managed fine-tuning for \`gpt-9-nano\` isn't supported in Poland Central.
- <sup>4</sup> UAE North supports Global managed fine-tuning only for \`Maker-9B\`, and \`gpt-oss-9b\`.
`,
      ],
    ]);
    expect(docs).toHaveLength(1);
    expect(docs[0]).toMatchObject({
      use: "global-training",
      regions: { eastus: "East US", japaneast: "Japan East", polandcentral: "Poland Central" },
      notes: [
        { text: "It gives no data residency.", regions: ["eastus", "japaneast", "polandcentral"] },
        { text: "Vision fine-tuning isn't supported in Japan East.", regions: ["japaneast"] },
        {
          text: "Managed fine-tuning for gpt-9-nano isn't supported in Poland Central.",
          regions: ["polandcentral"],
          model: "gpt-9-nano",
          excluded: true,
        },
      ],
    });
  });

  it.each([
    ["Fine-tuning Standard deployment regions", "fine-tuned-standard"],
    ["Fine-tuning Provisioned Throughput deployment regions", "fine-tuned-provisioned"],
  ])("has regions of deployment: %s", async (title, use) => {
    const { docs } = await readPages([
      [
        "x.md",
        `${head(title)}| Model ID | East US 2 | Sweden Central |\n| --- | --- | --- |\n| \`gpt-9\` | ❌ | ✅ |\n`,
      ],
    ]);
    expect(docs.map((t) => [t.use, t.regions, t.models])).toEqual([
      [
        use,
        { eastus2: "East US 2", swedencentral: "Sweden Central" },
        [{ model: "gpt-9", version: "", label: "gpt-9", regions: ["swedencentral"] }],
      ],
    ]);
  });
});

describe("fine-tuning before", () => {
  it("in spring 2026 names Standard regions, data zones and invitations", async () => {
    const { docs, training } = await readPages([
      [
        "fine-tune-supported-models.with-regions.md",
        `${head("Support fine-tune models", "03/05/2026")}|  Model ID  | Standard regions | Data Zone | Global | Developer | Methods | Status | Modality |
|  --- | --- | --- | :---: | :---: | :---: | --- | --- |
| \`gpt-9\` <br> (2026-01-01) | East US2 <br> Sweden Central | US | ✅ | ❌ | SFT, DPO | GA<sup>*</sup> | Text |
| \`gpt-8\` (1) | Not supported | - | ❌ | ✅ | RFT | Private preview | Text |
| \`Maker-9B\` <br> (2411) | Not supported | US | ✅ | ❌ | SFT | GA | Text |

<sup>*</sup> Available by invitation only.
`,
      ],
    ]);
    expect(docs.map((t) => [t.use, t.regions, t.models])).toEqual([
      [
        "standard-training",
        { eastus2: "East US2", swedencentral: "Sweden Central" },
        [
          {
            model: "gpt-9",
            version: "2026-01-01",
            label: "gpt-9 (2026-01-01)",
            regions: ["eastus2", "swedencentral"],
          },
          { model: "gpt-8", version: "1", label: "gpt-8 (1)", regions: [] },
        ],
      ],
    ]);
    expect(training[0]?.models).toEqual([
      {
        model: "gpt-9",
        version: "2026-01-01",
        label: "gpt-9 (2026-01-01)",
        kinds: ["standard", "data-zone", "global"],
        says: "Data Zone: US, Global: ✅, Developer: ❌",
        dataZones: ["US"],
        methods: ["SFT", "DPO"],
        invitation: "Available by invitation only.",
      },
      {
        model: "gpt-8",
        version: "1",
        label: "gpt-8 (1)",
        kinds: ["developer"],
        says: "Data Zone: -, Global: ❌, Developer: ✅",
        methods: ["RFT"],
        invitation: "Private preview",
      },
    ]);
  });

  it("in 2025 may have a row of dashes that is one cell short, and global regions in a note", async () => {
    const { docs, notes } = await readPages([
      [
        "fine-tune-models.md",
        `${head("Fine-Tuning Model Guidance", "02/06/2025")}|  Model ID  | Standard regions | Global | Developer | Methods | Status | Modality |
|  --- | --- | :---: | :---: | :---: | --- |
| \`gpt-9-nano\` <br> (1) | Sweden Central | ✅ | ❌ | SFT | GA | Text |
| \`gpt-9\` <br> (1) | Sweden Central | ✅ | ❌ | SFT | GA | Text |
| \`gpt-8\` <br> (1) | Sweden Central | ❌ | ❌ | SFT | GA | Text |

> [!NOTE]
> Global training is cheaper. It's available in the following regions:
>
>- East US
>- Japan East _(no vision support)_
>- Poland Central _(no 9-nano support)_
`,
      ],
    ]);
    expect(notes).toEqual(["fine-tune-models.md: line 7: the row of dashes has 6 cells, the head 7: read anyway"]);
    expect(docs[1]).toMatchObject({
      use: "global-training",
      regions: {
        eastus: "East US",
        japaneast: "Japan East (no vision support)",
        polandcentral: "Poland Central (no 9-nano support)",
      },
      models: [
        { model: "gpt-9-nano", regions: ["eastus", "japaneast"] },
        { model: "gpt-9", regions: ["eastus", "japaneast", "polandcentral"] },
      ],
      notes: [
        { text: "no vision support", regions: ["japaneast"] },
        { text: "no 9-nano support", regions: ["polandcentral"], model: "gpt-9-nano", excluded: true },
      ],
    });
  });
});

describe("the page of deployment types", () => {
  const page = (rows: string): Page => [
    "concepts-deployment-types-content-4.md",
    `${head("include file")}| Deployment type | SKU code | Billing |\n| --- | --- | --- |\n${rows}`,
  ];

  it("is compared with the known SKUs", async () => {
    const read = await readPages([
      page("| [Global Standard](#a) | `GlobalStandard` | x |\n| [Lunar](#b) | `LunarTier` | x |\n"),
    ]);
    expect(read.summaries.map(({ use, rows }) => [use, rows])).toEqual([["deployment types, compared", 2]]);
    expect(read.notes).toEqual([
      "concepts-deployment-types-content-4.md: line 9: the SKU LunarTier (Lunar) is not known here: it is not judged",
    ]);
  });

  it("is an error if it gives a type another SKU", async () => {
    await expect(readPages([page("| Global Batch | `GlobalStandard` | x |\n")])).rejects.toThrow(
      "line 8: expected GlobalBatch for Global Batch, found GlobalStandard",
    );
  });
});

/** What imported pages decide: verdicts, citations, and what they replace. Other files test the layouts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Edition, indexEdition } from "../../../catalog/edition/edition";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { loadEdition } from "../../../catalog/edition/open";
import { editionText } from "../../../catalog/edition/provenance";
import { type Imported, importEdition } from "../../../catalog/import/import";
import type { Query, Reason, Status } from "../../../catalog/query";
import { verdict } from "../../../catalog/verdict/verdict";
import { entry, file, OPTIONS } from "../support";
import { head, modelFirst, type Page, parsePage, regionFirst as table } from "./pages-support";

const base = defaultEdition().data;

/** Imports pages and lists. */
async function importPages(pages: readonly Page[], lists: readonly unknown[] = [], from = base): Promise<Imported> {
  const docs = await Promise.all(pages.map(parsePage));
  return importEdition(from, { docs, arm: lists.map((l) => file(l)) }, OPTIONS);
}

const GLOBAL: Page = [
  "standard-global.md",
  `${head("Global Standard model availability")}${table(["gpt-4.1 2025-04-14", "gpt-9 1", "gpt-4o 2024-11-20"], { eastus: "xx-", westus: "-xx" })}\n`,
];
const ZONE: Page = [
  "datazone-standard.md",
  head("Datazone standard model availability") + table(["gpt-4.1 2025-04-14"], { eastus: "x", westeurope: "-" }),
];
const IMAGES: Page = [
  "standard-image-generation.md",
  head("Standard image model availability") + table(["dall-e-3 3.0", "gpt-9"], { eastus: "xx", westus3: "-x" }),
];
const ASSISTANTS: Page = ["page.md", `# Assistants (preview)\n\n${table(["gpt-4o 2024-11-20"], { westus: "x" })}`];
const TUNING: Page = [
  "fine-tune-models.md",
  `${head("Fine-Tuning Model Guidance")}|  Model ID  | Standard training regions | Global training | Modality |
| --- | --- | :---: | --- |
| \`gpt-4.1-nano\` <br> (2025-04-14) | North Central US <br> Sweden Central | ✅ | Text |
| \`gpt-9\` (1) | East US2 | ✅ | Text |
| \`gpt-8\` (1) | East US2 | - | Text |
| \`Other-3B\` (preview) <br> (2411) | Not supported | - | Text |

> [!NOTE]
> Global training is available in:
>
>- East US
>- Japan East _(no vision support)_
>- Poland Central _(no 4.1-nano support)_
`,
];

const q = (words: string, over: Partial<Query> = {}): Query => {
  const [model = "", version, sku, region = ""] = words.split(" ");
  return { model, region, ...(version === "-" ? {} : { version }), ...(sku === "-" ? {} : { sku }), ...over };
};
const tune = (training?: "standard" | "global"): Partial<Query> => ({
  purpose: "fine-tuning",
  ...(training ? { training } : {}),
});

describe("what tables decide", async () => {
  const list = [entry("eastus2", "gpt-9", "1", ["GlobalStandard"])];
  const { data } = await importPages([GLOBAL, ZONE, IMAGES, ASSISTANTS, TUNING], [list]);
  const edition = loadEdition(editionText(data));
  it.each<[Query, Status, Reason, string]>([
    [q("gpt-4.1 2025-04-14 GlobalStandard eastus"), "available", "listed", "✅"],
    [q("gpt-4.1 2025-04-14 GlobalStandard westus"), "unavailable", "region-not-listed", "-"],
    [
      q("gpt-4.1 2025-04-14 GlobalStandard uksouth"),
      "unavailable",
      "region-not-listed",
      "no table of GlobalStandard has a column for uksouth",
    ],
    [q("gpt-9 1 GlobalStandard westus"), "available", "listed", "✅"],
    // Named without a version in a part of Standard: every version.
    [q("gpt-9 1 Standard westus3"), "available", "listed", "✅"],
    [q("gpt-9 - Standard westus3"), "available", "listed", "✅"],
    [q("dall-e-3 3.0 Standard westus3"), "unavailable", "region-not-listed", "-"],
    // The document lacked the table; the newer one has it.
    [q("gpt-4o 2024-11-20 GlobalStandard westus"), "available", "listed", "✅"],
    [
      q("gpt-4o 2024-08-06 GlobalStandard westus"),
      "unavailable",
      "sku-not-listed",
      "the table has no column for this model version",
    ],
    // A whole table that no longer has it; lists for single models stay.
    [q("o3-mini 2025-01-31 GlobalStandard eastus2"), "unavailable", "region-not-listed", "no entry for o3-mini"],
    [
      q("o3-mini 2025-01-31 GlobalStandard swedencentral"),
      "unavailable",
      "sku-not-listed",
      "the table has no column for this model version",
    ],
    [q("o3-pro 2025-06-10 GlobalStandard swedencentral"), "available", "listed", "スウェーデン中部 (swedencentral)"],
    // A part of Standard takes nothing from the others.
    [q("gpt-4o 2024-11-20 Standard swedencentral"), "available", "listed", "✔"],
    // SKUs that the document has no tables for.
    [q("gpt-4.1 2025-04-14 DataZoneStandard eastus"), "available", "listed", "✅"],
    [q("gpt-4.1 2025-04-14 DataZoneStandard westeurope"), "unavailable", "region-not-listed", "-"],
    [
      q("gpt-9 1 DataZoneStandard eastus"),
      "unavailable",
      "sku-not-listed",
      "the table has no column for this model version",
    ],
    [
      q("gpt-4.1 2025-04-14 GlobalBatch eastus"),
      "undocumented",
      "sku-not-covered",
      "the document has region tables for GlobalStandard, DataZoneStandard and Standard, none for GlobalBatch",
    ],
    [
      q("whisper - DataZoneStandard eastus"),
      "undocumented",
      "no-region-table",
      "names the model, and no table or list says where it is offered",
    ],
    // The list decides in a closed region.
    [q("gpt-4.1 2025-04-14 GlobalStandard eastus2"), "unavailable", "region-not-listed", "no entry for gpt-4.1"],
    [q("gpt-4o 2024-11-20 Standard westus", { purpose: "assistants" }), "available", "listed", "✅"],
    [
      q("gpt-4o 2024-08-06 Standard westus", { purpose: "assistants" }),
      "unavailable",
      "not-supported-by-assistants",
      "the table has no column for this model version",
    ],
    [
      q("gpt-4.1-nano 2025-04-14 - swedencentral", tune("standard")),
      "available",
      "listed",
      "Sweden Central (swedencentral)",
    ],
    [
      q("gpt-4.1-nano 2025-04-14 - eastus", tune("standard")),
      "unavailable",
      "region-not-listed",
      "eastus is not in the list",
    ],
    [q("gpt-4.1-nano 2025-04-14 - eastus", tune("global")), "available", "listed", "Global training: ✅"],
    [
      q("gpt-4.1-nano 2025-04-14 - polandcentral", tune("global")),
      "unavailable",
      "region-not-listed",
      "Global training: ✅",
    ],
    [q("gpt-9 1 - polandcentral", tune("global")), "available", "listed", "Global training: ✅"],
    [q("gpt-9 1 - japaneast", tune()), "available", "listed", "Global training: ✅"],
    [
      q("gpt-35-turbo 0125 - swedencentral", tune()),
      "unavailable",
      "not-fine-tunable",
      "the table has no row for this model version",
    ],
    [q("gpt-8 1 - eastus", tune("global")), "unavailable", "no-global-training", "Global training: -"],
    [
      q("other-3b 2411 - eastus", tune("global")),
      "unavailable",
      "model-not-listed",
      "the document names no such model anywhere",
    ],
  ])("%j is %s: %s: %s", (query, status, reason, says) => {
    const v = verdict(edition, query);
    expect([v.status, v.reason, v.citations[0]?.says]).toEqual([status, reason, says]);
  });

  it("cites table and date, and the document if it disagrees", () => {
    const { citations } = verdict(edition, q("gpt-4.1 2025-04-14 GlobalStandard westus"));
    expect(citations.map(({ document, date, row, column, says }) => [document, date, row, column, says])).toEqual([
      ["Microsoft Learn, Global Standard model availability", "2026-01-02", "westus", "gpt-4.1, 2025-04-14", "-"],
      [
        "Azure OpenAI models in Azure AI Foundry",
        "2025-06-16",
        expect.stringMatching(/westus/),
        expect.any(String),
        "✓",
      ],
    ]);
    expect(verdict(edition, q("gpt-4.1 2025-04-14 GlobalStandard eastus")).citations).toHaveLength(1);
  });

  it("uses the new SKUs for alternatives", () => {
    const { alternatives } = verdict(edition, q("gpt-4.1 2025-04-14 Standard eastus"));
    expect(alternatives.filter((a) => a.change === "sku").map((a) => a.sku)).toEqual([
      "GlobalStandard",
      "DataZoneStandard",
    ]);
  });
});

describe("a newer import", () => {
  it("replaces the tables of the same type, and keeps the others", async () => {
    const first = (await importPages([GLOBAL, ZONE])).data;
    const docs = [await parsePage(["other.md", table(["gpt-9 1"], { uksouth: "x" }), "DataZoneStandard"])];
    const { data } = importEdition(first, { docs }, { id: "next", date: "2026-03-03", retrieved: "2026-03-03" });
    expect(data.docs.map((t) => [t.use, t.place.from])).toEqual([
      ["GlobalStandard", "docs:standard-global.md"],
      ["DataZoneStandard", "docs:other.md"],
    ]);
    expect(Object.keys(data.sources)).toEqual(["docs:standard-global.md", "docs:other.md"]);
  });
});

describe("what pages replace", () => {
  const SKU_NAMES = ["Global Standard", "Data Zone Standard", "Standard", "Global Provisioned Managed"];
  SKU_NAMES.push("Data Zone Provisioned Managed", "Provisioned Managed", "Global Batch", "Data Zone Batch");
  const page = (names: readonly string[], date = "10/05/2026"): Page => [
    "deployments.md",
    head("Model region availability for Standard deployment (All Geographies)", date) +
      names
        .map((name) => `## ${name}\n\n${modelFirst(["eastus", "westus"], { "gpt-4o 2024-11-20": "x-" })}\n`)
        .join("\n"),
  ];
  const status = (data: Imported["data"], query: Query) => {
    const { status, reason } = verdict(indexEdition(data), query);
    return [status, reason];
  };
  // A list of a single model of the base edition, a model that the pages do not have, and its Assistants table.
  const LEFTOVERS: readonly Query[] = [
    q("o3-pro 2025-06-10 GlobalStandard swedencentral"),
    q("gpt-35-turbo 0125 Standard eastus"),
    q("gpt-4o 2024-11-20 Standard westus", { purpose: "assistants" }),
  ];

  it("pages of all SKUs replace every statement of the base edition about inference and Assistants", async () => {
    const { data } = await importPages([page(SKU_NAMES)]);
    expect(LEFTOVERS.map((query) => status(data, query)[0])).not.toContain("available");
    expect(status(data, q("gpt-4o 2024-11-20 Standard eastus"))).toEqual(["available", "listed"]);
    expect(status(data, q("gpt-4o 2024-11-20 Standard westus"))).toEqual(["unavailable", "region-not-listed"]);
    // Its facts about fine-tuning stay, since no page about that was imported.
    expect(status(data, q("gpt-4o 2024-08-06 - swedencentral", tune("standard")))).toEqual(["available", "listed"]);
    expect(data.date).toBe("2026-02-02");
  });

  it("pages of all SKUs replace access conditions and the table of Assistants", async () => {
    const { data } = await importPages([
      ["deployments.md", page(SKU_NAMES)[1].replaceAll("gpt-4o | 2024-11-20", "gpt-image-1 | 2025-04-15")],
    ]);
    expect(status(base, q("gpt-image-1 2025-04-15 GlobalStandard westus3"))).toEqual(["restricted", "limited-access"]);
    expect(status(data, q("gpt-image-1 2025-04-15 GlobalStandard eastus"))).toEqual(["available", "listed"]);
    const assistants = q("gpt-image-1 2025-04-15 Standard eastus", { purpose: "assistants" });
    expect(status(data, assistants)).toEqual(["undocumented", "sku-not-covered"]);
    expect(Object.keys(data.tables)).toEqual(["fine-tuning"]);
  });

  it("one import or two give the same", async () => {
    const [first, last] = [SKU_NAMES.slice(0, 3), SKU_NAMES.slice(3)];
    const { data } = await importPages([["one.md", page(first)[1]]]);
    const { data: both } = await importPages([["two.md", page(last)[1]]], [], { ...data, id: "half" });
    expect(status(data, LEFTOVERS[0] as Query)).not.toEqual(status(both, LEFTOVERS[0] as Query));
    expect(LEFTOVERS.map((query) => status(both, query)[0])).not.toContain("available");
    expect(status(both, q("gpt-4o 2024-11-20 Standard eastus"))).toEqual(["available", "listed"]);
  });

  it("pages of all SKUs except one keep the base edition's lists", async () => {
    const { data } = await importPages([page(SKU_NAMES.filter((name) => name !== "Data Zone Batch"))]);
    expect(status(data, LEFTOVERS[0] as Query)).toEqual(["available", "listed"]);
  });

  it("an older page never replaces a newer table of the base edition", async () => {
    const { data } = await importPages([page(["Global Batch"])]);
    const older: Page = [
      "global-batch.md",
      head("Global Batch model availability", "01/01/2026") + table(["gpt-9 1"], { eastus: "x" }),
    ];
    await expect(importPages([older], [], { ...data, id: "newer" })).rejects.toThrow(
      "global-batch.md: is of 2026-01-01, and newer has GlobalBatch as of 2026-10-05: deployments.md",
    );
  });

  it("date the edition by the newest of them", async () => {
    const { docs } = { docs: await Promise.all([page(["Global Batch"])].map(parsePage)) };
    const { data } = importEdition(base, { docs }, { retrieved: "2026-11-11" });
    expect([data.id, data.date]).toEqual(["2026-10-05", "2026-10-05"]);
  });
});

it("every cell of a table has its verdict", async () => {
  const regions = ["eastus", "uksouth", "japaneast"];
  const versions = ["1", "2"];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }), { minLength: 3, maxLength: 3 }),
      async (cells) => {
        const rows = Object.fromEntries(
          regions.map((r, i) => [r, (cells[i] ?? []).map((c) => (c ? "x" : "-")).join("")]),
        );
        const { data } = await importPages([
          [
            "provisioned-models.md",
            head("Provisioned model availability") +
              table(
                versions.map((v) => `gpt-9 ${v}`),
                rows,
              ),
          ],
        ]);
        const edition: Edition = indexEdition(data);
        regions.forEach((region, i) => {
          versions.forEach((version, j) => {
            const { status } = verdict(edition, { model: "gpt-9", version, sku: "ProvisionedManaged", region });
            expect(status).toBe(cells[i]?.[j] ? "available" : "unavailable");
          });
        });
      },
    ),
    { numRuns: 20 },
  );
});

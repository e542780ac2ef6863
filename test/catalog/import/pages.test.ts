/** Tables of the documentation: how they are read, what they decide, and every way in which one can be wrong. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CatalogFileError } from "../../../catalog/edition/checked";
import { type Edition, indexEdition } from "../../../catalog/edition/edition";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { loadEdition } from "../../../catalog/edition/open";
import { editionText, sha256 } from "../../../catalog/edition/provenance";
import { type Imported, importEdition } from "../../../catalog/import/import";
import type { DocsUse } from "../../../catalog/import/pages";
import type { Query, Reason, Status } from "../../../catalog/query";
import { verdict } from "../../../catalog/verdict/verdict";
import { parseMarkdown } from "../../../cli/catalog/markdown";
import { entry, file, OPTIONS } from "../support";

type Page = readonly [name: string, text: string, use?: DocsUse];

const base = defaultEdition().data;

/** Imports pages, and lists beside them. */
async function importPages(pages: readonly Page[], lists: readonly unknown[] = []): Promise<Imported> {
  const docs = await Promise.all(
    pages.map(async ([name, text, use]) => ({
      name,
      sha256: sha256(text),
      ...(await parseMarkdown(text)),
      ...(use ? { use } : {}),
    })),
  );
  return importEdition(base, { docs, arm: lists.map((l) => file(l)) }, OPTIONS);
}

/** A table in the documentation's manner. */
function table(columns: readonly string[], rows: Readonly<Record<string, string>>): string {
  const head = `| **Region** | ${columns
    .map((c) =>
      c
        .split(" ")
        .map((w) => `**${w}**`)
        .join(", "),
    )
    .join(" | ")} |`;
  const body = Object.entries(rows).map(
    ([region, cells]) => `| ${region} | ${[...cells].map((c) => (c === "x" ? "✅" : "-")).join(" | ")} |`,
  );
  return [head, `|:---|${columns.map(() => ":---:|").join("")}`, ...body].join("\n");
}

const GLOBAL: Page = [
  "standard-global.md",
  `---\ntitle: Global Standard model availability\nms.date: 01/02/2026\n---\n\n${table(["gpt-4.1 2025-04-14", "gpt-9 1", "gpt-4o 2024-11-20"], { eastus: "xx-", westus: "-xx" })}\n`,
];
const ZONE: Page = ["datazone-standard.md", table(["gpt-4.1 2025-04-14"], { eastus: "x", westeurope: "-" })];
const IMAGES: Page = [
  "standard-image-generation.md",
  table(["dall-e-3 3.0", "gpt-9"], { eastus: "xx", westus3: "-x" }),
];
const ASSISTANTS: Page = ["page.md", `# Assistants (preview)\n\n${table(["gpt-4o 2024-11-20"], { westus: "x" })}`];
const TUNING: Page = [
  "fine-tune-models.md",
  `|  Model ID  | Standard training regions | Global training | Modality |
| --- | --- | :---: | --- |
| \`gpt-4.1-nano\` <br> (2025-04-14) | North Central US <br> Sweden Central | ✅ | Text |
| \`gpt-9\` (1) | East US2 | ✅ | Text |
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
      "the table has no row for uksouth",
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
    // A whole table that does not have it any more; lists of single models stay.
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
      "the document has region tables for Standard and Global Standard, none for GlobalBatch",
    ],
    [
      q("whisper - DataZoneStandard eastus"),
      "undocumented",
      "no-region-table",
      "names the model, and no table or list says where it is offered",
    ],
    // A closed region is its list's.
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
    [q("gpt-4.1-nano 2025-04-14 - eastus", tune("global")), "available", "listed", "✅"],
    [q("gpt-4.1-nano 2025-04-14 - polandcentral", tune("global")), "unavailable", "region-not-listed", "✅"],
    [q("gpt-9 1 - polandcentral", tune("global")), "available", "listed", "✅"],
    [q("gpt-9 1 - japaneast", tune()), "available", "listed", "✅"],
    [
      q("gpt-35-turbo 0125 - swedencentral", tune()),
      "unavailable",
      "not-fine-tunable",
      "the table has no row for this model version",
    ],
    [q("other-3b 2411 - eastus", tune("global")), "unavailable", "no-global-training", "-"],
  ])("%j is %s: %s: %s", (query, status, reason, says) => {
    const v = verdict(edition, query);
    expect([v.status, v.reason, v.citations[0]?.says]).toEqual([status, reason, says]);
  });

  it("cites table and date, and the document where it says otherwise", () => {
    const { citations } = verdict(edition, q("gpt-4.1 2025-04-14 GlobalStandard westus"));
    expect(citations.map(({ document, date, row, column, says }) => [document, date, row, column, says])).toEqual([
      ["Microsoft Learn, Global Standard model availability", "2026-02-01", "westus", "gpt-4.1, 2025-04-14", "-"],
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

  it("goes to the new SKUs for what passes instead", () => {
    const { alternatives } = verdict(edition, q("gpt-4.1 2025-04-14 Standard eastus"));
    expect(alternatives.filter((a) => a.change === "sku").map((a) => a.sku)).toEqual([
      "GlobalStandard",
      "DataZoneStandard",
    ]);
  });

  it("tells how much it read", async () => {
    const { tables, leftOut } = await importPages([
      GLOBAL,
      ["x.md", `${GLOBAL[1]}\n\n| Other | a |\n|---|---|\n| 1 | 2 |\n`, "GlobalBatch"],
    ]);
    expect(tables[0]).toEqual({
      file: "standard-global.md",
      line: 6,
      use: "GlobalStandard",
      regions: 2,
      columns: 3,
      ticks: 4,
    });
    expect(leftOut).toEqual(['x.md: line 12: a table whose first column is "Other"']);
  });
});

describe("the deployment type", () => {
  it.each<[name: string, before: string, use: DocsUse | undefined, told: string]>([
    ["standard-global.md", "", undefined, "GlobalStandard whole"],
    ["standard-models.md", "", undefined, "Standard whole"],
    ["standard-chat-completions.md", "", undefined, "Standard whole"],
    ["standard-audio.md", "", undefined, "Standard"],
    ["datazone-standard.md", "", undefined, "DataZoneStandard whole"],
    ["provisioned-models.md", "", undefined, "ProvisionedManaged whole"],
    ["provisioned-global.md", "", undefined, "GlobalProvisionedManaged whole"],
    ["datazone-provisioned-managed.md", "", undefined, "DataZoneProvisionedManaged whole"],
    ["global-batch.md", "", undefined, "GlobalBatch whole"],
    ["global-batch-datazone.md", "", undefined, "DataZoneBatch whole"],
    ["x.md", "# Data zone batch model availability\n\n", undefined, "DataZoneBatch whole"],
    ["x.md", "# Global provisioned managed\n\n", undefined, "GlobalProvisionedManaged whole"],
    ["x.md", "# Global batch\n\n", undefined, "GlobalBatch whole"],
    ["x.md", "# Standard deployment\n\n", undefined, "Standard"],
    ["x.md", "---\ntitle: Global Standard model availability\n---\n", undefined, "GlobalStandard whole"],
    ["x.md", "# Anything\n\n", "assistants", "assistants whole"],
    ["global-batch.md", "", "GlobalStandard", "GlobalStandard whole"],
    ["x.md", "", "Standard", "Standard"],
  ])("of %s with %j, given as %s, is %s", async (name, before, use, told) => {
    const { data } = await importPages([[name, before + table(["gpt-9 1"], { eastus: "x" }), use]]);
    expect(data.docs.map((t) => `${t.use}${t.whole ? " whole" : ""}`)).toEqual([told]);
  });

  it("is each table's own in a page of several", async () => {
    const one = table(["gpt-9 1"], { eastus: "x" });
    const { data } = await importPages([["page.md", `# Global Standard\n\n${one}\n\n# Global batch\n\n${one}\n`]]);
    expect(data.docs.map((t) => t.use)).toEqual(["GlobalStandard", "GlobalBatch"]);
  });
});

describe("a table that is wrong gives an error with its line, and no edition", () => {
  const good = table(["gpt-9 1", "gpt-9 2"], { eastus: "xx", westus: "x-" });
  it.each<[string, Page, RegExp]>([
    [
      "no table",
      ["datazone-standard.md", "# Nothing\n\ntext\n"],
      /datazone-standard\.md: line 1: no table of availability/,
    ],
    [
      "another table only",
      ["datazone-standard.md", "| Model | Quota |\n|---|---|\n| a | 1 |\n"],
      /no table of availability/,
    ],
    [
      "a row with a cell more",
      ["datazone-standard.md", `${good}\n| uksouth | - | ✅ | - |\n`],
      /line 5: expected 3 cells, as the head has, found 4: a column is shifted/,
    ],
    [
      "a row with a cell less",
      ["datazone-standard.md", `${good}\n| uksouth | ✅ |\n`],
      /line 5: expected 3 cells, as the head has, found 2/,
    ],
    [
      "an unknown region",
      ["datazone-standard.md", `\n\n${good.replace("westus", "westus9")}`],
      /line 6: expected a region of the public Azure cloud, found "westus9"/,
    ],
    [
      "a sovereign region",
      ["datazone-standard.md", good.replace("westus", "usgovvirginia")],
      /line 4: expected a region of the public Azure cloud, found "usgovvirginia"/,
    ],
    ["a region twice", ["datazone-standard.md", good.replace("westus", "East US")], /line 4: two rows for eastus/],
    [
      "an unknown head",
      ["datazone-standard.md", good.replace("**gpt-9**, **2**", "GPT-9 and friends")],
      /line 1: expected a model and its version, as in .*, found "GPT-9 and friends"/,
    ],
    ["a head twice", ["datazone-standard.md", good.replace("**2**", "**1**")], /line 1: two columns for gpt-9, 1/],
    [
      "an unknown mark",
      ["datazone-standard.md", good.replace("| - |", "| soon |")],
      /line 4: expected ✅ or -, found "soon"/,
    ],
    ["no rows", ["datazone-standard.md", table(["gpt-9 1"], {})], /line 1: expected a row per region, found none/],
    [
      "no columns",
      ["datazone-standard.md", "| **Region** |\n|---|\n| eastus |\n"],
      /line 1: expected a column per model version/,
    ],
    [
      "an unknown type",
      ["x.md", good],
      /line 1: cannot tell the deployment type: give the file with it, as in DataZoneStandard=FILE/,
    ],
    [
      "training without its list",
      ["fine-tune-models.md", TUNING[1].split("\n>")[0] ?? ""],
      /line 1: expected the list of regions of global training below the table/,
    ],
    [
      "training in an unknown region",
      ["fine-tune-models.md", TUNING[1].replace("East US2", "Atlantis")],
      /line 4: expected a region .*"Atlantis"/,
    ],
    [
      "a list with an unknown region",
      ["fine-tune-models.md", TUNING[1].replace("- East US\n", "- Atlantis\n")],
      /line 10: expected a region .*"Atlantis"/,
    ],
    [
      "training without a model",
      ["fine-tune-models.md", TUNING[1].replace("`gpt-9` (1)", "the new one")],
      /line 4: expected a model and its version in brackets, found "the new one"/,
    ],
    [
      "regions where training was told",
      ["fine-tune-models.md", good],
      /line 1: expected the columns Model ID and Standard training regions/,
    ],
  ])("%s", async (_, page, message) => {
    const made = importPages([page]);
    await expect(made).rejects.toThrow(CatalogFileError);
    await expect(made).rejects.toThrow(message);
  });

  it("tells all that is wrong at once", async () => {
    const wrong = good.replace("westus", "westus9").replace("eastus", "eastus9");
    await expect(importPages([["datazone-standard.md", wrong]])).rejects.toThrow(/eastus9.*\n.*westus9/);
  });

  it("two files of one name", async () => {
    await expect(importPages([ZONE, ZONE])).rejects.toThrow("datazone-standard.md: two files have this name");
  });
});

describe("a newer import", () => {
  it("replaces the tables of the same type, and keeps the others", async () => {
    const first = (await importPages([GLOBAL, ZONE])).data;
    const text = table(["gpt-9 1"], { uksouth: "x" });
    const docs = [
      { name: "other.md", sha256: sha256(text), use: "DataZoneStandard" as const, ...(await parseMarkdown(text)) },
    ];
    const { data } = importEdition(first, { docs }, { id: "next", date: "2026-03-03", retrieved: "2026-03-03" });
    expect(data.docs.map((t) => [t.use, t.place.from])).toEqual([
      ["GlobalStandard", "docs:standard-global.md"],
      ["DataZoneStandard", "docs:other.md"],
    ]);
    expect(Object.keys(data.sources)).toEqual(["docs:standard-global.md", "docs:other.md"]);
  });
});

it("a table is its verdicts, cell by cell", async () => {
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

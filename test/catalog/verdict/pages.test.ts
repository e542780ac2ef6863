/** Verdicts under the edition of pages of October 2026: every cell, the schedule, training and fine-tuned models. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPages } from "../../../catalog/compile/pages/read";
import { indexEdition } from "../../../catalog/edition/edition";
import { embeddedEdition } from "../../../catalog/edition/embedded";
import { findRegion } from "../../../catalog/names/regions";
import type { Sku } from "../../../catalog/names/skus";
import type { Query, Training } from "../../../catalog/query";
import { verdict } from "../../../catalog/verdict/verdict";
import { citationText } from "../../../policy/words/citations";

const edition = embeddedEdition("2026-10-05");
const doc = readPages(join(__dirname, "..", "..", "..", "catalog", "documents", "2026-10-05"));
const TODAY = "2026-10-10";

/** "gpt-5 2025-08-07 GlobalStandard eastus"; `-` for what is left out. */
function q(text: string, rest: Partial<Query> = {}): Query {
  const [model = "", version = "-", sku = "-", region = ""] = text.split(" ");
  return {
    model,
    ...(version === "-" ? {} : { version }),
    ...(sku === "-" ? {} : { sku }),
    region,
    ...rest,
  };
}

const ask = (query: Query, today = TODAY, granted: string[] = []) => verdict(edition, query, { today, granted });

describe("the tables", () => {
  const stages = new Map<string, string>(
    doc.schedule.tables.flatMap((t) => t.rows.map((r) => [`${r.model} ${r.version}`, r.lifecycle] as const)),
  );

  it("decide every cell", () => {
    const counts = { cells: 0, ticks: 0 };
    for (const { tables } of [doc.standard, doc.provisioned, doc.batch]) {
      for (const { sku, tab, regions, rows } of tables) {
        const names = regions.split(" ");
        for (const { model, version, cells } of rows) {
          const name = `${model} ${version}`;
          const stage = stages.get(name);
          for (const [i, mark] of cells.split(" ").entries()) {
            counts.cells += 1;
            const found = ask({ model, version, sku, region: names[i] ?? "" });
            const where = `${name} ${sku} ${names[i]}: ${found.status} ${found.reason}`;
            if (mark === "✅") {
              counts.ticks += 1;
              const closed = stage === "Deprecated" ? "restricted" : "available";
              expect(where).toBe(
                `${name} ${sku} ${names[i]}: ${closed} ${stage === "Deprecated" ? "existing-customers" : "listed"}`,
              );
            } else expect(where).toBe(`${name} ${sku} ${names[i]}: unavailable region-not-listed`);
            expect(found.citations[0]).toMatchObject({
              tab,
              row: name,
              column: names[i],
              says: mark,
              source: "documentation",
            });
          }
        }
      }
    }
    expect(counts).toEqual({ cells: 4587, ticks: 3310 });
  });

  it("have the counts of the pages", () => {
    const { data } = edition;
    expect(data.counts).toEqual({
      tables: {
        GlobalStandard: { rows: 248, cells: 1982, ticks: 1251 },
        DataZoneStandard: { rows: 76, cells: 610, ticks: 470 },
        Standard: { rows: 41, cells: 317, ticks: 145 },
        GlobalProvisionedManaged: { rows: 81, cells: 570, ticks: 570 },
        DataZoneProvisionedManaged: { rows: 36, cells: 233, ticks: 226 },
        ProvisionedManaged: { rows: 58, cells: 436, ticks: 209 },
        GlobalBatch: { rows: 56, cells: 308, ticks: 308 },
        DataZoneBatch: { rows: 21, cells: 131, ticks: 131 },
      },
      scheduleRows: 88,
      fineTuning: { standardPairs: 15, globalModels: 7, globalRegions: 26 },
      models: 72,
      modelVersions: 88,
    });
  });

  it("of data zone SKUs have no region without a zone but those of Norway and Switzerland, which are not in the EU", () => {
    const tables = edition.data.docs.filter(({ use }) => use.startsWith("DataZone"));
    const regions = [...new Set(tables.flatMap((table) => Object.keys(table.regions)))];
    expect(regions.filter((id) => findRegion(id)?.dataZone === undefined)).toEqual(["norwayeast", "switzerlandnorth"]);
    expect(findRegion("northeurope")?.dataZone).toBe("EU");
  });

  it("are complete: the edition has nothing from the document of 2025", () => {
    const text = readFileSync(join(__dirname, "../../../catalog/editions/2026-10-05.json"), "utf8");
    expect(text).not.toMatch(/2025-06-16|gpt-35-turbo|dall-e|[\u3040-\u30ff]/);
    expect(edition.data.models).toEqual([]);
  });
});

describe("inference", () => {
  it.each<[string, string, string]>([
    ["gpt-5-chat 2025-08-07 GlobalStandard eastus2", "unavailable", "retired"],
    ["gpt-5-chat - GlobalStandard eastus2", "unavailable", "retired"],
    ["gpt-5 2025-08-07 DeveloperTier eastus2", "unavailable", "fine-tuned-only"],
    ["gpt-5 2025-08-07 GlobalProvisionedManaged westus2", "undocumented", "region-not-in-table"],
    ["gpt-5 2025-08-07 GlobalStandard westus2", "unavailable", "region-not-listed"],
    ["gpt-6.1-sol 2026-09-29 ProvisionedManaged eastus2", "undocumented", "source-older"],
    ["gpt-5.6-sol 2026-07-09 GlobalBatch eastus2", "unavailable", "sku-not-listed"],
    ["gpt-6.1-sol 2026-09-29 GlobalBatch eastus2", "undocumented", "source-older"],
    ["gpt-image-2.5-flare 2026-09-09 GlobalStandard eastus2", "undocumented", "no-region-table"],
    ["gpt-4o 2024-08-06 Standard eastus2", "restricted", "existing-customers"],
    ["gpt-4o 2024-11-20 Standard eastus2", "available", "listed"],
    ["gpt-4o - Standard eastus2", "undocumented", "default-version-unknown"],
    ["gpt-4o 2024-11-20 Standard usgovvirginia", "undocumented", "cloud-not-covered"],
    ["gpt-35-turbo 0125 Standard eastus", "unavailable", "model-not-listed"],
  ])("%s is %s: %s", (text, status, reason) => {
    const found = ask(q(text));
    expect([found.status, found.reason]).toEqual([status, reason]);
    expect(found.citations.length).toBeGreaterThan(0);
  });

  it("an existing customer declares one version at a time", () => {
    const old = q("gpt-4o 2024-08-06 Standard eastus2");
    expect(ask(old, TODAY, ["gpt-4o-2024-08-06"]).status).toBe("available");
    expect(ask(old, TODAY, ["gpt-4o-2024-05-13"]).status).toBe("restricted");
    expect(ask(old).conditions).toMatchObject([{ kind: "existing-customers", access: "gpt-4o-2024-08-06" }]);
  });

  it.each<[string, string, string[]]>([
    ["gpt-4o 2024-11-20 Standard eastus2", TODAY, ["legacy"]],
    ["gpt-4o 2024-11-20 Standard eastus2", "2027-05-01", ["legacy", "retirement-due"]],
    ["gpt-chat-latest 2026-08-06 GlobalStandard eastus2", TODAY, ["preview"]],
    ["gpt-chat-latest 2026-05-05 GlobalStandard eastus2", TODAY, ["preview", "retirement-due"]],
    ["gpt-5 2025-08-07 GlobalStandard eastus2", TODAY, []],
  ])("%s on %s has the conditions %j", (text, today, kinds) => {
    const found = ask(q(text), today);
    expect([found.status, found.conditions.map((c) => c.kind)]).toEqual(["available", kinds]);
  });

  it("says when a passed day was planned", () => {
    const found = ask(q("gpt-5 2025-08-07 GlobalStandard eastus2"), "2027-03-01");
    expect(found.conditions.map((c) => c.text)).toEqual([
      "gpt-5 2025-08-07 was scheduled to retire on 2027-02-09, as planned on 2026-10-05.",
    ]);
    expect(found.lifecycle).toMatchObject({ stage: "GA", retires: "2027-02-09", retired: false, asOf: "2026-10-05" });
  });

  it("cites both rows of a repeated version, and takes the later date", () => {
    const { lifecycle } = ask(q("gpt-realtime-mini 2025-10-06 GlobalStandard eastus2"));
    expect(lifecycle?.retires).toBe("2027-04-06");
    expect(lifecycle?.citations.map((c) => c.says)).toEqual([
      "GA, retirement date 2027-04-06",
      "GA, retirement date 2026-09-21",
    ]);
  });

  it("offers the schedule's replacement, and versions that retire soon last, with the day", () => {
    const { alternatives } = ask(q("gpt-5-chat 2025-08-07 GlobalStandard eastus2"));
    expect(alternatives.map((a) => [a.change, a.model, a.version, a.retires])).toEqual([
      ["model", "gpt-chat-latest", "2026-08-06", "2026-12-02"],
      ["model", "gpt-chat-latest", "2026-06-24", "2026-09-24"],
      ["model", "gpt-chat-latest", "2026-05-28", "2026-08-28"],
      ["model", "gpt-chat-latest", "2026-05-05", "2026-08-05"],
    ]);
  });

  it("cites page, SKU, tab, row and column", () => {
    const [cell] = ask(q("gpt-5 2025-08-07 GlobalStandard eastus")).citations;
    expect(cell && citationText(cell)).toBe(
      '"Microsoft Learn, Model region availability for Standard deployment (All Geographies)" of 2026-10-05, ' +
        "Global Standard › Availability for Azure OpenAI in Foundry Models, tab Americas, row gpt-5 2025-08-07, column eastus: ✅",
    );
  });
});

describe("training", () => {
  const train = (training?: Training): Partial<Query> => ({
    purpose: "fine-tuning",
    ...(training ? { training } : {}),
  });
  it.each<[string, Training | undefined, string, string]>([
    ["gpt-4.1 2025-04-14 - northcentralus", "standard", "available", "listed"],
    ["gpt-4.1 2025-04-14 - eastus", "standard", "unavailable", "region-not-listed"],
    ["gpt-4.1 2025-04-14 - eastus", "data-zone", "available", "listed"],
    ["gpt-4.1 2025-04-14 - swedencentral", "data-zone", "unavailable", "region-not-listed"],
    ["gpt-4.1 2025-04-14 - westus2", "data-zone", "unavailable", "region-not-listed"],
    ["gpt-4.1 2025-04-14 - japaneast", "global", "available", "listed"],
    ["gpt-4.1 2025-04-14 - uaenorth", "global", "unavailable", "region-not-listed"],
    ["gpt-4.1 2025-04-14 - polandcentral", "global", "available", "listed"],
    ["gpt-4.1-nano 2025-04-14 - polandcentral", "global", "unavailable", "region-not-listed"],
    ["gpt-4.1 2025-04-14 - westus2", "developer", "available", "listed"],
    ["gpt-5 2025-08-07 - westus2", "developer", "unavailable", "no-developer-training"],
    ["gpt-5 2025-08-07 - northcentralus", "standard", "restricted", "limited-access"],
    ["gpt-5.1 2025-11-13 - northcentralus", undefined, "unavailable", "not-fine-tunable"],
    ["o4-mini 2025-04-16 - eastus2", undefined, "available", "listed"],
  ])("%s %s is %s: %s", (text, training, status, reason) => {
    const found = ask(q(text, train(training)));
    expect([found.status, found.reason]).toEqual([status, reason]);
    expect(found.citations.length).toBeGreaterThan(0);
  });

  it("shows what holds in single regions", () => {
    const texts = (region: string) => ask(q(`gpt-4.1 2025-04-14 - ${region}`, train("global"))).conditions;
    expect(texts("japaneast").map((c) => c.text)).toEqual([
      "Global training gives no data residency.",
      "Japan East has no fine-tuning of vision.",
    ]);
    expect(texts("eastus").map((c) => c.text)).toEqual(["Global training gives no data residency."]);
  });

  it.each<[kinds: readonly Training[], asked: Training, reason: string]>([
    [["global"], "standard", "no-standard-training"],
    [["standard"], "data-zone", "no-data-zone-training"],
    [["standard"], "global", "no-global-training"],
    [["standard", "global"], "developer", "no-developer-training"],
  ])("of kinds other than %j is not offered: %s is %s", (kinds, asked, reason) => {
    const data = structuredClone(edition.data);
    for (const { models } of data.training) {
      for (const row of models) if (row.model === "gpt-4.1") Object.assign(row, { kinds, dataZones: undefined });
    }
    const query = q("gpt-4.1 2025-04-14 - northcentralus", train(asked));
    const found = verdict(indexEdition(data), query, { today: TODAY });
    expect([found.status, found.reason]).toEqual(["unavailable", reason]);
    expect(found.citations[0]).toMatchObject({ row: "gpt-4.1 (2025-04-14)", source: "documentation" });
    expect(found.alternatives.filter((a) => a.region === query.region && a.change === "training")).not.toEqual([]);
  });

  it("by invitation can be granted", () => {
    const invited = q("gpt-5 2025-08-07 - northcentralus", train("standard"));
    expect(ask(invited, TODAY, ["gpt-5-2025-08-07-training"]).status).toBe("available");
  });
});

describe("deployments of fine-tuned models", () => {
  it.each<[string, Sku, string, string, string]>([
    ["gpt-4.1 2025-04-14", "Standard", "swedencentral", "available", "listed"],
    ["gpt-4.1 2025-04-14", "Standard", "eastus2", "unavailable", "region-not-listed"],
    ["gpt-4.1 2025-04-14", "ProvisionedManaged", "swedencentral", "available", "listed"],
    ["gpt-4.1 2025-04-14", "ProvisionedManaged", "northcentralus", "unavailable", "region-not-listed"],
    ["gpt-4.1 2025-04-14", "GlobalProvisionedManaged", "swedencentral", "undocumented", "sku-not-stated"],
    ["gpt-4.1-mini 2025-04-14", "ProvisionedManaged", "swedencentral", "unavailable", "sku-not-listed"],
    ["gpt-4.1 2025-04-14", "GlobalStandard", "eastus2", "available", "listed"],
    ["gpt-4.1 2025-04-14", "GlobalStandard", "westus2", "unavailable", "region-not-listed"],
    ["gpt-4.1 2025-04-14", "DataZoneStandard", "brazilsouth", "unavailable", "region-not-listed"],
    ["gpt-4.1 2025-04-14", "DeveloperTier", "westus2", "available", "listed"],
    ["gpt-4o 2024-08-06", "DeveloperTier", "westus2", "unavailable", "sku-not-listed"],
    ["gpt-5 2025-08-07", "GlobalStandard", "eastus2", "unavailable", "sku-not-listed"],
    ["gpt-5 2025-08-07", "Standard", "swedencentral", "available", "listed"],
    ["gpt-4.1 2025-04-14", "GlobalBatch", "eastus2", "unavailable", "sku-not-listed"],
    ["gpt-5.1 2025-11-13", "GlobalStandard", "eastus2", "unavailable", "not-fine-tunable"],
  ])("%s %s %s is %s: %s", (name, sku, region, status, reason) => {
    const found = ask(q(`${name} ${sku} ${region}`, { fineTuned: true }));
    expect([found.status, found.reason]).toEqual([status, reason]);
    expect(found.citations.length).toBeGreaterThan(0);
  });

  it("retire by their own date", () => {
    const tuned = q("gpt-4.1 2025-04-14 GlobalStandard eastus2", { fineTuned: true });
    expect(ask(tuned).lifecycle).toMatchObject({ retires: "2027-10-14", retired: false });
  });
});

it("says nothing about Assistants", () => {
  const found = ask(q("gpt-4o 2024-11-20 Standard eastus2", { purpose: "assistants" }));
  expect([found.status, found.reason]).toEqual(["undocumented", "sku-not-covered"]);
});

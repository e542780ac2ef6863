/** Importing models lists: the shapes of Azure's answers, what is read from them, and files that are not lists. */
import { describe, expect, it } from "vitest";
import { CatalogFileError } from "../../../catalog/edition/checked";
import { indexEdition } from "../../../catalog/edition/edition";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { loadEdition } from "../../../catalog/edition/open";
import { contentHash, editionText } from "../../../catalog/edition/provenance";
import { importEdition } from "../../../catalog/import/import";
import { verdict } from "../../../catalog/verdict/verdict";
import { azShape, EASTUS2, entry, file, imported, JAPANEAST, OPTIONS, sku } from "../support";

const base = defaultEdition().data;

describe("the shapes of a list", () => {
  const lists = imported([EASTUS2]).data.lists;
  it.each<[string, unknown[]]>([
    ["an array", [EASTUS2]],
    ["REST: an object with value", [{ value: EASTUS2 }]],
    ["a null nextLink", [{ value: EASTUS2, nextLink: null }]],
    ["an array of pages", [[{ value: EASTUS2.slice(0, 2), nextLink: "https://next" }, { value: EASTUS2.slice(2) }]]],
    ["a file per page", [{ value: EASTUS2.slice(0, 2), nextLink: "https://next" }, { value: EASTUS2.slice(2) }]],
    ["parts that were cut out of pages", [EASTUS2.slice(0, 2), EASTUS2.slice(2)]],
    ["in another order", [[...EASTUS2].reverse()]],
    ["everything twice", [EASTUS2, EASTUS2]],
  ])("%s", (_, values) => {
    expect(imported(values).data.lists).toEqual(lists);
  });

  it.each([
    ["eastus2.json", undefined],
    ["eastus2.2026-02-01.json", undefined],
    ["eastus2.az.2026-02-01.json", undefined],
    ["East US 2.json", undefined],
    ["x.json", "East US 2"],
    ["japaneast.json", "eastus2"],
  ])("an answer of the Azure CLI gets its region from the name %s, or from the user: %s", (name, region) => {
    const made = importEdition(base, { arm: [file(azShape(EASTUS2), name, region)] }, OPTIONS);
    expect(made.data.lists).toEqual(lists);
  });

  it.each(["x.json", "eastus2.westus.json", "usgovvirginia.json", "eastus2-old.json"])(
    "the name %s has no region, or more than one",
    (name) => {
      expect(() => importEdition(base, { arm: [file(azShape(EASTUS2), name)] }, OPTIONS)).toThrow(
        `${name}: neither the list nor the file's name says which region it is of: name the file by its region, as in eastus2.json, or give it as eastus2=FILE`,
      );
    },
  );

  it("the location overrides the id, and both override the file's name", () => {
    const without = EASTUS2.map(({ location: _, ...rest }) => rest);
    expect(imported([without]).data.lists).toEqual(lists);
    expect(importEdition(base, { arm: [file(EASTUS2, "westus.json")] }, OPTIONS).data.lists).toEqual(lists);
  });

  it("regions may share a file", () => {
    expect(Object.keys(imported([[...EASTUS2, ...JAPANEAST]]).data.lists)).toEqual(["eastus2", "japaneast"]);
  });
});

describe("reading a list", () => {
  const list = (...entries: unknown[]) => imported([entries]);
  const listing = (...entries: unknown[]) => list(...entries).data.lists.westus?.models["gpt-x"]?.["1"];

  it("merges account kinds and says where they differ", () => {
    const { data, lists } = list(
      entry(
        "westus",
        "gpt-x",
        "1",
        [sku("Standard", "2027-01-01"), "GlobalBatch"],
        { isDefaultVersion: true },
        "AIServices",
      ),
      entry("westus", "gpt-x", "1", [sku("Standard", "2028-01-01")], {}, "OpenAI"),
    );
    expect(data.lists.westus?.models["gpt-x"]?.["1"]).toEqual({
      status: "GenerallyAvailable",
      skus: {
        Standard: { retires: "2028-01-01", usageName: "OpenAI.Standard" },
        GlobalBatch: { usageName: "OpenAI.GlobalBatch" },
      },
    });
    expect(lists[0]?.kinds).toEqual({ AIServices: 1, OpenAI: 1 });
    expect(lists[0]?.differences).toEqual([
      "gpt-x 1: OpenAI and AIServices differ in lifecycle, default or training; OpenAI counts",
      "gpt-x 1 Standard: OpenAI and AIServices differ in retirement, capacity or quota pool; OpenAI counts",
      "gpt-x 1 GlobalBatch: offered for accounts of kind AIServices, not of OpenAI",
    ]);
  });

  it("keeps SKUs for fine-tuned models apart", () => {
    expect(listing(entry("westus", "gpt-x", "1", ["Standard*", "DeveloperTier*", "GlobalStandard"]))).toEqual({
      status: "GenerallyAvailable",
      skus: { GlobalStandard: { usageName: "OpenAI.GlobalStandard" } },
      fineTuned: {
        Standard: { usageName: "OpenAI.Standard-finetune" },
        DeveloperTier: { usageName: "OpenAI.DeveloperTier-finetune" },
      },
    });
  });

  const plain = (name: string, deprecationDate?: string) => ({ name, deprecationDate });
  it.each<[string, ReturnType<typeof plain>[], string[], string[]]>([
    [
      "of two items of one SKU the later is for fine-tuned models",
      [plain("Standard", "2028-01-01"), plain("Standard", "2027-01-01")],
      ["Standard 2027-01-01"],
      ["Standard 2028-01-01"],
    ],
    [
      "in any order, also where it has no date",
      [plain("Standard", "2027-01-01"), plain("Standard")],
      ["Standard 2027-01-01"],
      ["Standard undefined"],
    ],
    [
      "of one day they are one",
      [plain("Standard", "2027-01-01"), plain("Standard", "2027-01-01")],
      ["Standard 2027-01-01"],
      [],
    ],
    [
      "a usage name that says so counts before the date",
      [sku("Standard*", "2026-01-01") as ReturnType<typeof plain>, plain("Standard", "2027-01-01")],
      ["Standard 2027-01-01"],
      ["Standard 2026-01-01"],
    ],
    ["DeveloperTier is for fine-tuned models only", [plain("DeveloperTier")], [], ["DeveloperTier undefined"]],
  ])("%s", (_, skus, offered, tuned) => {
    const made = listing(entry("westus", "gpt-x", "1", skus));
    const items = (of: object = {}) => Object.entries(of).map(([name, { retires }]) => `${name} ${retires}`);
    expect([items(made?.skus), items(made?.fineTuned)]).toEqual([offered, tuned]);
  });

  it("keeps lifecycle, replacement, training and the pool of quota as Azure writes them", () => {
    const made = listing(
      entry(
        "westus",
        "gpt-x",
        "1",
        [{ name: "GlobalStandard", usageName: "OpenAI.GlobalStandard.gptx", deprecationDate: "2027-02-03T00:00:00Z" }],
        {
          lifecycleStatus: "Legacy",
          deprecation: { inference: "2027-04-05T00:00:00Z", fineTune: "2026-05-06T00:00:00Z" },
          replacementConfig: {
            targetModelName: "gpt-y",
            targetModelVersion: "2",
            autoUpgradeStartDate: "2026-09-17T00:00:00.000Z",
            upgradeOnExpiryLeadTimeDays: 7,
          },
          capabilities: { globalFineTune: "false" },
          finetuneCapabilities: { globalFineTune: "true", devTierFineTune: "true" },
        },
      ),
    );
    expect(made).toEqual({
      status: "Legacy",
      retires: "2027-04-05",
      trainingRetires: "2026-05-06",
      globalTraining: true,
      developerTraining: true,
      replacement: { model: "gpt-y", version: "2", from: "2026-09-17" },
      skus: { GlobalStandard: { retires: "2027-02-03", usageName: "OpenAI.GlobalStandard.gptx" } },
    });
  });

  it("keeps the day of the SKU apart from that of the model", () => {
    const deprecation = { inference: "2027-03-04T00:00:00Z", fineTune: "2026-05-06T00:00:00Z" };
    const skus = [sku("Standard", "2026-02-03"), "GlobalStandard", "GlobalStandard*"];
    expect(listing(entry("westus", "gpt-x", "1", skus, { deprecation }))).toEqual({
      status: "GenerallyAvailable",
      retires: "2027-03-04",
      trainingRetires: "2026-05-06",
      skus: {
        Standard: { retires: "2026-02-03", usageName: "OpenAI.Standard" },
        GlobalStandard: { usageName: "OpenAI.GlobalStandard" },
      },
      fineTuned: { GlobalStandard: { usageName: "OpenAI.GlobalStandard-finetune" } },
    });
  });

  it.each([
    [
      { minimum: 15, maximum: 300, step: 5, default: 20 },
      { minimum: 15, maximum: 300, step: 5, default: 20 },
    ],
    [
      { maximum: 10, default: null, allowedValues: [1, 2] },
      { maximum: 10, allowed: [1, 2] },
    ],
    [{ maximum: 10, allowedValues: [] }, { maximum: 10 }],
    [{}, undefined],
    [null, undefined],
  ])("capacity %j is %j", (capacity, kept) => {
    const made = listing(entry("westus", "gpt-x", "1", [{ name: "Standard", usageName: null, capacity }]));
    expect(made?.skus.Standard?.capacity).toEqual(kept);
  });

  it.each([
    ["true", true],
    ["True", true],
    ["false", undefined],
    [undefined, undefined],
  ])("globalFineTune %s is global training: %s", (globalFineTune, kept) => {
    expect(
      listing(entry("westus", "gpt-x", "1", ["Standard"], { capabilities: { globalFineTune } }))?.globalTraining,
    ).toBe(kept);
  });

  it("counts what it leaves out, with the reasons", () => {
    const { data, lists } = list(
      entry("westus", "gpt-x", "1", ["Standard", "Provisioned"]),
      entry("westus", "gpt-x", "2-custom", ["Provisioned", "LowPriority"]),
      entry("westus", "ada", "1", [], { skus: null }),
      entry("westus", "llama", "3", ["GlobalStandard"], { format: "Meta" }, "MaaS"),
      entry("westus", "llama", "3", ["GlobalStandard"], { format: "Meta" }, "AIServices"),
    );
    expect(lists).toEqual([
      {
        region: "westus",
        retrieved: "2026-02-01",
        files: ["list-0.json"],
        older: [],
        entries: 5,
        kinds: { OpenAI: 3 },
        named: 2,
        models: 1,
        versions: 1,
        offered: { Standard: 1 },
        fineTuned: {},
        leftOut: {
          formats: { Meta: 2 },
          skus: { Provisioned: 2, LowPriority: 1 },
          versions: ["ada 1", "gpt-x 2-custom"],
        },
        differences: [],
        warnings: [
          "list-0.json: only 2 OpenAI models in the list of westus, and all others count as not offered there; if the list was filtered, import it with --partial",
        ],
      },
    ]);
    expect(Object.keys(data.lists.westus?.models ?? {})).toEqual(["gpt-x"]);
    expect(verdict(indexEdition(data), { model: "ada", region: "westus" }).reason).toBe("model-not-listed");
  });
});

describe("a region that offers nothing", () => {
  const llama = [entry("westus", "llama", "3", ["GlobalStandard"], { format: "Meta" })];
  it.each<[string, unknown, string[]]>([
    ["other formats only", azShape(llama), []],
    [
      "nothing at all",
      [],
      [
        "westus.json: the list of westus is empty, and every model counts as not offered there; if the list was filtered, import it with --partial",
      ],
    ],
  ])("%s: is closed", (_, value, warnings) => {
    const { data, lists } = importEdition(base, { arm: [file(value, "westus.json")] }, OPTIONS);
    expect(data.lists.westus).toEqual({ source: "arm:westus", models: {} });
    expect(lists[0]).toMatchObject({ named: 0, models: 0, versions: 0, warnings });
    const asked = { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard", region: "westus" };
    expect(verdict(indexEdition(base), asked).status).toBe("available");
    expect(verdict(indexEdition(data), asked)).toMatchObject({ status: "unavailable", reason: "region-not-listed" });
  });

  it("warns of two equal lists only if they offer something", () => {
    const both = (value: unknown) =>
      importEdition(base, { arm: ["japanwest", "ukwest"].map((r) => file(value, `${r}.json`)) }, OPTIONS).lists;
    expect(both(azShape(llama)).map(({ region, warnings }) => [region, warnings])).toEqual([
      ["japanwest", []],
      ["ukwest", []],
    ]);
    const many = Array.from({ length: 10 }, (_, i) => entry("x", `gpt-${i}`, "1", ["Standard"]));
    expect(both(azShape(many)).map(({ region, warnings }) => [region, warnings])).toEqual([
      ["japanwest", []],
      [
        "ukwest",
        [
          "ukwest.json: is the same file as the list of japanwest: the answer for ukwest may have been saved from there",
        ],
      ],
    ]);
  });
});

describe("days of retrieval", () => {
  const many = (version: string) =>
    azShape(Array.from({ length: 10 }, (_, i) => entry("x", `gpt-${i}`, version, ["Standard"])));
  const dated = (version: string, name: string, retrieved: string) => ({ ...file(many(version), name), retrieved });

  it("only the newest list of a region counts", () => {
    const { data, lists } = importEdition(
      base,
      {
        arm: [
          dated("2", "eastus2.2026-01-20.json", "2026-01-20"),
          dated("1", "eastus2.2026-01-10.json", "2026-01-10"),
          dated("1", "japaneast.json", "2026-01-10"),
        ],
      },
      { retrieved: "2026-02-01" },
    );
    expect(data.lists.eastus2?.models["gpt-0"]).toHaveProperty("2");
    expect(data.lists.eastus2?.models["gpt-0"]).not.toHaveProperty("1");
    expect(lists.map(({ region, retrieved, older }) => ({ region, retrieved, older }))).toEqual([
      {
        region: "eastus2",
        retrieved: "2026-01-20",
        older: [{ file: "eastus2.2026-01-10.json", retrieved: "2026-01-10" }],
      },
      { region: "japaneast", retrieved: "2026-01-10", older: [] },
    ]);
    expect([data.sources["arm:eastus2"]?.date, data.sources["arm:japaneast"]?.date]).toEqual([
      "2026-01-20",
      "2026-01-10",
    ]);
    // The newest source dates the edition, not the day of the import.
    expect([data.id, data.date]).toEqual(["2026-01-20", "2026-01-20"]);
  });
});

describe("a filtered list", () => {
  const few = { ...file(azShape(EASTUS2), "eastus2.json"), partial: true };
  const made = importEdition(base, { arm: [few] }, OPTIONS);

  it("adds to what the document says, closes no region, and gives no warning", () => {
    expect(made.data.lists).toEqual({});
    expect(Object.keys(made.data.additions ?? {})).toEqual(["eastus2"]);
    expect(made.data.sources["arm:eastus2:partial"]).toMatchObject({ partial: true, region: "eastus2" });
    expect(made.lists[0]).toMatchObject({ partial: true, warnings: [] });
  });

  it("has no effect any more once the whole list is imported", () => {
    const whole = Array.from({ length: 10 }, (_, i) => entry("x", `gpt-${i}`, "1", ["Standard"]));
    const { data } = importEdition(
      made.data,
      { arm: [file(azShape(whole), "eastus2.json")] },
      { ...OPTIONS, id: "whole" },
    );
    expect(data.additions).toBeUndefined();
    expect(Object.keys(data.sources)).toEqual(["arm:eastus2"]);
  });
});

describe("a file that is not a list is an error that names file and place", () => {
  const one = entry("westus", "gpt-x", "1", ["Standard"]);
  const without = (key: string) => Object.fromEntries(Object.entries(one).filter(([k]) => k !== key && k !== "id"));
  it.each<[string, unknown, RegExp]>([
    ["nothing", null, /list-0\.json: is not a models list: expected an array of models/],
    ["a text", "<html>", /is not a models list/],
    ["another object", { models: [one] }, /is not a models list/],
    ["an empty list without region", [], /list-0\.json: neither the list nor the file's name says/],
    ["an empty page without region", { value: [] }, /list-0\.json: neither the list nor the file's name says/],
    [
      "another service's list",
      [{ name: "Standard_D2s_v5", numberOfCores: 2 }],
      /^list-0\.json: is not a models list: \[0\] has no model with its format$/,
    ],
    ["a list in a list", [[one]], /is not a models list: \[0\] has no model with its format$/],
    [
      "an error of Azure",
      { error: { code: "AuthenticationFailed", message: "x" } },
      /is an error of Azure, not a models list: AuthenticationFailed/,
    ],
    [
      "an error among pages",
      [{ value: [one] }, { error: { code: "TooManyRequests" } }],
      /list-0\.json: \[1\]: expected a page/,
    ],
    [
      "no location",
      [without("location")],
      /list-0\.json: neither the list nor the file's name says which region it is of/,
    ],
    [
      "an unknown region",
      [{ ...one, location: "Atlantis" }],
      /\[0\]: location: no Azure region has the name "Atlantis"/,
    ],
    ["a sovereign cloud", [{ ...one, location: "usgovvirginia" }], /usgovvirginia is in AzureUSGovernment/],
    [
      "a page of several",
      { value: [one], nextLink: "https://next" },
      /nextLink leads to a further page of westus, which was not given/,
    ],
    [
      "pages without the last",
      [
        { value: [one], nextLink: "a" },
        { value: [one], nextLink: "b" },
      ],
      /further page/,
    ],
    [
      "no version",
      [entry("westus", "gpt-x", "1", ["Standard"], { version: undefined })],
      /list-0\.json: \[0\]\.model: version: /,
    ],
    [
      "a version that is no text",
      [entry("westus", "gpt-x", "1", ["Standard"], { version: 613 })],
      /\[0\]\.model: version: /,
    ],
    ["a name with a control character", [entry("westus", "gpt\u001b[2J", "1", ["Standard"])], /\[0\]\.model: name: /],
    [
      "an invalid date",
      [entry("westus", "gpt-x", "1", [{ name: "Standard", deprecationDate: "soon" }])],
      /skus\.0\.deprecationDate: expected a date/,
    ],
    [
      "an invalid capacity",
      [entry("westus", "gpt-x", "1", [{ name: "Standard", capacity: { step: -1 } }])],
      /skus\.0\.capacity\.step: /,
    ],
  ])("%s", (_, value, message) => {
    expect(() => imported([value])).toThrow(CatalogFileError);
    expect(() => imported([value])).toThrow(message);
  });

  it.each([
    ["westus", undefined],
    [undefined, "westus"],
  ])("a list may be given twice, for %s and for %s", (...regions) => {
    const arm = regions.map((region) => file([one], "x.json", region));
    expect(importEdition(base, { arm }, OPTIONS).lists[0]).toMatchObject({ region: "westus", entries: 1 });
  });

  it("a list given as that of another region", () => {
    expect(() => importEdition(base, { arm: [file([one], "x.json", "eastus")] }, OPTIONS)).toThrow(
      "x.json: [0]: location: is westus, and the file was given as the list of eastus",
    );
  });

  it("refuses the base's id, and lists older than those of the base", () => {
    expect(() => imported([[one]], { ...OPTIONS, id: base.id })).toThrow(/is the id of the edition it starts from/);
    const first = imported([[one]]).data;
    const again = { id: "later", date: "2026-01-02", retrieved: "2026-01-01" };
    expect(() => importEdition(first, { arm: [file([one])] }, again)).toThrow(
      "list.json: is of 2026-01-01, and refreshed has a newer one of 2026-02-01: Models list of Azure Resource Manager, westus",
    );
  });
});

describe("the edition that is made", () => {
  it("keeps the document's facts, and records base, sources and files", () => {
    const { data } = imported([EASTUS2, JAPANEAST]);
    const { id, date, hash, base: from, sources, lists, ...rest } = data;
    const { id: _, date: __, hash: baseHash, sources: ___, lists: ____, ...document } = base;
    expect(rest).toEqual(document);
    expect([id, date, from]).toEqual(["refreshed", "2026-02-02", { id: "2025-06-16", hash: baseHash }]);
    expect(sources["arm:japaneast"]).toEqual({
      kind: "arm",
      title: "Models list of Azure Resource Manager, japaneast",
      date: "2026-02-01",
      region: "japaneast",
      files: [{ name: "list-1.json", sha256: file(JAPANEAST).sha256 }],
    });
    expect(Object.keys(lists)).toEqual(["eastus2", "japaneast"]);
    expect(hash).toBe(contentHash(data));
  });

  it("replaces the lists of the same regions and keeps the others", () => {
    const first = imported([EASTUS2, JAPANEAST]).data;
    const value = [entry("eastus2", "gpt-new", "1", ["Standard"])];
    const { data } = importEdition(
      first,
      { arm: [file(value)] },
      { id: "next", date: "2026-03-03", retrieved: "2026-03-03" },
    );
    expect(Object.keys(data.lists.eastus2?.models ?? {})).toEqual(["gpt-new"]);
    expect(data.lists.japaneast).toEqual(first.lists.japaneast);
    expect([data.sources["arm:eastus2"]?.date, data.sources["arm:japaneast"]?.date]).toEqual([
      "2026-03-03",
      "2026-02-01",
    ]);
    expect(data.base?.id).toBe("refreshed");
  });

  it("is read back unchanged, and the same inputs give the same text", () => {
    const { data } = imported([EASTUS2]);
    expect(loadEdition(editionText(data)).data).toEqual(data);
    expect(editionText(imported([EASTUS2]).data)).toBe(editionText(data));
    expect(editionText(imported([[...EASTUS2].reverse()], { ...OPTIONS }).data.lists as never)).toBe(
      editionText(data.lists as never),
    );
  });
});

it("an edition has so many models at most that a table of them can be made", () => {
  const list = (count: number) => Array.from({ length: count }, (_, i) => entry("x", `gpt-${i}`, "1", ["Standard"]));
  const made = (count: number) => importEdition(base, { arm: [file(azShape(list(count)), "eastus2.json")] }, OPTIONS);
  expect(Object.keys(made(1000).data.lists.eastus2?.models ?? {})).toHaveLength(1000);
  expect(() => made(1001)).toThrow(
    new CatalogFileError("refreshed: its models lists have 1001 versions of models, expected at most 1000"),
  );
});

/** Importing models lists: the shapes in which Azure gives them, what counts of them, and all that is no such list. */
import { describe, expect, it } from "vitest";
import { CatalogFileError } from "../../../catalog/edition/checked";
import { indexEdition } from "../../../catalog/edition/edition";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { loadEdition } from "../../../catalog/edition/open";
import { contentHash, editionText } from "../../../catalog/edition/provenance";
import { importEdition } from "../../../catalog/import/import";
import { verdict } from "../../../catalog/verdict/verdict";
import { EASTUS2, entry, file, imported, JAPANEAST, OPTIONS, sku } from "../support";

const base = defaultEdition().data;

describe("the shapes of a list", () => {
  const lists = imported([EASTUS2]).data.lists;
  it.each<[string, unknown[]]>([
    ["az: an array", [EASTUS2]],
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

  it("the region comes from the location, else from the id, else from whoever gave the file", () => {
    const without = EASTUS2.map(({ location: _, ...rest }) => rest);
    const bare = without.map(({ id: _, ...rest }) => rest);
    expect(imported([without]).data.lists).toEqual(lists);
    const given = importEdition(base, { arm: [file(bare, "x.json", "East US 2")] }, OPTIONS);
    expect(given.data.lists).toEqual(lists);
  });

  it("regions may share a file", () => {
    expect(Object.keys(imported([[...EASTUS2, ...JAPANEAST]]).data.lists)).toEqual(["eastus2", "japaneast"]);
  });
});

describe("what counts of a list", () => {
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
      skus: { Standard: { retires: "2028-01-01" }, GlobalBatch: {} },
    });
    expect(lists[0]?.kinds).toEqual({ AIServices: 1, OpenAI: 1 });
    expect(lists[0]?.differences).toEqual([
      "gpt-x 1: OpenAI and AIServices differ in lifecycle, default or training; OpenAI counts",
      "gpt-x 1 Standard: OpenAI and AIServices differ in retirement or capacity; OpenAI counts",
      "gpt-x 1 GlobalBatch: offered for accounts of kind AIServices, not of OpenAI",
    ]);
  });

  it("keeps SKUs for fine-tuned models apart", () => {
    expect(listing(entry("westus", "gpt-x", "1", ["Standard*", "DeveloperTier*", "GlobalStandard"]))).toEqual({
      status: "GenerallyAvailable",
      skus: { GlobalStandard: {} },
      fineTuned: { Standard: {}, DeveloperTier: {} },
    });
  });

  it("takes the date of the SKU, else that of the model; a fine-tuned model has no other than its own", () => {
    const deprecation = { inference: "2027-03-04T00:00:00Z", fineTune: "2026-05-06T00:00:00Z" };
    const skus = [sku("Standard", "2026-02-03"), "GlobalStandard", "GlobalStandard*"];
    expect(listing(entry("westus", "gpt-x", "1", skus, { deprecation }))).toEqual({
      status: "GenerallyAvailable",
      trainingRetires: "2026-05-06",
      skus: { Standard: { retires: "2026-02-03" }, GlobalStandard: { retires: "2027-03-04" } },
      fineTuned: { GlobalStandard: {} },
    });
  });

  it.each([
    [
      { minimum: 15, maximum: 300, step: 5, default: 20 },
      { minimum: 15, maximum: 300, step: 5, default: 20 },
    ],
    [{ maximum: 10, default: null, allowedValues: [1, 2] }, { maximum: 10 }],
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

  it("counts what it leaves out, and why", () => {
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
        files: ["list-0.json"],
        entries: 5,
        kinds: { OpenAI: 3 },
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
      },
    ]);
    expect(Object.keys(data.lists.westus?.models ?? {})).toEqual(["gpt-x"]);
    expect(verdict(indexEdition(data), { model: "ada", region: "westus" }).reason).toBe("model-not-listed");
  });
});

describe("what is no list gives an error that names file and place", () => {
  const one = entry("westus", "gpt-x", "1", ["Standard"]);
  const without = (key: string) => Object.fromEntries(Object.entries(one).filter(([k]) => k !== key && k !== "id"));
  it.each<[string, unknown, RegExp]>([
    ["nothing", null, /list-0\.json: is no models list: expected an array of models/],
    ["a text", "<html>", /is no models list/],
    ["another object", { models: [one] }, /is no models list/],
    ["an empty list", [], /list-0\.json: the list is empty/],
    ["an empty page", { value: [] }, /the list is empty/],
    [
      "another service's list",
      [{ name: "Standard_D2s_v5", numberOfCores: 2 }],
      /^list-0\.json: is no models list: \[0\] has no model with its format$/,
    ],
    ["a list in a list", [[one]], /is no models list: \[0\] has no model with its format$/],
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
      /list-0\.json: \[0\]: has neither a location nor an id that names one: give the file with its region, as in eastus2=FILE/,
    ],
    [
      "an unknown region",
      [{ ...one, location: "Atlantis" }],
      /\[0\]: location: no Azure region has the name "Atlantis"/,
    ],
    ["a sovereign cloud", [{ ...one, location: "usgovvirginia" }], /usgovvirginia is in AzureUSGovernment/],
    [
      "other formats only",
      [entry("westus", "llama", "3", ["GlobalStandard"], { format: "Meta" })],
      /no entry of westus is of format OpenAI, found Meta/,
    ],
    [
      "unknown SKUs only",
      [entry("westus", "gpt-x", "1", ["Provisioned"])],
      /no model of westus has a SKU that a deployment can have/,
    ],
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
      "a date that is none",
      [entry("westus", "gpt-x", "1", [{ name: "Standard", deprecationDate: "soon" }])],
      /skus\.0\.deprecationDate: expected a date/,
    ],
    [
      "a capacity that is none",
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
  ])("but not a list given twice, as that of %s and of %s", (...regions) => {
    const arm = regions.map((region) => file([one], "x.json", region));
    expect(importEdition(base, { arm }, OPTIONS).lists[0]).toMatchObject({ region: "westus", entries: 1 });
    expect(() => importEdition(base, { arm: [...arm, file([one], "y.json", "eastus")] }, OPTIONS)).toThrow(
      "y.json: is the same list as x.json, given for another region",
    );
  });

  it("a list given as that of another region", () => {
    expect(() => importEdition(base, { arm: [file([one], "x.json", "eastus")] }, OPTIONS)).toThrow(
      "x.json: [0]: location: is westus, and the file was given as the list of eastus",
    );
  });

  it("an id that is taken, and lists older than what they would replace", () => {
    expect(() => imported([[one]], { ...OPTIONS, id: base.id })).toThrow(/is the id of the edition it starts from/);
    expect(() => imported([[one]], { ...OPTIONS, retrieved: "2025-06-01" })).toThrow(/older than the document/);
    const first = imported([[one]]).data;
    const again = { id: "later", date: "2026-01-02", retrieved: "2026-01-01" };
    expect(() => importEdition(first, { arm: [file([one])] }, again)).toThrow(
      "list.json: got on 2026-01-01, and refreshed has a newer one of 2026-02-01: Models list of Azure Resource Manager, westus",
    );
  });
});

describe("the edition that is made", () => {
  it("has what the document says as it was, and tells base, sources and files", () => {
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

  it("is read back as it was written, and the same inputs give the same text", () => {
    const { data } = imported([EASTUS2]);
    expect(loadEdition(editionText(data)).data).toEqual(data);
    expect(editionText(imported([EASTUS2]).data)).toBe(editionText(data));
    expect(editionText(imported([[...EASTUS2].reverse()], { ...OPTIONS }).data.lists as never)).toBe(
      editionText(data.lists as never),
    );
  });
});

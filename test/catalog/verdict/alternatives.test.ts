/** Alternatives: for any query with any content, and their order. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { findRegion, REGIONS } from "../../../catalog/names/regions";
import { findSku, SKUS } from "../../../catalog/names/skus";
import type { Alternative, Purpose, Query, Training } from "../../../catalog/query";
import { alternativesToAll } from "../../../catalog/verdict/alternatives";
import { decide } from "../../../catalog/verdict/decide";
import { verdict } from "../../../catalog/verdict/verdict";

const edition = defaultEdition();
const MODELS = edition.data.models.map((m) => m.name);
const VERSIONS = [...new Set(edition.data.models.flatMap((m) => m.versions.map((v) => v.version)))];
const ACCESS = ["o1-preview-limited-access", "computer-use-preview", "gpt-image-1", "gpt-4-selected-customers"];

/** What a query asks, in one spelling: two that ask the same are equal. */
function meaning(q: Query) {
  const purpose = q.purpose ?? "inference";
  return {
    model: q.model.toLowerCase(),
    version: q.version?.toLowerCase(),
    region: findRegion(q.region)?.id ?? q.region,
    // The SKU plays no part in training, nor the training elsewhere.
    sku: purpose === "fine-tuning" ? undefined : (findSku(q.sku ?? "Standard") ?? q.sku),
    training: purpose === "fine-tuning" ? q.training : undefined,
    purpose,
  };
}

function changed(from: Query, to: Query): string[] {
  const [a, b] = [meaning(from), meaning(to)];
  return (Object.keys(a) as (keyof typeof a)[]).filter((k) => a[k] !== b[k]);
}

const cased = (s: string) => fc.constantFrom(s, s.toUpperCase());
const junk = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", ""),
);
/** A name of the catalog with one letter gone or added: what people type. */
const typo = (names: readonly string[]) =>
  fc.tuple(fc.constantFrom(...names), fc.nat(), fc.constantFrom("", "-", "x", "4")).map(([name, at, put]) => {
    const i = at % (name.length + 1);
    return name.slice(0, i) + put + name.slice(i + 1);
  });
const known = fc
  .constantFrom(...edition.data.models.flatMap((m) => m.versions.map((v) => [m.name, v.version] as const)))
  .chain(([model, version]) =>
    fc.record({
      model: cased(model),
      version: version === "" ? fc.constant(undefined) : fc.option(cased(version), { nil: undefined }),
    }),
  );
const anyNames = fc.record({
  model: fc.oneof(fc.constantFrom(...MODELS), typo(MODELS), junk),
  version: fc.option(fc.oneof(fc.constantFrom(...VERSIONS), typo(VERSIONS.filter((v) => v !== "")), junk), {
    nil: undefined,
  }),
});
const query: fc.Arbitrary<Query> = fc
  .tuple(
    fc.oneof({ arbitrary: known, weight: 3 }, { arbitrary: anyNames, weight: 2 }),
    fc.record({
      sku: fc.option(
        fc.oneof(
          { arbitrary: fc.constantFrom("Standard", "GlobalStandard", "globalstandard"), weight: 3 },
          fc.constantFrom(...SKUS),
          typo(SKUS),
          junk,
        ),
        { nil: undefined },
      ),
      region: fc.oneof(
        {
          arbitrary: fc.constantFrom(...REGIONS.flatMap((r) => [r.id, r.displayName, r.japaneseName ?? r.id])),
          weight: 5,
        },
        typo(REGIONS.map((r) => r.id)),
        junk,
      ),
      purpose: fc.option(fc.constantFrom<Purpose>("inference", "fine-tuning", "assistants"), { nil: undefined }),
      training: fc.option(fc.constantFrom<Training>("standard", "global"), { nil: undefined }),
    }),
  )
  .map(([names, rest]) => ({ ...names, ...rest }));
const granted = fc.subarray(ACCESS);

describe("for any query", () => {
  it("gives a verdict with citations, and alternatives that pass and are different", () => {
    fc.assert(
      fc.property(query, granted, (q, ids) => {
        const options = { granted: ids };
        const v = verdict(edition, q, options);
        expect(v.citations.length).toBeGreaterThan(0);
        expect(v.status === "available" ? v.alternatives : []).toEqual([]);
        for (const alternative of v.alternatives) {
          expect(decide(edition, alternative, options).status).toBe("available");
          expect(changed(q, alternative)).not.toEqual([]);
          expect(changed(q, alternative)).not.toContain("purpose");
        }
        expect(new Set(v.alternatives.map((a) => JSON.stringify(meaning(a)))).size).toBe(v.alternatives.length);
      }),
      { numRuns: 1500 },
    );
  }, 60_000);

  it("names every change of an alternative", () => {
    const parts = (change: string) => change.split(" and ");
    fc.assert(
      fc.property(query, (q) => {
        for (const a of verdict(edition, q).alternatives) {
          // A model brings its version.
          const said = new Set(parts(a.change).flatMap((p) => (p === "model" ? ["model", "version"] : [p])));
          expect(changed(q, a).filter((part) => !said.has(part))).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  }, 60_000);

  it.each<[Query, Query & { change: string }]>([
    [
      { model: "gpt-35-turbo", region: "astus" },
      { model: "gpt-35-turbo", region: "eastus", version: "0125", change: "version and region" },
    ],
    [
      { model: "gpt-35-turbo", sku: "Standrad", region: "eastus" },
      { model: "gpt-35-turbo", sku: "Standard", region: "eastus", version: "0125", change: "sku and version" },
    ],
    [
      { model: "gpt-4o", region: "japneast" },
      { model: "gpt-4o", region: "japaneast", version: "2024-11-20", change: "version and region" },
    ],
  ])("says so if a corrected name of %j also needs a version", (q, corrected) => {
    expect(verdict(edition, q).alternatives[0]).toEqual(corrected);
  });

  it("gives the same verdict twice", () => {
    fc.assert(
      fc.property(query, (q) => {
        expect(JSON.stringify(verdict(edition, q))).toBe(JSON.stringify(verdict(edition, structuredClone(q))));
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

const instead = (q: Query, ids: string[] = []) => verdict(edition, q, { granted: ids }).alternatives;
const regions = (found: readonly Alternative[]) => found.filter((a) => a.change === "region").map((a) => a.region);

describe("order", () => {
  it("has regions of the same geography before others", () => {
    const found = regions(
      instead({ model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard", region: "eastus" }),
    );
    expect(found.slice(0, 4)).toEqual(["eastus2", "northcentralus", "westus", "westus3"]);
    expect(found).toHaveLength(19);
  });

  it("has regions of the same geography group before those farther off", () => {
    const found = regions(
      instead({ model: "o1", version: "2024-12-17", sku: "GlobalStandard", region: "Austria East" }),
    );
    const european = found.map((id) => findRegion(id)?.geographyGroup === "Europe");
    expect(european.lastIndexOf(true)).toBeLessThan(european.indexOf(false));
    expect(european[0]).toBe(true);
  });

  it("has the region before the SKU, the version and the model", () => {
    const found = instead({ model: "gpt-4o", version: "2024-05-13", sku: "Standard", region: "japaneast" });
    const order = ["region", "sku", "training", "version", "model"];
    const ranks = found.map((a) => order.indexOf(a.change));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(found).toContainEqual(
      expect.objectContaining({ change: "region", region: "eastus", version: "2024-05-13" }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({ change: "version", region: "japaneast", version: "2024-11-20" }),
    );
  });

  it("has another SKU if it is offered in the same region", () => {
    expect(instead({ model: "gpt-4o", version: "2024-11-20", sku: "GlobalStandard", region: "japaneast" })).toEqual([
      { model: "gpt-4o", version: "2024-11-20", sku: "Standard", region: "japaneast", change: "sku" },
    ]);
    expect(instead({ model: "o3", version: "2025-04-16", region: "eastus2" })[0]).toMatchObject({
      change: "sku",
      sku: "GlobalStandard",
      region: "eastus2",
    });
  });

  it("has SKU and region together if neither passes alone", () => {
    const found = instead({ model: "o3", version: "2025-04-16", sku: "Standard", region: "westus" });
    expect(found[0]).toMatchObject({ change: "sku and region", sku: "GlobalStandard", region: "eastus2" });
  });

  it("has another kind of training here", () => {
    const found = instead({
      model: "gpt-4.1",
      version: "2025-04-14",
      region: "eastus",
      purpose: "fine-tuning",
      training: "standard",
    });
    expect(found).toContainEqual(expect.objectContaining({ change: "training", training: "global", region: "eastus" }));
    expect(regions(found)).toEqual(["northcentralus", "swedencentral"]);
  });

  it.each<[Omit<Query, "region">, string, string[]]>([
    [{ model: "gpt-4o" }, "japaneast", ["version 2024-11-20"]],
    [{ model: "gpt-4" }, "polandcentral", ["version and region turbo-2024-04-09 swedencentral"]],
  ])("has the version first if %j in %s names none", (query, region, first) => {
    const found = instead({ ...query, region });
    const texts = found.map((a) =>
      [a.change, a.version, a.region === region ? undefined : a.region].filter(Boolean).join(" "),
    );
    expect(texts.slice(0, first.length)).toEqual(first);
  });

  it("has the versions that pass if the version was omitted", () => {
    const found = instead({ model: "gpt-4o", sku: "Standard", region: "japaneast" });
    expect(found.filter((a) => a.change === "version").map((a) => a.version)).toEqual(["2024-11-20"]);
  });

  it("offers models with granted access, and not those without", () => {
    const q = { model: "gpt-image-1", version: "2025-04-15", sku: "GlobalStandard", region: "eastus2" };
    expect(instead(q)).toEqual([]);
    expect(regions(instead(q, ["gpt-image-1"]))).toEqual(["westus3", "uaenorth"]);
  });
});

describe("replacement", () => {
  it("of gpt-4.5-preview is gpt-4.1", () => {
    const found = instead({ model: "gpt-4.5-preview", version: "2025-02-27", sku: "GlobalStandard", region: "westus" });
    expect(regions(found)).toEqual(["eastus2", "swedencentral"]);
    expect(found.filter((a) => a.change === "model")).toEqual([
      { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard", region: "westus", change: "model" },
    ]);
  });

  it("of gpt-35-turbo is gpt-4o-mini", () => {
    const found = instead({ model: "gpt-35-turbo", version: "0613", sku: "Standard", region: "northcentralus" });
    expect(found).toContainEqual(
      expect.objectContaining({ model: "gpt-4o-mini", version: "2024-07-18", region: "northcentralus" }),
    );
  });

  it("of the earlier gpt-4 previews is gpt-4 turbo-2024-04-09", () => {
    const found = instead({ model: "gpt-4", version: "vision-preview", sku: "Standard", region: "westus" });
    expect(found.map((a) => a.version)).toContain("turbo-2024-04-09");
  });
});

describe("did you mean", () => {
  const meant = (q: Query) => verdict(edition, q).didYouMean ?? [];

  it.each<[Query, object]>([
    [
      { model: "gpt-3.5-turbo", region: "eastus" },
      { field: "model", model: "gpt-35-turbo" },
    ],
    [
      { model: "gpt-4-turbo", version: "2024-04-09", region: "eastus" },
      { field: "model", model: "gpt-4", version: "turbo-2024-04-09" },
    ],
    [
      { model: "gpt4o", region: "eastus" },
      { field: "model", model: "gpt-4o" },
    ],
    [
      { model: "gpt-4o", version: "2024-11-02", region: "eastus" },
      { field: "version", version: "2024-11-20" },
    ],
    [
      { model: "gpt-4o", sku: "Standrad", region: "eastus" },
      { field: "sku", sku: "Standard" },
    ],
    [
      { model: "gpt-4o", sku: "Global Standard", region: "eastus" },
      { field: "sku", sku: "GlobalStandard" },
    ],
    [
      { model: "gpt-4o", region: "easttus2" },
      { field: "region", region: "eastus2" },
    ],
  ])("%j means %j", (q, expected) => {
    expect(meant(q)[0]).toMatchObject(expected);
  });

  it.each<[Query]>([
    [{ model: "gpt-4o", version: "2024-11-20", region: "eastus" }],
    [{ model: "GPT-4O", version: "2024-11-20", region: "East US" }],
    [{ model: "llama-3.1-405b-instruct", region: "eastus" }],
  ])("%j means nothing else", (q) => {
    expect(meant(q)).toEqual([]);
  });

  it("offers the corrected name in the same region if it is available there", () => {
    expect(instead({ model: "gpt4o", region: "eastus" })).toContainEqual(
      expect.objectContaining({ model: "gpt-4o", region: "eastus" }),
    );
    expect(instead({ model: "gpt-4-turbo", version: "2024-04-09", region: "eastus" })).toContainEqual(
      expect.objectContaining({ model: "gpt-4", version: "turbo-2024-04-09", region: "eastus" }),
    );
    expect(instead({ model: "gpt-3.5-turbo", region: "eastus" })).toContainEqual(
      expect.objectContaining({ model: "gpt-35-turbo", version: "0125", region: "eastus" }),
    );
    expect(instead({ model: "gpt-3.5-turbo", version: "0125", region: "eastus" })).toContainEqual(
      expect.objectContaining({ model: "gpt-35-turbo", version: "0125", region: "eastus" }),
    );
  });
});

describe("hostile strings", () => {
  const HOSTILE: [string, string][] = [
    ["__proto__", "__proto__"],
    ["constructor", "constructor"],
    ["toString", "toString"],
    ["a megabyte of a", "a".repeat(1 << 20)],
    ["a megabyte of blanks", " ".repeat(1 << 20)],
    ["a megabyte of wide digits", "２".repeat(1 << 20)],
    ["a megabyte after a name", `gpt-4o${"-".repeat(1 << 20)}`],
    ["control characters", "gpt-4o\u0000\u001b[31m\r\n::error::\u0007"],
    ["a lone surrogate", "\ud800"],
    ["combining marks", `e${"\u0301".repeat(5000)}`],
    ["direction marks", "\u202eeastus\u202c"],
    ["a regular expression", "(.*)*[\\"],
  ];

  it.each(HOSTILE)(
    "%s is an unknown name in any field, and answered at once",
    (_what, text) => {
      const good: Query = { model: "gpt-4o", version: "2024-11-20", sku: "Standard", region: "eastus" };
      const start = performance.now();
      expect(verdict(edition, { ...good, model: text }).reason).toBe("model-not-listed");
      expect(verdict(edition, { ...good, version: text }).reason).toBe("version-not-listed");
      expect(verdict(edition, { ...good, sku: text }).reason).toBe("sku-unknown");
      expect(verdict(edition, { ...good, region: text }).reason).toBe("region-unknown");
      expect(verdict(edition, good, { granted: [text] }).status).toBe("available");
      expect(verdict(edition, { ...good, version: text, purpose: "fine-tuning" }).reason).toBe("version-not-listed");
      expect(verdict(edition, { ...good, region: text, purpose: "assistants" }).reason).toBe("region-unknown");
      expect(verdict(edition, { model: text, version: text, sku: text, region: text }).reason).toBe("model-not-listed");
      expect(performance.now() - start).toBeLessThan(20_000);
    },
    30_000,
  );

  it("leaves prototypes alone", () => {
    verdict(edition, { model: "__proto__", version: "__proto__", sku: "__proto__", region: "__proto__" });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe("alternatives to several queries at once", () => {
  const NANO: Query = { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard", region: "eastus" };
  const OMNI: Query = { model: "gpt-4o", version: "2024-11-20", sku: "Standard", region: "eastus" };

  it("do not exist if all queries pass", () => {
    expect(alternativesToAll(edition, [OMNI, { ...OMNI, version: "2024-08-06" }], {})).toEqual([]);
    expect(alternativesToAll(edition, [], {})).toEqual([]);
  });

  it("are those of the only query that does not pass", () => {
    expect(alternativesToAll(edition, [NANO], {})).toEqual(verdict(edition, NANO).alternatives);
  });

  it("pass for all of them, and change the same in all", () => {
    const training: Query = { model: "gpt-4o", version: "2024-08-06", region: "westus", purpose: "fine-tuning" };
    const serving: Query = { model: "gpt-4o", version: "2024-08-06", sku: "Standard", region: "westus" };
    const found = alternativesToAll(edition, [serving, training], {});
    expect(found.map((a) => [a.change, a.region])).toEqual([
      ["region", "eastus2"],
      ["region", "northcentralus"],
      ["region", "swedencentral"],
    ]);
    for (const { region } of found) {
      for (const query of [serving, training]) expect(decide(edition, { ...query, region }).status).toBe("available");
    }
  });

  it("leave out changes that pass for only one of them", () => {
    const alone = alternativesToAll(edition, [NANO], {}).filter((a) => a.change === "region");
    const open = [{ ...OMNI, region: "eastus2" }, NANO].map((query) => ({ ...query, region: "eastus" }));
    const both = alternativesToAll(edition, open, {}).filter((a) => a.change === "region");
    expect(both.length).toBeGreaterThan(0);
    expect(both.length).toBeLessThan(alone.length);
    for (const { region } of both) expect(decide(edition, { ...OMNI, region }).status).toBe("available");
  });

  it("can have further conditions", () => {
    const accepts = ({ region }: Query) => region === "swedencentral";
    const found = alternativesToAll(edition, [NANO], {}, accepts);
    expect([...new Set(found.map((a) => a.region))]).toEqual(["swedencentral"]);
  });
});

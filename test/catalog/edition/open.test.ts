/** Edition files: which are accepted, and the errors of others. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CatalogFileError } from "../../../catalog/edition/checked";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { loadEdition } from "../../../catalog/edition/open";
import { canonicalJson, contentHash, editionText, sealed } from "../../../catalog/edition/provenance";
import type { EditionData } from "../../../catalog/edition/schema";
import { EASTUS2, imported } from "../support";

const { data } = imported([EASTUS2]);
const text = editionText(data);

/** An edition that was written with other content. */
const other = (change: (copy: EditionData) => unknown): string => {
  const { hash: _, ...copy } = structuredClone(data);
  change(copy as EditionData);
  return editionText(sealed(copy));
};

it.each([
  ["the embedded edition", editionText(defaultEdition().data)],
  ["an imported one", text],
  ["one that was laid out anew", JSON.stringify(JSON.parse(text))],
])("%s loads", (_, content) => {
  expect(loadEdition(content).data).toEqual(JSON.parse(content));
});

describe("refuses", () => {
  it.each<[string, string, string]>([
    ["half a file", text.slice(0, text.length / 2), "e.json: is not JSON: "],
    ["a login page", "<!DOCTYPE html><html></html>", "e.json: is not JSON: "],
    ["nothing", "", "e.json: is not JSON: "],
    ["another thing", "[]", 'e.json: is not an edition: expected an object with "schemaVersion"'],
    ["null", "null", "e.json: is not an edition"],
    [
      "an older one",
      text.replace('"schemaVersion": 3', '"schemaVersion": 1'),
      "e.json: schemaVersion: expected 3, found 1: import it again",
    ],
    [
      "a newer one",
      text.replace('"schemaVersion": 3', '"schemaVersion": 4'),
      "e.json: schemaVersion: expected 3, found 4: update azure-openai-guard",
    ],
    ["a changed one", text.replace("2027-01-01", "2037-01-01"), "it was changed after it was written"],
    ["an unknown key", other((d) => Object.assign(d, { note: 1 })), "e.json: (top): "],
    [
      "an unknown SKU",
      other((d) => Object.assign(d.lists.eastus2?.models["gpt-9"]?.["2026-01-01"]?.skus ?? {}, { Turbo: {} })),
      "e.json: lists.eastus2.models.gpt-9.2026-01-01.skus",
    ],
    [
      "an empty list",
      other((d) => Object.assign(d.lists.eastus2 ?? {}, { models: { "gpt-4o": {} } })),
      "e.json: lists.eastus2.models.gpt-4o: expected at least one entry",
    ],
    [
      "an unknown region",
      other((d) => Object.assign(d.lists, { atlantis: d.lists.eastus2 })),
      "e.json: lists.atlantis: is not a region of the public Azure cloud",
    ],
    [
      "a list without a source",
      other((d) => Object.assign(d.lists.eastus2 ?? {}, { source: "arm:westus" })),
      'e.json: lists.eastus2: its source "arm:westus" is not among the sources',
    ],
  ])("%s", (_, content, message) => {
    expect(() => loadEdition(content, "e.json")).toThrow(CatalogFileError);
    expect(() => loadEdition(content, "e.json")).toThrow(message);
  });

  it("names at most twenty places", () => {
    const many = JSON.stringify({ schemaVersion: 3, models: Array.from({ length: 100 }, () => 1) });
    const message = (() => {
      try {
        loadEdition(many, "e.json");
        return "";
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(message.split("\n")).toHaveLength(21);
  });
});

describe("the hash", () => {
  it("depends on the content, not on its order or layout", () => {
    const turned = Object.fromEntries(Object.entries(data).reverse()) as unknown as EditionData;
    expect(contentHash(turned)).toBe(data.hash);
  });

  it("changes with each value", () => {
    for (const key of ["id", "date"] as const) expect(contentHash({ ...data, [key]: "x" })).not.toBe(data.hash);
    expect(contentHash({ ...data, lists: {} })).not.toBe(data.hash);
  });

  it("uses canonical JSON, which parses to the same value", () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([k, v]) => [k, shuffled(v)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        expect(canonicalJson(shuffled(plain))).toBe(canonicalJson(plain));
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      }),
    );
  });

  it("sorts keys by code unit, as RFC 8785 has it", () => {
    expect(canonicalJson({ b: 1, a: [true, null, "é\n"], A: { z: 0.5, y: -0 } })).toBe(
      '{"A":{"y":0,"z":0.5},"a":[true,null,"é\\n"],"b":1}',
    );
  });
});

/** Did you mean: slips get a suggestion, other names get none, and no suggestion is of another generation. */
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { findRegion } from "../../../catalog/names/regions";
import { nearestWord, suggestModels, suggestRegions } from "../../../catalog/names/suggest";
import { releaseOf } from "../../../catalog/names/versions";
import { verdict } from "../../../catalog/verdict/verdict";

const edition = defaultEdition();

describe("regions", () => {
  it.each<[string, string[]]>([
    ["US East 2", ["eastus2"]],
    ["east-us-2", ["eastus2"]],
    ["westeurope1", ["westeurope"]],
    ["southeastus", ["eastus"]],
    ["northcentralusstage", ["northcentralus"]],
    ["westus22", ["westus2"]],
    ["eastuss", ["eastus", "eastus2"]],
    ["swedncentral", ["swedencentral"]],
    ["global", []],
    ["eastasiastage", []],
    ["atlantis", []],
  ])("%s means %j", (name, ids) => {
    expect(findRegion(name)).toBeUndefined();
    expect(suggestRegions(name)).toEqual(ids);
  });

  it.each(["(US) East US 2", "EAST US2", "East US2", "eastus2"])("%s is eastus2", (name) => {
    expect(findRegion(name)?.id).toBe("eastus2");
  });

  it("suggests nothing for a name without near names", () => {
    const query = { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard", region: "global" };
    const { reason, didYouMean, alternatives } = verdict(edition, query);
    expect([reason, didYouMean, alternatives]).toEqual(["region-unknown", undefined, []]);
  });
});

describe("models", () => {
  it.each<[string, string | undefined, unknown[]]>([
    ["gpt-3.5-turbo", undefined, [{ model: "gpt-35-turbo" }]],
    ["gpt4o", undefined, [{ model: "gpt-4o" }]],
    ["gpt-4-turbo", "2024-04-09", [{ model: "gpt-4", version: "turbo-2024-04-09" }]],
    ["gpt-5", undefined, []],
    ["gpt-5-mini", undefined, []],
    ["o5-mini", undefined, []],
  ])("%s %s", (model, version, suggested) => {
    expect(suggestModels(edition, model, version)).toEqual(suggested);
  });

  it.each<[string, string, unknown]>([
    ["gpt-5", "2025-08-07", { field: "model", name: "gpt-5", released: "2025-08-07", namedBy: ["2026-10-05"] }],
    ["gpt-99", "2027-01-01", { field: "model", name: "gpt-99", released: "2027-01-01", namedBy: [] }],
    ["o3", "2026-01-01", { field: "version", name: "2026-01-01", released: "2026-01-01", namedBy: [] }],
  ])("%s %s is newer than the edition: no older model is offered", (model, version, newer) => {
    const found = verdict(edition, { model, version, sku: "GlobalStandard", region: "eastus2" });
    expect(found.newerThanEdition).toEqual({ edition: "2025-06-16", ...(newer as object) });
    expect([found.didYouMean, found.alternatives]).toEqual([undefined, []]);
  });

  it("never calls a misspelt name newer than the edition", () => {
    const found = verdict(edition, { model: "gpt4o", version: "2024-11-20", region: "eastus2" });
    expect([found.newerThanEdition, found.alternatives[0]?.model]).toEqual([undefined, "gpt-4o"]);
  });
});

describe("versions", () => {
  it.each(["2025-04-14 ", " 2025-04-14", "20250414"])("%j of the edition is not newer than it", (version) => {
    const found = verdict(edition, { model: "gpt-4.1", version, sku: "GlobalStandard", region: "eastus2" });
    expect([found.reason, found.newerThanEdition]).toEqual(["version-not-listed", undefined]);
    expect(found.didYouMean).toEqual([{ field: "version", model: "gpt-4.1", version: "2025-04-14" }]);
    expect(found.alternatives.length).toBeGreaterThan(0);
  });

  it.each(["2024-11-20T00:00:00Z", "2024-11-20 00:00:00 +0000 UTC", "Wed Nov 20 2024 00:00:00 GMT+0000"])(
    "%s means its date",
    (version) => {
      const found = verdict(edition, { model: "gpt-4o", version, region: "eastus" });
      expect(found.didYouMean).toEqual([{ field: "version", model: "gpt-4o", version: "2024-11-20" }]);
    },
  );

  it("are sorted by release", () => {
    const shuffled = ["1106", "0125-Preview", "0613", "turbo-2024-04-09", "2024-11-20", "0314", "1106-Preview"];
    const sorted = [...shuffled].sort((a, b) => (releaseOf(a) < releaseOf(b) ? -1 : 1));
    expect(sorted.map((v) => v.replace("-Preview", ""))).toEqual([
      "0314",
      "0613",
      "1106",
      "1106",
      "0125",
      "turbo-2024-04-09",
      "2024-11-20",
    ]);
  });
});

it("words of options", () => {
  expect(nearestWord("jsn", ["json", "text"])).toBe("json");
  expect(nearestWord("yaml", ["json", "text"])).toBeUndefined();
});

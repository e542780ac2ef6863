/** Capacities that a models list does not allow: the finding, and that the nearest allowed ones pass. */
import { describe, expect, it } from "vitest";
import { indexEdition } from "../../../catalog/edition/edition";
import { capacityProblem, capacityText, nearestCapacities } from "../../../catalog/verdict/capacity";
import { findOffer } from "../../../catalog/verdict/offer";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { entry, imported, sku } from "../../catalog/support";
import { account, deployment } from "../plans";
import { message } from "../said";

const edition = indexEdition(
  imported([
    [
      entry("eastus2", "gpt-x", "1", [
        sku("ProvisionedManaged", undefined, { minimum: 25, maximum: 300, step: 25 }),
        sku("GlobalStandard", undefined, { maximum: 1000, default: 10 }),
        sku("GlobalBatch", undefined, { allowedValues: [100, 200], default: 100 }),
        sku("GlobalStandard*", undefined, { maximum: 50 }),
      ]),
    ],
  ]).data,
);

function check(skuName: string, capacity: unknown, model = "gpt-x", version = "1") {
  const chat = deployment({
    inputs: {
      accountName: "openai",
      resourceGroupName: "rg",
      properties: { model: { format: "OpenAI", name: model, version }, versionUpgradeOption: "NoAutoUpgrade" },
      sku: { name: skuName, ...(capacity === undefined ? {} : { capacity }) },
    },
  });
  const { findings } = checkPlan([account("eastus2"), chat], {
    edition,
    settings: parseSettings({}),
    today: "2026-03-01",
  });
  return findings.filter((f) => f.rule === "model-availability");
}

describe("check", () => {
  it.each<[string, unknown, string, string | undefined]>([
    ["ProvisionedManaged", 24, "capacity-below-minimum", "To pass: capacity 25."],
    ["ProvisionedManaged", 301, "capacity-above-maximum", "To pass: capacity 300."],
    ["ProvisionedManaged", 30, "capacity-off-step", "To pass: capacity 25 or 50."],
    ["ProvisionedManaged", "130", "capacity-off-step", "To pass: capacity 125 or 150."],
    ["GlobalStandard", 1001, "capacity-above-maximum", "To pass: capacity 1000."],
    ["GlobalBatch", 150, "capacity-not-allowed", "To pass: capacity 100 or 200."],
  ])("%s with capacity %s is %s", (name, capacity, reason, toPass) => {
    const found = check(name, capacity);
    expect(found.map((f) => `${f.level} ${f.reason}`)).toEqual([`mandatory ${reason}`]);
    expect(message(found[0]).split("\n")[1]).toBe(toPass);
  });

  it("says what the list allows, and cites it", () => {
    expect(message(check("ProvisionedManaged", 30)[0])).toBe(
      `gpt-x 1 as ProvisionedManaged in eastus2 cannot have capacity 30: the region's models list of 2026-02-01 allows it from 25 to 300 in steps of 25.
To pass: capacity 25 or 50.
List: "Models list of Azure Resource Manager, eastus2" of 2026-02-01, section "format OpenAI", row "gpt-x 1", column "ProvisionedManaged": capacity from 25 to 300 in steps of 25`,
    );
  });

  it.each<[string, unknown]>([
    ["ProvisionedManaged", 25],
    ["ProvisionedManaged", 300],
    ["ProvisionedManaged", undefined],
    ["GlobalStandard", 1],
    ["GlobalStandard", 1000],
    ["GlobalBatch", 200],
  ])("%s with capacity %s is fine", (name, capacity) => {
    expect(check(name, capacity)).toEqual([]);
  });

  it("a missing offer is the only finding", () => {
    expect(check("DataZoneStandard", 5).map((f) => f.reason)).toEqual(["region-not-listed"]);
  });

  it("a fine-tuned model has separate capacities", () => {
    const asked = { model: "gpt-x", version: "1", sku: "GlobalStandard", region: "eastus2", fineTuned: true };
    expect(findOffer(edition, asked)?.capacity).toEqual({ maximum: 50 });
    expect(check("GlobalStandard", 100, "gpt-x-1.ft-0123456789abcdef").map((f) => f.reason)).toEqual([
      "capacity-above-maximum",
    ]);
    expect(check("GlobalStandard", 50, "gpt-x-1.ft-0123456789abcdef")).toEqual([]);
  });
});

it.each([
  [{ minimum: 15, maximum: 100, step: 5 }, 17, "capacity-off-step", [15, 20], "from 15 to 100 in steps of 5"],
  [{ minimum: 15, step: 5 }, 3, "capacity-below-minimum", [15], "from 15 in steps of 5"],
  [{ minimum: 50, maximum: 120, step: 50 }, 130, "capacity-above-maximum", [100], "from 50 to 120 in steps of 50"],
  [{ maximum: 0 }, 1, "capacity-above-maximum", [], "up to 0"],
  [{ allowed: [1, 5] }, 3, "capacity-not-allowed", [1, 5], "only 1, 5"],
  [{ default: 10 }, 3, undefined, [], ""],
])("%j with %i: %s, nearest %j", (stated, capacity, problem, nearest, text) => {
  expect(capacityProblem(stated, capacity)).toBe(problem);
  if (problem !== undefined) expect(nearestCapacities(stated, capacity)).toEqual(nearest);
  expect(capacityText(stated)).toBe(text);
});

describe("a way out", () => {
  const limited = (region: string, minimum: number) => [
    entry(region, "gpt-x", "1", [sku("ProvisionedManaged", undefined, { minimum, maximum: 300, step: minimum })]),
  ];
  const lists = indexEdition(
    imported([limited("eastus2", 25), limited("swedencentral", 10), [entry("westus3", "gpt-y", "1", ["Standard"])]])
      .data,
  );
  const waysOut = (capacity: number, settings: unknown) =>
    checkPlan(
      [
        account("westus3"),
        deployment({
          inputs: {
            accountName: "openai",
            resourceGroupName: "rg",
            properties: { model: { format: "OpenAI", name: "gpt-x", version: "1" } },
            sku: { name: "ProvisionedManaged", capacity },
          },
        }),
      ],
      { edition: lists, settings: parseSettings(settings), today: "2026-03-01" },
    )
      .findings.filter((f) => f.rule === "model-availability")
      .map((f) => message(f).split("\n")[1]);

  const ALLOWED = { placement: { limits: [{ name: "ours", regions: { denied: ["uksouth"] } }] } };

  it.each<[number, unknown, string]>([
    [50, {}, "To pass: region eastus2, swedencentral."],
    [20, {}, "To pass: region swedencentral."],
    [20, ALLOWED, "To pass: region swedencentral."],
    // No list takes it: another capacity is needed in either region.
    [7, {}, "To pass: region eastus2 with capacity 25; or region swedencentral with capacity 10."],
    [7, ALLOWED, "To pass: region swedencentral with capacity 10."],
    [305, {}, "To pass: region eastus2, swedencentral with capacity 300."],
  ])("with capacity %s and settings %j leads where the list takes it", (capacity, settings, expected) => {
    expect(waysOut(capacity, settings)).toEqual([expected]);
  });
});

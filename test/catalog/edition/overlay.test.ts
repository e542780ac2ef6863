/** An organisation's statements on top of an edition. */

import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { withOverlay } from "../../../catalog/edition/overlay";
import type { OverlayStatement } from "../../../catalog/edition/statement";
import type { Query, Reason, Status } from "../../../catalog/query";
import { verdict } from "../../../catalog/verdict/verdict";
import { refreshed } from "../support";

const TODAY = "2026-03-01";
const said = (over: Partial<OverlayStatement>): OverlayStatement => ({
  effect: "available",
  reason: "contract 4711",
  owner: "the platform team",
  expires: TODAY,
  from: "overlay of x.yaml",
  ...over,
});
const preview = said({ model: "gpt-99", version: "1", sku: "GlobalStandard", regions: ["westus"] });
const closed = said({ effect: "unavailable", regions: ["eastus2"], reason: "closed" });

const ask = (statements: OverlayStatement[], query: Query, edition = defaultEdition()) =>
  verdict(withOverlay(edition, statements, TODAY), query, { today: TODAY });

const q = (
  model: string,
  version: string | undefined,
  sku: string,
  region: string,
  over: Partial<Query> = {},
): Query => ({
  model,
  ...(version === undefined ? {} : { version }),
  sku,
  region,
  ...over,
});
const NANO = (region: string) => q("gpt-4.1-nano", "2025-04-14", "GlobalStandard", region);

describe("an added deployment", () => {
  it.each<[OverlayStatement, Query, Status, Reason]>([
    [preview, q("GPT-99", "1", "globalstandard", "West US"), "available", "overlay"],
    [preview, q("gpt-99", undefined, "GlobalStandard", "westus"), "available", "overlay"],
    [preview, q("gpt-99", "1", "GlobalStandard", "eastus"), "undocumented", "no-region-table"],
    [preview, q("gpt-99", "1", "Standard", "westus"), "undocumented", "no-region-table"],
    [preview, q("gpt-99", "2", "GlobalStandard", "westus"), "unavailable", "version-not-listed"],
    [said({ model: "gpt-99" }), q("gpt-99", "any", "Standard", "westus"), "available", "overlay"],
    [said({ model: "gpt-4.1-nano" }), NANO("eastus"), "available", "overlay"],
    // Only inference, unless it says otherwise.
    [
      said({ model: "gpt-99" }),
      q("gpt-99", "1", "Standard", "westus", { purpose: "fine-tuning" }),
      "unavailable",
      "not-fine-tunable",
    ],
    [
      said({ model: "gpt-99", purpose: "fine-tuning" }),
      q("gpt-99", "1", "Standard", "westus", { purpose: "fine-tuning" }),
      "available",
      "overlay",
    ],
    // The organisation has the access, or it would not say so.
    [
      said({ model: "gpt-image-1" }),
      q("gpt-image-1", "2025-04-15", "GlobalStandard", "westus3"),
      "available",
      "overlay",
    ],
    // An available deployment does not change.
    [said({ model: "gpt-4.1-nano" }), NANO("eastus2"), "available", "listed"],
    // The edition does not cover other clouds, but the overlay does.
    [said({ model: "gpt-4.1-nano" }), NANO("usgovvirginia"), "available", "overlay"],
    // Expired the day before.
    [
      { ...preview, expires: "2026-02-28" },
      q("gpt-99", "1", "GlobalStandard", "westus"),
      "unavailable",
      "model-not-listed",
    ],
  ])("%j: %j is %s: %s", (statement, query, status, reason) => {
    const v = ask([statement], query);
    expect([v.status, v.reason]).toEqual([status, reason]);
    expect(v.citations.length).toBeGreaterThan(0);
  });

  it("names the overlay in a condition and in the first citation, and cites the source that disagrees", () => {
    const v = ask([said({ model: "gpt-4.1-nano", regions: ["eastus"] })], NANO("eastus"));
    expect(v.conditions[0]?.text).toBe(
      "Only by the overlay of x.yaml, until 2026-03-01, by the platform team: contract 4711",
    );
    expect(v.citations.map((c) => [c.source, c.date, c.says])).toEqual([
      ["overlay", TODAY, "available: gpt-4.1-nano in eastus, until 2026-03-01, by the platform team"],
      [undefined, "2025-06-16", "-"],
    ]);
    expect(v.contradicted?.map((c) => c.date)).toEqual(["2025-06-16"]);
  });

  it("does not change a verdict without a version in another region", () => {
    const query = q("gpt-4o", undefined, "Standard", "eastus");
    const added = ask([said({ model: "gpt-4o", version: "2026-01-01", regions: ["westus"] })], query);
    expect(added).toEqual(ask([], query));
  });
});

describe("a removed deployment", () => {
  it.each<[OverlayStatement[], Query, Status, Reason]>([
    [[closed], NANO("eastus2"), "unavailable", "overlay"],
    [[closed], NANO("westus"), "available", "listed"],
    [[closed], q("gpt-4o", "2024-08-06", "Standard", "eastus2", { purpose: "assistants" }), "unavailable", "overlay"],
    [[closed], q("gpt-4o", undefined, "Standard", "eastus2"), "unavailable", "overlay"],
    [[{ ...closed, sku: "Standard" }], NANO("eastus2"), "available", "listed"],
    [[{ ...closed, model: "gpt-4.1-NANO" }], NANO("eastus2"), "unavailable", "overlay"],
    [[{ ...closed, model: "gpt-4o" }], NANO("eastus2"), "available", "listed"],
    [[{ ...closed, regions: ["usgovvirginia"] }], NANO("usgovvirginia"), "unavailable", "overlay"],
    [[{ ...closed, regions: ["usgovvirginia"] }], NANO("usgovarizona"), "undocumented", "cloud-not-covered"],
    // No statement adds what another removes.
    [[said({ model: "gpt-4.1-nano" }), closed], NANO("eastus2"), "unavailable", "overlay"],
    // The overlay has no effect on what nobody offers.
    [[closed], q("gpt-1", "1", "Standard", "eastus2"), "unavailable", "model-not-listed"],
    [[{ ...closed, expires: "2026-02-28" }], NANO("eastus2"), "available", "listed"],
  ])("%j: %j is %s: %s", (statements, query, status, reason) => {
    const v = ask(statements, query);
    expect([v.status, v.reason]).toEqual([status, reason]);
  });

  it("is not an alternative, but what is added is", () => {
    const regions = (statements: OverlayStatement[]) =>
      ask(statements, NANO("eastus")).alternatives.flatMap((a) => (a.change === "region" ? [a.region] : []));
    expect(regions([])).toContain("eastus2");
    expect(regions([closed])).not.toContain("eastus2");
    expect(regions([])).not.toContain("centralus");
    expect(regions([said({ model: "gpt-4.1-nano", regions: ["centralus"] })])).toContain("centralus");
  });
});

it("separates expired statements and those that remove nothing", () => {
  const old = { ...closed, expires: "2026-02-28" };
  const misspelt = { ...closed, model: "gpt4o" };
  const government = { ...closed, regions: ["usgovvirginia"] };
  const { overlay } = withOverlay(defaultEdition(), [preview, old, misspelt, government, closed], TODAY);
  expect(overlay).toMatchObject({
    inForce: [preview, misspelt, government, closed],
    expired: [old],
    idle: [misspelt],
  });
});

it("overrides a models list, and does not change the edition's data and hash", () => {
  const edition = refreshed();
  const query = q("gpt-4.1", "2025-04-14", "GlobalStandard", "eastus2");
  expect(ask([closed], query, edition)).toMatchObject({ status: "unavailable", reason: "overlay" });
  expect(withOverlay(edition, [closed], TODAY).data).toBe(edition.data);
  expect(withOverlay(edition, [], TODAY)).toBe(edition);
});

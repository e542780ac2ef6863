/** Every line of the specification of verdicts as a one-line case; the expectations come from the document. */

import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { findRegion } from "../../../catalog/names/regions";
import type { Query, Reason, Status, Training } from "../../../catalog/query";
import { verdict } from "../../../catalog/verdict/verdict";

type Case = [query: Query, status: Status, reason: Reason];

const edition = defaultEdition();

/** A query from its parts; `ANY` means an omitted version. */
const ANY = undefined;
const asked = (model: string, version: string | undefined, region: string, sku?: string): Query => ({
  model,
  region,
  ...(version === undefined ? {} : { version }),
  ...(sku === undefined ? {} : { sku }),
});
const std = (model: string, version: string | undefined, region: string) => asked(model, version, region, "Standard");
const glob = (model: string, version: string | undefined, region: string) =>
  asked(model, version, region, "GlobalStandard");
const tune = (model: string, version: string | undefined, region: string, training?: Training): Query => ({
  ...asked(model, version, region),
  purpose: "fine-tuning",
  ...(training ? { training } : {}),
});
const assist = (model: string, version: string | undefined, region: string, sku?: string): Query => ({
  ...asked(model, version, region, sku),
  purpose: "assistants",
});

function answers(cases: Case[]): void {
  it.each(cases)("%j is %s: %s", (query, status, reason) => {
    const v = verdict(edition, query);
    expect(`${v.status}: ${v.reason}`).toBe(`${status}: ${reason}`);
    expect(v.citations.length).toBeGreaterThan(0);
    for (const c of v.citations) {
      expect(c.document).toBe("Azure OpenAI models in Azure AI Foundry");
      expect(c.date).toBe("2025-06-16");
      expect(c.section).not.toBe("");
      expect(c.says).not.toBe("");
    }
  });
}

describe("inference, 1: the model", () => {
  answers([
    [std("gpt-3.5-turbo", "0125", "eastus"), "unavailable", "model-not-listed"],
    [std("gpt-4-turbo", "2024-04-09", "eastus"), "unavailable", "model-not-listed"],
    [std("gpt-4-turbo-2024-04-09", ANY, "eastus"), "unavailable", "model-not-listed"],
    [glob("gpt-5", "2025-08-07", "eastus2"), "unavailable", "model-not-listed"],
    [std("llama-3", ANY, "eastus"), "unavailable", "model-not-listed"],
    [std("", ANY, "eastus"), "unavailable", "model-not-listed"],
    // Before every other line: SKU, region and cloud are wrong too.
    [asked("gpt-5", "1", "atlantis", "Turbo"), "unavailable", "model-not-listed"],
    [asked("gpt-5", "1", "usgovvirginia", "GlobalBatch"), "unavailable", "model-not-listed"],
  ]);
});

describe("inference, 2: the version", () => {
  answers([
    [std("gpt-4o", "2023-01-01", "eastus"), "unavailable", "version-not-listed"],
    [std("gpt-4", "1106", "eastus"), "unavailable", "version-not-listed"],
    [std("gpt-4", "2024-04-09", "eastus"), "unavailable", "version-not-listed"],
    [std("gpt-4-32k", "1106-Preview", "eastus"), "unavailable", "version-not-listed"],
    [std("gpt-35-turbo", "0301", "eastus"), "unavailable", "version-not-listed"],
    [std("gpt-35-turbo-16k", "1106", "eastus"), "unavailable", "version-not-listed"],
    [std("gpt-35-turbo-instruct", "0613", "eastus"), "unavailable", "version-not-listed"],
    [glob("gpt-4.1", "2024-04-14", "eastus2"), "unavailable", "version-not-listed"],
    [glob("gpt-4.1", "", "eastus2"), "unavailable", "version-not-listed"],
    [glob("codex-mini", "2025-05-17", "eastus2"), "unavailable", "version-not-listed"],
    [glob("gpt-image-1", "2025-04-16", "westus3"), "unavailable", "version-not-listed"],
    // Before SKU, region and cloud.
    [asked("gpt-4o", "1", "atlantis", "Turbo"), "unavailable", "version-not-listed"],
    [asked("gpt-4o", "1", "chinaeast2", "GlobalBatch"), "unavailable", "version-not-listed"],
    // The six versions of gpt-4 that tables, lists, model tables and prose name.
    [std("gpt-4", "0314", "eastus"), "restricted", "limited-access"],
    [std("gpt-4", "0613", "eastus"), "restricted", "limited-access"],
    [std("gpt-4", "turbo-2024-04-09", "eastus"), "available", "listed"],
    [std("gpt-4", "1106-Preview", "eastus"), "undocumented", "no-region-table"],
    [std("gpt-4", "0125-Preview", "eastus"), "undocumented", "assistants-only"],
    [std("gpt-4", "vision-preview", "eastus"), "undocumented", "no-region-table"],
    // A model named without a version accepts every version.
    [std("dall-e-3", "3.0", "eastus"), "available", "listed"],
    [std("dall-e-3", "whatever", "australiaeast"), "available", "listed"],
    [std("sora", "2025-05-02", "eastus2"), "available", "listed"],
    [std("text-embedding-3-large", "1", "eastus"), "undocumented", "no-region-table"],
    [std("whisper", "001", "eastus"), "undocumented", "no-region-table"],
  ]);
});

describe("inference, 3: the SKU that ARM knows", () => {
  answers([
    [asked("gpt-4o", "2024-11-20", "eastus", "Turbo"), "unavailable", "sku-unknown"],
    [asked("gpt-4o", "2024-11-20", "eastus", "Global Standard"), "unavailable", "sku-unknown"],
    [asked("gpt-4o", "2024-11-20", "eastus", "S0"), "unavailable", "sku-unknown"],
    [asked("gpt-4o", "2024-11-20", "eastus", ""), "unavailable", "sku-unknown"],
    [asked("gpt-4o", ANY, "eastus", "Turbo"), "unavailable", "sku-unknown"],
    [asked("dall-e-3", ANY, "eastus", "Provisioned"), "unavailable", "sku-unknown"],
    // Before region and cloud.
    [asked("gpt-4o", "2024-11-20", "atlantis", "Turbo"), "unavailable", "sku-unknown"],
    [asked("gpt-4o", "2024-11-20", "usgovvirginia", "Turbo"), "unavailable", "sku-unknown"],
  ]);
});

describe("inference, 4 and 5: region and cloud", () => {
  answers([
    [std("gpt-4o", "2024-11-20", "atlantis"), "unavailable", "region-unknown"],
    [std("gpt-4o", "2024-11-20", ""), "unavailable", "region-unknown"],
    [std("gpt-4o", "2024-11-20", "eastus99"), "unavailable", "region-unknown"],
    [std("gpt-4o", "2024-11-20", "global"), "unavailable", "region-unknown"],
    [asked("gpt-4o", "2024-11-20", "atlantis", "GlobalBatch"), "unavailable", "region-unknown"],
    [std("whisper", ANY, "atlantis"), "unavailable", "region-unknown"],
    [std("gpt-4o", ANY, "atlantis"), "unavailable", "region-unknown"],
    [std("gpt-4o", "2024-11-20", "usgovvirginia"), "undocumented", "cloud-not-covered"],
    [std("gpt-4o", "2024-11-20", "US Gov Arizona"), "undocumented", "cloud-not-covered"],
    [glob("gpt-4.1", "2025-04-14", "usdodeast"), "undocumented", "cloud-not-covered"],
    [std("gpt-4o", "2024-11-20", "chinaeast2"), "undocumented", "cloud-not-covered"],
    [std("gpt-4o", ANY, "China North 2"), "undocumented", "cloud-not-covered"],
    [std("whisper", ANY, "chinanorth"), "undocumented", "cloud-not-covered"],
    [asked("gpt-4o", "2024-11-20", "usgovvirginia", "GlobalBatch"), "undocumented", "cloud-not-covered"],
  ]);
});

describe("inference, 6: SKUs without a table", () => {
  answers([
    [asked("gpt-4o", "2024-11-20", "eastus", "DataZoneStandard"), "undocumented", "sku-not-covered"],
    [asked("gpt-4o", "2024-11-20", "eastus", "ProvisionedManaged"), "undocumented", "sku-not-covered"],
    [asked("gpt-4o", "2024-11-20", "eastus", "GlobalProvisionedManaged"), "undocumented", "sku-not-covered"],
    [asked("gpt-4o", "2024-11-20", "eastus", "DataZoneProvisionedManaged"), "undocumented", "sku-not-covered"],
    [asked("gpt-4o", "2024-11-20", "eastus", "GlobalBatch"), "undocumented", "sku-not-covered"],
    [asked("gpt-4o", "2024-11-20", "eastus", "DataZoneBatch"), "undocumented", "sku-not-covered"],
    [asked("gpt-4o", "2024-11-20", "eastus", "DeveloperTier"), "undocumented", "sku-not-covered"],
    [asked("gpt-4o", "2024-11-20", "eastus", "globalbatch"), "undocumented", "sku-not-covered"],
    [asked("gpt-4o", ANY, "eastus", "ProvisionedManaged"), "undocumented", "sku-not-covered"],
    [asked("whisper", ANY, "eastus", "GlobalBatch"), "undocumented", "sku-not-covered"],
    [asked("gpt-4.1", "2025-04-14", "westus2", "DataZoneStandard"), "undocumented", "sku-not-covered"],
  ]);
});

describe("inference, 7: region statements, Global Standard", () => {
  answers([
    [glob("gpt-4.1", "2025-04-14", "eastus"), "available", "listed"],
    [glob("gpt-4.1", "2025-04-14", "westeurope"), "available", "listed"],
    [glob("gpt-4.1", "2025-04-14", "westus2"), "unavailable", "region-not-listed"],
    [glob("gpt-4.1", "2025-04-14", "switzerlandwest"), "unavailable", "region-not-listed"],
    [glob("o3", "2025-04-16", "eastus2"), "available", "listed"],
    [glob("o3", "2025-04-16", "swedencentral"), "available", "listed"],
    [glob("o3", "2025-04-16", "eastus"), "unavailable", "region-not-listed"],
    [glob("o4-mini", "2025-04-16", "swedencentral"), "available", "listed"],
    [glob("o4-mini", "2025-04-16", "uksouth"), "unavailable", "region-not-listed"],
    [glob("gpt-4.5-preview", "2025-02-27", "eastus2"), "available", "listed"],
    [glob("gpt-4.5-preview", "2025-02-27", "westus"), "unavailable", "region-not-listed"],
    [glob("o3-mini", "2025-01-31", "australiaeast"), "available", "listed"],
    [glob("o1", "2024-12-17", "australiaeast"), "unavailable", "region-not-listed"],
    [glob("o1", "2024-12-17", "westus3"), "available", "listed"],
    [glob("o1-mini", "2024-09-12", "westus"), "available", "listed"],
    [glob("o1-mini", "2024-09-12", "francecentral"), "unavailable", "region-not-listed"],
    // Odd cells: gpt-4.1 and its siblings.
    [glob("gpt-4.1", "2025-04-14", "southindia"), "unavailable", "region-not-listed"],
    [glob("gpt-4.1-nano", "2025-04-14", "southindia"), "available", "listed"],
    [glob("gpt-4.1-mini", "2025-04-14", "southindia"), "available", "listed"],
    [glob("computer-use-preview", "2025-03-11", "southindia"), "restricted", "limited-access"],
    [glob("gpt-4.1-nano", "2025-04-14", "eastus"), "unavailable", "region-not-listed"],
    [glob("gpt-4.1-nano", "2025-04-14", "norwayeast"), "unavailable", "region-not-listed"],
    [glob("gpt-4.1-nano", "2025-04-14", "polandcentral"), "unavailable", "region-not-listed"],
    [glob("gpt-4.1-nano", "2025-04-14", "southafricanorth"), "unavailable", "region-not-listed"],
    [glob("gpt-4.1-nano", "2025-04-14", "southcentralus"), "unavailable", "region-not-listed"],
    [glob("gpt-4.1-nano", "2025-04-14", "northcentralus"), "available", "listed"],
    [glob("gpt-4.1-mini", "2025-04-14", "eastus"), "available", "listed"],
    // Lists for single models.
    [glob("model-router", "2025-05-19", "eastus2"), "available", "listed"],
    [glob("model-router", "2025-05-19", "swedencentral"), "available", "listed"],
    [glob("model-router", "2025-05-19", "eastus"), "unavailable", "region-not-listed"],
    [glob("codex-mini", "2025-05-16", "eastus2"), "available", "listed"],
    [glob("codex-mini", "2025-05-16", "swedencentral"), "available", "listed"],
    [glob("codex-mini", "2025-05-16", "westus3"), "unavailable", "region-not-listed"],
    [glob("o3-pro", "2025-06-10", "eastus2"), "available", "listed"],
    [glob("o3-pro", "2025-06-10", "swedencentral"), "available", "listed"],
    [glob("o3-pro", "2025-06-10", "japaneast"), "unavailable", "region-not-listed"],
    [glob("gpt-image-1", "2025-04-15", "westus3"), "restricted", "limited-access"],
    [glob("gpt-image-1", "2025-04-15", "uaenorth"), "restricted", "limited-access"],
    [glob("gpt-image-1", "2025-04-15", "eastus2"), "unavailable", "region-not-listed"],
  ]);
});

describe("inference, 7: region statements, Standard", () => {
  answers([
    [std("gpt-4o", "2024-11-20", "japaneast"), "available", "listed"],
    [std("gpt-4o", "2024-11-20", "norwayeast"), "available", "listed"],
    [std("gpt-4o", "2024-11-20", "westeurope"), "unavailable", "region-not-listed"],
    [std("gpt-4o", "2024-08-06", "japaneast"), "unavailable", "region-not-listed"],
    [std("gpt-4o", "2024-05-13", "japaneast"), "unavailable", "region-not-listed"],
    [std("gpt-4o", "2024-05-13", "eastus"), "available", "listed"],
    [std("gpt-4o", "2024-08-06", "southcentralus"), "available", "listed"],
    [std("gpt-4o-mini", "2024-07-18", "westus3"), "available", "listed"],
    [std("gpt-4o-mini", "2024-07-18", "uksouth"), "unavailable", "region-not-listed"],
    [std("gpt-4", "turbo-2024-04-09", "northcentralus"), "available", "listed"],
    [std("gpt-4", "turbo-2024-04-09", "uksouth"), "unavailable", "region-not-listed"],
    [std("gpt-35-turbo", "1106", "westus"), "available", "listed"],
    [std("gpt-35-turbo", "1106", "eastus"), "unavailable", "region-not-listed"],
    [std("gpt-35-turbo", "0125", "westeurope"), "available", "listed"],
    [std("gpt-35-turbo", "0125", "norwayeast"), "unavailable", "region-not-listed"],
    // A SKU that is omitted is Standard.
    [asked("gpt-4o", "2024-11-20", "japaneast"), "available", "listed"],
    [asked("gpt-4.1", "2025-04-14", "eastus2"), "unavailable", "sku-not-listed"],
    // Lists without a qualifier are Standard.
    [std("dall-e-3", ANY, "eastus"), "available", "listed"],
    [std("dall-e-3", ANY, "australiaeast"), "available", "listed"],
    [std("dall-e-3", ANY, "swedencentral"), "available", "listed"],
    [std("dall-e-3", ANY, "westus"), "unavailable", "region-not-listed"],
    [std("sora", ANY, "eastus2"), "available", "listed"],
    [std("sora", ANY, "swedencentral"), "unavailable", "region-not-listed"],
  ]);
});

describe("inference, 7 and 8: regions that only the Assistants table has", () => {
  answers([
    // A model version with region statements of its own.
    [std("gpt-4", "0613", "australiaeast"), "undocumented", "assistants-only"],
    [std("gpt-4", "0613", "francecentral"), "undocumented", "assistants-only"],
    [std("gpt-4", "0613", "swedencentral"), "undocumented", "assistants-only"],
    [std("gpt-4", "0613", "westus"), "unavailable", "region-not-listed"],
    [std("gpt-4-32k", "0613", "australiaeast"), "undocumented", "assistants-only"],
    [std("gpt-4-32k", "0613", "westus"), "unavailable", "region-not-listed"],
    [std("gpt-4", "0314", "australiaeast"), "unavailable", "region-not-listed"],
    // A model version in no other table.
    [std("gpt-4", "1106-Preview", "norwayeast"), "undocumented", "assistants-only"],
    [std("gpt-4", "1106-Preview", "japaneast"), "undocumented", "no-region-table"],
    [std("gpt-4", "0125-Preview", "uksouth"), "undocumented", "assistants-only"],
    [std("gpt-4", "0125-Preview", "eastus2"), "undocumented", "no-region-table"],
    [std("gpt-35-turbo", "0613", "japaneast"), "undocumented", "assistants-only"],
    [std("gpt-35-turbo", "0613", "westus"), "undocumented", "no-region-table"],
    [std("gpt-35-turbo-16k", "0613", "uksouth"), "undocumented", "assistants-only"],
    [std("gpt-35-turbo-16k", "0613", "westus3"), "undocumented", "no-region-table"],
    // The Assistants table covers only Standard.
    [glob("gpt-4", "1106-Preview", "norwayeast"), "undocumented", "no-region-table"],
    [glob("gpt-35-turbo", "0613", "japaneast"), "undocumented", "no-region-table"],
    [glob("gpt-4", "0613", "australiaeast"), "unavailable", "sku-not-listed"],
  ]);
});

describe("inference, 8: no region statement for the SKU", () => {
  answers([
    [glob("gpt-4o", "2024-11-20", "eastus"), "undocumented", "table-not-reproduced"],
    [glob("gpt-4o", "2024-08-06", "westus2"), "undocumented", "table-not-reproduced"],
    [glob("gpt-4o", "2024-05-13", "japaneast"), "undocumented", "table-not-reproduced"],
    [glob("gpt-4o", ANY, "eastus"), "undocumented", "table-not-reproduced"],
    [glob("gpt-4o-mini", "2024-07-18", "swedencentral"), "undocumented", "table-not-reproduced"],
    [std("gpt-4.1", "2025-04-14", "eastus2"), "unavailable", "sku-not-listed"],
    [std("o3", "2025-04-16", "eastus2"), "unavailable", "sku-not-listed"],
    [std("o3", "2025-04-16", "westus2"), "unavailable", "sku-not-listed"],
    [std("codex-mini", ANY, "eastus2"), "unavailable", "sku-not-listed"],
    [std("model-router", "2025-05-19", "eastus2"), "unavailable", "sku-not-listed"],
    [std("gpt-image-1", "2025-04-15", "westus3"), "unavailable", "sku-not-listed"],
    [std("computer-use-preview", "2025-03-11", "eastus2"), "unavailable", "sku-not-listed"],
    [std("gpt-4.5-preview", "2025-02-27", "eastus2"), "unavailable", "sku-not-listed"],
    [glob("gpt-4", "turbo-2024-04-09", "eastus"), "unavailable", "sku-not-listed"],
    [glob("gpt-4", "0314", "eastus"), "unavailable", "sku-not-listed"],
    [glob("gpt-4-32k", ANY, "eastus"), "unavailable", "sku-not-listed"],
    [glob("gpt-35-turbo", "0125", "eastus"), "unavailable", "sku-not-listed"],
    [glob("dall-e-3", ANY, "eastus"), "undocumented", "sku-not-stated"],
    [glob("dall-e-3", ANY, "westus"), "unavailable", "region-not-listed"],
    [glob("sora", "2025-05-02", "eastus2"), "undocumented", "sku-not-stated"],
    [glob("sora", "2025-05-02", "westus"), "unavailable", "region-not-listed"],
    [std("gpt-35-turbo-instruct", "0914", "eastus"), "undocumented", "no-region-table"],
    [glob("gpt-4", "vision-preview", "eastus"), "undocumented", "no-region-table"],
    [std("dall-e-2", ANY, "eastus"), "undocumented", "no-region-table"],
    [std("text-embedding-ada-002", "2", "eastus"), "undocumented", "no-region-table"],
    [std("text-embedding-3-small", ANY, "eastus"), "undocumented", "no-region-table"],
    [std("text-davinci-003", ANY, "eastus"), "undocumented", "no-region-table"],
    [std("whisper", ANY, "eastus"), "undocumented", "no-region-table"],
    [std("tts", ANY, "eastus"), "undocumented", "no-region-table"],
    [std("tts-hd", ANY, "eastus"), "undocumented", "no-region-table"],
    [glob("gpt-4o-mini-tts", ANY, "eastus2"), "undocumented", "no-region-table"],
    [glob("gpt-4o-transcribe", ANY, "eastus2"), "undocumented", "no-region-table"],
    [glob("gpt-4o-mini-transcribe", ANY, "eastus2"), "undocumented", "no-region-table"],
    [glob("gpt-4o-audio-preview", "2024-12-17", "eastus2"), "undocumented", "no-region-table"],
    [glob("gpt-4o-realtime-preview", "2024-12-17", "eastus2"), "undocumented", "no-region-table"],
    [glob("gpt-4o-mini-audio-preview", "2024-12-17", "eastus2"), "undocumented", "no-region-table"],
    [glob("gpt-4o-mini-realtime-preview", ANY, "eastus2"), "undocumented", "no-region-table"],
    [glob("gpt-4o-realtime-preview", "2024-10-01", "eastus2"), "unavailable", "version-not-listed"],
  ]);
});

describe("version omitted", () => {
  answers([
    // One version, or the same answer for all.
    [glob("gpt-4.1", ANY, "eastus"), "available", "listed"],
    [glob("codex-mini", ANY, "eastus2"), "available", "listed"],
    [std("gpt-4o", ANY, "eastus"), "available", "listed"],
    [std("gpt-4o", ANY, "westeurope"), "unavailable", "region-not-listed"],
    [std("gpt-4o-mini", ANY, "eastus"), "available", "listed"],
    [std("gpt-35-turbo", ANY, "switzerlandwest"), "undocumented", "default-version-unknown"],
    [std("gpt-4-32k", ANY, "westus"), "unavailable", "region-not-listed"],
    [std("gpt-4-32k", ANY, "eastus"), "restricted", "limited-access"],
    [std("gpt-35-turbo-16k", ANY, "eastus"), "undocumented", "assistants-only"],
    [std("o1-preview", ANY, "eastus"), "restricted", "limited-access"],
    // They differ.
    [std("gpt-4o", ANY, "japaneast"), "undocumented", "default-version-unknown"],
    [std("gpt-4", ANY, "eastus"), "undocumented", "default-version-unknown"],
    [std("gpt-4-32k", ANY, "eastus2"), "undocumented", "default-version-unknown"],
    [std("gpt-4-32k", ANY, "francecentral"), "undocumented", "default-version-unknown"],
    [std("gpt-35-turbo", ANY, "eastus"), "undocumented", "default-version-unknown"],
    [glob("gpt-35-turbo", ANY, "eastus"), "undocumented", "default-version-unknown"],
    [glob("gpt-4", ANY, "eastus"), "undocumented", "default-version-unknown"],
  ]);

  it("gives the status of each version", () => {
    expect(verdict(edition, std("gpt-4o", ANY, "japaneast")).versions).toEqual(
      expect.arrayContaining([
        { version: "2024-05-13", status: "unavailable", reason: "region-not-listed" },
        { version: "2024-08-06", status: "unavailable", reason: "region-not-listed" },
        { version: "2024-11-20", status: "available", reason: "listed" },
      ]),
    );
    expect(verdict(edition, std("gpt-4", ANY, "eastus")).versions).toHaveLength(6);
    expect(verdict(edition, std("dall-e-3", ANY, "eastus")).versions).toBeUndefined();
  });
});

describe("names compare without regard to case, regions by any of their names", () => {
  answers([
    [std("GPT-4O", "2024-11-20", "EASTUS"), "available", "listed"],
    [asked("Gpt-4", "TURBO-2024-04-09", "EastUS", "standard"), "available", "listed"],
    [asked("gpt-4", "1106-preview", "NORWAYEAST", "STANDARD"), "undocumented", "assistants-only"],
    [asked("GPT-4.1", "2025-04-14", "East US", "globalstandard"), "available", "listed"],
    [glob("o3", "2025-04-16", "East US 2"), "available", "listed"],
    [glob("o3", "2025-04-16", "east us 2"), "available", "listed"],
    [glob("o3", "2025-04-16", "East US"), "unavailable", "region-not-listed"],
    [glob("o3", "2025-04-16", "米国東部 2"), "available", "listed"],
    [glob("o3", "2025-04-16", "米国東部2"), "available", "listed"],
    [glob("o3", "2025-04-16", "米国東部 2"), "available", "listed"],
    [glob("o3", "2025-04-16", "米国東部　２"), "available", "listed"],
    [glob("o3", "2025-04-16", "スウェーデン中部"), "available", "listed"],
    [glob("o3", "2025-04-16", "米国東部"), "unavailable", "region-not-listed"],
    [std("gpt-4o", "2024-11-20", "イーストアス"), "available", "listed"],
    [std("gpt-4o", "2024-11-20", "東日本"), "available", "listed"],
    [std("gpt-4o", "2024-11-20", "オーストラリアー ースト"), "available", "listed"],
    [std("gpt-4o", "2024-11-20", "米国西部３"), "available", "listed"],
    [glob("gpt-4.1", "2025-04-14", "コリアセントラ ル"), "available", "listed"],
    [glob("gpt-4.1", "2025-04-14", "コリアセントラル"), "available", "listed"],
    [assist("gpt-4", "1106-Preview", "ノルウェー・イースト"), "available", "listed"],
    [tune("gpt-35-turbo", "0125", "スイス西部", "standard"), "available", "listed"],
  ]);

  it.each([
    ["イーストアス", "eastus"],
    ["米国東部", "eastus"],
    ["米国東部 2", "eastus2"],
    ["ノースセントラ ルUS", "northcentralus"],
    ["米国中北部", "northcentralus"],
    ["サウスセントラ ル", "southcentralus"],
    ["米国中南部", "southcentralus"],
    ["ウェストユーエ ス", "westus"],
    ["ウェストユーエス", "westus"],
    ["米国西部", "westus"],
    ["米国西部 3", "westus3"],
    ["カナダ東部", "canadaeast"],
    ["ブラジル南部", "brazilsouth"],
    ["ウクサウス", "uksouth"],
    ["英国南部", "uksouth"],
    ["フランス中部", "francecentral"],
    ["ドイツ中西部", "germanywestcentral"],
    ["イタリア北部", "italynorth"],
    ["スペイン中部", "spaincentral"],
    ["ポーランド中部", "polandcentral"],
    ["スウェーデン中部", "swedencentral"],
    ["ノルウェー・イ ースト", "norwayeast"],
    ["ノルウェー・イースト", "norwayeast"],
    ["ノルウェー東部", "norwayeast"],
    ["スイスノース", "switzerlandnorth"],
    ["スイス北部", "switzerlandnorth"],
    ["スイス西部", "switzerlandwest"],
    ["西ヨーロッパ", "westeurope"],
    ["アラブ首長国連邦北部", "uaenorth"],
    ["南アフリカ北部", "southafricanorth"],
    ["オーストラリア イースト", "australiaeast"],
    ["オーストラリアー ースト", "australiaeast"],
    ["オーストラリア東部", "australiaeast"],
    ["東日本", "japaneast"],
    ["コリアセントラ ル", "koreacentral"],
    ["韓国中部", "koreacentral"],
    ["東南アジア", "southeastasia"],
    ["南インド", "southindia"],
  ])("the document's %s is %s", (name, id) => {
    expect(findRegion(name)?.id).toBe(id);
  });
});

describe("access conditions", () => {
  const limited: [query: Query, access: string][] = [
    [std("o1-preview", "2024-09-12", "eastus"), "o1-preview-limited-access"],
    [glob("o1-preview", "2024-09-12", "westus3"), "o1-preview-limited-access"],
    [std("o1-mini", "2024-09-12", "westus"), "o1-preview-limited-access"],
    [glob("computer-use-preview", "2025-03-11", "eastus2"), "computer-use-preview"],
    [glob("computer-use-preview", ANY, "swedencentral"), "computer-use-preview"],
    [glob("gpt-image-1", "2025-04-15", "uaenorth"), "gpt-image-1"],
    [std("gpt-4", "0314", "southcentralus"), "gpt-4-selected-customers"],
    [std("gpt-4", "0613", "japaneast"), "gpt-4-selected-customers"],
    [std("gpt-4-32k", "0314", "francecentral"), "gpt-4-selected-customers"],
    [std("gpt-4-32k", "0613", "uksouth"), "gpt-4-selected-customers"],
  ];

  it.each(limited)("%j is restricted, and available with the access %s", (query, access) => {
    const v = verdict(edition, query);
    expect([v.status, v.reason]).toEqual(["restricted", "limited-access"]);
    expect(v.conditions.map((c) => c.access)).toEqual([access]);

    const granted = verdict(edition, query, { granted: ["other", access] });
    expect([granted.status, granted.reason]).toEqual(["available", "listed"]);
    expect(granted.conditions).toEqual(v.conditions);

    const others = limited.map(([, other]) => other).filter((other) => other !== access);
    expect(verdict(edition, query, { granted: others }).status).toBe("restricted");
  });

  it.each([
    [glob("o1-mini", "2024-09-12", "westus")],
    [std("gpt-4", "turbo-2024-04-09", "eastus")],
    [glob("o1", "2024-12-17", "eastus")],
    [glob("gpt-4.5-preview", "2025-02-27", "eastus2")],
  ])("%j is open to all", (query) => {
    const v = verdict(edition, query);
    expect([v.status, v.conditions]).toEqual(["available", []]);
  });

  it("does not add regions that are not listed", () => {
    const granted = ["gpt-image-1", "computer-use-preview", "o1-preview-limited-access", "gpt-4-selected-customers"];
    expect(verdict(edition, glob("gpt-image-1", ANY, "eastus2"), { granted }).reason).toBe("region-not-listed");
    expect(verdict(edition, std("gpt-4", "0613", "westus"), { granted }).reason).toBe("region-not-listed");
    expect(verdict(edition, std("gpt-4", "0613", "australiaeast"), { granted }).reason).toBe("assistants-only");
  });
});

describe("fine-tuning", () => {
  answers([
    // 1 and 2, then region and cloud.
    [tune("gpt-5", ANY, "eastus2"), "unavailable", "model-not-listed"],
    [tune("gpt-4o", "2023-01-01", "eastus2"), "unavailable", "version-not-listed"],
    [tune("gpt-4o", "2024-08-06", "atlantis"), "unavailable", "region-unknown"],
    [tune("gpt-4o", "2024-11-20", "atlantis"), "unavailable", "region-unknown"],
    [tune("gpt-4o", "2024-08-06", "usgovvirginia"), "undocumented", "cloud-not-covered"],
    [tune("gpt-4o", "2024-11-20", "chinaeast2"), "undocumented", "cloud-not-covered"],
    // 3: not in the table.
    [tune("gpt-4o", "2024-11-20", "eastus2"), "unavailable", "not-fine-tunable"],
    [tune("gpt-4o", "2024-05-13", "swedencentral"), "unavailable", "not-fine-tunable"],
    [tune("gpt-4", "0613", "northcentralus"), "unavailable", "not-fine-tunable"],
    [tune("gpt-35-turbo", "0613", "northcentralus"), "unavailable", "not-fine-tunable"],
    [tune("o3-mini", "2025-01-31", "eastus2", "global"), "unavailable", "not-fine-tunable"],
    [tune("dall-e-3", ANY, "eastus"), "unavailable", "not-fine-tunable"],
    [tune("whisper", ANY, "eastus", "standard"), "unavailable", "not-fine-tunable"],
    // 4: standard training.
    [tune("gpt-35-turbo", "1106", "switzerlandwest", "standard"), "available", "listed"],
    [tune("gpt-35-turbo", "0125", "eastus2", "standard"), "available", "listed"],
    [tune("gpt-35-turbo", "0125", "eastus", "standard"), "unavailable", "region-not-listed"],
    [tune("gpt-4o-mini", "2024-07-18", "northcentralus", "standard"), "available", "listed"],
    [tune("gpt-4o-mini", "2024-07-18", "eastus2", "standard"), "unavailable", "region-not-listed"],
    [tune("gpt-4o", "2024-08-06", "eastus2", "standard"), "available", "listed"],
    [tune("gpt-4o", "2024-08-06", "switzerlandwest", "standard"), "unavailable", "region-not-listed"],
    [tune("gpt-4.1", "2025-04-14", "swedencentral", "standard"), "available", "listed"],
    [tune("gpt-4.1", "2025-04-14", "eastus2", "standard"), "unavailable", "region-not-listed"],
    [tune("gpt-4.1-nano", "2025-04-14", "northcentralus", "standard"), "available", "listed"],
    [tune("o4-mini", "2025-04-16", "eastus2", "standard"), "available", "listed"],
    [tune("o4-mini", "2025-04-16", "northcentralus", "standard"), "unavailable", "region-not-listed"],
    // 4: global training.
    [tune("gpt-4.1", "2025-04-14", "southeastasia", "global"), "available", "listed"],
    [tune("gpt-4.1", "2025-04-14", "switzerlandwest", "global"), "available", "listed"],
    [tune("gpt-4.1-mini", "2025-04-14", "japaneast", "global"), "available", "listed"],
    [tune("gpt-4.1-mini", "2025-04-14", "westus3", "global"), "available", "listed"],
    [tune("gpt-4.1", "2025-04-14", "southcentralus", "global"), "unavailable", "region-not-listed"],
    [tune("gpt-4.1", "2025-04-14", "westeurope", "global"), "unavailable", "region-not-listed"],
    [tune("gpt-4.1", "2025-04-14", "canadaeast", "global"), "unavailable", "region-not-listed"],
    [tune("gpt-4.1-nano", "2025-04-14", "swedencentral", "global"), "unavailable", "no-global-training"],
    [tune("gpt-4o", "2024-08-06", "eastus2", "global"), "unavailable", "no-global-training"],
    [tune("gpt-35-turbo", "0125", "westeurope", "global"), "unavailable", "no-global-training"],
    [tune("o4-mini", "2025-04-16", "swedencentral", "global"), "unavailable", "no-global-training"],
    // 4: not stated.
    [tune("gpt-4.1", "2025-04-14", "northcentralus"), "available", "listed"],
    [tune("gpt-4.1", "2025-04-14", "eastus"), "available", "listed"],
    [tune("gpt-4.1", "2025-04-14", "westeurope"), "unavailable", "region-not-listed"],
    [tune("gpt-4.1-nano", "2025-04-14", "swedencentral"), "available", "listed"],
    [tune("gpt-4.1-nano", "2025-04-14", "eastus"), "unavailable", "region-not-listed"],
    [tune("o4-mini", "2025-04-16", "eastus2"), "available", "listed"],
    // Version omitted.
    [tune("gpt-4.1", ANY, "swedencentral"), "available", "listed"],
    [tune("gpt-4o-mini", ANY, "northcentralus"), "available", "listed"],
    [tune("gpt-4o", ANY, "eastus2"), "undocumented", "default-version-unknown"],
    [tune("gpt-35-turbo", ANY, "eastus2"), "undocumented", "default-version-unknown"],
    [tune("gpt-4", ANY, "eastus2"), "unavailable", "not-fine-tunable"],
    // The SKU plays no part.
    [{ ...tune("gpt-4o", "2024-08-06", "eastus2"), sku: "GlobalStandard" }, "available", "listed"],
    [{ ...tune("gpt-4o", "2024-08-06", "eastus2"), sku: "DeveloperTier" }, "available", "listed"],
    [{ ...tune("gpt-4o", "2024-08-06", "eastus2"), sku: "Turbo" }, "available", "listed"],
  ]);

  it("is unavailable without a version if no version can be trained there", () => {
    expect(verdict(edition, tune("gpt-4o", ANY, "westus")).status).toBe("unavailable");
  });

  const texts = (query: Query) => verdict(edition, query).conditions.map((c) => c.text);

  it("has conditions of global training, and only there", () => {
    expect(texts(tune("gpt-4.1", ANY, "swedencentral", "standard"))).toEqual([]);
    expect(texts(tune("gpt-4o", "2024-08-06", "eastus2"))).toEqual([]);
    const [preview, ...rest] = texts(tune("gpt-4.1", ANY, "eastus", "global"));
    expect(preview).toMatch(/preview.*no data residency/);
    expect(rest).toEqual([]);
    expect(texts(tune("gpt-4.1", ANY, "eastus"))).toEqual([preview]);
  });

  it("has the condition that japaneast has no vision support", () => {
    const [, vision, ...rest] = texts(tune("gpt-4.1", ANY, "東日本", "global"));
    expect(vision).toMatch(/japaneast.*no vision support/);
    expect(rest).toEqual([]);
  });

  const columns = (query: Query) => [...new Set(verdict(edition, query).citations.map((c) => c.column))];
  const STANDARD = "標準トレーニングリージョン";
  const GLOBAL = "グローバル トレーニング (プレビュー)";

  it.each<[Query, string[]]>([
    [tune("gpt-4.1", ANY, "eastus"), [GLOBAL]],
    [tune("gpt-4.1", ANY, "swedencentral"), [STANDARD, GLOBAL]],
    [tune("gpt-4.1", ANY, "swedencentral", "standard"), [STANDARD]],
    [tune("gpt-4.1", ANY, "swedencentral", "global"), [GLOBAL]],
    [tune("gpt-4o", "2024-08-06", "eastus2"), [STANDARD]],
    [tune("gpt-4.1", ANY, "westeurope"), [STANDARD, GLOBAL]],
    [tune("gpt-4.1-nano", ANY, "eastus", "global"), [GLOBAL]],
  ])("%j cites the columns %j", (query, expected) => {
    expect(columns(query)).toEqual(expected);
    expect(verdict(edition, query).citations.every((c) => c.row !== undefined)).toBe(true);
  });
});

describe("assistants", () => {
  answers([
    // 1 and 2, then SKU, region and cloud.
    [assist("gpt-5", ANY, "eastus2"), "unavailable", "model-not-listed"],
    [assist("gpt-4o", "2023-01-01", "eastus2"), "unavailable", "version-not-listed"],
    [assist("gpt-4o", "2024-08-06", "eastus2", "Turbo"), "unavailable", "sku-unknown"],
    [assist("o3", "2025-04-16", "atlantis", "Turbo"), "unavailable", "sku-unknown"],
    [assist("gpt-4o", "2024-08-06", "atlantis"), "unavailable", "region-unknown"],
    [assist("o3", "2025-04-16", "atlantis"), "unavailable", "region-unknown"],
    [assist("gpt-4o", "2024-08-06", "usgovvirginia"), "undocumented", "cloud-not-covered"],
    [assist("o3", "2025-04-16", "chinanorth2", "GlobalBatch"), "undocumented", "cloud-not-covered"],
    // 3: Standard.
    [assist("gpt-4o", "2024-11-20", "eastus"), "unavailable", "not-supported-by-assistants"],
    [assist("gpt-4.1", "2025-04-14", "eastus2"), "unavailable", "not-supported-by-assistants"],
    [assist("gpt-4-32k", "0314", "eastus"), "unavailable", "not-supported-by-assistants"],
    [assist("whisper", ANY, "eastus"), "unavailable", "not-supported-by-assistants"],
    [assist("dall-e-3", "3.0", "eastus"), "unavailable", "not-supported-by-assistants"],
    [assist("gpt-4o", "2024-08-06", "eastus"), "available", "listed"],
    [assist("gpt-4o", "2024-05-13", "westus3", "Standard"), "available", "listed"],
    [assist("gpt-4", "0613", "australiaeast"), "available", "listed"],
    [assist("gpt-4", "0613", "eastus"), "unavailable", "region-not-listed"],
    [assist("gpt-4", "1106-Preview", "norwayeast"), "available", "listed"],
    [assist("gpt-4", "0125-Preview", "uksouth"), "available", "listed"],
    [assist("gpt-4", "0125-Preview", "swedencentral"), "unavailable", "region-not-listed"],
    [assist("gpt-4", "turbo-2024-04-09", "northcentralus"), "unavailable", "region-not-listed"],
    [assist("gpt-4-32k", "0613", "swedencentral"), "available", "listed"],
    [assist("gpt-35-turbo", "0125", "swedencentral"), "unavailable", "region-not-listed"],
    [assist("gpt-35-turbo", "0613", "westus"), "unavailable", "region-not-listed"],
    [assist("gpt-35-turbo-16k", "0613", "japaneast"), "available", "listed"],
    [assist("gpt-35-turbo-16k", "0613", "westus2"), "unavailable", "region-not-listed"],
    // 4: Global Standard.
    [assist("gpt-4.1", "2025-04-14", "eastus2", "GlobalStandard"), "unavailable", "not-supported-by-assistants"],
    [assist("gpt-4o", "2024-11-20", "eastus", "GlobalStandard"), "unavailable", "not-supported-by-assistants"],
    [assist("gpt-4o", "2024-08-06", "northcentralus", "GlobalStandard"), "unavailable", "region-not-listed"],
    [assist("gpt-4o", "2024-08-06", "westeurope", "GlobalStandard"), "unavailable", "region-not-listed"],
    [assist("gpt-4o", "2024-08-06", "eastus", "GlobalStandard"), "undocumented", "table-not-reproduced"],
    [assist("gpt-4o", "2024-08-06", "norwayeast", "GlobalStandard"), "undocumented", "table-not-reproduced"],
    [assist("gpt-4o-mini", ANY, "uksouth", "globalstandard"), "undocumented", "table-not-reproduced"],
    [assist("gpt-35-turbo", "0125", "eastus", "GlobalStandard"), "unavailable", "sku-not-listed"],
    [assist("gpt-4", "turbo-2024-04-09", "uksouth", "GlobalStandard"), "unavailable", "sku-not-listed"],
    [assist("gpt-4", "1106-Preview", "eastus2", "GlobalStandard"), "undocumented", "no-region-table"],
    [assist("gpt-35-turbo-16k", "0613", "westus3", "GlobalStandard"), "undocumented", "no-region-table"],
    // 5: any other SKU.
    [assist("gpt-4o", "2024-08-06", "eastus", "ProvisionedManaged"), "undocumented", "sku-not-covered"],
    [assist("gpt-4.1", "2025-04-14", "eastus2", "GlobalBatch"), "undocumented", "sku-not-covered"],
    [assist("gpt-4o", "2024-08-06", "westeurope", "DataZoneStandard"), "undocumented", "sku-not-covered"],
    // Version omitted.
    [assist("gpt-4o-mini", ANY, "eastus"), "available", "listed"],
    [assist("gpt-4o", ANY, "eastus"), "undocumented", "default-version-unknown"],
    [assist("gpt-4", ANY, "eastus"), "undocumented", "default-version-unknown"],
    [assist("gpt-35-turbo", ANY, "japaneast"), "undocumented", "default-version-unknown"],
    [assist("o1", ANY, "eastus"), "unavailable", "not-supported-by-assistants"],
    [assist("gpt-35-turbo", ANY, "westeurope"), "unavailable", "region-not-listed"],
  ]);
});

describe("an unavailable verdict cites the place where the combination would be", () => {
  const cell = (query: Query) => {
    const [first] = verdict(edition, query).citations;
    return [first?.table, first?.row, first?.column, first?.says];
  };

  it.each<[Query, (string | undefined)[]]>([
    [glob("o3", ANY, "eastus"), ["Global Standard", "イーストアス (eastus)", "o3、2025-04-16", "-"]],
    [
      std("gpt-4o-mini", ANY, "uksouth"),
      ["Standard (regional), chat completions", "ウクサウス (uksouth)", "gpt-4o-mini、2024-07-18", "-"],
    ],
    [
      assist("gpt-4o-mini", ANY, "uksouth"),
      ["Assistants (preview)", "ウクサウス (uksouth)", "gpt-4o-mini,2024-07-18", "-"],
    ],
    [glob("o3", ANY, "eastus2"), ["Global Standard", "eastus2", "o3、2025-04-16", "✓"]],
    [glob("o3", ANY, "westus2"), ["Global Standard", undefined, "o3、2025-04-16", "the table has no row for westus2"]],
    [std("sora", ANY, "westus"), ["Regions by model", "sora", undefined, "westus is not in the list"]],
    [std("gpt-4", "0314", "westus"), ["Selected customers", "gpt-4 (0314)", undefined, "westus is not in the list"]],
    [std("sora", ANY, "eastus2"), ["Regions by model", "sora", undefined, "米国東部 2 (eastus2)"]],
  ])("%j cites %j", (query, expected) => {
    expect(cell(query)).toEqual(expected);
  });

  it("cites the table if it has no column for the model version", () => {
    expect(cell(std("o3", ANY, "eastus2")).slice(0, 3)).toEqual([
      "Standard (regional), chat completions",
      undefined,
      undefined,
    ]);
    expect(cell(glob("gpt-35-turbo", "0125", "eastus")).slice(0, 3)).toEqual(["Global Standard", undefined, undefined]);
    expect(cell(assist("o3", ANY, "eastus2")).slice(0, 3)).toEqual(["Assistants (preview)", undefined, undefined]);
    expect(cell(tune("o3", ANY, "eastus2")).slice(0, 3)).toEqual(["Fine-tuning", undefined, undefined]);
  });

  it("cites both the Assistants cell and the list that lacks the region", () => {
    const { citations } = verdict(edition, std("gpt-4", "0613", "australiaeast"));
    expect(citations.map((c) => c.table)).toEqual(["Assistants (preview)", "Selected customers"]);
  });
});

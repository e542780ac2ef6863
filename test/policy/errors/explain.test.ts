/** What is to blame, checked against the cells of the document, and against newer lists. */
import { describe, expect, it } from "vitest";
import { type Edition, indexEdition } from "../../../catalog/edition/edition";
import { defaultEdition, embeddedEdition } from "../../../catalog/edition/embedded";
import { sealed } from "../../../catalog/edition/provenance";
import { REGIONS } from "../../../catalog/names/regions";
import { type ErrorExplanation, explainErrors } from "../../../policy/errors/explain";
import { MESSAGES } from "./messages";

const edition = defaultEdition();
const today = "2025-07-01";

function explain(text: string, region?: string, of: Edition = edition, granted: string[] = []): ErrorExplanation {
  const { errors } = explainErrors(text, { edition: of, today, granted, ...(region === undefined ? {} : { region }) });
  expect(errors).toHaveLength(1);
  return errors[0] as ErrorExplanation;
}

const inRegion = (model: string, version: string, sku: string, region: string) =>
  `The specified SKU '${sku}' for model '${model} ${version}' is not supported in this region '${region}'.`;
const ofModel = (model: string, version: string, sku: string) =>
  `The specified SKU '${sku}' of account deployment is not supported by the model '${model}' version: '${version}'.`;
const scaleType = (model: string, version: string, sku: string) =>
  `The specified scale type '${sku}' of account deployment is not supported by the model '${model}' version: '${version}'.`;
const unsupported = (model: string, version: string, format = "OpenAI") =>
  `The model 'Format: ${format}, Name: ${model}, Version: ${version}' of account deployment is not supported.`;
const deprecated = (model: string, version: string) =>
  `The model 'Format:OpenAI,Name:${model},Version:${version}' has been deprecated since 02/13/2025 00:00:00.`;

describe("against the cells of the document", () => {
  const PUBLIC = REGIONS.filter((r) => r.cloud === "AzureCloud").map((r) => r.id);
  // How many regions have a tick for the model version, counted in the document's tables; all other public regions have
  // none.
  const TICKS = [
    ["gpt-4.1", "2025-04-14", "GlobalStandard", 23],
    ["gpt-4.1-mini", "2025-04-14", "GlobalStandard", 24],
    ["gpt-4.1-nano", "2025-04-14", "GlobalStandard", 19],
    ["gpt-4.5-preview", "2025-02-27", "GlobalStandard", 2],
    ["o3", "2025-04-16", "GlobalStandard", 2],
    ["o3-mini", "2025-01-31", "GlobalStandard", 24],
    ["o1", "2024-12-17", "GlobalStandard", 23],
    ["gpt-35-turbo", "0125", "Standard", 15],
    ["gpt-35-turbo", "1106", "Standard", 7],
    ["gpt-4o", "2024-11-20", "Standard", 15],
    ["gpt-4o", "2024-08-06", "Standard", 7],
    ["gpt-4o-mini", "2024-07-18", "Standard", 7],
    ["gpt-4", "turbo-2024-04-09", "Standard", 7],
  ] as const;

  it.each(TICKS)("%s %s as %s: the region is to blame, but for the %i that have it", (model, version, sku, ticks) => {
    const blames = PUBLIC.map((region) => explain(inRegion(model, version, sku, region)).blame);
    expect(PUBLIC).toHaveLength(63);
    expect(blames.filter((blame) => blame === "nothing")).toHaveLength(ticks);
    expect(blames.filter((blame) => blame === "region")).toHaveLength(63 - ticks);
  });

  it.each(TICKS)("%s %s as %s: without a region, some region may be to blame", (model, version, sku) => {
    expect(explain(ofModel(model, version, sku))).toMatchObject({ blame: "region", certain: false });
  });

  it.each([
    ["gpt-4.1", "2025-04-14", "Standard", "sku"],
    ["gpt-35-turbo", "0125", "GlobalStandard", "sku"],
    ["o3-mini", "2025-01-31", "Standard", "sku"],
    // This copy of the document has no table that could have it.
    ["gpt-4o", "2024-11-20", "GlobalStandard", "unknown"],
    ["gpt-35-turbo-instruct", "0914", "Standard", "unknown"],
  ])("%s %s as %s: no region has it, and that is the same in each (%s)", (model, version, sku, blame) => {
    const blames = new Set(PUBLIC.map((region) => explain(inRegion(model, version, sku, region)).blame));
    expect([...blames]).toEqual([blame]);
    expect(explain(ofModel(model, version, sku)).blame).toBe(blame);
  });

  it.each([
    ["o1-preview", "2024-09-12", "Standard", 7],
    ["o1-preview", "2024-09-12", "GlobalStandard", 7],
    ["computer-use-preview", "2025-03-11", "GlobalStandard", 3],
    ["gpt-image-1", "2025-04-15", "GlobalStandard", 2],
    ["gpt-4", "0314", "Standard", 4],
  ])("%s %s as %s: access is to blame in %i regions", (model, version, sku, ticks) => {
    const blames = PUBLIC.map((region) => explain(inRegion(model, version, sku, region)).blame);
    expect(blames.filter((blame) => blame === "access")).toHaveLength(ticks);
    expect(blames.filter((blame) => blame === "region")).toHaveLength(63 - ticks);
  });
});

type Row = readonly [
  message: string,
  region: string | undefined,
  blame: string,
  why: RegExp,
  waysOut: string | undefined,
];

describe("which part is to blame", () => {
  it.each<Row>([
    [
      inRegion("gpt-4.1-nano", "2025-04-14", "GlobalStandard", "eastus"),
      undefined,
      "region",
      /does not offer it in this region, and offers it as GlobalStandard in 19 other regions/,
      "region eastus2, northcentralus, westus (and 16 more regions)",
    ],
    [
      inRegion("gpt-4.1-nano", "2025-04-14", "GlobalStandard", "eastus"),
      "eastus2",
      "region",
      /does not offer/,
      "region eastus2, northcentralus, westus (and 16 more regions)",
    ],
    [
      inRegion("gpt-4.1-nano", "2025-04-14", "GlobalStandard", "eastus2"),
      undefined,
      "nothing",
      /as of 2025-06-16 it lists this as available/,
      undefined,
    ],
    [
      inRegion("gpt-4o", "2024-11-20", "Standard", "moon"),
      undefined,
      "region",
      /no Azure region has that name/,
      undefined,
    ],
    [
      inRegion("gpt-4o", "2024-11-20", "Standard", "usgovvirginia"),
      undefined,
      "unknown",
      /covers the public cloud only/,
      undefined,
    ],
    [
      ofModel("gpt-4.1", "2025-04-14", "Standard"),
      undefined,
      "sku",
      /not with this SKU/,
      "sku GlobalStandard in region eastus, australiaeast, swedencentral (and 20 more regions)",
    ],
    [
      ofModel("gpt-4.1", "2025-04-14", "Standard"),
      "eastus",
      "sku",
      /not with this SKU/,
      "sku GlobalStandard in this region",
    ],
    [
      ofModel("gpt-4.1", "2025-04-14", "DeveloperTier"),
      "eastus",
      "sku",
      /fine-tuned models only/,
      "sku GlobalStandard in this region",
    ],
    [
      ofModel("gpt-4.1", "2025-04-14", "Globalstandart"),
      "eastus",
      "sku",
      /no deployment SKU of that name/,
      "sku GlobalStandard in this region",
    ],
    [
      ofModel("gpt-4.1", "2025-04-14", "ProvisionedManaged"),
      "eastus",
      "unknown",
      /no region table for this SKU/,
      "sku GlobalStandard in this region",
    ],
    [
      ofModel("gpt-4o", "2024-05-13", "Standard"),
      "westeurope",
      "region",
      /does not offer/,
      "region swedencentral, eastus, eastus2 (and 4 more regions)",
    ],
    [
      ofModel("gpt-5-mini", "2025-08-07", "Standard"),
      "eastus",
      "unknown",
      /does not know the model; Azure does/,
      undefined,
    ],
    [
      ofModel("gpt-4o", "2099-01-01", "Standard"),
      "eastus",
      "unknown",
      /does not know the version; Azure does/,
      undefined,
    ],
    [
      scaleType("gpt-4", "0613", "Standard"),
      "eastus",
      "access",
      /customers to whom Microsoft granted/,
      "version turbo-2024-04-09 in this region",
    ],
    [
      scaleType("gpt-4", "0613", "Standard"),
      "westeurope",
      "region",
      /offers it as Standard in 4 other regions/,
      undefined,
    ],
    [
      "The specified scale type is not supported for the given model.",
      "eastus",
      "unknown",
      /does not name the model/,
      undefined,
    ],
    [unsupported("gpt-4", "1"), "eastus", "version", /it names turbo-2024-04-09, 0613/, undefined],
    [unsupported("gpt4o", "2024-11-20"), "eastus", "model", /names no model of that name/, undefined],
    [unsupported("gpt-4o", "2024-11-20"), "eastus", "nothing", /available as Standard/, undefined],
    [
      unsupported("gpt-4.1-nano", "2025-04-14"),
      "eastus",
      "region",
      /does not offer/,
      "region eastus2, northcentralus, westus (and 16 more regions)",
    ],
    [
      unsupported("gpt-4o", "2024-11-20", "Cohere"),
      "eastus",
      "format",
      /of the format OpenAI, and not of Cohere/,
      undefined,
    ],
    [unsupported("command-x", "1", "Cohere"), "eastus", "unknown", /this one's is Cohere/, undefined],
    [
      deprecated("gpt-35-turbo", "0613"),
      "eastus",
      "version",
      /retired since 2025-02-13/,
      "version 0125 as Standard in this region",
    ],
    [deprecated("gpt-35-turbo", "0613"), undefined, "version", /retired since 2025-02-13/, undefined],
    [deprecated("gpt-9", "1"), undefined, "version", /retired since 2025-02-13/, undefined],
    [
      ofModel("gpt-4o-mini-2024-07-18.ft-0123456789abcdef", "1", "Standard"),
      "eastus",
      "unknown",
      /the model is a fine-tuned one/,
      undefined,
    ],
  ])("%s (%s): %s", (message, region, blame, why, waysOut) => {
    const found = explain(message, region);
    expect([found.blame, found.why]).toEqual([blame, expect.stringMatching(why)]);
    if (waysOut !== undefined) expect(found.waysOut).toContain(waysOut);
  });

  it("lists the versions if the message names none", () => {
    const found = explain(
      "The specified SKU 'Standard' of account deployment is not supported by the model 'gpt-4o'.",
      "francecentral",
    );
    expect(found).toMatchObject({ blame: "version", certain: false });
    expect(found.why).toMatch(/the catalog offers 2024-11-20 there, and not 2024-08-06 or 2024-05-13/);
  });

  it("names the embedded edition that knows what the catalog does not", () => {
    const found = explain(inRegion("gpt-5", "2025-08-07", "GlobalStandard", "eastus2"));
    expect(found.why).toMatch(/^The catalog does not know the model; Azure does/);
    expect(found.notes.at(-1)).toMatch(/^Edition .+ of this package names it: .+ or use --edition latest\.$/);
    const unknown = explain(inRegion("gpt-99", "1", "GlobalStandard", "eastus2"));
    expect(unknown.notes.join()).toMatch(/catalog import --arm eastus2\.json/);
  });

  it("offers the newest release first: 0125 is of 2024, 1106 of 2023", () => {
    expect(explain(deprecated("gpt-35-turbo", "0613"), "australiaeast").waysOut.slice(0, 2)).toEqual([
      "version 0125 as Standard in this region",
      "version 1106 as Standard in this region",
    ]);
    expect(explain(deprecated("gpt-35-turbo", "0125"), "australiaeast").waysOut.join()).not.toContain("version 1106");
  });

  it("takes the region from the message, else from the option, else from the text", () => {
    const message = ofModel("gpt-4.1", "2025-04-14", "GlobalStandard");
    expect(explain(inRegion("gpt-4.1", "2025-04-14", "GlobalStandard", "eastus2"), "westus")).toMatchObject({
      regionFrom: "message",
      asked: { region: "eastus2" },
    });
    expect(explain(`Location: East US\n${message}`, "westus")).toMatchObject({
      regionFrom: "option",
      asked: { region: "westus" },
    });
    expect(explain(`Location: East US\n${message}`)).toMatchObject({
      regionFrom: "text",
      certain: false,
      asked: { region: "eastus" },
    });
    expect(explain(`Location: East US\nlocation: westus\n${message}`)).not.toHaveProperty("regionFrom");
  });

  it("says that the older wording means the region, if it does", () => {
    const legacy = expect.stringMatching(/older wording.+mostly means the region/);
    expect(explain(scaleType("gpt-4o", "2024-05-13", "Standard"), "westeurope").notes).toContainEqual(legacy);
    expect(explain(scaleType("gpt-4.1", "2025-04-14", "Standard"), "westeurope").notes).not.toContainEqual(legacy);
  });

  it("says so if Azure's message names the SKU and the region is to blame", () => {
    expect(explain(ofModel("gpt-4o", "2024-05-13", "Standard"), "westeurope").notes).toContainEqual(
      expect.stringMatching(/names the SKU; it is the region that does not fit/),
    );
  });

  it("says what to do if the catalog allows the deployment", () => {
    const { notes } = explain(inRegion("gpt-4.1-nano", "2025-04-14", "GlobalStandard", "eastus2"));
    expect(notes.join("\n")).toMatch(/az cognitiveservices model list --location eastus2.+catalog import --arm/);
  });

  it("hides the name of a fine-tuned model, and names its base model", () => {
    const found = explain(ofModel("gpt-4o-mini-2024-07-18.ft-0123456789abcdef", "1", "Standard"));
    expect(found).toMatchObject({ fineTuned: true, asked: { model: "gpt-4o-mini", version: "2024-07-18" } });
  });

  it("takes granted access into account", () => {
    const message = inRegion("gpt-image-1", "2025-04-15", "GlobalStandard", "westus3");
    expect(explain(message).blame).toBe("access");
    expect(explain(message, undefined, edition, ["gpt-image-1"]).blame).toBe("nothing");
  });
});

describe("what the catalog cannot know", () => {
  const quota = (label: string, required: number, available: number) =>
    `This operation require ${required} new capacity in quota Tokens Per Minute (thousands) - ${label}, which is bigger than the current available capacity ${available}.`;

  it("says how much quota is missing, and which regions have separate quota", () => {
    const found = explain(quota("gpt-4.1-nano - GlobalStandard", 240, 0), "westus");
    expect(found).toMatchObject({
      blame: "quota",
      waysOutUntested: true,
      asked: { model: "gpt-4.1-nano", sku: "GlobalStandard" },
    });
    expect(found.why).toBe("Quota: the deployment asks for 240, and 0 are left: 240 too few.");
    expect(found.waysOut).toEqual([expect.stringMatching(/^region .+ \(and 15 more regions\)$/)]);
    expect(found.waysOut.join()).not.toMatch(/\bwestus\b,/);
    expect(found.notes.join()).toMatch(/cannot tell how much quota.+usage list --location westus/);
  });

  it.each([
    ["GPT-35-Turbo", "gpt-35-turbo"],
    ["Text-Embedding-Ada-002", "text-embedding-ada-002"],
    ["4.1 - GlobalStandard", "gpt-4.1"],
    ["GPT-4o-mini", "gpt-4o-mini"],
    ["GPT-4-Turbo-V", "GPT-4-Turbo-V"],
  ])("the quota %s is of %s", (label, model) => {
    expect(explain(quota(label, 2, 1)).asked.model).toBe(model);
  });

  it("offers the remaining capacity, and another SKU in the same region", () => {
    expect(explain(quota("gpt-4o - GlobalStandard", 80, 8), "eastus").waysOut).toEqual([
      "capacity 8",
      "sku Standard in this region",
    ]);
  });

  it("says who has access, if the document does", () => {
    const access = (model: string) =>
      `The current subscription does not have access to this model 'Format:OpenAI,Name:${model}'.`;
    const image = explain(access("gpt-image-1,Version:2025-04-15"));
    expect([image.blame, image.citations.length]).toEqual(["access", 1]);
    expect(image.notes.join()).toMatch(/cannot tell.+needs registration/);
    expect(explain(access("gpt-4.1,Version:2025-04-14")).notes.join()).toMatch(
      /has no access condition for this model/,
    );
  });

  it.each([
    [
      "The specified capacity '10' of account deployment should be at least 15 and no more than 30000.",
      ["capacity 15"],
    ],
    ["The specified capacity '50' of account deployment should be at least 1 and no more than 3.", ["capacity 3"]],
    ["The specified capacity '' of account deployment should be greater than 0 and no more than 3.", ["capacity 1"]],
  ])("%s", (message, waysOut) => {
    expect(explain(message)).toMatchObject({ blame: "capacity", waysOut });
  });

  it("says that S0 is a SKU of accounts", () => {
    expect(explain("The deployment sku name 'S0' is invalid.")).toMatchObject({
      blame: "sku",
      why: expect.stringMatching(/one of accounts/),
    });
    expect(explain("The deployment sku name 'GlobalStandart' is invalid.").didYouMean).toEqual([
      { field: "sku", sku: "GlobalStandard" },
    ]);
  });
});

describe("newer lists", () => {
  const { hash: _, ...base } = edition.data;
  const list = {
    title: "Models list of eastus",
    kind: "arm" as const,
    date: "2026-02-01",
    region: "eastus",
    files: [{ name: "eastus.json", sha256: "0".repeat(64) }],
  };
  const data = sealed({
    ...base,
    id: "newer",
    date: "2026-02-01",
    sources: { ...base.sources, "arm-eastus": list },
    lists: {
      eastus: {
        source: "arm-eastus",
        models: {
          "gpt-4o-mini": {
            "2024-07-18": {
              status: "Deprecating",
              skus: { Standard: { retires: "2026-03-31" }, GlobalStandard: { retires: "2026-10-01" } },
            },
          },
          "gpt-5-mini": { "2025-08-07": { skus: { GlobalStandard: {} } } },
        },
      },
    },
  });
  const newer = indexEdition(data);

  it("knows models that the document does not", () => {
    const found = explain(ofModel("gpt-5-mini", "2025-08-07", "Standard"), "eastus", newer);
    expect(found).toMatchObject({
      blame: "sku",
      reason: "region-not-listed",
      waysOut: ["sku GlobalStandard in this region"],
    });
    expect(found.citations[0]).toMatchObject({ source: "list", says: "offered as GlobalStandard" });
  });

  it("says when the list retires it", () => {
    const message =
      "The current model 'x'. The model 'Format:OpenAI,Name:gpt-4o-mini,Version:2024-07-18' has been deprecated since 03/31/2026 00:00:00.";
    expect(explain(message, "eastus", newer).blame).toBe("version");
    const refused = inRegion("gpt-4o-mini", "2024-07-18", "Standard", "eastus");
    const { errors } = explainErrors(refused, { edition: newer, today: "2026-04-07" });
    expect(errors[0]).toMatchObject({ blame: "version", certain: false });
    expect(errors[0]?.citations[0]).toMatchObject({ source: "list", says: "retires 2026-03-31" });
    expect(errors[0]?.why).toBe(
      "The version: it was scheduled to retire on 2026-03-31 as Standard in eastus, as planned on 2026-02-01, and Azure refuses it.",
    );
  });
});

describe("by an edition with schedules and pages of fine-tuning", () => {
  const today = embeddedEdition("2026-10-05");
  const at = (message: string, date: string, region?: string) => {
    const { errors } = explainErrors(message, { edition: today, today: date, ...(region ? { region } : {}) });
    const [found] = errors;
    if (!found) throw new Error("nothing was recognised");
    return found;
  };

  it("does not call a planned date a retirement: it was scheduled", () => {
    const refused = inRegion("gpt-4o", "2024-05-13", "GlobalStandard", "eastus");
    expect(at(refused, "2026-12-08").why).not.toMatch(/schedule/);
    const found = at(refused, "2026-12-09");
    expect(found).toMatchObject({ blame: "version", certain: false });
    expect(found.why).toBe(
      "The version: it was scheduled to retire on 2026-12-09 as GlobalStandard in eastus, as planned on 2026-10-05, and Azure refuses it.",
    );
    expect(found.citations).toHaveLength(1);
    expect(found.citations[0]?.says).toMatch(/^Deprecated, retirement date 2026-12-09/);
    expect(found.notes).toContain("The document names gpt-5.6-sol as its replacement.");
  });

  it("takes Azure's own word as a fact, and adds the schedule", () => {
    const message =
      "The current model 'x'. The model 'Format:OpenAI,Name:gpt-4o,Version:2024-05-13' has been deprecated since 12/09/2026 00:00:00.";
    const found = at(message, "2026-12-20");
    expect(found).toMatchObject({ certain: true, why: "The version: it has been retired since 2026-12-09." });
    expect(found.notes.join(" ")).toContain(
      "By the documentation of 2026-10-05, it was scheduled to retire on 2026-12-09",
    );
  });

  const TUNED = "gpt-4o-mini-2024-07-18.ft-0123456789abcdef";
  it.each<[string, string, string, RegExp, string[]]>([
    ["Standard", "swedencentral", "nothing", /lists this combination for fine-tuned models\.$/, []],
    [
      "Standard",
      "westus",
      "region",
      /^The region, for a fine-tuned model: the documentation of 2026-10-07 does not offer it in this region\.$/,
      ["region northcentralus, swedencentral", "sku GlobalStandard, DataZoneStandard in this region"],
    ],
    ["ProvisionedManaged", "swedencentral", "nothing", /lists this combination/, []],
    ["GlobalProvisionedManaged", "swedencentral", "unknown", /does not say for which SKU/, []],
    [
      "DeveloperTier",
      "swedencentral",
      "sku",
      /^The SKU, for a fine-tuned model: .* does not offer this model version with this SKU\.$/,
      ["sku GlobalStandard, DataZoneStandard, Standard in this region"],
    ],
    ["Turbo", "swedencentral", "sku", /knows no deployment SKU of that name/, []],
  ])("a fine-tuned model as %s in %s: %s", (sku, region, blame, why, waysOut) => {
    const found = at(inRegion(TUNED, "1", sku, region), "2026-11-26");
    expect([found.blame, found.why]).toEqual([blame, expect.stringMatching(why)]);
    expect(found.citations).not.toEqual([]);
    expect(found.waysOut).toEqual(expect.arrayContaining(waysOut));
    // Another version or model would need training first.
    expect(found.waysOut.join()).not.toMatch(/version|model/);
  });

  it("a fine-tuned model in a region that the message does not name", () => {
    const found = at(ofModel(TUNED, "1", "Standard"), "2026-11-26");
    expect(found).toMatchObject({ blame: "region", certain: false, waysOut: ["region swedencentral, northcentralus"] });
    expect(at(ofModel(TUNED, "1", "DeveloperTier"), "2026-11-26")).toMatchObject({ blame: "sku", certain: false });
    expect(at(ofModel("gpt-5.1-2025-11-13.ft-0", "1", "Standard"), "2026-11-26")).toMatchObject({
      blame: "version",
      reason: "not-fine-tunable",
    });
  });
});

it("explains every message, prints no control characters, and assumes no region", () => {
  for (const [message, kind] of MESSAGES) {
    const found = explain(message.replaceAll("gpt-4o", "gpt-4o\\u001b[2J\\u0007\\u202e"));
    expect(found.error.kind).toBe(kind);
    const said = [found.why, ...found.notes, ...found.waysOut].join("\n");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that must not be there
    expect(said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(found.why).toMatch(/\.$/);
  }
});

describe("a code without its message", () => {
  it.each([
    ["ServiceModelDeprecating: …", "version", "The version: it is on its way out and takes no new deployments."],
    ["DeploymentModelNotSupported", "unknown", "The message does not name the model, so the catalog cannot be asked."],
    [
      "SpecialFeatureOrQuotaIdRequired: …",
      "access",
      "Access: the subscription lacks what Azure asks for, for a model or for an account.",
    ],
    [
      "InsufficientQuota: … require 240, available 0",
      "quota",
      "Quota: the deployment asks for 240, and 0 are left: 240 too few.",
    ],
    ["InsufficientQuota", "quota", "Quota: less is left than the deployment asks for."],
  ])("%s", (text, blame, why) => {
    const said = explain(text);
    expect([said.blame, said.why, said.certain]).toEqual([blame, why, false]);
    expect(said.notes[0]).toMatch(/^Incomplete: /);
    // Without a model, the answer must not say that the catalog does not know it.
    expect(said.notes.join()).not.toMatch(/does not know the model|has no access condition/);
  });

  it("says as much about a named model as for the whole message", () => {
    const whole = explain(deprecated("gpt-4", "1106-Preview"));
    const cut = explain("ServiceModelDeprecated: Format: OpenAI, Name: gpt-4, Version: 1106-Preview");
    expect([cut.waysOut, cut.citations]).toEqual([whole.waysOut, whole.citations]);
  });
});

it("a replacement that is a version of the same model is offered once, as a version", () => {
  const { waysOut } = explain(deprecated("gpt-4", "1106-Preview"));
  expect(waysOut).toEqual([expect.stringMatching(/^version turbo-2024-04-09 as Standard in region /)]);
});

it.each([
  // The document has no table of it; it has one, in which no region has it; and there are regions.
  [
    "gpt-4o - GlobalStandard",
    "The catalog does not say which regions offer gpt-4o, in any version, as GlobalStandard.",
  ],
  ["gpt-4.1 - Standard", "The catalog has no region that offers gpt-4.1, in any version, as Standard."],
  ["gpt-4.1 - GlobalStandard", undefined],
])("of the quota of %s, what the catalog says of regions", (quota, note) => {
  const { notes } = explain(
    `This operation require 2 new capacity in quota Tokens Per Minute (thousands) - ${quota}, which is bigger than the current available capacity 0.`,
  );
  expect(notes.find((n) => /^The catalog (?:does not say|has no)/.test(n))).toBe(note);
});

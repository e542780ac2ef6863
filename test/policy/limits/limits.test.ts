/** The organisation's own limits: what each allows, to which deployments it applies, and the finding if one is broken. */

import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import type { PlanResource } from "../../../policy/plan/resource";
import { limitsOf } from "../../../policy/rules/placement";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings, SettingsError } from "../../../policy/settings";
import { readSettings } from "../../../policy/settings/file";
import { account, type Case, deployment, plan, UNKNOWN, urn } from "../plans";
import { changes, message } from "../said";

const found = (resources: readonly PlanResource[], limits: unknown, more: object = {}) =>
  checkPlan(resources, {
    edition: defaultEdition(),
    settings: parseSettings({ placement: { limits }, ...more }),
    today: "2025-07-01",
  }).findings;
const placed = (resources: readonly PlanResource[], ...limits: object[]) =>
  found(
    resources,
    limits.map((limit, i) => ({ name: `limit ${i}`, ...limit })),
  ).filter((f) => f.rule === "placement");
const reasons = (resources: readonly PlanResource[], ...limits: object[]) =>
  placed(resources, ...limits).map((f) => f.reason);
/** The message of `unverified-deployment`, without its headline. */
const open = (resources: readonly PlanResource[], ...limits: object[]) =>
  found(
    resources,
    limits.map((limit, i) => ({ name: `limit ${i}`, ...limit })),
  )
    .filter((f) => f.rule === "unverified-deployment")
    .flatMap((f) => message(f).split("\n").slice(1));

const GPT41: Case = { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard", region: "eastus2" };
const GPT4O: Case = { model: "gpt-4o", version: "2024-11-20", sku: "Standard", region: "eastus2" };
const TUNED: Case = { model: "gpt-4o-mini-2024-07-18.ft-0123", version: "1", sku: "Standard", region: "swedencentral" };

/** A deployment with a capacity, or with none. */
const sized = (name: string, capacity: unknown, c: Case = GPT41): PlanResource => {
  const made = deployment(c, name);
  const inputs = made.inputs as { sku?: object };
  return { ...made, inputs: { ...inputs, sku: { name: c.sku, ...(capacity === undefined ? {} : { capacity }) } } };
};

describe("a limit", () => {
  it.each<[string, Case, object, string[]]>([
    ["regions allowed", GPT41, { regions: { allowed: ["eastus2", "swedencentral"] } }, []],
    ["a region by display name", GPT41, { regions: { allowed: ["East US 2"] } }, []],
    ["regions by pattern", GPT41, { regions: { allowed: ["*us*"] } }, []],
    ["a region not allowed", GPT41, { regions: { allowed: ["swedencentral"] } }, ["region-not-allowed"]],
    ["a region denied", GPT41, { regions: { denied: ["eastus*"] } }, ["region-denied"]],
    ["another denied", GPT41, { regions: { denied: ["westus*"] } }, []],
    ["denied overrides allowed", GPT41, { regions: { allowed: ["*"], denied: ["eastus2"] } }, ["region-denied"]],
    ["a geography", GPT41, { geographies: { allowed: ["United States"] } }, []],
    ["a group of geographies", GPT41, { geographies: { allowed: ["US"] } }, []],
    ["another geography", GPT41, { geographies: { allowed: ["Europe"] } }, ["geography-not-allowed"]],
    [
      "a geography denied",
      { ...GPT41, region: "uksouth" },
      { geographies: { denied: ["united kingdom"] } },
      ["geography-denied"],
    ],
    ["a data zone", GPT41, { dataZones: { allowed: ["US"] } }, []],
    ["another data zone", GPT41, { dataZones: { allowed: ["EU"] } }, ["data-zone-not-allowed"]],
    ["no data zone", { ...GPT41, region: "uksouth" }, { dataZones: { allowed: ["EU"] } }, ["data-zone-not-allowed"]],
    ["a data zone denied", GPT41, { dataZones: { denied: ["US"] } }, ["data-zone-denied"]],
    ["a SKU in any case", { ...GPT4O, sku: "standard" }, { skus: { allowed: ["Standard"] } }, []],
    [
      "no SKU is Standard",
      { model: "gpt-4o", version: "2024-11-20" },
      { skus: { denied: ["standard"] } },
      ["sku-denied"],
    ],
    ["SKUs by pattern", GPT41, { skus: { denied: ["Global*"] } }, ["sku-denied"]],
    ["a SKU not allowed", GPT41, { skus: { allowed: ["DataZone*", "Standard"] } }, ["sku-not-allowed"]],
    ["a SKU that nobody knows", { ...GPT41, sku: "Premium" }, { skus: { allowed: ["*"] } }, ["sku-not-allowed"]],
    ["nor does its pattern", { ...GPT41, sku: "GlobalFoo" }, { skus: { allowed: ["Global*"] } }, ["sku-not-allowed"]],
    ["but it denies", { ...GPT41, sku: "globalFOO" }, { skus: { denied: ["Global*"] } }, ["sku-denied"]],
    ["what it matches", { ...GPT41, sku: "Premium" }, { skus: { denied: ["Global*"] } }, []],
    ["a model by pattern", GPT41, { models: { allowed: ["GPT-4.1*"] } }, []],
    ["a model not allowed", GPT41, { models: { allowed: ["gpt-4o*", "o*"] } }, ["model-not-allowed"]],
    ["a version", GPT41, { models: { allowed: ["gpt-4.1 2025-*"] } }, []],
    ["another version", GPT41, { models: { allowed: ["gpt-4.1 2026-*"] } }, ["model-not-allowed"]],
    ["a version denied", GPT41, { models: { denied: ["* 2025-04-14"] } }, ["model-denied"]],
    ["the base of a fine-tuned model", TUNED, { models: { denied: ["gpt-4o-mini 2024-07-18"] } }, ["model-denied"]],
    ["and not its name", TUNED, { models: { denied: ["*.ft-*"] } }, []],
    ["a capacity", GPT41, { capacity: { deployment: 1 } }, []],
    ["too large a capacity", GPT41, { capacity: { deployment: 0 } }, ["capacity-over"]],
    ["too large a total", GPT41, { capacity: { total: 0 } }, ["total-capacity-over"]],
    [
      "all that is broken, each for itself",
      GPT41,
      { regions: { denied: ["eastus2"] }, skus: { denied: ["GlobalStandard"] }, capacity: { deployment: 0 } },
      ["region-denied", "sku-denied", "capacity-over"],
    ],
  ])("%s", (_, c, limit, expected) => {
    expect(reasons(plan(c), limit)).toEqual(expected);
  });

  it.each<[string, string, string[], boolean]>([
    ["GlobalStandard", "swedencentral", ["EU"], false],
    ["GlobalBatch", "swedencentral", ["EU", "US"], false],
    ["GlobalProvisionedManaged", "eastus", ["US"], false],
    ["DeveloperTier", "swedencentral", ["EU"], false],
    ["DataZoneStandard", "swedencentral", ["EU"], true],
    ["datazonestandard", "swedencentral", ["eu"], true],
    ["DataZoneBatch", "eastus", ["EU"], false],
    ["DataZoneProvisionedManaged", "eastus", ["US"], true],
    ["DataZoneStandard", "eastus", ["United States"], true],
    ["DataZoneStandard", "francecentral", ["Europe"], true],
    ["DataZoneStandard", "francecentral", ["France"], false],
    ["DataZoneStandard", "uksouth", ["United Kingdom"], false],
    ["Standard", "francecentral", ["France"], true],
    ["Standard", "swedencentral", ["France"], false],
    ["Standard", "northeurope", ["EU"], true],
    ["Standard", "switzerlandnorth", ["EU"], false],
    ["Standard", "norwayeast", ["EU"], false],
    ["Standard", "uksouth", ["EU"], false],
    ["Standard", "uksouth", ["EU", "United Kingdom"], true],
    ["Standard", "switzerlandnorth", ["Europe"], true],
    ["ProvisionedManaged", "Japan East", ["Japan"], true],
    ["Standard", "mars", ["EU"], false],
    ["Premium", "swedencentral", ["EU"], false],
  ])("of processing: %s in %s, for %j: %s", (sku, region, processing, passes) => {
    const expected = passes ? [] : ["processing-not-allowed"];
    expect(reasons(plan({ ...GPT41, sku, region }), { processing })).toEqual(expected);
  });

  it("finds nothing without limits", () => {
    expect(found(plan(GPT41), [])).toEqual([]);
    expect(
      checkPlan(plan(GPT41), {
        edition: defaultEdition(),
        settings: parseSettings({ placement: "mandatory" }),
        today: "2025-07-01",
      }).findings,
    ).toEqual([]);
  });

  it.each<[string, string, boolean | undefined, boolean]>([
    ["mandatory", "settings", undefined, true],
    ["disabled", "settings", undefined, false],
    ["disabled", "engine that has it on", false, true],
    ["mandatory", "engine that has it off", true, false],
  ])("with %s in the settings, by the %s, applies: %s/%s", (enforcementLevel, _, isOff, holds) => {
    const limits = [{ name: "few", capacity: { total: 1 } }];
    const settings = parseSettings({ placement: { enforcementLevel, limits } });
    expect(limitsOf(settings.rules, isOff === undefined ? undefined : () => isOff) !== undefined).toBe(holds);
  });

  it("finds nothing about models of other vendors", () => {
    const other = deployment(GPT41);
    const inputs = { ...(other.inputs as object), properties: { model: { format: "Mistral AI", name: "mistral" } } };
    expect(placed([account("eastus2"), { ...other, inputs }], { regions: { denied: ["eastus2"] } })).toEqual([]);
  });
});

describe("it applies to:", () => {
  const denied = { regions: { denied: ["eastus2"] } };
  const tagged = (tags: unknown, accountTags?: unknown): Case => ({ ...GPT41, tags, accountTags });
  const PROD = { tags: { environment: "prod*" } };
  it.each<[string, Case, object, boolean]>([
    ["the stack's name", GPT41, { for: { stacks: ["dev"] } }, true],
    ["project and stack", GPT41, { for: { stacks: ["prod", "app/*"] } }, true],
    ["another stack", GPT41, { for: { stacks: ["*/prod"] } }, false],
    ["but not this stack", GPT41, { notFor: { stacks: ["dev"] } }, false],
    ["but not another", GPT41, { notFor: { stacks: ["test"] } }, true],
    ["a tag", tagged({ environment: "production" }), { for: PROD }, true],
    ["a tag in another case", tagged({ Environment: "Production" }), { for: PROD }, true],
    ["another value", tagged({ environment: "test" }), { for: PROD }, false],
    ["no tag", GPT41, { for: PROD }, false],
    ["an empty tag", tagged({ environment: "" }), { for: PROD }, false],
    ["a tag of the account", tagged({}, { environment: "production" }), { for: PROD }, true],
    ["its own tag first", tagged({ environment: "test" }, { environment: "production" }), { for: PROD }, false],
    ["all tags", tagged({ environment: "prod", team: "a" }), { for: { tags: { environment: "*", team: "b" } } }, false],
    ["what is not production", tagged({ environment: "test" }), { notFor: PROD }, true],
    ["and production", tagged({ environment: "prod" }), { notFor: PROD }, false],
    ["a stack and a tag", tagged({ environment: "prod" }), { for: { stacks: ["test"], ...PROD } }, false],
    ["a model", GPT41, { for: { models: ["gpt-4.1 *"] } }, true],
    ["another model", GPT41, { for: { models: ["gpt-4o*"] } }, false],
    ["a SKU", GPT41, { for: { skus: ["Global*"] } }, true],
    ["another SKU", GPT41, { for: { skus: ["*Provisioned*"] } }, false],
    ["a SKU that nobody knows", { ...GPT41, sku: "GlobalFoo" }, { for: { skus: ["Global*"] } }, true],
    ["another that nobody knows", { ...GPT41, sku: "GlobalFoo" }, { for: { skus: ["DataZone*"] } }, false],
    ["but not what nobody knows", { ...GPT41, sku: "GlobalFoo" }, { notFor: { skus: ["Global*"] } }, false],
  ])("%s", (_, c, scope, holds) => {
    expect(reasons(plan(c), { ...scope, ...denied })).toEqual(holds ? ["region-denied"] : []);
  });

  it("several apply at once, and each is named with its owner", () => {
    const limits = [
      { name: "eu-only", owner: "platform@example.com", processing: ["EU"] },
      { name: "no east", regions: { denied: ["eastus*"] } },
    ];
    const all = found(plan(GPT41), limits);
    expect(all.map((f) => [f.rule, f.level, f.limit, message(f).split("\n")[0]])).toEqual([
      [
        "placement",
        "mandatory",
        "eu-only",
        'gpt-4.1 2025-04-14 as GlobalStandard in eastus2 breaks the limit "eu-only" of platform@example.com: GlobalStandard processes data in any geography; allowed: EU.',
      ],
      [
        "placement",
        "mandatory",
        "no east",
        'gpt-4.1 2025-04-14 as GlobalStandard in eastus2 breaks the limit "no east": region eastus2 is denied.',
      ],
    ]);
  });
});

describe("ways out", () => {
  const last = (c: Case, ...limits: object[]) =>
    message(placed(plan(c), ...limits)[0])
      .split("\n")
      .at(-1);
  it.each<[string, Case, object[], string]>([
    [
      "another region",
      GPT41,
      [{ regions: { allowed: ["swedencentral", "polandcentral"] } }],
      "To pass: region polandcentral, swedencentral.",
    ],
    [
      "a change that passes the other limits too",
      GPT41,
      [
        { regions: { denied: ["eastus*"] } },
        { dataZones: { allowed: ["EU"] } },
        { geographies: { denied: ["Poland", "Sweden"] } },
      ],
      "To pass: region francecentral, germanywestcentral, italynorth (and 2 more regions).",
    ],
    [
      "two changes at once",
      { ...GPT4O, sku: "GlobalStandard" },
      [{ processing: ["EU"] }],
      "To pass: sku Standard in region francecentral, swedencentral.",
    ],
    [
      "nothing but what the document leaves open",
      GPT41,
      [{ processing: ["EU"] }],
      "Within the limits, the document does not say whether it offers: sku DataZoneStandard in region northeurope, swedencentral, westeurope (and 5 more regions).",
    ],
    [
      "nothing at all",
      GPT41,
      [{ models: { denied: ["*"] } }],
      "Nothing that the document offers in its place keeps to the limits.",
    ],
    ["a smaller capacity", GPT41, [{ capacity: { deployment: 0 } }], "To pass: capacity 0 or less."],
    [
      "another SKU of a fine-tuned model",
      { ...TUNED, sku: "GlobalStandard" },
      [{ skus: { allowed: ["Standard"] } }],
      "Within the limits, the document does not say whether it offers: sku Standard in this region.",
    ],
  ])("%s", (_, c, limits, expected) => {
    expect(last(c, ...limits)).toBe(expected);
  });

  it("limit the ways out of other rules too", () => {
    const nano: Case = { ...GPT41, model: "gpt-4.1-nano", region: "eastus" };
    const limit = { name: "l", regions: { allowed: ["eastus", "westus"] } };
    const [blocked] = found(plan(nano), [limit]);
    expect(blocked?.rule).toBe("model-availability");
    expect(changes(blocked)).toEqual(["region westus"]);
  });
});

describe("totals", () => {
  const total = { name: "quota", owner: "the platform team", capacity: { total: 300 } };
  const of = (resources: readonly PlanResource[], limit: object = total) =>
    found(resources, [limit]).filter((f) => f.rule === "placement");

  it("names the parts of the sum, and the excess", () => {
    const resources = [account("eastus2"), sized("titles", 100), sized("chat", 200), sized("summaries", 150)];
    const [finding, ...others] = of(resources);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      rule: "placement",
      level: "mandatory",
      reason: "total-capacity-over",
      limit: "quota",
      asked: { model: "gpt-4.1", region: "eastus2", sku: "GlobalStandard" },
      about: "stack",
      stack: "app/dev",
    });
    expect(message(finding)).toBe(
      [
        'gpt-4.1 as GlobalStandard in eastus2 breaks the limit "quota" of the platform team: capacity 450 in total over stack app/dev, 150 more than 300.',
        "It adds up from: chat 200, summaries 150, titles 100.",
        "To pass: capacity 300 or less in total.",
      ].join("\n"),
    );
    expect(finding?.urn).toBeUndefined();
    expect(of([...resources].reverse())).toEqual([finding]);
  });

  it.each<[string, PlanResource[], boolean]>([
    ["as much as there may be", [sized("a", 200), sized("b", 100)], false],
    ["one that is too large alone", [sized("a", 301)], true],
    ["a number as text", [sized("a", "200"), sized("b", "101")], true],
    ["another model", [sized("a", 200), sized("b", 200, { ...GPT41, model: "gpt-4.1-mini" })], false],
    [
      "another version of the model",
      [sized("a", 200, GPT4O), sized("b", 200, { ...GPT4O, version: "2024-08-06" })],
      true,
    ],
    ["another SKU that counts alike", [sized("a", 200), sized("b", 200, { ...GPT41, sku: "DataZoneStandard" })], true],
    ["provisioned units", [sized("a", 200), sized("b", 200, { ...GPT41, sku: "ProvisionedManaged" })], false],
    ["an unknown one beside", [sized("a", 301), sized("b", UNKNOWN)], true],
  ])("%s", (_, deployments, over) => {
    expect(of([account("eastus2"), ...deployments]).map((f) => f.reason)).toEqual(over ? ["total-capacity-over"] : []);
  });

  it("are separate for each region and stack", () => {
    const there = { ...account("swedencentral", undefined, "there") };
    const elsewhere = (r: PlanResource) => ({ ...r, inputs: { ...(r.inputs as object), accountName: "there" } });
    expect(of([account("eastus2"), there, sized("a", 200), elsewhere(sized("b", 200))])).toEqual([]);
    const other = (r: PlanResource) => ({ ...r, urn: r.urn.replace(":dev::", ":test::") });
    expect(of([account("eastus2"), sized("a", 200), other(sized("a", 200))])).toEqual([]);
  });

  it("count only deployments that the limit applies to", () => {
    const resources = [
      account("eastus2"),
      sized("a", 200),
      sized("b", 200, { ...GPT41, tags: { environment: "test" } }),
    ];
    const production = { ...total, notFor: { tags: { environment: "test" } } };
    expect(of(resources, production)).toEqual([]);
    expect(of(resources)).toHaveLength(1);
  });

  it("name the ten largest, and count the rest", () => {
    const many = Array.from({ length: 12 }, (_, i) => sized(`d${i}`, 100 + i));
    expect(message(of([account("eastus2"), ...many])[0])).toContain("d2 102, 2 more 201.");
  });

  it("are waived by stack", () => {
    const waiver = { rule: "placement", stack: "app/dev", reason: "r", owner: "o", expires: "2025-12-31" };
    const resources = [account("eastus2"), sized("a", 400)];
    const [finding] = found(resources, [total], { waivers: [waiver] });
    expect(finding?.waiver).toEqual(waiver);
  });
});

describe("an unknown value", () => {
  const cannot = 'It is not known whether it keeps to the limit "limit 0".';
  const capacity = { capacity: { deployment: 9 } };
  const prod = { for: { tags: { environment: "prod" } } };
  it.each<[string, PlanResource[], object, string[]]>([
    [
      "a capacity",
      [account("eastus2"), sized("a", UNKNOWN)],
      capacity,
      ["capacity is not known before the update. Set sku.capacity to a plain whole number.", cannot],
    ],
    [
      "a capacity that is not given",
      [account("eastus2"), sized("a", undefined)],
      { capacity: { total: 9 } },
      [
        "capacity is not given, and the service's default is not documented. Set sku.capacity to a plain whole number.",
        cannot,
      ],
    ],
    [
      "an invalid capacity",
      [account("eastus2"), sized("a", 1.5)],
      capacity,
      ["capacity is not a whole number. Set sku.capacity to a plain whole number.", cannot],
    ],
    [
      "a capacity that no limit needs",
      [account("eastus2"), sized("a", UNKNOWN)],
      { processing: ["US"], for: { stacks: ["x"] } },
      [],
    ],
    [
      "a tag that decides",
      plan({ ...GPT41, tags: { environment: UNKNOWN } }),
      { ...prod, regions: { denied: ["eastus2"] } },
      [
        "tag environment is not known before the update. Give it as a plain value, on the deployment or on its account.",
        cannot,
      ],
    ],
    [
      "a tag that does not",
      plan({ ...GPT41, tags: { environment: UNKNOWN } }),
      { ...prod, regions: { denied: ["westus"] } },
      [],
    ],
    [
      "all tags",
      plan({ ...GPT41, tags: UNKNOWN }),
      { ...prod, regions: { denied: ["eastus2"] } },
      [
        "training is not known before the update. Set the tag aoai-training to standard, data-zone, global or developer.",
        "purpose is not known before the update. Give the tag aoai-purpose as a plain value.",
        "tag environment is not known before the update. Give it as a plain value, on the deployment or on its account.",
        cannot,
      ],
    ],
    [
      "a version that is not given",
      plan({ ...GPT41, version: undefined }),
      { models: { allowed: ["gpt-4.1 2025-04-14"] } },
      ["version is not given: the service picks it. Set model.version.", cannot],
    ],
    [
      "a version that does not matter",
      plan({ ...GPT41, version: undefined }),
      { models: { allowed: ["gpt-4.1 *"] } },
      [],
    ],
  ])("%s", (_, resources, limit, expected) => {
    expect(open(resources, limit)).toEqual(expected);
    expect(placed(resources, limit)).toEqual([]);
  });

  it("is reported once, if the document needs it too", () => {
    const lines = open(
      plan({ ...GPT41, region: UNKNOWN }),
      { regions: { allowed: ["eastus2"] } },
      { processing: ["US"], for: { skus: ["Standard"] } },
    );
    expect(lines).toHaveLength(2);
    expect(lines[1]).toBe(cannot);
  });

  it.each<[string, Case, object]>([
    ["a Global SKU, wherever", { ...GPT41, region: UNKNOWN }, { processing: ["EU"] }],
    ["a region outside, whichever SKU", { ...GPT41, sku: UNKNOWN }, { processing: ["EU"] }],
    ["a model, whichever version", { ...GPT41, version: UNKNOWN }, { models: { denied: ["gpt-4.1"] } }],
    ["a SKU, wherever", { ...GPT41, region: UNKNOWN }, { skus: { denied: ["Global*"] } }],
  ])("does not hide a limit that every value breaks: %s", (_, c, limit) => {
    expect(reasons(plan(c), limit)).toHaveLength(1);
  });
});

describe("capacity and tags", () => {
  const D = "azure-native:cognitiveservices:Deployment";
  const model = { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" };
  const id = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/openai";
  const one = (type: string, inputs: object): PlanResource => ({ urn: urn(type, "chat"), type, name: "chat", inputs });
  const AZAPI = "azapi:index/resource:Resource";
  const azapi = { type: "Microsoft.CognitiveServices/accounts/deployments@2024-10-01", parentId: id };
  const template = {
    resources: [
      {
        type: "Microsoft.CognitiveServices/accounts",
        name: "openai",
        location: "eastus2",
        tags: { Environment: "[concat('pr', 'od')]" },
      },
      {
        type: "Microsoft.CognitiveServices/accounts/deployments",
        name: "openai/chat",
        sku: { name: "GlobalStandard", capacity: "[mul(5, 10)]" },
        properties: { model },
      },
    ],
  };
  it.each<[string, PlanResource]>([
    [
      "azure-native",
      one(D, { accountName: "openai", properties: { model }, sku: { name: "GlobalStandard", capacity: 50 } }),
    ],
    [
      "legacy scale settings",
      one(D, { accountName: "openai", properties: { model, scaleSettings: { scaleType: "Standard", capacity: 50 } } }),
    ],
    [
      "classic",
      one("azure:cognitive/deployment:Deployment", {
        cognitiveAccountId: id,
        model,
        sku: { name: "GlobalStandard", capacity: 50 },
      }),
    ],
    [
      "classic, as it was",
      one("azure:cognitive/deployment:Deployment", {
        cognitiveAccountId: id,
        model,
        scale: { type: "Standard", capacity: 50 },
      }),
    ],
    ["azapi", one(AZAPI, { ...azapi, body: { sku: { name: "GlobalStandard", capacity: 50 }, properties: { model } } })],
    [
      "azapi, in JSON",
      one(AZAPI, {
        ...azapi,
        body: JSON.stringify({ sku: { name: "GlobalStandard", capacity: 50 }, properties: { model } }),
      }),
    ],
    ["a template", one("azure-native:resources:Deployment", { resourceGroupName: "rg", properties: { template } })],
  ])("%s", (_, resource) => {
    const limit = { for: { tags: { environment: "prod" } }, capacity: { deployment: 49 } };
    const resources = [account("eastus2", { environment: "prod" }), resource];
    expect(reasons(resources, limit)).toEqual(["capacity-over"]);
    expect(reasons(resources, { ...limit, capacity: { deployment: 50 } })).toEqual([]);
  });

  it("an update does not change omitted values, which are not known", () => {
    const update = {
      ...one("azapi:index/updateResource:UpdateResource", {
        type: azapi.type,
        resourceId: `${id}/deployments/chat`,
        body: { sku: { name: "GlobalStandard" }, properties: { model } },
      }),
    };
    const lines = open([account("eastus2"), update], { capacity: { deployment: 1 } });
    expect(lines[0]).toMatch(/^capacity is not changed by the update, and not in the plan\./);
  });

  it("names the deployment of a template", () => {
    const resource = one("azure-native:resources:Deployment", { resourceGroupName: "rg", properties: { template } });
    const [finding] = placed([resource], { capacity: { deployment: 1 } });
    expect(finding?.nested).toBe("deployment chat of account openai");
    const [total] = placed([resource], { capacity: { total: 1 } });
    expect(message(total)).toContain("It adds up from: chat (deployment chat of account openai) 50.");
  });
});

describe("wrong settings", () => {
  const problem = (limit: object) => {
    try {
      parseSettings({ placement: { limits: [{ name: "l", ...limit }] } });
    } catch (error) {
      if (error instanceof SettingsError) return error.problems.map((p) => p.replace("placement.limits[0]", "l"));
      throw error;
    }
    return [];
  };
  it.each<[object, string]>([
    [{}, "l: limits nothing: expected regions, geographies, dataZones, skus, models, processing or capacity"],
    [{ regions: {} }, "l.regions: expected allowed, denied or both, found neither"],
    [{ regions: { allowed: [] } }, "l.regions.allowed: expected at least one, found none"],
    [
      { regions: { allowed: ["swedencentrl"] } },
      'l.regions.allowed[0]: expected an Azure region, found "swedencentrl"; did you mean "swedencentral"?',
    ],
    [
      { regions: { denied: ["mars*"] } },
      'l.regions.denied[0]: expected a pattern that matches an Azure region, found "mars*"',
    ],
    [{ regions: ["eastus"] }, "l.regions: expected a mapping, found a list: write { allowed: [eastus] }"],
    [
      { geographies: { allowed: ["EU"] } },
      'l.geographies.allowed[0]: expected an Azure geography, found "EU", which is a data zone: write geographies: { allowed: [Europe] } for where accounts may be, or processing: [EU] for where data may be processed',
    ],
    [
      { geographies: { allowed: ["Germny"] } },
      'l.geographies.allowed[0]: expected an Azure geography, found "Germny"; did you mean "Germany"?',
    ],
    [{ dataZones: { allowed: ["EUU"] } }, 'l.dataZones.allowed[0]: "EUU" is not known; did you mean "EU"?'],
    [
      { skus: { allowed: ["GlobalStandrd"] } },
      'l.skus.allowed[0]: expected a deployment SKU, found "GlobalStandrd"; did you mean "GlobalStandard"?',
    ],
    [
      { processing: ["Narnia"] },
      'l.processing[0]: expected a data zone (EU, US, APAC) or an Azure geography, found "Narnia"',
    ],
    [
      { models: { allowed: ["a b c"] } },
      'l.models.allowed[0]: expected a model, or a model and a version with a blank between, found "a b c"',
    ],
    [
      { models: { denied: ["gpt-3.5-turbo 0125"] } },
      'l.models.denied[0]: no model is named "gpt-3.5-turbo 0125"; did you mean "gpt-35-turbo"?',
    ],
    [{ capacity: {} }, "l.capacity: expected deployment, total or both, found neither"],
    [{ capacity: { total: -1 } }, "l.capacity.total: expected 0 or more, found -1"],
    [{ capacity: { total: 1.5 } }, "l.capacity.total: expected a whole number, found 1.5"],
    [{ processing: ["EU"], for: {} }, "l.for: expected stacks, tags, skus or models, found none of them"],
    [
      { processing: ["EU"], for: { stacks: ["a/b/c"] } },
      expect.stringMatching(/^l\.for\.stacks\[0\]: no stack can match: .* without an organisation, found "a\/b\/c"$/),
    ],
    [{ processing: ["EU"], for: { tags: { a: 1 } } }, "l.for.tags.a: expected text, found 1"],
    [{ region: ["eastus"] }, 'l.region: unknown setting; did you mean "regions"?'],
    [{ regions: { allow: ["eastus"] } }, 'l.regions.allow: unknown setting; did you mean "allowed"?'],
  ])("%j: %s", (limit, message) => {
    expect(problem(limit)).toEqual([message]);
  });

  it("but not unknown names of models", () => {
    expect(problem({ models: { denied: ["gpt-9", "gpt-9-mini 2027-*"] } })).toEqual([]);
  });

  it("two limits with one name", () => {
    const limit = { name: "a", processing: ["EU"] };
    expect(() => parseSettings({ placement: { limits: [limit, limit] } })).toThrow(
      'placement.limits[1].name: there is a limit "a" before',
    );
  });

  it("are named by file and line", () => {
    const text =
      "placement:\n  limits:\n    - name: eu\n      regions:\n        allowed: [swedencentral, swedensouf]\n";
    expect(() => readSettings("guard.yaml", Buffer.from(text))).toThrow(
      /^guard\.yaml:5:34: placement\.limits\[0\]\.regions\.allowed\[1\]: expected an Azure region, found "swedensouf"/,
    );
  });

  it("show unprintable characters", () => {
    const limit = { name: "a\u001b[31m\nb", owner: "\u202eo", regions: { denied: ["eastus2"] } };
    expect(message(placed(plan(GPT41), limit)[0])).toContain('the limit "a\\u{1b}[31m b" of \\u{202e}o:');
  });
});

it("names the stack of a total, also if the limit's name contains stacks", () => {
  const limits = [{ name: "max over stack app/prod, and others", capacity: { total: 100 } }];
  const at = (stack: string, capacity: number) =>
    [account("eastus2"), sized("chat", capacity)].map((r) => ({ ...r, urn: r.urn.replace(":dev:", `:${stack}:`) }));
  const { findings } = checkPlan([...at("dev", 150), ...at("prod", 50)], {
    edition: defaultEdition(),
    settings: parseSettings({ placement: { limits } }),
    today: "2025-07-01",
  });
  expect(findings.map((f) => [f.rule, f.stack])).toEqual([["placement", "app/dev"]]);
});

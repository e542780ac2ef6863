/** Repairs: inputs before and after, what does not change, and that a second repair changes nothing. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Edition, indexEdition } from "../../../catalog/edition/edition";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { SKUS } from "../../../catalog/names/skus";
import type { UnlevelledFinding } from "../../../policy/finding";
import { makeRepairs } from "../../../policy/judging/repair";
import { Session, type StackResource } from "../../../policy/pack/session";
import type { PlanResource } from "../../../policy/plan/resource";
import type { RuleName } from "../../../policy/rule-name";
import { RULES } from "../../../policy/rules";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { entry, imported, sku } from "../../catalog/support";
import { account, deployment, UNKNOWN, urn } from "../plans";
import { message } from "../said";

const TODAY = "2025-07-01";
const ALL: readonly RuleName[] = ["model-availability", "known-model", "unverified-deployment", "pinned-version"];

interface Run {
  readonly rules?: readonly RuleName[];
  readonly settings?: object;
  readonly ignored?: readonly string[];
  readonly edition?: Edition;
  readonly today?: string;
}

/** Repairs a resource by all rules at level `remediate`, one after the other, like the pack. */
function repaired(resource: PlanResource, before: readonly PlanResource[] = [], run: Run = {}): unknown {
  const { rules = ALL, settings = {}, ignored = [], edition = defaultEdition(), today = TODAY } = run;
  const session = new Session(edition, today);
  session.configure("model-availability", settings as Record<string, unknown>);
  for (const r of before) session.register("model-availability", () => r, r.urn);
  let inputs: unknown;
  for (const rule of RULES.filter((r) => rules.includes(r.name))) {
    const now = inputs ?? resource.inputs;
    inputs = session.repair(rule.name, { ...resource, inputs: now }, now, ignored) ?? inputs;
  }
  return inputs;
}

const CHAT = { accountName: "openai", resourceGroupName: "rg" };
const GPT41 = { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" };
const GLOBAL = { name: "GlobalStandard", capacity: 1 };
const chat = (model: unknown, sku: unknown = GLOBAL, more: object = {}) => ({
  ...CHAT,
  properties: { model, versionUpgradeOption: "NoAutoUpgrade", ...more },
  ...(sku === undefined ? {} : { sku }),
});
const NO_SKU = (properties: object) => ({ ...CHAT, properties });

const deploymentOf = (inputs: unknown): PlanResource => deployment({ inputs });
const repairChat = (inputs: unknown, run: Run = {}, region: unknown = "eastus2") =>
  repaired(deploymentOf(inputs), [account(region)], run);

describe("a deployment is repaired:", () => {
  it.each<[string, readonly RuleName[], unknown, unknown]>([
    [
      "sku inside properties",
      ["unverified-deployment"],
      NO_SKU({ model: GPT41, sku: { name: "GlobalStandard", capacity: UNKNOWN } }),
      { ...CHAT, properties: { model: GPT41 }, sku: { name: "GlobalStandard", capacity: UNKNOWN } },
    ],
    [
      "sku inside properties, and its name",
      ["unverified-deployment"],
      NO_SKU({ model: GPT41, sku: { name: "globalstandard" } }),
      { ...CHAT, properties: { model: GPT41 }, sku: { name: "GlobalStandard" } },
    ],
    ["format in lower case", ["unverified-deployment"], chat({ ...GPT41, format: "openai" }), chat(GPT41)],
    ["format in two words", ["unverified-deployment"], chat({ ...GPT41, format: "Open AI" }), chat(GPT41)],
    [
      "version as a number",
      ["unverified-deployment"],
      chat({ format: "OpenAI", name: "gpt-35-turbo", version: 1106 }),
      chat({ format: "OpenAI", name: "gpt-35-turbo", version: "1106" }),
    ],
    ["name in capitals", ["known-model"], chat({ ...GPT41, name: "GPT-4.1" }), chat(GPT41)],
    [
      "sku in lower case",
      ["model-availability"],
      chat(GPT41, { name: "globalstandard" }),
      chat(GPT41, { name: "GlobalStandard" }),
    ],
    [
      "version in capitals",
      ["model-availability"],
      chat({ format: "OpenAI", name: "gpt-4", version: "Turbo-2024-04-09" }),
      chat({ format: "OpenAI", name: "gpt-4", version: "turbo-2024-04-09" }),
    ],
    ["version omitted", ["pinned-version"], chat({ format: "OpenAI", name: "gpt-4.1" }), chat(GPT41)],
    [
      "everything at once",
      ALL,
      NO_SKU({ model: { format: "openai", name: "GPT-4.1" }, sku: { name: "globalstandard" } }),
      { ...CHAT, properties: { model: GPT41 }, sku: { name: "GlobalStandard" } },
    ],
  ])("%s", (_, rules, before, after) => {
    expect(repairChat(before, { rules })).toEqual(after);
    expect(repairChat(after, { rules })).toBeUndefined();
  });

  const GPT4O = { format: "OpenAI", name: "gpt-4o" };
  it.each<[string, unknown, Run?, unknown?]>([
    ["nothing to repair", chat(GPT41)],
    [
      "another rule's business",
      chat({ ...GPT41, name: "GPT-4.1" }, { name: "globalstandard" }),
      { rules: ["pinned-version", "unverified-deployment"] },
    ],
    ["a name that only comes near", chat({ ...GPT41, name: "gpt41" })],
    ["a SKU that only comes near", chat(GPT41, { name: "Global Standard" })],
    ["a number of which a zero may be gone", chat({ format: "OpenAI", name: "gpt-35-turbo", version: 613 })],
    ["a version that several could be", chat(GPT4O)],
    ["a version that none can be", chat({ format: "OpenAI", name: "gpt-4.1" }, { name: "Standard" })],
    ["a version in a region that is not known", chat({ format: "OpenAI", name: "gpt-4.1" }), {}, UNKNOWN],
    ["a version of a SKU that is not known", chat({ format: "OpenAI", name: "gpt-4.1" }, { name: UNKNOWN })],
    ["a version that is not known", chat({ ...GPT41, version: UNKNOWN })],
    [
      "a version of which the document does not say",
      chat({ format: "OpenAI", name: "gpt-4.1" }, { name: "GlobalBatch" }),
    ],
    ["a version to which access is granted", chat({ format: "OpenAI", name: "gpt-image-1" }), {}, "westus3"],
    ["a version where the SKU is misplaced", NO_SKU({ model: GPT4O, sku: GLOBAL }), { rules: ["pinned-version"] }],
    ["a name that is not known", chat({ ...GPT41, name: UNKNOWN })],
    ["a name of a format that is not known", chat({ ...GPT41, name: "GPT-4.1", format: UNKNOWN })],
    ["another vendor's format", chat({ ...GPT41, name: "GPT-4.1", format: "Meta" }, { name: "globalstandard" })],
    ["a SKU inside properties that is not known", NO_SKU({ model: GPT41, sku: UNKNOWN })],
    ["a SKU inside properties without a name", NO_SKU({ model: GPT41, sku: { capacity: 1 } })],
    ["a second SKU inside properties", chat(GPT41, GLOBAL, { sku: { name: "standard" } })],
    [
      "legacy scale settings",
      NO_SKU({
        model: { format: "OpenAI", name: "gpt-4o", version: "2024-11-20" },
        scaleSettings: { scaleType: "standard" },
      }),
    ],
    ["what is ignored", chat({ ...GPT41, name: "GPT-4.1" }), { ignored: ["properties.model"] }],
    ["a part of what is ignored", NO_SKU({ model: GPT41, sku: GLOBAL }), { ignored: ['properties["sku"].name'] }],
    ["everything, where all is ignored", chat({ ...GPT41, name: "GPT-4.1" }), { ignored: ["*"] }],
    [
      "a fine-tuned model",
      chat(
        { format: "OpenAI", name: "GPT-4o-mini-2024-07-18.ft-0123456789abcdef", version: "1" },
        { name: "Standard" },
      ),
    ],
    ["inputs that are nothing", {}],
    ["inputs that are not known", { properties: UNKNOWN, sku: UNKNOWN }],
  ])("not %s", (_, inputs, run, region) => {
    expect(repairChat(inputs, run, region)).toBeUndefined();
  });

  const TURBO = { format: "OpenAI", name: "gpt-35-turbo" };
  it.each([
    ["assistants", "0125"],
    ["", undefined],
  ])("version omitted, for the purposes inference and %j", (purpose, version) => {
    const tagged = { ...chat(TURBO, { name: "Standard" }), tags: { "aoai-purpose": purpose } };
    const after = version && { ...tagged, ...chat({ ...TURBO, version }, { name: "Standard" }) };
    expect(repairChat(tagged, {}, "westus3")).toEqual(after);
  });

  // The list is of 2026-02-01.
  const listed = (retires: string, isDefaultVersion: boolean) =>
    indexEdition(
      imported([
        [
          entry("EastUS2", "gpt-4o", "2024-05-13", [sku("Standard", retires)], { isDefaultVersion }),
          entry("EastUS2", "gpt-4o", "2024-11-20", ["Standard"]),
        ],
      ]).data,
    );
  it.each([
    ["2026-02-01", false, "2024-11-20"],
    ["2026-02-01, though it is still the default", true, undefined],
    // Microsoft changes dates: a date that has passed only since the list was made rules nothing out.
    ["2026-06-30", false, undefined],
  ])("version omitted, if another one retires on %s", (day, isDefault, version) => {
    const model = { format: "OpenAI", name: "gpt-4o" };
    const after = version && chat({ ...model, version }, { name: "Standard" });
    const run = { edition: listed(day.slice(0, 10), isDefault), today: "2026-06-30" };
    expect(repairChat(chat(model, { name: "Standard" }), run)).toEqual(after);
  });

  it("as a generic resource", () => {
    const type = "azure-native:resources:Resource";
    const generic = (model: object) => ({
      resourceProviderNamespace: "Microsoft.CognitiveServices",
      resourceType: "deployments",
      parentResourcePath: "accounts/openai",
      ...chat(model),
    });
    const resource = { urn: urn(type, "chat"), type, name: "chat", inputs: generic({ ...GPT41, name: "GPT-4.1" }) };
    expect(repaired(resource, [account("eastus2")])).toEqual(generic(GPT41));
  });

  it("not what a waiver covers, until it is expired", () => {
    const bad = chat({ format: "OpenAI", name: "gpt-4.1" });
    const waivers = (expires: string) => ({
      settings: { waivers: [{ rule: "pinned-version", stack: "dev", reason: "tried out", owner: "me", expires }] },
    });
    expect(repairChat(bad, waivers("2025-12-31"))).toBeUndefined();
    expect(repairChat(bad, waivers("2025-06-30"))).toEqual(chat(GPT41));
  });

  it.each([
    "azure-native:cognitiveservices/v20241001:Deployment",
    "azure-native_cognitiveservices_v20240601preview:cognitiveservices:Deployment",
    "azure-native_cognitiveservices_v20240601preview:cognitiveservices/v20240601preview:Deployment",
  ])("as %s", (type) => {
    const resource = { ...deploymentOf(chat({ ...GPT41, name: "GPT-4.1" })), type, urn: urn(type, "chat") };
    expect(repaired(resource, [account("eastus2")])).toEqual(chat(GPT41));
  });

  const ID = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/openai";
  const classic = (model: object, more: object): PlanResource => ({
    urn: urn("azure:cognitive/deployment:Deployment", "chat"),
    type: "azure:cognitive/deployment:Deployment",
    name: "chat",
    inputs: { cognitiveAccountId: ID, model, ...more },
  });
  it.each([
    ["sku", { sku: { name: "globalstandard" } }, { sku: { name: "GlobalStandard" } }],
    ["scale", { scale: { type: "globalstandard" } }, { scale: { type: "GlobalStandard" } }],
  ])("of the classic provider, with %s", (_, before, after) => {
    const resource = classic({ format: "OpenAI", name: "GPT-4.1" }, before);
    expect(repaired(resource, [account("eastus2")])).toEqual({ cognitiveAccountId: ID, model: GPT41, ...after });
  });

  it.each<[string, object]>([
    [
      "azapi:index/resource:Resource",
      {
        type: "Microsoft.CognitiveServices/accounts/deployments@2024-10-01",
        parentId: ID,
        body: chat({ ...GPT41, name: "GPT-4.1" }),
      },
    ],
    ["azure-native:storage:StorageAccount", chat({ ...GPT41, name: "GPT-4.1" })],
  ])("not as %s", (type, inputs) => {
    expect(repaired({ urn: urn(type, "chat"), type, name: "chat", inputs }, [account("eastus2")])).toBeUndefined();
  });
});

describe("an account is moved:", () => {
  const settings = { moveRegions: { "France Central": "swedencentral", westus: "West US 3" } };
  const move = (inputs: object, type?: string) => {
    const made = account("francecentral");
    const resource = { ...made, ...(type ? { type, urn: urn(type, "openai") } : {}) };
    return repaired({ ...resource, inputs: { ...Object(made.inputs), ...inputs } }, [], { settings });
  };
  const moved = (location: string, kind = "OpenAI") => ({ ...Object(account(location).inputs), kind });

  it.each<[string, object, unknown]>([
    ["by id", {}, moved("swedencentral")],
    ["by display name", { location: "France Central" }, moved("swedencentral")],
    ["to a display name", { location: "westus" }, moved("westus3")],
    ["of kind AIServices", { kind: "AIServices" }, moved("swedencentral", "AIServices")],
    ["not out of another region", { location: "eastus" }, undefined],
    ["not out of one that is not known", { location: UNKNOWN }, undefined],
    ["not of another kind", { kind: "SpeechServices" }, undefined],
    ["not of a kind that is not known", { kind: UNKNOWN }, undefined],
    ["not of a kind that is not given", { kind: undefined }, undefined],
  ])("%s", (_, inputs, after) => {
    expect(move(inputs)).toEqual(after);
  });

  it("of the classic provider", () => {
    expect(move({}, "azure:cognitive/account:Account")).toMatchObject({ location: "swedencentral" });
    expect(move({ kind: undefined }, "azure:cognitive/aIServices:AIServices")).toMatchObject({
      location: "swedencentral",
    });
  });

  it("not without the setting", () => {
    expect(repaired(account("francecentral"))).toBeUndefined();
  });

  it.each<[object, RegExp]>([
    [{ francecentral: "swedencentral", "France Central": "westus" }, /"?France Central"?: this region is given twice/],
    [
      { eastus: "westus", westus: "eastus2" },
      /eastus: expected a region that no account is moved out of, found "westus"/,
    ],
    [{ eastus: "East US" }, /no account is moved out of, found "East US"/],
    [{ eastus: "swedencentrl" }, /eastus: .*did you mean "swedencentral"/],
    [{ nowhere: "eastus2" }, /nowhere: expected an Azure region, found "nowhere"/],
  ])("never by %j", (moveRegions, problem) => {
    expect(() => parseSettings({ "model-availability": { moveRegions } })).toThrow(problem);
  });
});

describe("a finding says why it was not repaired:", () => {
  const unpinned = { ...chat({ format: "OpenAI", name: "gpt-4.1" }) };
  const put = 'properties.model.version "2025-04-14" is added, the only version on offer as GlobalStandard in eastus2.';
  const told = (found: readonly UnlevelledFinding[]) => found.map((f) => [message(f).split("\n").at(-1), f.levelBound]);
  const start = (resource: PlanResource, settings: object = {}, isNamed = false) => {
    const file = { path: "/f.yaml", settings: parseSettings(settings) };
    const session = new Session(defaultEdition(), TODAY, {
      ...(isNamed ? {} : { file }),
      readFile: () => file.settings,
    });
    session.configure("known-model", isNamed ? { settingsFile: "/f.yaml" } : {});
    for (const r of [account("eastus2")]) session.register("known-model", () => r, r.urn);
    const repair = () => session.repair("pinned-version", resource, resource.inputs, []);
    const register = () => session.register("known-model", () => resource, resource.urn);
    return { session, repair, register };
  };

  it("the inputs stay as they are, in policy analyze", () => {
    const resource = deploymentOf(unpinned);
    const { session, repair, register } = start(resource);
    expect(repair()).toEqual(chat(GPT41));
    register();
    expect(session.isRepaired(resource.urn)).toBe(false);
    expect(told(session.findings("pinned-version", resource.urn))).toEqual([
      [`What a preview or an update repairs here: ${put}`, undefined],
    ]);
  });

  it("the account becomes known only at the end of a preview, and the finding does not block", () => {
    const resource = deploymentOf({ ...unpinned, accountName: UNKNOWN });
    const { session, repair, register } = start(resource);
    expect(repair()).toBeUndefined();
    register();
    const seen: StackResource[] = [
      { ...account("eastus2"), propertyDependencies: {} },
      { ...resource, propertyDependencies: { accountName: [account("").urn] } },
    ];
    session.complete("known-model", () => seen);
    expect(told(session.remaining("pinned-version"))).toEqual([[`The update repairs it: ${put}`, "at most advisory"]]);
  });

  it("the account comes after the deployment, and the finding blocks", () => {
    const resource = deploymentOf({ ...unpinned, accountName: "later" });
    const { session, repair, register } = start(resource);
    expect(repair()).toBeUndefined();
    register();
    const later = account("eastus2", undefined, "later");
    session.register("known-model", () => later, later.urn);
    session.complete("known-model", () => []);
    expect(told(session.remaining("pinned-version"))).toEqual([["To pin it: version 2025-04-14.", undefined]]);
  });

  it("a waived repair of another rule does not keep this one from waiting for the update", () => {
    const resource = deploymentOf({
      ...chat({ format: "OpenAI", name: "gpt-4.1" }, { name: "globalstandard" }),
      accountName: UNKNOWN,
    });
    const { session, repair, register } = start(resource);
    expect(session.repair("model-availability", resource, resource.inputs, ["sku.name"])).toBeUndefined();
    repair();
    register();
    const dependencies = { propertyDependencies: { accountName: [account("").urn] } };
    session.complete("known-model", () => [{ ...resource, ...dependencies }]);
    expect(told(session.remaining("pinned-version"))).toEqual([
      [expect.stringMatching(/^The update repairs it/), "at most advisory"],
    ]);
  });

  it.each([
    ["remediate", /^Not repaired, since Pulumi does not know .*is added/],
    ["mandatory", /^To pin it: version 2025-04-14\.$/],
  ])("Pulumi does not learn that a file in its configuration says %s", (level, line) => {
    const resource = deploymentOf(unpinned);
    const { session, register } = start(resource, { "pinned-version": level }, true);
    register();
    expect(told(session.findings("pinned-version", resource.urn))).toEqual([[expect.stringMatching(line), undefined]]);
  });

  it("repairs nothing if such a file disagrees with Pulumi", () => {
    expect(start(deploymentOf(unpinned), { "pinned-version": "advisory" }, true).repair()).toBeUndefined();
    expect(start(deploymentOf(unpinned), { all: "remediate" }, true).repair()).toEqual(chat(GPT41));
  });

  it.each([
    ["remediate", `What a preview or an update repairs here: ${put}`],
    ["mandatory", undefined],
  ])("the command line changes nothing, at level %s", (level, line) => {
    const { findings } = checkPlan([account("eastus2"), deploymentOf(unpinned)], {
      edition: defaultEdition(),
      settings: parseSettings({ "pinned-version": level }),
      today: TODAY,
    });
    expect(findings.map((f) => [f.rule, f.level, message(f).split("\n")[2]])).toEqual([
      ["pinned-version", "mandatory", line],
    ]);
  });
});

class Closed {
  constructor(readonly value: unknown) {}
}

describe("making repairs", () => {
  const name = { place: ["model", "name"], after: "b" };
  const move = { place: ["sku"], from: ["properties", "sku"] };
  it.each<[string, unknown, Parameters<typeof makeRepairs>[1], unknown]>([
    ["moves a secret as it is", { properties: { sku: new Closed(1) } }, [move], { properties: {}, sku: new Closed(1) }],
    [
      "writes beside a secret",
      { model: { name: "a", version: new Closed(1) } },
      [name],
      { model: { name: "b", version: new Closed(1) } },
    ],
    ["writes nothing over a secret", { model: { name: new Closed("a") } }, [name], undefined],
    ["writes nothing into a secret", { model: new Closed({ name: "a" }) }, [name], undefined],
    ["writes nothing into a text", { model: "a" }, [name], undefined],
    ["writes nothing into nothing", undefined, [name], undefined],
    ["writes over null, as where nothing stands", { model: { name: null } }, [name], { model: { name: "b" } }],
    [
      "writes nothing into a secret that was moved",
      { properties: { sku: new Closed(1) } },
      [move, { place: ["sku", "name"], after: "b" }],
      undefined,
    ],
  ])("%s", (_, inputs, repairs, after) => {
    expect(makeRepairs(inputs, repairs)).toEqual(after);
  });

  it("calls no trap and no getter, and does not change its input", () => {
    const inner = new Proxy({ name: "a" }, { get: () => expect.unreachable() });
    const inputs = new Proxy({ model: inner, other: UNKNOWN }, { get: () => expect.unreachable() });
    const made = makeRepairs(inputs, [name]);
    expect(made).toEqual({ model: { name: "b" }, other: UNKNOWN });
    expect(Object.getOwnPropertyDescriptor(inner, "name")?.value).toBe("a");
  });
});

describe("any deployment", () => {
  const models = [...defaultEdition().models.values()];
  const anyCase = (text: string) =>
    fc.constantFrom(
      text,
      text.toLowerCase(),
      text.toUpperCase(),
      text.replace(/^./, (c) => c.toUpperCase()),
    );
  const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const odd = fc.constantFrom<unknown>(UNKNOWN, 1106, 3, null, "", "nothing-of-the-kind", {}, []);
  const skuName = fc.constantFrom(...SKUS).chain(anyCase);
  const anySku = fc.oneof(fc.record({ name: fc.oneof(skuName, odd), capacity: fc.constantFrom(1, UNKNOWN) }), odd);
  const model = fc.constantFrom(...models).chain((m) =>
    fc.record({
      format: fc.constantFrom<unknown>("OpenAI", "openai", "Open AI", "Meta", UNKNOWN),
      name: fc.oneof({ weight: 5, arbitrary: anyCase(m.name) }, { weight: 1, arbitrary: odd }),
      version: optional(fc.oneof(fc.constantFrom("1", ...m.versions.map((v) => v.version)).chain(anyCase), odd)),
    }),
  );
  const inputs = fc
    .record({ model, sku: optional(anySku), misplaced: optional(anySku) })
    .map(({ model: { version, ...rest }, sku: own, misplaced }) => ({
      ...CHAT,
      properties: {
        model: { ...rest, ...(version === undefined ? {} : { version }) },
        ...(misplaced === undefined ? {} : { sku: misplaced }),
      },
      ...(own === undefined ? {} : { sku: own }),
    }));
  const rules = fc.subarray([...ALL]);
  const region = fc.constantFrom("eastus2", "swedencentral", "westus", UNKNOWN);

  const findings = (given: unknown, where: unknown, all: readonly RuleName[]) =>
    checkPlan([account(where), deploymentOf(given)], {
      edition: defaultEdition(),
      settings: parseSettings(Object.fromEntries(all.map((rule) => [rule, "remediate"]))),
      today: TODAY,
    }).findings;

  it("a second repair changes nothing, and no finding is about a repaired value", () => {
    fc.assert(
      fc.property(inputs, rules, region, (given, chosen, where) => {
        const once = repairChat(given, { rules: chosen }, where);
        if (once === undefined) return;
        expect(repairChat(once, { rules: chosen }, where)).toBeUndefined();
        for (const f of findings(once, where, chosen)) expect(message(f)).not.toContain("What a preview");
        // The rule that pinned or moved a value has no finding about it.
        const left = findings(once, where, chosen);
        const version = (of: unknown) => Object(Object(Object(of).properties).model).version;
        if (version(given) === undefined && version(once) !== undefined) {
          expect(left.map((f) => f.reason)).not.toContain("version-omitted");
          expect(left.map((f) => f.rule)).not.toContain("model-availability");
        }
        if (!("sku" in given) && "sku" in Object(once))
          expect(left.map((f) => message(f)).join()).not.toContain("misplaced");
      }),
      { numRuns: 500 },
    );
  });
});

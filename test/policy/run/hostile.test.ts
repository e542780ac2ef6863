/** With any content of a plan, nothing throws, and the findings about other resources do not change. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { Session } from "../../../policy/pack/session";
import type { PlanResource } from "../../../policy/plan/resource";
import { RULES } from "../../../policy/rules";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { account, deployment, UNKNOWN, urn } from "../plans";
import { message } from "../said";

const BAD = deployment({ model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard" }, "bad");
const KNOWN = [account("eastus"), BAD];
const options = {
  edition: defaultEdition(),
  settings: parseSettings({ "deployment-order": "disabled" }),
  today: "2025-07-01",
};

const limits = [
  { name: "eu", for: { tags: { environment: "prod*" } }, processing: ["EU"], regions: { denied: ["*us*"] } },
  {
    name: "all",
    notFor: { models: ["gpt-4o 2024*"] },
    models: { allowed: ["gpt-4.1*"] },
    skus: { denied: ["*Batch"] },
  },
  { name: "quota", capacity: { deployment: 9, total: 20 }, dataZones: { allowed: ["US"] } },
];
const limited = { ...options, settings: parseSettings({ placement: { limits }, "deployment-order": "disabled" }) };

const TYPES = [
  "azure-native:cognitiveservices:Deployment",
  "azure-native:cognitiveservices/v20241001:Deployment",
  "azure-native_cognitiveservices_v20240601preview:cognitiveservices:Deployment",
  "azure-native:cognitiveservices:Account",
  "azure-native:resources:ResourceGroup",
  "azure:cognitive/deployment:Deployment",
  "azure:cognitive/account:Account",
  "pulumi:providers:azure-native",
  "azure-native:resources:Deployment",
  "azapi:index/resource:Resource",
  "azapi:index/updateResource:UpdateResource",
  "azure-native:storage:StorageAccount",
];

const SPECIAL = [
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  "[unknown]",
  "[secret]",
  "",
  "gpt-4o",
  "OpenAI",
  "eastus",
  "Standard",
  "Microsoft.CognitiveServices/accounts/deployments@2024-10-01",
  "Microsoft.CognitiveServices/accounts@2024-10-01",
  "x".repeat(100_000),
  "\u001b[31m\n\u202e",
  null,
  613,
  Number.NaN,
  { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" },
  { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: "not json" },
  JSON.parse('{"__proto__": {"name": "gpt-4o"}}') as unknown,
];

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(...SPECIAL),
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        "model",
        "name",
        "version",
        "format",
        "sku",
        "properties",
        "location",
        "tags",
        "environment",
        "capacity",
      ),
      tie("any"),
      { maxKeys: 4 },
    ),
  ),
})).any;

/** Inputs of the right shape with any value anywhere, which get deeper than junk. */
const inputs = fc.oneof(
  value,
  fc.record(
    {
      accountName: value,
      resourceGroupName: value,
      cognitiveAccountId: value,
      location: value,
      tags: value,
      sku: fc.oneof(value, fc.record({ name: value, capacity: value })),
      type: value,
      body: value,
      parentId: value,
      properties: fc.oneof(
        value,
        fc.record({
          model: fc.record({ format: value, name: value, version: value, source: value }, { requiredKeys: [] }),
          versionUpgradeOption: value,
          scaleSettings: value,
          sku: value,
        }),
      ),
    },
    { requiredKeys: [] },
  ),
);

const resource = fc
  .record({ type: fc.constantFrom(...TYPES), inputs, outputs: value, n: fc.nat(3), external: fc.boolean() })
  .map(({ type, n, ...rest }): PlanResource => ({ urn: urn(type, `odd${n}`), type, name: `odd${n}`, ...rest }));

describe("any resource tree", () => {
  it("never throws, and never changes the findings of others", () => {
    const alone = checkPlan(KNOWN, options).findings;
    expect(alone.map((f) => f.rule)).toEqual(["model-availability"]);
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 6 }), fc.boolean(), (odd, first) => {
        // An account with the same name would make the known one's region ambiguous.
        const others = odd.filter((r) => !r.type.endsWith("ccount"));
        const found = checkPlan(first ? [...others, ...KNOWN] : [...KNOWN, ...others], options).findings;
        expect(found.filter((f) => f.urn === BAD.urn)).toEqual(alone);
        const kept = checkPlan([...KNOWN, ...others], limited).findings.filter((f) => f.urn === BAD.urn);
        expect(kept).toEqual(checkPlan(KNOWN, limited).findings);
      }),
      { numRuns: 500 },
    );
  });

  it("never throws out of the pack's session, in either callback", () => {
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 6 }), (odd) => {
        const session = new Session(defaultEdition(), "2025-07-01");
        session.configure("placement", { limits });
        const all = [...odd, ...KNOWN];
        for (const r of all) {
          for (const rule of RULES) session.register(rule.name, () => r, r.urn);
          if (session.isSettled(r.urn)) for (const rule of RULES) session.findings(rule.name, r.urn);
        }
        session.complete("model-availability", () => all.map((r) => ({ ...r, propertyDependencies: {} })));
        for (const rule of RULES) session.remaining(rule.name);
      }),
      { numRuns: 300 },
    );
  });

  it("prints only names of an odd deployment", () => {
    fc.assert(
      fc.property(resource, (odd) => {
        for (const f of [options, limited].flatMap((by) => [...checkPlan([odd], by).findings])) {
          expect(message(f)).not.toContain("\u001b");
          expect(message(f)).not.toContain("\u202e");
          expect(message(f).length).toBeLessThan(5000);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** What a policy sees: any ordinary read of an unknown value throws. */
function throwing(target: object): object {
  return new Proxy(target, {
    get: (obj, key) => {
      const field: unknown = Reflect.get(obj, key);
      if (field === UNKNOWN) throw new Error("UnknownValueError");
      return field !== null && typeof field === "object" ? throwing(field) : field;
    },
  });
}

it("reads the proxies of a policy without tripping over an unknown value", () => {
  const inputs = throwing({
    accountName: "openai",
    resourceGroupName: UNKNOWN,
    tags: UNKNOWN,
    properties: { model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" }, capacity: UNKNOWN },
    sku: { name: "GlobalStandard", capacity: UNKNOWN },
  });
  const found = checkPlan([account("eastus"), { ...BAD, inputs }], options).findings;
  expect(found.map((f) => f.rule)).toEqual(["model-availability", "unverified-deployment"]);
  const held = checkPlan([account("eastus"), { ...BAD, inputs }], limited).findings;
  expect(held.map((f) => f.reason)).toEqual(["region-not-listed", "unverified"]);
});

describe("a value that no plan file can contain", () => {
  const fails = () => {
    throw new Error("not for you");
  };
  /** Every trap throws. */
  const trapped = (target: object) =>
    new Proxy(target, {
      get: fails,
      has: fails,
      ownKeys: fails,
      getOwnPropertyDescriptor: fails,
      getPrototypeOf: fails,
    });
  const revoked = (target: object) => {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    return proxy;
  };
  /** An object whose one property throws when it is read. */
  const thrower = (key: string, rest: object = {}) =>
    Object.defineProperty({ ...rest }, key, { get: fails, enumerable: true, configurable: true });
  const cyclic = () => {
    const inputs: Record<string, unknown> = { accountName: "elsewhere" };
    inputs.properties = inputs;
    inputs.model = inputs;
    return inputs;
  };
  const type = "azure-native:cognitiveservices:Deployment";
  const chat = deployment({ model: "gpt-4o", version: "2024-11-20", sku: "Standard" }, "odd");
  // In the same account, it would change the ways out of the known one.
  const odd = { ...chat, inputs: { ...(chat.inputs as object), accountName: "elsewhere" } };
  const { inputs: _, ...withoutInputs } = odd;

  it.each<[string, () => unknown]>([
    ["a proxy with throwing traps", () => trapped({})],
    ["a proxy with throwing traps in place of a resource", () => trapped(odd)],
    ["a revoked proxy", () => revoked({})],
    ["null", () => null],
    ["undefined", () => undefined],
    ["a number", () => 613],
    ["a symbol", () => Symbol("odd")],
    ["a function", () => fails],
    ["a list", () => [odd]],
    ["a getter of the URN that throws", () => thrower("urn", { type })],
    ["a getter of the type that throws", () => thrower("type", odd)],
    ["a getter of the inputs that throws", () => thrower("inputs", withoutInputs)],
    ["a getter of the name that throws", () => thrower("name", odd)],
    ["type, a list", () => ({ ...odd, type: [type] })],
    ["type, null", () => ({ ...odd, type: null })],
    ["urn, a number", () => ({ ...odd, urn: 613 })],
    ["urn, no URN", () => ({ ...odd, urn: "odd" })],
    ["name, a number", () => ({ ...odd, name: 613 })],
    ["name, null", () => ({ ...odd, name: null })],
    ["inputs, null", () => ({ ...odd, inputs: null })],
    ["inputs, a text", () => ({ ...odd, inputs: "x" })],
    ["inputs, a proxy with throwing traps", () => ({ ...odd, inputs: trapped({}) })],
    ["inputs, a revoked proxy", () => ({ ...odd, inputs: revoked({}) })],
    ["inputs of getters that throw", () => ({ ...odd, inputs: thrower("properties", odd.inputs) })],
    ["inputs that hold themselves", () => ({ ...odd, inputs: cyclic() })],
    [
      "names of numbers",
      () => ({ ...odd, inputs: { accountName: 1, properties: { model: { name: 4, version: 613 } } } }),
    ],
    ["outputs, a proxy with throwing traps", () => ({ ...odd, outputs: trapped({}) })],
    ["inputsBefore, a proxy with throwing traps", () => ({ ...odd, exists: true, inputsBefore: trapped({}) })],
    ["providerInputs, a revoked proxy", () => ({ ...odd, providerInputs: revoked({}) })],
    ["parent and provider, null", () => ({ ...odd, parent: null, provider: null, id: null, sourcePosition: null })],
    ["propertyDependencies, a text", () => ({ ...odd, propertyDependencies: "chat" })],
    ["propertyDependencies, null", () => ({ ...odd, propertyDependencies: null })],
    ["propertyDependencies of a text", () => ({ ...odd, propertyDependencies: { sku: "chat" } })],
    ["propertyDependencies, a proxy with throwing traps", () => ({ ...odd, propertyDependencies: trapped({}) })],
    [
      "propertyDependencies of proxies with throwing traps",
      () => ({ ...odd, propertyDependencies: { sku: trapped([]) } }),
    ],
    ["dependencies, a text", () => ({ ...odd, dependencies: "chat" })],
    ["dependencies of numbers", () => ({ ...odd, dependencies: [1, null] })],
    ["dependencies, a proxy with throwing traps", () => ({ ...odd, dependencies: trapped([]) })],
    ["dependencies, a revoked proxy", () => ({ ...odd, dependencies: revoked([]) })],
    [
      "dependencies with a getter that throws",
      () => ({ ...odd, dependencies: Object.defineProperty([], 0, { get: fails }) }),
    ],
  ])("%s: the findings of the others stay", (_name, make) => {
    const alone = checkPlan(KNOWN, options).findings;
    const value = make() as PlanResource;
    for (const list of [
      [value, ...KNOWN],
      [...KNOWN, value],
    ]) {
      const { findings } = checkPlan(list, options);
      expect(findings.filter((f) => f.urn === BAD.urn)).toEqual(alone);
    }
  });

  it.each<[string, () => unknown]>([
    ["a getter of the inputs that throws", () => thrower("inputs", withoutInputs)],
    ["inputs, a proxy with throwing traps", () => ({ ...odd, inputs: trapped({}) })],
    ["inputs, a revoked proxy", () => ({ ...odd, inputs: revoked({}) })],
  ])("%s: the deployment is reported as not checked", (_name, make) => {
    const { findings } = checkPlan([...KNOWN, make() as PlanResource], options);
    expect(findings.filter((f) => f.urn === odd.urn).map((f) => f.rule)).toEqual(["unverified-deployment"]);
  });

  it.each<[string, () => unknown]>([
    ["propertyDependencies, a text", () => ({ ...BAD, propertyDependencies: "chat" })],
    ["dependencies, a revoked proxy", () => ({ ...BAD, dependencies: revoked([]) })],
    ["name, a number", () => ({ ...BAD, name: 613 })],
    ["outputs, a proxy with throwing traps", () => ({ ...BAD, outputs: trapped({}) })],
  ])("%s: the deployment itself is still judged", (_name, make) => {
    const { findings } = checkPlan([account("eastus"), make() as PlanResource], options);
    expect(findings.map((f) => f.reason)).toEqual(["region-not-listed"]);
  });

  it("one entry of the list that throws when it is read hides no other", () => {
    const list = Object.defineProperty([...KNOWN, odd], 2, { get: fails });
    expect(checkPlan(list, options).findings).toEqual(checkPlan(KNOWN, options).findings);
  });

  it.each<[string, () => unknown]>([
    ["null", () => null],
    ["a text", () => "text"],
    ["an object", () => ({})],
    ["a list whose traps throw", () => trapped([])],
    ["a revoked list", () => revoked([])],
  ])("%s instead of the resources: no findings", (_name, make) => {
    expect(checkPlan(make() as PlanResource[], options).findings).toEqual([]);
  });
});

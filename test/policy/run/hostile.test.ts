/** Whatever a plan holds: nothing throws, and nothing changes what is said of the other resources. */

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

/** Inputs of the right shape with any value anywhere: what goes deeper than junk does. */
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
  it("never throws, and never changes the findings of the others", () => {
    const alone = checkPlan(KNOWN, options).findings;
    expect(alone.map((f) => f.rule)).toEqual(["model-availability"]);
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 6 }), fc.boolean(), (odd, first) => {
        // An account of the same name would rightly make the known one's region ambiguous.
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

  it("prints nothing but names of an odd deployment", () => {
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

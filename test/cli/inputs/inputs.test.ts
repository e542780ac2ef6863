/** Plans and states: every source of a region, every odd value, and none hides another. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli } from "../support";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";
const NATIVE = "azure-native:cognitiveservices";

type Json = Record<string, unknown>;

const urn = (type: string, name: string) => `urn:pulumi:dev::p::${type}::${name}`;
const resource = (type: string, name: string, inputs: unknown, more: Json = {}): Json => ({
  urn: urn(type, name),
  type,
  inputs,
  ...more,
});
const account = (inputs: Json, more: Json = {}, type = `${NATIVE}:Account`) =>
  resource(type, "ai", { accountName: "ai", resourceGroupName: "rg", ...inputs }, more);
const NANO = { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" };
const GLOBAL = { name: "GlobalStandard", capacity: 1 };
/** gpt-4.1-nano as GlobalStandard, which eastus does not have and eastus2 has. */
const inputsOf = (over: Json = {}): Json => ({
  accountName: "ai",
  resourceGroupName: "rg",
  properties: { model: NANO, versionUpgradeOption: "NoAutoUpgrade" },
  sku: GLOBAL,
  ...over,
});
const deployment = (over: Json = {}, more: Json = {}, type = `${NATIVE}:Deployment`) =>
  resource(type, "chat", inputsOf(over), more);
const withModel = (model: unknown) => deployment({ properties: { model, versionUpgradeOption: "NoAutoUpgrade" } });
const EASTUS = account({ location: "eastus" });
const EASTUS2 = account({ location: "eastus2" });

const preview = (...resources: Json[]) => ({ steps: resources.map((newState) => ({ op: "create", newState })) });
const state = (...resources: Json[]) => ({ version: 3, deployment: { resources } });

async function check(plan: unknown, ...args: string[]) {
  const json = typeof plan === "string" ? plan : JSON.stringify(plan);
  const { exitCode, stdout, stderr } = await cli(["check", "-", "--format", "json", ...args], json);
  // Deployments of other vendors' models are counted in a note.
  expect(stderr.replace(/^azure-openai-guard: standard input: note: .* left alone: .*\n/, "")).toBe("");
  const [file] = JSON.parse(stdout).files;
  return {
    exitCode,
    deployments: file.deployments as number,
    rules: file.findings.map((f: Json) => f.rule) as string[],
    regions: file.findings.map((f: { asked: Json }) => f.asked.region) as unknown[],
    messages: file.findings.map((f: Json) => f.message).join("\n") as string,
  };
}

describe("the region of a deployment", () => {
  const rg = (location: string | undefined, more: Json = {}) =>
    resource(
      "azure-native:resources:ResourceGroup",
      "rg",
      { resourceGroupName: "rg", ...(location ? { location } : {}) },
      more,
    );
  const PROVIDER = urn("pulumi:providers:azure-native", "mine");
  const provider = resource("pulumi:providers:azure-native", "mine", { location: "eastus" });
  const CLASSIC_ID = `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/ai`;
  const classic = (location: string) => [
    resource("azure:cognitive/account:Account", "ai", { name: "ai", resourceGroupName: "rg", location }),
    resource("azure:cognitive/deployment:Deployment", "chat", {
      cognitiveAccountId: CLASSIC_ID,
      model: NANO,
      sku: { name: "GlobalStandard" },
      versionUpgradeOption: "NoAutoUpgrade",
    }),
  ];
  const got = (location: string, more: Json = {}) =>
    resource(`${NATIVE}:Account`, "seen", {}, { external: true, outputs: { name: "ai", location }, ...more });

  const cases: [title: string, resources: Json[]][] = [
    ["the account's location", [EASTUS, deployment()]],
    ["an account that comes after", [deployment(), EASTUS]],
    ["a display name", [account({ location: "East US" }), deployment()]],
    ["an account named in other letters", [account({ accountName: "AI", location: "eastus" }), deployment()]],
    [
      "a versioned type token",
      [
        account({ location: "eastus" }, {}, "azure-native:cognitiveservices/v20241001:Account"),
        deployment({}, {}, "azure-native:cognitiveservices/v20250601:Deployment"),
      ],
    ],
    [
      "a local package",
      [
        account(
          { location: "eastus" },
          {},
          "azure-native_cognitiveservices_v20240601preview:cognitiveservices:Account",
        ),
        deployment({}, {}, "azure-native_cognitiveservices_v20240601preview:cognitiveservices:Deployment"),
      ],
    ],
    ["the classic provider", classic("eastus")],
    ["an account that is only looked at", [got("eastus"), deployment()]],
    ["the resource group, by name", [rg("eastus"), account({}), deployment()]],
    [
      "the resource group, by dependency",
      [
        rg("eastus"),
        account(
          { resourceGroupName: UNKNOWN },
          { propertyDependencies: { resourceGroupName: [urn("azure-native:resources:ResourceGroup", "rg")] } },
        ),
        deployment({ resourceGroupName: UNKNOWN }),
      ],
    ],
    ["the provider, by its URN", [provider, account({}, { provider: PROVIDER }), deployment()]],
    ["the provider, by URN and id", [provider, account({}, { provider: `${PROVIDER}::${UNKNOWN}` }), deployment()]],
    [
      "an unknown account name, by dependency",
      [
        EASTUS,
        deployment(
          { accountName: UNKNOWN },
          { propertyDependencies: { accountName: [urn(`${NATIVE}:Account`, "ai")] } },
        ),
      ],
    ],
  ];
  it.each(cases)("comes from %s", async (_title, resources) => {
    for (const plan of [preview(...resources), state(...resources)]) {
      const { exitCode, rules, messages } = await check(plan);
      expect(rules).toEqual(["model-availability"]);
      expect(messages).toMatch(/as GlobalStandard in (eastus|East US):/);
      expect(exitCode).toBe(1);
    }
  });

  it("is the account's own, else its group's; the classic provider's may differ", async () => {
    expect(await check(preview(rg("eastus"), EASTUS2, deployment()))).toMatchObject({ exitCode: 0, rules: [] });
    expect(await check(preview(...classic("eastus2")))).toMatchObject({ exitCode: 0, rules: [] });
  });

  it("comes from the accounts setting by name, by id or by group and name, and is unverified without", async () => {
    const alone = await check(preview(deployment()));
    expect([alone.exitCode, alone.rules]).toEqual([0, ["unverified-deployment"]]);
    expect(alone.messages).toContain("the program does not create account ai");
    const dir = mkdtempSync(join(tmpdir(), "aog-inputs-"));
    try {
      const file = join(dir, "config.json");
      for (const [name, region, rules] of [
        ["AI", "eastus", ["model-availability"]],
        ["ai", "East US 2", []],
        [CLASSIC_ID, "eastus", ["model-availability"]],
      ] as const) {
        writeFileSync(file, JSON.stringify({ "known-model": { accounts: { [name]: { region } } } }));
        expect((await check(preview(deployment()), "--config", file)).rules).toEqual(rules);
      }
      const byId = classic("eastus").slice(1);
      expect((await check(preview(...byId), "--config", file)).rules).toEqual(["model-availability"]);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it("does not come from an account that is being deleted", async () => {
    const plan = preview(deployment());
    const gone = { steps: [{ op: "delete", oldState: EASTUS, newState: null }, ...plan.steps] };
    expect((await check(gone)).rules).toEqual(["unverified-deployment"]);
    expect((await check(state({ ...EASTUS, delete: true }, deployment()))).rules).toEqual(["unverified-deployment"]);
  });
});

describe("steps", () => {
  const bad = deployment();
  it.each(["delete", "delete-replaced", "discard", "discard-replaced", "remove-pending-replace"])(
    "%s is skipped",
    async (op) => {
      const plan = { steps: [...preview(EASTUS).steps, { op, oldState: bad, newState: bad }] };
      expect(await check(plan)).toMatchObject({ exitCode: 0, deployments: 0, rules: [] });
    },
  );
  it.each(["create", "same", "update", "replace", "create-replacement", "import", "refresh"])(
    "%s is checked",
    async (op) => {
      const plan = { steps: [...preview(EASTUS).steps, { op, oldState: bad, newState: bad }] };
      expect(await check(plan)).toMatchObject({ exitCode: 1, deployments: 1, rules: ["model-availability"] });
    },
  );
  it("counts a replaced resource once, in its new state", async () => {
    const fixed = deployment({
      sku: { name: "GlobalStandard" },
      properties: { model: { ...NANO, name: "gpt-4.1" }, versionUpgradeOption: "NoAutoUpgrade" },
    });
    const plan = {
      steps: [
        ...preview(EASTUS).steps,
        { op: "create-replacement", oldState: bad, newState: fixed },
        { op: "replace", oldState: bad, newState: fixed },
        { op: "delete-replaced", oldState: bad },
      ],
    };
    expect(await check(plan)).toMatchObject({ exitCode: 0, deployments: 1, rules: [] });
  });
});

describe("odd values", () => {
  const secret = (more: Json) => ({ [SIGNATURE]: SECRET, ...more });
  const AVAILABILITY = ["model-availability"];
  const UNVERIFIED = ["unverified-deployment"];
  const cases: [title: string, deployment: Json, rules: string[], message: RegExp][] = [
    ["unknown model", withModel({ ...NANO, name: UNKNOWN }), UNVERIFIED, /model is not known before the update/],
    ["unknown properties", deployment({ properties: UNKNOWN }), UNVERIFIED, /model is not known before the update/],
    ["[unknown]", withModel({ ...NANO, name: "[unknown]" }), UNVERIFIED, /model is not known before the update/],
    ["output<string>", withModel({ ...NANO, name: "output<string>" }), UNVERIFIED, /model is not known before/],
    ["[secret]", withModel({ ...NANO, name: "[secret]" }), UNVERIFIED, /model is a secret that the plan does not show/],
    ["secret, ciphertext", withModel({ ...NANO, name: secret({ ciphertext: "AAABAK9v" }) }), UNVERIFIED, /is a secret/],
    [
      "secret, plaintext",
      withModel({ ...NANO, name: secret({ plaintext: '"gpt-4.1-nano"' }) }),
      AVAILABILITY,
      /in eastus/,
    ],
    ["secret, broken plaintext", withModel({ ...NANO, name: secret({ plaintext: "gpt" }) }), UNVERIFIED, /is a secret/],
    ["secret model object", withModel(secret({ plaintext: JSON.stringify(NANO) })), AVAILABILITY, /in eastus/],
    // The document does not cover SKUs without a table, so an unknown SKU rules nothing out.
    ["unknown SKU", deployment({ sku: UNKNOWN }), UNVERIFIED, /sku is not known before the update/],
    ["unknown version", withModel({ ...NANO, version: UNKNOWN }), AVAILABILITY, /whatever the version will be/],
    [
      "numeric version",
      withModel({ ...NANO, name: "gpt-4", version: 613 }),
      ["model-availability", "unverified-deployment"],
      /version is the number 613, not a string/,
    ],
    [
      "nested SKU",
      deployment({ sku: undefined, properties: { model: NANO, sku: GLOBAL, versionUpgradeOption: "NoAutoUpgrade" } }),
      ["model-availability", "unverified-deployment"],
      /Move sku beside properties/,
    ],
    ["a list for a model", withModel({ ...NANO, name: ["gpt-4.1-nano"] }), UNVERIFIED, /model is a list, not a string/],
    ["no model", withModel(null), UNVERIFIED, /model is not given/],
    ["empty model", withModel({ ...NANO, name: "" }), UNVERIFIED, /model is an empty string/],
    ["endless model", withModel({ ...NANO, name: "x".repeat(100_000) }), UNVERIFIED, /a string of 100000 characters/],
    ["__proto__ as model", withModel({ ...NANO, name: "__proto__" }), ["known-model"], /names no model of that name/],
    ["another vendor's model", withModel({ format: "Cohere", name: "embed-v3", version: "1" }), [], /^$/],
  ];

  it.each(cases)("%s is reported, and hides no other deployment", async (_title, odd, rules, message) => {
    const chat = urn(`${NATIVE}:Deployment`, "chat");
    const other = { ...deployment(), urn: urn(`${NATIVE}:Deployment`, "other"), dependencies: [chat] };
    const alone = await check(preview(EASTUS, odd));
    expect(alone.rules).toEqual(rules);
    expect(alone.messages).toMatch(message);
    const both = await check(preview(EASTUS, odd, other));
    expect(both.rules).toEqual([...rules, "model-availability"]);
    expect(both.exitCode).toBe(1);
  });

  it.each([
    ["beside the inputs", '"inputs":{"__proto__":{"sku":{"name":"x"},"accountName":"y"},'],
    ["constructor", '"inputs":{"constructor":{"prototype":1},"toString":null,"hasOwnProperty":5,'],
  ])("keys of Object.prototype (%s) change nothing", async (_title, start) => {
    const json = JSON.stringify(preview(EASTUS, deployment()));
    const { rules, exitCode } = await check(json.replaceAll('"inputs":{', start));
    expect([exitCode, rules]).toEqual([1, ["model-availability"]]);
    expect(({} as Json).sku).toBeUndefined();
  });

  it("reads nothing from a __proto__ instead of inputs", async () => {
    const json = JSON.stringify(preview(EASTUS, deployment()));
    const cut = json.replace(
      '"sku":{"name":"GlobalStandard","capacity":1}',
      '"__proto__":{"sku":{"name":"GlobalStandard"}}',
    );
    expect((await check(cut)).messages).toContain("as Standard in eastus");
  });

  it.each([
    ["no", {}],
    ["missing", undefined],
    ["null", null],
    ["a number for", 5],
  ])("says so if a deployment has %s inputs", async (_, inputs) => {
    const bare = { ...resource(`${NATIVE}:Deployment`, "chat", {}), inputs };
    for (const plan of [preview(EASTUS, bare), state(EASTUS, bare)]) {
      const { exitCode, stdout, stderr } = await cli(["check", "-", "--format", "json"], JSON.stringify(plan));
      expect([exitCode, JSON.parse(stdout).summary.deployments]).toEqual([0, 0]);
      expect(stderr).toMatch(/note: 1 deployment has no inputs and was not checked: chat\n$/);
    }
  });

  it("leaves out a deployment that the program only reads", async () => {
    expect(await check(state(EASTUS, { ...deployment({}, { external: true }), inputs: {} }))).toMatchObject({
      exitCode: 0,
      deployments: 0,
    });
    expect(await check(state(EASTUS, deployment({}, { external: true })))).toMatchObject({
      exitCode: 0,
      deployments: 0,
    });
  });
});

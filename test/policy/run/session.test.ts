/** A run of the pack: no resource is judged by a guess, and later resources count. */
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { Session, type StackResource } from "../../../policy/pack/session";
import type { PlanResource } from "../../../policy/plan/resource";
import { RULES } from "../../../policy/rules";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { account, deployment, UNKNOWN } from "../plans";

const MODEL = { model: "gpt-4o", version: "2024-05-13", sku: "Standard" };
const [GOOD, BAD] = ["eastus", "francecentral"];
const BLOCKED = "model-availability region-not-listed";
const UNVERIFIED = "unverified-deployment unverified";
const RESOURCE_GROUP = "azure-native:resources:ResourceGroup";

const group = (location: string): PlanResource => ({
  urn: `urn:pulumi:dev::app::${RESOURCE_GROUP}::rg`,
  type: RESOURCE_GROUP,
  name: "rg",
  inputs: { resourceGroupName: "rg", location },
});

/** What the pack reports while resources register, and at the end. */
function reported(
  resources: readonly PlanResource[],
  {
    dependencies = {},
    settings = {},
  }: { dependencies?: StackResource["propertyDependencies"]; settings?: object } = {},
) {
  const session = new Session(defaultEdition(), "2025-07-01");
  for (const [rule, config] of Object.entries(settings)) session.configure(rule as "model-availability", config);
  const said = (urn: string) => (session.isSettled(urn) ? RULES.flatMap((r) => session.findings(r.name, urn)) : []);
  const early = resources.flatMap((r) => {
    for (const rule of RULES) session.register(rule.name, () => r, r.urn);
    return said(r.urn);
  });
  session.complete("model-availability", () =>
    resources.map((r) => ({ ...r, propertyDependencies: r.type.endsWith(":Account") ? dependencies : {} })),
  );
  const late = RULES.flatMap((rule) => session.remaining(rule.name));
  const text = (f: { rule: string; reason: string }) => `${f.rule} ${f.reason}`;
  return { early: early.map(text), late: late.map(text) };
}

describe("a location that is unknown as the account registers", () => {
  const given = { location: ["urn:pulumi:dev::app::pulumi:pulumi:StackReference::other"] };
  it.each([
    ["given by something unknown, the provider's is bad", BAD, given, { early: [], late: [UNVERIFIED] }],
    ["given by something unknown, the provider's is good", GOOD, given, { early: [], late: [UNVERIFIED] }],
    ["given by what a .get() reads", GOOD, { location: [] }, { early: [], late: [UNVERIFIED] }],
    ["given by nobody, the provider's is bad", BAD, {}, { early: [], late: [BLOCKED] }],
    ["given by nobody, the provider's is good", GOOD, {}, { early: [], late: [] }],
  ])("%s", (_, location, dependencies, expected) => {
    const own = { ...account(UNKNOWN), provider: "p", providerInputs: { location } };
    expect(reported([own, deployment(MODEL)], { dependencies })).toEqual(expected);
  });

  it("comes from its resource group if it is omitted", () => {
    expect(reported([group(BAD), account(UNKNOWN), deployment(MODEL)]).late).toEqual([BLOCKED]);
  });

  it("is the same to a plan file", () => {
    const own = { ...account(UNKNOWN), providerInputs: { location: GOOD }, propertyDependencies: given };
    const options = { edition: defaultEdition(), settings: parseSettings({}), today: "2025-07-01" };
    expect(checkPlan([own, deployment(MODEL)], options).findings.map((f) => f.rule)).toEqual(["unverified-deployment"]);
  });
});

describe("what registers later", () => {
  const accounts = { "model-availability": { accounts: { openai: { region: GOOD } } } };

  it("overrides the accounts setting for an account that the program makes", () => {
    expect(reported([deployment(MODEL), account(BAD)], { settings: accounts })).toEqual({ early: [], late: [BLOCKED] });
  });

  it("changes nothing if it agrees", () => {
    expect(reported([deployment(MODEL), account(GOOD)], { settings: accounts })).toEqual({ early: [], late: [] });
  });
});

it("finds accounts and deployments by name in any order", () => {
  const pairs = Array.from({ length: 300 }, (_, i) => [
    account(i % 2 === 0 ? GOOD : BAD, undefined, `openai${i}`),
    deployment(
      {
        inputs: {
          accountName: `openai${i}`,
          resourceGroupName: "rg",
          properties: {
            model: { format: "OpenAI", name: "gpt-4o", version: "2024-05-13" },
            versionUpgradeOption: "NoAutoUpgrade",
          },
          sku: { name: "Standard" },
        },
      },
      `chat${i}`,
    ),
  ]).flat();
  expect(reported(pairs).early).toEqual(Array(150).fill(BLOCKED));
});

describe("the library", () => {
  const check = (settings: object, tags?: object) =>
    checkPlan([account(GOOD), deployment({ ...MODEL, ...(tags ? { tags, version: "1999-01-01" } : {}) })], {
      edition: defaultEdition(),
      settings: parseSettings(settings),
      today: "2025-07-01",
    }).findings.map((f) => `${f.rule} ${f.reason}`);

  it("applies the overlay of the settings", () => {
    const closed = { effect: "unavailable", regions: [GOOD], reason: "closed to us", expires: "2025-12-31" };
    expect(check({})).toEqual([]);
    expect(check({ overlay: [closed] })).toEqual(["model-availability overlay"]);
  });

  it("does not let a disabled rule hide another rule's finding with the same reason", () => {
    const tags = { "aoai-purpose": "assistants" };
    expect(check({ "model-availability": "disabled" }, tags)).toEqual(["assistants-region version-not-listed"]);
  });
});

describe("limits that Pulumi's own configuration gives", () => {
  it.each<[string, object, boolean, number]>([
    ["hold where the environment's file turns the rule off", { placement: "disabled" }, false, 1],
    ["hold where the environment's file turns all off", { all: "disabled" }, false, 1],
    ["do not hold where the file that it names turns the rule off", { placement: "disabled" }, true, 0],
    ["hold without a file's say", {}, false, 1],
  ])("%s", (_, file, isNamed, count) => {
    const settings = parseSettings(file);
    const session = new Session(defaultEdition(), "2025-07-01", {
      ...(isNamed ? {} : { file: { path: "/f.yaml", settings } }),
      readFile: () => settings,
    });
    session.configure("placement", {
      ...(isNamed ? { settingsFile: "/f.yaml" } : {}),
      limits: [{ name: "x", regions: { denied: [GOOD] } }],
    });
    const chat = deployment(MODEL);
    for (const r of [account(GOOD), chat]) session.register("placement", () => r, r.urn);
    expect(session.findings("placement", chat.urn)).toHaveLength(count);
  });
});

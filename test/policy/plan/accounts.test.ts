/** Accounts in the settings: found by id as far as it is known, else by group, else by name. */
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import type { PlanResource } from "../../../policy/plan/resource";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { account, deployment, UNKNOWN, urn } from "../plans";

const NANO = { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard" };
const [GOOD, BAD] = ["swedencentral", "eastus"];
const BLOCKED = ["model-availability region-not-listed"];
const UNVERIFIED = ["unverified-deployment unverified"];
const id = (subscription: string, group: string, name = "openai") =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.CognitiveServices/accounts/${name}`;

function found(resources: readonly PlanResource[], accounts: Record<string, { region: string }> = {}) {
  const settings = parseSettings({ accounts, "pinned-version": "disabled", "unused-waiver": "disabled" });
  const { findings } = checkPlan(resources, { edition: defaultEdition(), settings, today: "2025-07-01" });
  return findings.map((f) => `${f.rule} ${f.reason}`);
}

/** A deployment in a resource group. */
function native(group: string, more: Partial<PlanResource> = {}, name = "chat"): PlanResource {
  const made = deployment(NANO, name);
  return { ...made, inputs: { ...Object(made.inputs), resourceGroupName: group }, ...more };
}

const PROVIDER = "urn:pulumi:dev::app::pulumi:providers:azure-native::p";
const provider: PlanResource = {
  urn: PROVIDER,
  type: "pulumi:providers:azure-native",
  name: "p",
  inputs: { subscriptionId: "s1" },
};
const TEMPLATE = "azure-native:resources:Deployment";
const template: PlanResource = {
  urn: urn(TEMPLATE, "t"),
  type: TEMPLATE,
  name: "t",
  inputs: {
    resourceGroupName: "rg",
    properties: {
      template: {
        resources: [
          {
            type: "Microsoft.CognitiveServices/accounts/deployments",
            name: "openai/chat",
            sku: { name: "GlobalStandard" },
            properties: { model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" } },
          },
        ],
      },
    },
  },
};

describe("an account is found", () => {
  it.each<[string, PlanResource[], Record<string, string>, string[]]>([
    ["by name", [native("rg")], { openai: BAD }, BLOCKED],
    ["by id, where group and name fit", [native("rg")], { [id("s1", "rg")]: BAD }, BLOCKED],
    ["by id in any case", [native("RG")], { [id("s1", "rg").toUpperCase()]: BAD }, BLOCKED],
    ["by id before name", [native("rg")], { openai: GOOD, [id("s1", "rg")]: BAD }, BLOCKED],
    ["by name, where the id is that of another group", [native("rg")], { openai: BAD, [id("s1", "x")]: GOOD }, BLOCKED],
    ["not by the id of another group", [native("rg")], { [id("s1", "other")]: BAD }, UNVERIFIED],
    [
      "not by ids that nobody can tell apart",
      [native("rg")],
      { [id("a", "rg")]: BAD, [id("b", "rg")]: GOOD },
      UNVERIFIED,
    ],
    [
      "by the subscription of its provider",
      [provider, native("rg", { provider: `${PROVIDER}::1` })],
      { [id("s1", "rg")]: BAD, [id("s2", "rg")]: GOOD },
      BLOCKED,
    ],
    [
      "not in another subscription than its provider's",
      [provider, native("rg", { provider: `${PROVIDER}::1` })],
      { [id("s2", "rg")]: BAD },
      UNVERIFIED,
    ],
    [
      "by the id of the deployment in a state",
      [native("rg", { id: `${id("s1", "rg")}/deployments/chat` })],
      { [id("s1", "rg")]: BAD, [id("s2", "rg")]: GOOD },
      BLOCKED,
    ],
    ["for a template, by group and name", [template], { [id("s1", "rg")]: BAD }, BLOCKED],
    [
      "for a template, by the id of its deployment",
      [{ ...template, id: "/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Resources/deployments/t" }],
      { [id("s1", "rg")]: BAD, [id("s2", "rg")]: GOOD },
      BLOCKED,
    ],
    [
      "where the program makes it at a location that is not known",
      [account(UNKNOWN), native("rg")],
      { openai: BAD },
      BLOCKED,
    ],
    ["not where the program makes it at a known location", [account(GOOD), native("rg")], { openai: BAD }, []],
  ])("%s", (_, resources, accounts, expected) => {
    const settings = Object.fromEntries(Object.entries(accounts).map(([key, region]) => [key, { region }]));
    expect(found(resources, settings).filter((f) => !f.startsWith("pinned"))).toEqual(expected);
  });

  it("each in its own group, if two have one name", () => {
    const accounts = { [id("s1", "eu")]: { region: GOOD }, [id("s1", "us")]: { region: BAD } };
    expect(found([native("eu", {}, "a")], accounts)).toEqual([]);
    expect(found([native("us", {}, "b")], accounts)).toEqual(BLOCKED);
  });
});

it("two equal accounts give the same findings in either order", () => {
  const twin = (name: string, tags: object): PlanResource => {
    const made = account(BAD, tags);
    return { ...made, urn: `${made.urn}-${name}`, name };
  };
  const all = [twin("a", { x: "1" }), twin("b", { x: "2" }), native("rg")];
  const options = { edition: defaultEdition(), settings: parseSettings({}), today: "2025-07-01" };
  expect(checkPlan(all, options)).toEqual(checkPlan([...all].reverse(), options));
});

it("does not say that the program does not create an account that the plan leaves out", () => {
  const from = { accountName: [urn("azure-native:cognitiveservices:Account", "openai")] };
  const options = { edition: defaultEdition(), settings: parseSettings({}), today: "2025-07-01" };
  const [left] = checkPlan([native("rg", { propertyDependencies: from })], options).findings;
  const [missing] = checkPlan([native("rg")], options).findings;
  expect(JSON.stringify(left)).toContain("the plan leaves out account openai, since nothing changes in it");
  expect(JSON.stringify(left)).toContain("--show-sames");
  expect(JSON.stringify(missing)).toContain("the program does not create account openai");
});

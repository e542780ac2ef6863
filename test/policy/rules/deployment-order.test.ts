/** Deployments of one account: which have an order, and which need one. */
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { Session, type StackResource } from "../../../policy/pack/session";
import type { PlanResource } from "../../../policy/plan/resource";
import { RULES } from "../../../policy/rules";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { findingText } from "../../../policy/words/finding";
import { account, deployment, UNKNOWN, urn } from "../plans";
import { message } from "../said";

const MODEL = { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" };
const one = (name: string, over: Partial<PlanResource> = {}): PlanResource => ({ ...deployment(MODEL, name), ...over });
const dependsOn = (...names: string[]) => ({ dependencies: names.map((name) => one(name).urn) });
const other = (type: string, name: string, over: Partial<PlanResource> = {}): PlanResource => ({
  ...{ urn: urn(type, name), type, name, inputs: {} },
  ...over,
});

const found = (resources: readonly PlanResource[], settings: unknown = {}) =>
  checkPlan([account("eastus2"), ...resources], {
    edition: defaultEdition(),
    settings: parseSettings(settings),
    today: "2025-07-01",
  }).findings.filter((f) => f.rule === "deployment-order");
const said = (...resources: PlanResource[]) => found(resources).map((f) => message(f).split("\n"));

const VM = "azure-native:compute:VirtualMachine";
const COMPONENT = "my:index:Chat";
const COMMAND = other(VM, "between", dependsOn("a"));

describe("no order is missing", () => {
  it.each<[string, PlanResource[]]>([
    ["one deployment", [one("a")]],
    ["one after the other", [one("a"), one("b", dependsOn("a"))]],
    ["in any order", [one("a", dependsOn("b")), one("b")]],
    ["a chain", [one("a"), one("b", dependsOn("a")), one("c", dependsOn("b"))]],
    ["by a property", [one("a"), one("b", { propertyDependencies: { tags: [one("a").urn] } })]],
    ["by its parent", [one("a"), one("b", { parent: one("a").urn })]],
    ["through another resource", [one("a"), COMMAND, one("b", { dependencies: [COMMAND.urn] })]],
    [
      "by the dependency of its component",
      [
        one("a"),
        other(COMPONENT, "later", { isComponent: true, ...dependsOn("a") }),
        one("b", { parent: urn(COMPONENT, "later") }),
      ],
    ],
    [
      "after a whole component",
      [
        other(COMPONENT, "first", { isComponent: true }),
        one("a", { parent: urn(COMPONENT, "first") }),
        one("b", { dependencies: [urn(COMPONENT, "first")] }),
      ],
    ],
    ["both are there", [one("a", { exists: true }), one("b", { exists: true })]],
    ["one is there", [one("a", { exists: true }), one("b", { exists: false })]],
    [
      "the account is not known",
      ["a", "b"].map((name) => one(name, { inputs: { ...Object(one(name).inputs), accountName: UNKNOWN } })),
    ],
  ])("%s", (_, resources) => {
    expect(found(resources)).toEqual([]);
    expect(found([...resources].reverse())).toEqual([]);
  });
});

describe("an order is missing", () => {
  it("names the first two, and how to order them in a program of unknown language", () => {
    expect(said(one("a"), one("b"))).toEqual([
      [
        "Nothing orders the deployments a and b of account openai: Azure makes one change of an account at a time, and refuses a second with RequestConflict.",
        `Let b wait for a: { dependsOn: [a] } as its options; in Pulumi YAML, options: { dependsOn: ["$\{a}"] }`,
      ],
    ]);
  });

  it("is a finding about the second one, and advice", () => {
    const [finding] = found([one("a"), one("b")]);
    expect(finding).toMatchObject({ urn: one("b").urn, level: "advisory", stack: "app/dev", about: "deployment" });
    expect(finding?.asked).toEqual({
      model: "gpt-4.1",
      version: "2025-04-14",
      sku: "GlobalStandard",
      region: "eastus2",
    });
  });

  it.each([
    ["python", "my-b", "opts=pulumi.ResourceOptions(depends_on=[my_a])"],
    ["yaml", "my-b", `options: { dependsOn: ["$\{my-a}"] }`],
    ["go", "my-b", "pulumi.DependsOn([]pulumi.Resource{myA})"],
    ["csharp", "my-b", "new CustomResourceOptions { DependsOn = { myA } }"],
    ["java", "my-b", "CustomResourceOptions.builder().dependsOn(myA).build()"],
    ["typescript", "my-b", "{ dependsOn: [myA] } as its options"],
  ] as const)("a program in %s lets %s wait by %s", (language, second, code) => {
    const [finding] = found([one("my-a"), one(second)]);
    expect(finding && findingText(finding, language).remedies).toEqual([`Let my-b wait for my-a: ${code}`]);
  });

  it("counts the others once for the account", () => {
    expect(said(one("a"), one("b"), one("c"))[0]).toContain("In this account 1 other deployment has no order either.");
    expect(said(...["a", "b", "c", "d"].map((name) => one(name)))[0]).toContain(
      "In this account 2 other deployments have no order either.",
    );
  });

  it("is reported for siblings that both wait for a third", () => {
    expect(said(one("a"), one("b", dependsOn("a")), one("c", dependsOn("a")))[0]?.[0]).toContain("deployments b and c");
  });

  it("is not given by a common component", () => {
    const inside = { parent: urn(COMPONENT, "all") };
    expect(said(other(COMPONENT, "all", { isComponent: true }), one("a", inside), one("b", inside))).toHaveLength(1);
  });

  it("counts a deployment of another vendor's model", () => {
    const inputs = Object(one("b").inputs);
    const cohere = { ...inputs, properties: { model: { format: "Cohere", name: "embed", version: "1" } } };
    expect(said(one("a"), one("b", { inputs: cohere }))).toHaveLength(1);
  });

  it("counts one whose model the update replaces", () => {
    const before = { exists: true, inputsBefore: deployment({ ...MODEL, model: "gpt-4o" }, "b").inputs };
    expect(said(one("a", { exists: false }), one("b", before))).toHaveLength(1);
  });

  it("can be waived, and disabled", () => {
    const waiver = { rule: "deployment-order", stack: "app/dev", reason: "r", owner: "o", expires: "2025-12-31" };
    expect(found([one("a"), one("b")], { waivers: [waiver] })[0]?.waiver?.reason).toBe("r");
    expect(found([one("a"), one("b")], { "deployment-order": "disabled" })).toEqual([]);
  });
});

describe("providers", () => {
  const ID = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/openai";
  const model = { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" };
  const classic = (name: string) =>
    other("azure:cognitive/deployment:Deployment", name, {
      inputs: { cognitiveAccountId: ID, model, sku: { name: "GlobalStandard" } },
    });
  const azapi = (name: string, more = {}) =>
    other("azapi:index/resource:Resource", name, {
      inputs: {
        type: "Microsoft.CognitiveServices/accounts/deployments@2024-10-01",
        ...{ parentId: ID, name, body: { sku: { name: "GlobalStandard" }, properties: { model } }, ...more },
      },
    });

  it.each<[string, PlanResource[], number]>([
    ["classic takes turns", [classic("a"), classic("b")], 0],
    ["azapi does not", [azapi("a"), azapi("b")], 1],
    ["azapi with locks does", [azapi("a", { locks: [ID] }), azapi("b", { locks: [ID] })], 0],
    ["azapi tries again", [azapi("a"), azapi("b", { retry: { errorMessageRegex: ["RequestConflict"] } })], 0],
  ])("%s", (_, resources, count) => {
    expect(found(resources)).toHaveLength(count);
  });
});

describe("templates", () => {
  const DEPLOYMENTS = "Microsoft.CognitiveServices/accounts/deployments";
  const chat = (name: string, more = {}) => ({
    ...{ type: DEPLOYMENTS, apiVersion: "2024-10-01", name: `openai/${name}`, sku: { name: "GlobalStandard" } },
    properties: { model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" } },
    ...more,
  });
  const id = (name: string) => `[resourceId('${DEPLOYMENTS}', 'openai', '${name}')]`;
  const nested = (name: string, resources: unknown, more = {}) => ({
    ...{ type: "Microsoft.Resources/deployments", name, properties: { template: { resources } } },
    ...more,
  });
  const template = (resources: unknown, name = "all", over: Partial<PlanResource> = {}) =>
    other("azure-native:resources:Deployment", name, {
      inputs: { resourceGroupName: "rg", properties: { template: { resources } } },
      ...over,
    });
  const loop = (copy: object) => [chat("x", { name: "[format('openai/chat{0}', copyIndex())]", copy })];

  it.each<[string, PlanResource[], number]>([
    ["two without an order", [template([chat("a"), chat("b")])], 1],
    ["by id", [template([chat("a"), chat("b", { dependsOn: [id("a")] })])], 0],
    [
      "by a chain of ids",
      [template([chat("a", { dependsOn: [id("c")] }), chat("b", { dependsOn: [id("a")] }), chat("c")])],
      0,
    ],
    ["only of two of three", [template([chat("a"), chat("b", { dependsOn: [id("a")] }), chat("c")])], 1],
    ["by name", [template([chat("a"), chat("b", { dependsOn: ["openai/a"] })])], 0],
    ["by symbolic name", [template({ first: chat("a"), second: chat("b", { dependsOn: ["first"] }) })], 0],
    ["on something else", [template([chat("a"), chat("b", { dependsOn: ["[resourceId('x/y', 'z')]"] })])], 1],
    ["on what is not known", [template([chat("a"), chat("b", { dependsOn: [UNKNOWN] })])], 0],
    ["a parallel loop", [template(loop({ name: "chats", count: 3 }))], 1],
    ["a serial loop", [template(loop({ name: "chats", count: 3, mode: "serial", batchSize: 1 }))], 0],
    ["a serial loop of two at once", [template(loop({ name: "chats", count: 3, mode: "Serial", batchSize: 2 }))], 1],
    [
      "after a loop",
      [template([...loop({ name: "chats", count: 2, mode: "serial" }), chat("b", { dependsOn: ["chats"] })])],
      0,
    ],
    ["in nested templates", [template([nested("one", [chat("a")]), nested("two", [chat("b")])])], 1],
    [
      "in nested templates, one after the other",
      [
        template([
          nested("one", [chat("a")]),
          nested("two", [chat("b")], { dependsOn: ["[resourceId('Microsoft.Resources/deployments', 'one')]"] }),
        ]),
      ],
      0,
    ],
    ["two templates", [template([chat("a")], "t1"), template([chat("b")], "t2")], 1],
    [
      "two templates, one after the other",
      [
        template([chat("a")], "t1"),
        template([chat("b")], "t2", { dependencies: [urn("azure-native:resources:Deployment", "t1")] }),
      ],
      0,
    ],
  ])("%s", (_, resources, count) => {
    expect(found(resources)).toHaveLength(count);
  });

  it("names the deployments of a template, and what to write in it", () => {
    expect(said(template([chat("a"), chat("b")]))).toEqual([
      [
        "Nothing orders deployment a and deployment b of account openai: Azure makes one change of an account at a time, and refuses a second with RequestConflict.",
        "In the template: deployment b of account openai.",
        'Name the one in dependsOn of the other; a loop over deployments needs "mode": "serial" and "batchSize": 1.',
      ],
    ]);
  });
});

describe("in the pack", () => {
  const reported = (resources: readonly PlanResource[], outputs: unknown) => {
    const session = new Session(defaultEdition(), "2025-07-01");
    for (const { dependencies: _, ...early } of resources) {
      for (const rule of RULES) session.register(rule.name, () => early, early.urn);
    }
    const early = resources.flatMap((r) => session.findings("deployment-order", r.urn));
    session.complete("model-availability", () =>
      resources.map((r): StackResource => ({ ...r, outputs, propertyDependencies: {} })),
    );
    return { early: early.length, late: session.remaining("deployment-order").map((f) => f.urn) };
  };
  const all = (over: Partial<PlanResource>) => [account("eastus2"), one("a"), COMMAND, one("b", over)];

  it("is reported at the end, when the dependencies are known", () => {
    expect(reported(all({}), { name: UNKNOWN })).toEqual({ early: 0, late: [one("b").urn] });
    expect(reported(all({ dependencies: [COMMAND.urn] }), { name: UNKNOWN })).toEqual({ early: 0, late: [] });
  });

  it("is not reported for deployments that exist, by their outputs", () => {
    expect(reported(all({}), { name: "there" })).toEqual({ early: 0, late: [] });
  });
});

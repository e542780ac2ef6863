/** For any template, the work is bounded, its neighbours are judged, and templates that Azure accepts still pass. */

import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../../catalog/edition/embedded";
import { Session } from "../../../../policy/pack/session";
import { Budget } from "../../../../policy/plan/arm/work";
import type { PlanResource } from "../../../../policy/plan/resource";
import { RULES } from "../../../../policy/rules";
import { checkPlan } from "../../../../policy/run/check-plan";
import { parseSettings } from "../../../../policy/settings";
import { compiled } from "../../../support/bicep";
import { Random } from "../../../support/random";
import { randomTemplate } from "../../../support/templates";
import { account, deployment, urn } from "../../plans";
import { message } from "../../said";

type Json = Record<string, unknown>;

const TYPE = "azure-native:resources:Deployment";
const ACCOUNT = "Microsoft.CognitiveServices/accounts";
const BLOCKED = "model-availability region-not-listed";
const LARGER = "larger than any template that Azure would deploy";

const deploys = (template: unknown, name = "t"): PlanResource => ({
  urn: urn(TYPE, name),
  type: TYPE,
  name,
  inputs: { resourceGroupName: "rg", properties: { template } },
});
const check = (resources: readonly PlanResource[], budget?: Budget) =>
  checkPlan(resources, {
    edition: defaultEdition(),
    settings: parseSettings({ "deployment-order": "disabled" }),
    today: "2025-07-01",
    ...(budget ? { budget } : {}),
  });
const rules = (resources: readonly PlanResource[], budget?: Budget) =>
  check(resources, budget).findings.map((f) => `${f.rule} ${f.reason}`);
const messages = (template: unknown) => check([deploys(template)]).findings.map((f) => message(f));

const owner = { type: ACCOUNT, name: "a", location: "eastus" };
const chat = (more: Json = {}): Json => ({
  type: `${ACCOUNT}/deployments`,
  name: "a/c",
  sku: { name: "GlobalStandard" },
  properties: {
    model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" },
    versionUpgradeOption: "NoAutoUpgrade",
  },
  ...more,
});
const nested = (template: unknown, more: Json = {}): Json => ({
  type: "Microsoft.Resources/deployments",
  name: "n",
  properties: { template },
  ...more,
});
const many = (count: number, entry: (i: number) => [string, unknown]): Json =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => entry(i)));
const loop = (name: string, count = 800) => ({ copy: { name, count } });
const loops = (inner: unknown) => ({
  copy: [{ name: "x", count: 800, input: { copy: [{ name: "y", count: 800, input: inner }] } }],
});

describe("Azure's limits", () => {
  const string = { type: "string" };
  const resources = [owner, chat()];

  it.each<[string, Json, Json]>([
    [
      "it has 257 parameters, of at most 256",
      { parameters: many(257, (i) => [`p${i}`, string]), resources },
      { parameters: many(256, (i) => [`p${i}`, string]), resources },
    ],
    [
      "it has 513 variables, of at most 512",
      { variables: many(513, (i) => [`v${i}`, i]), resources },
      { variables: many(512, (i) => [`v${i}`, i]), resources },
    ],
    [
      "it has 513 variables, of at most 512",
      { variables: { copy: Array(513).fill({ name: "x", count: 1, input: 1 }) }, resources },
      { variables: { copy: Array(512).fill({ name: "x", count: 1, input: 1 }) }, resources },
    ],
    [
      "it has 65 outputs, of at most 64",
      { outputs: many(65, (i) => [`o${i}`, {}]), resources },
      { outputs: many(64, (i) => [`o${i}`, {}]), resources },
    ],
    [
      "it has 801 resources, of at most 800",
      { resources: [...resources, ...Array(799).fill({ type: "x" })] },
      { resources: [...resources, ...Array(798).fill({ type: "x" })] },
    ],
    [
      "it has 801 resources, of at most 800",
      { resources: [...resources, { ...owner, name: "b", ...loop("x", 799) }] },
      { resources: [...resources, { ...owner, name: "b", ...loop("x", 798) }] },
    ],
    [
      "it has an expression of 24579 characters, of at most 24576",
      { resources: [owner, chat({ tags: { a: `['${"x".repeat(24_575)}']` } })] },
      { resources: [owner, chat({ tags: { a: `['${"x".repeat(24_574)}']` } })] },
    ],
    [
      "it has more than 4 MB",
      { resources, metadata: "x".repeat(4.1e6).concat("x".repeat(1e5)) },
      { resources, metadata: "x".repeat(4.1e6) },
    ],
  ])("%s", (limit, tooLarge, atLimit) => {
    const [message, ...others] = messages(tooLarge);
    expect(message).toContain(`${LARGER}: ${limit}`);
    expect(others).toEqual([]);
    expect(rules([deploys(atLimit)])).toEqual([BLOCKED]);
  });

  it("apply to a nested template separately", () => {
    const large = { resources: [...resources, ...Array(799).fill({ type: "x" })] };
    const [blocked, left, ...others] = messages({ resources: [owner, chat({ name: "a/own" }), nested(large)] });
    expect(blocked).toContain("deployment own of account a");
    expect(left).toContain(`the nested template at resources[2] is ${LARGER}: it has 801 resources`);
    expect(others).toEqual([]);
    const small = { resources: [...resources, ...Array(700).fill({ type: "x" })] };
    expect(
      rules([deploys({ resources: [nested(small), nested({ resources: Array(700).fill({ type: "x" }) })] })]),
    ).toEqual([BLOCKED]);
  });

  it("do not even parse a text of more than 4 MB", () => {
    const [message] = messages(`{"resources": [], "x": "${"x".repeat(4.2e6)}"`);
    expect(message).toContain(`${LARGER}: it has more than 4 MB`);
  });
});

/** Templates that once took minutes, or all memory; each about as small as possible. */
const ATTACKS: readonly [string, Json][] = [
  [
    "20,000 parameters and as many look-ups of others",
    {
      parameters: many(20_000, (i) => [`p${i}`, { type: "string" }]),
      resources: [owner, chat({ tags: many(20_000, (i) => [`t${i}`, `[parameters('q${i}')]`]) })],
    },
  ],
  [
    "look-ups in two copy loops",
    {
      variables: { o: many(5000, (i) => [`p${i}`, i]), ...loops("[contains(variables('o'), string(copyIndex('y')))]") },
      resources: [owner, chat({ name: "[string(variables('x'))]" })],
    },
  ],
  [
    "5,000 variables and as many look-ups",
    { variables: many(5000, (i) => [`v${i}`, `[variables('w${i}')]`]), resources: [owner, chat()] },
  ],
  [
    "a nested template copied 800 times in one copied 800 times",
    { resources: [nested({ resources: [nested({ resources: [chat()] }, loop("y"))] }, loop("x"))] },
  ],
  [
    "loops inside a value that is read",
    { variables: loops({ z: 1 }), resources: [owner, chat({ sku: "[variables('x')[0]]" })] },
  ],
  [
    "marks of split",
    {
      variables: { t: "a,".repeat(200_000), m: many(2000, (i) => [`m${i}`, i]) },
      resources: [
        owner,
        chat({ name: "[split(variables('t'), map(range(0, 2000), lambda('i', string(lambdaVariables('i')))))[0]]" }),
      ],
    },
  ],
  [
    "keys copied 800 times",
    {
      variables: { o: many(20_000, (i) => [`k${i}`, i]) },
      resources: [
        chat({ ...loop("x"), name: "[string(length(union(variables('o'), createObject('x', copyIndex()))))]" }),
      ],
    },
  ],
  [
    "lambdas in lambdas",
    {
      resources: [
        owner,
        chat({
          name: "[string(map(range(0, 10000), lambda('x', map(range(0, 10000), lambda('y', createObject('a', 1))))))]",
        }),
      ],
    },
  ],
  [
    "chains of $ref",
    {
      definitions: many(5000, (i) => [`d${i}`, { $ref: `#/definitions/d${i + 1}` }]),
      parameters: many(256, (i) => [`p${i}`, { $ref: "#/definitions/d0" }]),
      resources: [
        owner,
        chat({ name: `[concat(${Array.from({ length: 256 }, (_, i) => `parameters('p${i}')`).join(",")})]` }),
      ],
    },
  ],
  [
    "doubling names of what is not known",
    {
      parameters: { u: { type: "string" } },
      variables: {
        a0: "[parameters('u')]",
        ...many(60, (i) => [`a${i + 1}`, `[concat(variables('a${i}'), 'x', variables('a${i}'))]`]),
      },
      resources: [owner, chat({ name: "[variables('a60')]" })],
    },
  ],
  [
    "a long list, 800 times",
    {
      variables: { copy: [{ name: "l", count: 800, input: "[range(0, 10000)]" }] },
      resources: [owner, chat({ name: "[variables('l')[0]]" })],
    },
  ],
];

describe("a template that takes too much work", () => {
  const bad = deployment({ model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard" });
  const known = [account("eastus"), bad];

  it.each(ATTACKS)("%s: gives a few findings, and does not change the neighbour's", (_, template) => {
    const { findings } = check([...known, ...Array.from({ length: 10 }, (_, i) => deploys(template, `t${i}`))]);
    expect(findings.filter((f) => f.urn === bad.urn)).toEqual(check(known).findings);
    expect(findings.length).toBeLessThan(40);
  });

  it.each(ATTACKS)("%s: leaves other templates of the run what they need", (_, template) => {
    const budget = new Budget();
    for (let i = 0; i < 5; i += 1) check([deploys(template, `t${i}`)], budget);
    expect(rules([deploys({ resources: [owner, chat()] })], budget)).toEqual([BLOCKED]);
  });

  it("stops after a fixed amount of work, not time: the findings are the same each time", () => {
    const template = {
      resources: [owner, nested({ resources: [nested({ resources: [chat()] }, loop("y"))] }, loop("x", 700))],
    };
    const [first, second] = [check([deploys(template)]), check([deploys(template)])];
    expect(first).toEqual(second);
    expect(first.findings.map((f) => [f.reason, f.copies !== undefined])).toEqual([
      ["region-not-listed", true],
      ["unverified", false],
    ]);
    expect(message(first.findings[1])).toContain(`the template is ${LARGER}`);
  });
});

describe("a template by grammar", () => {
  const bad = deployment({ model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard" });
  const known = [account("eastus"), bad];
  const alone = check(known).findings;

  it("never throws, does not change the neighbour's findings, and is read the same each time", () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const read = () => check([...known, deploys(randomTemplate(new Random(seed)))]);
      const { findings } = read();
      expect(
        findings.filter((f) => f.urn === bad.urn),
        `seed ${seed}`,
      ).toEqual(alone);
      if (seed % 10 === 0) expect(read().findings, `seed ${seed}`).toEqual(findings);
    }
  });
});

describe("an unused part", () => {
  // Evaluated, each would be too much.
  const heavy = { copy: [{ name: "x", count: 800, input: { copy: [{ name: "y", count: 800, input: "z" }] } }] };
  const lookup = Object.fromEntries(Object.entries(heavy));

  it.each<[string, Json]>([
    ["tags", { tags: heavy }],
    ["properties", { properties: { ...(chat().properties as Json), raiPolicyName: heavy, more: lookup } }],
    [
      "a part of the model",
      {
        properties: {
          model: { ...((chat().properties as Json).model as Json), publisher: heavy },
          versionUpgradeOption: "NoAutoUpgrade",
        },
      },
    ],
    ["a part of the SKU", { sku: { name: "GlobalStandard", tier: heavy } }],
    ["metadata", { metadata: heavy }],
    ["dependsOn, where the name tells the account", { dependsOn: ["[variables('heavy')]"] }],
  ])("%s is not evaluated", (_, more) => {
    const variables = { heavy: { copy: heavy.copy } };
    const all = Array.from({ length: 48 }, (_, i) => deploys({ variables, resources: [owner, chat(more)] }, `t${i}`));
    expect(new Set(rules(all))).toEqual(new Set([BLOCKED]));
  });
});

describe("copies of one loop", () => {
  const models = (...names: string[]) => ({
    variables: { models: names },
    resources: [
      owner,
      chat({
        ...loop("x", names.length),
        name: "[concat('a/c', string(copyIndex()))]",
        properties: {
          model: { format: "OpenAI", name: "[variables('models')[copyIndex()]]", version: "2025-04-14" },
          versionUpgradeOption: "NoAutoUpgrade",
        },
      }),
    ],
  });

  it("that differ only in their number have one finding, with their count", () => {
    const { findings, deployments } = check([deploys(models("gpt-4.1-nano", "gpt-4.1-nano", "gpt-4.1-nano"))]);
    expect(deployments).toBe(3);
    expect(findings.map((f) => [f.reason, f.nested, f.copies])).toEqual([
      ["region-not-listed", "deployment c0 of account a", 3],
    ]);
    expect(message(findings[0])).toContain("deployment c0 of account a, and 2 more copies of it.");
  });

  it("that differ in more have one each", () => {
    const { findings } = check([deploys(models("gpt-4.1-nano", "gpt-9", "gpt-4.1-nano"))]);
    expect(findings.map((f) => [f.rule, f.asked.model, f.copies])).toEqual([
      ["model-availability", "gpt-4.1-nano", 2],
      ["known-model", "gpt-9", undefined],
    ]);
  });

  it("have one finding in the pack, too", () => {
    const session = new Session(defaultEdition(), "2025-07-01");
    const resource = deploys(models("gpt-4.1-nano", "gpt-4.1-nano"));
    for (const rule of RULES) session.register(rule.name, () => resource, resource.urn);
    expect(session.findings("model-availability", resource.urn).map((f) => f.copies)).toEqual([2]);
  });

  it("do not merge with a separate resource", () => {
    const template = { resources: [owner, chat({ name: "a/1" }), chat({ name: "a/2" })] };
    expect(rules([deploys(template)])).toEqual([BLOCKED, BLOCKED]);
  });
});

describe("templates that Azure accepts", () => {
  it.each([
    ["a program of 300 modules", { modules: 300, deployments: 2, others: 1 }, 600],
    ["a program of 3 MB", { modules: 100, deployments: 4, others: 4, padding: 2000 }, 400],
    ["a module with 100 deployments", { modules: 1, deployments: 100 }, 100],
    ["a module of 700 deployments", { modules: 1, deployments: 700 }, 700],
  ])("%s is judged as a whole", (_, size, count) => {
    const bad = check([deploys(compiled("eastus", size))]);
    expect(bad.deployments).toBe(count);
    expect(new Set(bad.findings.map((f) => f.reason))).toEqual(new Set(["region-not-listed"]));
    const good = check([deploys(compiled("eastus2", size))]);
    expect(good.findings).toEqual([]);
    expect(good.deployments).toBe(count);
  });

  it("hundreds of stacks with a template each are judged in one run", () => {
    const budget = new Budget();
    for (let i = 0; i < 300; i += 1) {
      expect(rules([deploys(compiled("eastus", { modules: 1, deployments: 8 }))], budget)).toEqual([BLOCKED]);
    }
  });
});

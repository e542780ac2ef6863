/** One engine: a plan gives the same findings all at once and resource by resource, in any order. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import type { UnlevelledFinding } from "../../../policy/finding";
import { Session, type StackResource } from "../../../policy/pack/session";
import type { PlanResource } from "../../../policy/plan/resource";
import { RULES } from "../../../policy/rules";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { UNKNOWN, urn } from "../plans";

const ACCOUNT = "azure-native:cognitiveservices:Account";
const GROUP = "azure-native:resources:ResourceGroup";
const DEPLOYMENT = "azure-native:cognitiveservices:Deployment";
const TEMPLATE = "azure-native:resources:Deployment";
const CLASSIC = "azure:cognitive/deployment:Deployment";
const REGIONS = ["eastus", "francecentral", "East US 2", "westus3", "nowhere", UNKNOWN, undefined];
const MODELS = [
  "gpt-4o",
  "gpt-4.1-nano",
  "gpt-35-turbo",
  "o1-mini",
  "gpt-4",
  "gpt-5",
  "dall-e-3",
  UNKNOWN,
  "gpt-4o.ft-1",
];
const VERSIONS = ["2024-05-13", "2025-04-14", "0613", "0125", UNKNOWN, undefined, "nope"];
const SKUS = ["Standard", "GlobalStandard", "globalstandard", "DataZoneStandard", UNKNOWN, undefined, "Odd"];
const PURPOSES = [undefined, "assistants", "fine-tuning", "assistants fine-tuning", "odd", UNKNOWN];

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const model = fc.record({ name: one(...MODELS), version: one(...VERSIONS), format: one("OpenAI", "OpenAI", "Cohere") });
const planned = fc.record({
  model,
  sku: one(...SKUS),
  capacity: one<unknown>(1, 50, UNKNOWN, undefined),
  tag: one(...PURPOSES),
  environment: one<unknown>("prod", "dev", undefined, UNKNOWN),
  account: fc.nat(4),
  by: one("name", "unknown name", "classic", "template"),
});
const accounts = fc.array(
  fc.record({ location: one(...REGIONS), isGiven: fc.boolean(), tag: one(...PURPOSES), group: fc.nat(1) }),
  {
    minLength: 1,
    maxLength: 4,
  },
);

const tagged = (tags: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== undefined));

/** The resources of a program; names of groups and accounts are unique. */
function resourcesOf(given: { accounts: AccountCase[]; deployments: DeploymentCase[]; groups: unknown[] }) {
  const resources: PlanResource[] = given.groups.map((location, i) => ({
    urn: urn(GROUP, `rg${i}`),
    type: GROUP,
    name: `rg${i}`,
    inputs: { resourceGroupName: `rg${i}`, ...tagged({ location }) },
  }));
  for (const [i, { location, isGiven, tag, group }] of given.accounts.entries()) {
    resources.push({
      urn: urn(ACCOUNT, `a${i}`),
      type: ACCOUNT,
      name: `a${i}`,
      inputs: {
        accountName: `a${i}`,
        resourceGroupName: `rg${group}`,
        kind: "OpenAI",
        tags: tagged({ "aoai-purpose": tag }),
        ...tagged({ location }),
      },
      ...(isGiven && location === UNKNOWN
        ? { propertyDependencies: { location: [urn("pulumi:pulumi:StackReference", "other")] } }
        : {}),
    });
  }
  for (const [i, d] of given.deployments.entries()) resources.push(deploymentOf(d, i, given.accounts[d.account]));
  // Without any, Pulumi shows an empty list of them.
  return resources.map((r) => ({ propertyDependencies: {}, ...r }));
}

type AccountCase = { location: unknown; isGiven: boolean; tag: unknown; group: number };
type DeploymentCase = typeof planned extends fc.Arbitrary<infer T> ? T : never;

function deploymentOf(d: DeploymentCase, i: number, within: AccountCase | undefined): PlanResource {
  const [name, account, group] = [`d${i}`, `a${d.account}`, `rg${within?.group ?? 0}`];
  const sku = tagged({ name: d.sku, capacity: d.capacity });
  const body = {
    properties: { model: tagged(d.model) },
    ...(d.sku === undefined ? {} : { sku }),
    tags: tagged({ "aoai-purpose": d.tag, environment: d.environment }),
  };
  if (d.by === "template") {
    const type = "Microsoft.CognitiveServices/accounts/deployments";
    const twice = [name, `${name}b`].map((n) => ({ type, name: `${account}/${n}`, ...body }));
    const inputs = { resourceGroupName: group, properties: { template: { resources: twice } } };
    return { urn: urn(TEMPLATE, name), type: TEMPLATE, name, inputs };
  }
  if (d.by === "classic") {
    const cognitiveAccountId = `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.CognitiveServices/accounts/${account}`;
    return { urn: urn(CLASSIC, name), type: CLASSIC, name, inputs: { cognitiveAccountId, ...body.properties, sku } };
  }
  const isUnknown = d.by === "unknown name";
  return {
    urn: urn(DEPLOYMENT, name),
    type: DEPLOYMENT,
    name,
    inputs: { accountName: isUnknown ? UNKNOWN : account, resourceGroupName: group, ...body },
    ...(isUnknown ? { propertyDependencies: { accountName: [urn(ACCOUNT, account)] } } : {}),
  };
}

const LIMITS = [
  { name: "eu", for: { tags: { environment: "prod*" } }, processing: ["EU"], regions: { denied: ["*us*"] } },
  {
    name: "models",
    notFor: { models: ["gpt-4o 2024*"] },
    models: { allowed: ["gpt-4*"] },
    skus: { denied: ["Glob*"] },
  },
  { name: "quota", capacity: { deployment: 40, total: 60 } },
];
const WAIVERS = [
  { rule: "model-availability", urn: "*::d1", reason: "known", owner: "me", expires: "2025-12-31" },
  { rule: "known-model", stack: "dev", reason: "known", owner: "me", expires: "2025-01-31" },
  { rule: "pinned-version", urn: "*::nothing", stack: "app/dev", reason: "known", owner: "me", expires: "2025-12-31" },
];
const settings = fc.record({
  placement: one(undefined, { limits: LIMITS }),
  // For accounts that no program here makes in a known location.
  accounts: one(undefined, { a4: { region: "eastus" } }, { a4: { region: "swedencentral", purpose: "assistants" } }),
  waivers: one(undefined, WAIVERS),
  "catalog-age": one(undefined, { maxAgeDays: 1 }),
  granted: one(undefined, ["o1-preview-limited-access"]),
});

const program = fc
  .record({
    accounts,
    deployments: fc.array(planned, { minLength: 1, maxLength: 6 }),
    groups: fc.array(one(...REGIONS), { maxLength: 2 }),
  })
  .map(resourcesOf);
const shuffled = program.chain((all) =>
  fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }).map((order) => ({ all, order })),
);

const edition = defaultEdition();
const today = "2025-07-01";

/** A finding without its ways out, and the whole finding. */
const identity = ({ rule, urn, nested, reason, limit, asked, waiver, levelBound, facts }: UnlevelledFinding) =>
  JSON.stringify([rule, urn, nested, reason, limit, asked, waiver, levelBound, facts.kind]);
const whole = (finding: UnlevelledFinding) => JSON.stringify({ ...finding, level: undefined });

/** Like the pack: each resource registers without dependencies, and every policy asks about it. */
function asPack(order: readonly PlanResource[], given: object) {
  const session = new Session(edition, today);
  for (const [rule, config] of Object.entries(given)) session.configure(rule as "placement", config);
  const early = order.flatMap(({ propertyDependencies: _, ...r }) => {
    for (const { name } of RULES) session.register(name, () => r, r.urn);
    return RULES.flatMap(({ name }) => session.findings(name, r.urn));
  });
  const atEnd: StackResource[] = order.map((r) => ({ ...r, propertyDependencies: r.propertyDependencies ?? {} }));
  session.complete("model-availability", () => atEnd);
  return { early, late: RULES.flatMap(({ name }) => session.remaining(name)) };
}

/** Settings as Pulumi passes them: each to the policy of its rule. */
function configsOf({ accounts: known, waivers, granted, ...rules }: Record<string, unknown>) {
  const shared = tagged({ accounts: known, waivers });
  const own = { ...tagged(rules), ...(granted === undefined ? {} : { "limited-access": { granted } }) };
  return { ...own, "model-availability": shared };
}

describe("the findings of a plan", () => {
  it("are the same in any order, and in the pack", () => {
    fc.assert(
      fc.property(shuffled, settings, ({ all, order }, given) => {
        const options = { edition, settings: parseSettings(tagged(given)), today };
        const report = checkPlan(all, options);
        expect(checkPlan(order, options)).toEqual(report);

        const { early, late } = asPack(order, configsOf(given));
        const ofAccounts = late.filter((f) => f.reason === "account-regions");
        const rest = late.filter((f) => f.reason !== "account-regions");
        expect([...early, ...rest].map(identity).sort()).toEqual(report.findings.map(identity).sort());
        const everything = new Set(report.findings.map(whole));
        for (const finding of rest) expect(everything).toContain(whole(finding));
        // The pack corrects at the end ways out that it offered before it saw the whole account.
        for (const finding of early) {
          if (everything.has(whole(finding)) || finding.waiver) continue;
          const final = report.findings.find((f) => identity(f) === identity(finding));
          const moves = (f: UnlevelledFinding) =>
            JSON.stringify(f.waysOut.map(({ changes, account }) => [changes, account?.kind === "alone"]));
          if (final && moves(final) !== moves(finding)) expect(ofAccounts.map((f) => f.rule)).toContain(finding.rule);
        }
      }),
      { numRuns: 400 },
    );
  }, 120_000);
});

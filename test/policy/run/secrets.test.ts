/** Secrets of a plan: judged like other values, and never shown; the output names their place instead. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { FORMATS } from "../../../cli/check/reporters";
import { levelOf } from "../../../policy/finding";
import { Session } from "../../../policy/pack/session";
import type { PlanResource } from "../../../policy/plan/resource";
import { RULE_NAMES } from "../../../policy/rule-name";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { findingText, messageOf } from "../../../policy/words/finding";
import { cli } from "../../cli/support";
import { account, deployment, UNKNOWN } from "../plans";

const directory = mkdtempSync(join(tmpdir(), "aog-secrets-"));
afterAll(() => rmSync(directory, { recursive: true }));

const SIGNED = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
/** As in a state that is exported with its secrets. */
const secret = (value: unknown) => ({ ...SIGNED, plaintext: JSON.stringify(value) });
/** As in a running preview. */
const sent = (value: unknown) => ({ ...SIGNED, value });

const NANO = { region: "eastus", model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard" };
const TEMPLATE = "azure-native:resources:Deployment";

/** A template with one account and one deployment. */
function template(accountName: unknown, name: string): PlanResource {
  const resources = [
    {
      type: "Microsoft.CognitiveServices/accounts/deployments",
      apiVersion: "2024-10-01",
      name: `[concat(parameters('account'), '/${name}')]`,
      sku: { name: NANO.sku, capacity: 1 },
      properties: { model: { format: "OpenAI", name: NANO.model, version: NANO.version } },
    },
    {
      type: "Microsoft.CognitiveServices/accounts",
      apiVersion: "2024-10-01",
      name: "[parameters('account')]",
      location: NANO.region,
      kind: "OpenAI",
    },
  ];
  const properties = {
    mode: "Incremental",
    template: { parameters: { account: { type: "string" } }, resources },
    parameters: { account: { value: accountName } },
  };
  return { urn: `urn:pulumi:dev::app::${TEMPLATE}::arm`, type: TEMPLATE, name: "arm", inputs: { properties } };
}

/** A program with a secret: what is secret, its resources, the texts that must not appear, and the secret's place. */
const CASES: readonly [what: string, resources: PlanResource[], hidden: string[], place: string][] = [
  [
    "the model",
    [account(NANO.region), deployment({ ...NANO, model: secret(NANO.model) })],
    [NANO.model],
    "properties.model.name of chat",
  ],
  [
    "the model, as a preview sends it",
    [account(NANO.region), deployment({ ...NANO, model: sent(NANO.model) })],
    [NANO.model],
    "properties.model.name of chat",
  ],
  [
    "the version",
    [account(NANO.region), deployment({ ...NANO, version: secret(NANO.version) })],
    [NANO.version],
    "properties.model.version of chat",
  ],
  ["the SKU", [account(NANO.region), deployment({ ...NANO, sku: secret(NANO.sku) })], [NANO.sku], "sku.name of chat"],
  ["the region", [account(secret("East US")), deployment(NANO)], ["East US", "eastus "], "location of openai"],
  [
    "all properties",
    [
      account(NANO.region),
      deployment({
        inputs: {
          accountName: "openai",
          properties: secret({ model: { format: "OpenAI", name: NANO.model, version: NANO.version } }),
          sku: { name: NANO.sku, capacity: 1 },
        },
      }),
    ],
    [NANO.model, NANO.version],
    "properties.model.name of chat",
  ],
  [
    "the name of an account of a template",
    [template(secret("acct-zq"), "chat-zq")],
    ["acct-zq"],
    "account.value of arm",
  ],
  [
    "a model that was fine-tuned",
    [account("eastus"), deployment({ ...NANO, model: secret("gpt-4o-mini-2024-07-18.ft-0123456789abcdef") })],
    ["gpt-4o-mini ", "2024-07-18", "0123456789abcdef"],
    "properties.model.name of chat",
  ],
];

const settings = parseSettings({});
const options = { edition: defaultEdition(), settings, today: "2025-07-01" };
const state = (resources: readonly PlanResource[]) =>
  JSON.stringify({ version: 3, deployment: { resources: resources.map((r) => ({ ...r, custom: true })) } });

describe.each(CASES)("%s", (_, resources, hidden, place) => {
  const shows = (text: string) => hidden.filter((one) => text.toLowerCase().includes(one.toLowerCase()));

  it("is judged, but not shown, by the library", () => {
    const { findings } = checkPlan(resources, options);
    expect(findings.length).toBeGreaterThan(0);
    expect(shows(JSON.stringify(findings))).toEqual([]);
    const text = findings.map((f) => messageOf(findingText(f))).join("\n");
    expect(text).toContain("[secret]");
    expect(text).toContain(place);
    expect(shows(text)).toEqual([]);
  });

  it("gives findings of the same rules as a plain value", () => {
    const open = JSON.parse(state(resources), (_key, value) =>
      value?.[Object.keys(SIGNED)[0] as string] === undefined ? value : (value.value ?? JSON.parse(value.plaintext)),
    );
    const found = (list: readonly PlanResource[]) =>
      checkPlan(list, options).findings.map(({ rule, reason, level, urn }) => [rule, reason, level, urn]);
    expect(found(resources)).toEqual(found(open.deployment.resources));
  });

  it("is shown by no format, place or catalog impact", async () => {
    const file = join(directory, "state.json");
    writeFileSync(file, state(resources));
    const runs = [
      ...FORMATS.map((format) => ["check", file, "--format", format]),
      ["place", "--from", file],
      ["place", "--from", file, "--format", "json"],
      ["catalog", "impact", "2025-06-16", "2026-10-05", file],
      ["catalog", "impact", "2025-06-16", "2026-10-05", file, "--json"],
    ];
    for (const args of runs) {
      const { stdout, stderr, exitCode } = await cli(args);
      // 2 would mean that the command did not run, and so showed nothing.
      expect([args, exitCode]).toEqual([args, expect.toBeOneOf([0, 1])]);
      // SARIF contains the rules' pages, whose examples name models.
      const said = args.includes("sarif") ? JSON.stringify(JSON.parse(stdout).runs[0].results) : stdout;
      expect([args.at(-1), shows(said + stderr)]).toEqual([args.at(-1), []]);
    }
  });

  it("is not shown by the pack, which gets open values with separate marks", () => {
    const session = new Session(defaultEdition(), "2025-07-01");
    const messages: string[] = [];
    const opened = resources.map((r) => {
      const inputs = JSON.parse(JSON.stringify(r.inputs), (_key, value) =>
        value?.[Object.keys(SIGNED)[0] as string] === undefined ? value : (value.value ?? JSON.parse(value.plaintext)),
      );
      return { ...r, inputs, marked: [r.inputs] };
    });
    const [rule] = RULE_NAMES;
    for (const one of opened) {
      session.register(rule as (typeof RULE_NAMES)[number], () => one, one.urn);
      for (const name of RULE_NAMES) messages.push(...session.findings(name, one.urn).map(told));
    }
    session.complete(rule as (typeof RULE_NAMES)[number], () =>
      opened.map((r) => ({ ...r, outputs: r.inputs, propertyDependencies: {} })),
    );
    for (const name of RULE_NAMES) messages.push(...session.remaining(name).map(told));
    expect(messages.join("\n")).toContain(place);
    expect(shows(messages.join("\n"))).toEqual([]);
  });
});

const told = (finding: Parameters<typeof findingText>[0]) =>
  `${levelOf(finding, "advisory")} ${messageOf(findingText(finding))}`;

describe("a value that is not secret", () => {
  it.each<[string, PlanResource[]]>([
    [
      "a closed secret, whose text nobody has",
      [account("eastus"), deployment({ ...NANO, model: { ...SIGNED, ciphertext: "v1:x" } })],
    ],
    ["a value that is not known", [account("eastus"), deployment({ ...NANO, model: UNKNOWN })]],
    ["a plain value", [account("eastus"), deployment(NANO)]],
  ])("%s gives no note", (_, resources) => {
    expect(checkPlan(resources, options).findings.map(({ notes }) => notes)).toEqual([[]]);
  });

  it("is shown even if it contains a secret as a part of a longer name", () => {
    const { findings } = checkPlan([account(secret("eastus")), deployment(NANO)], options);
    expect(messageOf(findingText(findings[0] as (typeof findings)[0]))).toContain("region eastus2");
  });

  it("leaves the marks of an unreadable tree alone", () => {
    const trap = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error("not readable");
        },
      },
    );
    const plain = [account("eastus"), deployment(NANO)];
    const trapped = [account("eastus"), { ...deployment(NANO), outputs: trap }];
    expect(checkPlan(trapped, options).findings).toEqual(checkPlan(plain, options).findings);
    expect(checkPlan(plain, options).findings).toHaveLength(1);
  });
});

describe("a secret capacity", () => {
  const sized = (name: string, capacity: unknown) =>
    deployment(
      {
        inputs: {
          accountName: "openai",
          properties: { model: { format: "OpenAI", name: "gpt-4o-mini", version: "2024-07-18" } },
          sku: { name: "GlobalStandard", capacity },
        },
      },
      name,
    );

  it.each([
    ["of one deployment", { deployment: 100 }, "4321"],
    ["of one that is over in total", { total: 100 }, "4321"],
    ["that the total would tell", { total: 100 }, "4328"],
  ])("%s is not shown", (_, capacity, hidden) => {
    const limited = parseSettings({ placement: { limits: [{ name: "budget", capacity }] } });
    const resources = [account("eastus2"), sized("chat", secret(4321)), sized("other", 7)];
    const { findings } = checkPlan(resources, { ...options, settings: limited });
    const text = findings.map((f) => messageOf(findingText(f))).join("\n");
    expect(text).toContain("sku.capacity of chat");
    expect(JSON.stringify(findings) + text).not.toContain(hidden);
  });
});

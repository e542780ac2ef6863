/** Waivers: what their patterns match, when they apply, and which are unused. */

import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { match } from "../../../policy/glob";
import { Session } from "../../../policy/pack/session";
import { checkPlan, checkRun } from "../../../policy/run/check-plan";
import { unusedWaivers } from "../../../policy/run/waivers";
import { parseSettings } from "../../../policy/settings";
import type { Waiver } from "../../../policy/waiver";
import { account, deployment } from "../plans";
import { message } from "../said";

describe("a pattern", () => {
  it.each<[pattern: string, text: string, matches: boolean]>([
    ["", "", true],
    ["", "a", false],
    ["a", "a", true],
    ["a", "A", false],
    ["a", "ab", false],
    ["*", "", true],
    ["*", "a/b::c", true],
    ["a*c", "abbc", true],
    ["a*c", "abbd", false],
    ["*::chat", "urn:pulumi:dev::app::azure-native:cognitiveservices:Deployment::chat", true],
    ["*::chat", "urn:pulumi:dev::app::azure-native:cognitiveservices:Deployment::chat2", false],
    ["urn:pulumi:*::app::*::chat", "urn:pulumi:dev::app::my:Component$azure-native:x:Deployment::chat", true],
    ["*$azure-native:*", "a$azure-native:b", true],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["a?c", "a/c", true],
    ["chat[0]", "chat[0]", true],
    ["chat[0]", "chat0", false],
    ["a!b", "a!b", true],
    ["!a", "b", false],
    ["(x)", "(x)", true],
    ["(x)", "x", false],
    ["@(a|b)", "a", false],
    ["{a,b}", "a", false],
    ["{a,b}", "{a,b}", true],
    ["a+b", "a+b", true],
    ["a+b", "aab", false],
    ["a.b", "axb", false],
    ["^a$", "a", false],
    ["\\*", "*", false],
    ["\\*", "\\x", true],
    ["**", "a/b", true],
    ["*a*b*c*", "xxaxxbxxcxx", true],
    ["*a*b*c*", "xxbxxaxxcxx", false],
    ["東京*", "東京都", true],
  ])("%j on %j: %s", (pattern, text, matches) => {
    expect(match(pattern, text) === "whole").toBe(matches);
  });

  it("knows what may still match", () => {
    const answers = ["urn:pulumi:dev::*", "*::chat", "urn:pulumi:prod::*", "u", "urn:pulumi:?ev::app::x"];
    expect(answers.map((pattern) => match(pattern, "urn:pulumi:dev::app::"))).toEqual([
      "whole",
      "begins",
      "no",
      "no",
      "begins",
    ]);
  });

  it("takes no longer for many stars than for one", () => {
    expect(match("*a".repeat(500), "a".repeat(20_000).concat("b"))).toBe("begins");
  });
});

const NANO = { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard" };
const URN = "urn:pulumi:dev::app::azure-native:cognitiveservices:Deployment::chat";
const PLAN = [account("eastus"), deployment(NANO)];

const waiver = (over: Partial<Waiver> = {}): Waiver => ({
  rule: "model-availability",
  stack: "app/dev",
  reason: "moving",
  owner: "the platform team",
  expires: "2025-07-01",
  ...over,
});
const urnOnly = (urn: string, over: Partial<Waiver> = {}): Waiver => {
  const { stack: _, ...rest } = waiver({ urn, ...over });
  return rest;
};

/** Checks the plan of one blocked deployment. */
function check(waivers: readonly Waiver[], today = "2025-07-01", settings: object = {}, plan = PLAN) {
  const options = { edition: defaultEdition(), settings: parseSettings({ waivers, ...settings }), today };
  return checkPlan(plan, options);
}

describe("a finding", () => {
  it.each<[string, Waiver, boolean]>([
    ["of the stack", waiver(), true],
    ["of the stack's name alone", waiver({ stack: "dev" }), true],
    ["of stacks by a pattern", waiver({ stack: "a*/d*" }), true],
    ["of the URN", urnOnly(URN), true],
    ["of URNs by a pattern", urnOnly("*::chat"), true],
    ["of URN and stack", waiver({ urn: "*::chat" }), true],
    ["of another stack", waiver({ stack: "app/prod" }), false],
    ["of a stack that begins alike", waiver({ stack: "app/de" }), false],
    ["of the project alone", waiver({ stack: "app" }), false],
    ["of another URN", urnOnly("*::chat2"), false],
    ["of the URN in another stack", waiver({ urn: URN, stack: "prod" }), false],
    ["of another rule", waiver({ rule: "known-model" }), false],
    ["of stack names that begin as the project does", waiver({ stack: "ap*" }), false],
  ])("is covered by a waiver %s: %#", (_, given, covered) => {
    const { findings, usedWaivers } = check([given], "2025-07-01", { "unused-waiver": "disabled" });
    expect(findings.map((f) => [f.rule, f.waiver !== undefined])).toEqual([["model-availability", covered]]);
    expect(usedWaivers).toEqual(covered ? [0] : []);
  });

  it.each<[today: string, inForce: boolean]>([
    ["2025-06-30", true],
    ["2025-07-01", true],
    ["2025-07-02", false],
    ["2026-01-01", false],
  ])("is waived until 2025-07-01; on %s: %s", (today, inForce) => {
    const { findings, usedWaivers } = check([waiver({ ticket: "OPS-1" })], today, { "catalog-age": "disabled" });
    expect(findings.map((f) => f.waiver !== undefined)).toEqual([inForce]);
    expect(usedWaivers).toEqual([0]);
    const lines = message(findings[0]).split("\n");
    const expired =
      "The waiver of the platform team (OPS-1) expired on 2025-07-01, so this finding counts again: fix it, or renew the waiver.";
    expect(lines.includes(expired)).toBe(!inForce);
  });

  it("has the waiver in force if there are several, and all count as used", () => {
    const both = [waiver({ expires: "2025-01-31" }), waiver({ owner: "Eve", expires: "2025-12-31" }), waiver()];
    const { findings, usedWaivers } = check(both, "2025-08-01");
    expect(findings.map((f) => f.waiver?.owner)).toEqual(["Eve"]);
    expect(usedWaivers).toEqual([0, 1, 2]);
  });

  it("names the waiver that expired last", () => {
    const { findings } = check([waiver({ expires: "2025-01-31" }), waiver({ owner: "Eve", expires: "2025-03-31" })]);
    expect(message(findings[0])).toContain("The waiver of Eve expired on 2025-03-31");
  });

  it("about the whole stack is covered by its stack", () => {
    const old = { "catalog-age": { maxAgeDays: 1 }, "unused-waiver": "disabled", "model-availability": "disabled" };
    const of = (stack: string) => check([waiver({ rule: "catalog-age", stack })], "2025-07-01", old).findings;
    expect(of("app/dev").map((f) => f.waiver?.owner)).toEqual(["the platform team"]);
    expect(of("app/prod").map((f) => f.waiver)).toEqual([undefined]);
    const byUrn = check([urnOnly("*", { rule: "catalog-age" })], "2025-07-01", old).findings;
    expect(byUrn.map((f) => f.waiver)).toEqual([undefined]);
  });

  it("keeps its message, and people's texts are escaped", () => {
    const [plain] = check([]).findings;
    const [waived] = check([waiver()]).findings;
    expect(message(waived)).toBe(message(plain));
    const [expired] = check([waiver({ owner: "a\u001b[31m\nb", expires: "2025-01-01" })]).findings;
    expect(message(expired)).toContain("The waiver of a\\u{1b}[31m b expired");
  });
});

describe("a waiver that covers nothing", () => {
  const names = (waivers: readonly Waiver[], stacks: readonly string[], used: readonly Waiver[] = []) =>
    unusedWaivers(waivers, new Set(used), stacks).map((w) => w.stack ?? w.urn);
  const given = [
    waiver(),
    waiver({ stack: "app/prod" }),
    waiver({ stack: "dev" }),
    waiver({ stack: "*/dev" }),
    waiver({ stack: "*" }),
    urnOnly("*::x"),
    urnOnly("urn:pulumi:dev::app::*::x"),
    urnOnly("urn:pulumi:*::app::*::x"),
    urnOnly("urn:pulumi:prod::app::*::x"),
  ];

  it.each<[stacks: string[], string[]]>([
    [[], []],
    [["other/test"], []],
    [["app/dev"], ["app/dev", "urn:pulumi:dev::app::*::x"]],
    [
      ["app/dev", "web/dev"],
      ["app/dev", "dev", "*/dev", "*", "*::x", "urn:pulumi:dev::app::*::x", "urn:pulumi:*::app::*::x"],
    ],
  ])("is reported if %j was seen", (stacks, expected) => {
    expect(names(given, stacks)).toEqual(expected);
  });

  it("is not reported if it is used", () => {
    expect(names(given, ["app/dev"], given)).toEqual([]);
  });

  it.each([
    ["2025-07-01", "unused", "until 2025-07-01"],
    ["2025-07-02", "unused-and-expired", "expired on 2025-07-01"],
  ])("is a finding on %s: %s", (today, reason, words) => {
    const { findings } = check([waiver({ urn: "*::gone", ticket: "OPS-1" })], today);
    const [found] = findings.filter((f) => f.rule === "unused-waiver");
    expect(found).toMatchObject({ reason, level: "advisory" });
    expect(found?.urn).toBeUndefined();
    expect(message(found)).toBe(
      `The waiver of model-availability for stack app/dev, urn *::gone (by the platform team, ${words}, OPS-1) covers no finding.\nTake it out of the settings, or correct its patterns.`,
    );
  });

  it("is reported if the stack has no deployment any more", () => {
    expect(check([waiver()], "2025-07-01", {}, [account("eastus")]).findings.map((f) => f.rule)).toEqual([
      "unused-waiver",
    ]);
  });

  it("is not reported for a disabled rule, and has the level in the settings", () => {
    const gone = [waiver({ urn: "*::gone" })];
    expect(check(gone, "2025-07-01", { "model-availability": "disabled" }).findings).toEqual([]);
    const levels = check(gone, "2025-07-01", { "unused-waiver": "mandatory" }).findings.map((f) => f.level);
    expect(levels).toEqual(["mandatory", "mandatory"]);
  });

  it("is reported once for a run of several plans, and only if no plan uses it", () => {
    const settings = parseSettings({
      waivers: [waiver({ stack: "*/dev" }), waiver({ stack: "*/prod" }), waiver({ stack: "*" })],
    });
    const options = { edition: defaultEdition(), settings, today: "2025-07-01" };
    const alone = checkPlan(PLAN, { ...options, isPartOfRun: true });
    expect(alone.findings.map((f) => f.rule)).toEqual(["model-availability"]);
    const plans = [
      { stacks: ["app/dev"], usedWaivers: alone.usedWaivers },
      { stacks: ["app/prod"], usedWaivers: [] },
    ];
    expect(checkRun(plans, options).map((f) => f.facts.kind === "unused-waiver" && f.facts.waiver.stack)).toEqual([
      "*/prod",
    ]);
    expect(checkRun([], options)).toEqual([]);
  });
});

describe("the pack's session", () => {
  /** One round over a plan, as the pack goes through it. */
  function run(waivers: readonly Waiver[], plan = PLAN) {
    const session = new Session(defaultEdition(), "2025-07-01");
    session.configure("pinned-version", { waivers });
    for (const r of plan) session.register("model-availability", () => r, r.urn);
    const settled = session.isSettled(URN) ? session.findings("model-availability", URN) : [];
    session.complete("model-availability", () => plan.map((r) => ({ ...r, propertyDependencies: {} })));
    return [...settled, ...session.remaining("model-availability"), ...session.remaining("unused-waiver")];
  }

  it("waives, and reports unused waivers", () => {
    const found = run([waiver(), waiver({ urn: "*::gone" })]);
    expect(found.map((f) => [f.rule, f.waiver?.owner])).toEqual([
      ["model-availability", "the platform team"],
      ["unused-waiver", undefined],
    ]);
  });

  it("reports no unused waiver if a deployment came without its inputs", () => {
    const left = { ...deployment(NANO, "gone"), inputs: {} };
    expect(run([waiver({ urn: "*::gone" })], [...PLAN, left]).map((f) => f.rule)).toEqual(["model-availability"]);
  });

  it.each([
    [{ waivers: [{ ...waiver(), owner: undefined }] }, /pinned-version\.waivers\[0\]: owner is missing/],
    [{ grantd: [] }, /pinned-version\.grantd: unknown setting/],
    [{ settingsFile: 7 }, /pinned-version\.settingsFile: expected text, found 7/],
  ])("refuses %j", (config, message) => {
    const session = new Session(defaultEdition(), "2025-07-01");
    expect(() => session.configure("pinned-version", config)).toThrow(message);
  });

  it("refuses two settings files", () => {
    const readFile = () => parseSettings(undefined);
    const session = new Session(defaultEdition(), "2025-07-01", { readFile });
    session.configure("pinned-version", { settingsFile: "/a.yaml" });
    session.configure("known-model", { settingsFile: "/a.yaml" });
    expect(() => session.configure("catalog-age", { settingsFile: "/b.yaml" })).toThrow(
      /catalog-age\.settingsFile: names another settings file than \/a\.yaml/,
    );
  });
});

describe("a waiver that names a deployment of a template", () => {
  const type = "Microsoft.CognitiveServices/accounts/deployments";
  const resources = ["titles", "notes"].map((name) => ({
    type,
    name: `openai/${name}`,
    properties: { model: { format: "OpenAI", name: NANO.model, version: NANO.version } },
    sku: { name: NANO.sku, capacity: 1 },
  }));
  const template = {
    urn: "urn:pulumi:dev::app::azure-native:resources:Deployment::t",
    type: "azure-native:resources:Deployment",
    name: "t",
    inputs: { resourceGroupName: "rg", properties: { template: { resources } } },
  };

  it.each<[string, string | undefined, string[]]>([
    ["covers that one", "titles", ["titles"]],
    ["covers those of a pattern", "*t*es", ["notes", "titles"]],
    ["covers none of another name", "chat", []],
    ["covers all where it names none", undefined, ["notes", "titles"]],
  ])("%s", (_, name, expected) => {
    const given = urnOnly("*::t", name === undefined ? {} : { deployment: name });
    const { findings } = check([given], "2025-07-01", { "deployment-order": "disabled" }, [
      account("eastus"),
      template,
    ]);
    const covered = findings.filter((f) => f.waiver).map((f) => f.nestedName);
    expect(covered.sort()).toEqual(expected);
  });
});

/** Findings with other editions: several sources, their age, retirements, an overlay. */

import { describe, expect, it } from "vitest";
import { indexEdition } from "../../../catalog/edition/edition";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { withOverlay } from "../../../catalog/edition/overlay";
import { verdict } from "../../../catalog/verdict/verdict";
import type { Finding } from "../../../policy/finding";
import { Session } from "../../../policy/pack/session";
import type { RuleName } from "../../../policy/rule-name";
import { RULES } from "../../../policy/rules";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings, SettingsError } from "../../../policy/settings";
import { because } from "../../../policy/words/reasons";
import { EASTUS2, entry, imported, JAPANEAST, refreshed, sku } from "../../catalog/support";
import { account, type Case, deployment, plan, UNKNOWN } from "../plans";
import { changes, message } from "../said";

const edition = refreshed();
const check = (c: Case, settings: unknown = {}, today = "2026-03-01", by = edition): readonly Finding[] => {
  const all = parseSettings(settings);
  return checkPlan(plan(c), {
    edition: withOverlay(by, all.overlay, today),
    settings: all,
    today,
    isEditionChosen: true,
  }).findings;
};
const short = (found: readonly Finding[]) => found.map((f) => `${f.rule} ${f.level} ${f.reason}`);

describe("if a list and the document disagree", () => {
  it("a finding names both with their dates, and cites both", () => {
    const [found, ...more] = check({ model: "gpt-4o", version: "2024-08-06", sku: "Standard" });
    expect(more).toEqual([]);
    expect(message(found).split("\n").slice(0, 4)).toEqual([
      "gpt-4o 2024-08-06 cannot be deployed as Standard in eastus2: the region's models list of 2026-02-01 does not have it; the document of 2025-06-16 does.",
      expect.stringMatching(/^To pass: /),
      'List: "Models list of Azure Resource Manager, eastus2" of 2026-02-01, section "format OpenAI", row "gpt-4o": no entry for version 2024-08-06; it has 2024-05-13, 2024-11-20',
      expect.stringMatching(/^Document: .* of 2025-06-16, .*: ✔$/),
    ]);
    expect(found?.citations.map((c) => [c.source, c.date])).toEqual([
      ["list", "2026-02-01"],
      [undefined, "2025-06-16"],
    ]);
  });

  it("an explanation does too, for a deployment that only the list has", () => {
    const answer = verdict(edition, { model: "gpt-4.1", version: "2025-04-14", sku: "Standard", region: "eastus2" });
    expect(answer.status).toBe("available");
    expect(because(answer)).toBe(
      "the region's models list of 2026-02-01 lists this combination; the document of 2025-06-16 does not",
    );
  });

  it("only the list is named if they agree", () => {
    const [found] = check({ model: "gpt-9", version: "2026-01-01", sku: "Standard" });
    expect(message(found)).toMatch(
      /in eastus2: the region's models list of 2026-02-01 does not have it\.\n(?:.*\n)*List: /,
    );
  });
});

describe("weakenAfterDays", () => {
  const NANO: Case = { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard", region: "eastus" };
  const days = (weakenAfterDays: number) => ({ catalog: { weakenAfterDays } });
  // 2025-06-16 is 258 days before 2026-03-01; the list of 2026-02-01 is 28 days.
  it.each<[string, Case, number, string[]]>([
    ["a region", NANO, 257, ["model-availability advisory region-not-listed"]],
    ["a region, on the day", NANO, 258, ["model-availability mandatory region-not-listed"]],
    ["a model", { ...NANO, model: "gpt4.1nano" }, 257, ["known-model advisory model-not-listed"]],
    ["a version", { ...NANO, version: "1" }, 257, ["model-availability advisory version-not-listed"]],
    ["a SKU", { ...NANO, sku: "Standard" }, 257, ["model-availability advisory sku-not-listed"]],
    [
      "by a young list, whatever the document",
      { model: "gpt-4o", version: "2024-08-06", sku: "Standard" },
      28,
      ["model-availability mandatory region-not-listed"],
    ],
    [
      "by an old list",
      { model: "gpt-4o", version: "2024-08-06", sku: "Standard" },
      27,
      ["model-availability advisory region-not-listed"],
    ],
    ["no name of a SKU", { ...NANO, sku: "Turbo" }, 1, ["model-availability mandatory sku-unknown"]],
    ["no name of a region", { ...NANO, region: "eastus9" }, 1, ["model-availability mandatory region-unknown"]],
  ])("weakens %s", (_, c, limit, expected) => {
    expect(short(check(c, days(limit)))).toEqual(expected);
  });

  it("is off by default, and says so if it is on", () => {
    expect(short(check(NANO, {}, "2036-03-01")).slice(0, 1)).toEqual([
      "model-availability mandatory region-not-listed",
    ]);
    const [found] = check(NANO, days(30));
    expect(message(found).split("\n")).toContain(
      "Advice only: the source that does not list it is of 2025-06-16. It is 258 days old, which is older than 30 days (weakenAfterDays), and Azure may offer it by now. Import a newer edition to be sure.",
    );
    expect(found?.levelBound).toBe("at most advisory");
  });

  it("raises no level, and enables no disabled rule", () => {
    expect(short(check(NANO, { ...days(30), "model-availability": "disabled" }))).toEqual([]);
    expect(short(check(NANO, { ...days(30), all: "advisory" }))).toEqual([
      "model-availability advisory region-not-listed",
    ]);
  });

  it("never weakens the overlay or a retirement", () => {
    const overlay = [{ effect: "unavailable", regions: ["eastus2"], reason: "closed", expires: "2030-01-01" }];
    const retired: Case = { model: "gpt-4o", version: "2024-05-13", sku: "Standard" };
    const settings = { ...days(1), overlay, "model-lifecycle": { failWithinDays: 0 } };
    expect(short(check(retired, settings))).toEqual([
      "model-availability mandatory overlay",
      "model-lifecycle mandatory retired",
    ]);
  });
});

describe("model-lifecycle by dates", () => {
  const lifecycle = (c: Case, settings: object, today: string) =>
    check(c, { "model-lifecycle": settings }, today).filter((f) => f.rule === "model-lifecycle");
  const GPT41: Case = { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" };
  const RETIRED: Case = { model: "gpt-4o", version: "2024-05-13", sku: "Standard" };

  it.each<[string, Case, object, string, string[], string]>([
    // Retires on 2027-01-01; the list is of 2026-02-01.
    ["far off", GPT41, {}, "2026-03-01", [], ""],
    ["91 days before", GPT41, {}, "2026-10-02", [], ""],
    [
      "90 days before",
      GPT41,
      {},
      "2026-10-03",
      ["advisory retires"],
      "gpt-4.1 2025-04-14 is scheduled to retire on 2027-01-01 as GlobalStandard in eastus2 (in 90 days).",
    ],
    ["by a setting", GPT41, { warnWithinDays: 500 }, "2026-03-01", ["advisory retires"], "(in 306 days)."],
    ["31 days before the limit", GPT41, { failWithinDays: 30 }, "2026-12-01", ["advisory retires"], "(in 31 days)."],
    ["within the limit", GPT41, { failWithinDays: 30 }, "2026-12-02", ["mandatory retires"], "(in 30 days)."],
    [
      "on the day",
      GPT41,
      {},
      "2027-01-01",
      ["advisory retirement-passed"],
      "gpt-4.1 2025-04-14 was scheduled to retire on 2027-01-01 as GlobalStandard in eastus2, as planned on 2026-02-01.",
    ],
    [
      "on the day, with a limit",
      GPT41,
      { failWithinDays: 0 },
      "2027-01-01",
      ["mandatory retirement-passed"],
      "was scheduled to retire on 2027-01-01",
    ],
    [
      "before the list",
      RETIRED,
      {},
      "2026-03-01",
      ["advisory retired"],
      "gpt-4o 2024-05-13 was retired on 2026-01-01 as Standard in eastus2.",
    ],
    [
      "before the list, with a limit",
      RETIRED,
      { failWithinDays: 0 },
      "2026-03-01",
      ["mandatory retired"],
      "was retired on 2026-01-01",
    ],
    // Without a version, the default version is judged.
    [
      "the default version",
      { model: "gpt-4.1", sku: "GlobalStandard" },
      {},
      "2026-12-31",
      ["advisory retires"],
      "(in 1 day).",
    ],
    // Its dates are those of fine-tuned models: 2028-01-01.
    [
      "a fine-tuned model",
      { model: "gpt-4.1-2025-04-14.ft-1", version: "1", sku: "GlobalStandard" },
      {},
      "2027-06-01",
      [],
      "",
    ],
    [
      "a fine-tuned model",
      { model: "gpt-4.1-2025-04-14.ft-1", version: "1", sku: "GlobalStandard" },
      { failWithinDays: 9 },
      "2028-01-01",
      ["mandatory retirement-passed"],
      "was scheduled to retire on 2028-01-01",
    ],
    // Azure retires a version and SKU everywhere at once.
    [
      "in a region without a list",
      { ...GPT41, region: "westus" },
      { failWithinDays: 999 },
      "2026-12-01",
      ["mandatory retires"],
      "is scheduled to retire on 2027-01-01 as GlobalStandard in westus",
    ],
    [
      "where no list says",
      { model: "o3-mini", version: "2025-01-31", sku: "GlobalStandard" },
      { failWithinDays: 999 },
      "2027-06-01",
      [],
      "",
    ],
  ])("%s", (_, c, settings, today, expected, says) => {
    const found = lifecycle(c, settings, today);
    expect(found.map((f) => `${f.level} ${f.reason}`)).toEqual(expected);
    expect(message(found[0]) ?? "").toContain(says);
  });

  it("offers the newer version of the same region, and cites the list", () => {
    const [found] = lifecycle(RETIRED, {}, "2026-03-01");
    expect(changes(found)).toContain("version 2024-11-20 in this region");
    expect(message(found)).toContain("To pass: version 2024-11-20 in this region.");
    expect(found?.citations[0]).toMatchObject({ source: "list", date: "2026-02-01" });
  });

  it("offers nothing that retires by then", () => {
    const [found] = lifecycle(GPT41, {}, "2026-12-31");
    // Standard in eastus2 retires on the same day.
    expect(changes(found)?.join()).not.toMatch(/\bStandard in this region/);
    expect(changes(found)?.join()).toContain("DataZoneStandard");
  });

  it("is silent if it is disabled, and can be waived", () => {
    expect(check(RETIRED, { "model-lifecycle": { enforcementLevel: "disabled", failWithinDays: 0 } })).toEqual([]);
    const waiver = { rule: "model-lifecycle", stack: "app/dev", reason: "r", owner: "o", expires: "2030-01-01" };
    const [found] = check(RETIRED, { "model-lifecycle": { failWithinDays: 0 }, waivers: [waiver] });
    expect(found).toMatchObject({ level: "mandatory", waiver });
  });

  it("an unknown SKU is retired if every SKU is", () => {
    const unknown = { ...RETIRED, sku: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" };
    expect(short(check(unknown))).toEqual(["model-lifecycle advisory retired"]);
  });

  it("is mandatory for a new deployment, unless the settings give a level", () => {
    const levels = (exists: boolean | undefined, settings: unknown = {}) =>
      checkPlan([account("eastus2"), { ...deployment(RETIRED), ...(exists === undefined ? {} : { exists }) }], {
        edition,
        settings: parseSettings(settings),
        today: "2026-03-01",
      }).findings.map((f) => `${f.rule} ${f.level} ${f.reason}`);
    expect(levels(false)).toEqual(["model-lifecycle mandatory retired"]);
    expect(levels(true)).toEqual(["model-lifecycle advisory retired"]);
    expect(levels(undefined)).toEqual(["model-lifecycle advisory retired"]);
    expect(levels(false, { all: "advisory" })).toEqual(["model-lifecycle advisory retired"]);
    expect(levels(true, { "model-lifecycle": "mandatory" })).toEqual(["model-lifecycle mandatory retired"]);
  });

  it("waits in the pack until it is known what exists", () => {
    const reported = (outputs: unknown) => {
      const session = new Session(edition, "2026-03-01");
      const resources = [account("eastus2"), deployment(RETIRED)];
      for (const r of resources) for (const rule of RULES) session.register(rule.name, () => r, r.urn);
      const early = resources.flatMap((r) => RULES.flatMap((rule) => session.findings(rule.name, r.urn)));
      session.complete("model-availability", () => resources.map((r) => ({ ...r, outputs, propertyDependencies: {} })));
      const late = RULES.flatMap((rule) => session.remaining(rule.name));
      return [early, late].map((all) => all.map((f) => `${f.rule} ${f.levelBound ?? "as the rule"}`));
    };
    expect(reported({ name: UNKNOWN })).toEqual([[], ["model-lifecycle at least mandatory"]]);
    expect(reported({ name: "chat" })).toEqual([[], ["model-lifecycle as the rule"]]);
    expect(reported({})).toEqual([[], ["model-lifecycle as the rule"]]);
  });
});

describe("an omitted version", () => {
  it("is the default version of the region, as of the list's day", () => {
    const [found] = check({ model: "gpt-4o", sku: "Standard" });
    expect([found?.rule, message(found), changes(found)]).toEqual([
      "pinned-version",
      "gpt-4o has no version: the service picks its default, which in eastus2 is 2024-11-20 as of 2026-02-01 and changes over time.\nTo pin it: version 2024-11-20.",
      ["version 2024-11-20"],
    ]);
  });

  it("is judged by that version", () => {
    expect(short(check({ model: "gpt-4o", sku: "DataZoneStandard" }))).toEqual([
      "model-availability mandatory region-not-listed",
      "pinned-version advisory version-omitted",
    ]);
  });
});

describe("an overlay", () => {
  const statement = {
    effect: "unavailable",
    regions: ["East US 2"],
    reason: "no landing\u001b[31m zone",
    expires: "2026-12-31",
  };
  it("blocks with its reason, and reports expired or idle statements once", () => {
    const overlay = [
      statement,
      { ...statement, expires: "2026-01-31", owner: "the platform team" },
      { ...statement, model: "gpt4o" },
    ];
    const settings = parseSettings({ overlay, "deployment-order": "disabled" });
    const resources = [
      account("eastus2"),
      ...["a", "b"].map((n) => deployment({ model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" }, n)),
    ];
    const by = withOverlay(edition, settings.overlay, "2026-03-01");
    const { findings } = checkPlan(resources, { edition: by, settings, today: "2026-03-01" });
    expect(short(findings)).toEqual([
      "model-availability mandatory overlay",
      "model-availability mandatory overlay",
      "catalog-age advisory overlay-expired",
      "catalog-age advisory overlay-idle",
    ]);
    expect(message(findings[0])).toMatch(
      /^gpt-4\.1 2025-04-14 cannot be deployed as GlobalStandard in eastus2: your organisation's overlay takes it away; the region's models list of 2026-02-01 offers it\.\n(?:.*\n)*Overlay: "overlay of the settings" of 2026-03-01, section "no landing\\u\{1b\}\[31m zone": unavailable: every model in eastus2, until 2026-12-31\nList: /,
    );
    expect(message(findings[2])).toContain("expired on 2026-01-31 and no longer counts");
    expect(message(findings[3])).toContain("no source of the edition names such a model version");
  });
});

it.each<[object, string[]]>([
  [{ sku: "GlobalStandard" }, ["model-availability mandatory overlay"]],
  [{ sku: "Standard" }, ["unverified-deployment advisory unverified"]],
])("an overlay removes in any region: %j", (taken, expected) => {
  const overlay = [{ effect: "unavailable", ...taken, reason: "closed", expires: "2030-01-01" }];
  const c: Case = { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard", region: UNKNOWN };
  expect(short(check(c, { overlay }, "2026-03-01", defaultEdition()))).toEqual(expected);
});

it("an overlay closes a region to fine-tuned models that were trained elsewhere", () => {
  const overlay = [{ effect: "unavailable", regions: ["westus"], reason: "closed", expires: "2030-01-01" }];
  const training = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/training";
  const accounts = { training: { region: "swedencentral" } };
  const c: Case = {
    model: "gpt-4o-mini-2024-07-18.ft-1",
    version: "1",
    sku: "Standard",
    region: "westus",
    source: training,
  };
  expect(short(check(c, { accounts }, "2026-03-01", defaultEdition()))).toEqual([]);
  expect(short(check(c, { accounts, overlay }, "2026-03-01", defaultEdition()))).toEqual([
    "model-availability mandatory overlay",
  ]);
});

describe("the pack's session", () => {
  const NINE: Case = { model: "gpt-9", version: "2026-01-01", sku: "GlobalStandard" };
  const run = (configs: readonly (readonly [RuleName, object])[], openEdition: (name: string) => typeof edition) => {
    const session = new Session(defaultEdition(), "2026-03-01", {
      readFile: () => parseSettings(undefined),
      openEdition,
    });
    for (const [rule, config] of configs) session.configure(rule, config as Record<string, unknown>);
    for (const r of plan(NINE)) session.register("model-availability", () => r, r.urn);
    return session;
  };
  const urn = plan(NINE)[1]?.urn ?? "";

  it("judges by the embedded edition if nobody chose one, and by the one in a configuration", () => {
    const open = () => edition;
    expect(run([["catalog-age", {}]], open).findings("known-model", urn)).toHaveLength(1);
    const named = run([["catalog-age", { catalog: { edition: "/x.json" } }]], open);
    expect(named.findings("known-model", urn)).toEqual([]);
    expect(named.edition).toBe(edition);
  });

  it("takes the overlay and the age from a configuration", () => {
    const overlay = [{ effect: "available", model: "gpt-9", reason: "r", expires: "2030-01-01" }];
    expect(run([["catalog-age", { overlay }]], () => edition).findings("known-model", urn)).toEqual([]);
    const [found] = run([["known-model", { catalog: { weakenAfterDays: 9 } }]], () => edition).findings(
      "known-model",
      urn,
    );
    expect(found?.levelBound).toBe("at most advisory");
  });

  it("fails the preview if the edition cannot be used, before anything is judged", () => {
    const broken = () => {
      throw new SettingsError(["/x.json: is not an edition"]);
    };
    expect(() => run([["catalog-age", { catalog: { edition: "/x.json" } }]], broken)).toThrow(
      "azure-openai-guard: the edition cannot be used.\n/x.json: is not an edition",
    );
  });
});

describe("ids in granted are checked against the edition in force", () => {
  const list = [entry("eastus2", "gpt-9", "2026-01-01", ["GlobalStandard"], { lifecycleStatus: "Deprecating" })];
  const own = indexEdition(imported([list]).data);
  const NINE: Case = { model: "gpt-9", version: "2026-01-01", sku: "GlobalStandard" };
  const granted = ["gpt-9-2026-01-01"];

  it("by the library", () => {
    expect(check(NINE, {}, "2026-03-01", own).map((f) => f.rule)).toContain("limited-access");
    const options = { edition: own, settings: parseSettings({ granted }, own), today: "2026-03-01" };
    expect(checkPlan(plan(NINE), options).findings.map((f) => f.rule)).not.toContain("limited-access");
    expect(() => parseSettings({ granted })).toThrow(/^granted\[0\]: "gpt-9-2026-01-01" is not known; /);
  });

  /** The pack with one resource, as Pulumi runs it: every rule passes its configuration, then the stack ends. */
  const pack = (configs: Partial<Record<RuleName, object>>, off: readonly RuleName[] = []) => {
    const session = new Session(defaultEdition(), "2026-03-01", {
      readFile: () => parseSettings(undefined),
      openEdition: () => own,
    });
    const rules = RULES.filter(({ name }) => !off.includes(name));
    for (const r of plan(NINE)) {
      for (const { name } of rules) {
        session.configure(name, (configs[name] ?? {}) as Record<string, unknown>);
        session.register(name, () => r, r.urn);
      }
    }
    session.complete("model-availability", () => plan(NINE).map((r) => ({ ...r, propertyDependencies: {} })));
    const urn = plan(NINE)[1]?.urn ?? "";
    return session.findings("limited-access", urn).map((f) => f.reason);
  };
  const catalog = { edition: "/x.json" };

  it("by the pack, with the edition in any rule", () => {
    expect(pack({ "catalog-age": { catalog } })).toEqual(["existing-customers"]);
    expect(pack({ "limited-access": { granted }, "catalog-age": { catalog } })).toEqual([]);
    expect(pack({ "model-availability": { catalog }, "limited-access": { granted } })).toEqual([]);
  });

  it.each<[string, Partial<Record<RuleName, object>>, readonly RuleName[]]>([
    ["that no edition knows", { "limited-access": { granted: ["gpt-9-2026-01-02"], catalog } }, []],
    ["of another edition", { "limited-access": { granted } }, []],
    // Only at the end of the stack is it certain that no rule names an edition.
    ["of another edition, where a rule is disabled", { "limited-access": { granted } }, ["catalog-age"]],
  ])("the pack refuses an id %s", (_, configs, off) => {
    expect(() => pack(configs, off)).toThrow(
      /^azure-openai-guard: the settings are not right\.\nlimited-access\.granted\[0\]: "gpt-9-2026-01-0[12]" is not known; /,
    );
  });
});

it("an edition with another list gives other findings for the same plan", () => {
  const other = indexEdition(
    imported([[entry("westus", "gpt-4.1", "2025-04-14", [sku("GlobalStandard")])], JAPANEAST, EASTUS2]).data,
  );
  const c: Case = { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard", region: "westus" };
  expect(short(check(c, {}, "2026-03-01", defaultEdition()))).toEqual([]);
  expect(short(check(c, {}, "2026-03-01", other))).toEqual(["model-availability mandatory region-not-listed"]);
});

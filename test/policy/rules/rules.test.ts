/** Every rule: a case that fires with its exact message, a repaired case that is silent, and its page. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defaultEdition } from "../../../catalog/edition/embedded";
import type { PlanResource } from "../../../policy/plan/resource";
import { RULE_NAMES, type RuleName } from "../../../policy/rule-name";
import { ruleOf } from "../../../policy/rules";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { account, type Case, deployment, plan } from "../plans";
import { message } from "../said";

type Planned = Case | readonly PlanResource[];
const check = (c: Planned, settings?: unknown, today = "2025-07-01") =>
  checkPlan("length" in c ? c : plan(c), { edition: defaultEdition(), settings: parseSettings(settings), today })
    .findings;

const NANO: Case = { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard", region: "eastus" };
const TUNED = "gpt-4o-mini-2024-07-18.ft-0123456789abcdef";
const ASSISTANT: Case = {
  model: "gpt-4o",
  version: "2024-08-06",
  sku: "Standard",
  tags: { "aoai-purpose": "assistants" },
};

const WAIVED = {
  rule: "model-availability",
  stack: "app/dev",
  reason: "moving",
  owner: "the platform team",
  expires: "2025-12-31",
};

const [CHAT, TITLES] = [
  deployment({ model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" }, "chat"),
  deployment({ model: "gpt-4o-mini", version: "2024-07-18", sku: "Standard" }, "titles"),
];

/** The good case has the settings of the bad one unless it has others. */
const CASES: Record<RuleName, { bad: Planned; good: Planned; settings?: unknown; repaired?: unknown; today?: string }> =
  {
    "model-availability": { bad: NANO, good: { ...NANO, region: "eastus2" } },
    "known-model": {
      bad: { model: "gpt4o", version: "2024-11-20", sku: "Standard" },
      good: { model: "gpt-4o", version: "2024-11-20", sku: "Standard" },
    },
    "fine-tuning-region": {
      bad: { model: TUNED, version: "1", sku: "Standard", region: "westus" },
      good: { model: TUNED, version: "1", sku: "Standard", region: "swedencentral" },
    },
    "assistants-region": { bad: { ...ASSISTANT, region: "northcentralus" }, good: { ...ASSISTANT, region: "eastus" } },
    "undocumented-availability": {
      bad: { model: "gpt-4o", version: "2024-11-20", sku: "GlobalStandard" },
      good: { model: "gpt-4o", version: "2024-11-20", sku: "Standard" },
    },
    "unverified-deployment": {
      bad: { model: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", version: "2025-04-14", sku: "GlobalStandard" },
      good: { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" },
    },
    "limited-access": {
      bad: { model: "o1-mini", version: "2024-09-12", sku: "Standard", region: "eastus" },
      good: { model: "o1-mini", version: "2024-09-12", sku: "GlobalStandard", region: "eastus" },
    },
    "preview-model": {
      bad: { model: "gpt-4.5-preview", version: "2025-02-27", sku: "GlobalStandard" },
      good: { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" },
    },
    "model-lifecycle": {
      bad: { model: "gpt-35-turbo", version: "0125", sku: "Standard" },
      good: { model: "gpt-4o-mini", version: "2024-07-18", sku: "Standard" },
    },
    "pinned-version": {
      bad: { model: "gpt-4.1", sku: "GlobalStandard" },
      good: { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" },
    },
    placement: {
      bad: { model: "gpt-4o", version: "2024-11-20", sku: "GlobalStandard", region: "eastus2" },
      good: { model: "gpt-4o", version: "2024-11-20", sku: "Standard", region: "swedencentral" },
      settings: {
        placement: { limits: [{ name: "eu-only", owner: "platform@example.com", processing: ["EU"] }] },
        "undocumented-availability": "disabled",
      },
    },
    "catalog-age": {
      bad: { ...NANO, region: "eastus2" },
      good: { ...NANO, region: "eastus2" },
      settings: { "catalog-age": { maxAgeDays: 30 } },
      today: "2025-08-01",
    },
    "unused-waiver": {
      bad: { ...NANO, region: "eastus2" },
      good: { ...NANO, region: "eastus2" },
      settings: { waivers: [WAIVED] },
      repaired: { waivers: [] },
    },
    "deployment-order": {
      bad: [account("eastus2"), CHAT, TITLES],
      good: [account("eastus2"), CHAT, { ...TITLES, dependencies: [CHAT.urn] }],
    },
  };

it.each([
  ["2025-07-16", []],
  ["2025-07-17", ["catalog-age"]],
])("an edition of 2025-06-16 is older than 30 days after 31 days, not after 30: %s", (today, rules) => {
  const found = check({ ...NANO, region: "eastus2" }, { "catalog-age": { maxAgeDays: 30 } }, today);
  expect(found.map((f) => f.rule)).toEqual(rules);
});

const page = (rule: RuleName) => readFileSync(join(__dirname, "..", "..", "..", "docs", "rules", `${rule}.md`), "utf8");

describe.each(RULE_NAMES)("%s", (name) => {
  const { bad, good, settings, repaired = settings, today } = CASES[name];
  const rule = ruleOf(name);

  it("fires, at its default level", () => {
    const found = check(bad, settings, today).filter((f) => f.rule === name);
    expect(found.map((f) => f.level)).toEqual([rule.defaultLevel]);
  });

  it("is silent about the repaired deployment, and so is every other rule", () => {
    expect(check(good, repaired)).toEqual([]);
  });

  it("is silent when it is disabled", () => {
    const config = { ...(settings as object), [name]: "disabled" };
    expect(check(bad, config, today).filter((f) => f.rule === name)).toEqual([]);
  });

  it("has a page that agrees with its metadata and its message", () => {
    const text = page(name);
    const level = `Default: ${rule.defaultLevel} · Severity: ${rule.severity}`;
    expect(text).toContain(`# ${name}`);
    expect(text).toContain(level);
    const [shown = ""] = check(bad, settings, today)
      .filter((f) => f.rule === name)
      .map((f) => message(f));
    expect(text).toContain(`\n\`\`\`text\n${shown}\n\`\`\`\n`);
    for (const key of Object.keys(rule.settings(z, defaultEdition()).shape ?? {})) expect(text).toContain(`\`${key}\``);
    for (const heading of ["Synopsis", "Why", "Bad", "Good", "Message", "Configure", "Links"]) {
      expect(text).toContain(`\n## ${heading}\n`);
    }
  });
});

/** The published JSON Schema, the examples and the documentation agree with the settings. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { RULE_NAMES, type RuleName } from "../../../policy/rule-name";
import { parseSettings, SettingsError } from "../../../policy/settings";
import { readSettings } from "../../../policy/settings/file";
import { configJsonSchemas, settingsJsonSchema } from "../../../policy/settings/json-schema";

const ROOT = join(__dirname, "..", "..", "..");
const file = (...path: string[]) => readFileSync(join(ROOT, ...path), "utf8");

const schema: object = JSON.parse(file("schemas", "settings.schema.json"));
const ajv = new Ajv({ strict: true, strictRequired: false });
addFormats(ajv);
const validate = ajv.compile(schema);

describe("committed files are up to date:", () => {
  it.each([
    ["schemas/settings.schema.json", settingsJsonSchema],
    ["policy/settings/config-schema.json", configJsonSchemas],
  ])("%s", (path, make) => {
    expect(file(path)).toBe(`${JSON.stringify(make(), null, 2)}\n`);
  });
});

const accepts = (value: unknown) => {
  try {
    parseSettings(value);
    return true;
  } catch (error) {
    if (error instanceof SettingsError) return false;
    throw error;
  }
};

const statement = { effect: "available", model: "gpt-9", reason: "r", expires: "2026-01-31" };
const waiver = { rule: "known-model", urn: "*::x", reason: "r", owner: "o", expires: "2026-01-31" };

describe("the JSON Schema and the reader agree on", () => {
  it.each<[unknown, boolean]>([
    [{}, true],
    [{ all: "advisory", "known-model": { enforcementLevel: "remediate" } }, true],
    [{ all: { enforcementLevel: "disabled" } }, true],
    [{ all: { enforcementLevel: "disabled", x: 1 } }, false],
    [{ all: "warn" }, false],
    [{ "known-modle": "advisory" }, false],
    [{ "catalog-age": { maxAgeDays: 9 } }, true],
    [{ "catalog-age": { maxAgeDays: 0 } }, false],
    [{ "catalog-age": { maxAgeDay: 9 } }, false],
    [{ granted: ["gpt-image-1"] }, true],
    [{ granted: [""] }, false],
    [{ "limited-access": { granted: ["gpt-image-1"] } }, true],
    [{ accounts: { a: { region: "East US 2" } } }, true],
    [{ accounts: { a: {} } }, false],
    [{ accounts: { a: { region: "eastus", purpose: "training" } } }, false],
    [{ catalog: { edition: "catalog.json", weakenAfterDays: 9 } }, true],
    [{ "known-model": { catalog: { edition: "/catalog.json" } } }, true],
    [{ catalog: "catalog.json" }, false],
    [{ catalog: { weakenAfterDays: 0 } }, false],
    [{ overlay: [statement] }, true],
    [{ "known-model": { overlay: [statement] } }, true],
    [{ "known-model": { overlay: "overlay.yaml" } }, false],
    [{ overlay: [{ ...statement, model: undefined }] }, false],
    [{ overlay: [{ ...statement, model: undefined, effect: "unavailable" }] }, true],
    [{ overlay: [{ ...statement, model: undefined, effect: "unavailable", version: "1" }] }, false],
    [{ overlay: [{ ...statement, sku: "Turbo" }] }, false],
    [{ overlay: [{ ...statement, regions: [] }] }, false],
    [{ overlay: [{ ...statement, expires: undefined }] }, false],
    [{ overlay: 3 }, false],
    [{ "model-lifecycle": { failWithinDays: 0, warnWithinDays: 9 } }, true],
    [{ "model-lifecycle": { failWithinDays: -1 } }, false],
    [{ waivers: [waiver] }, true],
    [{ waivers: [{ ...waiver, urn: undefined, stack: "dev" }] }, true],
    [{ waivers: [{ ...waiver, urn: undefined }] }, false],
    [{ waivers: [{ ...waiver, reason: undefined }] }, false],
    [{ waivers: [{ ...waiver, owner: " " }] }, false],
    [{ waivers: [{ ...waiver, expires: "2026-02-30" }] }, false],
    [{ waivers: [{ ...waiver, rule: "unused-waiver" }] }, false],
    [[], false],
    ["x", false],
  ])("%j: %s", (given, accepted) => {
    const value: unknown = JSON.parse(JSON.stringify(given));
    expect(accepts(value)).toBe(accepted);
    expect(validate(value)).toBe(accepted);
  });
});

/** What blocks unless the settings say otherwise. */
const DEFAULT_BLOCKING: readonly RuleName[] = [
  "model-availability",
  "known-model",
  "fine-tuning-region",
  "assistants-region",
  "placement",
];

describe("examples", () => {
  const listed = (folder: string) =>
    readdirSync(join(ROOT, "examples", folder)).map((name) => `examples/${folder}/${name}`);
  const settings = listed("settings");
  const BLOCKING: Record<string, readonly RuleName[]> = {
    "examples/settings/azure-openai-guard.yaml": ["model-availability", "known-model"],
    "examples/settings/platform-team.yaml": [...DEFAULT_BLOCKING, "unverified-deployment"],
    "examples/policy-config/advisory-first.json": [],
    "examples/policy-config/existing-accounts.json": DEFAULT_BLOCKING,
    "examples/policy-config/granted.json": DEFAULT_BLOCKING,
    "examples/policy-config/repair.json": [...DEFAULT_BLOCKING, "unverified-deployment", "pinned-version"],
    "examples/policy-config/strict.json": RULE_NAMES,
  };

  it("are all tested", () => {
    expect(Object.keys(BLOCKING).sort()).toEqual([...settings, ...listed("policy-config")].sort());
  });

  it.each(Object.entries(BLOCKING))("%s is accepted, and blocks what it should", (path, blocking) => {
    expect(validate(parse(file(path)))).toBe(true);
    const { rules } = readSettings(path, readFileSync(join(ROOT, path))).settings;
    const mandatory = [...rules].filter(([, { level }]) => level === "mandatory").map(([name]) => name);
    expect(mandatory.sort()).toEqual([...blocking].sort());
  });

  it.each(settings)("%s names the schema", (path) => {
    const [, to = ""] = /^# yaml-language-server: \$schema=(.+)$/m.exec(file(path)) ?? [];
    expect(existsSync(join(ROOT, dirname(path), to))).toBe(true);
  });
});

describe("documentation", () => {
  const pages = [
    ...RULE_NAMES.map((rule) => join("docs", "rules", `${rule}.md`)),
    ...["settings", "repairs"].map((page) => join("docs", `${page}.md`)),
  ];
  const blocks = pages.flatMap((page) =>
    [...file(page).matchAll(/```(?:json|yaml)\n([\s\S]*?)```/g)].map(([, text = ""], i) => ({ page, i, text })),
  );

  it("has settings to check", () => {
    expect(blocks.length).toBeGreaterThan(15);
  });

  it.each(blocks)("$page, block $i, has valid settings", ({ text }) => {
    const given = parse(text);
    expect(validate(given)).toBe(true);
    // The one setting that a file may not have.
    if (!text.includes("settingsFile")) expect(readSettings("block", Buffer.from(text)).given).toEqual(given);
  });

  it("lists the level of every rule", () => {
    const text = file("docs", "settings.md");
    for (const rule of RULE_NAMES) expect(text).toContain(`| [${rule}](rules/${rule}.md)`);
  });
});

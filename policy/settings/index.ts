/**
 * Settings: which rules are in force at which level, and what they need to know. One shape for the settings file, for
 * the policy pack's configuration (as Pulumi's `--policy-pack-config`) and for the library:
 * `{"all": "level", "rule": "level" | {"enforcementLevel": …, settings}, "accounts": …, "granted": …, "waivers": …}`.
 */
import type { OverlayStatement } from "../../catalog/edition/statement";
import { findRegion } from "../../catalog/names/regions";
import type { KnownAccount } from "../plan/deployment";
import type { KnownAccounts } from "../plan/plan";
import type { Level, RuleName } from "../rule-name";
import { RULES, ruleOf } from "../rules";
import type { CatalogSettings, Rule, RuleSettings } from "../rules/rule";
import { written } from "../text";
import type { Waiver } from "../waiver";
import { type Path, problemsOf, problemText, type SettingsProblem } from "./problems";
import { SHARED, schemas } from "./schema";

export type { CatalogSettings, RuleSettings };

/** Settings in force: every rule has its own, defaults filled in. */
export interface Settings {
  readonly rules: ReadonlyMap<RuleName, RuleSettings>;
  readonly accounts: KnownAccounts;
  readonly granted: readonly string[];
  readonly catalog: CatalogSettings;
  /** The organisation's own statements, those that are expired included. */
  readonly overlay: readonly OverlayStatement[];
  readonly waivers: readonly Waiver[];
}

/** Settings that cannot be used; one line per problem, with path, what was expected, and the nearest name. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/**
 * Reads settings.
 * @param value plain data, as JSON or YAML give it; undefined gives the defaults.
 * @throws SettingsError listing every problem.
 */
export function parseSettings(value: unknown): Settings {
  const problems = settingsProblems(value);
  if (problems.length > 0) throw new SettingsError(problems.map(problemText));
  const given = (value ?? {}) as GivenSettings;
  if (typeof given.overlay === "string") {
    throw new SettingsError(["overlay: a file counts only in a settings file: give the statements themselves"]);
  }
  return settingsOf(given);
}

/** What is wrong with settings; nothing is where they are {@link GivenSettings}. */
export function settingsProblems(value: unknown): readonly SettingsProblem[] {
  if (isNothing(value)) return [];
  const problems = problemsOf(schemas().document, value);
  if (problems.length > 0) return problems;
  // A file that names another would leave open which of them holds.
  return RULES.filter((rule) => own(value as GivenSettings, rule).settingsFile !== undefined).map((rule) => ({
    path: [rule.name, "settingsFile"],
    message: "counts only in the configuration of the policy pack: give the file itself",
  }));
}

/** What is wrong with the configuration of one policy, which is the settings of its rule without a level. */
export function ruleProblems(rule: Rule, settings: unknown): readonly SettingsProblem[] {
  if (isNothing(settings)) return [];
  const schema = schemas().rules.get(rule);
  return schema ? problemsOf(schema, settings, [rule.name]) : [];
}

/** Most runs set nothing, and need no schema to see that nothing is wrong. */
function isNothing(value: unknown): boolean {
  if (value === undefined) return true;
  return value !== null && typeof value === "object" && !Array.isArray(value) && Object.keys(value).length === 0;
}

/** Settings that passed the schema, as they were given. */
export type GivenSettings = Readonly<Record<string, unknown>>;

/** What was given to a rule, its level included. */
function own(given: GivenSettings, rule: Rule): Record<string, unknown> {
  const value = given[rule.name];
  return typeof value === "string" ? { enforcementLevel: value } : ((value ?? {}) as Record<string, unknown>);
}

/** Where the level of a rule is given; undefined where it is the rule's own. */
export function levelPath(given: GivenSettings, rule: Rule): Path | undefined {
  if (typeof given[rule.name] === "string") return [rule.name];
  if (own(given, rule).enforcementLevel !== undefined) return [rule.name, "enforcementLevel"];
  return given.all === undefined ? undefined : ["all"];
}

/** Settings of what was found right. */
export function settingsOf(given: GivenSettings): Settings {
  const all = typeof given.all === "object" ? Object(given.all).enforcementLevel : given.all;
  const rules = new Map<RuleName, RuleSettings>();
  for (const rule of RULES) {
    const { enforcementLevel, ...settings } = own(given, rule);
    const level = enforcementLevel ?? all;
    rules.set(rule.name, {
      level: level === undefined ? rule.defaultLevel : toLevel(level),
      isLevelGiven: level !== undefined,
      repairs: level === "remediate",
      settings,
    });
  }
  return {
    rules,
    accounts: mergeAccounts(sharedIn(given, "accounts").map(({ value }) => value)),
    granted: [...new Set([given.granted, own(given, ruleOf("limited-access")).granted].flatMap(texts))],
    catalog: mergeCatalogs(sharedIn(given, "catalog").map(({ value }) => value)),
    overlay: overlayIn(given).map(({ value }) => statementOf(value, "overlay of the settings")),
    waivers: waiversIn(given).map(({ waiver }) => waiver),
  };
}

function toLevel(level: unknown): Level {
  // As Pulumi has it: what is still found after the repair stops the run.
  return level === "remediate" ? "mandatory" : (level as Level);
}

/** What stands under a key for all rules, first at the top and then in each rule, with its path. */
function sharedIn(given: GivenSettings, key: (typeof SHARED)[number]): { path: Path; value: unknown }[] {
  return [
    { path: [key], value: given[key] },
    ...RULES.map((rule) => ({ path: [rule.name, key], value: own(given, rule)[key] })),
  ].filter(({ value }) => value !== undefined);
}

/** Every account with its path, in the order in which a later one takes the place of an earlier. */
export function accountsIn(given: GivenSettings): { path: Path; name: string; account: KnownAccount }[] {
  return sharedIn(given, "accounts").flatMap(({ path, value }) =>
    Object.entries(value as Record<string, KnownAccount>).map(([name, account]) => ({
      path: [...path, name],
      name,
      account,
    })),
  );
}

/** Every waiver with its path, in the order of {@link Settings.waivers}. */
export function waiversIn(given: GivenSettings): { path: Path; waiver: Waiver }[] {
  return sharedIn(given, "waivers").flatMap(({ path, value }) =>
    (value as Waiver[]).map((waiver, i) => ({ path: [...path, i], waiver })),
  );
}

/** A statement of an overlay as it is given. */
export type GivenStatement = Omit<OverlayStatement, "from">;

/** Every statement of an overlay with its path; none of a file that is named in their place. */
export function overlayIn(given: GivenSettings): { path: Path; value: GivenStatement }[] {
  return sharedIn(given, "overlay").flatMap(({ path, value }) =>
    Array.isArray(value) ? value.map((one, i) => ({ path: [...path, i], value: one as GivenStatement })) : [],
  );
}

/**
 * A statement as the catalog takes it.
 * @param from what it stands in: "overlay of azure-openai-guard.yaml".
 */
export function statementOf(given: GivenStatement, from: string): OverlayStatement {
  const { regions, owner, reason } = given;
  return {
    ...given,
    ...(regions ? { regions: regions.map((r) => findRegion(r)?.id ?? r) } : {}),
    // Text of people, which citations take over as it is.
    ...(owner === undefined ? {} : { owner: written(owner) }),
    reason: written(reason),
    from: written(from),
  };
}

/** Settings of the catalog with their paths. */
export function catalogIn(given: GivenSettings): { path: Path; key: string; value: unknown }[] {
  return sharedIn(given, "catalog").flatMap(({ path, value }) =>
    Object.entries(value as CatalogSettings).map(([key, one]) => ({ path: [...path, key], key, value: one })),
  );
}

/** The `catalog` of any number of rules; what a later one says goes before. */
function mergeCatalogs(all: readonly unknown[]): CatalogSettings {
  return Object.assign({}, ...all) as CatalogSettings;
}

/** What was granted, with its path. */
export function grantedIn(given: GivenSettings): { path: Path; id: string }[] {
  const inRule = own(given, ruleOf("limited-access")).granted;
  return [
    ...texts(given.granted).map((id, i) => ({ path: ["granted", i], id })),
    ...texts(inRule).map((id, i) => ({ path: ["limited-access", "granted", i], id })),
  ];
}

/** The settings that a rule alone takes, of all that were given to it. */
export function ownSettings(settings: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(settings).filter(([key]) => !SHARED.some((shared) => shared === key));
}

/** Accounts by lower-case name or id, from the `accounts` of any number of rules; a later one goes before. */
export function mergeAccounts(all: readonly unknown[]): KnownAccounts {
  const merged = new Map<string, KnownAccount>();
  for (const accounts of all) {
    for (const [name, account] of Object.entries((accounts ?? {}) as Record<string, KnownAccount>)) {
      merged.set(name.toLowerCase(), account);
    }
  }
  return merged;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === "string") : [];
}

/**
 * What holds where a policy pack has a settings file and a configuration of its own, which goes before the file: its
 * settings of a rule and its accounts one by one, its `granted` as a whole; waivers hold from both.
 * @param configs what Pulumi configured, by rule, checked.
 */
export function withConfigs(file: Settings, configs: ReadonlyMap<RuleName, Record<string, unknown>>): Settings {
  if ([...configs.values()].every(isNothing)) return file;
  const all = [...configs.values()];
  const granted = configs.get("limited-access")?.granted;
  const rules = [...file.rules].map(([name, rule]): [RuleName, RuleSettings] => [
    name,
    { ...rule, settings: { ...rule.settings, ...configs.get(name) } },
  ]);
  return {
    rules: new Map(rules),
    accounts: new Map([...file.accounts, ...mergeAccounts(all.map((c) => c.accounts))]),
    granted: granted === undefined ? file.granted : texts(granted),
    catalog: mergeCatalogs([file.catalog, ...all.map((c) => c.catalog)]),
    overlay: [
      ...file.overlay,
      ...all.flatMap((c) =>
        ((c.overlay ?? []) as GivenStatement[]).map((s) => statementOf(s, "overlay of the policy configuration")),
      ),
    ],
    waivers: [...file.waivers, ...all.flatMap((c) => (c.waivers ?? []) as Waiver[])],
  };
}
